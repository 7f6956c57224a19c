import { mockServices } from '@backstage/backend-test-utils';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import { RECORDED_OPERATIONS } from '../recordings/operations';
import { startFakeAws } from './index';
import { FAKE_SERVICES } from './services';
import { BeanstalkEnvironmentProbe } from '../probes/beanstalkEnvironment';
import { CodeBuildProjectProbe } from '../probes/codeBuildProject';
import { CodePipelineActionProbe } from '../probes/codePipelineAction';
import { Ec2InstanceProbe } from '../probes/ec2Instance';
import { EcsExecServiceProbe } from '../probes/ecsExecService';
import { EcsServiceProbe } from '../probes/ecsService';
import { EventBridgeRuleProbe } from '../probes/eventBridgeRule';
import { ListenerRuleProbe } from '../probes/listenerRule';
import { SchedulerScheduleProbe } from '../probes/schedulerSchedule';
import { SqsQueueProbe } from '../probes/sqsQueue';
import { SsmAssociationProbe } from '../probes/ssmAssociation';

jest.setTimeout(240_000);

const ACCOUNT = '111122223333';
const REGION = 'ap-northeast-1';
const PLACE = `${ACCOUNT}/${REGION}`;
const now = new Date('2026-02-12T01:00:00Z');
const since = new Date('2026-02-01T00:00:00Z');
/** More than any call of any service takes. */
const MANY = 230;
const logger = mockServices.logger.mock();

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
const listener = (n: number) => `app/web/0123456789abcdef/${hex(n, 16)}`;
const group = (n: number) => `targetgroup/new-${n}/${hex(n, 16)}`;
const association = (n: number) => `01234567-89ab-cdef-0123-${hex(n, 12)}`;

it('answers every operation that can be replayed', () => {
  const answered = FAKE_SERVICES.flatMap(({ operations }) =>
    Object.keys(operations),
  );
  const replayed = Object.keys(RECORDED_OPERATIONS).map(name =>
    name.replace(/Command$/, ''),
  );
  expect(replayed.filter(name => !answered.includes(name))).toEqual([]);
});

/**
 * The fake refuses what AWS refuses: calls with too many names, pages that are
 * too long, tokens that were never given out. Nothing may come back unknown.
 */
describe('of more things than one call takes', () => {
  let aws: Awaited<ReturnType<typeof startFakeAws>>;

  beforeAll(async () => {
    aws = await startFakeAws();
    const tokyo = aws.region(ACCOUNT, REGION);
    const arn = (service: string, rest: string) => tokyo.arn(service, rest);
    tokyo.scheduleGroups.set('news', new Map());
    tokyo.clusters.set('main', {
      cluster: { clusterName: 'main' },
      services: new Map(),
    });
    for (let n = 0; n < MANY; n += 1) {
      tokyo.scheduleGroups.get('news')!.set(`s${n}`, {
        State: 'ENABLED',
        ScheduleExpression: 'rate(1 day)',
        Target: {
          Arn: arn('states', 'stateMachine:many'),
          RoleArn: arn('iam', 'role/x'),
        },
      });
      tokyo.clusters.get('main')!.services.set(`s${n}`, {
        status: 'ACTIVE',
        desiredCount: 1,
        runningCount: 1,
        enableExecuteCommand: true,
        deploymentConfiguration: { maximumPercent: 100 },
        tags: [{ key: 'batch-migration:queue', value: `s${n}` }],
      });
      tokyo.scalableTargets.push({
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: `service/main/s${n}`,
        MinCapacity: 0,
        MaxCapacity: 4,
        RoleARN: arn('iam', 'role/x'),
        CreationTime: since,
      });
      tokyo.queues.set(`s${n}`, {
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '0',
        ApproximateNumberOfMessagesDelayed: '0',
      });
      tokyo.listeners.set(
        arn('elasticloadbalancing', `listener/${listener(n)}`),
        [
          {
            RuleArn: arn(
              'elasticloadbalancing',
              `listener-rule/${listener(n)}/${hex(n, 16)}`,
            ),
            Actions: [
              {
                Type: 'forward',
                TargetGroupArn: arn('elasticloadbalancing', group(n)),
              },
            ],
          },
        ],
      );
      tokyo.targetGroups.set(arn('elasticloadbalancing', group(n)), [
        { TargetHealth: { State: 'healthy' } },
      ]);
      tokyo.alarms.set(`alarm-${n}`, {
        StateValue: 'ALARM',
        Dimensions: [{ Name: 'TargetGroup', Value: group(n) }],
      });
      tokyo.instances.set(`i-${hex(n, 17)}`, {
        instance: { State: { Name: 'running' } },
      });
      tokyo.eventBuses.get('default')!.set(`s${n}`, {
        rule: { State: 'ENABLED', ScheduleExpression: 'rate(1 day)' },
        targets: [{ Id: '1', Arn: arn('states', 'stateMachine:many') }],
      });
      tokyo.associations.set(association(n), {
        association: {
          Name: 'AWS-RunShellScript',
          ScheduleExpression: 'rate(1 day)',
          Overview: { Status: 'Success' },
        },
        executions: [],
      });
      tokyo.projects.set(`s${n}`, {
        project: { created: since },
        builds: [],
      });
      tokyo.pipelines.set(`s${n}`, {
        state: {
          stageStates: [
            { stageName: 'Migrate', actionStates: [{ actionName: 'run' }] },
          ],
        },
        executions: [],
      });
      tokyo.environments.set(`env-${n}`, {
        EnvironmentName: `env-${n}`,
        ApplicationName: 'api',
        CNAME: `env-${n}.${REGION}.elasticbeanstalk.com`,
        Status: 'Ready',
      });
    }
    tokyo.stateMachines.set(
      'many',
      Array.from({ length: MANY }, (_, n) => ({
        executionArn: arn('states', `execution:many:${n}`),
        stateMachineArn: arn('states', 'stateMachine:many'),
        name: String(n),
        status: 'SUCCEEDED' as const,
        startDate: new Date(Number(since) + n * 60_000),
        stopDate: new Date(Number(since) + n * 60_000 + 1_000),
        input: JSON.stringify({ scheduleArn: `:schedule/news/s${n}` }),
      })),
    );
    tokyo.projects.get('s0')!.builds.push(
      ...Array.from({ length: MANY }, (_, n) => ({
        id: `s0:${n}`,
        projectName: 's0',
        buildStatus: 'SUCCEEDED' as const,
        startTime: new Date(Number(since) + n * 60_000),
        endTime: new Date(Number(since) + n * 60_000 + 1_000),
      })),
    );
    tokyo.pipelines.get('s0')!.executions.push(
      ...Array.from({ length: MANY }, (_, n) => ({
        actionExecutionId: String(n),
        pipelineExecutionId: String(n),
        stageName: 'Migrate',
        actionName: 'run',
        status: 'Succeeded' as const,
        startTime: new Date(Number(since) + n * 60_000),
        lastUpdateTime: new Date(Number(since) + n * 60_000 + 1_000),
      })),
    );
    tokyo.associations.get(association(0))!.executions.push(
      ...Array.from({ length: MANY }, (_, n) => ({
        AssociationId: association(0),
        ExecutionId: String(MANY - n),
        Status: 'Success',
        CreatedTime: new Date(Number(since) + (MANY - n) * 60_000),
      })),
    );
  });

  afterAll(() => aws.stop());

  const many = (ref: string, key: (n: number) => string): LocationRef[] =>
    Array.from({ length: MANY }, (_, n) => ({ ref, key: key(n) }));

  it.each([
    ['schedules', SchedulerScheduleProbe, `scheduler:${PLACE}/news`],
    ['services and their queues', EcsServiceProbe, `ecs-service:${PLACE}/main`],
    ['bastions', EcsExecServiceProbe, `ecs-exec:${PLACE}/main`],
    ['rules', EventBridgeRuleProbe, `rule:${PLACE}/default`],
    ['projects', CodeBuildProjectProbe, `codebuild:${PLACE}`],
    ['queues', SqsQueueProbe, `queue:${PLACE}`],
    [
      'instances',
      Ec2InstanceProbe,
      `ec2:${PLACE}`,
      (n: number) => `i-${hex(n, 17)}`,
    ],
    [
      'ways through load balancers',
      ListenerRuleProbe,
      `listener-rule:${PLACE}`,
      (n: number) => `${listener(n)}/${hex(n, 16)}:new-${n}`,
    ],
    [
      'associations',
      SsmAssociationProbe,
      `ssm-association:${PLACE}`,
      association,
    ],
    [
      'environments',
      BeanstalkEnvironmentProbe,
      `beanstalk:${PLACE}`,
      (n: number) => `env-${n}`,
    ],
  ])('sees %s', async (_name, Probe, ref, key = (n: number) => `s${n}`) => {
    const asked = many(ref, key);
    const answers = await new Probe(aws.clients, logger).observe(asked, {
      now,
    });
    const unknown = answers.filter(({ state }) => state === 'unknown');
    expect(unknown).toEqual([]);
    expect(answers).toHaveLength(MANY);
    expect(answers.filter(({ state }) => state === 'absent')).toEqual([]);
  });

  it('sees actions of pipelines', async () => {
    const asked = Array.from({ length: MANY }, (_, n) => ({
      ref: `codepipeline:${PLACE}/s${n}`,
      key: 'Migrate/run',
    }));
    const probe = new CodePipelineActionProbe(aws.clients, logger);
    const answers = await probe.observe(asked, { now });
    expect(answers.filter(({ state }) => state === 'unknown')).toEqual([]);
    expect(answers).toHaveLength(MANY);
  });

  it.each([
    ['schedules', SchedulerScheduleProbe, `scheduler:${PLACE}/news`, 's0'],
    ['projects', CodeBuildProjectProbe, `codebuild:${PLACE}`, 's0'],
    [
      'pipelines',
      CodePipelineActionProbe,
      `codepipeline:${PLACE}/s0`,
      'Migrate/run',
    ],
    [
      'associations',
      SsmAssociationProbe,
      `ssm-association:${PLACE}`,
      association(0),
    ],
  ])('reads all runs of %s', async (_name, Probe, ref, key) => {
    const probe = new Probe(aws.clients, logger);
    const runs = await probe.runs([{ ref, key }], { now, since });
    expect(new Set(runs.map(({ externalId }) => externalId)).size).toBe(MANY);
  });
});
