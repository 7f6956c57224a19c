import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  FindReading,
  FoundTarget,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import { join } from 'node:path';
import { AwsClients } from '../clients';
import { EcsServiceProbe } from '../probes/ecsService';
import { SchedulerScheduleProbe } from '../probes/schedulerSchedule';
import { testRecordings } from '../testRecordings';
import { CodeBuildProjectFinder } from './codeBuildProjects';
import { EcsServiceFinder } from './ecsServices';
import { EventBridgeRuleFinder } from './eventBridgeRules';
import { readFindPlaces } from './findPlaces';
import { SchedulerScheduleFinder } from './schedulerSchedules';
import { SsmScheduleFinder } from './ssmSchedules';

const ESTATE = join(__dirname, '../../../../examples/estate/aws');
const TOKYO = { accountId: '111122223333', region: 'ap-northeast-1' };
const OREGON = { accountId: '111122223333', region: 'us-west-2' };
const NOW = new Date('2026-02-12T01:24:00Z');
const logger = mockServices.logger.mock();

const target = {
  Arn: 'arn:aws:ecs:ap-northeast-1:111122223333:cluster/tools',
  RoleArn: 'arn:aws:iam::111122223333:role/scheduler',
};

async function all(
  finder: TargetFinder,
  known: (key: string) => FoundTarget | undefined = () => undefined,
): Promise<FindReading[]> {
  const readings: FindReading[] = [];
  for await (const reading of finder.find({
    now: NOW,
    known: ({ key }) => known(key),
  })) {
    readings.push(reading);
  }
  return readings;
}

const targetsOf = (readings: FindReading[]) =>
  readings.flatMap(one => (one.status === 'found' ? [one.target] : []));
const rest = (readings: FindReading[]) =>
  readings.filter(({ status }) => status !== 'found');

describe('the demo estate', () => {
  const clients = new AwsClients({
    answers: { mode: 'replay', recordings: ESTATE },
  });

  it('is found as its probes see it', async () => {
    const readings = await all(
      new SchedulerScheduleFinder(clients, logger, [TOKYO]),
    );
    const targets = targetsOf(readings);
    expect(targets.length).toBeGreaterThan(25);
    const seen = await new SchedulerScheduleProbe(clients, logger).observe(
      targets.map(({ location }) => location),
      { now: NOW },
    );
    for (const [n, { command: _, ...detail }] of targets
      .map(one => one.detail)
      .entries()) {
      expect(seen).toContainEqual({
        location: targets[n].location,
        state: targets[n].state,
        detail,
      });
    }
    expect(rest(readings).map(({ status }) => status)).toEqual(
      Array(5).fill('read'),
    );
  });

  it('has one schedule that a job waits for, with its command and image', async () => {
    const targets = targetsOf(
      await all(new SchedulerScheduleFinder(clients, logger, [TOKYO])),
    );
    expect(targets.find(({ name }) => name === 'wiki-backup')).toMatchObject({
      location: {
        ref: 'scheduler:111122223333/ap-northeast-1/tools-batch',
        key: 'wiki-backup',
      },
      kind: 'scheduled',
      state: 'idle',
      detail: { command: '/app/backup-wiki.sh' },
      image: '111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/tools:4',
    });
  });

  it.each([
    ['services', EcsServiceFinder, 4],
    ['projects', CodeBuildProjectFinder, 1],
    ['rules', EventBridgeRuleFinder, 0],
    ['maintenance windows and associations', SsmScheduleFinder, 0],
  ])('is read whole: %s', async (_, Finder, count) => {
    const readings = await all(new Finder(clients, logger, [TOKYO]));
    expect(targetsOf(readings)).toHaveLength(count);
    expect(readings.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('finds services under the refs of their probe', async () => {
    const [service] = targetsOf(
      await all(new EcsServiceFinder(clients, logger, [TOKYO])),
    );
    expect(service).toMatchObject({ kind: 'resident', state: 'active' });
    expect(new EcsServiceProbe(clients, logger).handles(service.location)).toBe(
      true,
    );
  });
});

describe('a region that cannot be read', () => {
  it.each([
    SchedulerScheduleFinder,
    EventBridgeRuleFinder,
    EcsServiceFinder,
    CodeBuildProjectFinder,
    SsmScheduleFinder,
  ])('leaves the rest: %p', async Finder => {
    const clients = new AwsClients({
      answers: { mode: 'replay', recordings: ESTATE },
    });
    const readings = await all(new Finder(clients, logger, [OREGON, TOKYO]));
    const failed = readings.filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]).toMatchObject({
      place: expect.stringMatching(/:111122223333\/us-west-2$/),
      reason: expect.stringContaining('Nothing is recorded'),
    });
    const read = readings.filter(({ status }) => status === 'read');
    expect(read.length).toBeGreaterThan(0);
    expect(JSON.stringify(read)).not.toContain('us-west-2');
  });
});

describe('SchedulerScheduleFinder', () => {
  const recordings = testRecordings();
  const finder = new SchedulerScheduleFinder(recordings.clients, logger, [
    TOKYO,
  ]);
  const summary = (Name: string, over = {}) => ({
    Name,
    State: 'ENABLED',
    Target: { Arn: target.Arn },
    LastModificationDate: '2026-02-01T00:00:00Z',
    ...over,
  });
  const schedule = (Name: string, over = {}) =>
    recordings.record(`scheduler/get-schedule/news/${Name}`, {
      Name,
      GroupName: 'news',
      State: 'ENABLED',
      ScheduleExpression: 'cron(15 3 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      Target: target,
      ...over,
    });

  beforeEach(async () => {
    await recordings.record('scheduler/list-schedule-groups', {
      ScheduleGroups: [{ Name: 'news' }, { Name: 'lost' }],
    });
    await recordings.record('scheduler/list-schedules/news', {
      Schedules: [summary('digest')],
    });
    await schedule('digest');
  });
  afterAll(recordings.remove);

  it('says neither group nor region is read where a group cannot be', async () => {
    const readings = await all(finder);
    expect(targetsOf(readings).map(({ name }) => name)).toEqual(['digest']);
    expect(rest(readings)).toEqual([
      {
        status: 'read',
        place: 'scheduler:111122223333/ap-northeast-1/news',
      },
      {
        status: 'failed',
        place: 'scheduler:111122223333/ap-northeast-1/lost',
        reason: expect.stringContaining('does not exist'),
      },
    ]);
  });

  it('turns every page', async () => {
    const names = Array.from({ length: 250 }, (_, n) => `job-${n}`);
    await recordings.record('scheduler/list-schedules/news', {
      Schedules: names.map(name => summary(name)),
    });
    await Promise.all(names.map(name => schedule(name)));
    expect(targetsOf(await all(finder))).toHaveLength(250);
  });

  it('asks only for what is new or was changed, and the clock goes on', async () => {
    const [before] = targetsOf(await all(finder));
    // What is recorded now would be seen only if it were asked for.
    await schedule('digest', { ScheduleExpression: 'cron(1 1 * * ? *)' });
    const kept = targetsOf(await all(finder, () => before));
    expect(kept).toEqual([before]);
    const ended = {
      ...before,
      detail: { ...before.detail, endDate: '2026-02-11T00:00:00.000Z' },
    };
    expect(targetsOf(await all(finder, () => ended))[0].state).toBe('idle');
    await recordings.record('scheduler/list-schedules/news', {
      Schedules: [
        summary('digest', { LastModificationDate: '2026-02-02T00:00:00Z' }),
      ],
    });
    const [after] = targetsOf(await all(finder, () => before));
    expect(after.detail.schedules?.[0].expression).toBe('cron(1 1 * * ? *)');
  });

  it('does not tell of what was deleted since it was listed', async () => {
    await recordings.record('scheduler/list-schedules/news', {
      Schedules: [summary('digest'), summary('gone')],
    });
    expect(targetsOf(await all(finder)).map(({ name }) => name)).toEqual([
      'digest',
    ]);
  });

  it.each<[string, object, string | undefined]>([
    [
      'overrides of a task',
      { Input: '{"containerOverrides":[{"command":["rake","a b"]}]}' },
      "rake 'a b'",
    ],
    [
      'a universal target',
      {
        Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask',
        Input:
          '{"TaskDefinition":"x:1","Overrides":{"ContainerOverrides":[{"Command":["rake","x"]}]}}',
      },
      'rake x',
    ],
    [
      'a command of Systems Manager',
      {
        Arn: 'arn:aws:scheduler:::aws-sdk:ssm:sendCommand',
        Input: '{"Parameters":{"commands":["cd /srv","bin/x"]}}',
      },
      'cd /srv; bin/x',
    ],
    ['text that is no JSON', { Input: 'go!' }, undefined],
  ])('reads the command of %s', async (_, over, command) => {
    await schedule('digest', { Target: { ...target, ...over } });
    const [{ detail }] = targetsOf(await all(finder));
    expect(detail.command).toBe(command);
  });

  it('reads the command and image of what a state machine starts', async () => {
    const arn =
      'arn:aws:states:ap-northeast-1:111122223333:stateMachine:digest';
    await schedule('digest', {
      Target: { ...target, Arn: arn, Input: '{"job":"digest"}' },
    });
    await recordings.record('stepfunctions/describe-state-machine/digest', {
      stateMachineArn: arn,
      name: 'digest',
      definition: JSON.stringify({
        States: { Run: { Parameters: { TaskDefinition: 'digest:7' } } },
      }),
      roleArn: target.RoleArn,
      type: 'STANDARD',
      creationDate: '2026-02-01T00:00:00Z',
    });
    await recordings.record('ecs/describe-task-definition/digest@7', {
      taskDefinition: {
        containerDefinitions: [
          { name: 'log', essential: false, image: 'fluent-bit' },
          { name: 'job', image: 'news:7', command: ['rake', 'digest:send'] },
        ],
      },
    });
    const [found] = targetsOf(await all(finder));
    expect(found.detail.command).toBe('rake digest:send');
    expect(found.image).toBe('news:7');
  });
});

describe('EventBridgeRuleFinder', () => {
  const recordings = testRecordings();
  afterAll(recordings.remove);

  it('finds rules with a schedule that no service manages', async () => {
    await recordings.record('events/list-rules/default', {
      Rules: [
        {
          Name: 'nightly',
          State: 'ENABLED',
          ScheduleExpression: 'rate(1 day)',
        },
        { Name: 'events', State: 'ENABLED', EventPattern: '{}' },
        {
          Name: 'own',
          State: 'ENABLED',
          ScheduleExpression: 'rate(1 hour)',
          ManagedBy: 'states.amazonaws.com',
        },
      ],
    });
    await recordings.record('events/list-targets-by-rule/default/nightly', {
      Targets: [
        { Id: '1', Arn: target.Arn, Input: '{"command":["rake","nightly"]}' },
      ],
    });
    const targets = targetsOf(
      await all(new EventBridgeRuleFinder(recordings.clients, logger, [TOKYO])),
    );
    expect(targets).toMatchObject([
      {
        location: {
          ref: 'rule:111122223333/ap-northeast-1/default',
          key: 'nightly',
        },
        state: 'active',
        detail: {
          command: 'rake nightly',
          schedules: [{ expression: 'rate(1 day)', timezone: 'UTC' }],
        },
        starts: [target.Arn],
      },
    ]);
  });
});

describe('readFindPlaces', () => {
  const live = {
    answers: { mode: 'live', credentials: null as never },
  } as const;
  const places = (aws: object, options: object = live) =>
    readFindPlaces(
      new ConfigReader({ batchMigration: { aws } } as never),
      options as never,
    );

  it.each<[string, object, object, object[]]>([
    ['nothing', {}, live, []],
    ['what is listed', { findTargets: [TOKYO] }, live, [TOKYO]],
    ['an empty list', { findTargets: [] }, { ...live, accounts: ['1'] }, []],
    [
      'accounts and regions',
      {},
      { ...live, accounts: ['111122223333'], regions: ['us-west-2'] },
      [OREGON],
    ],
    [
      'recordings',
      {},
      { answers: { mode: 'replay', recordings: ESTATE } },
      [TOKYO],
    ],
  ])('takes %s', (_, aws, options, expected) => {
    expect(places(aws, options)).toEqual(expected);
  });

  it('names the entry that is wrong', () => {
    expect(() =>
      places({ findTargets: [{ accountId: '12', region: 'us-west-2' }] }),
    ).toThrow(/findTargets\[0\].*got: 12\/us-west-2/);
  });
});
