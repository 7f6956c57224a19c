/** How often anacron wants a job to run: it counts days, or looks at the month. */
export type AnacronPeriod =
  | { unit: 'days'; days: number }
  | { unit: 'month' }
  | { unit: 'year' };

const NAMED: Record<string, AnacronPeriod> = {
  '@daily': { unit: 'days', days: 1 },
  '@weekly': { unit: 'days', days: 7 },
  '@monthly': { unit: 'month' },
  '@yearly': { unit: 'year' },
  '@annually': { unit: 'year' },
};

/** No host is up for so long: about 27 years. */
const MAX_DAYS = 9999;

export function parsePeriod(text: string): AnacronPeriod | null {
  if (Object.hasOwn(NAMED, text)) return NAMED[text];
  const days = Number(text);
  return /^\d{1,4}$/.test(text) && days >= 1 && days <= MAX_DAYS
    ? { unit: 'days', days }
    : null;
}

/** Minutes; `null` where it is no number of them. */
export function parseDelay(text: string): number | null {
  return /^\d{1,5}$/.test(text) ? Number(text) : null;
}

/** A time of day, in the host's zone. */
export interface TimeOfDay {
  hour: number;
  minute: number;
}

/**
 * When in a day a job starts at the earliest: the first start of anacron in
 * the hours in which it may, and the delay.
 */
export function earliestStart(
  job: {
    delayMinutes: number;
    startHours: { from: number; until: number } | null;
  },
  anacron: { minute: number; hours: { from: number; until: number } },
): TimeOfDay | null {
  const from = job.startHours?.from ?? 0;
  const until = job.startHours?.until ?? 24;
  const hour = Math.max(from, anacron.hours.from);
  if (hour > anacron.hours.until || hour >= until) return null;
  const minutes = hour * 60 + anacron.minute + job.delayMinutes;
  return { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}

/**
 * The period as a schedule of cron; `null` where anacron counts days from the
 * last run, so that no calendar tells the next one.
 */
export function cronOfPeriod(
  period: AnacronPeriod,
  { hour, minute }: TimeOfDay,
): string | null {
  if (period.unit === 'month') return `${minute} ${hour} 1 * *`;
  if (period.unit === 'year') return `${minute} ${hour} 1 1 *`;
  return period.days === 1 ? `${minute} ${hour} * * *` : null;
}

/** For a person. */
export function periodText(period: AnacronPeriod): string {
  if (period.unit !== 'days') return `once a ${period.unit}`;
  return period.days === 1 ? 'once a day' : `every ${period.days} days`;
}
