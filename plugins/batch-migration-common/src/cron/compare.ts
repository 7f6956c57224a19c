import type { ScheduleDifference } from '../api/contract';
import { occurrenceTimes } from './occurrences';
import type { ScheduleSpec } from './types';
import { offsetAt, zoneChanges } from './zone';

const HOUR = 3_600_000;

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
    for (const change of zoneChanges(timezone, at - 3 * HOUR, at + 3 * HOUR)) {
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

/**
 * The instants in [from, to) at which only one of two sets of schedules
 * starts; `side` is the one that does. Stops after `limit`.
 */
export function compareSchedules(
  legacy: ScheduleSpec[],
  target: ScheduleSpec[],
  from: Date,
  to: Date,
  limit: number = Number.POSITIVE_INFINITY,
): ScheduleDifference[] {
  const timezones = [
    ...new Set([...legacy, ...target].map(({ timezone }) => timezone)),
  ];
  const bounds = [from.getTime(), to.getTime()] as const;
  const left = unionTimes(legacy, ...bounds);
  const right = unionTimes(target, ...bounds);
  const differences: ScheduleDifference[] = [];
  const report = (at: number, side: ScheduleDifference['side']) =>
    differences.push({
      at: new Date(at).toISOString(),
      side,
      cause: causeAt(timezones, at),
    });
  let a = left.next();
  let b = right.next();
  while (differences.length < limit && !(a.done && b.done)) {
    if (b.done || (!a.done && a.value < b.value)) {
      report(a.value as number, 'legacy');
      a = left.next();
    } else if (a.done || b.value < a.value) {
      report(b.value, 'target');
      b = right.next();
    } else {
      a = left.next();
      b = right.next();
    }
  }
  return differences;
}
