import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AwsClients } from '../clients';
import { Ec2InstanceProbe, instanceState } from './ec2Instance';
import { SchedulerScheduleProbe, scheduleState } from './schedulerSchedule';
import { outcomeOf } from './stateMachineRuns';

const root = mkdtempSync(join(tmpdir(), 'batch-migration-aws-'));
const place = join(root, '111122223333', 'ap-northeast-1');
const now = new Date('2026-02-12T01:24:00Z');
const logger = mockServices.logger.mock();
const clients = new AwsClients({
  answers: { mode: 'replay', recordings: root },
});
const scheduler = new SchedulerScheduleProbe(clients, logger);
const ec2 = new Ec2InstanceProbe(clients, logger);

const NEWS = 'scheduler:111122223333/ap-northeast-1/news';
const EC2 = 'ec2:111122223333/ap-northeast-1';
const MACHINE =
  'arn:aws:states:ap-northeast-1:111122223333:stateMachine:digest';
const EXECUTION = 'arn:aws:states:ap-northeast-1:111122223333:execution:digest';
const RUNNING = 'i-0123456789abcdef0';
const STOPPED = 'i-0123456789abcdef1';
const GONE = 'i-0123456789abcdef2';
const FORGOTTEN = 'i-0123456789abcdef3';

async function record(file: string, answer: object) {
  await mkdir(dirname(join(place, file)), { recursive: true });
  await writeFile(join(place, file), JSON.stringify(answer));
}

const recordSchedule = (name: string, more: object) =>
  record(`scheduler/get-schedule/news/${name}.json`, {
    Name: name,
    GroupName: 'news',
    ScheduleExpression: 'cron(15 4 * * ? *)',
    State: 'ENABLED',
    Target: { Arn: MACHINE, RoleArn: 'arn:aws:iam::111122223333:role/x' },
    ...more,
  });

const execution = (name: string, startDate: string, status = 'SUCCEEDED') => ({
  executionArn: `${EXECUTION}:${name}`,
  stateMachineArn: MACHINE,
  name,
  status,
  startDate,
  ...(status === 'RUNNING' ? {} : { stopDate: '2026-02-12T00:30:00Z' }),
});

beforeAll(async () => {
  await recordSchedule('digest', {
    ScheduleExpressionTimezone: 'Asia/Tokyo',
    StartDate: '2026-02-12T10:24:00+09:00',
    CreationDate: '2026-02-01T10:00:00+09:00',
    LastModificationDate: '2026-02-03T10:00:00+09:00',
  });
  await recordSchedule('later', { StartDate: '2026-02-13T00:00:00Z' });
  const executions = [
    execution('old', '2026-01-01T00:00:00Z'),
    execution('running', '2026-02-12T01:00:00Z', 'RUNNING'),
    execution('done', '2026-02-12T00:00:00Z'),
  ];
  await record('stepfunctions/list-executions/digest.json', { executions });
  for (const item of executions) {
    await record(`stepfunctions/describe-execution/digest/${item.name}.json`, {
      ...item,
      input: JSON.stringify({ scheduledTime: '2026-02-12T00:00:00Z' }),
      output: item.name === 'done' ? '{"outcome":"skipped-duplicate"}' : '{}',
    });
  }
  const instance = (InstanceId: string, Name: string) => ({
    InstanceId,
    InstanceType: 'c3.xlarge',
    State: { Code: 16, Name },
  });
  await record('ec2/describe-instances.json', {
    Reservations: [
      {
        Instances: [instance(RUNNING, 'running'), instance(GONE, 'terminated')],
      },
      { Instances: [instance(STOPPED, 'stopped')] },
    ],
  });
  await record('ec2/describe-instance-status.json', {
    InstanceStatuses: [
      {
        InstanceId: RUNNING,
        Events: [
          {
            Code: 'instance-retirement',
            Description: 'The instance is running on degraded hardware',
            NotBefore: '2026-03-01T00:00:00.000Z',
          },
          { Code: 'system-reboot', Description: '[Completed] reboot' },
        ],
      },
    ],
  });
});

afterAll(() => rm(root, { recursive: true, force: true }));

describeProbe('SchedulerScheduleProbe, replayed,', {
  create: () => new SchedulerScheduleProbe(clients, logger),
  now,
  known: [
    { location: { ref: NEWS, key: 'digest' }, state: 'active' },
    { location: { ref: NEWS, key: 'later' }, state: 'idle' },
    { location: { ref: NEWS, key: 'none' }, state: 'absent' },
  ],
  unreadable: [
    { ref: 'scheduler:999900001111/ap-northeast-1/news', key: 'digest' },
    { ref: 'scheduler:111122223333/eu-west-1/news', key: 'digest' },
  ],
  malformed: [
    { ref: 'scheduler:news', key: 'digest' },
    { ref: 'scheduler:111122223333/../news', key: 'digest' },
    { ref: NEWS, key: '../../../../secret' },
    { ref: NEWS, key: '' },
  ],
  runs: {
    location: { ref: NEWS, key: 'digest' },
    since: new Date('2026-02-11T00:00:00Z'),
  },
});

describeProbe('Ec2InstanceProbe, replayed,', {
  create: () => new Ec2InstanceProbe(clients, logger),
  now,
  known: [
    { location: { ref: EC2, key: RUNNING }, state: 'active' },
    { location: { ref: EC2, key: STOPPED }, state: 'idle' },
    { location: { ref: EC2, key: GONE }, state: 'absent' },
    { location: { ref: EC2, key: FORGOTTEN }, state: 'absent' },
  ],
  unreadable: [{ ref: 'ec2:999900001111/ap-northeast-1', key: RUNNING }],
  malformed: [
    { ref: EC2, key: 'bat000' },
    { ref: `${EC2}/more`, key: RUNNING },
  ],
});

describe('scheduleState', () => {
  const at = (iso: string) => new Date(iso);
  it.each([
    ['ENABLED', undefined, undefined, 'active'],
    ['DISABLED', undefined, undefined, 'idle'],
    ['PAUSED', undefined, undefined, 'unknown'],
    [undefined, undefined, undefined, 'unknown'],
    ['ENABLED', '2026-02-12T01:24:00Z', undefined, 'active'], // start is inclusive
    ['ENABLED', '2026-02-12T01:24:00.001Z', undefined, 'idle'],
    ['ENABLED', undefined, '2026-02-12T01:24:00Z', 'active'], // end is inclusive
    ['ENABLED', undefined, '2026-02-12T01:23:59.999Z', 'idle'],
    ['DISABLED', '2026-02-01T00:00:00Z', undefined, 'idle'],
  ])('%s from %s to %s is %s', (State, start, end, expected) => {
    const schedule = {
      State: State as 'ENABLED',
      StartDate: start === undefined ? undefined : at(start),
      EndDate: end === undefined ? undefined : at(end),
    };
    expect(scheduleState(schedule, now)).toBe(expected);
  });
});

it.each([
  ['pending', 'idle'],
  ['running', 'active'],
  ['stopping', 'idle'],
  ['stopped', 'idle'],
  ['shutting-down', 'idle'],
  ['terminated', 'absent'],
  ['hibernated', 'unknown'],
  [undefined, 'unknown'],
])('an instance that is %s is %s', (name, state) => {
  expect(instanceState(name)).toBe(state);
});

it.each([
  ['SUCCEEDED', '{}', 'succeeded'],
  ['SUCCEEDED', 'no JSON', 'succeeded'],
  ['SUCCEEDED', '{"outcome":"skipped-duplicate"}', 'skipped-duplicate'],
  ['FAILED', '{"outcome":"skipped-duplicate"}', 'failed'],
  ['TIMED_OUT', undefined, 'timed-out'],
  ['ABORTED', undefined, 'failed'],
  ['NEW_WORD', undefined, 'failed'],
])('an execution that %s with %s is %s', (status, output, outcome) => {
  const stopDate = new Date('2026-02-12T00:30:00Z');
  expect(outcomeOf({ status: status as 'FAILED', output, stopDate })).toBe(
    outcome,
  );
});

describe('SchedulerScheduleProbe', () => {
  it('tells the schedule, its bounds and what it starts', async () => {
    const location = { ref: NEWS, key: 'digest' };
    expect(await scheduler.observe([location], { now })).toEqual([
      {
        location,
        state: 'active',
        detail: {
          createdAt: '2026-02-01T01:00:00.000Z',
          modifiedAt: '2026-02-03T01:00:00.000Z',
          enabled: true,
          scheduleState: 'ENABLED',
          schedules: [
            {
              dialect: 'eventbridge',
              expression: 'cron(15 4 * * ? *)',
              timezone: 'Asia/Tokyo',
            },
          ],
          startDate: '2026-02-12T01:24:00.000Z',
          targetArn: MACHINE,
        },
      },
    ]);
  });

  it('sees a recorded answer that was changed', async () => {
    const location = { ref: NEWS, key: 'changing' };
    const state = async () =>
      (await scheduler.observe([location], { now }))[0].state;
    expect(await state()).toBe('absent');
    await recordSchedule('changing', { State: 'DISABLED' });
    expect(await state()).toBe('idle');
    await recordSchedule('changing', {});
    expect(await state()).toBe('active');
  });

  it('says which folder is missing', async () => {
    const ref = 'scheduler:999900001111/ap-northeast-1/news';
    const [{ detail }] = await scheduler.observe([{ ref, key: 'a' }], { now });
    expect(detail.reason).toContain(join(root, '999900001111'));
  });

  it('reads runs with tick, outcome and console address', async () => {
    const location = { ref: NEWS, key: 'digest' };
    const since = new Date('2026-02-11T00:00:00Z');
    expect(await scheduler.runs([location], { now, since })).toEqual([
      expect.objectContaining({
        outcome: 'running',
        endedAt: null,
        externalId: `${EXECUTION}:running`,
      }),
      {
        location,
        scheduledFor: new Date('2026-02-12T00:00:00Z'),
        startedAt: new Date('2026-02-12T00:00:00Z'),
        endedAt: new Date('2026-02-12T00:30:00Z'),
        outcome: 'skipped-duplicate',
        externalId: `${EXECUTION}:done`,
        url: `https://ap-northeast-1.console.aws.amazon.com/states/home?region=ap-northeast-1#/v2/executions/details/${EXECUTION}:done`,
      },
    ]);
  });

  it('asks no account that the configuration leaves out', async () => {
    const limited = new AwsClients({
      answers: { mode: 'replay', recordings: root },
      accounts: ['999900001111'],
    });
    const [answer] = await new SchedulerScheduleProbe(limited, logger).observe(
      [{ ref: NEWS, key: 'digest' }],
      { now },
    );
    expect(answer.state).toBe('unknown');
    expect(answer.detail.reason).toContain('batchMigration.aws.accounts');
  });
});

describe('Ec2InstanceProbe', () => {
  it('keeps what is terminated or forgotten for good', async () => {
    const answers = await ec2.observe(
      [RUNNING, STOPPED, GONE, FORGOTTEN].map(key => ({ ref: EC2, key })),
      { now },
    );
    expect(answers.map(({ final }) => final ?? false)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(answers[3].detail.reason).toContain('forgets');
  });

  it('tells scheduled events that are still to come', async () => {
    const [{ detail }] = await ec2.observe([{ ref: EC2, key: RUNNING }], {
      now,
    });
    expect(detail.scheduledEvents).toEqual([
      {
        code: 'instance-retirement',
        description: 'The instance is running on degraded hardware',
        notBefore: '2026-03-01T00:00:00.000Z',
        deadline: null,
      },
    ]);
  });

  it('does not say absent where nothing was recorded of EC2', async () => {
    const bare = await mkdtemp(join(tmpdir(), 'recordings-'));
    await mkdir(join(bare, '111122223333', 'ap-northeast-1'), {
      recursive: true,
    });
    const probe = new Ec2InstanceProbe(
      new AwsClients({ answers: { mode: 'replay', recordings: bare } }),
      logger,
    );
    const [answer] = await probe.observe([{ ref: EC2, key: RUNNING }], { now });
    expect(answer.state).toBe('unknown');
    expect(answer.detail.reason).toContain('describe-instances.json');
  });
});
