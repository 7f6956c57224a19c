import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { PLACE, testRecordings } from '../testRecordings';
import {
  associationOutcome,
  associationState,
  SsmAssociationProbe,
} from './ssmAssociation';

const { clients, record, remove } = testRecordings();
const now = new Date('2026-02-12T01:24:00Z');
const since = new Date('2026-02-01T00:00:00Z');
const logger = mockServices.logger.mock();
const probe = new SsmAssociationProbe(clients, logger);
const REF = `ssm-association:${PLACE}`;
const [NIGHTLY, ONCE, SHIFTED, GONE] = ['a', 'b', 'c', 'd'].map(
  letter => `${letter.repeat(8)}-0000-4000-8000-${letter.repeat(12)}`,
);

const execution = (
  ExecutionId: string,
  CreatedTime: string,
  Status: string,
) => ({
  AssociationId: NIGHTLY,
  ExecutionId,
  CreatedTime,
  Status,
});

beforeAll(async () => {
  const associations = {
    [NIGHTLY]: { ScheduleExpression: 'cron(15 19 ? * * *)' },
    [ONCE]: {},
    [SHIFTED]: {
      ScheduleExpression: 'cron(0 0 ? * TUE#2 *)',
      ScheduleOffset: 3,
    },
  };
  for (const [id, more] of Object.entries(associations)) {
    await record(`ssm/describe-association/${id}`, {
      AssociationDescription: {
        Name: 'AWS-RunShellScript',
        AssociationId: id,
        LastUpdateAssociationDate: '2026-02-03T10:00:00+09:00',
        ...more,
      },
    });
  }
  await record(`ssm/describe-association-executions/${NIGHTLY}`, {
    AssociationExecutions: [
      execution('one', '2026-02-09T19:15:00Z', 'Success'),
      execution('old', '2026-01-09T19:15:00Z', 'Success'),
      execution('three', '2026-02-11T19:15:00Z', 'InProgress'),
      execution('two', '2026-02-10T19:15:00Z', 'Failed'),
    ],
  });
});

afterAll(remove);

describeProbe('SsmAssociationProbe, replayed,', {
  create: () => new SsmAssociationProbe(clients, logger),
  now,
  known: [
    { location: { ref: REF, key: NIGHTLY }, state: 'active' },
    { location: { ref: REF, key: ONCE }, state: 'idle' },
    { location: { ref: REF, key: GONE }, state: 'absent' },
  ],
  unreadable: [
    { ref: 'ssm-association:999900001111/ap-northeast-1', key: NIGHTLY },
  ],
  malformed: [
    { ref: 'ssm-association:nightly', key: NIGHTLY },
    { ref: REF, key: '../nightly' },
  ],
  runs: { location: { ref: REF, key: NIGHTLY }, since },
});

it.each([
  ['rate(1 day)', [], 'active'],
  [undefined, [], 'idle'],
  ['rate(1 day)', ['arn:aws:ssm:…:document/freeze'], 'unknown'],
])('an association by %s under %p is %s', (expression, calendars, state) => {
  const seen = associationState({
    ScheduleExpression: expression,
    CalendarNames: calendars,
  });
  expect(seen.state).toBe(state);
  expect(Boolean(seen.reason)).toBe(state !== 'active');
});

it.each([
  ['Success', 'succeeded'],
  ['Pending', 'running'],
  ['InProgress', 'running'],
  ['TimedOut', 'timed-out'],
  ['Failed', 'failed'],
  ['Skipped', 'failed'],
  [undefined, 'failed'],
])('an execution that is %s is %s', (status, outcome) => {
  expect(associationOutcome(status)).toBe(outcome);
});

it('tells its schedule in UTC, the only zone of associations', async () => {
  const [{ detail }] = await probe.observe([{ ref: REF, key: NIGHTLY }], {
    now,
  });
  expect(detail.schedules).toEqual([
    {
      dialect: 'eventbridge',
      expression: 'cron(15 19 ? * * *)',
      timezone: 'UTC',
    },
  ]);
});

it('does not tell a day on which it does not run', async () => {
  const [{ detail }] = await probe.observe([{ ref: REF, key: SHIFTED }], {
    now,
  });
  expect(detail.schedules).toBeUndefined();
  expect(detail.scheduleOffsetDays).toBe(3);
});

it('finds all executions since an instant, whatever their order', async () => {
  const runs = await probe.runs([{ ref: REF, key: NIGHTLY }], { now, since });
  expect(runs.map(({ externalId }) => externalId).sort()).toEqual([
    'one',
    'three',
    'two',
  ]);
});
