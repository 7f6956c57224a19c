import { ListProjectsCommand } from '@aws-sdk/client-codebuild';
import {
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import {
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
} from '@aws-sdk/client-scheduler';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import {
  DescribeMaintenanceWindowsCommand,
  ListAssociationsCommand,
} from '@aws-sdk/client-ssm';
import { startFakeAws } from './index';

const PLACE = { accountId: '111122223333', region: 'ap-northeast-1' };
const ARN = 'arn:aws:states:ap-northeast-1:111122223333';
const TASKS = 'arn:aws:ecs:ap-northeast-1:111122223333:task-definition';
const changed = new Date('2026-02-01T00:00:00.250Z');
const window = (n: number) => `mw-${String(n).padStart(17, '0')}`;
const association = (n: number) =>
  `01234567-89ab-cdef-0123-${String(n).padStart(12, '0')}`;

/** What finders ask the fake for, beside what probes do. */
describe('lists of a fake AWS', () => {
  let aws: Awaited<ReturnType<typeof startFakeAws>>;
  const ask = async (service: string, command: unknown): Promise<any> => {
    const client = (await aws.clients.get(service as never, PLACE)) as any;
    const { $metadata, ...answer } = await client.send(command);
    return answer;
  };

  beforeAll(async () => {
    aws = await startFakeAws();
    const tokyo = aws.region(PLACE.accountId, PLACE.region);
    tokyo.stateMachines.set('digest', []);
    tokyo.stateMachines.set('idle', []);
    tokyo.definitions.set('digest', { States: { Run: {} } });
    for (const revision of [2, 10]) {
      tokyo.taskDefinitions.set(`digest:${revision}`, {
        containerDefinitions: [{ image: `news:${revision}` }],
      });
    }
    tokyo.clusters.set('main', {
      cluster: { clusterName: 'main' },
      services: new Map(),
    });
    tokyo.scheduleGroups.set(
      'news',
      new Map([['a', { State: 'ENABLED', LastModificationDate: changed }]]),
    );
    for (let n = 0; n < 120; n += 1) {
      tokyo.scheduleGroups.set(`group-${n}`, new Map());
      tokyo.clusters.get('main')!.services.set(`s${n}`, { status: 'ACTIVE' });
      tokyo.clusters.set(`c${n}`, {
        cluster: { clusterName: `c${n}` },
        services: new Map(),
      });
      tokyo.eventBuses.get('default')!.set(`r${n}`, {
        rule: { State: 'ENABLED', CreatedBy: PLACE.accountId },
        targets: [],
      });
      tokyo.projects.set(`p${n}`, { project: {}, builds: [] });
      tokyo.maintenanceWindows.set(window(n), {
        window: { Name: 'nightly' },
        tasks: [],
        executions: [],
      });
      tokyo.associations.set(association(n), {
        association: { Name: 'AWS-RunShellScript' },
        executions: [],
      });
    }
  });
  afterAll(() => aws.stop());

  it.each<
    [string, string, string, new (input: any) => unknown, object, number]
  >([
    [
      'schedule groups',
      'scheduler',
      'ScheduleGroups',
      ListScheduleGroupsCommand,
      {},
      100,
    ],
    ['rules', 'events', 'Rules', ListRulesCommand, {}, 100],
    ['clusters', 'ecs', 'clusterArns', ListClustersCommand, {}, 100],
    [
      'services',
      'ecs',
      'serviceArns',
      ListServicesCommand,
      { cluster: 'main' },
      10,
    ],
    ['projects', 'codebuild', 'projects', ListProjectsCommand, {}, 100],
    [
      'maintenance windows',
      'ssm',
      'WindowIdentities',
      DescribeMaintenanceWindowsCommand,
      {},
      50,
    ],
    ['associations', 'ssm', 'Associations', ListAssociationsCommand, {}, 50],
  ])(
    'come in pages: %s',
    async (_name, service, list, Command, input, size) => {
      const first = await ask(service, new Command(input));
      expect(first[list]).toHaveLength(size);
      const name = 'NextToken' in first ? 'NextToken' : 'nextToken';
      const next = { ...input, [name]: first[name] };
      const second = await ask(service, new Command(next));
      expect(second[list].length).toBeGreaterThan(0);
      expect(first[list]).not.toContainEqual(second[list][0]);
      const wrong = { ...input, [name]: 'never given out' };
      await expect(ask(service, new Command(wrong))).rejects.toThrow(/token/);
    },
  );

  it.each<[string, string, unknown, object]>([
    [
      'when a schedule was changed',
      'scheduler',
      new ListSchedulesCommand({ GroupName: 'news' }),
      { Schedules: [{ Name: 'a', LastModificationDate: changed }] },
    ],
    [
      'groups by the start of their name',
      'scheduler',
      new ListScheduleGroupsCommand({ NamePrefix: 'ne' }),
      { ScheduleGroups: [{ Name: 'news', State: 'ACTIVE' }] },
    ],
    [
      'rules by the start of their name',
      'events',
      new ListRulesCommand({ NamePrefix: 'r119' }),
      { Rules: [{ Name: 'r119', EventBusName: 'default' }] },
    ],
    [
      'projects from the last name on',
      'codebuild',
      new ListProjectsCommand({ sortOrder: 'DESCENDING' }),
      { projects: expect.arrayContaining(['p99']) },
    ],
    [
      'a task definition by its ARN',
      'ecs',
      new DescribeTaskDefinitionCommand({
        taskDefinition: `${TASKS}/digest:2`,
      }),
      {
        taskDefinition: {
          taskDefinitionArn: `${TASKS}/digest:2`,
          revision: 2,
          containerDefinitions: [{ image: 'news:2' }],
        },
      },
    ],
    [
      'the newest task definition of a family',
      'ecs',
      new DescribeTaskDefinitionCommand({ taskDefinition: 'digest' }),
      { taskDefinition: { family: 'digest', revision: 10 } },
    ],
    [
      'what a state machine does',
      'sfn',
      new DescribeStateMachineCommand({
        stateMachineArn: `${ARN}:stateMachine:digest`,
      }),
      { name: 'digest', definition: '{"States":{"Run":{}}}' },
    ],
    [
      'a state machine of which nothing is known',
      'sfn',
      new DescribeStateMachineCommand({
        stateMachineArn: `${ARN}:stateMachine:idle`,
      }),
      { definition: expect.stringContaining('"StartAt"') },
    ],
    [
      'a state machine without what it does',
      'sfn',
      new DescribeStateMachineCommand({
        stateMachineArn: `${ARN}:stateMachine:digest`,
        includedData: 'METADATA_ONLY',
      }),
      { definition: '' },
    ],
  ])('tell %s', async (_name, service, command, expected) => {
    expect(await ask(service, command)).toMatchObject(expected);
  });

  it('leave to DescribeRule who made a rule', async () => {
    const { Rules } = await ask('events', new ListRulesCommand({}));
    expect(Rules[0]).not.toHaveProperty('CreatedBy');
  });

  it.each<[string, string, unknown, string]>([
    [
      'a page of 101 schedule groups',
      'scheduler',
      new ListScheduleGroupsCommand({ MaxResults: 101 }),
      'ValidationException',
    ],
    [
      'schedule groups by a name with a blank',
      'scheduler',
      new ListScheduleGroupsCommand({ NamePrefix: 'a b' }),
      'ValidationException',
    ],
    [
      'a page of 101 rules',
      'events',
      new ListRulesCommand({ Limit: 101 }),
      'ValidationException',
    ],
    [
      'rules of a bus that is not there',
      'events',
      new ListRulesCommand({ EventBusName: 'none' }),
      'ResourceNotFoundException',
    ],
    [
      'a page of 101 clusters',
      'ecs',
      new ListClustersCommand({ maxResults: 101 }),
      'InvalidParameterException',
    ],
    [
      'a page of 101 services',
      'ecs',
      new ListServicesCommand({ cluster: 'main', maxResults: 101 }),
      'InvalidParameterException',
    ],
    [
      'services of a cluster that is not there',
      'ecs',
      new ListServicesCommand({ cluster: 'none' }),
      'ClusterNotFoundException',
    ],
    [
      'a task definition that is not there',
      'ecs',
      new DescribeTaskDefinitionCommand({ taskDefinition: 'digest:3' }),
      'ClientException',
    ],
    [
      'a family that is not there',
      'ecs',
      new DescribeTaskDefinitionCommand({ taskDefinition: 'dig' }),
      'ClientException',
    ],
    [
      'a task definition of another region',
      'ecs',
      new DescribeTaskDefinitionCommand({
        taskDefinition: `${TASKS}/digest:2`.replace('ap-', 'us-'),
      }),
      'ClientException',
    ],
    [
      'a state machine that is not there',
      'sfn',
      new DescribeStateMachineCommand({
        stateMachineArn: `${ARN}:stateMachine:none`,
      }),
      'StateMachineDoesNotExist',
    ],
    [
      'an execution as a state machine',
      'sfn',
      new DescribeStateMachineCommand({
        stateMachineArn: `${ARN}:execution:digest:1`,
      }),
      'InvalidArn',
    ],
    [
      'projects in an order that there is not',
      'codebuild',
      new ListProjectsCommand({ sortOrder: 'RANDOM' as never }),
      'InvalidInputException',
    ],
    [
      'a page of nine maintenance windows',
      'ssm',
      new DescribeMaintenanceWindowsCommand({ MaxResults: 9 }),
      'ValidationException',
    ],
    [
      'a page of 51 associations',
      'ssm',
      new ListAssociationsCommand({ MaxResults: 51 }),
      'ValidationException',
    ],
    [
      'associations by no filter at all',
      'ssm',
      new ListAssociationsCommand({ AssociationFilterList: [] }),
      'ValidationException',
    ],
  ])('refuse %s', async (_name, service, command, name) => {
    await expect(ask(service, command)).rejects.toMatchObject({ name });
  });

  it.each<[string, string, unknown]>([
    [
      'services by how they are launched',
      'ecs',
      new ListServicesCommand({ cluster: 'main', launchType: 'FARGATE' }),
    ],
    [
      'projects by when they were made',
      'codebuild',
      new ListProjectsCommand({ sortBy: 'CREATED_TIME' }),
    ],
    [
      'maintenance windows by a filter',
      'ssm',
      new DescribeMaintenanceWindowsCommand({
        Filters: [{ Key: 'Name', Values: ['nightly'] }],
      }),
    ],
  ])('do not pretend to know %s', async (_name, service, command) => {
    await expect(ask(service, command)).rejects.toThrow(/The fake lists/);
    expect(aws.defects.splice(0)).toHaveLength(1);
  });
});
