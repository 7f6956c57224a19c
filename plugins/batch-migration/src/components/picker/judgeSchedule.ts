import {
  compareSchedules,
  isTimezone,
  nextOccurrences,
  validateEventBridge,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import type { ChosenTime } from './scheduleModes';

/** Compared so far ahead, as the server does: every clock change is within it. */
export const COMPARED_YEARS = 3;

const RUNS = 5;

export type Judgement =
  | { problem: 'expression' | 'timezone'; message: string }
  | {
      problem: null;
      /** The next starts, at most five; `null` where they count from when it is switched on. */
      runs: string[] | null;
      /** Against the schedule of the host; `null` where there is none. */
      comparison:
        | { isSame: true }
        | { isSame: false; at: string; side: 'legacy' | 'target' }
        | null;
      /** Whether clocks of the zone change within the next year. */
      changesClocks: boolean;
    };

/** What is to be said of a schedule before it is taken. The server decides again. */
export function judgeSchedule(
  { expression, timezone }: ChosenTime,
  host: ScheduleSpec | null,
  now: Date,
): Judgement {
  const message = validateEventBridge(expression);
  if (message !== null) return { problem: 'expression', message };
  if (!isTimezone(timezone)) return { problem: 'timezone', message: timezone };
  const spec: ScheduleSpec = { dialect: 'eventbridge', expression, timezone };
  const isRate = expression.startsWith('rate(');
  return {
    problem: null,
    runs: isRate
      ? null
      : nextOccurrences(spec, RUNS, now).map(at => at.toISOString()),
    comparison: host && comparisonOf(spec, host, now),
    changesClocks: changesClocks(timezone, now),
  };
}

function comparisonOf(spec: ScheduleSpec, host: ScheduleSpec, now: Date) {
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + COMPARED_YEARS);
  const [first] = compareSchedules([host], [spec], now, until, 1);
  return first
    ? { isSame: false as const, at: first.at, side: first.side }
    : { isSame: true as const };
}

function changesClocks(timeZone: string, now: Date): boolean {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    ...{ hour: '2-digit', hourCycle: 'h23', day: '2-digit' },
  });
  // The same instant of the day, month by month, is another hour where clocks changed.
  const hours = Array.from({ length: 12 }, (_, month) => {
    const at = new Date(now);
    at.setUTCMonth(at.getUTCMonth() + month, 15);
    return format.formatToParts(at).find(({ type }) => type === 'hour')?.value;
  });
  return new Set(hours).size > 1;
}
