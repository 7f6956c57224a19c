import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { testRecordings } from '../testRecordings';
import {
  comparableSchedule,
  CronJobProbe,
  cronJobState,
  jobOutcome,
} from './cronJob';

const { reader, record, remove } = testRecordings();
const now = new Date('2026-02-12T01:24:00Z');
const since = new Date('2026-02-01T00:00:00Z');
const logger = mockServices.logger.mock();
const probe = new CronJobProbe(reader, logger);
const REF = 'k8s-cronjob:production/batch';

const cronJob = (name: string, spec: object = {}) => ({
  metadata: { name, creationTimestamp: '2026-01-20T01:00:00Z' },
  spec: { schedule: '15 4 * * *', jobTemplate: { spec: {} }, ...spec },
});

const job = (
  name: string,
  owner: string,
  startTime: string,
  conditions: object[] = [],
) => ({
  metadata: {
    name,
    uid: `uid-${name}`,
    annotations: {
      'batch.kubernetes.io/cronjob-scheduled-timestamp':
        '2026-02-11T04:15:00+09:00',
    },
    ownerReferences: [{ kind: 'CronJob', name: owner }],
  },
  status: { startTime, conditions },
});
const COMPLETE = {
  type: 'Complete',
  status: 'True',
  lastTransitionTime: '2026-02-10T19:20:00Z',
};

beforeAll(async () => {
  await record('production/batch/cronjobs', [
    cronJob('digest', { timeZone: 'Asia/Tokyo' }),
    cronJob('off', { suspend: true }),
    cronJob('odd', { schedule: '0 0 */2 * 1' }),
  ]);
  await record('production/batch/jobs', [
    job('digest-1', 'digest', '2026-02-10T19:15:03Z', [COMPLETE]),
    job('digest-2', 'digest', '2026-02-11T19:15:03Z'),
    job('digest-0', 'digest', '2026-01-10T19:15:03Z', [COMPLETE]),
    job('other-1', 'other', '2026-02-10T19:15:03Z', [COMPLETE]),
  ]);
  await record('production/cut/cronjobs', [], { continue: 'more' });
});

afterAll(remove);

describeProbe('CronJobProbe, replayed,', {
  create: () => new CronJobProbe(reader, logger),
  now,
  known: [
    { location: { ref: REF, key: 'digest' }, state: 'active' },
    { location: { ref: REF, key: 'off' }, state: 'idle' },
    { location: { ref: REF, key: 'none' }, state: 'absent' },
  ],
  unreadable: [
    { ref: 'k8s-cronjob:silent/batch', key: 'digest' },
    { ref: 'k8s-cronjob:unlisted/batch', key: 'digest' },
    // A list that was cut says nothing of what is not in it.
    { ref: 'k8s-cronjob:production/cut', key: 'digest' },
  ],
  malformed: [
    { ref: 'k8s-cronjob:production', key: 'digest' },
    { ref: 'k8s-cronjob:production/../batch', key: 'digest' },
    { ref: REF, key: '../digest' },
    { ref: REF, key: '' },
  ],
  runs: { location: { ref: REF, key: 'digest' }, since },
});

it('tells when it runs, in its own zone', async () => {
  const [{ detail }] = await probe.observe([{ ref: REF, key: 'digest' }], {
    now,
  });
  expect(detail.schedules).toEqual([
    {
      dialect: 'debian-cron',
      expression: '15 4 * * *',
      timezone: 'Asia/Tokyo',
    },
  ]);
});

it('does not compare what Debian would read otherwise', async () => {
  const [{ detail }] = await probe.observe([{ ref: REF, key: 'odd' }], { now });
  expect(detail.schedules).toBeUndefined();
  expect(detail.scheduleExpression).toBe('0 0 */2 * 1');
});

it('tells of the jobs that it started, with the tick', async () => {
  const location = { ref: REF, key: 'digest' };
  expect(await probe.runs([location], { now, since })).toEqual([
    {
      location,
      scheduledFor: new Date('2026-02-10T19:15:00Z'),
      startedAt: new Date('2026-02-10T19:15:03Z'),
      endedAt: new Date('2026-02-10T19:20:00Z'),
      outcome: 'succeeded',
      externalId: 'uid-digest-1',
    },
    expect.objectContaining({
      outcome: 'running',
      endedAt: null,
      externalId: 'uid-digest-2',
    }),
  ]);
});

it('throws where no runs could be read, since that is not "no runs"', async () => {
  const ref = 'k8s-cronjob:silent/batch';
  await expect(
    probe.runs([{ ref, key: 'digest' }], { now, since }),
  ).rejects.toThrow('Listing jobs failed');
});

it.each([
  [undefined, undefined, 'active'],
  [false, undefined, 'active'],
  [true, undefined, 'idle'],
  [false, '2026-02-12T01:00:00Z', 'idle'],
])('suspended %s, deleted %s is %s', (suspend, deletionTimestamp, state) => {
  expect(
    cronJobState({
      metadata: { name: 'a', deletionTimestamp },
      spec: { schedule: '@daily', suspend },
    }).state,
  ).toBe(state);
});

it.each([
  ['15 4 * * *', true],
  ['@daily', true],
  ['0 0 1,15 * MON', true],
  ['0 0 */2 * *', true],
  ['0 0 */2 * 1', false], // either day there, both days in Debian
  ['0 0 1 * */2', false],
  ['@every 5m', false],
  ['CRON_TZ=Asia/Tokyo 15 4 * * *', false],
  ['0 0 ? * 1', false],
])('%s can be compared: %s', (schedule, can) => {
  expect(comparableSchedule(schedule)).toBe(can ? schedule : null);
});

it.each([
  ['Complete', 'True', undefined, 'succeeded'],
  ['Failed', 'True', 'BackoffLimitExceeded', 'failed'],
  ['Failed', 'True', 'DeadlineExceeded', 'timed-out'],
  ['Failed', 'False', undefined, 'running'],
  ['Suspended', 'True', undefined, 'running'],
])('a job that is %s %s by %s is %s', (type, status, reason, outcome) => {
  expect(
    jobOutcome({
      metadata: { name: 'a' },
      status: { conditions: [{ type, status, reason }] },
    }).outcome,
  ).toBe(outcome);
});
