import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetProjectsCommand,
  ListBuildsForProjectCommand,
} from '@aws-sdk/client-codebuild';
import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import {
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { DescribeEnvironmentsCommand } from '@aws-sdk/client-elastic-beanstalk';
import {
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
} from '@aws-sdk/client-scheduler';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
} from '@aws-sdk/client-sfn';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
} from '@aws-sdk/client-sqs';
import {
  DescribeAssociationCommand,
  DescribeMaintenanceWindowExecutionsCommand,
} from '@aws-sdk/client-ssm';
import { startFakeAws } from './index';

const PLACE = { accountId: '111122223333', region: 'ap-northeast-1' };
const ARN = 'arn:aws:states:ap-northeast-1:111122223333';
const LISTENER =
  'arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:listener/app/web/0123456789abcdef/0123456789abcdef';
const GROUP =
  'arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:targetgroup/new/0123456789abcdef';
const at = new Date('2026-02-12T01:00:00.250Z');
const before = new Date('2026-02-12T00:45:00Z');
const query = (over: object = {}, stat: object = {}) => ({
  Id: 'm0',
  MetricStat: {
    Metric: {
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesReceived',
      Dimensions: [{ Name: 'QueueName', Value: 'work' }],
    },
    Period: 60,
    Stat: 'Sum',
    ...stat,
  },
  ...over,
});

type Aws = Awaited<ReturnType<typeof startFakeAws>>;

async function startFilled(): Promise<Aws> {
  const aws = await startFakeAws();
  const tokyo = aws.region(PLACE.accountId, PLACE.region);
  tokyo.scheduleGroups.set(
    'news',
    new Map([
      ['a', { State: 'ENABLED', StartDate: at }],
      ['b', { State: 'DISABLED' }],
    ]),
  );
  tokyo.stateMachines.set(
    'digest',
    [1, 2, 3].map(n => ({
      executionArn: `${ARN}:execution:digest:${n}`,
      stateMachineArn: `${ARN}:stateMachine:digest`,
      name: String(n),
      status: 'SUCCEEDED' as const,
      startDate: new Date(Number(at) + n * 1000),
      input: '{"a":"<&>"}',
    })),
  );
  tokyo.clusters.set('main', {
    cluster: { clusterName: 'main', status: 'ACTIVE' },
    services: new Map([
      ['worker', { status: 'ACTIVE', tags: [{ key: 'k', value: 'v' }] }],
    ]),
  });
  tokyo.scalableTargets.push({
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/main/worker',
    MinCapacity: 0,
    MaxCapacity: 4,
    RoleARN: 'arn:aws:iam::111122223333:role/x',
    CreationTime: at,
  });
  tokyo.queues.set('work', { ApproximateNumberOfMessages: '3' });
  tokyo.metrics.push({
    namespace: 'AWS/SQS',
    metric: 'NumberOfMessagesReceived',
    dimensions: { QueueName: 'work' },
    points: [
      { at: new Date(Number(at) - 90_000), value: 2 },
      { at: new Date(Number(at) - 91_000), value: 3 },
      { at, value: 100 },
    ],
  });
  tokyo.alarms.set('high', { StateValue: 'ALARM' });
  tokyo.listeners.set(LISTENER, [
    {
      RuleArn: `${LISTENER}/0123456789abcdef`,
      Priority: '1',
      Conditions: [
        {
          Field: 'http-header',
          HttpHeaderConfig: { HttpHeaderName: 'X', Values: ['<a>', '&b'] },
        },
      ],
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: GROUP, Weight: 10 }],
          },
        },
      ],
      IsDefault: false,
    },
  ]);
  tokyo.targetGroups.set(GROUP, [
    {
      Target: { Id: '10.0.0.1', Port: 80 },
      TargetHealth: { State: 'healthy' },
    },
  ]);
  tokyo.instances.set('i-0123456789abcdef0', {
    instance: {
      State: { Code: 16, Name: 'running' },
      LaunchTime: at,
      Tags: [{ Key: 'Name', Value: 'bat000' }],
    },
    status: {
      Events: [
        { Code: 'instance-retirement', NotBefore: at, Description: 'x' },
      ],
    },
  });
  tokyo.instances.set('i-0123456789abcdef1', {
    instance: { State: { Code: 80, Name: 'stopped' } },
  });
  tokyo.eventBuses.get('default')!.set('nightly', {
    rule: { State: 'ENABLED', ScheduleExpression: 'rate(1 day)' },
    targets: [{ Id: '1', Arn: `${ARN}:stateMachine:digest` }],
  });
  return aws;
}

describe('a fake AWS', () => {
  let aws: Aws;
  const ask = async (service: string, command: unknown): Promise<any> => {
    const client = (await aws.clients.get(service as never, PLACE)) as any;
    const { $metadata, ...answer } = await client.send(command);
    return answer;
  };

  beforeEach(async () => {
    aws = await startFilled();
  });

  afterEach(() => aws.stop());

  it.each<[string, string, unknown, object]>([
    [
      'a schedule, with its instants',
      'scheduler',
      new GetScheduleCommand({ Name: 'a', GroupName: 'news' }),
      { Name: 'a', GroupName: 'news', StartDate: new Date(at) },
    ],
    [
      'the schedules of a group by their state',
      'scheduler',
      new ListSchedulesCommand({ GroupName: 'news', State: 'DISABLED' }),
      { Schedules: [{ Name: 'b', State: 'DISABLED' }] },
    ],
    [
      'executions, the most recent first',
      'sfn',
      new ListExecutionsCommand({
        stateMachineArn: `${ARN}:stateMachine:digest`,
      }),
      { executions: [{ name: '3' }, { name: '2' }, { name: '1' }] },
    ],
    [
      'an execution with its input',
      'sfn',
      new DescribeExecutionCommand({
        executionArn: `${ARN}:execution:digest:1`,
      }),
      { name: '1', input: '{"a":"<&>"}' },
    ],
    [
      'services, and which are missing',
      'ecs',
      new DescribeServicesCommand({
        cluster: 'main',
        services: ['worker', 'none'],
        include: ['TAGS'],
      }),
      {
        services: [{ serviceName: 'worker', tags: [{ key: 'k', value: 'v' }] }],
        failures: [{ reason: 'MISSING' }],
      },
    ],
    [
      'clusters',
      'ecs',
      new DescribeClustersCommand({ clusters: ['main', 'none'] }),
      {
        clusters: [{ clusterName: 'main' }],
        failures: [{ reason: 'MISSING' }],
      },
    ],
    [
      'scalable targets',
      'autoscaling',
      new DescribeScalableTargetsCommand({
        ServiceNamespace: 'ecs',
        ResourceIds: ['service/main/worker'],
      }),
      { ScalableTargets: [{ MaxCapacity: 4, CreationTime: at }] },
    ],
    [
      'metrics by period, the newest first, without the end',
      'cloudwatch',
      new GetMetricDataCommand({
        StartTime: before,
        EndTime: at,
        MetricDataQueries: [query()],
      }),
      {
        MetricDataResults: [
          {
            Id: 'm0',
            Values: [5],
            Timestamps: [new Date('2026-02-12T00:58:00Z')],
          },
        ],
      },
    ],
    [
      'alarms in a state',
      'cloudwatch',
      new DescribeAlarmsCommand({ StateValue: 'ALARM' }),
      { MetricAlarms: [{ AlarmName: 'high' }] },
    ],
    [
      'rules with weights and conditions',
      'elb',
      new DescribeRulesCommand({ ListenerArn: LISTENER }),
      {
        Rules: [
          {
            IsDefault: false,
            Conditions: [{ HttpHeaderConfig: { Values: ['<a>', '&b'] } }],
            Actions: [{ ForwardConfig: { TargetGroups: [{ Weight: 10 }] } }],
          },
        ],
      },
    ],
    [
      'the health of targets',
      'elb',
      new DescribeTargetHealthCommand({ TargetGroupArn: GROUP }),
      { TargetHealthDescriptions: [{ TargetHealth: { State: 'healthy' } }] },
    ],
    [
      'instances by filter',
      'ec2',
      new DescribeInstancesCommand({
        Filters: [{ Name: 'instance-id', Values: ['i-0123456789abcdef0'] }],
      }),
      {
        Reservations: [
          {
            Instances: [
              {
                InstanceId: 'i-0123456789abcdef0',
                State: { Code: 16, Name: 'running' },
                LaunchTime: at,
                Tags: [{ Key: 'Name', Value: 'bat000' }],
              },
            ],
          },
        ],
      },
    ],
    [
      'events of running instances',
      'ec2',
      new DescribeInstanceStatusCommand({}),
      {
        InstanceStatuses: [
          { InstanceId: 'i-0123456789abcdef0', Events: [{ NotBefore: at }] },
        ],
      },
    ],
    [
      'a rule of EventBridge',
      'events',
      new DescribeRuleCommand({ Name: 'nightly' }),
      { State: 'ENABLED' },
    ],
    [
      'its targets',
      'events',
      new ListTargetsByRuleCommand({ Rule: 'nightly' }),
      { Targets: [{ Id: '1' }] },
    ],
  ])('answers with %s', async (_name, service, command, expected) => {
    expect(await ask(service, command)).toMatchObject(expected);
  });

  it('answers with what is in a queue, where its URL leads', async () => {
    const asked = { QueueName: 'work' };
    const { QueueUrl } = await ask('sqs', new GetQueueUrlCommand(asked));
    expect(
      await ask(
        'sqs',
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
        }),
      ),
    ).toEqual({ Attributes: { ApproximateNumberOfMessages: '3' } });
  });

  it('refuses an attribute that no queue has', async () => {
    const QueueUrl = `${aws.endpoint}/111122223333/work`;
    const AttributeNames = ['Depth' as never];
    await expect(
      ask('sqs', new GetQueueAttributesCommand({ QueueUrl, AttributeNames })),
    ).rejects.toMatchObject({ name: 'InvalidAttributeName' });
  });

  it('turns pages by tokens that are good for one question', async () => {
    const stateMachineArn = `${ARN}:stateMachine:digest`;
    const list = (over: object) =>
      ask('sfn', new ListExecutionsCommand({ stateMachineArn, ...over }));
    const { executions, nextToken } = await list({ maxResults: 2 });
    expect(executions).toHaveLength(2);
    expect(await list({ maxResults: 2, nextToken })).toMatchObject({
      executions: [{ name: '1' }],
    });
    await expect(
      list({ nextToken, statusFilter: 'SUCCEEDED' }),
    ).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it.each<[string, string, unknown, string, RegExp]>([
    [
      'a schedule that is not there',
      'scheduler',
      new GetScheduleCommand({ Name: 'none', GroupName: 'news' }),
      'ResourceNotFoundException',
      /does not exist/,
    ],
    [
      'a schedule name with a blank',
      'scheduler',
      new GetScheduleCommand({ Name: 'a b' }),
      'ValidationException',
      /regular expression/,
    ],
    [
      'a schedule name of 65 characters',
      'scheduler',
      new GetScheduleCommand({ Name: 'a'.repeat(65) }),
      'ValidationException',
      /less than or equal to 64/,
    ],
    [
      'a page of 101 schedules',
      'scheduler',
      new ListSchedulesCommand({ MaxResults: 101 }),
      'ValidationException',
      /less than or equal to 100/,
    ],
    [
      'a state that there is not',
      'scheduler',
      new ListSchedulesCommand({ State: 'PAUSED' as never }),
      'ValidationException',
      /enum/,
    ],
    [
      'a token that was never given out',
      'scheduler',
      new ListSchedulesCommand({ NextToken: '1' }),
      'ValidationException',
      /token/,
    ],
    [
      'a state machine that is not there',
      'sfn',
      new ListExecutionsCommand({
        stateMachineArn: `${ARN}:stateMachine:none`,
      }),
      'StateMachineDoesNotExist',
      /none/,
    ],
    [
      'a state machine of another region',
      'sfn',
      new ListExecutionsCommand({
        stateMachineArn:
          'arn:aws:states:us-east-1:111122223333:stateMachine:digest',
      }),
      'StateMachineDoesNotExist',
      /us-east-1/,
    ],
    [
      'an ARN of something else',
      'sfn',
      new ListExecutionsCommand({ stateMachineArn: `${ARN}:activity:x` }),
      'InvalidArn',
      /activity/,
    ],
    [
      'executions of nothing',
      'sfn',
      new ListExecutionsCommand({}),
      'ValidationException',
      /stateMachineArn/,
    ],
    [
      'a page of 1001 executions',
      'sfn',
      new ListExecutionsCommand({
        stateMachineArn: `${ARN}:stateMachine:digest`,
        maxResults: 1001,
      }),
      'ValidationException',
      /1000/,
    ],
    [
      'an execution that is not there',
      'sfn',
      new DescribeExecutionCommand({
        executionArn: `${ARN}:execution:digest:9`,
      }),
      'ExecutionDoesNotExist',
      /digest:9/,
    ],
    [
      'more than ten services',
      'ecs',
      new DescribeServicesCommand({
        cluster: 'main',
        services: Array.from({ length: 11 }, (_, n) => `s${n}`),
      }),
      'InvalidParameterException',
      /10 items or fewer/,
    ],
    [
      'no services',
      'ecs',
      new DescribeServicesCommand({ cluster: 'main', services: [] }),
      'InvalidParameterException',
      /1 items or more/,
    ],
    [
      'services left out',
      'ecs',
      new DescribeServicesCommand({ cluster: 'main' } as never),
      'InvalidParameterException',
      /missing/,
    ],
    [
      'a cluster that is not there',
      'ecs',
      new DescribeServicesCommand({ cluster: 'none', services: ['a'] }),
      'ClusterNotFoundException',
      /not found/,
    ],
    [
      'a queue that is not there',
      'sqs',
      new GetQueueUrlCommand({ QueueName: 'none' }),
      'QueueDoesNotExist',
      /does not exist/,
    ],
    [
      'a queue of another place',
      'sqs',
      new GetQueueAttributesCommand({
        QueueUrl: 'http://elsewhere/111122223333/work',
      }),
      'QueueDoesNotExist',
      /does not exist/,
    ],
    [
      'more than 500 metrics',
      'cloudwatch',
      new GetMetricDataCommand({
        StartTime: before,
        EndTime: at,
        MetricDataQueries: Array.from({ length: 501 }, (_, n) =>
          query({ Id: `m${n}` }),
        ),
      }),
      'InvalidParameterValueException',
      /500 items or fewer/,
    ],
    [
      'one id for two metrics',
      'cloudwatch',
      new GetMetricDataCommand({
        StartTime: before,
        EndTime: at,
        MetricDataQueries: [query(), query()],
      }),
      'InvalidParameterValueException',
      /not unique/,
    ],
    [
      'an id with a capital',
      'cloudwatch',
      new GetMetricDataCommand({
        StartTime: before,
        EndTime: at,
        MetricDataQueries: [query({ Id: 'M0' })],
      }),
      'InvalidParameterValueException',
      /lowercase/,
    ],
    [
      'a window that ends before it starts',
      'cloudwatch',
      new GetMetricDataCommand({
        StartTime: at,
        EndTime: before,
        MetricDataQueries: [query()],
      }),
      'InvalidParameterValueException',
      /StartTime/,
    ],
    [
      'an odd period',
      'cloudwatch',
      new GetMetricDataCommand({
        StartTime: before,
        EndTime: at,
        MetricDataQueries: [query({}, { Period: 61 })],
      }),
      'InvalidParameterValueException',
      /Period/,
    ],
    [
      'rules of nothing',
      'elb',
      new DescribeRulesCommand({}),
      'ValidationError',
      /listener ARN or rule ARNs/,
    ],
    [
      'a listener that is not there',
      'elb',
      new DescribeRulesCommand({ ListenerArn: LISTENER.replace('web', 'no') }),
      'ListenerNotFoundException',
      /not found/,
    ],
    [
      'a listener without its id',
      'elb',
      new DescribeRulesCommand({ ListenerArn: 'web' }),
      'ValidationError',
      /not a valid listener ARN/,
    ],
    [
      'a page of 401 rules',
      'elb',
      new DescribeRulesCommand({ ListenerArn: LISTENER, PageSize: 401 }),
      'ValidationError',
      /400/,
    ],
    [
      'a target group left out',
      'elb',
      new DescribeTargetHealthCommand({} as never),
      'ValidationError',
      /missing/,
    ],
    [
      'a namespace that there is not',
      'autoscaling',
      new DescribeScalableTargetsCommand({
        ServiceNamespace: 'fargate' as never,
      }),
      'ValidationException',
      /enum/,
    ],
    [
      'more than fifty resources',
      'autoscaling',
      new DescribeScalableTargetsCommand({
        ServiceNamespace: 'ecs',
        ResourceIds: Array.from({ length: 51 }, (_, n) => `service/main/${n}`),
      }),
      'ValidationException',
      /50 items or fewer/,
    ],
    [
      'a token for scalable targets that was never given out',
      'autoscaling',
      new DescribeScalableTargetsCommand({
        ServiceNamespace: 'ecs',
        NextToken: 'x',
      }),
      'InvalidNextTokenException',
      /token/,
    ],
    [
      'an instance that is not there',
      'ec2',
      new DescribeInstancesCommand({ InstanceIds: ['i-0123456789abcdef9'] }),
      'InvalidInstanceID.NotFound',
      /do not exist/,
    ],
    [
      'an id that is none',
      'ec2',
      new DescribeInstancesCommand({ InstanceIds: ['i-1'] }),
      'InvalidInstanceID.Malformed',
      /Invalid id/,
    ],
    [
      'ids together with a page size',
      'ec2',
      new DescribeInstancesCommand({
        InstanceIds: ['i-0123456789abcdef0'],
        MaxResults: 10,
      }),
      'InvalidParameterCombination',
      /cannot be used/,
    ],
    [
      'a rule that is not there',
      'events',
      new DescribeRuleCommand({ Name: 'none' }),
      'ResourceNotFoundException',
      /does not exist/,
    ],
    [
      'a log group that is not there',
      'logs',
      new FilterLogEventsCommand({ logGroupName: '/hosts/none' }),
      'ResourceNotFoundException',
      /does not exist/,
    ],
    [
      'a page of 10,001 lines',
      'logs',
      new FilterLogEventsCommand({ logGroupName: '/hosts/a', limit: 10_001 }),
      'InvalidParameterException',
      /10000/,
    ],
    [
      'an association by its name',
      'ssm',
      new DescribeAssociationCommand({ AssociationId: 'nightly' }),
      'ValidationException',
      /regular expression/,
    ],
    [
      'a page of five runs of a maintenance window',
      'ssm',
      new DescribeMaintenanceWindowExecutionsCommand({
        WindowId: 'mw-0123456789abcdef0',
        MaxResults: 5,
      }),
      'ValidationException',
      /greater than or equal to 10/,
    ],
    [
      'more than a hundred projects',
      'codebuild',
      new BatchGetProjectsCommand({
        names: Array.from({ length: 101 }, (_, n) => `p${n}`),
      }),
      'InvalidInputException',
      /100 items or fewer/,
    ],
    [
      'builds of a project that is not there',
      'codebuild',
      new ListBuildsForProjectCommand({ projectName: 'none' }),
      'ResourceNotFoundException',
      /none/,
    ],
    [
      'a pipeline that is not there',
      'codepipeline',
      new GetPipelineStateCommand({ name: 'none' }),
      'PipelineNotFoundException',
      /none/,
    ],
    [
      'the name of an environment that is too short',
      'beanstalk',
      new DescribeEnvironmentsCommand({ EnvironmentNames: ['api'] }),
      'ValidationError',
      /greater than or equal to 4/,
    ],
    [
      'tasks of a cluster that is not there',
      'ecs',
      new ListTasksCommand({ cluster: 'none' }),
      'ClusterNotFoundException',
      /not found/,
    ],
    [
      'more than a hundred tasks',
      'ecs',
      new DescribeTasksCommand({
        cluster: 'main',
        tasks: Array.from({ length: 101 }, (_, n) => `t${n}`),
      }),
      'InvalidParameterException',
      /100 items or fewer/,
    ],
  ])('refuses %s', async (_name, service, command, name, message) => {
    await expect(ask(service, command)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  /** A request as no SDK would send it. */
  const send = async (
    service: string,
    headers: Record<string, string>,
    body: string,
    path = '/',
  ) => {
    const scope = `111122223333/20260212/ap-northeast-1/${service}/aws4_request`;
    const signature = 'a'.repeat(64);
    const answer = await fetch(`${aws.endpoint}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${signature}`,
        ...headers,
      },
      ...(body ? { body } : {}),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const ECS_TARGET = {
    'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeServices',
  };

  it.each<[string, Parameters<typeof send>, number, RegExp]>([
    [
      'an unknown member',
      ['ecs', ECS_TARGET, '{"services":["a"],"servces":["b"]}'],
      400,
      /InvalidParameterException.*servces/,
    ],
    [
      'a text where a list belongs',
      ['ecs', ECS_TARGET, '{"services":"a"}'],
      400,
      /expected a list/,
    ],
    ['what is not JSON', ['ecs', ECS_TARGET, '{'], 400, /Serialization/],
    [
      'an operation that there is not',
      [
        'ecs',
        { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.LookAtServices' },
        '{}',
      ],
      400,
      /UnknownOperationException/,
    ],
    [
      'an operation of another service',
      ['ecs', { 'x-amz-target': 'AmazonSQS.GetQueueUrl' }, '{}'],
      400,
      /UnknownOperationException/,
    ],
    [
      'an action that there is not',
      ['ec2', {}, 'Action=LookAtInstances&Version=2016-11-15'],
      400,
      /InvalidAction/,
    ],
    [
      'an action of another version',
      ['ec2', {}, 'Action=DescribeInstances&Version=2010-01-01'],
      400,
      /InvalidAction/,
    ],
    [
      'an unknown parameter',
      ['ec2', {}, 'Action=DescribeInstances&Version=2016-11-15&Colour=red'],
      400,
      /InvalidParameterValue.*Colour/,
    ],
    [
      'a word where a number belongs',
      ['ec2', {}, 'Action=DescribeInstances&Version=2016-11-15&MaxResults=all'],
      400,
      /expected a number/,
    ],
    [
      'an unknown part of the query',
      ['scheduler', {}, '', '/schedules/a?group=news'],
      400,
      /ValidationException.*group/,
    ],
    [
      'a path of no operation',
      ['scheduler', {}, '', '/jobs/a'],
      400,
      /no operation/,
    ],
    [
      'a request that is not signed',
      ['ecs', { ...ECS_TARGET, authorization: '' }, '{}'],
      403,
      /MissingAuthenticationToken/,
    ],
    [
      'the key of nobody',
      [
        'ecs',
        {
          ...ECS_TARGET,
          authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260212/ap-northeast-1/ecs/aws4_request, SignedHeaders=host, Signature=${'a'.repeat(
            64,
          )}`,
        },
        '{}',
      ],
      403,
      /UnrecognizedClient/,
    ],
  ])('refuses %s', async (_name, args, status, text) => {
    const answer = await send(...args);
    expect(answer.text).toMatch(text);
    expect(answer.status).toBe(status);
  });

  it('refuses what a test takes away, until it gives it back', async () => {
    const command = new ListSchedulesCommand({});
    aws.refuse('scheduler:ListSchedules', 'AccessDeniedException');
    await expect(ask('scheduler', command)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    aws.allow('scheduler:ListSchedules');
    expect(await ask('scheduler', command)).toMatchObject({});
  });

  describe('that cannot stand for what was asked', () => {
    afterEach(() => {
      aws.defects.length = 0;
    });

    it('fails the test at its end', async () => {
      const command = new PutMetricDataCommand({ Namespace: 'x' });
      await expect(ask('cloudwatch', command)).rejects.toThrow('yet');
      await expect(aws.stop()).rejects.toThrow('PutMetricData yet');
    });

    it('refuses with no error that the service has not', async () => {
      aws.refuse('ecs:*', 'StateMachineDoesNotExist');
      const command = new DescribeClustersCommand({});
      await expect(ask('ecs', command)).rejects.toThrow('ecs has no error');
      expect(aws.defects).toHaveLength(1);
    });

    it('gives no answer that AWS could not give', async () => {
      aws
        .region(PLACE.accountId, PLACE.region)
        .scheduleGroups.get('news')!
        .set('a', { Stat: 'ENABLED' } as never);
      const asked = { Name: 'a', GroupName: 'news' };
      await expect(
        ask('scheduler', new GetScheduleCommand(asked)),
      ).rejects.toThrow('unknown member of GetScheduleOutput');
      expect(aws.defects).toHaveLength(1);
    });
  });
});
