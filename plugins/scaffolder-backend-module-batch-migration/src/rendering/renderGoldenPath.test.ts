import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { prepareJobs } from '../jobs/prepareJobs';
import { answers } from '../testUtils/answers';
import { HOSTILE_COMMANDS } from '../testUtils/hostileCommands';
import { portal, workload } from '../testUtils/workload';
import { renderGoldenPath } from './renderGoldenPath';

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
      jobs,
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
    expect(metadata.description).toBe(given.description);
    expect(spec.owner).toBe('group:default/news-platform');
  });

  it('remembers the answers', async () => {
    expect(JSON.parse(await read('.golden-path.json'))).toEqual({
      template: 'template:default/scheduled-fargate-job',
      version: '1.0.0',
      answers: given,
    });
  });

  it('holds expressions only in its workflows, and none from outside', async () => {
    for (const entry of await readdir(directory, { recursive: true })) {
      const content = await read(entry).catch(() => '');
      if (entry.startsWith('.github/workflows/')) {
        expect(content).toBe(await readFile(join(CONTENT, entry), 'utf8'));
      } else if (!entry.endsWith('.test.ts')) {
        expect([entry, content.includes('${{')]).toEqual([entry, false]);
      }
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
    for (const entry of await readdir(directory, { recursive: true })) {
      const content = await read(entry).catch(() => null);
      if (content !== null) {
        expect(await readFile(join(again, entry), 'utf8')).toBe(content);
      }
    }
    await rm(again, { recursive: true, force: true });
  });
});
