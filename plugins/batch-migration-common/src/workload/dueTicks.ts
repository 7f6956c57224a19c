import type {
  DueTick,
  RunsResponse,
  RunVerdict,
  RunView,
} from '../api/contract';
import { occurrences } from '../cron';
import { dueSpecs, mayFireNear, specsOf } from './fires';
import { stateBeforeFirstLook, statesSeen } from './freshness';
import type {
  Observation,
  ObservedState,
  Plan,
  Run,
  Side,
  Workload,
  WorkloadLocation,
} from './model';
import { locationId } from './places';
import {
  knowLocationAt,
  toEvidence,
  wasNeverLookedFor,
  type Evidence,
} from './sides';

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

/** Most ticks in one answer: a week of a job that runs every minute. */
export const MAX_TICKS = 10_080;

/**
 * Since when no legacy location is active, as it was seen; `null` while one
 * is, or where that was never seen. In milliseconds.
 */
export function legacyLetGoAt(evidence: Evidence): number | null {
  const { workload, sides, history, now } = evidence;
  let since = Date.parse(workload.firstSeenAt);
  for (const location of sides.legacy) {
    const seen = statesSeen(history, location, now);
    const lastActive = seen.map(({ state }) => state).lastIndexOf('active');
    const letGo = seen[lastActive + 1];
    if (letGo) {
      since = Math.max(since, letGo.at);
    } else {
      const { state, observation } = knowLocationAt(evidence, location, now);
      const isGoneWithHost = state === 'idle' || state === 'absent';
      if (!isGoneWithHost || !observation) return null;
      // What an older source says counts again only after it was active.
      since = Math.max(
        since,
        Date.parse(observation.observedAt),
        seen[lastActive]?.at ?? since,
      );
    }
  }
  return since;
}

/** A run with the location of the workload where it was seen. */
interface PlacedRun {
  run: Run;
  location: WorkloadLocation;
  side: Side;
}

const viewOf = ({ run, side }: PlacedRun): RunView => ({
  id: run.id,
  location: { ref: run.location.ref, key: run.location.key },
  side,
  scheduledFor: run.scheduledFor,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
  outcome: run.outcome,
  source: run.source,
  url: run.url ?? null,
});

function placeRuns({ sides, now }: Evidence, runs: Run[]): PlacedRun[] {
  const placed = new Map<string, PlacedRun['location']>();
  const sideOf = new Map<string, Side>();
  for (const side of ['legacy', 'target'] as const) {
    for (const location of sides[side]) {
      placed.set(locationId(location), location);
      sideOf.set(locationId(location), side);
    }
  }
  return runs
    .filter(
      run =>
        placed.has(locationId(run.location)) &&
        Date.parse(run.startedAt) <= now,
    )
    .map(run => ({
      run,
      location: placed.get(locationId(run.location))!,
      side: sideOf.get(locationId(run.location))!,
    }))
    .sort(
      (a, b) =>
        a.run.startedAt.localeCompare(b.run.startedAt) || a.run.id - b.run.id,
    );
}

/** The last tick at or before an instant, by index; -1 where there is none. */
function lastTickUpTo(ticks: number[], instant: number): number {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ticks[middle] <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Due instants of a range in which the due schedule may change at the cutover. */
function dueInstants(
  evidence: Evidence,
  plan: Plan,
  from: number,
  to: number,
): number[] {
  const letGo = legacyLetGoAt(evidence);
  const border = letGo === null ? to : Math.min(Math.max(letGo, from), to);
  const ticks = new Set<number>();
  const add = (isCutOver: boolean, start: number, end: number) => {
    if (start >= end) return;
    for (const spec of dueSpecs(evidence, plan, isCutOver)) {
      let left = MAX_TICKS;
      for (const tick of occurrences(spec, new Date(start), new Date(end))) {
        ticks.add(tick.getTime());
        if (--left === 0) break;
      }
    }
  };
  add(false, from, border);
  add(true, border, to);
  return [...ticks].sort((a, b) => a - b).slice(0, MAX_TICKS);
}

/** What tells whether a run that is missing at a location would have been noticed. */
interface RunSight {
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
}

/**
 * Whether it was seen to start tasks itself. ECS forgets them within the hour,
 * and an event can be lost: what nobody looked at in time is not seen.
 */
const startsTasks = (seen: ReturnType<typeof statesSeen>) =>
  seen.some(({ observation }) =>
    /:ecs:[^:]*:[^:]*:cluster\//.test(observation.detail.targetArn ?? ''),
  );

function runSights(evidence: Evidence, runs: PlacedRun[]): RunSight[] {
  const { sides, history, now } = evidence;
  return [...sides.legacy, ...sides.target].map(location => {
    const id = locationId(location);
    const seen = statesSeen(history, location, now);
    const starts = runs
      .filter(placed => locationId(placed.location) === id)
      .map(({ run }) => Date.parse(run.startedAt));
    const looks = seen.map(({ observation: { lastSeenAt, observedAt } }) =>
      Date.parse(lastSeenAt ?? observedAt),
    );
    return {
      location,
      hasRuns: starts.length > 0,
      isReported: seen.some(({ observation }) =>
        (observation.detail.targetArn ?? '').includes(':stateMachine:'),
      ),
      lastLookedAt: Math.min(
        [...starts, ...looks].reduce(
          (last, at) => Math.max(last, at),
          Number.NEGATIVE_INFINITY,
        ),
        // It may be seen though its runs are not.
        Date.parse(location.runsUnreadSince ?? '') || Number.POSITIVE_INFINITY,
      ),
      ranges:
        location.runRanges?.map(({ from, until }) => ({
          from: Date.parse(from),
          until: Date.parse(until),
        })) ?? (startsTasks(seen) ? [] : null),
    };
  });
}

/** Whether a log covers all the time in which a run for this tick could start. */
const covers = ({ ranges }: RunSight, tick: number) =>
  (ranges ?? []).some(
    ({ from, until }) =>
      from <= tick - RUN_EARLY_MS && until >= tick + RUN_LATE_MS,
  );

function stateAt(
  evidence: Evidence,
  location: WorkloadLocation,
  tick: number,
): ObservedState {
  const { state } = knowLocationAt(evidence, location, tick);
  return state === 'unknown'
    ? stateBeforeFirstLook(evidence.history, location, tick)
    : state;
}

function judge(
  evidence: Evidence,
  plan: Plan,
  sights: RunSight[],
  tick: number,
  runs: PlacedRun[],
): RunVerdict {
  const { now } = evidence;
  if (tick > now) return 'due';
  const ran = runs.filter(({ run }) => run.outcome !== 'skipped-duplicate');
  const allowed = Math.max(1, plan.expectedActive);
  const late = tick + RUN_LATE_MS;
  let unseen = 0;
  // What is only declared may run on a host that nobody has looked at.
  let isBlind = wasNeverLookedFor(evidence);
  // Nothing ran here, and whether anything was meant to then is not known.
  let mayNotBeDue = false;
  for (const sight of sights) {
    const { location, hasRuns, isReported, lastLookedAt, ranges } = sight;
    const answered = runs.some(placed => placed.location === location);
    if (answered || (hasRuns && !ranges && lastLookedAt > late)) continue;
    const state = stateAt(evidence, location, tick);
    const mayFire =
      state === 'active' &&
      mayFireNear(specsOf(evidence, location, tick), tick, RUN_LATE_MS);
    // The old line was on by another schedule: today's was not in force yet.
    if (location.side === 'legacy' && state === 'active' && !mayFire) {
      mayNotBeDue = true;
    }
    if (covers(sight, tick)) {
      if (state === 'unknown') mayNotBeDue = true;
      continue;
    }
    if (isReported && lastLookedAt > late && state !== 'unknown') continue;
    if (state === 'unknown') isBlind = true;
    if (mayFire) unseen++;
  }
  if (ran.length + unseen > allowed) return 'twice';
  if (ran.length > 0) return isBlind ? 'not-seen' : 'once';
  if (late > now) return 'due';
  return unseen > 0 || isBlind || mayNotBeDue ? 'not-seen' : 'missed';
}

/** A target of several jobs also runs at their ticks; such a run is not one too many. */
function isForAnother(
  { alsoServes = [] }: WorkloadLocation,
  tick: number,
  started: number,
): boolean {
  return alsoServes.some(spec => {
    const [later] = occurrences(
      spec,
      new Date(tick + 1),
      new Date(started + RUN_EARLY_MS + 1),
    );
    return later !== undefined;
  });
}

/** Whether a run outside the due ticks may be what a merged target does for its other jobs. */
export function isOfMergedJob(
  targets: readonly WorkloadLocation[],
  { location, scheduledFor, startedAt }: RunView,
): boolean {
  const id = locationId(location);
  const started = Date.parse(scheduledFor ?? startedAt);
  return targets.some(
    target =>
      locationId(target) === id &&
      (target.alsoServes ?? []).length > 0 &&
      mayFireNear(target.alsoServes!, started, RUN_LATE_MS),
  );
}

/** {@link dueTicks} for evidence that is already at hand. */
export function ticksOf(
  evidence: Evidence,
  plan: Plan,
  runs: Run[],
  from: number,
  to: number,
): { ticks: DueTick[]; otherRuns: RunView[] } {
  const instants = dueInstants(evidence, plan, from, to);
  const placed = placeRuns(evidence, runs);
  const sights = runSights(evidence, placed);
  const runsOfTick = new Map<number, PlacedRun[]>();
  const otherRuns: RunView[] = [];
  for (const one of placed) {
    const { run, location } = one;
    const started = Date.parse(run.scheduledFor ?? run.startedAt);
    const tick = instants[lastTickUpTo(instants, started + RUN_EARLY_MS)];
    const isInTime = tick !== undefined && started - tick <= RUN_LATE_MS;
    // Started by hand while its trigger was off: a trial.
    const isTrial =
      run.scheduledFor === null &&
      ['idle', 'absent'].includes(
        knowLocationAt(evidence, location, started).state,
      );
    if (isInTime && !isTrial && !isForAnother(location, tick, started)) {
      runsOfTick.set(tick, [...(runsOfTick.get(tick) ?? []), one]);
    } else if (started >= from && started < to) {
      otherRuns.push(viewOf(one));
    }
  }
  const ticks = instants.map(tick => {
    const own = runsOfTick.get(tick) ?? [];
    return {
      at: new Date(tick).toISOString(),
      verdict: judge(evidence, plan, sights, tick, own),
      runs: own.map(viewOf),
    };
  });
  return { ticks, otherRuns };
}

/**
 * What was due between `from` (inclusive) and `to` (exclusive), what ran, and
 * one verdict for each: `once`, `missed`, `twice`, `not-seen`, or `due` for
 * what is still to come. Where the runs of an active location cannot be seen,
 * it counts as having run at its ticks. At most {@link MAX_TICKS} ticks.
 */
export function dueTicks(
  workload: Workload,
  plan: Plan,
  observations: Observation[],
  runs: Run[],
  from: Date,
  to: Date,
  now: Date,
): RunsResponse {
  const evidence = toEvidence(workload, observations, now);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...ticksOf(evidence, plan, runs, from.getTime(), to.getTime()),
  };
}
