/**
 * What EventBridge Scheduler accepts as a schedule. Neither the CDK nor
 * CloudFormation looks: a wrong one fails the deployment.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  name: string;
  min: number;
  max: number;
  names?: string[];
  /** What this field takes beside numbers. */
  special?: RegExp;
}

const FIELDS: Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31, special: /^(?:\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 1, max: 7, names: DAYS, special: /^(?:\?|L|(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[1-5]))$/ },
  { name: 'year', min: 1970, max: 2199 },
];

/** The fields of a `cron()` that has been checked. */
export interface Cron {
  /** Minutes since local midnight, ascending. */
  minutesOfDay: number[];
  months: Set<number>;
  years: Set<number>;
  /** Numbers, or what they cannot say: `?`, `L`, `LW`, `15W`. */
  dayOfMonth: Set<number> | string;
  /** 1 is Sunday. Numbers, or `?`, `L`, `6L`, `6#2`. */
  dayOfWeek: Set<number> | string;
}

/** Why Scheduler refuses an expression; `null` when it takes it. */
export function scheduleProblem(expression: string): string | null {
  const [, kind, inner] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rateProblem(inner);
  if (kind === 'at') return atProblem(inner);
  if (kind === 'cron') return cronProblem(inner);
  return 'it must be cron(…), rate(…) or at(…)';
}

/** Reads `cron(…)` that has been checked; `null` for `rate()` and `at()`. */
export function parseCron(expression: string): Cron | null {
  const [, inner] = /^cron\((.*)\)$/.exec(expression) ?? [];
  if (inner === undefined) return null;
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = inner.split(' ');
  const minutes = expand(minute, FIELDS[0]);
  const named = (text: string, field: Field) =>
    field.special?.test(text)
      ? text.replace(/^[A-Z]{3}/, name => String(DAYS.indexOf(name) + 1))
      : new Set(expand(text, field));
  return {
    minutesOfDay: expand(hour, FIELDS[1])
      .flatMap(each => minutes.map(one => each * 60 + one))
      .sort((a, b) => a - b),
    dayOfMonth: named(dayOfMonth, FIELDS[2]),
    months: new Set(expand(month, FIELDS[3])),
    dayOfWeek: named(dayOfWeek, FIELDS[4]),
    years: new Set(expand(year, FIELDS[5])),
  };
}

/** Seconds between two starts of a `rate()`; `null` for anything else. */
export function rateSeconds(expression: string): number | null {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  return rate && Number(rate[1]) * { minute: 60, hour: 3600, day: 86_400 }[rate[2] as 'minute'];
}

/**
 * A lower bound, in seconds, of the time between two starts: how old a start
 * may become before the next one is due.
 */
export function shortestPeriodSeconds(expression: string): number {
  const cron = parseCron(expression);
  if (!cron) return rateSeconds(expression) ?? 86_400;
  const { minutesOfDay: at } = cron;
  const gaps = at.map((minute, index) => (index === 0 ? minute + 1440 - at[at.length - 1] : minute - at[index - 1]));
  return Math.min(...gaps) * 60;
}

function rateProblem(inner: string): string | null {
  const match = /^([1-9]\d*) (minutes?|hours?|days?)$/.exec(inner);
  if (!match) return 'rate() takes a number and minutes, hours or days, such as rate(5 minutes)';
  const singular = !match[2].endsWith('s');
  return (match[1] === '1') === singular ? null : 'rate() takes the singular for 1 and the plural otherwise';
}

function atProblem(inner: string): string | null {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner) ? Date.parse(`${inner}Z`) : Number.NaN;
  // Date.parse rolls 31 February over: a date that exists comes back as it went in.
  const exists = !Number.isNaN(local) && new Date(local).toISOString().startsWith(inner);
  return exists ? null : 'at() takes a local time that exists, such as at(2026-03-01T04:15:00)';
}

function cronProblem(inner: string): string | null {
  const fields = inner.split(' ');
  if (fields.length !== 6) {
    return `cron() takes six fields (minute hour day-of-month month day-of-week year), got: ${fields.length}`;
  }
  for (const [index, field] of FIELDS.entries()) {
    const problem = fieldProblem(fields[index], field);
    if (problem) return `${field.name} ${problem}`;
  }
  const unset = [fields[2], fields[4]].filter(field => field === '?').length;
  return unset === 1 ? null : 'exactly one of day of month and day of week must be ?';
}

function fieldProblem(text: string, field: Field): string | null {
  if (field.special?.test(text)) return null;
  for (const part of text.split(',')) {
    const [range, step, more] = part.split('/');
    if (more !== undefined || (step !== undefined && !/^[1-9]\d*$/.test(step))) {
      return `has a step that is no number, got: ${part}`;
    }
    if (range === '*') continue;
    const ends = range.split('-').map(end => valueOf(end, field));
    if (ends.length > 2 || ends.some(Number.isNaN)) {
      return `takes ${field.min} to ${field.max}${field.names ? ' or names' : ''}, got: ${part}`;
    }
  }
  return null;
}

function valueOf(text: string, { min, max, names }: Field): number {
  const index = names?.indexOf(text) ?? -1;
  if (index >= 0) return index + 1;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : Number.NaN;
}

/** The values of a field that has been checked. A range that ends before it begins wraps around. */
function expand(text: string, field: Field): number[] {
  const { min, max } = field;
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range, step] = part.split('/');
    const [from, to] = range === '*' ? [min, max] : range.split('-').map(end => valueOf(end, field));
    const last = to ?? (step === undefined ? from : max);
    const span = last >= from ? last - from : last - min + (max - from) + 1;
    for (let offset = 0; offset <= span; offset += Number(step ?? 1)) {
      values.add(min + ((from - min + offset) % (max - min + 1)));
    }
  }
  return [...values];
}
