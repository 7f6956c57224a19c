import { occurrenceTimes } from '../cron/occurrences';
import { agreedSince } from './agreedSchedule';
import {
  isOfMergedJob,
  placeOnTicks,
  verdictOf,
  type PlacedTick,
  type TickEvidence,
} from './dueTicks';
import { dueSpecs, isScheduled } from './fires';
import { statesSeen } from './freshness';
import type { ScheduleSpec, Soak } from './model';
import { locationId } from './places';
import { placementOf } from './placement';
import { RUN_LATE_MS, type PlacedRun } from './runSights';
import {
  knowLocationAt,
  lastVerifiedSides,
  sidesAt,
  turningPoints,
  type Evidence,
} from './sides';

const DAY_MS = 86_400_000;

/**
 * Good runs that prove a job, by how often it runs in a year. Five runs a week
 * count as daily, hence 244: less than 1.5 days apart.
 */
export const SOAK_RULES = [
  { perYear: 244, runs: 7 },
  { perYear: 36, runs: 3 },
  { perYear: 8, runs: 2, rehearsalCounts: true },
  { perYear: 0, runs: 1 },
] as const;

/** Days on the target that prove what has no schedule: workers, services, tools. */
export const SOAK_DAYS = 7;

/** Platforms are asked about at most this long a soak. */
const LONGEST_SOAK_MS = 800 * DAY_MS;

/** Due ticks that are looked at for a soak: the last ones, of a job that runs often. */
const SOAK_TICKS = 2_000;

/** A rehearsal counts when it was at most this long before the cutover. */
const REHEARSAL_MS = 90 * DAY_MS;

/** Turning points that are looked at for a soak by days: weeks of a probe that flickers. */
const MAX_TURNING_POINTS = 50_000;

/** The rule for a schedule: the first whose frequency it reaches. */
export function soakRuleOf(specs: ScheduleSpec[], now: Date) {
  const start = now.getTime();
  let count = 0;
  for (const spec of specs) {
    for (const _ of occurrenceTimes(spec, start, start + 366 * DAY_MS)) {
      if (++count >= SOAK_RULES[0].perYear) return SOAK_RULES[0];
    }
  }
  return SOAK_RULES.find(({ perYear }) => count >= perYear)!;
}

/** Whether the legacy side was seen or known to be active at any instant from `since` on. */
function wasActiveSince(evidence: Evidence, since: number): boolean {
  const { sides, history, now } = evidence;
  // Most soaks are never undone: look closer only where something could be.
  const mayBeActive = sides.legacy.some(location =>
    (history.get(locationId(location)) ?? []).some(
      ({ observation: { state, detail }, until }) =>
        until >= since && (state === 'active' || detail.enabled === true),
    ),
  );
  if (!mayBeActive) return false;
  const wasSeen = sides.legacy.some(location =>
    statesSeen(history, location, now).some(
      ({ at, state }) => state === 'active' && at > since,
    ),
  );
  if (wasSeen) return true;
  return [since, ...turningPoints(evidence), now].some(
    point =>
      point >= since &&
      sides.legacy.some(
        location =>
          knowLocationAt(evidence, location, point).state === 'active',
      ),
  );
}

/**
 * When the old side last started by its own trigger, though nobody may have
 * looked at it then: hosts are read once a day, and their logs tell the rest.
 */
function lastLegacyRunAt({ evidence, runs }: TickEvidence): number {
  const places = new Set(evidence.sides.legacy.map(locationId));
  for (let i = runs.length - 1; i >= 0; i--) {
    const { run, placeId, startedAt } = runs[i];
    const isByTrigger =
      run.scheduledFor !== null && run.outcome !== 'skipped-duplicate';
    if (isByTrigger && places.has(placeId)) return startedAt;
  }
  return Number.NEGATIVE_INFINITY;
}

/**
 * When the soak that was recorded as passed still counts: a rollback, that is
 * any legacy location seen active or at work afterwards, voids it. That it
 * falls silent later does not mend that.
 */
function recordedSoak(
  evidence: Evidence,
  lastLegacyRun: number,
): string | null {
  const { workload, now } = evidence;
  const { soakPassedAt } = workload;
  if (!soakPassedAt || Date.parse(soakPassedAt) > now) return null;
  const isRolledBack =
    lastLegacyRun > Date.parse(soakPassedAt) ||
    lastVerifiedSides(evidence)?.legacy === 'active' ||
    wasActiveSince(evidence, Date.parse(soakPassedAt));
  return isRolledBack ? null : soakPassedAt;
}

/**
 * From when on due ticks are looked at. What a frequent job proved before that
 * was recorded then.
 */
function firstTickAt(
  specs: ScheduleSpec[],
  since: number,
  now: number,
): number {
  const isMore = (from: number) => {
    let left = SOAK_TICKS;
    for (const spec of specs) {
      for (const _ of occurrenceTimes(spec, from, now)) {
        if (--left < 0) return true;
      }
    }
    return false;
  };
  let reach = DAY_MS;
  while (now - reach > since && !isMore(now - 2 * reach)) reach *= 2;
  return Math.max(since, now - Math.min(reach, LONGEST_SOAK_MS));
}

type Mark = 'good' | 'bad' | 'open';

/** A tick counts once it ran on the target, once, to its good end. */
function markOf(evidence: TickEvidence, tick: PlacedTick): Mark {
  const verdict = verdictOf(evidence, tick);
  if (verdict === 'due' || verdict === 'not-seen') return 'open';
  const ran = tick.runs.filter(
    ({ run }) => run.outcome !== 'skipped-duplicate',
  );
  if (verdict !== 'once' || ran.some(({ side }) => side !== 'target')) {
    return 'bad';
  }
  const settled = ran.filter(
    ({ run: { outcome } }) => outcome !== 'running' && outcome !== 'unknown',
  );
  if (settled.some(({ run }) => run.outcome !== 'succeeded')) return 'bad';
  // Nobody saw a good end: that proves nothing, and refutes nothing.
  return settled.length === ran.length ? 'good' : 'open';
}

/** A soak with the runs that counted for it. */
interface SoakFound extends Soak {
  runIds: number[];
  /** When it counts one more day, or begins anew, if nothing else happens. In milliseconds. */
  changesAt?: number;
}

const idsOf = (runs: readonly PlacedRun[]) => runs.map(({ run }) => run.id);

function soakByRuns(
  tickEvidence: TickEvidence,
  since: number | null,
): SoakFound {
  const { evidence, plan } = tickEvidence;
  const now = new Date(evidence.now);
  const specs = dueSpecs(evidence, plan, true);
  const rule = soakRuleOf(specs, now);
  const needed = rule.runs;
  if (since === null) return { good: 0, needed, passedAt: null, runIds: [] };

  // What ran by another schedule proves nothing of this one.
  const from = firstTickAt(
    specs,
    Math.max(since, agreedSince(plan)),
    evidence.now,
  );
  const { ticks, otherRuns } = placeOnTicks(
    tickEvidence,
    from,
    evidence.now + 1,
  );
  const rehearsals =
    'rehearsalCounts' in rule
      ? [
          ...otherRuns,
          ...placeOnTicks(tickEvidence, from - REHEARSAL_MS, from).otherRuns,
        ]
          .filter(
            one =>
              one.side === 'target' &&
              one.run.outcome === 'succeeded' &&
              !isOfMergedJob(evidence.sides.target, one),
          )
          .slice(0, 1)
      : [];
  let good = rehearsals.length;
  let runIds = idsOf(rehearsals);
  for (const tick of ticks) {
    const mark = markOf(tickEvidence, tick);
    if (mark === 'bad') {
      good = 0;
      runIds = [];
    }
    if (mark !== 'good') continue;
    good++;
    runIds.push(...idsOf(tick.runs));
    if (good >= needed) {
      const passedAt =
        tick.runs[0].run.endedAt ?? new Date(tick.at).toISOString();
      return { good: needed, needed, passedAt, runIds };
    }
  }
  return { good: Math.min(good, needed), needed, passedAt: null, runIds };
}

/**
 * Counts only time in which both sides were seen and the target alone did the
 * work; from nothing again once neither did for longer than a run may be late.
 * A tool that nobody may use for a while misses nothing.
 */
function soakByDays(evidence: Evidence, since: number | null): SoakFound {
  const needed = SOAK_DAYS;
  const runIds: number[] = [];
  if (since === null) return { good: 0, needed, passedAt: null, runIds };
  // Where there are more, the oldest time is not counted: never more than was seen.
  const points = [
    since,
    ...turningPoints(evidence).filter(
      point => point > since && point < evidence.now,
    ),
    evidence.now,
  ].slice(-MAX_TURNING_POINTS);
  const missesWork = evidence.workload.kind !== 'on-demand';
  let seen = 0;
  let stoodStill = 0;
  let standsStill = false;
  let isCounting = false;
  // The last point is now, from which on nothing has passed yet.
  for (const [i, from] of points.entries()) {
    const until = points[i + 1] ?? from;
    const { legacy, target } = sidesAt(evidence, from);
    const placement = placementOf(legacy, target);
    standsStill = missesWork && placement === 'neither';
    stoodStill = standsStill ? stoodStill + until - from : 0;
    if (stoodStill > RUN_LATE_MS) seen = 0;
    isCounting = placement === 'target';
    if (!isCounting) continue;
    seen += until - from;
    if (seen >= needed * DAY_MS) {
      const passed = until - (seen - needed * DAY_MS);
      const passedAt = new Date(passed).toISOString();
      return { good: needed, needed, passedAt, runIds };
    }
  }
  return {
    good: Math.floor(seen / DAY_MS),
    needed,
    passedAt: null,
    runIds,
    ...(isCounting && {
      changesAt: evidence.now + DAY_MS - (seen % DAY_MS),
    }),
    ...(standsStill && {
      changesAt: evidence.now + RUN_LATE_MS - stoodStill + 1,
    }),
  };
}

/**
 * How far the target has proven itself since the legacy side let go. What was
 * not seen counts neither way; one bad run starts the count again; once passed
 * only a rollback takes it back. `null` where there is nothing to prove.
 */
export function soakOf(
  tickEvidence: TickEvidence,
): { soak: Soak; runIds: number[]; changesAt?: number } | null {
  const { evidence, letGoAt } = tickEvidence;
  if (evidence.sides.target.length === 0) return null;
  const byRuns = isScheduled(evidence.workload);
  // Uses of an old tool that is off say nothing: people may look at it.
  const lastLegacyRun = byRuns
    ? lastLegacyRunAt(tickEvidence)
    : Number.NEGATIVE_INFINITY;
  const since = letGoAt === null ? null : Math.max(letGoAt, lastLegacyRun);
  const { runIds, changesAt, ...soak } = byRuns
    ? soakByRuns(tickEvidence, since)
    : soakByDays(evidence, since);
  const recorded = recordedSoak(evidence, lastLegacyRun);
  // Platforms forget runs: of a recorded soak those that are still known.
  return {
    runIds,
    changesAt,
    soak: recorded
      ? { good: soak.needed, needed: soak.needed, passedAt: recorded }
      : soak,
  };
}
