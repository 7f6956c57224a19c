import {
  type Cluster,
  DescribeClustersCommand,
  DescribeServicesCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LocationRef,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import { withAudit } from '../approvals/withAudit';
import type { ApprovalsTable } from '../approvals/readApprovalsConfig';
import { sessionAudit } from '../approvals/auditFacts';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { notDescribed } from './ecsService';
import { observeBatches } from './observeBatches';

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
    /** Tables that decide on what happens here. */
    private readonly approvals: Iterable<ApprovalsTable> = [],
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { now, signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    const seen = await observeBatches(
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
        look: (batch, cluster) => this.look(batch, cluster, signal),
      },
      signal,
    );
    return withAudit(seen, this.approvals, table =>
      sessionAudit(this.clients, table, { now, signal }),
    );
  }

  private async look(
    locations: LocationRef[],
    cluster: AwsPlace & { name: string },
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    const client = await this.clients.get('ecs', cluster);
    const { services = [], failures = [] } = await client.send(
      new DescribeServicesCommand({
        cluster: cluster.name,
        services: locations.map(({ key }) => key),
      }),
      { abortSignal: signal },
    );
    const known = new Map(services.map(each => [each.serviceName, each]));
    const failed = new Map(
      failures.map(({ arn, reason }) => [arn?.split('/').pop(), reason]),
    );
    const logging =
      services.length > 0 ? await this.loggingOf(cluster, signal) : null;
    return locations.map(location => {
      const service = known.get(location.key);
      return service
        ? toAnswer(location, service, logging)
        : notDescribed(location, failed.get(location.key));
    });
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
