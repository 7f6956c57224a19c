import {
  locationId,
  type DeclaredIntent,
  type KnownLocation,
  type Observation,
  type ScheduleSpec,
  type Workload,
} from 'backstage-plugin-batch-migration-common';

const legacyOf = ({ locations }: Workload) =>
  locations.filter(({ side }) => side === 'legacy');

/** No host has shown it, and Git has it no more. */
export function isNowhere(workload: Workload): boolean {
  return legacyOf(workload).length === 0 && workload.intents.length === 0;
}

/**
 * What is known of the legacy side, as `matchInventory` takes it. A workload
 * that no host has shown yet is known by where it is declared, or was.
 *
 * @param former - by workload: what Git once had of those that are nowhere
 */
export function knownLocations(
  workloads: readonly Workload[],
  latest: ReadonlyMap<string, Observation>,
  former: ReadonlyMap<string, readonly DeclaredIntent[]> = new Map(),
): KnownLocation[] {
  return workloads.flatMap(workload => {
    const legacy = legacyOf(workload);
    if (legacy.length === 0) {
      const absent = isNowhere(workload);
      const intents = absent ? former.get(workload.id) ?? [] : workload.intents;
      return intents.map(intent => ({
        ...contentOf(workload),
        location: intent.location,
        command: intent.command,
        schedule: intent.schedule,
        user: intent.user,
        absent,
      }));
    }
    return legacy.map(({ ref, key }) => {
      const id = locationId({ ref, key });
      const seen = latest.get(id);
      const intent = workload.intents.find(
        ({ location }) => locationId(location) === id,
      );
      const isSeen = seen !== undefined && seen.state !== 'unknown';
      return {
        ...contentOf(workload),
        location: { ref, key },
        // Hosts of one role may differ: each line is compared with itself.
        command: seen?.detail.command ?? workload.command,
        schedule: scheduleSeen(seen) ?? workload.schedule,
        user: seen?.detail.user ?? (isSeen ? null : intent?.user) ?? null,
        absent: seen?.state === 'absent',
      };
    });
  });
}

function contentOf(workload: Workload) {
  return {
    workloadId: workload.id,
    kind: workload.kind,
    roleRef: workload.roleRef,
    name: workload.name,
    description: workload.description,
  };
}

function scheduleSeen(seen: Observation | undefined): ScheduleSpec | undefined {
  return seen?.detail.schedules?.[0] as ScheduleSpec | undefined;
}
