import { mockServices } from '@backstage/backend-test-utils';
import type {
  FindReading,
  FoundTarget,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import { CodeBuildProjectFinder } from '../finders/codeBuildProjects';
import { EcsServiceFinder } from '../finders/ecsServices';
import { EventBridgeRuleFinder } from '../finders/eventBridgeRules';
import { SchedulerScheduleFinder } from '../finders/schedulerSchedules';
import { SsmScheduleFinder } from '../finders/ssmSchedules';
import { startFakeAws } from './index';

jest.setTimeout(240_000);

const TOKYO = { accountId: '111122223333', region: 'ap-northeast-1' };
const OREGON = { accountId: '111122223333', region: 'us-west-2' };
const PLACE = `${TOKYO.accountId}/${TOKYO.region}`;
const now = new Date('2026-02-12T01:00:00Z');
/** More than two pages of every list. */
const MANY = 230;
/** Groups and clusters: more than a page, each of which costs a call. */
const PARTS = 101;
const numbers = Array.from({ length: MANY }, (_, n) => n);
const logger = mockServices.logger.mock();

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
const association = (n: number) => `01234567-89ab-cdef-0123-${hex(n, 12)}`;

type Aws = Awaited<ReturnType<typeof startFakeAws>>;
type Finder = new (...given: [Aws['clients'], any, any]) => TargetFinder;

function fill(aws: Aws): void {
  const tokyo = aws.region(TOKYO.accountId, TOKYO.region);
  const machine = tokyo.arn('states', 'stateMachine:digest');
  const target = { Arn: machine, RoleArn: 'arn:aws:iam::111122223333:role/x' };
  tokyo.stateMachines.set('digest', []);
  tokyo.definitions.set('digest', {
    StartAt: 'Run',
    States: { Run: { Parameters: { TaskDefinition: 'digest' }, End: true } },
  });
  for (const revision of [9, 10]) {
    tokyo.taskDefinitions.set(`digest:${revision}`, {
      containerDefinitions: [
        {
          name: 'job',
          image: `news:${revision}`,
          command: ['rake', 'digest:send'],
        },
      ],
    });
  }
  tokyo.clusters.set('main', {
    cluster: { clusterName: 'main' },
    services: new Map(),
  });
  for (const n of numbers.slice(0, PARTS)) {
    tokyo.scheduleGroups.set(`group-${n}`, new Map());
    tokyo.clusters.set(`cluster-${n}`, {
      cluster: { clusterName: `cluster-${n}` },
      services: new Map(),
    });
  }
  for (const n of numbers) {
    tokyo.scheduleGroups.get('group-0')!.set(`s${n}`, {
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 day)',
      LastModificationDate: new Date('2026-02-01T00:00:00Z'),
      Target: target,
    });
    tokyo.eventBuses.get('default')!.set(`s${n}`, {
      rule: { State: 'ENABLED', ScheduleExpression: 'rate(1 day)' },
      targets: [{ Id: '1', Arn: machine }],
    });
    tokyo.clusters.get('main')!.services.set(`s${n}`, {
      status: 'ACTIVE',
      desiredCount: 1,
      runningCount: 1,
      taskDefinition: tokyo.arn('ecs', 'task-definition/digest:9'),
    });
    tokyo.projects.set(`s${n}`, { project: { created: now }, builds: [] });
    tokyo.maintenanceWindows.set(`mw-${hex(n, 17)}`, {
      window: { Name: `window-${n}`, Enabled: true, Schedule: 'rate(1 day)' },
      tasks: [{ Type: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript' }],
      executions: [],
    });
    tokyo.associations.set(association(n), {
      association: {
        Name: 'AWS-RunShellScript',
        ScheduleExpression: 'rate(1 day)',
        Overview: { Status: 'Success' },
      },
      executions: [],
    });
  }
}

describe('finders, of more things than a page has', () => {
  let aws: Aws;
  let refused = '';

  beforeAll(async () => {
    aws = await startFakeAws();
    fill(aws);
  });
  afterEach(() => aws.allow(refused));
  afterAll(() => aws.stop());

  const refuse = (action: string) => {
    refused = action;
    aws.refuse(action, 'AccessDeniedException', 'not authorized');
  };

  async function look(
    FinderOf: Finder,
    places: object[] = [TOKYO],
    known: FoundTarget[] = [],
  ): Promise<{ targets: FoundTarget[]; rest: FindReading[] }> {
    const byKey = new Map(known.map(one => [one.location.key, one]));
    const readings: FindReading[] = [];
    const finder = new FinderOf(aws.clients, logger, places);
    for await (const reading of finder.find({
      now,
      known: ({ key }) => byKey.get(key),
    })) {
      readings.push(reading);
    }
    return {
      targets: readings.flatMap(one =>
        one.status === 'found' ? [one.target] : [],
      ),
      rest: readings.filter(({ status }) => status !== 'found'),
    };
  }

  it.each<[string, Finder, number, number, Partial<FoundTarget>]>([
    [
      'schedules of every group',
      SchedulerScheduleFinder,
      MANY,
      // Every group beside `default`, and the region.
      PARTS + 2,
      {
        location: { ref: `scheduler:${PLACE}/group-0`, key: 's229' },
        state: 'active',
        image: 'news:10',
        detail: { command: 'rake digest:send' },
      },
    ],
    [
      'rules',
      EventBridgeRuleFinder,
      MANY,
      1,
      {
        location: { ref: `rule:${PLACE}/default`, key: 's229' },
        state: 'active',
        image: 'news:10',
        detail: { command: 'rake digest:send' },
      },
    ],
    [
      'services of every cluster',
      EcsServiceFinder,
      MANY,
      PARTS + 2,
      {
        location: { ref: `ecs-service:${PLACE}/main`, key: 's229' },
        image: 'news:9',
        detail: { command: 'rake digest:send' },
      },
    ],
    [
      'projects',
      CodeBuildProjectFinder,
      MANY,
      1,
      { location: { ref: `codebuild:${PLACE}`, key: 's229' } },
    ],
    [
      'maintenance windows and associations',
      SsmScheduleFinder,
      2 * MANY,
      2,
      {
        location: {
          ref: `ssm-window:${PLACE}`,
          key: `mw-${hex(MANY - 1, 17)}`,
        },
        name: 'window-229',
        state: 'active',
      },
    ],
  ])('find %s', async (_name, FinderOf, count, read, one) => {
    const { targets, rest } = await look(FinderOf);
    const places = new Set(
      targets.map(({ location: { ref, key } }) => `${ref} ${key}`),
    );
    expect(places.size).toBe(count);
    expect(targets).toHaveLength(count);
    expect(targets.filter(({ state }) => state === 'unknown')).toEqual([]);
    expect(
      targets.find(({ location }) => location.key === one.location!.key),
    ).toMatchObject(one);
    expect(rest.filter(({ status }) => status !== 'read')).toEqual([]);
    expect(rest).toHaveLength(read);
  });

  it('ask again only for the schedules that were changed', async () => {
    const { targets } = await look(SchedulerScheduleFinder);
    const asked = () =>
      aws.requests.filter(name => name === 'scheduler:GetSchedule').length;
    const before = asked();
    const again = await look(SchedulerScheduleFinder, [TOKYO], targets);
    expect(again.targets).toEqual(targets);
    expect(asked()).toBe(before);
  });

  it.each<[string, Finder, string]>([
    [
      'scheduler:ListScheduleGroups',
      SchedulerScheduleFinder,
      `scheduler:${PLACE}`,
    ],
    [
      'scheduler:ListSchedules',
      SchedulerScheduleFinder,
      `scheduler:${PLACE}/group-0`,
    ],
    [
      'scheduler:GetSchedule',
      SchedulerScheduleFinder,
      `scheduler:${PLACE}/group-0`,
    ],
    ['events:ListRules', EventBridgeRuleFinder, `rule:${PLACE}`],
    ['events:ListTargetsByRule', EventBridgeRuleFinder, `rule:${PLACE}`],
    ['ecs:ListClusters', EcsServiceFinder, `ecs-service:${PLACE}`],
    ['ecs:ListServices', EcsServiceFinder, `ecs-service:${PLACE}/main`],
    ['codebuild:ListProjects', CodeBuildProjectFinder, `codebuild:${PLACE}`],
    [
      'ssm:DescribeMaintenanceWindows',
      SsmScheduleFinder,
      `ssm-window:${PLACE}`,
    ],
    ['ssm:ListAssociations', SsmScheduleFinder, `ssm-association:${PLACE}`],
  ])('tell where %s is refused', async (action, FinderOf, place) => {
    refuse(action);
    const { rest } = await look(FinderOf, [TOKYO, OREGON]);
    const failed = rest.filter(({ status }) => status === 'failed');
    expect(failed).toContainEqual({
      status: 'failed',
      place,
      reason: expect.stringMatching(new RegExp(`${action}.*not authorized`)),
    });
    const read = rest.flatMap(one => (one.status === 'read' ? one.place : []));
    expect(read).not.toContain(place);
    // A region of which a part is not read was not read.
    expect(read).not.toContain(place.split('/').slice(0, 2).join('/'));
  });

  it.each<[string, string, Finder, number]>([
    ['ecs:DescribeTaskDefinition', 'image', EcsServiceFinder, MANY],
    ['states:DescribeStateMachine', 'command', EventBridgeRuleFinder, MANY],
  ])(
    'find targets where %s is refused, without %s',
    async (action, _lacks, FinderOf, count) => {
      refuse(action);
      const { targets } = await look(FinderOf);
      expect(targets).toHaveLength(count);
      expect(targets.filter(({ image }) => image !== null)).toEqual([]);
      expect(targets.filter(({ detail }) => 'command' in detail)).toEqual([]);
    },
  );
});
