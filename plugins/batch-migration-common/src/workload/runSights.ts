import { specsOf } from './fires';
import { statesSeen } from './freshness';
import type {
  LocationRef,
  Observation,
  Run,
  Side,
  WorkloadLocation,
} from './model';
import { NearTicks } from './nearTicks';
import { locationId } from './places';
import type { Evidence } from './sides';

/**
 * A run may start this much before its tick: clocks differ, and cron and
 * EventBridge are exact to the minute only.
 */
export const RUN_EARLY_MS = 60_000;

/**
 * A run may start this much after its tick, and is missed after that: lines
 * with `sleep`, flexible windows and retries of RunTask start late.
 */
export const RUN_LATE_MS = 15 * 60_000;

/** A run with the location of the workload where it was seen. */
export interface PlacedRun {
  run: Run;
  location: WorkloadLocation;
  /** {@link locationId} of the location. */
  placeId: string;
  side: Side;
  /** In milliseconds. */
  startedAt: number;
  /** When it was meant to start, where the platform tells; else its start. */
  meantFor: number;
}

type Place = Pick<PlacedRun, 'location' | 'placeId' | 'side'>;

/** The runs of the workload until now, oldest first. */
export function placeRuns({ sides, now }: Evidence, runs: Run[]): PlacedRun[] {
  if (runs.length === 0) return [];
  const places = new Map<string, Place>();
  for (const side of ['legacy', 'target'] as const) {
    for (const location of sides[side]) {
      const placeId = locationId(location);
      places.set(placeId, { location, placeId, side });
    }
  }
  const placed: PlacedRun[] = [];
  let place: Place | undefined;
  let last: LocationRef | null = null;
  for (const run of runs) {
    const { ref, key } = run.location;
    // Those of one location come one after the other.
    if (!last || last.ref !== ref || last.key !== key) {
      place = places.get(locationId(run.location));
      last = run.location;
    }
    const startedAt = Date.parse(run.startedAt);
    if (!place || !(startedAt <= now)) continue;
    const meantFor = run.scheduledFor
      ? Date.parse(run.scheduledFor)
      : startedAt;
    placed.push({ run, ...place, startedAt, meantFor });
  }
  return placed.sort(
    (a, b) => a.startedAt - b.startedAt || a.run.id - b.run.id,
  );
}

/** What tells whether a run that is missing at a location would have been noticed. */
export interface RunSight {
  location: WorkloadLocation;
  /** Runs of it were seen. */
  hasRuns: boolean;
  /** A platform that keeps its runs is asked about it. */
  isReported: boolean;
  /** The last time that somebody looked, or that a run started, in milliseconds. */
  lastLookedAt: number;
  /**
   * Bounds within which every run would have been seen, in a log or on a
   * platform that forgets soon; `null` where no run always means a missing one.
   */
  ranges: Array<{ from: number; until: number }> | null;
  /** When it starts by what was seen of it. */
  near: Map<Observation | null, NearTicks>;
}

/**
 * Whether it was seen to start tasks itself. ECS forgets them within the hour,
 * and an event can be lost: what nobody looked at in time is not seen.
 */
const startsTasks = (seen: ReturnType<typeof statesSeen>) =>
  seen.some(({ observation }) =>
    /:ecs:[^:]*:[^:]*:cluster\//.test(observation.detail.targetArn ?? ''),
  );

export function runSights(
  { sides, history, now }: Evidence,
  runs: readonly PlacedRun[],
): RunSight[] {
  const lastStarts = new Map<string, number>();
  // The newest run comes last.
  for (const { placeId, startedAt } of runs) {
    lastStarts.set(placeId, startedAt);
  }
  return [...sides.legacy, ...sides.target].map(location => {
    const lastStart = lastStarts.get(locationId(location));
    const seen = statesSeen(history, location, now);
    let lastLookedAt = lastStart ?? Number.NEGATIVE_INFINITY;
    for (const { observation } of seen) {
      const { lastSeenAt, observedAt } = observation;
      lastLookedAt = Math.max(
        lastLookedAt,
        Date.parse(lastSeenAt ?? observedAt),
      );
    }
    return {
      location,
      hasRuns: lastStart !== undefined,
      isReported: seen.some(({ observation }) =>
        (observation.detail.targetArn ?? '').includes(':stateMachine:'),
      ),
      lastLookedAt: Math.min(
        lastLookedAt,
        // It may be seen though its runs are not.
        Date.parse(location.runsUnreadSince ?? '') || Number.POSITIVE_INFINITY,
      ),
      ranges:
        location.runRanges?.map(({ from, until }) => ({
          from: Date.parse(from),
          until: Date.parse(until),
        })) ?? (startsTasks(seen) ? [] : null),
      near: new Map(),
    };
  });
}

/** Whether a log covers all the time in which a run for this tick could start. */
export const covers = ({ ranges }: RunSight, tick: number) =>
  (ranges ?? []).some(
    ({ from, until }) =>
      from <= tick - RUN_EARLY_MS && until >= tick + RUN_LATE_MS,
  );

/** Whether it would start near a tick by what is known of it; always where that tells no schedule. */
export function mayStartNear(
  evidence: Evidence,
  { location, near }: RunSight,
  observation: Observation | null,
  tick: number,
): boolean {
  let ticks = near.get(observation);
  if (!ticks) {
    ticks = new NearTicks(specsOf(evidence, location, tick), RUN_LATE_MS);
    near.set(observation, ticks);
  }
  return ticks.mayFireNear(tick);
}
