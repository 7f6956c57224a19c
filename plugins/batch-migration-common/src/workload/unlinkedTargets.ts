import { nextOccurrences } from '../cron';
import { normalizeCommand } from './commandSimilarity';
import { problemOf, specsOfDetail } from './fires';
import { knowAt, toHistory } from './freshness';
import type {
  LocationRef,
  Observation,
  ObservedState,
  ScheduleSpec,
  Workload,
} from './model';
import { locationId } from './places';

/** Runs ahead that must agree for two schedules to be proposed as the same. */
const RUNS_COMPARED = 20;

/** More proposals help nobody to choose. */
const MAX_CANDIDATES = 5;

export const LINK_REASONS = ['name', 'command', 'schedule'] as const;
export type LinkReason = (typeof LINK_REASONS)[number];

/** A thing on the platform that no workload is linked to. */
export interface UnlinkedTarget {
  location: LocationRef;
  /** `active`: it runs, and replaces nothing. Never `absent`. */
  state: Exclude<ObservedState, 'absent'>;
  /** What it may replace, most reasons first: a proposal, never a link. */
  candidates: Array<{ workloadId: string; because: LinkReason[] }>;
  observationIds: number[];
}

type Movable = Pick<
  Workload,
  'id' | 'name' | 'schedule' | 'command' | 'locations'
>;

const nameKey = (name: string) =>
  name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The next runs as text; `null` where they are not known or there are none. */
function scheduleKey(specs: ScheduleSpec[], now: Date): string | null {
  if (problemOf(specs)) return null;
  const ticks = new Set(
    specs.flatMap(spec =>
      nextOccurrences(spec, RUNS_COMPARED, now).map(tick => tick.getTime()),
    ),
  );
  if (ticks.size === 0) return null;
  return [...ticks]
    .sort((a, b) => a - b)
    .slice(0, RUNS_COMPARED)
    .join(' ');
}

/** Workload ids by what a target may have in common with them. */
function indexOf(workloads: readonly Movable[], now: Date) {
  const index: Record<LinkReason, Map<string, string[]>> = {
    name: new Map(),
    command: new Map(),
    schedule: new Map(),
  };
  const add = (reason: LinkReason, key: string | null, id: string) => {
    if (key) index[reason].set(key, [...(index[reason].get(key) ?? []), id]);
  };
  for (const { id, name, command, schedule } of workloads) {
    add('name', nameKey(name), id);
    add('command', normalizeCommand(command), id);
    add('schedule', schedule && scheduleKey([schedule], now), id);
  }
  return index;
}

/**
 * Targets that were found where targets live, and that replace nothing: no
 * workload is linked to them. Links are proposed by name, by command, and by
 * schedule where only one workload that has no target yet runs then.
 *
 * @param found - what was seen of the whole place, linked things too
 * @param workloads - all of them, for a target that is linked to any is linked
 */
export function unlinkedTargets(
  found: readonly Observation[],
  workloads: readonly Movable[],
  now: Date,
): UnlinkedTarget[] {
  const linked = new Set(
    workloads.flatMap(({ locations }) => locations.map(locationId)),
  );
  const history = toHistory(
    found.filter(({ location }) => !linked.has(locationId(location))),
  );
  const waiting = workloads.filter(({ locations }) =>
    locations.every(({ side }) => side === 'legacy'),
  );
  const index = indexOf(waiting, now);
  return [...history.values()].flatMap(
    ([{ observation }]): UnlinkedTarget[] => {
      const { location } = observation;
      const known = knowAt(history, location, now.getTime());
      if (!known.observation || known.state === 'absent') return [];
      const { detail, id } = known.observation;
      const sameTime =
        index.schedule.get(scheduleKey(specsOfDetail(detail), now) ?? '') ?? [];
      const shared: Record<LinkReason, string[]> = {
        name: index.name.get(nameKey(location.key)) ?? [],
        command: detail.command
          ? index.command.get(normalizeCommand(detail.command)) ?? []
          : [],
        schedule: sameTime,
      };
      const reasonsOf = (workloadId: string) =>
        LINK_REASONS.filter(reason => shared[reason].includes(workloadId));
      const candidates = new Set([
        ...shared.name,
        ...shared.command,
        // Many jobs run at three in the morning: alone that says nothing.
        ...(sameTime.length === 1 ? sameTime : []),
      ]);
      return [
        {
          location,
          state: known.state,
          candidates: [...candidates]
            .map(workloadId => ({ workloadId, because: reasonsOf(workloadId) }))
            .sort(
              (a, b) =>
                b.because.length - a.because.length ||
                LINK_REASONS.indexOf(a.because[0]) -
                  LINK_REASONS.indexOf(b.because[0]) ||
                a.workloadId.localeCompare(b.workloadId),
            )
            .slice(0, MAX_CANDIDATES),
          observationIds: [id],
        },
      ];
    },
  );
}
