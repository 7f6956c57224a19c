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
  inFlight?: number;
  /** Age of the oldest message, in seconds. */
  age: number;
  /** Receives of the last minutes: 0 means that nobody consumes. */
  receives: number;
  /** What lies in its dead-letter queue. */
  dead: number;
}

/**
 * Workers and queues of one AWS, told by recordings: each change is what the
 * AWS CLI would answer afterwards.
 */
export function recordedWorkers(world: World, cluster: string) {
  const services = new Map<string, EmulatedService>();
  const scaled = new Map<string, { min: number; max: number }>();
  const queues = new Map<string, EmulatedQueue>();
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

  const tellServices = () =>
    world.record(`ecs/describe-services/${cluster}`, {
      services: [...services].map(([name, service]) => ({
        serviceName: name,
        serviceArn: arn('ecs', `service/${cluster}/${name}`),
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
            rolloutStateReason: service.rolloutReason ?? 'ECS deployment ended',
          },
        ],
        tags: service.queue
          ? [{ key: 'batch-migration:queue', value: service.queue }]
          : [],
      })),
      failures: [],
    });

  const tellScaling = () =>
    world.record('application-autoscaling/describe-scalable-targets', {
      ScalableTargets: [...scaled].map(([name, { min, max }]) => ({
        ServiceNamespace: 'ecs',
        ResourceId: `service/${cluster}/${name}`,
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity: min,
        MaxCapacity: max,
        RoleARN: arn('iam', 'role/scaling'),
        CreationTime: '2026-02-01T00:00:00Z',
      })),
    });

  const tellQueues = async () => {
    const attributes = (waiting: number, inFlight: number, dead?: string) => ({
      Attributes: {
        ApproximateNumberOfMessages: String(waiting),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
        ApproximateNumberOfMessagesDelayed: '0',
        ...(dead && {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: arn('sqs', dead),
            maxReceiveCount: 5,
          }),
        }),
      },
    });
    const at = new Date(world.now().getTime() - 60_000).toISOString();
    const metric = (label: string, value: number) => ({
      Id: 'recorded',
      Label: label,
      Timestamps: [at],
      Values: [value],
      StatusCode: 'Complete',
    });
    for (const [name, { waiting, inFlight = 0, dead }] of queues) {
      for (const each of [name, `${name}-dead`]) {
        await world.record(`sqs/get-queue-url/${each}`, {
          QueueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${each}`,
        });
      }
      await world.record(
        `sqs/get-queue-attributes/${name}`,
        attributes(waiting, inFlight, `${name}-dead`),
      );
      await world.record(
        `sqs/get-queue-attributes/${name}-dead`,
        attributes(dead, 0),
      );
    }
    await world.record('cloudwatch/get-metric-data', {
      MetricDataResults: [...queues].flatMap(([name, { age, receives }]) => [
        metric(`${name} ApproximateAgeOfOldestMessage`, age),
        metric(`${name} NumberOfMessagesReceived`, receives),
      ]),
    });
  };

  world.beforeRound(async () => {
    await tellServices();
    await tellScaling();
    await tellQueues();
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
    },
    deleteService(name: string) {
      services.delete(name);
    },
    /** A scaling rule may set the desired count; `null` takes it away. */
    scale(name: string, rule: { min: number; max: number } | null) {
      if (rule) scaled.set(name, rule);
      else scaled.delete(name);
    },
    queue(name: string, change: Partial<EmulatedQueue>) {
      const before = queues.get(name) ?? {
        ...{ waiting: 0, age: 0, receives: 0, dead: 0 },
      };
      queues.set(name, { ...before, ...change });
    },
  };
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
