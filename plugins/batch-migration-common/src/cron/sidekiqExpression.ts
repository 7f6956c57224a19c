/** Expressions of sidekiq-scheduler: rufus-scheduler's cron, durations and points in time. */
import { excerpt } from './excerpt';
import {
  compileFields,
  expandWord,
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

function compileSidekiqCron(text: string): SidekiqResult {
  const tokens = (
    expandWord(text.split(/\s+/)[0])
      ? text.replace(/^@\w+/, word => expandWord(word) ?? word)
      : text
  )
    .trim()
    .split(/\s+/);
  let timezone: string | null = null;
  const last = tokens[tokens.length - 1];
  if (/^[A-Za-z]/.test(last) && tokens.length > 5 && isTimezone(last)) {
    timezone = last;
    tokens.pop();
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
  const offsets: number[] = [];
  let offset = 0;
  for (const token of tokens) {
    offsets.push(offset);
    offset += token.length + 1;
  }
  const result = compileFields(tokens, offsets, SIDEKIQ_READER);
  if (!result.ok) return result;
  return {
    ok: true,
    expression: { type: 'cron', schedule: result.schedule, timezone },
  };
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
  if (Number.isNaN(local)) {
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
