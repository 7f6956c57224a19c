import type { ScheduleDifference } from '../api/contract';
import { dayPattern, type DayPattern } from './densityPattern';
import { occurrenceTimes } from './occurrences';
import { splitDays } from './plainDays';
import type { ScheduleSpec } from './types';
import { offsetAt, zoneChanges } from './zone';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Why two sets of schedules differ at an instant. */
export const DIFFERENCE_CAUSES = ['dst-gap', 'dst-repeat', 'dialect'] as const;
export type DifferenceCause = (typeof DIFFERENCE_CAUSES)[number];

/** Distinct instants of several schedules, ascending. */
export function* unionTimes(
  specs: readonly ScheduleSpec[],
  from: number,
  to: number,
): Generator<number> {
  const heads: Array<{ next: number; rest: Iterator<number> }> = [];
  for (const spec of specs) {
    const rest = occurrenceTimes(spec, from, to)[Symbol.iterator]();
    const first = rest.next();
    if (!first.done) heads.push({ next: first.value, rest });
  }
  while (heads.length > 0) {
    let at = heads[0].next;
    for (const { next } of heads) if (next < at) at = next;
    yield at;
    for (let i = heads.length - 1; i >= 0; i--) {
      while (heads[i].next === at) {
        const { done, value } = heads[i].rest.next();
        if (done) {
          heads.splice(i, 1);
          break;
        }
        heads[i].next = value;
      }
    }
  }
}

/** Clocks of the zone jumped so near to the instant that the jump explains it. */
function causeAt(timezones: readonly string[], at: number): DifferenceCause {
  for (const timezone of timezones) {
    // Where the date line moved, clocks jumped by a whole day.
    for (const change of zoneChanges(timezone, at - DAY, at + DAY + 1)) {
      const moved = offsetAt(timezone, change) - offsetAt(timezone, change - 1);
      // Late runs come at the end of the gap, repeated ones while clocks repeat.
      if (moved > 0 && at >= change - moved && at < change + moved) {
        return 'dst-gap';
      }
      if (moved < 0 && at >= change + moved && at < change - moved) {
        return 'dst-repeat';
      }
    }
  }
  return 'dialect';
}

interface Difference {
  at: number;
  side: ScheduleDifference['side'];
}

/** Run by run. */
function* differencesByRun(
  legacy: readonly ScheduleSpec[],
  target: readonly ScheduleSpec[],
  from: number,
  to: number,
): Generator<Difference> {
  const left = unionTimes(legacy, from, to);
  const right = unionTimes(target, from, to);
  let a = left.next();
  let b = right.next();
  while (!(a.done && b.done)) {
    if (b.done || (!a.done && a.value < b.value)) {
      yield { at: a.value as number, side: 'legacy' };
      a = left.next();
    } else if (a.done || b.value < a.value) {
      yield { at: b.value, side: 'target' };
      b = right.next();
    } else {
      a = left.next();
      b = right.next();
    }
  }
}

/** The patterns of all schedules where they follow one clock, else `null`. */
function patternsOfOneZone(
  specs: readonly ScheduleSpec[],
  from: number,
): { timezone: string; patterns: DayPattern[] } | null {
  const patterns: DayPattern[] = [];
  for (const spec of specs) {
    const pattern = dayPattern(spec, from);
    if (!pattern || (patterns[0] ?? pattern).timezone !== pattern.timezone) {
      return null;
    }
    patterns.push(pattern);
  }
  return patterns.length > 0
    ? { timezone: patterns[0].timezone, patterns }
    : null;
}

/** Minutes of the day that only one side has, where these patterns match the date. */
function minutesApart(
  patterns: readonly DayPattern[],
  matching: readonly number[],
  legacyCount: number,
): Difference[] {
  const LEGACY = 1;
  const TARGET = 2;
  const sides = new Uint8Array(1440);
  for (const index of matching) {
    const side = index < legacyCount ? LEGACY : TARGET;
    for (const minute of patterns[index].minutes) sides[minute] |= side;
  }
  const apart: Difference[] = [];
  sides.forEach((found, minute) => {
    if (found === LEGACY) apart.push({ at: minute * MINUTE, side: 'legacy' });
    if (found === TARGET) apart.push({ at: minute * MINUTE, side: 'target' });
  });
  return apart;
}

/** As `differencesByRun`: plain days by their pattern, only the rest run by run. */
function* differencesByDay(
  legacy: readonly ScheduleSpec[],
  target: readonly ScheduleSpec[],
  from: number,
  to: number,
): Generator<Difference> {
  const shared = patternsOfOneZone([...legacy, ...target], from);
  if (!shared) {
    yield* differencesByRun(legacy, target, from, to);
    return;
  }
  const { timezone, patterns } = shared;
  const { days, rest } = splitDays(
    timezone,
    from,
    to,
    new Set(patterns.map(({ clock }) => clock)),
  );
  const midnights = days.map(day => day.localMidnight);
  const matching: number[][] = midnights.map(() => []);
  patterns.forEach((pattern, index) => {
    for (const day of pattern.datesOf(midnights)) matching[day].push(index);
  });
  const known = new Map<string, Difference[]>();
  let next = 0;
  for (let i = 0; i <= days.length; i++) {
    const start = days[i]?.start ?? to;
    for (; next < rest.length && rest[next].start < start; next++) {
      const range = rest[next];
      yield* differencesByRun(legacy, target, range.start, range.end);
    }
    if (i === days.length) return;
    const key = matching[i].join();
    let apart = known.get(key);
    if (!apart) {
      apart = minutesApart(patterns, matching[i], legacy.length);
      known.set(key, apart);
    }
    for (const { at, side } of apart) yield { at: start + at, side };
  }
}

/**
 * The instants in [from, to) at which only one of two sets of schedules
 * starts, ascending; `side` is the one that does. Stops after `limit`.
 */
export function compareSchedules(
  legacy: ScheduleSpec[],
  target: ScheduleSpec[],
  from: Date,
  to: Date,
  limit: number = Number.POSITIVE_INFINITY,
): ScheduleDifference[] {
  const timezones = [
    ...new Set(
      [...legacy, ...target].flatMap(({ timezone, hostTimezone }) =>
        hostTimezone === undefined ? [timezone] : [timezone, hostTimezone],
      ),
    ),
  ];
  const differences: ScheduleDifference[] = [];
  const found = differencesByDay(legacy, target, from.getTime(), to.getTime());
  for (const { at, side } of found) {
    if (differences.length >= limit) break;
    differences.push({
      at: new Date(at).toISOString(),
      side,
      cause: causeAt(timezones, at),
    });
  }
  return differences;
}
