import { type Cron, parseCron, rateSeconds } from './cron';
import type { JobSchedule } from './job';
import { instantsOf, instantsOfDay } from './zone';

const DAY = 86_400_000;

/** Whether a `cron()` starts on a local day, given by its midnight as if it were UTC. */
export function startsOn({ years, months, dayOfMonth, dayOfWeek }: Cron, midnight: number): boolean {
  const date = new Date(midnight);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (!years.has(year) || !months.has(month)) return false;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weekDay = date.getUTCDay() + 1;
  if (typeof dayOfMonth !== 'string') return dayOfMonth.has(day);
  if (dayOfMonth === 'L') return day === days;
  if (dayOfMonth === 'LW') return day === nearestWeekday(midnight, days, days);
  if (dayOfMonth !== '?') return day === nearestWeekday(midnight, Number.parseInt(dayOfMonth, 10), days);
  if (typeof dayOfWeek !== 'string') return dayOfWeek.has(weekDay);
  if (dayOfWeek === 'L') return weekDay === 7;
  const [wanted, nth] = dayOfWeek.replace('L', '').split('#').map(Number);
  if (weekDay !== wanted) return false;
  return nth === undefined ? day + 7 > days : Math.ceil(day / 7) === nth;
}

/** The day from Monday to Friday nearest to a day of the month, in the same month; 0 where there is no such day. */
function nearestWeekday(midnight: number, wanted: number, days: number): number {
  if (wanted > days) return 0;
  const date = new Date(midnight);
  const weekDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), wanted)).getUTCDay();
  if (weekDay === 6) return wanted === 1 ? 3 : wanted - 1;
  if (weekDay === 0) return wanted === days ? wanted - 2 : wanted + 1;
  return wanted;
}

/**
 * When Scheduler starts a schedule, from `from` (inclusive) to `to` (exclusive),
 * ascending. `null` for a `rate()` without a start date: it counts from when it
 * was created, and nobody here knows when that was.
 */
export function occurrences(schedule: JobSchedule, from: Date, to: Date): Date[] | null {
  const { expression, timezone, startDate, endDate } = schedule;
  const first = Math.max(from.getTime(), startDate === undefined ? 0 : Date.parse(startDate));
  const last = Math.min(to.getTime(), endDate === undefined ? Infinity : Date.parse(endDate) + 1);
  const within = (instants: number[]) => instants.filter(at => at >= first && at < last).map(at => new Date(at));

  const cron = parseCron(expression);
  if (cron) {
    const instants: number[] = [];
    for (let midnight = Math.floor(first / DAY - 1) * DAY; midnight < last + DAY; midnight += DAY) {
      if (startsOn(cron, midnight)) instants.push(...instantsOfDay(timezone, midnight, cron.minutesOfDay));
    }
    return within(instants);
  }
  const seconds = rateSeconds(expression);
  if (seconds === null) {
    const local = Date.parse(`${expression.slice('at('.length, -1)}Z`);
    return within(instantsOf(timezone, local).slice(0, 1));
  }
  if (startDate === undefined) return null;
  const period = seconds * 1000;
  const anchor = Date.parse(startDate);
  const instants: number[] = [];
  for (let at = anchor + Math.ceil((first - anchor) / period) * period; at < last; at += period) instants.push(at);
  return within(instants);
}
