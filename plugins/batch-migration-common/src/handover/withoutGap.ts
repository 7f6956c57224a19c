/** When jobs can move that run too often for any gap: behind the guard, or by a pause. */
import { editCount } from './edits';
import { sameTicks, type Gap } from './gaps';
import {
  CLOCK_SKEW_SECONDS,
  GUARDED_SECONDS,
  type HandoverJob,
  type HandoverSafety,
} from './model';
import type { HandoverCause } from './plan';
import { indexFrom, type Ticks } from './ticks';
import { MINUTE } from './windows';

const SECOND = 1000;
const HOUR = 3_600_000;
const SKEW = CLOCK_SKEW_SECONDS * SECOND;

/** Why a group without a gap cannot go behind the guard; `no-gap` where it can. */
export function causeOf(jobs: readonly HandoverJob[]): {
  cause: HandoverCause;
  because: string | null;
} {
  const unreachable = jobs.find(({ hostTls12 }) => hostTls12 !== true);
  if (unreachable) {
    return {
      cause:
        unreachable.hostTls12 === false
          ? 'host-without-tls'
          : 'host-tls-unknown',
      because: unreachable.name,
    };
  }
  const changes = jobs.find(({ scheduleChanges }) => scheduleChanges);
  return changes
    ? { cause: 'schedule-changes', because: changes.name }
    : { cause: 'no-gap', because: null };
}

/** Ticks that only one side of a job has, ascending. */
function differingTicks(job: HandoverJob, ticks: Ticks): number[] {
  const legacy = ticks.of(job.legacy);
  const target = ticks.of(job.target);
  if (sameTicks(legacy, target)) return [];
  const ofLegacy = new Set(legacy);
  const ofTarget = new Set(target);
  return [
    ...legacy.filter(tick => !ofTarget.has(tick)),
    ...target.filter(tick => !ofLegacy.has(tick)),
  ].sort((a, b) => a - b);
}

/**
 * The minutes at which both sides may begin to claim: none within an hour of
 * a tick that only one side has, since they could not meet at it. `until` is
 * exclusive for the last edit.
 */
export function guardStarts(
  jobs: readonly HandoverJob[],
  ticks: Ticks,
  start: number,
  until: number,
  safety: HandoverSafety,
): Gap[] {
  const guarded =
    GUARDED_SECONDS * SECOND + safety.marginSeconds * SECOND + HOUR;
  const end = Math.min(
    until - GUARDED_SECONDS * SECOND - 1,
    ticks.to - guarded,
  );
  const differing = jobs
    .flatMap(job => differingTicks(job, ticks))
    .sort((a, b) => a - b);
  const starts: Gap[] = [];
  let earliest = Math.ceil(start / MINUTE) * MINUTE;
  const add = (to: number) => {
    const latest = Math.floor(Math.min(to, end) / MINUTE) * MINUTE;
    if (earliest <= latest) starts.push({ earliest, latest });
  };
  for (const tick of differing) {
    if (tick + HOUR < earliest) continue;
    add(tick - guarded - MINUTE);
    earliest = Math.ceil((tick + HOUR + MINUTE) / MINUTE) * MINUTE;
  }
  add(Infinity);
  return starts;
}

/** The start date after a pause, and by job id the ticks that it costs, or may cost. */
export interface Pause {
  startDate: number;
  held: Map<string, number[]>;
}

/** When the last old run of any job has surely ended, if the last line goes by `gone`. */
function startAfter(
  runs: ReadonlyArray<{ last: number | undefined; seconds: number }>,
  gone: number,
  safety: HandoverSafety,
): number {
  let free = gone;
  for (const { last, seconds } of runs) {
    if (last === undefined) continue;
    free = Math.max(free, last + (seconds + safety.settleSeconds) * SECOND);
  }
  return Math.ceil(free / MINUTE) * MINUTE;
}

/** Until then a line that goes at `edit`, with those of the later edits, can still start a run. */
function goneAt(edit: number, edits: number, safety: HandoverSafety): number {
  return edit + (edits - 1) * MINUTE + safety.marginSeconds * SECOND;
}

export function pauseAt(
  jobs: readonly HandoverJob[],
  edit: number,
  edits: number,
  ticks: Ticks,
  safety: HandoverSafety,
): Pause {
  const gone = goneAt(edit, edits, safety);
  const startDate = startAfter(
    jobs.map(({ legacy, longestRun }) => {
      const times = ticks.of(legacy);
      return {
        last: times[indexFrom(times, gone + 1) - 1],
        seconds: longestRun!.seconds,
      };
    }),
    gone,
    safety,
  );
  const heldOf = ({ legacy }: HandoverJob) => {
    const times = ticks.of(legacy);
    return times.slice(
      indexFrom(times, edit - SKEW),
      indexFrom(times, startDate),
    );
  };
  return { startDate, held: new Map(jobs.map(job => [job.id, heldOf(job)])) };
}

/**
 * The minutes of the whole range at which a pause costs the fewest ticks, of
 * those that leave the `busy` ones alone. `until` is exclusive for the start
 * date. One pass: all bounds only move forward.
 */
export function pauseStarts(
  jobs: readonly HandoverJob[],
  ticks: Ticks,
  start: number,
  until: number,
  safety: HandoverSafety,
  busy: ReadonlySet<number>,
): Gap[] {
  const edits = editCount([], jobs);
  const lanes = jobs.map(({ legacy, longestRun }) => ({
    times: ticks.of(legacy),
    seconds: longestRun!.seconds,
    last: undefined as number | undefined,
    passed: 0,
    held: 0,
    freed: 0,
  }));
  const isBusy = (edit: number) => {
    for (let i = 0; i < edits; i++) {
      if (busy.has(edit + i * MINUTE)) return true;
    }
    return false;
  };
  let fewest = Infinity;
  let starts: Gap[] = [];
  const end = Math.min(until, ticks.to);
  for (
    let edit = Math.ceil(start / MINUTE) * MINUTE;
    edit < end;
    edit += MINUTE
  ) {
    const gone = goneAt(edit, edits, safety);
    for (const lane of lanes) {
      while (lane.times[lane.passed] <= gone) {
        lane.last = lane.times[lane.passed++];
      }
    }
    const startDate = startAfter(lanes, gone, safety);
    if (startDate >= end) break;
    let cost = 0;
    for (const lane of lanes) {
      while (lane.times[lane.held] < edit - SKEW) lane.held++;
      while (lane.times[lane.freed] < startDate) lane.freed++;
      cost += lane.freed - lane.held;
    }
    if (cost > fewest || isBusy(edit)) continue;
    if (cost < fewest) {
      fewest = cost;
      starts = [];
    }
    const last = starts[starts.length - 1];
    if (last?.latest === edit - MINUTE) last.latest = edit;
    else starts.push({ earliest: edit, latest: edit });
  }
  return starts;
}
