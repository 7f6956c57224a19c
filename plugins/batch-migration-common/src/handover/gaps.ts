/** When a job may switch: after its last old run has surely ended, before its next tick. */
import type { HandoverJob, HandoverSafety } from './model';
import { tickFrom, type Ticks } from './ticks';

const SECOND = 1000;
const MINUTE = 60_000;

/** Whole minutes at which a switch is safe, both inclusive, UTC milliseconds. */
export interface Gap {
  earliest: number;
  latest: number;
}

export const sameTicks = (a: number[], b: number[]) =>
  a === b || (a.length === b.length && a.every((tick, i) => tick === b[i]));

/** Both arrays ascending; `shared` is false for a tick of one side only. */
function mergeTicks(legacy: number[], target: number[]) {
  const all = [...new Set([...legacy, ...target])].sort((a, b) => a - b);
  const ofLegacy = new Set(legacy);
  const ofTarget = new Set(target);
  return {
    all,
    shared: (tick: number) => ofLegacy.has(tick) && ofTarget.has(tick),
  };
}

/** Every safe gap of one job from `start`, ascending. Its ticks must reach back by a run and the settling. */
export function gapsOf(
  job: HandoverJob,
  ticks: Ticks,
  start: number,
  safety: HandoverSafety,
): Gap[] {
  const legacy = ticks.of(job.legacy);
  const target = ticks.of(job.target);
  const merged = sameTicks(legacy, target)
    ? { all: legacy, shared: () => true }
    : mergeTicks(legacy, target);
  const run = ((job.longestRun?.seconds ?? 0) + safety.settleSeconds) * SECOND;
  const margin = safety.marginSeconds * SECOND;
  const gaps: Gap[] = [];
  const add = (previous: number, next: number, nextShared: boolean) => {
    // A next tick that only one side has would be lost, or come as a surprise.
    if (!nextShared && !job.scheduleChanges) return;
    const earliest =
      Math.ceil(Math.max(previous + run, start) / MINUTE) * MINUTE;
    const latest =
      Math.floor(Math.min(next - margin, ticks.to - 1) / MINUTE) * MINUTE;
    if (earliest <= latest) gaps.push({ earliest, latest });
  };
  let previous = Number.NEGATIVE_INFINITY;
  for (const tick of merged.all) {
    if (tick - previous > margin && tick > start) {
      add(previous, tick, merged.shared(tick));
    }
    previous = tick;
  }
  const nextLegacy = tickFrom(job.legacy, ticks.to);
  const nextTarget =
    legacy === target ? nextLegacy : tickFrom(job.target, ticks.to);
  if (nextLegacy !== null || nextTarget !== null) {
    add(
      previous,
      Math.min(nextLegacy ?? Infinity, nextTarget ?? Infinity),
      nextLegacy === nextTarget,
    );
  }
  return gaps;
}

/** The instants that lie in a gap of both; both ascending. */
export function commonGaps(a: Gap[], b: Gap[]): Gap[] {
  const common: Gap[] = [];
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    const earliest = Math.max(a[i].earliest, b[k].earliest);
    const latest = Math.min(a[i].latest, b[k].latest);
    if (earliest <= latest) common.push({ earliest, latest });
    if (a[i].latest < b[k].latest) i++;
    else k++;
  }
  return common;
}

/** The gaps as far as they lie before an instant, exclusive. */
export function gapsBefore(gaps: Gap[], until: number): Gap[] {
  const last = Math.ceil(until / MINUTE) * MINUTE - MINUTE;
  if (gaps.length === 0 || gaps[gaps.length - 1].latest <= last) return gaps;
  return gaps
    .filter(({ earliest }) => earliest <= last)
    .map(({ earliest, latest }) => ({
      earliest,
      latest: Math.min(latest, last),
    }));
}

/** The first gap that does not end before an instant. */
function firstGapFrom(gaps: Gap[], at: number): number {
  let low = 0;
  let high = gaps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (gaps[middle].latest < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The gap in which an instant lies. */
export function gapAt(gaps: Gap[], at: number): Gap | undefined {
  const gap = gaps[firstGapFrom(gaps, at)];
  return gap && gap.earliest <= at ? gap : undefined;
}

/** The nearest minutes of gaps on either side of an instant that lies in none. */
export function nearestGaps(gaps: Gap[], at: number) {
  const next = firstGapFrom(gaps, at);
  return {
    before: next > 0 ? gaps[next - 1].latest : null,
    after: next < gaps.length ? gaps[next].earliest : null,
  };
}

/** The gaps without a range of minutes; the same array where none of them lies in it. */
function gapsWithoutRange(gaps: Gap[], range: Gap): Gap[] {
  const first = firstGapFrom(gaps, range.earliest);
  const parts: Gap[] = [];
  let next = first;
  for (; next < gaps.length && gaps[next].earliest <= range.latest; next++) {
    const { earliest, latest } = gaps[next];
    if (earliest < range.earliest) {
      parts.push({ earliest, latest: range.earliest - MINUTE });
    }
    if (latest > range.latest) {
      parts.push({ earliest: range.latest + MINUTE, latest });
    }
  }
  if (next === first) return gaps;
  return gaps.slice(0, first).concat(parts, gaps.slice(next));
}

/** The gaps without some ranges of minutes; the same array where none of them lies in one. */
export function gapsWithout(gaps: Gap[], ranges: readonly Gap[]): Gap[] {
  return ranges.reduce(gapsWithoutRange, gaps);
}
