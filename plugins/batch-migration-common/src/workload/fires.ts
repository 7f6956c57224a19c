import { nextOccurrences, occurrences, scheduleProblem } from '../cron';
import { scheduleKey } from '../cron/scheduleKey';
import { agreedSchedule } from './agreedSchedule';
import { boundOf } from './freshness';
import {
  SCHEDULE_DIALECTS,
  type ObservationDetail,
  type ObservedState,
  type Plan,
  type ScheduleDialect,
  type ScheduleSpec,
  type Workload,
  type WorkloadLocation,
} from './model';
import { knowLocationAt, type Evidence } from './sides';

const HOUR_MS = 3_600_000;

/**
 * How far apart two runs may lie and still be the same due run: at most half
 * the distance to the next tick, and never more than this. A job moved into
 * the wrong time zone is found by it, a job of the next day is not.
 */
const SAME_TICK_MS = 12 * HOUR_MS;

/** Ticks that are compared on either side; a pair beyond is too far away to act on. */
const TICKS_COMPARED = 60;

/** What one location would run, and within which bounds. */
export interface Firing {
  location: WorkloadLocation;
  state: ObservedState;
  /** Empty where nobody knows when it runs. */
  specs: ScheduleSpec[];
  /** Why `specs` cannot be trusted. */
  problem: string | null;
  /** Inclusive bounds in milliseconds. */
  from: number;
  until: number;
  observationId: number | null;
}

/** Schedules in an observation's detail; those of unknown dialects are left out. */
export function specsOfDetail({
  schedules = [],
  startDate,
}: ObservationDetail): ScheduleSpec[] {
  const specs = schedules.filter(({ dialect }) =>
    SCHEDULE_DIALECTS.includes(dialect as ScheduleDialect),
  ) as ScheduleSpec[];
  // Only a rate counts from it; for the others it bounds what is active.
  return specs.map(spec =>
    startDate !== undefined && /^\s*rate\(/.test(spec.expression)
      ? { ...spec, startDate }
      : spec,
  );
}

/** Why these schedules cannot be compared; `null` when they can. */
export function problemOf(specs: ScheduleSpec[]): string | null {
  if (specs.length === 0) return 'its schedule is not known';
  for (const spec of specs) {
    const problem = scheduleProblem(spec);
    if (problem) return `"${spec.expression}" cannot be read: ${problem}`;
  }
  return null;
}

/** The schedules of a location as last seen; a legacy line falls back to the workload's own. */
export function specsOf(
  evidence: Evidence,
  location: WorkloadLocation,
  at: number,
): ScheduleSpec[] {
  const { observation } = knowLocationAt(evidence, location, at);
  const seen = observation ? specsOfDetail(observation.detail) : [];
  const { schedule } = evidence.workload;
  if (seen.length > 0 || location.side === 'target' || !schedule) return seen;
  return [schedule];
}

/**
 * The locations of a side that run from now on: the active ones, and those
 * that are switched on and wait for their start date.
 */
export function firingsOf(
  evidence: Evidence,
  locations: WorkloadLocation[],
): Firing[] {
  return locations.flatMap(location => {
    const { state, observation } = knowLocationAt(
      evidence,
      location,
      evidence.now,
    );
    if (!observation || state === 'unknown' || state === 'absent') return [];
    const { detail } = observation;
    const from = boundOf(detail.startDate, Number.NEGATIVE_INFINITY);
    // Idle before its start: said to be on, or seen as active by a probe that
    // looks only at the switch.
    const isPending =
      state === 'idle' &&
      from > evidence.now &&
      (detail.enabled === true || observation.state === 'active');
    if (state !== 'active' && !isPending) return [];
    const specs = specsOf(evidence, location, evidence.now);
    return [
      {
        location,
        state,
        specs,
        problem: problemOf(specs),
        from,
        until: boundOf(detail.endDate, Number.POSITIVE_INFINITY),
        observationId: observation.id,
      },
    ];
  });
}

/** The instant of the first tick after `after` (exclusive), in milliseconds. */
export function nextTick(firings: Firing[], after: number): number | null {
  return nextTicks(firings, 1, after)[0] ?? null;
}

function nextTicks(firings: Firing[], count: number, after: number): number[] {
  const ticks = new Set<number>();
  for (const { specs, from, until } of firings) {
    // The bound itself may be a tick, and `nextOccurrences` excludes its start.
    const start = Math.max(after, from - 1);
    for (const spec of specs) {
      for (const tick of nextOccurrences(spec, count, new Date(start))) {
        if (tick.getTime() <= until) ticks.add(tick.getTime());
      }
    }
  }
  return [...ticks].sort((a, b) => a - b).slice(0, count);
}

/**
 * These firings with one schedule each, and none twice: for what asks only
 * when any of them starts.
 */
export function distinctFirings(firings: readonly Firing[]): Firing[] {
  const distinct = new Map<string, Firing>();
  for (const firing of firings) {
    for (const spec of firing.specs) {
      const key = `${firing.from} ${firing.until} ${scheduleKey(spec)}`;
      if (!distinct.has(key)) distinct.set(key, { ...firing, specs: [spec] });
    }
  }
  return [...distinct.values()];
}

/** The schedule that is due, as if it were a location without bounds. */
export function dueFiring(specs: ScheduleSpec[]): Firing {
  return {
    location: { side: 'legacy', position: 0, ref: 'due', key: 'due' },
    state: 'active',
    specs,
    problem: problemOf(specs),
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    observationId: null,
  };
}

/**
 * When the work is due: by the intended schedule once the legacy side has let
 * go and {@link agreedSince | it was agreed}, before that by the legacy one; a
 * job that only ever lived on the target is due when that runs.
 */
export function dueSpecs(
  evidence: Evidence,
  plan: Plan,
  isByAgreed: boolean,
): ScheduleSpec[] {
  const intended = agreedSchedule(plan);
  if (isByAgreed && intended) return [intended];
  const { workload, sides, now } = evidence;
  if (workload.schedule) return [workload.schedule];
  return sides.target.flatMap(location => specsOf(evidence, location, now));
}

/** The tick of `others` that is the same due run as `tick`; `null` where there is none. */
export function sameTick(
  tick: number,
  own: Firing[],
  others: Firing[],
): number | null {
  const around = ticksAround(own, tick).filter(at => at !== tick);
  const gaps = around.map(at => Math.abs(at - tick));
  const reach = Math.min(SAME_TICK_MS, ...gaps.map(gap => gap / 2));
  let nearest: number | null = null;
  for (const at of ticksAround(others, tick)) {
    const distance = Math.abs(at - tick);
    if (
      distance <= reach &&
      (nearest === null || distance < Math.abs(nearest - tick))
    ) {
      nearest = at;
    }
  }
  return nearest;
}

export const firesAt = (
  specs: readonly ScheduleSpec[],
  tick: number,
): boolean =>
  specs.some(spec => {
    const [found] = occurrences(spec, new Date(tick), new Date(tick + 1));
    return found !== undefined;
  });

/** Whether a location starts at exactly this instant. */
export const startsAt = ({ specs, from, until }: Firing, tick: number) =>
  tick >= from && tick <= until && firesAt(specs, tick);

/** The next instant at which both start. */
export function nextCommonTick(
  a: Firing,
  b: Firing,
  now: number,
): number | null {
  const common = [
    ...nextTicks([a], TICKS_COMPARED, now).filter(tick => startsAt(b, tick)),
    ...nextTicks([b], TICKS_COMPARED, now).filter(tick => startsAt(a, tick)),
  ];
  return common.length === 0 ? null : Math.min(...common);
}

/**
 * Ticks near an instant: the closest ones on each side are enough. What a
 * merged target does then for another job is no tick of this one.
 */
function ticksAround(firings: Firing[], at: number): number[] {
  const near: number[] = [];
  for (const { location, specs, from, until } of firings) {
    const isOfAnother = (tick: number) =>
      tick !== at && firesAt(location.alsoServes ?? [], tick);
    for (const spec of specs) {
      for (const reach of [60_000, HOUR_MS, 2 * SAME_TICK_MS + HOUR_MS]) {
        const window = occurrences(
          spec,
          new Date(at - reach),
          new Date(at + reach + 1),
        );
        const found = [...window]
          .map(tick => tick.getTime())
          .filter(tick => tick >= from && tick <= until && !isOfAnother(tick));
        near.push(...found);
        // Dense enough: what lies further away is never the nearest.
        if (found.length > 2) break;
      }
    }
  }
  return [...new Set(near)];
}

/** The next due run after now that both sides would do. */
export function nextSharedTick(
  legacy: Firing[],
  target: Firing[],
  now: number,
): { legacy: number; target: number } | null {
  const pairs: Array<{ legacy: number; target: number }> = [];
  for (const tick of nextTicks(legacy, TICKS_COMPARED, now)) {
    const other = sameTick(tick, legacy, target);
    if (other !== null && other > now) {
      pairs.push({ legacy: tick, target: other });
      break;
    }
  }
  // The other way round for a target that runs more rarely than the old line.
  for (const tick of nextTicks(target, TICKS_COMPARED, now)) {
    const other = sameTick(tick, target, legacy);
    const isSame =
      other !== null && other > now && sameTick(other, legacy, target) !== null;
    if (isSame) {
      pairs.push({ legacy: other, target: tick });
      break;
    }
  }
  pairs.sort(
    (a, b) => Math.max(a.legacy, a.target) - Math.max(b.legacy, b.target),
  );
  return pairs[0] ?? null;
}

/** Whether a location is known to run near a tick; without a known schedule it may always. */
export function mayFireNear(
  specs: ScheduleSpec[],
  tick: number,
  toleranceMs: number,
): boolean {
  if (problemOf(specs)) return true;
  return specs.some(spec => {
    const [first] = occurrences(
      spec,
      new Date(tick - toleranceMs),
      new Date(tick + toleranceMs + 1),
    );
    return first !== undefined;
  });
}

/** Whether what a workload does is a matter of schedules. */
export const isScheduled = ({ kind }: Pick<Workload, 'kind'>) =>
  kind === 'scheduled';

/** The observations on which these rest, each once. */
export const observationIdsOf = (firings: Firing[]): number[] => [
  ...new Set(firings.flatMap(({ observationId }) => observationId ?? [])),
];
