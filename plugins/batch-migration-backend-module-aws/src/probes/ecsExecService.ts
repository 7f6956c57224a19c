import {
  type Cluster,
  DescribeClustersCommand,
  DescribeServicesCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  LocationRef,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { inChunks, mapConcurrently } from '../concurrent';
import { reasonOf } from '../failure';
import { type AwsPlace, parsePlace } from '../places';
import { byRef, unknown } from './answers';

const SCHEME = 'ecs-exec';
/** `DescribeServices` takes up to 10 services of one cluster: ECS's API reference. */
const SERVICES_PER_CALL = 10;
/** Reads of a cluster refill at 20 calls a second (ECS's request throttling); this leaves room for others. */
const CONCURRENT_CALLS = 4;
const NAME = /^[0-9a-zA-Z_-]{1,255}$/;

/**
 * State of a service that people step into with ECS Exec: `active` when that
 * is switched on, also at desired count 0, since who may step in may start it.
 */
export function execState({ status, enableExecuteCommand }: Service): {
  state: ObservedState;
  reason?: string;
} {
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
  if (enableExecuteCommand === undefined) {
    return {
      state: 'unknown',
      reason: 'ECS did not tell whether ECS Exec is on',
    };
  }
  return enableExecuteCommand
    ? { state: 'active' }
    : {
        state: 'idle',
        reason: 'ECS Exec is off: set enableExecuteCommand on the service',
      };
}

/**
 * Where sessions are logged. `DEFAULT` sends them to the log driver of the
 * task, where it has one; `NONE` keeps nothing of what people did.
 */
export function sessionLogging(
  cluster: Cluster | undefined,
): 'task-log' | 'own' | 'none' | null {
  if (!cluster) return null;
  switch (cluster.configuration?.executeCommandConfiguration?.logging) {
    case undefined:
    case 'DEFAULT':
      return 'task-log';
    case 'OVERRIDE':
      return 'own';
    case 'NONE':
      return 'none';
    default:
      return null;
  }
}

/** Looks at services that stand in for a bastion. */
export class EcsExecServiceProbe implements Probe {
  readonly id = 'aws-ecs-exec-service';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    const misnamed = locations.filter(({ key }) => !NAME.test(key));
    const named = locations.filter(({ key }) => NAME.test(key));
    const batches = [...byRef(named)].flatMap(([ref, group]) =>
      inChunks(group, SERVICES_PER_CALL).map(batch => ({ ref, batch })),
    );
    const seen = await mapConcurrently(
      batches,
      CONCURRENT_CALLS,
      ({ ref, batch }) => this.observeBatch(ref, batch, signal),
      signal,
    );
    return [
      ...misnamed.map(one => unknown(one, `"${one.key}" is no service name`)),
      ...seen.flat(),
    ];
  }

  private async observeBatch(
    ref: string,
    locations: LocationRef[],
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    try {
      const place = parsePlace(ref, SCHEME, 'named');
      const client = await this.clients.get('ecs', place);
      const { services = [], failures = [] } = await client.send(
        new DescribeServicesCommand({
          cluster: place.name,
          services: locations.map(({ key }) => key),
        }),
        { abortSignal: signal },
      );
      const known = new Map(services.map(each => [each.serviceName, each]));
      const failed = new Map(
        failures.map(({ arn, reason }) => [arn?.split('/').pop(), reason]),
      );
      const logging =
        services.length > 0 ? await this.loggingOf(place, signal) : null;
      return locations.map(location => {
        const service = known.get(location.key);
        if (service) return toAnswer(location, service, logging);
        return failed.get(location.key) === 'MISSING'
          ? { location, state: 'absent', detail: {} }
          : unknown(
              location,
              `ECS did not describe the service: ${
                failed.get(location.key) ?? 'it gave no reason'
              }`,
            );
      });
    } catch (error) {
      if (toError(error).name === 'ClusterNotFoundException') {
        const reason = `There is no cluster ${ref}`;
        return locations.map(location => ({
          location,
          state: 'absent',
          detail: { reason },
        }));
      }
      const reason = reasonOf(error, 'ecs:DescribeServices', ref);
      return locations.map(location => unknown(location, reason));
    }
  }

  /** Logging is worth showing and is no state: without it the answer stands. */
  private async loggingOf(
    place: AwsPlace & { name: string },
    signal?: AbortSignal,
  ) {
    try {
      const client = await this.clients.get('ecs', place);
      const { clusters = [] } = await client.send(
        new DescribeClustersCommand({
          clusters: [place.name],
          include: ['CONFIGURATIONS'],
        }),
        { abortSignal: signal },
      );
      return sessionLogging(clusters[0]);
    } catch (error) {
      const at = `${place.accountId}/${place.region}/${place.name}`;
      this.logger.warn(reasonOf(error, 'ecs:DescribeClusters', at));
      return null;
    }
  }
}

function toAnswer(
  location: LocationRef,
  service: Service,
  logging: ReturnType<typeof sessionLogging>,
): ProbeAnswer {
  const { state, reason } = execState(service);
  return {
    location,
    state,
    detail: {
      ...(reason ? { reason } : {}),
      executeCommand: service.enableExecuteCommand ?? null,
      sessionLogging: logging,
      desiredCount: service.desiredCount ?? null,
      runningCount: service.runningCount ?? null,
      taskDefinition: service.taskDefinition ?? null,
    },
  };
}
