/**
 * Calendar expressions of systemd (`OnCalendar=`), read to the letter of
 * systemd.time(7) and of what `systemd-analyze calendar` takes. Never throws.
 */
import { CalendarScanner, CalendarError } from './systemdScanner';
import type { ScheduleProblem } from './types';
import { isTimezone } from './zone';

/** `start`, `start..stop` or `start/repeat` of one part, in the unit of that part. */
export interface CalendarRange {
  start: number;
  /** Inclusive; `null` runs to the end of the part, where it repeats. */
  stop: number | null;
  /** 0 for a single value. */
  repeat: number;
}

/** The compiled form. Sets are ascending. */
export interface SystemdCalendar {
  /** 0 is Sunday; `null` is any. A weekday and a date must both match. */
  weekDays: number[] | null;
  /** `null` is any from 1970 to 2199, which is all that systemd knows. */
  years: number[] | null;
  months: number[];
  /** `null` is any. */
  days: CalendarRange[] | null;
  /** `days` count back from the end of the month: 1 is its last day. */
  fromMonthEnd: boolean;
  hours: number[];
  minutes: number[];
  /** Milliseconds within the minute; `[0]` is on the minute. */
  milliseconds: number[];
  /** The zone at the end of the expression; `null` is the host's. */
  timezone: string | null;
}

export type CalendarResult =
  | { ok: true; calendar: SystemdCalendar }
  | ({ ok: false } & ScheduleProblem);

export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2199;
/** `~` reaches back no further than a February does. */
const DAYS_FROM_END = 28;
const MICROS = 1_000_000;
const MINUTE_MICROS = 60 * MICROS;

/** systemd's own expansions; case does not count. */
const WORDS: Record<string, string> = {
  minutely: '*-*-* *:*:00',
  hourly: '*-*-* *:00:00',
  daily: '*-*-* 00:00:00',
  weekly: 'Mon *-*-* 00:00:00',
  monthly: '*-*-01 00:00:00',
  quarterly: '*-01,04,07,10-01 00:00:00',
  semiannually: '*-01,07-01 00:00:00',
  'semi-annually': '*-01,07-01 00:00:00',
  biannually: '*-01,07-01 00:00:00',
  'bi-annually': '*-01,07-01 00:00:00',
  annually: '*-01-01 00:00:00',
  yearly: '*-01-01 00:00:00',
  anually: '*-01-01 00:00:00',
};

interface Part {
  name: string;
  low: number;
  high: number;
}

const PARTS = {
  year: { name: 'year', low: FIRST_YEAR, high: LAST_YEAR },
  month: { name: 'month', low: 1, high: 12 },
  day: { name: 'day', low: 1, high: 31 },
  dayFromEnd: { name: 'day', low: 1, high: DAYS_FROM_END },
  hour: { name: 'hour', low: 0, high: 23 },
  minute: { name: 'minute', low: 0, high: 59 },
  second: { name: 'second', low: 0, high: MINUTE_MICROS - 1 },
} satisfies Record<string, Part>;

/** A range as systemd normalizes it, or a refusal of what lies outside of the part. */
function checkRange(range: CalendarRange, part: Part): CalendarRange {
  const { name, low, high } = part;
  const unit = part === PARTS.second ? MICROS : 1;
  const within = (value: number) => {
    if (value >= low && value <= high) return;
    throw new CalendarError(
      `the ${name} ${value / unit} is not within ${low}-${Math.floor(
        high / unit,
      )}`,
    );
  };
  const { start, repeat } = range;
  within(start);
  if (range.stop !== null) {
    within(range.stop);
    if (range.stop < start) {
      throw new CalendarError(
        `the ${name} range ${start / unit}..${
          range.stop / unit
        } runs backwards; write two ranges`,
      );
    }
    const stop = range.stop - ((range.stop - start) % repeat);
    return stop > start
      ? { start, stop, repeat }
      : { start, stop: null, repeat: 0 };
  }
  const room = part === PARTS.dayFromEnd ? start - low : high - start;
  if (repeat > room) {
    throw new CalendarError(
      `the ${name} repetition ${start / unit}/${
        repeat / unit
      } has no second value; leave the repetition out`,
    );
  }
  return range;
}

function checkAll(
  ranges: CalendarRange[] | null,
  part: Part,
): CalendarRange[] | null {
  return ranges?.map(range => checkRange(range, part)) ?? null;
}

/**
 * Days counted from the end of the month. systemd takes three days off the
 * limit for each further entry of the list (`chain_valid` in its source), so
 * it refuses `~3,27` and takes `~27`.
 */
function checkFromMonthEnd(ranges: CalendarRange[]): CalendarRange[] {
  const known = ranges
    .map(range => checkRange(range, PARTS.dayFromEnd))
    .sort(
      (a, b) =>
        a.start - b.start ||
        (a.stop ?? -1) - (b.stop ?? -1) ||
        a.repeat - b.repeat,
    );
  const isSame = (a: CalendarRange, b?: CalendarRange) =>
    a.start === b?.start && a.stop === b.stop && a.repeat === b.repeat;
  const distinct = known.filter((range, i) => !isSame(range, known[i - 1]));
  distinct.forEach(({ start, stop, repeat }, i) => {
    const limit = DAYS_FROM_END - 3 * i;
    if (Math.max(start, stop ?? 0) > limit || repeat > limit - 1) {
      throw new CalendarError(
        'a list of days counted from the end of the month reaches too far back for systemd; write several OnCalendar= lines',
      );
    }
  });
  return distinct;
}

/** The values of a part, ascending; `null` where any value will do. */
function valuesOf(ranges: CalendarRange[] | null, part: Part): number[] | null {
  const checked = checkAll(ranges, part);
  if (!checked) return null;
  // Marked rather than collected, so that hostile lists cost little.
  const marks = new Uint8Array(part.high - part.low + 1);
  for (const { start, stop, repeat } of checked) {
    const end = repeat === 0 ? start : stop ?? part.high;
    for (let at = start; at <= end; at += repeat || 1) marks[at - part.low] = 1;
  }
  const values: number[] = [];
  marks.forEach((marked, i) => {
    if (marked) values.push(i + part.low);
  });
  return values;
}

/** As `valuesOf`, of seconds, in milliseconds: finer ones have no instant here. */
function millisecondsOf(ranges: CalendarRange[]): number[] {
  const checked = checkAll(ranges, PARTS.second)!;
  const isFine = (micros: number) => micros % 1000 !== 0;
  if (checked.some(({ start, repeat }) => isFine(start) || isFine(repeat))) {
    throw new CalendarError('its seconds are finer than a millisecond');
  }
  const thousandth = ({ start, stop, repeat }: CalendarRange) => ({
    start: start / 1000,
    stop: stop === null ? null : stop / 1000,
    repeat: repeat / 1000,
  });
  return valuesOf(checked.map(thousandth), {
    name: 'second',
    low: 0,
    high: 59_999,
  })!;
}

/** 70 to 99 belong to the last century, 0 to 69 to this one. */
function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 70 ? year + 2000 : year + 1900;
}

function fullYears(ranges: CalendarRange[] | null): CalendarRange[] | null {
  return (
    ranges?.map(({ start, stop, repeat }) => ({
      start: fullYear(start),
      stop: stop === null ? null : fullYear(stop),
      repeat,
    })) ?? null
  );
}

function everyValue({ low, high }: Part): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => i + low);
}

/** `@1395716396`: that one second, in UTC. */
function fromTimestamp(seconds: number): SystemdCalendar {
  const date = new Date(seconds * 1000);
  const only = (start: number) => [{ start, stop: null, repeat: 0 }];
  return {
    weekDays: null,
    years: valuesOf(only(date.getUTCFullYear()), PARTS.year),
    months: [date.getUTCMonth() + 1],
    days: only(date.getUTCDate()),
    fromMonthEnd: false,
    hours: [date.getUTCHours()],
    minutes: [date.getUTCMinutes()],
    milliseconds: [date.getUTCSeconds() * 1000],
    timezone: 'UTC',
  };
}

/** Splits off `UTC` or an IANA zone; what looks like one and is none is refused. */
function splitZone(text: string): { rest: string; timezone: string | null } {
  const space = text.lastIndexOf(' ');
  if (space < 0) return { rest: text, timezone: null };
  const word = text.slice(space + 1);
  const rest = text.slice(0, space);
  if (/^utc$/i.test(word)) return { rest, timezone: 'UTC' };
  // Numbers and `*` are a date or a time; a weekday stands in front.
  if (!/^[A-Za-z]/.test(word)) return { rest: text, timezone: null };
  if (!isTimezone(word) || !hasOwnSpelling(word)) {
    throw new CalendarError(
      `\`${word.slice(
        0,
        40,
      )}\` is not a time zone; write UTC or an IANA name such as Asia/Tokyo at the end, after the time (systemd takes an abbreviation such as JST only on hosts of that zone)`,
      space + 1,
    );
  }
  return { rest, timezone: word };
}

/** systemd looks for a file of that name, so case counts; the runtime's look-up ignores it. */
function hasOwnSpelling(zone: string): boolean {
  if (!/^[A-Z]/.test(zone)) return false;
  const { timeZone } = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
  }).resolvedOptions();
  return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
}

function readCalendar(text: string): SystemdCalendar {
  if (/^\s|\s$/.test(text)) {
    throw new CalendarError('it begins or ends with a blank');
  }
  const { rest, timezone } = splitZone(text);
  const word = rest.toLowerCase();
  const written = Object.hasOwn(WORDS, word) ? WORDS[word] : rest;
  if (written === '') throw new CalendarError('it is empty');
  const scan = new CalendarScanner(written);
  const weekDays = scan.weekDays();
  const timestamp = scan.timestamp();
  if (timestamp !== null) {
    if (weekDays)
      throw new CalendarError('a weekday stands before a timestamp');
    return fromTimestamp(timestamp);
  }
  const { year, month, day, fromMonthEnd } = scan.date();
  const { hour, minute, second } = scan.time();
  const days =
    fromMonthEnd && day ? checkFromMonthEnd(day) : checkAll(day, PARTS.day);
  return {
    weekDays,
    years: valuesOf(fullYears(year), PARTS.year),
    months: valuesOf(month, PARTS.month) ?? everyValue(PARTS.month),
    days,
    fromMonthEnd: fromMonthEnd && days !== null,
    hours: valuesOf(hour, PARTS.hour) ?? everyValue(PARTS.hour),
    minutes: valuesOf(minute, PARTS.minute) ?? everyValue(PARTS.minute),
    milliseconds: millisecondsOf(second),
    timezone,
  };
}

/** Compiles a calendar expression as it stands behind `OnCalendar=`. */
export function compileCalendar(expression: string): CalendarResult {
  try {
    return { ok: true, calendar: readCalendar(expression) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return {
      ok: false,
      code: 'bad-calendar',
      message: `\`${expression.slice(
        0,
        80,
      )}\` is not a calendar expression of systemd: ${
        error.why
      }. Check it with systemd-analyze calendar.`,
      index: error.index,
    };
  }
}

/** Days of a month, 1 to 31, on which the day part matches. */
export function daysOfMonth(
  { days, fromMonthEnd }: SystemdCalendar,
  daysInMonth: number,
): number[] {
  if (!days) return Array.from({ length: daysInMonth }, (_, i) => i + 1);
  const found = new Set<number>();
  for (const { start, stop, repeat } of days) {
    // Counted from the end, the range turns round: its stop is the earlier day.
    const first = fromMonthEnd ? daysInMonth + 1 - (stop ?? start) : start;
    let last = repeat === 0 ? first : daysInMonth;
    if (stop !== null) last = fromMonthEnd ? daysInMonth + 1 - start : stop;
    for (let day = first; day <= last; day += repeat || 1) {
      if (day >= 1 && day <= daysInMonth) found.add(day);
    }
  }
  return [...found].sort((a, b) => a - b);
}
