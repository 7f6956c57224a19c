/** The instants at which a compiled vixie schedule runs. */
import { dateRule, MatchingDates, type DateRule } from './matchingDates';
import type { VixieSchedule } from './vixie';
import { zoneSegments, type ZoneSegment } from './zone';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** cron treats a clock that moved by three hours or more as set anew. */
const CLOCK_JUMP = 180 * MINUTE;

/** How a dialect meets a clock that jumps. */
export type ClockRule =
  /** Debian and cronie: fixed-time jobs run once, late rather than never. */
  | 'vixie'
  /** cronie with `CRON_TZ`: what the clock shows, runs. */
  | 'wall-clock'
  /** fugit: follows the wall clock, but never the same local time twice in a row. */
  | 'fugit';

interface DayPlan {
  /** Times of day in milliseconds, ascending: the same on every matching date. */
  times: number[];
  dates: DateRule;
}

const plans = new WeakMap<VixieSchedule, DayPlan>();

function planOf(schedule: VixieSchedule): DayPlan {
  let plan = plans.get(schedule);
  if (!plan) {
    const { hours, minutes } = schedule;
    plan = {
      times: hours.flatMap(hour =>
        minutes.map(minute => (hour * 60 + minute) * MINUTE),
      ),
      dates: dateRule(schedule),
    };
    plans.set(schedule, plan);
  }
  return plan;
}

/** Index of the first time of day that is not before `time`. */
function indexOf(times: number[], time: number): number {
  if (time <= times[0]) return 0;
  let index = 1;
  while (index < times.length && times[index] < time) index++;
  return index;
}

/** Whether a local time in [from, to) matches. */
function hasMatch({ times, dates }: DayPlan, from: number, to: number) {
  const walk = new MatchingDates(dates);
  walk.seek(from);
  for (let date = walk.next(to); date < to; date = walk.next(to)) {
    const time = times[indexOf(times, from - date)];
    if (time !== undefined && date + time < to) return true;
  }
  return false;
}

/** Written as an iterator: a generator would take most of the time of a run. */
class VixieRuns implements IterableIterator<number> {
  private readonly segments: Iterator<ZoneSegment>;
  private readonly dates: MatchingDates;
  private readonly times: number[];
  /** Runs of the current day are `base` plus the times in [index, last). */
  private base = 0;
  private index = 0;
  private last = 0;
  /** The current segment; its bounds are local times. */
  private offset = 0;
  private start = 0;
  private end = Number.NEGATIVE_INFINITY;
  /** The latest local time that clocks have shown. */
  private reached = Number.NEGATIVE_INFINITY;
  /** The latest local time that ran before the current segment. */
  private previous = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly plan: DayPlan,
    private readonly fixed: boolean,
    private readonly rule: ClockRule,
    timezone: string,
    private readonly from: number,
    to: number,
  ) {
    // A day earlier, so that a change of offset right before `from` is seen.
    this.segments = zoneSegments(timezone, from - DAY, to);
    this.dates = new MatchingDates(plan.dates);
    this.times = plan.times;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<number, undefined> {
    if (this.index < this.last || this.nextDay()) {
      return { done: false, value: this.base + this.times[this.index++] };
    }
    return { done: true, value: undefined };
  }

  private nextDay(): boolean {
    const { times } = this;
    for (;;) {
      const date = this.dates.next(this.end);
      if (date === Number.POSITIVE_INFINITY) {
        const segment = this.segments.next();
        if (segment.done) return false;
        if (this.enter(segment.value)) return true;
        continue;
      }
      this.base = date - this.offset;
      this.index = indexOf(times, this.start - date);
      this.last = indexOf(times, this.end - date);
      if (this.rule === 'fugit') this.skipRepeated(date);
      if (this.index < this.last) return true;
    }
  }

  /** Goes on to a segment; true where a job that it missed runs at its start. */
  private enter(segment: ZoneSegment): boolean {
    const localStart = segment.start + segment.offset;
    const localEnd = segment.end + segment.offset;
    const moved = localStart - this.reached;
    const wentBack = this.fixed && moved < 0 && moved >= -CLOCK_JUMP;
    const late =
      this.fixed &&
      moved > 0 &&
      moved < CLOCK_JUMP &&
      segment.start >= this.from &&
      hasMatch(this.plan, this.reached, localStart) &&
      !hasMatch(this.plan, localStart, localStart + MINUTE);
    this.offset = segment.offset;
    this.start = Math.max(
      wentBack ? Math.min(this.reached, localEnd) : localStart,
      this.from + segment.offset,
    );
    this.end = localEnd;
    this.reached = wentBack ? Math.max(this.reached, localEnd) : localEnd;
    this.dates.seek(this.start);
    if (late) {
      this.base = segment.start - this.times[0];
      this.index = 0;
      this.last = 1;
    }
    return late;
  }

  /** Only the first run after clocks went back can repeat the one before. */
  private skipRepeated(date: number): void {
    if (this.index >= this.last) return;
    if (date + this.times[this.index] === this.previous) this.index += 1;
    this.previous = date + this.times[this.last - 1];
  }
}

/**
 * Runs in [from, to), ascending and without repeats. Clock rule of vixie:
 * a job with fixed minute and hour that falls into a gap runs at the first
 * minute after it, and does not run again when clocks go back; a wildcard job
 * follows the wall clock (cron's main loop, "better timeskip handling").
 */
export function vixieRuns(
  schedule: VixieSchedule,
  timezone: string,
  from: number,
  to: number,
  rule: ClockRule,
): Iterable<number> {
  if (schedule.reboot || schedule.random) return [];
  const plan = planOf(schedule);
  if (plan.times.length === 0) return [];
  const fixed = rule === 'vixie' && !schedule.wildcard;
  return new VixieRuns(plan, fixed, rule, timezone, from, to);
}
