import { mockServices } from '@backstage/backend-test-utils';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AwsClients } from '../clients';
import { checkRecordings } from '../recordings/check';
import { parseCluster, taskOutcome, taskStarter } from './ecsTaskRuns';
import { EventBridgeRuleProbe } from './eventBridgeRule';
import { SchedulerScheduleProbe } from './schedulerSchedule';

const root = mkdtempSync(join(tmpdir(), 'batch-migration-aws-'));
const now = new Date('2026-02-12T01:24:00Z');
const since = new Date('2026-02-12T00:20:00Z');
const logger = mockServices.logger.mock();
const clients = new AwsClients({
  answers: { mode: 'replay', recordings: root },
});
const probe = new SchedulerScheduleProbe(clients, logger);
const ECS = 'arn:aws:ecs:ap-northeast-1:111122223333';
const CLUSTER = `${ECS}:cluster/news`;
const group = (name: string) => `scheduler:111122223333/ap-northeast-1/${name}`;
const DIGEST = { ref: group('news'), key: 'digest' };
const PUSH = { ref: group('news'), key: 'push' };
const RULE = {
  ref: 'rule:111122223333/ap-northeast-1/default',
  key: 'nightly',
};

const record = async (file: string, answer: object) => {
  const path = join(root, '111122223333/ap-northeast-1', file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(answer));
};

const schedule = (groupName: string, name: string, cluster = CLUSTER) =>
  record(`scheduler/get-schedule/${groupName}/${name}.json`, {
    Name: name,
    GroupName: groupName,
    State: 'ENABLED',
    ScheduleExpression: 'cron(0 * * * ? *)',
    Target: { Arn: cluster, RoleArn: 'arn:aws:iam::111122223333:role/start' },
  });

const task = (id: string, startedBy: string, more: object = {}) => ({
  taskArn: `${ECS}:task/news/${id}`,
  clusterArn: CLUSTER,
  startedBy,
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  createdAt: '2026-02-12T01:00:02Z',
  stoppedAt: '2026-02-12T01:03:00Z',
  containers: [{ name: 'job', exitCode: 0 }],
  ...more,
});

beforeAll(async () => {
  await schedule('news', 'digest');
  await schedule('news', 'push');
  await schedule('sport', 'push');
  await schedule('news', 'elsewhere', `${ECS}:cluster/unrecorded`);
  await record('events/describe-rule/default/nightly.json', {
    Name: 'nightly',
    EventBusName: 'default',
    ScheduleExpression: 'cron(0 1 * * ? *)',
    State: 'ENABLED',
  });
  await record('events/list-targets-by-rule/default/nightly.json', {
    Targets: [{ Id: 't0', Arn: CLUSTER }],
  });
  const tasks = [
    task('good', 'chronos-schedule/digest'),
    task('bad', 'chronos-schedule/digest', {
      createdAt: '2026-02-12T00:30:02Z',
      containers: [{ exitCode: 0 }, { exitCode: 137 }],
    }),
    task('old', 'chronos-schedule/digest', {
      createdAt: '2026-02-12T00:10:00Z',
    }),
    task('pushed', 'chronos-schedule/push'),
    task('ruled', 'events-rule/nightly'),
    task('service', 'ecs-svc/0123'),
    // More than one call describes.
    ...Array.from({ length: 120 }, (_, i) => task(`s${i}`, 'ecs-svc/0123')),
    task('going', 'chronos-schedule/digest', {
      createdAt: '2026-02-12T01:20:02Z',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      stoppedAt: undefined,
      containers: [{ name: 'job' }],
    }),
  ];
  const arnsOf = (status: string) =>
    tasks
      .filter(({ desiredStatus }) => desiredStatus === status)
      .map(({ taskArn }) => taskArn);
  await record('ecs/list-tasks/news/RUNNING.json', {
    taskArns: arnsOf('RUNNING'),
  });
  await record('ecs/list-tasks/news/STOPPED.json', {
    taskArns: [...arnsOf('STOPPED'), `${ECS}:task/news/forgotten`],
  });
  await record('ecs/describe-tasks/news.json', { tasks, failures: [] });
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function read(
  locations: LocationRef[],
  of: Pick<SchedulerScheduleProbe, 'runs'> = probe,
) {
  const unread: Array<[string, string]> = [];
  const runs = await of.runs(locations, {
    now,
    since,
    onUnread: ({ ref, key }, reason) => unread.push([`${ref}/${key}`, reason]),
  });
  const told = runs.map(({ externalId, location, outcome, endedAt }) => [
    externalId.split('/').pop(),
    location.key,
    outcome,
    endedAt?.toISOString().slice(11, 16) ?? null,
  ]);
  // Schedules are read side by side: which is told first is chance.
  return { runs, told, unread: unread.sort() };
}

describe('tasks that schedules start themselves', () => {
  it('are recorded as ECS answers', async () => {
    expect((await checkRecordings(root)).problems).toEqual([]);
  });

  it('are runs of the schedule that ECS names, while ECS shows them', async () => {
    const { told, runs, unread } = await read([DIGEST, PUSH]);
    expect(told).toEqual([
      ['going', 'digest', 'running', null],
      ['good', 'digest', 'succeeded', '01:03'],
      ['bad', 'digest', 'failed', '01:03'],
      ['pushed', 'push', 'succeeded', '01:03'],
    ]);
    expect(unread).toEqual([]);
    expect(runs[1]).toEqual({
      location: DIGEST,
      scheduledFor: null,
      startedAt: new Date('2026-02-12T01:00:02Z'),
      endedAt: new Date('2026-02-12T01:03:00Z'),
      outcome: 'succeeded',
      externalId: `${ECS}:task/news/good`,
    });
  });

  it('are runs of a rule by its own name', async () => {
    const rules = new EventBridgeRuleProbe(clients, logger);
    const { told } = await read([RULE], rules);
    expect(told).toEqual([['ruled', 'nightly', 'succeeded', '01:03']]);
  });

  it('are nobody’s where two groups have a schedule of that name', async () => {
    const namesake = { ref: group('sport'), key: 'push' };
    const { told, unread } = await read([DIGEST, PUSH, namesake]);
    expect(told.map(([, key]) => key)).toEqual(['digest', 'digest', 'digest']);
    expect(unread).toEqual([
      [`${PUSH.ref}/push`, expect.stringContaining('a schedule named push')],
      [`${namesake.ref}/push`, expect.stringContaining('a name of its own')],
    ]);
  });

  it('of a cluster that cannot be read are unread, and the rest is read', async () => {
    const elsewhere = { ref: group('news'), key: 'elsewhere' };
    const { told, unread } = await read([DIGEST, elsewhere]);
    expect(told).toHaveLength(3);
    expect(unread).toEqual([
      [`${elsewhere.ref}/elsewhere`, expect.stringContaining('ecs:ListTasks')],
    ]);
    await expect(read([elsewhere])).rejects.toThrow('ecs:ListTasks');
  });

  it.each([
    [CLUSTER, 60 * 60_000],
    ['arn:aws:states:ap-northeast-1:111122223333:stateMachine:digest', null],
    ['arn:aws:sqs:ap-northeast-1:111122223333:pings', null],
  ])('are kept by what starts %s for %s ms', (arn, keptMs) => {
    expect(probe.runsKeptMs(arn)).toBe(keptMs);
  });
});

it.each([
  [CLUSTER, { region: 'ap-northeast-1', accountId: '111122223333' }],
  [
    'arn:aws-cn:ecs:cn-north-1:111122223333:cluster/a_b-1',
    { region: 'cn-north-1', accountId: '111122223333' },
  ],
  [`${ECS}:task/news/1`, null],
  [`${CLUSTER}/x`, null],
  ['news', null],
])('the cluster %s is at %j', (arn, place) => {
  expect(parseCluster(arn)).toEqual(place);
});

it.each([
  ['chronos-schedule/digest', { scheme: 'scheduler', key: 'digest' }],
  ['events-rule/nightly', { scheme: 'rule', key: 'nightly' }],
  ['ecs-svc/0123', null],
  ['AWS Step Functions', null],
  [undefined, null],
])('a task of %s is of %j', (startedBy, starter) => {
  expect(taskStarter(startedBy)).toEqual(starter);
});

it.each([
  ['RUNNING', [undefined], 'running'],
  ['DEPROVISIONING', [0], 'running'],
  ['STOPPED', [0, 0], 'succeeded'],
  ['STOPPED', [0, undefined], 'failed'],
  ['STOPPED', [], 'failed'],
])('a task that is %s with %j has %s', (status, codes, outcome) => {
  expect(taskOutcome(status, codes)).toBe(outcome);
});
