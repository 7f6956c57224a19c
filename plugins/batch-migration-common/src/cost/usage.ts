import { occurrenceTimes } from '../cron/occurrences';
import type { Run, ScheduleSpec } from '../workload/model';

const DAY_MS = 86_400_000;
const DAYS_OF_MONTH = 365 / 12;

/** What starts so often in four weeks is counted no longer: a month is like the next. */
const MANY_STARTS = 200;

/** Fewer runs that ended say too little about their length. */
const MEASURED_RUNS = 3;

/**
 * How often schedules start something in a month of 365/12 days, counted from
 * `from`: over four weeks, or over a year where that is seldom. Starts of
 * several schedules at the same minute are one.
 */
export function startsPerMonth(
  schedules: readonly ScheduleSpec[],
  from: Date,
): number {
  const startsIn = (days: number) => {
    const until = from.getTime() + days * DAY_MS;
    const starts = new Set<number>();
    for (const spec of schedules) {
      for (const at of occurrenceTimes(spec, from.getTime(), until)) {
        starts.add(at);
      }
    }
    return starts.size;
  };
  const inFourWeeks = startsIn(28);
  return inFourWeeks >= MANY_STARTS
    ? (inFourWeeks / 28) * DAYS_OF_MONTH
    : startsIn(365) / 12;
}

/** Mean length of runs whose end was seen, in seconds; `null` where there are too few. */
export function meanRunSeconds(
  runs: ReadonlyArray<Pick<Run, 'outcome' | 'startedAt' | 'endedAt'>>,
): number | null {
  const lengths = runs.flatMap(({ outcome, startedAt, endedAt }) => {
    if (outcome === 'skipped-duplicate' || endedAt === null) return [];
    const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
    // An end before its start comes from a clock that was set.
    return seconds >= 0 ? [seconds] : [];
  });
  if (lengths.length < MEASURED_RUNS) return null;
  return lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
}
