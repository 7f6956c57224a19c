import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CodeBuildClient,
  CreateProjectCommand,
} from '@aws-sdk/client-codebuild';
import { EC2Client, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateApplicationCommand,
  CreateEnvironmentCommand,
  ElasticBeanstalkClient,
} from '@aws-sdk/client-elastic-beanstalk';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  CreateQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockServices } from '@backstage/backend-test-utils';
import { BeanstalkEnvironmentProbe } from './probes/beanstalkEnvironment';
import { CodeBuildProjectProbe } from './probes/codeBuildProject';
import { EcsExecServiceProbe } from './probes/ecsExecService';
import { EcsServiceProbe } from './probes/ecsService';
import { ListenerRuleProbe } from './probes/listenerRule';
import { SqsQueueProbe } from './probes/sqsQueue';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from './testMoto';

const REGION = 'ap-northeast-1';
const PLACE = `${MOTO_ACCOUNT}/${REGION}`;
const logger = mockServices.logger.mock();

describeWithMoto('queues, tools and services against moto_server', () => {
  let endpoint: string;
  let stop = () => {};
  const settings = () => ({
    endpoint,
    region: REGION,
    credentials: motoCredentials,
  });

  beforeAll(async () => {
    ({ endpoint, stop } = await startMoto());
  }, 90_000);

  afterAll(() => stop());

  it('sees a queue fill, and the worker that empties it', async () => {
    const sqs = new SQSClient(settings());
    await sqs.send(new CreateQueueCommand({ QueueName: 'mail-dead' }));
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({
        QueueName: 'mail',
        Attributes: {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: `arn:aws:sqs:${REGION}:${MOTO_ACCOUNT}:mail-dead`,
            maxReceiveCount: 3,
          }),
        },
      }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
    const now = new Date();
    await new CloudWatchClient(settings()).send(
      new PutMetricDataCommand({
        Namespace: 'AWS/SQS',
        MetricData: [
          {
            MetricName: 'ApproximateAgeOfOldestMessage',
            Dimensions: [{ Name: 'QueueName', Value: 'mail' }],
            Timestamp: new Date(now.getTime() - 120_000),
            Value: 77,
          },
        ],
      }),
    );
    const ref = `queue:${PLACE}`;
    const answers = await new SqsQueueProbe(liveAt(endpoint)).observe(
      ['mail', 'never-there'].map(key => ({ ref, key })),
      { now },
    );
    expect(answers.map(({ state }) => state)).toEqual(['idle', 'absent']);
    expect(answers[0].detail.queue).toMatchObject({
      visible: 1,
      inFlight: 0,
      oldestMessageSeconds: 77,
      deadLetter: { name: 'mail-dead', visible: 0 },
    });

    const ecs = new ECSClient(settings());
    await ecs.send(new CreateClusterCommand({ clusterName: 'workers' }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'mailer',
        containerDefinitions: [
          { name: 'mailer', image: 'mailer', memory: 128 },
        ],
      }),
    );
    await ecs.send(
      new CreateServiceCommand({
        cluster: 'workers',
        serviceName: 'mailer',
        taskDefinition: 'mailer',
        desiredCount: 0,
        enableExecuteCommand: true,
        tags: [{ key: 'batch-migration:queue', value: 'mail' }],
      }),
    );
    const workers = new EcsServiceProbe(liveAt(endpoint), logger);
    const [worker] = await workers.observe(
      [{ ref: `ecs-service:${PLACE}/workers`, key: 'mailer' }],
      { now },
    );
    expect(worker.detail.queue).toMatchObject({ name: 'mail', visible: 1 });

    const bastions = new EcsExecServiceProbe(liveAt(endpoint), logger);
    const seen = await bastions.observe(
      ['mailer', 'none'].map(key => ({
        ref: `ecs-exec:${PLACE}/workers`,
        key,
      })),
      { now },
    );
    // moto does not tell of ECS Exec, and silence is no switch.
    expect(seen.map(({ state }) => state)).toEqual(['unknown', 'absent']);
  }, 60_000);

  it('sees projects of CodeBuild', async () => {
    await new CodeBuildClient(settings()).send(
      new CreateProjectCommand({
        name: 'patch',
        source: { type: 'S3', location: 'bucket/source.zip' },
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'aws/codebuild/standard:7.0',
          computeType: 'BUILD_GENERAL1_SMALL',
        },
        serviceRole: `arn:aws:iam::${MOTO_ACCOUNT}:role/service-role/patch`,
      }),
    );
    const probe = new CodeBuildProjectProbe(liveAt(endpoint), logger);
    const answers = await probe.observe(
      ['patch', 'none'].map(key => ({ ref: `codebuild:${PLACE}`, key })),
      { now: new Date() },
    );
    // moto never says what it did not find, as AWS does: silence is not absence.
    expect(answers.map(({ state }) => state)).toEqual(['active', 'unknown']);
  }, 60_000);

  it('sees an environment of Elastic Beanstalk', async () => {
    const beanstalk = new ElasticBeanstalkClient(settings());
    await beanstalk.send(
      new CreateApplicationCommand({ ApplicationName: 'payments' }),
    );
    await beanstalk.send(
      new CreateEnvironmentCommand({
        ApplicationName: 'payments',
        EnvironmentName: 'payments-api',
        SolutionStackName: '64bit Amazon Linux 2 v5.8.0 running Node.js 18',
      }),
    );
    const ref = `beanstalk:${PLACE}`;
    const answers = await new BeanstalkEnvironmentProbe(
      liveAt(endpoint),
    ).observe(
      ['payments-api', 'never-there'].map(key => ({ ref, key })),
      { now: new Date() },
    );
    expect(answers.map(({ state }) => state)).toEqual(['active', 'absent']);
  }, 60_000);

  it('sees a canary go from 0 to 100 % and back', async () => {
    const elb = new ElasticLoadBalancingV2Client(settings());
    const { Subnets = [] } = await new EC2Client(settings()).send(
      new DescribeSubnetsCommand({}),
    );
    const { LoadBalancers } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: 'api',
        Subnets: Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId!),
      }),
    );
    const [old, fresh] = await Promise.all(
      ['api-old', 'api-new'].map(async Name => {
        const { TargetGroups } = await elb.send(
          new CreateTargetGroupCommand({
            Name,
            Protocol: 'HTTP',
            Port: 80,
            VpcId: Subnets[0].VpcId,
          }),
        );
        return TargetGroups![0].TargetGroupArn!;
      }),
    );
    const forward = (toOld: number, toNew: number) => [
      {
        Type: 'forward' as const,
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: old, Weight: toOld },
            { TargetGroupArn: fresh, Weight: toNew },
          ],
        },
      },
    ];
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: LoadBalancers![0].LoadBalancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: old }],
      }),
    );
    const { Rules } = await elb.send(
      new CreateRuleCommand({
        ListenerArn: Listeners![0].ListenerArn,
        Priority: 10,
        Conditions: [
          {
            Field: 'http-header',
            HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['1'] },
          },
        ],
        Actions: forward(100, 0),
      }),
    );
    const { RuleArn } = Rules![0];
    const cloudwatch = new CloudWatchClient(settings());
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'api-new 5xx',
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Dimensions: [
          { Name: 'TargetGroup', Value: fresh.split(':').slice(5).join(':') },
        ],
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        Period: 60,
        Statistic: 'Sum',
        Threshold: 1,
      }),
    );

    const rule = RuleArn!.split('listener-rule/')[1];
    const probe = new ListenerRuleProbe(liveAt(endpoint));
    const look = async () => {
      const ref = `listener-rule:${PLACE}`;
      const answers = await probe.observe(
        ['api-old', 'api-new'].map(name => ({ ref, key: `${rule}:${name}` })),
        { now: new Date() },
      );
      const [, { detail }] = answers;
      return [
        ...answers.map(({ state }) => state),
        detail.traffic?.weight,
        detail.traffic?.alarms?.join(),
      ];
    };
    expect(await look()).toEqual(['active', 'idle', 0, '']);
    const shift = (toOld: number, toNew: number) =>
      elb.send(
        new ModifyRuleCommand({ RuleArn, Actions: forward(toOld, toNew) }),
      );
    await shift(90, 10);
    expect(await look()).toEqual(['active', 'active', 10, '']);
    await shift(0, 100);
    await cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName: 'api-new 5xx',
        StateValue: 'ALARM',
        StateReason: 'a test',
      }),
    );
    expect(await look()).toEqual(['idle', 'active', 100, 'api-new 5xx']);
    await shift(100, 0);
    expect(await look()).toEqual(['active', 'idle', 0, 'api-new 5xx']);
  }, 60_000);
});
