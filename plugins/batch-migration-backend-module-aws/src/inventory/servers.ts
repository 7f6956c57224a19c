import type { Instance } from '@aws-sdk/client-ec2';
import {
  type EntityRef,
  type LocationRef,
  locationId,
} from 'backstage-plugin-batch-migration-common';
import type { KnownServer } from 'backstage-plugin-batch-migration-node';
import type { AwsPlace } from '../places';
import type { Unit } from './units';

/** The units that are one server. */
export interface FoundServer {
  ref: EntityRef;
  units: Unit[];
  /** What is known of it already; `null` for a new one. */
  known: KnownServer | null;
}

/** Where EC2 instances of an account and region stand. */
export const instanceAt = (
  { accountId, region }: AwsPlace,
  key: string,
): LocationRef => ({ ref: `ec2:${accountId}/${region}`, key });

export const isLive = ({ State }: Instance) => State?.Name !== 'terminated';

/** A name that the catalog takes: letters, digits, `-`, `_` and `.`, at most 63. */
export function refOfName(name: string): EntityRef {
  const safe = name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9_.-]+/g, '-')
    .slice(0, 63)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return `resource:default/${safe || 'unnamed'}`;
}

/**
 * Which server each unit is of: the one that an inventory says has one of its
 * instances behind it, else the one of its name.
 */
export function toServers(
  units: readonly Unit[],
  known: ReadonlyMap<EntityRef, KnownServer>,
  place: AwsPlace,
): FoundServer[] {
  const serverOf = new Map<string, EntityRef>();
  for (const [ref, { server }] of known) {
    for (const instance of server.instances) {
      serverOf.set(locationId(instance), ref);
    }
  }
  const servers = new Map<EntityRef, FoundServer>();
  for (const unit of units) {
    const named = refOfName(unit.name);
    const told = unit.instances.flatMap(
      ({ InstanceId }) =>
        serverOf.get(locationId(instanceAt(place, InstanceId!))) ?? [],
    );
    const ref = told.length === 0 || told.includes(named) ? named : told[0];
    const server = servers.get(ref) ?? {
      ...{ ref, units: [], known: known.get(ref) ?? null },
    };
    server.units.push(unit);
    servers.set(ref, server);
  }
  // EC2 tells of an instance for an hour after it is gone: that makes no server.
  return [...servers.values()]
    .filter(
      server =>
        server.known !== null ||
        server.units.some(
          ({ environment, groups, instances }) =>
            environment !== null || groups.length > 0 || instances.some(isLive),
        ),
    )
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
}
