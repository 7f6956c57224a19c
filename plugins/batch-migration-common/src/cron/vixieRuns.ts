/** The instants at which a compiled vixie schedule runs. */
import type { VixieSchedule } from './vixie';
import { zoneSegments } from './zone';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** cron treats a clock that moved by three hours or more as set anew. */
const CLOCK_JUMP = 180 * MINUTE;

/** How a dialect meets a clock that jumps. */
export type ClockRule =
  /** Debian and cronie: fixed-time jobs run once, late rather than never. */
  | 'vixie'
  /** fugit: follows the wall clock, but never the same local time twice in a row. */
  | 'fugit';

type DateTest = (localMidnight: number) => boolean;

function dateTest(schedule: VixieSchedule): DateTest {
  const flags = (values: number[], size: number) => {
    const set = new Array<boolean>(size).fill(false);
    for (const value of values) set[value] = true;
    return set;
  };
  const months = flags(schedule.months, 13);
  const monthDays = flags(schedule.monthDays, 32);
  const weekDays = flags(schedule.weekDays, 8);
  const { bothDays } = schedule;
  return midnight => {
    const date = new Date(midnight);
    if (!months[date.getUTCMonth() + 1]) return false;
    const byMonthDay = monthDays[date.getUTCDate()];
    const byWeekDay = weekDays[date.getUTCDay()];
    return bothDays ? byMonthDay && byWeekDay : byMonthDay || byWeekDay;
  };
}

/** The minutes of a day at which it runs, in milliseconds: the same on every matching date. */
function timesOfDay({ hours, minutes }: VixieSchedule): number[] {
  return hours.flatMap(hour =>
    minutes.map(minute => (hour * 60 + minute) * MINUTE),
  );
}

interface DayPlan {
  times: number[];
  matches: DateTest;
}

const plans = new WeakMap<VixieSchedule, DayPlan>();

function planOf(schedule: VixieSchedule): DayPlan {
  let plan = plans.get(schedule);
  if (!plan) {
    plan = { times: timesOfDay(schedule), matches: dateTest(schedule) };
    plans.set(schedule, plan);
  }
  return plan;
}

/** Matching local times in [from, to), as if they were UTC. */
function* localMatches(
  matches: DateTest,
  times: number[],
  from: number,
  to: number,
): Generator<number> {
  for (
    let midnight = Math.floor(from / DAY) * DAY;
    midnight < to;
    midnight += DAY
  ) {
    if (!matches(midnight)) continue;
    for (const time of times) {
      const local = midnight + time;
      if (local >= to) return;
      if (local >= from) yield local;
    }
  }
}

/**
 * Runs in [from, to), ascending and without repeats. Clock rule of vixie:
 * a job with fixed minute and hour that falls into a gap runs at the first
 * minute after it, and does not run again when clocks go back; a wildcard job
 * follows the wall clock (cron's main loop, "better timeskip handling").
 */
export function* vixieRuns(
  schedule: VixieSchedule,
  timezone: string,
  from: number,
  to: number,
  rule: ClockRule,
): Generator<number> {
  if (schedule.reboot || schedule.random) return;
  const { times, matches } = planOf(schedule);
  if (times.length === 0) return;
  const fixed = rule === 'vixie' && !schedule.wildcard;
  // A day earlier, so that a change of offset right before `from` is seen.
  let reached = Number.NEGATIVE_INFINITY;
  let previous = Number.NEGATIVE_INFINITY;
  for (const segment of zoneSegments(timezone, from - DAY, to)) {
    const localStart = segment.start + segment.offset;
    const localEnd = segment.end + segment.offset;
    let start = localStart;
    let wentBack = false;
    if (fixed && Number.isFinite(reached)) {
      const moved = localStart - reached;
      wentBack = moved < 0 && moved >= -CLOCK_JUMP;
      if (moved > 0 && moved < CLOCK_JUMP && segment.start >= from) {
        const missed = localMatches(matches, times, reached, localStart);
        const now = localMatches(
          matches,
          times,
          localStart,
          localStart + MINUTE,
        );
        if (!missed.next().done && now.next().done) yield segment.start;
      }
      if (wentBack) start = Math.min(reached, localEnd);
    }
    start = Math.max(start, from + segment.offset);
    // The loop of localMatches, written out: one generator less on each run.
    for (
      let midnight = Math.floor(start / DAY) * DAY;
      midnight < localEnd;
      midnight += DAY
    ) {
      if (!matches(midnight)) continue;
      for (let i = 0; i < times.length; i++) {
        const local = midnight + times[i];
        if (local >= localEnd) break;
        if (local < start || (rule === 'fugit' && local === previous)) continue;
        previous = local;
        yield local - segment.offset;
      }
    }
    reached = wentBack ? Math.max(reached, localEnd) : localEnd;
  }
}
