import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { checkRecordings } from '../recordings/check';
import { PLACE, testRecordings } from '../testRecordings';
import {
  SsmMaintenanceWindowProbe,
  windowOutcome,
  windowState,
} from './ssmMaintenanceWindow';

const { clients, record, remove, root } = testRecordings();
const now = new Date('2026-02-12T01:24:00Z');
const since = new Date('2026-02-01T00:00:00Z');
const logger = mockServices.logger.mock();
const probe = new SsmMaintenanceWindowProbe(clients, logger);
const REF = `ssm-window:${PLACE}`;
const [NIGHTLY, OFF, EMPTY, SHIFTED, GONE] = ['a', 'b', 'c', 'd', 'e'].map(
  letter => `mw-${letter.repeat(17)}`,
);

const execution = (
  WindowExecutionId: string,
  StartTime: string,
  Status: string,
  EndTime?: string,
) => ({ WindowId: NIGHTLY, WindowExecutionId, StartTime, Status, EndTime });

beforeAll(async () => {
  const windows = {
    [NIGHTLY]: {
      Schedule: 'cron(15 4 ? * * *)',
      ScheduleTimezone: 'Asia/Tokyo',
      StartDate: '2026-02-03T10:00:00+09:00',
    },
    [OFF]: { Enabled: false, Schedule: 'rate(1 hour)' },
    [EMPTY]: { Schedule: 'rate(1 hour)' },
    [SHIFTED]: { Schedule: 'cron(0 0 ? * TUE#2 *)', ScheduleOffset: 3 },
  };
  for (const [id, more] of Object.entries(windows)) {
    await record(`ssm/get-maintenance-window/${id}`, {
      WindowId: id,
      Enabled: true,
      Duration: 2,
      Cutoff: 1,
      AllowUnassociatedTargets: false,
      ...more,
    });
    await record(`ssm/describe-maintenance-window-tasks/${id}`, {
      Tasks:
        id === EMPTY
          ? []
          : [{ Type: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript' }],
    });
  }
  await record(`ssm/describe-maintenance-window-executions/${NIGHTLY}`, {
    WindowExecutions: [
      execution('three', '2026-02-11T19:15:00Z', 'IN_PROGRESS'),
      execution(
        'two',
        '2026-02-10T19:15:00Z',
        'FAILED',
        '2026-02-10T19:16:00Z',
      ),
      execution('one', '2026-02-09T19:15:00Z', 'SUCCESS'),
      execution('old', '2026-01-09T19:15:00Z', 'SUCCESS'),
    ],
  });
});

afterAll(remove);

describeProbe('SsmMaintenanceWindowProbe, replayed,', {
  create: () => new SsmMaintenanceWindowProbe(clients, logger),
  now,
  known: [
    { location: { ref: REF, key: NIGHTLY }, state: 'active' },
    { location: { ref: REF, key: OFF }, state: 'idle' },
    { location: { ref: REF, key: EMPTY }, state: 'idle' },
    { location: { ref: REF, key: GONE }, state: 'absent' },
  ],
  unreadable: [{ ref: 'ssm-window:999900001111/ap-northeast-1', key: NIGHTLY }],
  malformed: [
    { ref: 'ssm-window:nightly', key: NIGHTLY },
    { ref: REF, key: '../nightly' },
  ],
  runs: { location: { ref: REF, key: NIGHTLY }, since },
});

it('reads answers as the SDK describes them', async () => {
  expect(await checkRecordings(root)).toEqual({ files: 9, problems: [] });
});

it('tells schedule, zone, start and what it runs', async () => {
  const [answer] = await probe.observe([{ ref: REF, key: NIGHTLY }], { now });
  expect(answer.detail).toEqual({
    enabled: true,
    tasks: [{ type: 'RUN_COMMAND', document: 'AWS-RunShellScript' }],
    schedules: [
      {
        dialect: 'eventbridge',
        expression: 'cron(15 4 ? * * *)',
        timezone: 'Asia/Tokyo',
      },
    ],
    startDate: '2026-02-03T01:00:00.000Z',
  });
});

it('claims no schedule where days are added to it', async () => {
  const [{ detail }] = await probe.observe([{ ref: REF, key: SHIFTED }], {
    now,
  });
  expect(detail).toMatchObject({ scheduleOffsetDays: 3 });
  expect(detail.schedules).toBeUndefined();
});

it('reads runs since an instant', async () => {
  const runs = await probe.runs([{ ref: REF, key: NIGHTLY }], { now, since });
  expect(
    runs.map(({ externalId, outcome, endedAt }) => [
      externalId,
      outcome,
      endedAt?.toISOString() ?? null,
    ]),
  ).toEqual([
    ['three', 'running', null],
    ['two', 'failed', '2026-02-10T19:16:00.000Z'],
    ['one', 'succeeded', '2026-02-09T19:15:00.000Z'],
  ]);
});

it.each([
  ['before its start', { StartDate: '2026-02-12T10:25+09:00' }, 1, 'idle'],
  ['from its start on', { StartDate: '2026-02-12T10:24+09:00' }, 1, 'active'],
  ['until its end', { EndDate: '2026-02-12T01:24:00Z' }, 1, 'active'],
  ['after its end', { EndDate: '2026-02-12T01:23:59Z' }, 1, 'idle'],
  ['with dates that nobody can read', { EndDate: 'soon' }, 1, 'unknown'],
  ['without a task', {}, 0, 'idle'],
  ['that is off', { Enabled: false }, 1, 'idle'],
  ['of which nothing is told', { Enabled: undefined }, 1, 'unknown'],
])('a window %s is %s', (_, over, tasks, state) => {
  expect(windowState({ Enabled: true, ...over }, tasks, now).state).toBe(state);
});

it.each([
  ['SUCCESS', undefined, 'succeeded'],
  ['PENDING', undefined, 'running'],
  ['CANCELLING', undefined, 'running'],
  ['CANCELLED', now, 'failed'],
  ['TIMED_OUT', now, 'timed-out'],
  ['SKIPPED_OVERLAPPING', now, 'skipped-duplicate'],
  ['A_NEW_WORD', now, 'failed'],
])('an execution that is %s counts as %s', (Status, EndTime, outcome) => {
  expect(windowOutcome({ Status: Status as never, EndTime })).toBe(outcome);
});
