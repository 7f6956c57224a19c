import { parseCron, rateSeconds } from './cron';
import type { Job, JobSchedule } from './job';
import { startsOn } from './occurrences';

const DAY_SECONDS = 86_400;

/** Years that hold every kind of month; the rules of `cron()` repeat. */
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2032, 0, 1);

/** Clocks that go back make one wait longer, and a start may come late. */
const CLOCK_CHANGE_SECONDS = 3600;
const GRACE_SECONDS = 15 * 60;

/** Without a start for so long, a job has missed one. */
export interface MissedWindow {
  periodSeconds: number;
  periods: number;
}

/**
 * The time without a start after which an alarm tells of a missed one. `null`
 * for a job that is switched off, and for one that may pause for longer than
 * an alarm can look back: its runs watch over each other instead.
 */
export function missedWindow(job: Job, now: Date): MissedWindow | null {
  const seconds = longestGapSeconds(job, now);
  if (seconds === null) return null;
  // CloudWatch looks back a day in periods of minutes, and seven in periods of hours.
  if (seconds <= DAY_SECONDS) return { periodSeconds: 300, periods: Math.ceil(seconds / 300) };
  const periods = Math.ceil(seconds / 3600) + 1;
  return periods <= 7 * 24 ? { periodSeconds: 3600, periods } : null;
}

/** An upper bound of the time between two starts of a job that is on; `null` where it need not start again. */
export function longestGapSeconds({ state, schedules }: Job, now: Date): number | null {
  if (state === 'DISABLED') return null;
  const gaps = schedules.filter(schedule => runsForEver(schedule, now)).flatMap(schedule => gapOf(schedule) ?? []);
  return gaps.length > 0 ? Math.min(...gaps) : null;
}

function runsForEver({ startDate, endDate }: JobSchedule, now: Date): boolean {
  return endDate === undefined && (startDate === undefined || Date.parse(startDate) <= now.getTime());
}

function gapOf({ expression, timezone }: JobSchedule): number | null {
  const rate = rateSeconds(expression);
  if (rate !== null) return rate + GRACE_SECONDS;
  const cron = parseCron(expression);
  // A list of years ends, and at() does at once.
  if (!cron || cron.years.size < 2199 - 1970 + 1) return null;
  const { minutesOfDay } = cron;
  const [first, last] = [minutesOfDay[0], minutesOfDay[minutesOfDay.length - 1]];
  let longest = Math.max(0, ...minutesOfDay.slice(1).map((minute, index) => minute - minutesOfDay[index]));
  let before: number | null = null;
  for (let midnight = FROM; midnight < TO; midnight += DAY_SECONDS * 1000) {
    if (!startsOn(cron, midnight)) continue;
    const day = midnight / 60_000;
    if (before !== null) longest = Math.max(longest, day + first - before);
    before = day + last;
  }
  if (before === null) return null;
  return longest * 60 + (timezone === 'UTC' ? 0 : CLOCK_CHANGE_SECONDS) + GRACE_SECONDS;
}
