/** Splits time into days on which nothing happens to the clock, and the rest. */
import { zoneChanges, zoneSegments } from './zone';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** cron looks back this far at most to tell late and repeated runs; cronie a minute further. */
const CRON_REACH = 181 * MINUTE;

/** UTC milliseconds, from `start` (inclusive) to `end` (exclusive). */
export interface TimeRange {
  start: number;
  end: number;
}

export interface PlainDays {
  /** Whole local days of 24 plain hours, ascending; `start` is UTC. */
  days: Array<{ start: number; localMidnight: number }>;
  /** What the days leave of the range, ascending. */
  rest: TimeRange[];
}

/**
 * Splits [from, to). On a plain day every local time comes once and every
 * dialect starts the same times, because no clock has jumped within reach;
 * `clocks` are other zones whose jumps matter too.
 */
export function splitDays(
  timezone: string,
  from: number,
  to: number,
  clocks: Iterable<string> = [],
): PlainDays {
  const jumps: number[] = [];
  for (const clock of clocks) {
    if (clock !== timezone) {
      jumps.push(...zoneChanges(clock, from - CRON_REACH, to));
    }
  }
  const days: PlainDays['days'] = [];
  const rest: TimeRange[] = [];
  let reached = from;
  let plainFrom = Number.NEGATIVE_INFINITY;
  let lastOffset: number | null = null;
  for (const { start, end, offset } of zoneSegments(timezone, from - DAY, to)) {
    // Segments also end with the year, where no clock jumps.
    if (lastOffset !== null && offset !== lastOffset) {
      // Local times come again for as long as the clock went back.
      plainFrom = start + Math.max(CRON_REACH, lastOffset - offset);
    }
    lastOffset = offset;
    const first = Math.max(reached, plainFrom);
    let day = Math.ceil((first + offset) / DAY) * DAY - offset;
    for (; day + DAY <= end; day += DAY) {
      const since = day - CRON_REACH;
      const until = day + DAY;
      if (jumps.some(jump => jump > since && jump < until)) continue;
      if (day > reached) rest.push({ start: reached, end: day });
      days.push({ start: day, localMidnight: day + offset });
      reached = day + DAY;
    }
  }
  if (reached < to) rest.push({ start: reached, end: to });
  return { days, rest };
}
