import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderGoldenPath } from '../rendering/renderRepository';
import { filesOf } from '../testUtils/files';
import { HOSTILE_COMMANDS } from '../testUtils/hostileCommands';
import { workerAnswers } from '../testUtils/workerAnswers';
import { portal, workload } from '../testUtils/workload';
import type { WorkerAnswers } from './answers';
import { prepareWorkers } from './prepareWorkers';

const CONTENT = join(__dirname, '../../../../templates/sqs-worker/content');

const workloads = HOSTILE_COMMANDS.map(([what, command], index) =>
  workload(`w${index}`, {
    kind: 'resident',
    name: what,
    command,
    description: command,
  }),
);
const given = workerAnswers({
  workloadIds: workloads.map(({ id }) => id),
  description: 'A | b `c` ${{ d }} <e>',
});

/** A folder with what the golden path makes of answers; gone after the tests. */
const folders: string[] = [];
async function rendered(answers: WorkerAnswers): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'golden-path-'));
  folders.push(directory);
  await renderGoldenPath({
    content: CONTENT,
    directory,
    template: 'template:default/sqs-worker',
    version: '1.0.0',
    answers,
    work: await prepareWorkers(answers, portal(workloads), { token: 't' }),
  });
  return directory;
}
afterAll(() =>
  Promise.all(
    folders.map(folder => rm(folder, { recursive: true, force: true })),
  ),
);

describe('a rendered repository of workers', () => {
  let directory: string;
  const read = (path: string) => readFile(join(directory, path), 'utf8');

  beforeAll(async () => {
    directory = await rendered(given);
  });

  it.each(HOSTILE_COMMANDS)(
    'keeps a command with %s as it was',
    async (_, command) => {
      const { workers } = parse(await read('workers.yaml'));
      expect(
        workers.map((worker: { command: string }) => worker.command),
      ).toContain(command);
    },
  );

  it('creates every worker stopped', async () => {
    const { workers } = parse(await read('workers.yaml'));
    expect(
      new Set(workers.map(({ state }: { state: string }) => state)),
    ).toEqual(new Set(['STOPPED']));
  });

  it('names the workloads that it replaces, and what made it', async () => {
    const { metadata } = parse(await read('catalog-info.yaml'));
    expect(metadata.annotations).toMatchObject({
      'batch-migration/replaces': given.workloadIds.join(','),
      'batch-migration/golden-path': 'sqs-worker@1.0.0',
    });
  });

  it('holds expressions only in its workflows, and none from outside', async () => {
    const files = await filesOf(directory);
    const holders = [...files].flatMap(([path, content]) =>
      content.includes('${{') ? [path] : [],
    );
    expect(holders).toEqual([
      '.github/workflows/ci.yml',
      '.github/workflows/deploy.yml',
      // Proves that such text is data.
      'infra/test/stack.test.ts',
    ]);
  });

  it('is the same, byte by byte, for the same answers', async () => {
    expect(await filesOf(await rendered(given))).toEqual(
      await filesOf(directory),
    );
  });

  it('has no example where the program polls itself', async () => {
    const paths = [...(await filesOf(directory)).keys()];
    expect(paths.filter(path => /worker\/|worker-test/.test(path))).toEqual([]);
  });

  it('locks its dependencies without the address of a registry', async () => {
    expect(await read('package-lock.json')).not.toMatch(
      /"resolved"|https:\/\/registry/,
    );
  });
});

it.each([
  ['node', 'app/worker/poller.mjs'],
  ['ruby', 'app/worker/poller.rb'],
] as const)('the example of %s comes with its proof', async (runtime, path) => {
  const directory = await rendered(
    workerAnswers({
      runtime,
      poller: 'example',
      workloadIds: [],
      newWorker: { name: 'thumbnails', command: '' },
    }),
  );
  const files = await filesOf(directory);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([path, 'worker-test/proof.test.mjs']),
  );
  const { scripts } = JSON.parse(files.get('package.json')!);
  expect(scripts.test).toContain('npm run test:worker');
});

it('an existing queue stands in workers.yaml by its name', async () => {
  const directory = await rendered(
    workerAnswers({
      workloadIds: ['w0'],
      queue: 'existing',
      existingQueue: { name: 'orders.fifo', keyArn: null, deadLetters: null },
    }),
  );
  const { workers } = parse(
    await readFile(join(directory, 'workers.yaml'), 'utf8'),
  );
  expect(workers[0].queue).toEqual({
    kind: 'existing',
    name: 'orders.fifo',
    heartbeat: false,
  });
});
