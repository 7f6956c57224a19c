import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { greeting } from '../jobs/hello.mjs';

test('the job says which tick it runs for', () => {
  assert.equal(
    greeting({ JOB_NAME: 'feed-import', SCHEDULED_TIME: '2026-03-01T04:15:00Z' }),
    'Hello from feed-import, for 2026-03-01T04:15:00Z',
  );
});

test('it can be started by hand', () => {
  const script = new URL('../jobs/hello.mjs', import.meta.url).pathname;
  assert.match(execFileSync(process.execPath, [script], { encoding: 'utf8' }), /^Hello from/);
});
