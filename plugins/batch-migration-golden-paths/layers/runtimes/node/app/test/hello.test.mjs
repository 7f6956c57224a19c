import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dayOf, greet } from '../jobs/hello.mjs';

const script = fileURLToPath(new URL('../jobs/hello.mjs', import.meta.url));
const run = env => spawnSync(process.execPath, [script], { encoding: 'utf8', env: { ...process.env, ...env } });

test('a run is for the day of its tick, however late it starts', () => {
  assert.equal(dayOf('2026-03-01T23:59:00Z', new Date('2026-03-02T00:10:00Z')), '2026-03-01');
});

test('a run by hand is for today', () => {
  assert.equal(dayOf(undefined, new Date('2026-03-02T00:10:00Z')), '2026-03-02');
});

test('it stops between two pieces of work', async () => {
  const stop = new AbortController();
  const done = await greet(['a', 'b', 'c'], '2026-03-01', { signal: stop.signal, log: () => stop.abort() });
  assert.equal(done, 1);
});

test('it succeeds as a program', () => {
  const { status, stdout } = run({ JOB_NAME: 'feed-import', SCHEDULED_TIME: '2026-03-01T04:15:00Z' });
  assert.equal(status, 0);
  assert.match(stdout, /Hello feed-import, on 2026-03-01/);
});

test('it fails with a tick that is none', () => {
  const { status, stderr } = run({ SCHEDULED_TIME: 'yesterday' });
  assert.notEqual(status, 0);
  assert.match(stderr, /SCHEDULED_TIME must be a time/);
});
