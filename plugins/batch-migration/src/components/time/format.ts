/** Dates in words. Every function takes its zone, since no date here is the browser's. */

type Pieces = Record<string, string>;

/** Making one takes longer than using it a hundred times, and a page has few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function pieces(
  at: Date,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Pieces {
  const parts = formatOf(locale, options).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

function formatOf(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const name = JSON.stringify([locale, options]);
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(name, format);
  return format;
}

/**
 * `Fri 13 Feb 04:15`, in Japanese `2/13(金) 04:15`. With `now` the year is told
 * where it is another one: `Tue 15 Jul 2014 11:11`.
 */
export function formatInstant(
  at: Date,
  locale: string,
  timezone: string,
  now?: Date,
): string {
  const year = calendarDay(at, timezone).slice(0, 4);
  const isOther = now && calendarDay(now, timezone).slice(0, 4) !== year;
  const { weekday, day, month, hour, minute } = pieces(at, locale, {
    weekday: 'short',
    day: 'numeric',
    month: locale.startsWith('ja') ? 'numeric' : 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  });
  return locale.startsWith('ja')
    ? `${
        isOther ? `${year}/` : ''
      }${month}/${day}(${weekday}) ${hour}:${minute}`
    : `${weekday} ${day} ${month}${
        isOther ? ` ${year}` : ''
      } ${hour}:${minute}`;
}

/**
 * As short as it stays clear beside another instant: `14:20` on the same day,
 * `Fri 02:00` within six days, else `1 Mar 02:00`.
 */
export function formatNear(
  at: Date,
  near: Date,
  locale: string,
  timezone: string,
): string {
  const { weekday, hour, minute } = pieces(at, locale, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  });
  const time = `${hour}:${minute}`;
  const day = calendarDay(at, timezone);
  const away = Math.abs(daysBetween(calendarDay(near, timezone), day));
  if (away === 0) return time;
  if (away < 7) {
    return locale.startsWith('ja')
      ? `(${weekday}) ${time}`
      : `${weekday} ${time}`;
  }
  return `${formatDate(at, locale, timezone, false)} ${time}`;
}

/** `13 Feb 2026`, in Japanese `2026年2月13日`. */
export function formatDate(
  at: Date,
  locale: string,
  timezone: string,
  withYear = true,
): string {
  return formatOf(locale, {
    day: 'numeric',
    month: locale.startsWith('ja') ? 'long' : 'short',
    ...(withYear ? { year: 'numeric' } : {}),
    timeZone: timezone,
  }).format(at);
}

/** `Fri 13 Feb`, in Japanese `2/13(金)`. */
export function formatDay(at: Date, locale: string, timezone: string): string {
  const text = formatInstant(at, locale, timezone);
  return text.slice(0, text.lastIndexOf(' '));
}

/** `04:15`. */
export function formatTime(at: Date, locale: string, timezone: string): string {
  const text = formatInstant(at, locale, timezone);
  return text.slice(text.lastIndexOf(' ') + 1);
}

/** With year, seconds and zone, for tooltips. */
export function formatExactly(
  at: Date,
  locale: string,
  timezone?: string,
): string {
  return formatOf(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
    ...(timezone ? { timeZone: timezone } : {}),
  }).format(at);
}

/** `Feb 2026` of a day in UTC, in Japanese `2026年2月`. */
export function formatMonth(
  at: Date,
  locale: string,
  withYear: boolean,
): string {
  return formatOf(locale, {
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(at);
}

/** `YYYY-MM-DD` of an instant in a zone. */
export function calendarDay(at: Date, timezone: string): string {
  const { year, month, day } = pieces(at, 'en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: timezone,
  });
  return `${year}-${month}-${day}`;
}

/** Whole days from one `YYYY-MM-DD` to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) /
      86_400_000,
  );
}

export interface Duration {
  unit: 'days' | 'hours' | 'minutes' | 'seconds';
  major: number;
  /** In the next smaller unit; 0 is left out. */
  minor: number;
}

/** The two largest units that say something. */
export function durationOf(milliseconds: number): Duration {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days >= 14) return { unit: 'days', major: days, minor: 0 };
  if (days > 0) return { unit: 'days', major: days, minor: hours % 24 };
  if (hours > 0) return { unit: 'hours', major: hours, minor: minutes % 60 };
  if (minutes > 0) return { unit: 'minutes', major: minutes, minor: 0 };
  return { unit: 'seconds', major: seconds, minor: 0 };
}
