import { occurrenceTimes } from '../cron/occurrences';
import { scheduleKey } from '../cron/scheduleKey';
import type { ScheduleSpec } from '../workload/model';
import { offsetAt } from '../cron/zone';

const WEEK = 7 * 86_400_000;
const WEEKS = 4;

/** How many starts the schedules have in [from, to), UTC milliseconds. */
export function startsWithin(
  specs: readonly ScheduleSpec[],
  from: number,
  to: number,
): number {
  const counts = new Map<string, number>();
  let sum = 0;
  for (const spec of specs) {
    const key = scheduleKey(spec);
    let count = counts.get(key);
    if (count === undefined) {
      count = Array.from(occurrenceTimes(spec, from, to)).length;
      counts.set(key, count);
    }
    sum += count;
  }
  return sum;
}

/**
 * How many uses fell into the same hours of the local week as [from, to), in
 * the four weeks up to now. All in UTC milliseconds.
 */
export function usesAtThatTime(
  uses: readonly number[],
  range: { from: number; to: number; now: number; timezone: string },
): number {
  const { from, to, now, timezone } = range;
  const local = (at: number) => at + offsetAt(timezone, at);
  return uses.filter(at => {
    if (at >= now || at < now - WEEKS * WEEK) return false;
    const since = (local(from) - local(at)) % WEEK;
    // How far the use lies after the range's start, within one week.
    const into = since <= 0 ? -since : WEEK - since;
    return into < to - from;
  }).length;
}
