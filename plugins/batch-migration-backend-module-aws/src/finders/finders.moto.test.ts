import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  FindReading,
  FoundTarget,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from '../testMoto';
import { EcsServiceFinder } from './ecsServices';
import { EventBridgeRuleFinder } from './eventBridgeRules';
import { SchedulerScheduleFinder } from './schedulerSchedules';

const region = 'ap-northeast-1';
const place = { accountId: MOTO_ACCOUNT, region };

describeWithMoto('live finders', () => {
  let endpoint: string;
  let stop: () => void = () => undefined;
  let taskDefinition: string;

  const settings = () => ({ endpoint, region, credentials: motoCredentials });

  async function look(
    Finder:
      | typeof SchedulerScheduleFinder
      | typeof EventBridgeRuleFinder
      | typeof EcsServiceFinder,
    known: FoundTarget[] = [],
  ): Promise<{ targets: FoundTarget[]; rest: FindReading[] }> {
    const finder: TargetFinder = new Finder(
      liveAt(endpoint),
      mockServices.logger.mock(),
      [place],
    );
    const readings: FindReading[] = [];
    for await (const reading of finder.find({
      now: new Date(),
      known: ({ ref, key }) =>
        known.find(
          ({ location }) => location.ref === ref && location.key === key,
        ),
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

  beforeAll(async () => {
    ({ endpoint, stop } = await startMoto());
    const ecs = new ECSClient(settings());
    await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
    const answer = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'news',
        containerDefinitions: [
          {
            name: 'job',
            image: 'news:1',
            memory: 256,
            command: ['rake', 'worker'],
          },
        ],
      }),
    );
    taskDefinition = answer.taskDefinition!.taskDefinitionArn!;
    for (let n = 0; n < 12; n += 1) {
      await ecs.send(
        new CreateServiceCommand({
          cluster: 'main',
          serviceName: `worker-${n}`,
          taskDefinition,
          desiredCount: 0,
        }),
      );
    }
  }, 120_000);
  afterAll(() => stop());

  it('find schedules of every group with what they run', async () => {
    const scheduler = new SchedulerClient(settings());
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'news' }));
    await scheduler.send(
      new CreateScheduleCommand({
        GroupName: 'news',
        Name: 'digest',
        ScheduleExpression: 'cron(15 3 * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: `arn:aws:ecs:${region}:${MOTO_ACCOUNT}:cluster/main`,
          RoleArn: `arn:aws:iam::${MOTO_ACCOUNT}:role/scheduler`,
          EcsParameters: { TaskDefinitionArn: taskDefinition },
          Input:
            '{"containerOverrides":[{"name":"job","command":["rake","digest:send"]}]}',
        },
      }),
    );
    const { targets, rest } = await look(SchedulerScheduleFinder);
    expect(targets).toMatchObject([
      {
        location: {
          ref: `scheduler:${MOTO_ACCOUNT}/${region}/news`,
          key: 'digest',
        },
        state: 'active',
        detail: {
          command: 'rake digest:send',
          schedules: [
            { expression: 'cron(15 3 * * ? *)', timezone: 'Asia/Tokyo' },
          ],
        },
        image: 'news:1',
      },
    ]);
    expect(rest.map(({ status }) => status)).toEqual(['read', 'read', 'read']);
    expect((await look(SchedulerScheduleFinder, targets)).targets).toEqual(
      targets,
    );
  }, 60_000);

  it('find rules with a schedule', async () => {
    const events = new EventBridgeClient(settings());
    await events.send(
      new PutRuleCommand({
        Name: 'nightly',
        ScheduleExpression: 'cron(0 18 * * ? *)',
        State: 'DISABLED',
      }),
    );
    await events.send(
      new PutTargetsCommand({
        Rule: 'nightly',
        Targets: [
          {
            Id: '1',
            Arn: `arn:aws:lambda:${region}:${MOTO_ACCOUNT}:function:x`,
            Input: '{"command":"rake nightly"}',
          },
        ],
      }),
    );
    const { targets } = await look(EventBridgeRuleFinder);
    expect(targets).toMatchObject([
      {
        location: {
          ref: `rule:${MOTO_ACCOUNT}/${region}/default`,
          key: 'nightly',
        },
        state: 'idle',
        detail: { command: 'rake nightly' },
      },
    ]);
  }, 60_000);

  it('find services of every page of a cluster', async () => {
    const { targets, rest } = await look(EcsServiceFinder);
    expect(targets.map(({ name }) => name).sort()).toHaveLength(12);
    expect(targets[0]).toMatchObject({
      kind: 'resident',
      image: 'news:1',
      detail: { command: 'rake worker' },
    });
    expect(rest).toContainEqual({
      status: 'read',
      place: `ecs-service:${MOTO_ACCOUNT}/${region}`,
    });
  }, 60_000);
});
