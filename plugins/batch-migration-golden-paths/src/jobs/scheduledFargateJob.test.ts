import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { prepareJobs } from './prepareJobs';
import { answers } from '../testUtils/answers';
import { HOSTILE_COMMANDS } from '../testUtils/hostileCommands';
import { portal, workload } from '../testUtils/workload';
import { renderGoldenPath } from '../rendering/renderRepository';

const CONTENT = join(
  __dirname,
  '../../../../templates/scheduled-fargate-job/content',
);

const workloads = HOSTILE_COMMANDS.map(([what, command], index) =>
  workload(`w${index}`, { name: what, command, description: command }),
);
const given = answers({
  workloadIds: workloads.map(({ id }) => id),
  description: 'A | b `c` ${{ d }} <e>',
});

describe('a rendered repository', () => {
  let directory: string;
  const read = (path: string) => readFile(join(directory, path), 'utf8');

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'golden-path-'));
    await render(directory);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function render(into: string) {
    const jobs = await prepareJobs(given, portal(workloads), { token: 't' });
    await renderGoldenPath({
      content: CONTENT,
      directory: into,
      template: 'template:default/scheduled-fargate-job',
      version: '1.0.0',
      answers: given,
      work: jobs,
    });
  }

  it.each(HOSTILE_COMMANDS)(
    'keeps a command with %s as it was',
    async (_, command) => {
      const { jobs } = parse(await read('schedules.yaml'));
      expect(jobs.map((job: { command: string }) => job.command)).toContain(
        command,
      );
    },
  );

  it('shows every command exactly in migration.md', async () => {
    const report = await read('migration.md');
    for (const [, command] of HOSTILE_COMMANDS) {
      const escaped = command
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('${{', '&#36;{{');
      expect(report).toContain(command.includes('${{') ? escaped : command);
    }
  });

  it('creates every job switched off', async () => {
    const { jobs } = parse(await read('schedules.yaml'));
    expect(new Set(jobs.map((job: { state: string }) => job.state))).toEqual(
      new Set(['DISABLED']),
    );
  });

  it('names the workloads that it replaces', async () => {
    const { metadata, spec } = parse(await read('catalog-info.yaml'));
    expect(metadata.annotations['batch-migration/replaces']).toBe(
      given.workloadIds.join(','),
    );
    expect(metadata.annotations['batch-migration/golden-path']).toBe(
      'scheduled-fargate-job@1.0.0',
    );
    expect(metadata.description).toBe(given.description);
    expect(spec.owner).toBe('group:default/news-platform');
  });

  it('remembers the answers', async () => {
    expect(JSON.parse(await read('.golden-path.json'))).toEqual({
      template: 'template:default/scheduled-fargate-job',
      version: '1.0.0',
      answers: given,
      work: await prepareJobs(given, portal(workloads), { token: 't' }),
    });
  });

  it('holds expressions only in its workflows, and none from outside', async () => {
    const holders = (await filesOf(directory)).filter(([, content]) =>
      content.includes('${{'),
    );
    expect(holders.map(([path]) => path)).toEqual([
      '.github/workflows/ci.yml',
      '.github/workflows/deploy.yml',
      '.github/workflows/schedules.yml',
      // Proves that such text is data.
      'infra/test/stack.test.ts',
    ]);
    for (const [path, content] of holders) {
      expect(content).toBe(await staticFile(path));
    }
  });

  it('locks its dependencies without the address of a registry', async () => {
    const lock = await read('package-lock.json');
    expect(lock).not.toMatch(/"resolved"|https:\/\/registry/);
    expect(JSON.parse(lock).packages[''].name).toBe('news-batch-jobs');
  });

  it('is the same, byte by byte, for the same answers', async () => {
    const again = await mkdtemp(join(tmpdir(), 'golden-path-'));
    await render(again);
    expect(await filesOf(again)).toEqual(await filesOf(directory));
    await rm(again, { recursive: true, force: true });
  });
});

/** A file as the template or the layer of all golden paths has it. */
async function staticFile(path: string): Promise<string> {
  const common = join(__dirname, '../../layers/common');
  return readFile(join(CONTENT, path), 'utf8').catch(() =>
    readFile(join(common, path.replace('.github', 'dot-github')), 'utf8'),
  );
}

/** Every file under a folder with its text, by path. */
async function filesOf(folder: string): Promise<Array<[string, string]>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  return Promise.all(
    paths.map(
      async (path): Promise<[string, string]> => [
        path,
        await readFile(join(folder, path), 'utf8'),
      ],
    ),
  );
}
