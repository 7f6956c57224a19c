/** The ticks of jobs, computed once for equal schedules. */
import { unionTimes } from '../cron/compare';
import { occurrenceTimes } from '../cron/occurrences';
import { scheduleKey } from '../cron/scheduleKey';
import type { ScheduleSpec } from '../workload/model';

const DAY = 86_400_000;
/** How far to look beyond a range: 29 February can be eight years away. */
const REACH_DAYS = [1, 8, 40, 400, 3000];

/** Ticks of schedules within one range, ascending and without repeats. */
export class Ticks {
  private readonly known = new Map<string, number[]>();

  /** `from` inclusive, `to` exclusive, UTC milliseconds. */
  constructor(readonly from: number, readonly to: number) {}

  of(specs: readonly ScheduleSpec[]): number[] {
    const key = specs.map(scheduleKey).join('\n');
    let ticks = this.known.get(key);
    if (!ticks) {
      ticks =
        specs.length === 1
          ? Array.from(occurrenceTimes(specs[0], this.from, this.to))
          : [...unionTimes(specs, this.from, this.to)];
      this.known.set(key, ticks);
    }
    return ticks;
  }
}

/** The index of the first of ascending times at or after an instant. */
export function indexFrom(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first tick at or after an instant; `null` where there is none for eight years. */
export function tickFrom(
  specs: readonly ScheduleSpec[],
  at: number,
): number | null {
  for (const days of REACH_DAYS) {
    const { value, done } = unionTimes(specs, at, at + days * DAY).next();
    if (!done) return value;
  }
  return null;
}

/** The last tick before an instant; `null` where there is none for eight years. */
export function tickBefore(
  specs: readonly ScheduleSpec[],
  at: number,
): number | null {
  for (const days of REACH_DAYS) {
    let last: number | null = null;
    for (const tick of unionTimes(specs, at - days * DAY, at)) last = tick;
    if (last !== null) return last;
  }
  return null;
}
