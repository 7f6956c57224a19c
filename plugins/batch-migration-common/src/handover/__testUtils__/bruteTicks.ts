/**
 * Ticks minute by minute, from what a pattern means and not from how the
 * product reads it: shares no code with the evaluators.
 */
import type { ScheduleSpec } from '../../workload/model';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

/** A schedule as a person thinks of it; lists are ascending, 0 is Sunday. */
export interface Pattern {
  minutes: { every: number } | number[];
  hours: 'any' | number[];
  days: 'any' | { weekdays: number[] } | { monthDays: number[] };
  timezone: string;
}

const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

export function legacySpec({
  minutes,
  hours,
  days,
  timezone,
}: Pattern): ScheduleSpec {
  const minute = Array.isArray(minutes)
    ? minutes.join(',')
    : `*/${minutes.every}`;
  const hour = hours === 'any' ? '*' : hours.join(',');
  const monthDay =
    days !== 'any' && 'monthDays' in days ? days.monthDays.join(',') : '*';
  const weekday =
    days !== 'any' && 'weekdays' in days ? days.weekdays.join(',') : '*';
  return {
    dialect: 'debian-cron',
    expression: `${minute} ${hour} ${monthDay} * ${weekday}`,
    timezone,
  };
}

export function targetSpec({
  minutes,
  hours,
  days,
  timezone,
}: Pattern): ScheduleSpec {
  const minute = Array.isArray(minutes)
    ? minutes.join(',')
    : `0/${minutes.every}`;
  const hour = hours === 'any' ? '*' : hours.join(',');
  let day = '* * ?';
  if (days !== 'any') {
    day =
      'monthDays' in days
        ? `${days.monthDays.join(',')} * ?`
        : `? * ${days.weekdays.map(weekday => NAMES[weekday]).join(',')}`;
  }
  return {
    dialect: 'eventbridge',
    expression: `cron(${minute} ${hour} ${day} *)`,
    timezone,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

/** Local time minus UTC, asked of `Intl` once for each quarter of an hour. */
function offsetAt(timezone: string, at: number): number {
  const known = offsets.get(timezone) ?? new Map<number, number>();
  offsets.set(timezone, known);
  const quarter = Math.floor(at / QUARTER) * QUARTER;
  let offset = known.get(quarter);
  if (offset === undefined) {
    const format =
      formats.get(timezone) ??
      new Intl.DateTimeFormat('en-US', {
        timeZone: timezone,
        timeZoneName: 'longOffset',
      });
    formats.set(timezone, format);
    const name = format
      .formatToParts(quarter)
      .find(({ type }) => type === 'timeZoneName')!.value;
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name)!;
    offset =
      (sign === '-' ? -1 : 1) *
      (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) *
      MINUTE;
    known.set(quarter, offset);
  }
  return offset;
}

function matcherOf({ minutes, hours, days }: Pattern) {
  const isMinute = Array.from({ length: 60 }, (_, minute) =>
    Array.isArray(minutes)
      ? minutes.includes(minute)
      : minute % minutes.every === 0,
  );
  const isHour = Array.from(
    { length: 24 },
    (_, hour) => hours === 'any' || hours.includes(hour),
  );
  const isDay = (local: number) => {
    if (days === 'any') return true;
    const date = new Date(local);
    return 'weekdays' in days
      ? days.weekdays.includes(date.getUTCDay())
      : days.monthDays.includes(date.getUTCDate());
  };
  return (local: number) =>
    isMinute[(local / MINUTE) % 60] &&
    isHour[Math.floor(local / (60 * MINUTE)) % 24] &&
    isDay(local);
}

/** Both sides' ticks in [from, to), whole minutes in UTC milliseconds. */
export function bruteTicks(pattern: Pattern, from: number, to: number) {
  const { timezone, minutes, hours } = pattern;
  const matches = matcherOf(pattern);
  // crontab(5) calls a job with a `*` in minute or hour a wildcard job.
  const isWildcard = !Array.isArray(minutes) || hours === 'any';
  const legacy: number[] = [];
  const target: number[] = [];
  const first = Math.ceil(from / MINUTE) * MINUTE;
  let offset = offsetAt(timezone, first - MINUTE);
  for (let at = first; at < to; at += MINUTE) {
    const justBefore = offset;
    // No zone of today changes its clocks but on a quarter.
    if (at % QUARTER === 0 || at === first) offset = offsetAt(timezone, at);
    const local = at + offset;
    let leapt = false;
    for (let late = at + justBefore; late < local; late += MINUTE) {
      leapt ||= matches(late);
    }
    const isMatch = matches(local);
    if (!isMatch && !leapt) continue;
    // The same local time came before: clocks went back since.
    const repeats = [30, 60, 120].some(
      back =>
        at - back * MINUTE + offsetAt(timezone, at - back * MINUTE) === local,
    );
    if (isWildcard ? isMatch : leapt || (isMatch && !repeats)) legacy.push(at);
    if (isMatch && !repeats) target.push(at);
  }
  return { legacy, target };
}
