/** When a workload was due: the last of it, where that is more than anybody reads. */
import { occurrenceTimes } from '../cron/occurrences';
import { agreedSince } from './agreedSchedule';
import type { TickEvidence } from './dueTicks';
import { dueSpecs } from './fires';
import type { ScheduleSpec } from './model';

/** Most ticks in one answer: a week of a job that runs every minute. */
export const MAX_TICKS = 10_080;

const HOUR_MS = 3_600_000;

/** The last of some instants; never holds more than twice as many. */
function lastOf(instants: Iterable<number>, most: number): number[] {
  let kept: number[] = [];
  for (const instant of instants) {
    kept.push(instant);
    if (kept.length >= 2 * most) kept = kept.slice(-most);
  }
  return kept.slice(-most);
}

/** All instants of a schedule in a range; `null` where they are more. */
function allTicks(
  spec: ScheduleSpec,
  from: number,
  to: number,
  most: number,
): number[] | null {
  const ticks: number[] = [];
  for (const tick of occurrenceTimes(spec, from, to)) {
    if (ticks.length === most) return null;
    ticks.push(tick);
  }
  return ticks;
}

/**
 * The last instants of one schedule. Schedules only run forwards: where there
 * are more, the range is read from its end in windows, each as long as all
 * after it, so that a job of every minute costs the same whatever the range.
 */
function lastTicksOf(
  spec: ScheduleSpec,
  from: number,
  to: number,
  most: number,
): number[] {
  const all = allTicks(spec, from, to, most);
  if (all) return all;
  let ticks: number[] = [];
  let start = to;
  for (let reach = HOUR_MS; ticks.length < most && start > from; reach *= 2) {
    const until = start;
    start = Math.max(from, to - reach);
    const older = lastOf(
      occurrenceTimes(spec, start, until),
      most - ticks.length,
    );
    ticks = [...older, ...ticks];
  }
  return ticks;
}

/** The last instants of several schedules, ascending, each once. */
export function lastTicks(
  specs: readonly ScheduleSpec[],
  from: number,
  to: number,
  most: number,
): number[] {
  if (from >= to) return [];
  const ticks = specs.flatMap(spec => lastTicksOf(spec, from, to, most));
  if (specs.length < 2) return ticks;
  return [...new Set(ticks)].sort((a, b) => a - b).slice(-most);
}

/** Due instants of a range in which the due schedule may change, at the cutover or later. */
export function dueInstants(
  { evidence, plan, letGoAt }: TickEvidence,
  from: number,
  to: number,
  most: number,
): number[] {
  const border =
    letGoAt === null
      ? to
      : Math.min(Math.max(letGoAt, agreedSince(plan), from), to);
  const after = lastTicks(dueSpecs(evidence, plan, true), border, to, most);
  const left = most - after.length;
  if (left === 0) return after;
  const before = lastTicks(dueSpecs(evidence, plan, false), from, border, left);
  return [...before, ...after];
}
