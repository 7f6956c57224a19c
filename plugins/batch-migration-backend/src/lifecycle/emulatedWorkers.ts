// Only tests import this file, so it is no part of the package.
import { ACCOUNT, REGION, type World } from './testWorld';

/** An ECS service as a test changes it. */
export interface EmulatedService {
  desired: number;
  /** As many as are desired where not given. */
  running?: number;
  maximumPercent: number;
  rebalancesZones?: boolean;
  rollout?: 'COMPLETED' | 'IN_PROGRESS' | 'FAILED';
  rolloutReason?: string;
  /** The queue that it names in its tags. */
  queue?: string;
}

/** A queue of SQS with what CloudWatch tells of it. */
export interface EmulatedQueue {
  waiting: number;
  /** Age of the oldest message, in seconds. */
  age: number;
  /** Receives of the last minutes: 0 means that nobody consumes. */
  receives: number;
  /** What lies in its dead-letter queue. */
  dead: number;
}

/** Workers and their queues in the fake of AWS, changed in the words of a story. */
export function emulateWorkers(world: World, cluster: string) {
  const { region } = world;
  const services = new Map<string, EmulatedService>();
  const queues = new Map<string, EmulatedQueue>();
  const described: (typeof region.clusters extends Map<string, infer C>
    ? C
    : never)['services'] = new Map();
  region.clusters.set(cluster, {
    cluster: { clusterName: cluster },
    services: described,
  });

  const tell = (name: string, service: EmulatedService) =>
    described.set(name, {
      serviceArn: region.arn('ecs', `service/${cluster}/${name}`),
      status: 'ACTIVE',
      desiredCount: service.desired,
      runningCount: service.running ?? service.desired,
      pendingCount: 0,
      deploymentConfiguration: {
        maximumPercent: service.maximumPercent,
        minimumHealthyPercent: 0,
      },
      availabilityZoneRebalancing: service.rebalancesZones
        ? 'ENABLED'
        : 'DISABLED',
      deployments: [
        {
          status: 'PRIMARY',
          rolloutState: service.rollout ?? 'COMPLETED',
          rolloutStateReason: service.rolloutReason,
        },
      ],
      tags: service.queue
        ? [{ key: 'batch-migration:queue', value: service.queue }]
        : [],
    });

  // CloudWatch tells of the last minutes, whatever the time is.
  world.beforeRound(async () => {
    const at = new Date(world.now().getTime() - 60_000);
    region.metrics.length = 0;
    for (const [QueueName, { age, receives }] of queues) {
      const metric = (name: string, value: number) =>
        region.metrics.push({
          namespace: 'AWS/SQS',
          metric: name,
          dimensions: { QueueName },
          points: [{ at, value }],
        });
      metric('ApproximateAgeOfOldestMessage', age);
      metric('NumberOfMessagesReceived', receives);
    }
  });

  return {
    /**
     * Creates a service or changes it; what is not named stays, and as many
     * tasks run as are desired.
     */
    service(name: string, change: Partial<EmulatedService>) {
      const { running, ...before } = services.get(name) ?? {
        desired: 0,
        maximumPercent: 200,
      };
      services.set(name, { ...before, ...change });
      tell(name, services.get(name)!);
    },

    deleteService(name: string) {
      services.delete(name);
      described.delete(name);
    },

    /** A scaling rule may set the desired count; `null` takes it away. */
    scale(
      name: string,
      rule: { min: number; max: number; suspended?: boolean } | null,
    ) {
      const id = `service/${cluster}/${name}`;
      const targets = region.scalableTargets;
      const known = targets.findIndex(({ ResourceId }) => ResourceId === id);
      if (known >= 0) targets.splice(known, 1);
      if (!rule) return;
      targets.push({
        ServiceNamespace: 'ecs',
        ResourceId: id,
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity: rule.min,
        MaxCapacity: rule.max,
        RoleARN: `arn:aws:iam::${ACCOUNT}:role/scaling`,
        CreationTime: new Date('2026-02-01T00:00:00Z'),
        SuspendedState: {
          DynamicScalingOutSuspended: rule.suspended ?? false,
        },
      });
    },

    /** Creates a queue with its dead-letter queue, or changes what is in them. */
    queue(name: string, change: Partial<EmulatedQueue>) {
      const empty = { waiting: 0, age: 0, receives: 0, dead: 0 };
      const queue = { ...(queues.get(name) ?? empty), ...change };
      queues.set(name, queue);
      const attributes = (waiting: number) => ({
        ApproximateNumberOfMessages: String(waiting),
        ApproximateNumberOfMessagesNotVisible: '0',
        ApproximateNumberOfMessagesDelayed: '0',
      });
      region.queues.set(name, {
        ...attributes(queue.waiting),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: region.arn('sqs', `${name}-dead`),
          maxReceiveCount: 5,
        }),
      });
      region.queues.set(`${name}-dead`, attributes(queue.dead));
    },
  };
}

export type EmulatedWorkers = ReturnType<typeof emulateWorkers>;

/** Where the target of a worker is expected. */
export function serviceIn(cluster: string, name: string) {
  return { ref: `ecs-service:${ACCOUNT}/${REGION}/${cluster}`, key: name };
}

/** An EC2 instance in this state. */
export function emulateInstance(
  { region }: World,
  InstanceId: string,
  Name: 'running' | 'stopped' | 'terminated',
) {
  region.instances.set(InstanceId, {
    instance: { InstanceId, InstanceType: 'c3.xlarge', State: { Name } },
  });
}

/** `ps` of a host on which these commands run. */
export function processList(...commands: string[]): string {
  return [
    'USER       PID COMMAND',
    'root         1 /sbin/init',
    ...commands.map((command, index) => `batch     ${5000 + index} ${command}`),
    '',
  ].join('\n');
}
