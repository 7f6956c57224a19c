import {
  DescribeScalableTargetsCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LocationRef,
  ObservationDetail,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { inChunks } from '../concurrent';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { unknown } from './answers';
import { observeBatches } from './observeBatches';
import { queueOf, type WorkerAnswer, withQueues } from './workerQueues';

const SCHEME = 'ecs-service';
/** `DescribeServices` takes up to 10 services of one cluster. */
const SERVICES_PER_CALL = 10;
/** `DescribeScalableTargets` takes up to 50 resource ids. */
const TARGETS_PER_CALL = 50;
/** Reads of one cluster refill at 20 calls a second; this leaves room for others. */
const CONCURRENT_CALLS = 4;
const NAME = /^[0-9a-zA-Z_-]{1,255}$/;

/** What may scale a service; `null` where nobody could be asked. */
export type Scaling = Pick<
  ScalableTarget,
  'MinCapacity' | 'MaxCapacity' | 'SuspendedState'
> | null;

/**
 * State of one service: `active` while tasks of it run, or while a scaling
 * rule may start them from zero; `idle` when it stands at zero by hand or none
 * of its tasks came up; `absent` once it is deleted.
 *
 * @param scaling - its scalable target, `undefined` where it has none
 */
export function serviceState(
  { status, desiredCount = 0, runningCount = 0 }: Service,
  scaling: Scaling | undefined,
): { state: ObservedState; reason?: string } {
  if (status === 'INACTIVE') return { state: 'absent' };
  if (status === 'DRAINING') {
    return { state: 'idle', reason: 'It is being deleted: it drains' };
  }
  if (status !== 'ACTIVE') {
    return {
      state: 'unknown',
      reason: `ECS says "${status}", which this version does not know`,
    };
  }
  if (runningCount > 0) return { state: 'active' };
  if (desiredCount > 0) {
    return {
      state: 'idle',
      reason: `None of its ${desiredCount} tasks runs: look at the events of the service`,
    };
  }
  if (scaling === null) {
    return {
      state: 'unknown',
      reason:
        'It stands at zero, and whether a scaling rule may start it could not be read: allow application-autoscaling:DescribeScalableTargets',
    };
  }
  const mayScaleOut =
    scaling !== undefined &&
    (scaling.MaxCapacity ?? 0) > 0 &&
    scaling.SuspendedState?.DynamicScalingOutSuspended !== true;
  return mayScaleOut
    ? { state: 'active' }
    : {
        state: 'idle',
        reason: 'Its desired count is 0, and no rule scales it',
      };
}

/** Looks at ECS services: whether a worker's target does its work. */
export class EcsServiceProbe implements Probe {
  readonly id = 'aws-ecs-service';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    options: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    // Filled by all batches: one call tells the metrics of many queues.
    const workers = new Map<ProbeAnswer, WorkerAnswer>();
    const answers = await observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'named',
        action: 'ecs:DescribeServices',
        perCall: SERVICES_PER_CALL,
        concurrentCalls: CONCURRENT_CALLS,
        misnamed: ({ key }) =>
          NAME.test(key) ? null : `"${key}" is no service name`,
        gone: (name, ref) =>
          name === 'ClusterNotFoundException'
            ? { reason: `There is no cluster ${ref}` }
            : null,
        look: async (batch, cluster) => {
          const seen = await this.look(batch, cluster, options.signal);
          seen.found.forEach(one => workers.set(one.answer, one));
          return [...seen.found.map(({ answer }) => answer), ...seen.rest];
        },
      },
      options.signal,
    );
    // In the order of the batches, whichever of them was answered first.
    const found = answers.flatMap(answer => workers.get(answer) ?? []);
    return [
      ...answers.filter(answer => !workers.has(answer)),
      ...(await withQueues(this.clients, found, options)),
    ];
  }

  /** The services that were found, and the answers for the rest. */
  private async look(
    locations: LocationRef[],
    cluster: AwsPlace & { name: string },
    signal?: AbortSignal,
  ): Promise<{ found: WorkerAnswer[]; rest: ProbeAnswer[] }> {
    const client = await this.clients.get('ecs', cluster);
    const { services = [], failures = [] } = await client.send(
      new DescribeServicesCommand({
        cluster: cluster.name,
        services: locations.map(({ key }) => key),
        include: ['TAGS'],
      }),
      { abortSignal: signal },
    );
    const byName = new Map(services.map(each => [each.serviceName!, each]));
    const scaling = await this.scalingOf(cluster, services, signal);
    const failed = new Map(
      failures.map(({ arn, reason }) => [arn?.split('/').pop(), reason]),
    );
    const found: WorkerAnswer[] = [];
    const rest: ProbeAnswer[] = [];
    for (const location of locations) {
      const { key } = location;
      const service = byName.get(key);
      if (service) {
        const answer = toAnswer(location, service, scaling && scaling.get(key));
        found.push({ answer, place: cluster, queue: queueOf(service) });
      } else {
        rest.push(notDescribed(location, failed.get(key)));
      }
    }
    return { found, rest };
  }

  /** Scalable targets by service name; `null` where they cannot be read. */
  private async scalingOf(
    cluster: AwsPlace & { name: string },
    services: Service[],
    signal?: AbortSignal,
  ): Promise<Map<string, ScalableTarget> | null> {
    const found = new Map<string, ScalableTarget>();
    if (services.length === 0) return found;
    try {
      const client = await this.clients.get('autoscaling', cluster);
      for (const batch of inChunks(services, TARGETS_PER_CALL)) {
        const { ScalableTargets = [] } = await client.send(
          new DescribeScalableTargetsCommand({
            ServiceNamespace: 'ecs',
            ScalableDimension: 'ecs:service:DesiredCount',
            ResourceIds: batch.map(
              ({ serviceName }) => `service/${cluster.name}/${serviceName}`,
            ),
          }),
          { abortSignal: signal },
        );
        for (const target of ScalableTargets) {
          found.set(target.ResourceId!.split('/').pop()!, target);
        }
      }
      return found;
    } catch (error) {
      this.logger.warn(
        reasonOf(
          error,
          'application-autoscaling:DescribeScalableTargets',
          `${cluster.accountId}/${cluster.region}/${cluster.name}`,
        ),
      );
      return null;
    }
  }
}

/** What `DescribeServices` says of a service that it does not describe. */
export function notDescribed(
  location: LocationRef,
  reason: string | undefined,
): ProbeAnswer {
  return reason === 'MISSING'
    ? { location, state: 'absent', detail: {} }
    : unknown(
        location,
        `ECS did not describe the service: ${reason ?? 'it gave no reason'}`,
      );
}

function toAnswer(
  location: LocationRef,
  service: Service,
  scaling: Scaling | undefined,
): ProbeAnswer {
  const { state, reason } = serviceState(service, scaling);
  return {
    location,
    state,
    detail: { ...detailOf(service, scaling), ...(reason ? { reason } : {}) },
  };
}

/**
 * The most tasks that may run at once: as many as are desired, as a rule may
 * scale to, or as a deployment may start beside the old ones.
 */
function atMostOf(
  {
    desiredCount = 0,
    deploymentConfiguration,
    availabilityZoneRebalancing,
  }: Service,
  scaling: Scaling | undefined,
): { count: number; because: string } | null {
  const { maximumPercent } = deploymentConfiguration ?? {};
  if (maximumPercent === undefined || scaling === null) return null;
  const steady = Math.max(desiredCount, scaling?.MaxCapacity ?? 0);
  const rolling = Math.floor((steady * maximumPercent) / 100);
  if (rolling > steady) {
    const moves =
      availabilityZoneRebalancing === 'ENABLED'
        ? ', also when ECS rebalances zones'
        : '';
    return {
      count: rolling,
      because: `a deployment may start new tasks before it stops old ones (maximum ${maximumPercent} %)${moves}`,
    };
  }
  return steady > desiredCount
    ? { count: steady, because: `its scaling rule allows ${steady} tasks` }
    : { count: steady, because: `its desired count is ${desiredCount}` };
}

const ROLLOUTS: Record<string, 'completed' | 'in-progress' | 'failed'> = {
  COMPLETED: 'completed',
  IN_PROGRESS: 'in-progress',
  FAILED: 'failed',
};

function detailOf(
  service: Service,
  scaling: Scaling | undefined,
): ObservationDetail {
  const { deployments = [] } = service;
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  return {
    service: {
      desired: service.desiredCount ?? 0,
      running: service.runningCount ?? 0,
      atMost: atMostOf(service, scaling),
      rollout: ROLLOUTS[primary?.rolloutState ?? ''] ?? null,
      rolloutReason: primary?.rolloutStateReason ?? null,
    },
    pendingCount: service.pendingCount ?? null,
    executeCommand: service.enableExecuteCommand ?? null,
    taskDefinition: service.taskDefinition ?? null,
  };
}
