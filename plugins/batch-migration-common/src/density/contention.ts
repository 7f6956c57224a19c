import type { DensityResponse } from '../api/density';
import { DAY_MINUTES } from './localWeek';

type Contention = DensityResponse['contention'][number];

/** A use with what ran when it began. */
export interface UseSeen {
  /** Local minute of the week. */
  minute: number;
  /** Indices of jobs; empty where it met none. */
  met: number[];
}

const STEP = 10;
/** Uses that are less than this apart belong to one stretch of the day. */
const NEAR_MINUTES = 20;
const MAX_ROWS = 10;
const MAX_JOBS = 10;

/** Whether a run of a job was under way: `starts` ascending, both in UTC milliseconds. */
export function runsAt(
  starts: readonly number[],
  runMs: number,
  at: number,
): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at < starts[low - 1] + runMs;
}

/** Stretches of the day in which uses met running jobs, most met uses first. */
export function contentionOf(
  uses: readonly UseSeen[],
  jobs: ReadonlyArray<{ id: string; name: string }>,
): Contention[] {
  const ofDay = (use: UseSeen) => use.minute % DAY_MINUTES;
  const contended = uses
    .filter(({ met }) => met.length > 0)
    .sort((a, b) => ofDay(a) - ofDay(b));
  const stretches: UseSeen[][] = [];
  for (const use of contended) {
    const current = stretches[stretches.length - 1];
    const last = current?.[current.length - 1];
    if (last && ofDay(use) - ofDay(last) < NEAR_MINUTES) current.push(use);
    else stretches.push([use]);
  }
  return stretches
    .map(stretch => rowOf(stretch, uses, jobs))
    .sort((a, b) => b.contended - a.contended || a.fromMinute - b.fromMinute)
    .slice(0, MAX_ROWS);
}

function rowOf(
  stretch: UseSeen[],
  uses: readonly UseSeen[],
  jobs: ReadonlyArray<{ id: string; name: string }>,
): Contention {
  const weekdayOf = ({ minute }: UseSeen) =>
    Math.floor(minute / DAY_MINUTES) + 1;
  const weekdays = [...new Set(stretch.map(weekdayOf))].sort();
  const first = stretch[0].minute % DAY_MINUTES;
  const last = stretch[stretch.length - 1].minute % DAY_MINUTES;
  const fromMinute = Math.floor(first / STEP) * STEP;
  const toMinute = (Math.floor(last / STEP) + 1) * STEP;
  const times = new Map<number, number>();
  for (const { met } of stretch) {
    for (const job of met) times.set(job, (times.get(job) ?? 0) + 1);
  }
  return {
    weekdays,
    fromMinute,
    toMinute,
    uses: uses.filter(use => {
      const minute = use.minute % DAY_MINUTES;
      return (
        minute >= fromMinute &&
        minute < toMinute &&
        weekdays.includes(weekdayOf(use))
      );
    }).length,
    contended: stretch.length,
    jobs: [...times]
      .sort(([a, timesA], [b, timesB]) => timesB - timesA || a - b)
      .slice(0, MAX_JOBS)
      .map(([job]) => ({ id: jobs[job].id, name: jobs[job].name })),
  };
}
