import { addDays, daysFrom } from './calendar';
import type { Day, ProgressDay } from './model';

/** What changed in seven days. */
export interface Week {
  done: number;
  scope: number;
  /** Whether somebody counted near both of its ends. */
  seen: boolean;
}

/** A count this many days before the end of a week still tells of it. */
const NEAR_DAYS = 3;

/** What was ever verified: silence neither takes work away nor gives it back. */
const verified = (day: ProgressDay) =>
  day.retired + day.retained + day.staleDone;

/**
 * The whole weeks that end with the last day of the record, oldest first.
 * Where nobody counted, the change across the gap is spread evenly over it,
 * and its weeks are not `seen`.
 *
 * @param days - sorted by date, each date once
 */
export function weeksOf(days: readonly ProgressDay[]): Week[] {
  if (days.length === 0) return [];
  const first = days[0].date;
  const last = days[days.length - 1].date;
  const count = Math.floor(daysFrom(first, last) / 7);
  const ends = Array.from({ length: count + 1 }, (_, index) =>
    standOn(days, addDays(last, -7 * (count - index))),
  );
  return ends.slice(1).map((end, index) => ({
    done: end.done - ends[index].done,
    scope: end.scope - ends[index].scope,
    seen: end.isSeen && ends[index].isSeen,
  }));
}

/** What had been counted by a day inside the record. */
function standOn(days: readonly ProgressDay[], date: Day) {
  const at = lastUntil(days, date);
  const before = days[at];
  const age = daysFrom(before.date, date);
  const after = days[at + 1];
  const share = age === 0 ? 0 : age / daysFrom(before.date, after.date);
  const between = (from: number, to: number) => from + (to - from) * share;
  return {
    done: after ? between(verified(before), verified(after)) : verified(before),
    scope: after ? between(before.scope, after.scope) : before.scope,
    isSeen: age <= NEAR_DAYS,
  };
}

/** Index of the last day that is not after `date`; the first one is not. */
function lastUntil(days: readonly ProgressDay[], date: Day): number {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (days[middle].date <= date) low = middle;
    else high = middle - 1;
  }
  return low;
}
