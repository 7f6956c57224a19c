// The clients are those of the AWS module, which is asked about here.
/* eslint-disable @backstage/no-undeclared-imports */
import {
  ApplicationAutoScalingClient,
  DeregisterScalableTargetCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateQueueCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { processList } from './emulatedWorkers';
import {
  describeWithMoto,
  MOTO_ACCOUNT,
  startMotoWorld,
  type MotoWorld,
} from './motoWorld';
import { MOVES_TO_ECS, on, REGION, statusOf } from './testWorld';

jest.setTimeout(240_000);

const SERVER_YAML = `
ref: resource:default/bat101
roles:
  - name: queue-worker
    kind: resident
    workloads:
      - { name: notification, process: 'bin/worker Notification ', user: batch }
`;

/**
 * moto starts no task of a service, so that here the worker stands at zero and
 * a rule may start it; what runs is told in `workerScalable.test.ts`.
 */
describeWithMoto('a worker that scales from zero on moto_server', () => {
  let world: MotoWorld;
  let ecs: ECSClient;
  let sqs: SQSClient;
  let scaling: ApplicationAutoScalingClient;
  let queue: string;

  const scalable = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/workers/notification',
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
  const hostRuns = (...commands: string[]) =>
    world.capture('bat101', { 'ps.txt': processList(...commands) });
  /** A quarter of an hour later the portal looks once. */
  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return world.workload('notification');
  };

  beforeAll(async () => {
    world = await startMotoWorld('2026-03-02T00:00:00Z');
    ecs = new ECSClient(world.settings);
    sqs = new SQSClient(world.settings);
    scaling = new ApplicationAutoScalingClient(world.settings);
    await ecs.send(new CreateClusterCommand({ clusterName: 'workers' }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'worker',
        containerDefinitions: [
          { name: 'worker', image: 'worker', memory: 128 },
        ],
      }),
    );
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: 'notification' }),
    );
    queue = QueueUrl!;
    await world.describeHost('bat101', SERVER_YAML);
    await hostRuns('ruby bin/worker Notification --queue notification');
    await world.observe();
    await world.plan('notification', { ...MOVES_TO_ECS, expectedActive: 2 });
    await world.link('notification', {
      ref: `ecs-service:${MOTO_ACCOUNT}/${REGION}/workers`,
      key: 'notification',
    });
  });

  afterAll(() => world?.stop());

  it('is built, idle as long as nothing scales it', async () => {
    await ecs.send(
      new CreateServiceCommand({
        cluster: 'workers',
        serviceName: 'notification',
        taskDefinition: 'worker',
        desiredCount: 0,
        tags: [{ key: 'batch-migration:queue', value: 'notification' }],
      }),
    );
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
  });

  it('is handed over once a rule may start it', async () => {
    await scaling.send(
      new RegisterScalableTargetCommand({
        ...{ ...scalable, MinCapacity: 0, MaxCapacity: 5 },
      }),
    );
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    await hostRuns();
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('shows what waits in its queue', async () => {
    await sqs.send(
      new SendMessageCommand({ QueueUrl: queue, MessageBody: 'one' }),
    );
    expect(on('target', await look()).detail.queue).toMatchObject({
      ...{ name: 'notification', visible: 1 },
    });
    await sqs.send(new PurgeQueueCommand({ QueueUrl: queue }));
    expect(on('target', await look()).detail.queue).toMatchObject({
      visible: 0,
    });
  });

  it('runs nowhere once the rule is gone, and once the service is', async () => {
    await scaling.send(new DeregisterScalableTargetCommand(scalable));
    expect(statusOf(await look())).toEqual({
      placement: 'neither',
      stage: 'built',
      dangers: ['runs-nowhere: acute'],
    });
    await ecs.send(
      new DeleteServiceCommand({ cluster: 'workers', service: 'notification' }),
    );
    const gone = await look();
    expect(on('target', gone).state).toBe('absent');
    expect(statusOf(gone)).toEqual({
      placement: 'neither',
      stage: 'planned',
      dangers: ['runs-nowhere: acute'],
    });
  });
});
