import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { EPHEMERAL_STORAGE_GIB } from '../limits';
import { JOB_DEFAULTS } from '../schedules/job';
import { JOBS_IN_ONE_STACK, LOCK_WAIT_MINUTES, STOP_TIMEOUT, TIME_LIMIT_MINUTES } from '../schedules/limits';
import { parseSchedules } from '../schedules/read';
import schema from '../schedules/schema.json';

/** The schema helps while typing; the reader decides. They must not contradict each other. */
const fitsSchema = new Ajv({ strictTypes: false }).compile(schema);

const GOOD = {
  name: 'feed-import',
  state: 'DISABLED',
  schedules: [{ name: 'feed-import', expression: 'cron(0/5 * * * ? *)', timezone: 'Asia/Tokyo' }],
  command: 'node jobs/hello.mjs',
};
const ARN = 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/db';
const schedule = (changes: object) => ({ schedules: [{ ...GOOD.schedules[0], ...changes }] });

function reads(job: object): boolean {
  try {
    return parseSchedules(JSON.stringify({ jobs: [job] }), 'news').length === 1;
  } catch {
    return false;
  }
}

const good: object[] = [
  {},
  { command: ['node', 'jobs/hello.mjs'], stdin: 'text' },
  { timeLimitMinutes: 10_080, warnAfterMinutes: 10, stopTimeoutSeconds: 2, ephemeralStorageGiB: 200 },
  { lock: true, lockGroup: 'files', lockWaitMinutes: 720 },
  { capacity: 'FARGATE_SPOT', rerunInterrupted: true },
  { storage: 'read-write', notify: { emails: ['a@example.com'], on: 'every-run' } },
  { environment: { A: 'b' }, secrets: { DB: ARN } },
  schedule({ expression: 'rate(1 hour)', startDate: '2026-03-01T04:10:00+09:00', endDate: '2027-03-01T04:10:00Z' }),
  schedule({ expression: 'at(2026-03-01T04:15:00)' }),
];
for (const changes of good) {
  const job = { ...GOOD, ...changes };
  test(`schema and reader take ${JSON.stringify(changes)}`, () => {
    assert.deepEqual([fitsSchema({ jobs: [job] }), reads(job)], [true, true], JSON.stringify(fitsSchema.errors));
  });
}

const wrong: object[] = [
  { name: 'Feed' },
  { name: 'a--b' },
  { name: undefined },
  { state: 'OFF' },
  { schedules: [] },
  { schedules: [null] },
  { command: ' ' },
  { command: [] },
  { comand: 'x' },
  { stdin: 5 },
  { timeLimitMinutes: 0 },
  { timeLimitMinutes: 1.5 },
  { timeLimitMinutes: 10_081 },
  { warnAfterMinutes: '5' },
  { stopTimeoutSeconds: 121 },
  { stopTimeoutSeconds: 1 },
  { ephemeralStorageGiB: 20 },
  { ephemeralStorageGiB: 201 },
  { lock: 'yes' },
  { lockGroup: 'My Group' },
  { lockWaitMinutes: -1 },
  { capacity: 'SPOT' },
  { rerunInterrupted: 1 },
  { storage: 'write' },
  { notify: 'a@example.com' },
  { notify: { emails: [], on: 'failures' } },
  { notify: { emails: ['nobody'], on: 'failures' } },
  { notify: { emails: ['a@example.com', 'a@example.com'], on: 'failures' } },
  { notify: { emails: ['a@example.com'], on: 'never' } },
  { notify: { emails: ['a@example.com'], on: 'failures', sms: 1 } },
  { environment: { '1A': 'b' } },
  { environment: { A: 1 } },
  { secrets: { DB: 'hunter2' } },
  schedule({ name: 'a b' }),
  schedule({ expression: '0 4 * * *' }),
  schedule({ timezone: '+09:00' }),
  schedule({ startDate: '2026-03-01' }),
  schedule({ cron: 'x' }),
];
for (const changes of wrong) {
  const job = { ...GOOD, ...changes };
  test(`schema and reader refuse ${JSON.stringify(changes)}`, () => {
    assert.deepEqual([fitsSchema({ jobs: [job] }), reads(job)], [false, false]);
  });
}

/** What only a program can tell; an editor shows it after `npm test`. */
const onlyReader: object[] = [
  schedule({ expression: 'cron(0 4 * * * *)' }),
  schedule({ timezone: 'Asia/Edo' }),
  schedule({ startDate: '2026-03-02T00:00:00Z', endDate: '2026-03-01T00:00:00Z' }),
  schedule({ expression: 'at(2026-03-01T04:15:00)', startDate: '2026-03-01T00:00:00Z' }),
  { warnAfterMinutes: 60 },
  { rerunInterrupted: true },
  { lock: false, lockGroup: 'files' },
  { environment: { JOB_NAME: 'x' } },
  { environment: { DB: 'x' }, secrets: { DB: ARN } },
  { command: 'x'.repeat(8200) },
];
for (const changes of onlyReader) {
  const job = { ...GOOD, ...changes };
  test(`the reader alone refuses ${JSON.stringify(changes).slice(0, 100)}`, () => {
    assert.deepEqual([fitsSchema({ jobs: [job] }), reads(job)], [true, false]);
  });
}

test('defaults and limits in the schema are those of the reader', () => {
  const { properties } = schema.definitions.job;
  for (const [field, value] of Object.entries(JOB_DEFAULTS)) {
    assert.equal((properties as Record<string, { default?: unknown }>)[field].default, value, field);
  }
  for (const [field, { min, max }] of Object.entries({
    timeLimitMinutes: TIME_LIMIT_MINUTES,
    stopTimeoutSeconds: STOP_TIMEOUT,
    lockWaitMinutes: LOCK_WAIT_MINUTES,
    ephemeralStorageGiB: EPHEMERAL_STORAGE_GIB,
  })) {
    const { minimum, maximum } = (properties as Record<string, { minimum?: number; maximum?: number }>)[field];
    assert.deepEqual([minimum, maximum], [min, max], field);
  }
  assert.equal(schema.properties.jobs.maxItems, JOBS_IN_ONE_STACK);
});

test('schedules.yaml of this repository fits, and tells editors where its schema is', () => {
  const text = readFileSync('schedules.yaml', 'utf8');
  assert.ok(fitsSchema(parse(text)), JSON.stringify(fitsSchema.errors));
  assert.match(text, /^# yaml-language-server: \$schema=\.\/infra\/schedules\/schema\.json\n/);
});
