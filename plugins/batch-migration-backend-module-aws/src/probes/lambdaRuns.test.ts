import { mockServices } from '@backstage/backend-test-utils';
import { checkRecordings } from '../recordings/check';
import { PLACE, testRecordings } from '../testRecordings';
import { type CountedMinute, parseFunction, toRuns } from './lambdaRuns';
import { SchedulerScheduleProbe } from './schedulerSchedule';

const { clients, record, remove, root } = testRecordings();
const now = new Date('2026-02-12T01:24:30Z');
const since = new Date('2026-02-11T00:00:00Z');
const [accountId, region] = PLACE.split('/');
const arnOf = (name: string) =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`;
const REF = `scheduler:${PLACE}/news`;
const at = (key: string) => ({ ref: REF, key });
const probe = new SchedulerScheduleProbe(clients, mockServices.logger.mock());

const metric = (label: string, ...values: Array<[string, number]>) => ({
  Id: 'm0',
  Label: label,
  Timestamps: values.map(([time]) => time),
  Values: values.map(([, value]) => value),
  StatusCode: 'Complete',
});

beforeAll(async () => {
  const targets = {
    digest: arnOf('digest:live'),
    one: arnOf('shared'),
    other: arnOf('shared'),
  };
  for (const [name, Arn] of Object.entries(targets)) {
    await record(`scheduler/get-schedule/news/${name}`, {
      Name: name,
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 hour)',
      Target: { Arn, RoleArn: 'arn:aws:iam::111122223333:role/scheduler' },
    });
  }
  const [tick, next] = ['2026-02-11T19:15:00Z', '2026-02-11T20:15:00Z'];
  await record('cloudwatch/get-metric-data', {
    MetricDataResults: [
      metric(
        'digest Invocations',
        [next, 1],
        [tick, 1],
        ['2026-02-10T19:15:00Z', 1],
        ['2026-02-12T01:23:00Z', 1],
      ),
      metric('digest Errors', [next, 1], [tick, 0]),
      metric('digest Duration', [next, 900], [tick, 61_500]),
    ],
  });
});

afterAll(remove);

it('reads invocations of a function as runs of its schedule', async () => {
  const runs = await probe.runs([at('digest')], { now, since });
  expect(
    runs.map(run => [
      run.startedAt.toISOString(),
      run.endedAt?.toISOString(),
      run.outcome,
      run.externalId,
    ]),
  ).toEqual([
    [
      '2026-02-11T19:15:00.000Z',
      '2026-02-11T19:16:01.500Z',
      'succeeded',
      `${arnOf('digest:live')}@2026-02-11T19:15:00.000Z`,
    ],
    [
      '2026-02-11T20:15:00.000Z',
      '2026-02-11T20:15:00.900Z',
      'failed',
      `${arnOf('digest:live')}@2026-02-11T20:15:00.000Z`,
    ],
    // The last three minutes are not complete yet.
  ]);
  expect((await checkRecordings(root)).problems).toEqual([]);
});

it('says that nobody knows which of several schedules it was', async () => {
  const unread: string[] = [];
  const runs = await probe.runs([at('one'), at('other')], {
    now,
    since,
    onUnread: ({ key }, reason) => unread.push(`${key}: ${reason}`),
  });
  expect(runs).toEqual([]);
  // Places are asked side by side.
  expect([...unread].sort()).toEqual([
    expect.stringMatching(/^one: 2 schedules start .*shared/),
    expect.stringMatching(/^other: 2 schedules start .*shared/),
  ]);
});

const minute = (
  text: string,
  invocations: number,
  errors = 0,
): CountedMinute => ({
  at: Date.parse(`2026-02-12T${text}:00Z`),
  invocations,
  errors,
  durationMs: 1000,
});

it.each<[string, CountedMinute[], Array<[string, string]>]>([
  ['one that went well', [minute('01:00', 1)], [['01:00', 'succeeded']]],
  ['none', [minute('01:00', 0)], []],
  [
    'two at once, of which one failed',
    [minute('01:00', 2, 1)],
    [
      ['01:00', 'failed'],
      ['01:00', 'succeeded'],
    ],
  ],
  [
    'a failure that the first retry mended',
    [minute('01:00', 1, 1), minute('01:01', 1)],
    [['01:00', 'succeeded']],
  ],
  [
    'a failure that no retry mended',
    [minute('01:00', 1, 1), minute('01:01', 1, 1), minute('01:03', 1, 1)],
    [['01:00', 'failed']],
  ],
  [
    'a failure, and the next tick',
    [minute('01:00', 1, 1), minute('01:10', 1)],
    [
      ['01:00', 'failed'],
      ['01:10', 'succeeded'],
    ],
  ],
  [
    'a failure that may yet be tried again',
    [minute('01:19', 1, 1)],
    [['01:19', 'running']],
  ],
  [
    'a good one and one soon after it',
    [minute('01:00', 1), minute('01:01', 1)],
    [
      ['01:00', 'succeeded'],
      ['01:01', 'succeeded'],
    ],
  ],
  [
    'a retry of what lies before the instant',
    [minute('00:59', 1, 1), minute('01:00', 1)],
    [],
  ],
])('of %s', (_, minutes, expected) => {
  const runs = toRuns(minutes, arnOf('digest'), at('digest'), {
    now,
    since: new Date('2026-02-12T01:00:00Z'),
  });
  expect(
    runs.map(run => [run.startedAt.toISOString().slice(11, 16), run.outcome]),
  ).toEqual(expected);
  for (const run of runs) {
    expect(run.endedAt === null).toBe(run.outcome === 'running');
  }
  expect(new Set(runs.map(run => run.externalId)).size).toBe(runs.length);
});

it.each([
  [arnOf('digest'), 'digest'],
  [arnOf('digest:$LATEST'), 'digest'],
  ['arn:aws-cn:lambda:cn-north-1:111122223333:function:a_b', 'a_b'],
  ['arn:aws:states:ap-northeast-1:111122223333:stateMachine:a', undefined],
  ['arn:aws:lambda:ap-northeast-1:1:function:a', undefined],
  ['arn:aws:scheduler:::aws-sdk:lambda:invoke', undefined],
])('%s is the function %s', (arn, name) => {
  expect(parseFunction(arn)?.name).toBe(name);
});
