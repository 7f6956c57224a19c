/** Expressions of sidekiq-scheduler: rufus-scheduler's cron, durations and points in time. */
import { excerpt } from './excerpt';
import {
  compileFields,
  expandWord,
  monthsWithDay,
  SIDEKIQ_READER,
  type VixieSchedule,
} from './vixie';
import type { ScheduleProblem } from './types';
import { isTimezone } from './zone';

export type SidekiqExpression =
  | { type: 'cron'; schedule: VixieSchedule; timezone: string | null }
  /** `every`, `interval`, `in`: counted from the start of each process. */
  | { type: 'every' | 'interval' | 'in'; seconds: number }
  /** Local time of the schedule's zone as if it were UTC, unless an offset was given. */
  | { type: 'at'; local: number; absolute: boolean };

export type SidekiqResult =
  | { ok: true; expression: SidekiqExpression }
  | ({ ok: false } & ScheduleProblem);

const UNIT_SECONDS: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** `1h30m`, `90` (seconds), `2 days`; `null` where it is none. */
export function durationSeconds(text: string): number | null {
  const compact = text
    .trim()
    .toLowerCase()
    .replace(/\b(second|minute|hour|day|week)s?\b/g, word => word[0])
    .replace(/\s+/g, '');
  if (/^\d{1,9}(\.\d{1,6})?$/.test(compact)) return Number(compact);
  if (!/^(\d{1,9}[smhdw])+$/.test(compact) || compact.length > 60) return null;
  let seconds = 0;
  for (const [, count, unit] of compact.matchAll(/(\d+)([smhdw])/g)) {
    seconds += Number(count) * UNIT_SECONDS[unit];
  }
  return seconds;
}

function problem(code: string, message: string): SidekiqResult {
  return { ok: false, code, message, index: 0 };
}

const NOON = '0 12 * * *';
/** A zone, or an offset, that is none here; a weekday such as `mon-fri` is not meant. */
const ZONE_LIKE = /^(?:[A-Za-z]{3,}[\w+-]*\/[A-Za-z]|[+-]\d\d:?\d\d$)/;
/** Extensions of fugit: `L`, `-2`, `1#2`, `1%2`, `1&`, `0~30`. */
const EXTENSION = /[#%&~]|(?:^|,)(?:-\d|l(?:ast)?(?:,|$))/i;
/** A list of days of the month in which a part stands for all of them. */
const WHOLE_MONTH = /(?:^|,)(?:(?:\*|0?1-31)(?:\/0?1)?|(?:0?1)?\/0?1)(?:,|$)/;

/** The days as fugit combines them (`determine_weekdays`, `day_match?`, `compact_month_days`). */
function withDaysOfFugit(
  schedule: VixieSchedule,
  monthDays: string,
  weekDays: string,
): VixieSchedule {
  const anyMonthDay = WHOLE_MONTH.test(monthDays);
  return {
    ...schedule,
    months:
      anyMonthDay || schedule.months.length === 12
        ? schedule.months
        : monthsWithDay(schedule),
    bothDays: anyMonthDay || weekDays === '*',
  };
}

function compileSidekiqCron(text: string): SidekiqResult {
  const tokens = text
    .replace(/^@\w+/, word =>
      word === '@noon' ? NOON : expandWord(word) ?? word,
    )
    .trim()
    .split(/\s+/);
  let timezone: string | null = null;
  const last = tokens[tokens.length - 1];
  if (/^[A-Za-z]/.test(last) && tokens.length > 5 && isTimezone(last)) {
    timezone = last;
    tokens.pop();
  } else if (tokens.length > 5 && ZONE_LIKE.test(last)) {
    return problem(
      'unknown-timezone',
      `\`${excerpt(
        last,
      )}\` is not an IANA time zone. Write one such as Asia/Tokyo; case counts.`,
    );
  }
  if (tokens.length === 6) {
    if (!/^0+$/.test(tokens[0])) {
      return problem(
        'seconds-not-supported',
        `The seconds field \`${excerpt(
          tokens[0],
        )}\` is finer than a minute, which no target platform here offers. Use 0 seconds.`,
      );
    }
    tokens.shift();
  }
  if (tokens.length !== 5) {
    return problem(
      'bad-schedule',
      `\`${text.slice(
        0,
        80,
      )}\` is not five or six cron fields with an optional time zone.`,
    );
  }
  const extension = tokens.find(token => EXTENSION.test(token));
  if (extension !== undefined) {
    return problem(
      'fugit-only',
      `\`${excerpt(
        extension,
      )}\` is an extension of fugit that is not translated here. Write the dates as crontab(5) does, or the new schedule by hand.`,
    );
  }
  // `*` adds nothing to a list of weekdays.
  const weekDays =
    tokens[4]
      .split(',')
      .filter(part => part !== '*')
      .join() || '*';
  const fields = [...tokens.slice(0, 4), weekDays];
  const offsets: number[] = [];
  let offset = 0;
  for (const field of fields) {
    offsets.push(offset);
    offset += field.length + 1;
  }
  const result = compileFields(fields, offsets, SIDEKIQ_READER);
  if (!result.ok) return result;
  const schedule = withDaysOfFugit(result.schedule, fields[2], weekDays);
  return { ok: true, expression: { type: 'cron', schedule, timezone } };
}

function compileAt(text: string): SidekiqResult {
  const match =
    /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(
      text,
    );
  const iso = match
    ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${
        match[6] ?? '00'
      }`
    : '';
  const offset = match?.[7];
  const colon = offset?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const local = match ? Date.parse(`${iso}${colon ?? 'Z'}`) : NaN;
  // Date.parse rolls 31 February over; Ruby refuses it.
  const isDate = new Date(Date.parse(`${iso}Z`) || 0)
    .toISOString()
    .startsWith(iso);
  if (Number.isNaN(local) || !isDate) {
    return problem(
      'bad-time',
      `\`${text.slice(
        0,
        80,
      )}\` is not a point in time such as 2026-03-01 04:00:00.`,
    );
  }
  return {
    ok: true,
    expression: { type: 'at', local, absolute: offset !== undefined },
  };
}

/** Compiles `15 4 * * * Asia/Tokyo`, `every 5m`, `interval 5m`, `in 10m` or `at 2026-…`. */
export function compileSidekiq(expression: string): SidekiqResult {
  const text = expression.trim();
  const match = /^(every|interval|in|at)\s+(.*)$/s.exec(text);
  if (!match) return compileSidekiqCron(text);
  const [, type, rest] = match;
  if (type === 'at') return compileAt(rest.trim());
  const seconds = durationSeconds(rest);
  if (seconds === null || seconds <= 0) {
    return problem(
      'bad-duration',
      `\`${rest.slice(0, 80)}\` is not a duration such as 5m or 1h30m.`,
    );
  }
  return {
    ok: true,
    expression: { type: type as 'every' | 'interval' | 'in', seconds },
  };
}
