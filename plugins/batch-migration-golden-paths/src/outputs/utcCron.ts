import {
  occurrenceTimes,
  validateEventBridge,
} from 'backstage-plugin-batch-migration-common';

const MINUTES_OF_DAY = 1440;
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** Three years with a leap day, over which old and new starts are compared. */
const CHECKED = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2029, 0, 1) };
/** Days of what starts every day alike. */
const CHECKED_DAYS = 40;
/** Far enough to meet every rule that a zone has today. */
const OFFSET_YEARS = 6;

/** Expressions of rules, which know UTC alone, or why there are none. */
export type UtcRules =
  | { expressions: string[]; problem: null }
  | { expressions: []; problem: string };

interface Fields {
  minute: string;
  hour: string;
  dom: string;
  month: string;
  dow: string;
  year: string;
}

/**
 * An expression of EventBridge Scheduler with its zone as expressions of
 * EventBridge rules. What cannot be said in UTC is refused; what is said
 * starts at the same instants, which is checked over three years.
 */
export function utcRules(expression: string, timezone: string): UtcRules {
  if (/^rate\(/.test(expression))
    return { expressions: [expression], problem: null };
  const match = /^cron\((.*)\)$/.exec(expression.trim());
  if (!match || validateEventBridge(expression) !== null) {
    return refused(expression, 'rules take cron(…) and rate(…) only');
  }
  const [minute, hour, dom, month, dow, year] = match[1].trim().split(/\s+/);
  const fields = { minute, hour, dom, month, dow, year };
  const offsets = offsetsOf(timezone);
  // Scheduler starts once in an hour that repeats, and a rule twice: even what
  // runs every five minutes differs there.
  const expressions =
    offsets.length > 1
      ? 'clocks change in its time zone. Where the hour does not matter, plan it in UTC'
      : shifted(fields, offsets[0]);
  if (typeof expressions === 'string') return refused(expression, expressions);
  return sameStarts(
    { expression, timezone },
    expressions,
    isEveryDay(fields)
      ? CHECKED.from + CHECKED_DAYS * MINUTES_OF_DAY * 60_000
      : CHECKED.to,
  )
    ? { expressions, problem: null }
    : refused(
        expression,
        `its starts in ${timezone} are not those of any rule in UTC`,
      );
}

function refused(expression: string, why: string): UtcRules {
  return {
    expressions: [],
    problem: `${JSON.stringify(
      expression,
    )} cannot be a rule of EventBridge, which knows UTC only: ${why}. Choose the CDK output for it, where EventBridge Scheduler keeps the time zone`,
  };
}

/** Minutes that a zone is ahead of UTC, each that it has in some years. */
function offsetsOf(timezone: string): number[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', hourCycle: 'h23' },
  });
  const offsets = new Set<number>();
  for (let day = 0; day < OFFSET_YEARS * 366; day += 1) {
    const at = CHECKED.from + day * 86_400_000;
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const local = Date.UTC(
      ...([parts.year, parts.month - 1, parts.day] as const),
      ...([parts.hour, parts.minute] as const),
    );
    offsets.add((local - at) / 60_000);
  }
  return [...offsets];
}

function shifted(fields: Fields, offset: number): string[] | string {
  if (offset === 0) return [written(fields)];
  const minutes = listOf(fields.minute, 60);
  const hours = listOf(fields.hour, 24);
  if (!minutes || !hours) return 'its hours or minutes cannot be listed';
  if (fields.hour === '*' && offset % 60 === 0 && isEveryDay(fields)) {
    return [written(fields)];
  }
  // Starts by the day on which they fall in UTC, and by minute of the hour.
  const groups = new Map<
    string,
    { days: number; minute: number; hours: number[] }
  >();
  for (const hour of hours) {
    for (const minute of minutes) {
      const at = hour * 60 + minute - offset;
      const days = Math.floor(at / MINUTES_OF_DAY);
      const inDay = at - days * MINUTES_OF_DAY;
      const key = `${days} ${inDay % 60}`;
      const group = groups.get(key) ?? {
        ...{ days, minute: inDay % 60, hours: [] },
      };
      group.hours.push(Math.floor(inDay / 60));
      groups.set(key, group);
    }
  }
  const rules = new Map<string, { fields: Fields; minutes: number[] }>();
  for (const { days, minute, hours: at } of groups.values()) {
    const day = onDay(fields, days);
    if (typeof day === 'string') return day;
    const hour = [...at].sort((a, b) => a - b).join(',');
    const key = `${days} ${hour}`;
    const rule = rules.get(key) ?? {
      fields: { ...fields, ...day, hour },
      minutes: [],
    };
    rule.minutes.push(minute);
    rules.set(key, rule);
  }
  return [...rules.values()].map(rule =>
    written({
      ...rule.fields,
      minute: rule.minutes.sort((a, b) => a - b).join(','),
    }),
  );
}

function isEveryDay({ dom, month, dow, year }: Fields): boolean {
  return [dom, month, dow, year].every(field => field === '*' || field === '?');
}

/** The day fields where a start falls on the day before (-1) or after (1). */
function onDay(
  { dom, month, dow, year }: Fields,
  days: number,
): Pick<Fields, 'dom' | 'dow'> | string {
  if (days === 0) return { dom, dow };
  if (month !== '*' || year !== '*') {
    return 'it falls on another day there, and so at times in another month';
  }
  if (dow !== '?' && dow !== '*') {
    const named = weekdays(dow);
    if (!named)
      return 'it falls on another day there, which # and L cannot say';
    return {
      dom: '?',
      dow: named.map(day => DAYS[(day + days + 7) % 7]).join(','),
    };
  }
  if (dom === '?' || dom === '*') return { dom, dow };
  if (dom === '1' && days === -1) return { dom: 'L', dow: '?' };
  const listed = listOf(dom, 32);
  // Of 29 to 31 the day before is in some months the last one, in others not.
  if (
    !listed ||
    listed.some(day => day + days < 1 || day > 28 || day + days > 28)
  ) {
    return 'it falls on another day there, which is in some months of another month';
  }
  return { dom: listed.map(day => day + days).join(','), dow: '?' };
}

/** Values of a field of numbers, ranges and steps below a bound; `null` where it is none. */
function listOf(field: string, bound: number): number[] | null {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return null;
    const [, all, first, last, every] = match;
    const step = Number(every ?? 1);
    const from = all ? 0 : Number(first);
    const open = all || (every !== undefined && last === undefined);
    const to = open ? bound - 1 : Number(last ?? first);
    if (step < 1 || to < from) return null;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** Days of the week from 0 for Sunday; `null` for what names a week of the month. */
function weekdays(field: string): number[] | null {
  const dayOf = (text: string) =>
    /^\d$/.test(text) ? Number(text) - 1 : DAYS.indexOf(text.toUpperCase());
  const days = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^([A-Za-z]{3}|[1-7])(?:-([A-Za-z]{3}|[1-7]))?$/.exec(part);
    if (!match) return null;
    const first = dayOf(match[1]);
    const last = dayOf(match[2] ?? match[1]);
    if (first < 0 || last < 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

function written({ minute, hour, dom, month, dow, year }: Fields): string {
  return `cron(${[minute, hour, dom, month, dow, year].join(' ')})`;
}

function sameStarts(
  { expression, timezone }: { expression: string; timezone: string },
  expressions: string[],
  to: number,
): boolean {
  const startsOf = (each: string, zone: string): number[] => [
    ...occurrenceTimes(
      { dialect: 'eventbridge', expression: each, timezone: zone },
      CHECKED.from,
      to,
    ),
  ];
  const before = startsOf(expression, timezone);
  const after = expressions
    .flatMap(each => startsOf(each, 'UTC'))
    .sort((a, b) => a - b);
  return (
    before.length === after.length &&
    before.every((at, index) => at === after[index])
  );
}
