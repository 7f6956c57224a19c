import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command } from '../commands/job';
import type { Job } from '../schedules/job';
import { jobWith } from './run-machine';
import { config } from './synthesize';

const NOW = new Date('2026-03-02T12:00:00Z');
const TICK = '2026-03-01T19:15:00Z';
const JOB = jobWith({
  name: 'feed-import',
  state: 'ENABLED',
  schedules: [{ name: 'feed-import', expression: 'cron(15 4 * * ? *)', timezone: 'Asia/Tokyo' }],
});
const SCHEDULE = {
  Arn: 'arn',
  Name: 'feed-import',
  GroupName: config.name,
  State: 'ENABLED',
  ScheduleExpression: 'cron(15 4 * * ? *)',
  ScheduleExpressionTimezone: 'Asia/Tokyo',
  StartDate: '2026-02-01T00:00:00+00:00',
  CreationDate: '2026-01-01T00:00:00+00:00',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: 'machine', Input: '{"job":"feed-import"}' },
};

/** AWS in memory: a table of guards, one schedule, and what was asked of it. */
function aws({ records = {}, account = config.account, status = 'SUCCEEDED' }: { records?: Record<string, string>; account?: string; status?: string } = {}) {
  const calls: Array<[string, Record<string, unknown>]> = [];
  const answers: Record<string, (input: never) => object> = {
    'get-caller-identity': () => ({ Account: account, Arn: `arn:aws:sts::${account}:assumed-role/Someone/x` }),
    'describe-stacks': () => ({ Stacks: [{ Outputs: [{ OutputKey: 'GuardTable', OutputValue: 'guards' }] }] }),
    'get-item': ({ Key }: { Key: { id: { S: string } } }) => {
      const owner = records[Key.id.S];
      return owner === undefined ? {} : { Item: { owner: { S: owner }, expiresAt: { N: String(NOW.getTime() / 1000 + 60) } } };
    },
    'describe-execution': () => ({ status }),
    'start-execution': () => ({ executionArn: 'new-run' }),
    'list-executions': () => ({ executions: [{ status: 'SUCCEEDED', startDate: TICK, executionArn: 'run-1' }] }),
    'get-schedule': () => SCHEDULE,
  };
  const call = async (_service: string, operation: string, input: object = {}) => {
    calls.push([operation, input as Record<string, unknown>]);
    return answers[operation]?.(input as never) ?? {};
  };
  const did = (operation: string) => calls.filter(([name]) => name === operation).map(([, input]) => input);
  return { call, did };
}

const type = (line: string, of = aws(), jobs: Job[] = [JOB]) =>
  command(line.split(' '), { config, aws: of.call, now: NOW }, jobs);

test('run starts the state machine for the time of the command', async () => {
  const of = aws();
  assert.match((await type('run feed-import', of)).join(), /new-run/);
  const [{ stateMachineArn, input }] = of.did('start-execution');
  assert.equal(stateMachineArn, `arn:aws:states:${config.region}:${config.account}:stateMachine:${config.name}-feed-import`);
  assert.deepEqual(JSON.parse(String(input)), { job: 'feed-import', scheduledTime: '2026-03-02T12:00:00Z' });
});

test('nothing is done in another account', async () => {
  for (const line of ['run feed-import', 'pause feed-import', `replay feed-import ${TICK}`]) {
    const of = aws({ account: '999999999999' });
    await assert.rejects(type(line, of), /signed in to account 999999999999/, line);
    assert.deepEqual([...of.did('start-execution'), ...of.did('update-schedule')], []);
  }
});

test('a tick that was missed is replayed for its own time and its own schedule', async () => {
  const of = aws();
  await type('replay feed-import 2026-03-02T04:15:00+09:00', of);
  const [{ input }] = of.did('start-execution');
  assert.deepEqual(JSON.parse(String(input)), {
    job: 'feed-import',
    scheduledTime: TICK,
    scheduleArn: `arn:aws:scheduler:${config.region}:${config.account}:schedule/${config.name}/feed-import`,
  });
  assert.deepEqual(of.did('delete-item'), []);
});

test('a tick that has run is replayed only when somebody says again', async () => {
  const records = { [`tick#feed-import#${TICK}`]: 'run-1' };
  const refused = aws({ records });
  await assert.rejects(type(`replay feed-import ${TICK}`, refused), /has run, as run-1.*--again/);
  assert.deepEqual(refused.did('start-execution'), []);

  const of = aws({ records });
  await type(`replay feed-import ${TICK} --again`, of);
  const [deleted] = of.did('delete-item');
  assert.equal(deleted.ConditionExpression, '#owner = :seen');
  assert.deepEqual(deleted.ExpressionAttributeValues, { ':seen': { S: 'run-1' } });
  assert.equal(of.did('start-execution').length, 1);
});

test('and never while its run is going', async () => {
  const of = aws({ records: { [`tick#feed-import#${TICK}`]: 'run-1' }, status: 'RUNNING' });
  await assert.rejects(type(`replay feed-import ${TICK} --again`, of), /is running/);
  assert.deepEqual([...of.did('delete-item'), ...of.did('start-execution')], []);
});

const refusals: Array<[string, RegExp]> = [
  ['replay feed-import 2026-03-02', /time with a zone/],
  ['replay feed-import 2026-03-03T19:15:00Z', /yet to come/],
  ['replay feed-import 2026-03-01T19:16:00Z', /No schedule of feed-import starts/],
  ['replay feed-import 2026-02-01T19:15:00Z', /kept for 7 days/],
  ['replay feed-import', /^Refused|Usage/],
  ['run feed-import now', /Usage/],
  ['run other', /There is no job other; there are feed-import/],
  ['stop feed-import', /Usage/],
  ['run feed-import --force', /Usage/],
];
for (const [line, message] of refusals) {
  test(`${line} is refused`, async () => {
    const of = aws();
    await assert.rejects(type(line, of), message);
    assert.deepEqual(of.did('start-execution'), []);
  });
}

test('pause and resume change the state of each schedule and keep the rest', async () => {
  const of = aws();
  assert.match((await type('pause feed-import', of)).join('\n'), /ENABLED becomes DISABLED/);
  const [update] = of.did('update-schedule');
  // Scheduler refuses a start date that is long past, and fields that only it writes.
  const { Arn, CreationDate, StartDate, ...kept } = SCHEDULE;
  assert.deepEqual(update, { ...kept, State: 'DISABLED' });
  assert.match((await type('resume feed-import', aws())).join(), /was ENABLED already/);
});

test('a job that the file switches off is not resumed', async () => {
  const of = aws();
  await assert.rejects(type('resume feed-import', of, [{ ...JOB, state: 'DISABLED' }]), /says DISABLED/);
  assert.deepEqual(of.did('update-schedule'), []);
});

test('show tells of schedules, the lock and the last runs', async () => {
  const lines = await type('show feed-import', aws({ records: { 'lease#feed-import': 'run-9' } }));
  assert.match(lines.join('\n'), /schedule feed-import: ENABLED.*lock: held by run-9 until 2026-03-02T12:01:00Z.*run: SUCCEEDED/s);
});
