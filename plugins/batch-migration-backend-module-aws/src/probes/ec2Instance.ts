import {
  type Instance,
  type InstanceStatusEvent,
  paginateDescribeInstances,
  paginateDescribeInstanceStatus,
} from '@aws-sdk/client-ec2';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  LocationRef,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import type { AwsPlace } from '../places';
import { observeBatches } from './observeBatches';

const SCHEME = 'ec2';
/** EC2 takes up to 200 values in one filter. */
const BATCH = 200;
const INSTANCE_ID = /^i-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** An EC2 instance's state name as a location's state. */
export function instanceState(name: string | undefined): ObservedState {
  switch (name) {
    case 'running':
      return 'active';
    case 'pending':
    case 'stopping':
    case 'stopped':
    case 'shutting-down':
      return 'idle';
    case 'terminated':
      return 'absent';
    default:
      return 'unknown';
  }
}

/** Looks at EC2 instances: whether a legacy server is still there. */
export class Ec2InstanceProbe implements Probe {
  readonly id = 'aws-ec2-instance';

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
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'region',
        action: 'ec2:DescribeInstances',
        perCall: BATCH,
        concurrentCalls: 1,
        misnamed: ({ key }) =>
          INSTANCE_ID.test(key) ? null : `"${key}" is no EC2 instance id`,
        look: (batch, place) => this.look(batch, place, signal),
      },
      signal,
    );
  }

  private async look(
    locations: LocationRef[],
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    const ids = locations.map(({ key }) => key);
    const instances = await this.instances(place, ids, signal);
    const events = await this.scheduledEvents(
      place,
      [...instances.keys()],
      signal,
    );
    return locations.map(location =>
      toAnswer(location, instances.get(location.key), events.get(location.key)),
    );
  }

  private async instances(
    place: AwsPlace,
    ids: string[],
    signal?: AbortSignal,
  ): Promise<Map<string, Instance>> {
    const client = await this.clients.get('ec2', place);
    const found = new Map<string, Instance>();
    // A filter passes over ids that are gone; `InstanceIds` would fail for all of them.
    const pages = paginateDescribeInstances(
      { client },
      { Filters: [{ Name: 'instance-id', Values: ids }] },
      { abortSignal: signal },
    );
    for await (const { Reservations = [] } of pages) {
      for (const instance of Reservations.flatMap(r => r.Instances ?? [])) {
        found.set(instance.InstanceId!, instance);
      }
    }
    return found;
  }

  /** Events are worth showing and are no state: without them the answer stands. */
  private async scheduledEvents(
    place: AwsPlace,
    ids: string[],
    signal?: AbortSignal,
  ): Promise<Map<string, InstanceStatusEvent[]>> {
    const found = new Map<string, InstanceStatusEvent[]>();
    if (ids.length === 0) return found;
    try {
      const client = await this.clients.get('ec2', place);
      const pages = paginateDescribeInstanceStatus(
        { client },
        {
          IncludeAllInstances: true,
          Filters: [{ Name: 'instance-id', Values: ids }],
        },
        { abortSignal: signal },
      );
      for await (const { InstanceStatuses = [] } of pages) {
        for (const { InstanceId, Events = [] } of InstanceStatuses) {
          found.set(InstanceId!, Events);
        }
      }
    } catch (error) {
      this.logger.debug(
        `No scheduled events of ${place.accountId}/${place.region}: ${
          toError(error).message
        }`,
      );
    }
    return found;
  }
}

function toAnswer(
  location: LocationRef,
  instance: Instance | undefined,
  events: InstanceStatusEvent[] = [],
): ProbeAnswer {
  if (!instance) {
    return {
      location,
      state: 'absent',
      final: true,
      detail: {
        reason: `EC2 does not know ${location.key}: it forgets an instance about an hour after it was terminated`,
      },
    };
  }
  const name = instance.State?.Name;
  const state = instanceState(name);
  const planned = events
    .filter(
      ({ Description }) => !/^\[(Completed|Canceled)\]/.test(Description ?? ''),
    )
    .map(({ Code, Description, NotBefore, NotBeforeDeadline }) => ({
      code: Code ?? null,
      description: Description ?? null,
      notBefore: NotBefore?.toISOString() ?? null,
      deadline: NotBeforeDeadline?.toISOString() ?? null,
    }));
  return {
    location,
    state,
    ...(state === 'absent' ? { final: true } : {}),
    detail: {
      instanceState: name ?? null,
      instanceType: instance.InstanceType ?? null,
      ...(instance.StateTransitionReason
        ? { stateTransitionReason: instance.StateTransitionReason }
        : {}),
      ...(planned.length > 0 ? { scheduledEvents: planned } : {}),
      ...(state === 'unknown'
        ? { reason: `EC2 says "${name}", which this version does not know` }
        : {}),
    },
  };
}
