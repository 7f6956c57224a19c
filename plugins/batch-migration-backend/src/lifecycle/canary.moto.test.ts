// The clients are those of the AWS module, which is asked about here.
/* eslint-disable @backstage/no-undeclared-imports */
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteRuleCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  describeWithMoto,
  MOTO_ACCOUNT,
  startMotoWorld,
  type MotoWorld,
} from './motoWorld';
import { MOVES_TO_ECS, on, REGION, statusOf } from './testWorld';

jest.setTimeout(240_000);

const REF = `listener-rule:${MOTO_ACCOUNT}/${REGION}`;

/** Everything after the link of the target happens by calls of AWS's own API. */
describeWithMoto('a canary on moto_server', () => {
  let world: MotoWorld;
  let elb: ElasticLoadBalancingV2Client;
  let cloudwatch: CloudWatchClient;
  let listener: string;
  let rule: string;
  let loadBalancer: string;
  const groups = { old: '', fresh: '' };

  const forward = (toOld: number, toNew: number) => [
    {
      Type: 'forward' as const,
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: groups.old, Weight: toOld },
          { TargetGroupArn: groups.fresh, Weight: toNew },
        ],
      },
    },
  ];
  const shift = (toOld: number, toNew: number) =>
    elb.send(
      new ModifyRuleCommand({ RuleArn: rule, Actions: forward(toOld, toNew) }),
    );
  /** A quarter of an hour later the portal looks once. */
  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return world.workload('api');
  };
  const wayTo = (group: string) => ({
    ref: REF,
    key: `${rule.split('listener-rule/')[1]}:${group}`,
  });

  beforeAll(async () => {
    world = await startMotoWorld('2026-03-02T00:00:00Z');
    const { settings } = world;
    elb = new ElasticLoadBalancingV2Client(settings);
    cloudwatch = new CloudWatchClient(settings);
    const { Subnets = [] } = await new EC2Client(settings).send(
      new DescribeSubnetsCommand({}),
    );
    const { LoadBalancers } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: 'api',
        Subnets: Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId!),
      }),
    );
    loadBalancer = LoadBalancers![0].LoadBalancerArn!.split('loadbalancer/')[1];
    const createGroup = async (Name: string) => {
      const { TargetGroups } = await elb.send(
        new CreateTargetGroupCommand({
          ...{ Name, Protocol: 'HTTP', Port: 80, TargetType: 'ip' },
          VpcId: Subnets[0].VpcId,
        }),
      );
      return TargetGroups![0].TargetGroupArn!;
    };
    groups.old = await createGroup('api-old');
    groups.fresh = await createGroup('api-new');
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: LoadBalancers![0].LoadBalancerArn,
        ...{ Protocol: 'HTTP', Port: 80 },
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groups.old }],
      }),
    );
    listener = Listeners![0].ListenerArn!;
    const { Rules } = await elb.send(
      new CreateRuleCommand({
        ...{ ListenerArn: listener, Priority: 20 },
        Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
        Actions: forward(100, 0),
      }),
    );
    rule = Rules![0].RuleArn!;

    await world.declare('web01', {
      'server.yaml': `
ref: resource:default/web01
roles:
  - name: web-service
    kind: service
    workloads:
      - name: api
        location: { ref: '${REF}', key: '${wayTo('api-old').key}' }
`,
    });
    await world.observe();
    await world.plan('api', MOVES_TO_ECS);
    await world.link('api', wayTo('api-new'));
  });

  afterAll(() => world?.stop());

  it('is built with weight 0', async () => {
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
  });

  it('shows its weight, its healthy targets and its requests at 10 %', async () => {
    await elb.send(
      new RegisterTargetsCommand({
        TargetGroupArn: groups.fresh,
        Targets: [{ Id: '10.0.0.1', Port: 80 }],
      }),
    );
    await shift(90, 10);
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/ApplicationELB',
        MetricData: [
          {
            MetricName: 'RequestCount',
            Dimensions: [
              {
                Name: 'TargetGroup',
                Value: groups.fresh.split(':').slice(5).join(':'),
              },
              { Name: 'LoadBalancer', Value: loadBalancer },
            ],
            Timestamp: new Date(world.now().getTime() + 10 * 60_000),
            Value: 120,
          },
        ],
      }),
    );
    const canary = await look();
    expect(statusOf(canary)).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    expect(on('target', canary).detail.traffic).toMatchObject({
      ...{ weight: 10, totalWeight: 100, requests: 120, alarms: [] },
      targets: { healthy: 1, registered: 1 },
      conditions: ['path /api/*'],
    });
  });

  it('is in danger while an alarm of the new side sounds', async () => {
    const name = 'api-new 5xx';
    const sound = (StateValue: 'ALARM' | 'OK') =>
      cloudwatch.send(
        new SetAlarmStateCommand({
          ...{ AlarmName: name, StateValue, StateReason: 'a test' },
        }),
      );
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Dimensions: [
          {
            Name: 'TargetGroup',
            Value: groups.fresh.split(':').slice(5).join(':'),
          },
        ],
        ComparisonOperator: 'GreaterThanThreshold',
        ...{ EvaluationPeriods: 1, Period: 60, Statistic: 'Sum', Threshold: 1 },
      }),
    );
    await sound('ALARM');
    const sounding = await look();
    expect(on('target', sounding).detail.traffic?.alarms).toEqual([name]);
    expect(statusOf(sounding).dangers).toEqual(['target-unhealthy: pressing']);
    await sound('OK');
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it('goes to 50 and to 100 %, proves itself, and goes back to 0', async () => {
    await shift(50, 50);
    expect(statusOf(await look()).placement).toBe('both');
    await shift(0, 100);
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    await world.passDays(7, async () => {});
    expect(statusOf(await world.workload('api'))).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
    await shift(100, 0);
    const back = await look();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0, passedAt: null });
  });

  it('runs nowhere once its rule is deleted', async () => {
    await elb.send(new DeleteRuleCommand({ RuleArn: rule }));
    expect(statusOf(await look()).dangers).toEqual(['runs-nowhere: acute']);
  });
});
