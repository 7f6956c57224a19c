import type {
  DueTick,
  RunsResponse,
  RunVerdict,
  RunView,
} from '../api/contract';
import { occurrenceTimes } from '../cron/occurrences';
import { MAX_TICKS, dueInstants } from './dueInstants';
import { mayFireNear } from './fires';
import { stateBeforeFirstLook, type Knowledge } from './freshness';
import { legacyLetGoAt } from './letGo';
import type {
  Observation,
  Plan,
  Run,
  Workload,
  WorkloadLocation,
} from './model';
import { locationId } from './places';
import {
  RUN_EARLY_MS,
  RUN_LATE_MS,
  covers,
  mayStartNear,
  placeRuns,
  runSights,
  type PlacedRun,
  type RunSight,
} from './runSights';
import {
  knowLocationAt,
  toEvidence,
  wasNeverLookedFor,
  type Evidence,
} from './sides';

/** All that tells what was due and what ran, found once. */
export interface TickEvidence {
  evidence: Evidence;
  plan: Plan;
  /** Runs of its locations until now, oldest first. */
  runs: PlacedRun[];
  sights: RunSight[];
  /** Since when no legacy location is active; see {@link legacyLetGoAt}. */
  letGoAt: number | null;
}

export function toTickEvidence(
  evidence: Evidence,
  plan: Plan,
  runs: Run[],
): TickEvidence {
  const placed = placeRuns(evidence, runs);
  return {
    evidence,
    plan,
    runs: placed,
    sights: runSights(evidence, placed),
    letGoAt: legacyLetGoAt(evidence),
  };
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

/** The last tick at or before an instant, by index; -1 where there is none. */
function lastTickUpTo(ticks: readonly number[], instant: number): number {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ticks[middle] <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The tick that a run may belong to, by index: the last one before it, or the
 * one after it where that is nearer and the run hardly early; -1 for none.
 */
function tickNear(ticks: readonly number[], meantFor: number): number {
  const last = lastTickUpTo(ticks, meantFor);
  const early = (ticks[last + 1] ?? Number.POSITIVE_INFINITY) - meantFor;
  const late = last < 0 ? Number.POSITIVE_INFINITY : meantFor - ticks[last];
  return early <= RUN_EARLY_MS && early < late ? last + 1 : last;
}

function knowledgeAt(
  evidence: Evidence,
  location: WorkloadLocation,
  tick: number,
): Knowledge {
  const known = knowLocationAt(evidence, location, tick);
  return known.state === 'unknown'
    ? {
        ...known,
        state: stateBeforeFirstLook(evidence.history, location, tick),
      }
    : known;
}

/** A due tick with the runs that belong to it. */
export interface PlacedTick {
  /** In milliseconds. */
  at: number;
  runs: PlacedRun[];
}

/** What became of a due tick. */
export function verdictOf(
  { evidence, plan, sights }: TickEvidence,
  { at: tick, runs }: PlacedTick,
): RunVerdict {
  const { now } = evidence;
  if (tick > now) return 'due';
  const ran = runs.filter(({ run }) => run.outcome !== 'skipped-duplicate');
  const allowed = Math.max(1, plan.expectedActive);
  const late = tick + RUN_LATE_MS;
  const open = sights
    .filter(
      ({ location, hasRuns, ranges, lastLookedAt }) =>
        runs.every(placed => placed.location !== location) &&
        !(hasRuns && !ranges && lastLookedAt > late),
    )
    .map(sight => ({
      sight,
      ...knowledgeAt(evidence, sight.location, tick),
    }));
  const isAwaited = ran.length === 0 && late > now;
  // Too few could run it to make one too many: when they start is no matter.
  const active = open.filter(({ state }) => state === 'active');
  if (isAwaited && active.length <= allowed) return 'due';
  let unseen = 0;
  // What is only declared may run on a host that nobody has looked at.
  let isBlind = wasNeverLookedFor(evidence);
  // Nothing ran here, and whether anything was meant to then is not known.
  let mayNotBeDue = false;
  for (const { sight, state, observation } of open) {
    const mayFire =
      state === 'active' && mayStartNear(evidence, sight, observation, tick);
    // The old line was on by another schedule: today's was not in force yet.
    if (sight.location.side === 'legacy' && state === 'active' && !mayFire) {
      mayNotBeDue = true;
    }
    if (covers(sight, tick)) {
      if (state === 'unknown') mayNotBeDue = true;
      continue;
    }
    const wasAsked = sight.isReported && sight.lastLookedAt > late;
    if (wasAsked && state !== 'unknown') continue;
    if (state === 'unknown') isBlind = true;
    if (mayFire) unseen++;
  }
  if (ran.length + unseen > allowed) return 'twice';
  if (ran.length > 0) return isBlind ? 'not-seen' : 'once';
  if (isAwaited) return 'due';
  return unseen > 0 || isBlind || mayNotBeDue ? 'not-seen' : 'missed';
}

/** A target of several jobs also runs at their ticks; such a run is not one too many. */
function isForAnother(
  { alsoServes = [] }: WorkloadLocation,
  tick: number,
  started: number,
): boolean {
  return alsoServes.some(spec => {
    const [later] = occurrenceTimes(spec, tick + 1, started + RUN_EARLY_MS + 1);
    return later !== undefined;
  });
}

/** Whether a run outside the due ticks may be what a merged target does for its other jobs. */
export function isOfMergedJob(
  targets: readonly WorkloadLocation[],
  { run: { location }, meantFor }: PlacedRun,
): boolean {
  const id = locationId(location);
  return targets.some(
    target =>
      locationId(target) === id &&
      (target.alsoServes ?? []).length > 0 &&
      mayFireNear(target.alsoServes!, meantFor, RUN_LATE_MS),
  );
}

/** Due ticks with their runs, and the runs that belong to none. */
export interface PlacedTicks {
  ticks: PlacedTick[];
  otherRuns: PlacedRun[];
  /** What was due or ran before this was left out, as it is too much; `null` where nothing was. */
  cutAt: number | null;
}

/** The last due ticks from `from` (inclusive) to `to` (exclusive), and the runs since the first of them. */
export function placeOnTicks(
  tickEvidence: TickEvidence,
  from: number,
  to: number,
  most: number = MAX_TICKS,
): PlacedTicks {
  const { evidence, runs } = tickEvidence;
  // One more than are told: its runs are not those of the tick after it.
  const instants = dueInstants(tickEvidence, from, to, most + 1);
  const cutAt = instants.length > most ? instants[1] : null;
  const since = cutAt ?? from;
  const ticks = instants.map((at): PlacedTick => ({ at, runs: [] }));
  const otherRuns: PlacedRun[] = [];
  for (const one of runs) {
    const { run, location, meantFor } = one;
    const index = tickNear(instants, meantFor);
    const isInTime = index >= 0 && meantFor - instants[index] <= RUN_LATE_MS;
    const isWithin = meantFor >= since && meantFor < to;
    if (!isInTime && !isWithin) continue;
    // Started by hand while its trigger was off: a trial.
    const isTrial =
      run.scheduledFor === null &&
      ['idle', 'absent'].includes(
        knowLocationAt(evidence, location, meantFor).state,
      );
    if (
      isInTime &&
      !isTrial &&
      !isForAnother(location, instants[index], meantFor)
    ) {
      ticks[index].runs.push(one);
    } else if (isWithin) {
      otherRuns.push(one);
    }
  }
  return { ticks: cutAt === null ? ticks : ticks.slice(1), otherRuns, cutAt };
}

const tickView = (
  tickEvidence: TickEvidence,
  tick: PlacedTick,
  verdict = verdictOf(tickEvidence, tick),
): DueTick => ({
  at: new Date(tick.at).toISOString(),
  verdict,
  runs: tick.runs.map(viewOf),
});

/**
 * The last due tick of which it is decided what became of it, looked for from
 * `from` on; `null` where there is none.
 */
export function lastTickSince(
  tickEvidence: TickEvidence,
  from: number,
): DueTick | null {
  const { ticks } = placeOnTicks(
    tickEvidence,
    from,
    tickEvidence.evidence.now + 1,
  );
  for (const tick of ticks.reverse()) {
    const verdict = verdictOf(tickEvidence, tick);
    if (verdict !== 'due') return tickView(tickEvidence, tick, verdict);
  }
  return null;
}

/**
 * What was due between `from` (inclusive) and `to` (exclusive), what ran, and
 * one verdict for each: `once`, `missed`, `twice`, `not-seen`, or `due` for
 * what is still to come. Where the runs of an active location cannot be seen,
 * it counts as having run at its ticks. At most {@link MAX_TICKS} ticks, the
 * newest; `cutAt` says since when, and runs before it are left out with them.
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
  const evidence = toTickEvidence(
    toEvidence(workload, observations, now),
    plan,
    runs,
  );
  const { ticks, otherRuns, cutAt } = placeOnTicks(
    evidence,
    from.getTime(),
    to.getTime(),
  );
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    cutAt: cutAt === null ? null : new Date(cutAt).toISOString(),
    ticks: ticks.map(tick => tickView(evidence, tick)),
    otherRuns: otherRuns.map(viewOf),
  };
}
