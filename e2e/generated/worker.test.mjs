/** A repository of a worker, made by the started scaffolder. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { eventually, guestToken, startPortal } from '../portal/portal.mjs';
import { checkRepository, PLATFORM, runTemplate } from './repository.mjs';

const template = 'sqs-worker';

describe(template, { timeout: 20 * 60_000 }, () => {
  let portal;
  let token;

  const get = async pathname => {
    const response = await fetch(
      `${portal.url}/api/batch-migration${pathname}`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    return response.json();
  };
  const make = values =>
    runTemplate({ url: portal.url, token, template, values });
  const repository = name => path.join(portal.repositories, name);

  before(async () => {
    portal = await startPortal();
    token = await guestToken(portal.url);
    await eventually(
      'the estate is discovered',
      async () => (await get('/summary')).scope >= 60,
    );
  });

  after(() => portal?.close());

  it('makes a repository whose own tests, and the proof of its poller, pass', async () => {
    const { status, log } = await make({
      ...PLATFORM,
      repository: 'mail-workers',
      source: 'new',
      newWorker: { name: 'mail-sender', command: '' },
      runtime: 'node',
      poller: 'example',
      queue: 'new',
      tasks: 'scaled',
      minTasks: 0,
      maxTasks: 10,
      maxProcessingSeconds: 600,
      typicalProcessingSeconds: 20,
      repeatable: true,
    });
    assert.equal(status, 'completed', log);
    const folder = repository('mail-workers');
    const { workers } = parse(
      readFileSync(path.join(folder, 'workers.yaml'), 'utf8'),
    );
    assert.deepEqual(
      workers.map(({ name, state }) => [name, state]),
      [['mail-sender', 'STOPPED']],
    );
    const { tested } = await checkRepository(folder);
    assert.match(tested, /messages, each once, while workers are killed/);
    assert.match(
      execFileSync('git', ['tag', '--points-at', 'HEAD'], {
        cwd: folder,
        encoding: 'utf8',
      }),
      /^golden-path\//,
    );
  });

  it('takes a worker over as it is, and links it to the service that will run it', async () => {
    const { items } = await get('/workloads?kind=resident&limit=200');
    const worker = items.find(
      ({ maskedSecrets, locations }) =>
        maskedSecrets.length === 0 &&
        locations.every(({ side }) => side === 'legacy'),
    );
    assert.ok(worker, 'the estate has a worker without a target');
    const { status, log } = await make({
      ...PLATFORM,
      repository: 'moved-workers',
      source: 'existing',
      workloadIds: [worker.id],
      maxProcessingSeconds: 60,
      repeatable: false,
    });
    assert.equal(status, 'completed', log);
    const { workers } = parse(
      readFileSync(
        path.join(repository('moved-workers'), 'workers.yaml'),
        'utf8',
      ),
    );
    assert.equal(workers[0].command, worker.command);
    assert.equal(workers[0].tasks, 'singleton');
    const { locations } = await get(`/workloads/${worker.id}`);
    const { account, region } = PLATFORM;
    assert.deepEqual(
      locations
        .filter(({ side }) => side === 'target')
        .map(({ ref, key }) => [ref, key]),
      [[`ecs-service:${account}/${region}/moved-workers`, workers[0].name]],
    );
  });
});
