/**
 * EventBridge Scheduler expressions: `cron()`, `rate()` and `at()`, read as the
 * Scheduler user guide ("Schedule types") describes them.
 */

/** What one day field of `cron()` allows. */
export type MonthDayRule =
  | { type: 'any' }
  | { type: 'days'; days: ReadonlySet<number> }
  | { type: 'last' }
  | { type: 'last-weekday' }
  | { type: 'nearest-weekday'; day: number };

/** Weekdays are 1 (Sunday) to 7 (Saturday), as EventBridge counts. */
export type WeekDayRule =
  | { type: 'any' }
  | { type: 'days'; days: ReadonlySet<number> }
  | { type: 'last'; day: number }
  | { type: 'nth'; day: number; nth: number };

export interface CronExpression {
  type: 'cron';
  minutes: number[];
  hours: number[];
  monthDay: MonthDayRule;
  months: ReadonlySet<number>;
  weekDay: WeekDayRule;
  years: ReadonlySet<number> | null;
}

export type EventBridgeExpression =
  | CronExpression
  | { type: 'rate'; minutes: number }
  /** Local time of the schedule's zone, as if it were UTC. */
  | { type: 'at'; local: number };

/** A refusal; `message` is a sentence. */
export class EventBridgeExpressionError extends Error {}

const MAX_LENGTH = 256;
const FIELD_NAMES = [
  'minutes',
  'hours',
  'day-of-month',
  'month',
  'day-of-week',
  'year',
] as const;
const MONTH_NAMES = [
  'JAN',
  'FEB',
  'MAR',
  'APR',
  'MAY',
  'JUN',
  'JUL',
  'AUG',
  'SEP',
  'OCT',
  'NOV',
  'DEC',
];
const DAY_NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function refuse(message: string): never {
  throw new EventBridgeExpressionError(message);
}

interface Bounds {
  name: (typeof FIELD_NAMES)[number];
  min: number;
  max: number;
  names?: string[];
}

function valueOf(token: string, bounds: Bounds): number {
  const named = bounds.names?.indexOf(token.toUpperCase()) ?? -1;
  if (named >= 0) return named + bounds.min;
  if (!/^\d{1,4}$/.test(token)) {
    refuse(`${bounds.name}: \`${token}\` is not a value.`);
  }
  const value = Number(token);
  if (value < bounds.min || value > bounds.max) {
    refuse(
      `${bounds.name}: ${token} is not within ${bounds.min}-${bounds.max}.`,
    );
  }
  return value;
}

function valuesOf(field: string, bounds: Bounds): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [base, stepText, ...more] = part.split('/');
    if (more.length > 0) refuse(`${bounds.name}: \`${part}\` has two slashes.`);
    let step = 1;
    if (stepText !== undefined) {
      if (!/^\d{1,4}$/.test(stepText) || Number(stepText) === 0) {
        refuse(`${bounds.name}: \`${stepText}\` is not a step.`);
      }
      step = Number(stepText);
    }
    let first: number;
    let last: number;
    if (base === '*') {
      first = bounds.min;
      last = bounds.max;
    } else {
      const ends = base.split('-');
      if (ends.length > 2)
        refuse(`${bounds.name}: \`${part}\` is not a range.`);
      first = valueOf(ends[0], bounds);
      last = first;
      if (ends.length === 2) last = valueOf(ends[1], bounds);
      else if (stepText !== undefined) last = bounds.max;
    }
    const span = bounds.max - bounds.min + 1;
    // FRI-MON goes over the end of the week, as EventBridge allows.
    const end = last < first ? last + span : last;
    for (let value = first; value <= end; value += step) {
      values.add(value > bounds.max ? value - span : value);
    }
  }
  return values;
}

function monthDayRule(field: string): MonthDayRule {
  if (field === '*') return { type: 'any' };
  if (/^L$/i.test(field)) return { type: 'last' };
  if (/^LW$/i.test(field)) return { type: 'last-weekday' };
  const bounds: Bounds = { name: 'day-of-month', min: 1, max: 31 };
  const weekday = /^(\d{1,2})W$/i.exec(field);
  if (weekday) {
    return { type: 'nearest-weekday', day: valueOf(weekday[1], bounds) };
  }
  return { type: 'days', days: valuesOf(field, bounds) };
}

function weekDayRule(field: string): WeekDayRule {
  if (field === '*') return { type: 'any' };
  const bounds: Bounds = {
    name: 'day-of-week',
    min: 1,
    max: 7,
    names: DAY_NAMES,
  };
  if (/^L$/i.test(field)) return { type: 'days', days: new Set([7]) };
  const last = /^([0-9A-Za-z]{1,3})L$/i.exec(field);
  if (last) return { type: 'last', day: valueOf(last[1], bounds) };
  if (field.includes('#')) {
    const nth = /^([0-9A-Za-z]{1,3})#([1-5])$/.exec(field);
    if (!nth) {
      refuse(
        `day-of-week: \`${field}\` must be one weekday, one # and a number from 1 to 5.`,
      );
    }
    return { type: 'nth', day: valueOf(nth[1], bounds), nth: Number(nth[2]) };
  }
  return { type: 'days', days: valuesOf(field, bounds) };
}

const ascending = (values: Set<number>) => [...values].sort((a, b) => a - b);

function parseCron(body: string): CronExpression {
  const fields = body.split(/ +/).filter(field => field !== '');
  if (fields.length !== 6) {
    refuse(
      `cron() takes six fields (${FIELD_NAMES.join(', ')}), not ${
        fields.length
      }.`,
    );
  }
  const [minutes, hours, monthDay, month, weekDay, year] = fields;
  if ((monthDay === '?') === (weekDay === '?')) {
    refuse('Exactly one of day-of-month and day-of-week must be `?`.');
  }
  return {
    type: 'cron',
    minutes: ascending(valuesOf(minutes, { name: 'minutes', min: 0, max: 59 })),
    hours: ascending(valuesOf(hours, { name: 'hours', min: 0, max: 23 })),
    monthDay: monthDay === '?' ? { type: 'any' } : monthDayRule(monthDay),
    months: valuesOf(month, {
      name: 'month',
      min: 1,
      max: 12,
      names: MONTH_NAMES,
    }),
    weekDay: weekDay === '?' ? { type: 'any' } : weekDayRule(weekDay),
    years:
      year === '*'
        ? null
        : valuesOf(year, { name: 'year', min: 1970, max: 2199 }),
  };
}

const MINUTES_OF_UNIT: Record<string, number> = {
  minute: 1,
  hour: 60,
  day: 1440,
};

function parseRate(body: string): EventBridgeExpression {
  const match = /^(\d{1,9}) +(minute|hour|day)(s?)$/.exec(body.trim());
  if (!match || Number(match[1]) === 0) {
    refuse(
      'rate() takes a number above 0 and minutes, hours or days, for example rate(5 minutes).',
    );
  }
  const [, count, unit] = match;
  return { type: 'rate', minutes: Number(count) * MINUTES_OF_UNIT[unit] };
}

function parseAt(body: string): EventBridgeExpression {
  const text = body.trim();
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)
    ? Date.parse(`${text}Z`)
    : NaN;
  // Date.parse rolls 31 February over: a real date comes back as it went in.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(text)) {
    refuse('at() takes yyyy-mm-ddThh:mm:ss without a zone.');
  }
  return { type: 'at', local };
}

/**
 * Reads an expression.
 * @throws EventBridgeExpressionError with the rule that it breaks
 */
export function parseEventBridge(expression: string): EventBridgeExpression {
  if (expression.length > MAX_LENGTH) {
    refuse(`An expression has at most ${MAX_LENGTH} characters.`);
  }
  const match = /^(cron|rate|at)\(([^()]*)\)$/.exec(expression);
  if (!match) {
    refuse(
      `\`${expression.slice(
        0,
        80,
      )}\` is not cron(…), rate(…) or at(…) in lower case.`,
    );
  }
  const [, type, body] = match;
  if (type === 'cron') return parseCron(body);
  return type === 'rate' ? parseRate(body) : parseAt(body);
}

/** What is wrong with an expression, as a sentence; `null` where it is valid. */
export function validateEventBridge(expression: string): string | null {
  try {
    parseEventBridge(expression);
    return null;
  } catch (error) {
    if (error instanceof EventBridgeExpressionError) return error.message;
    throw error;
  }
}

/** Whether a text is written as EventBridge expressions are, valid or not. */
export function isEventBridgeExpression(expression: string): boolean {
  return /^(cron|rate|at)\(.*\)$/s.test(expression.trim());
}
