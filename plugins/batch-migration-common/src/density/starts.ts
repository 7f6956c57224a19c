import { occurrenceTimes } from '../cron/occurrences';
import { scheduleKey } from '../cron/scheduleKey';
import type { ScheduleSpec } from '../workload/model';
import { MINUTE } from './localWeek';
import type { DensityJob } from './model';

const DAY = 86_400_000;
const FREQUENT_MINUTES = 30;
/** A burst within one hour does not make the hours of a day alike. */
const FREQUENT_STARTS_A_DAY = 24;

/** Jobs that have one schedule, with its starts. */
export interface SpecStarts {
  spec: ScheduleSpec;
  /** A job stands here once for each of its lines. */
  jobs: DensityJob[];
}

/** Crontabs repeat their schedules: each is evaluated once. */
export function groupBySpec(jobs: readonly DensityJob[]): SpecStarts[] {
  const groups = new Map<string, SpecStarts>();
  for (const job of jobs) {
    for (const spec of job.specs) {
      const key = scheduleKey(spec);
      const group = groups.get(key);
      if (group) group.jobs.push(job);
      else groups.set(key, { spec, jobs: [job] });
    }
  }
  return [...groups.values()];
}

/**
 * Minutes between two starts, for a schedule that runs more often than every
 * 30 minutes through most of a day; `null` for others. Told from one week.
 */
export function everyMinutes(spec: ScheduleSpec, from: number): number | null {
  const starts = [...occurrenceTimes(spec, from, from + 7 * DAY)];
  const days = new Set(starts.map(at => Math.floor((at - from) / DAY)));
  if (starts.length < FREQUENT_STARTS_A_DAY * days.size) return null;
  const gaps = starts
    .slice(1)
    .map((at, i) => (at - starts[i]) / MINUTE)
    .sort((a, b) => a - b);
  const short = gaps.filter(gap => gap < FREQUENT_MINUTES).length;
  if (short === 0 || short <= gaps.length * 0.75) return null;
  return gaps[Math.floor(gaps.length / 2)];
}
