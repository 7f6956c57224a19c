/** What the time part of a crontab line means, compiled for evaluation. */
import { excerpt } from './excerpt';
import {
  FIELDS,
  readField,
  type FieldNote,
  type FieldReader,
  type FieldResult,
} from './fields';
import type { Cron, ScheduleProblem } from './types';

/** The compiled form. Field values are ascending; Sunday is 0. */
export interface VixieSchedule {
  /** `@reboot`: starts with the host, at no known time. */
  reboot: boolean;
  /** A field holds `~`: cron draws it on loading, so nobody knows it. */
  random: boolean;
  minutes: number[];
  hours: number[];
  monthDays: number[];
  months: number[];
  weekDays: number[];
  /** Both day fields must match; else either may. */
  bothDays: boolean;
  /** Minute or hour begins with `*`: follows the wall clock when that jumps. */
  wildcard: boolean;
  notes: FieldNote[];
}

export type VixieResult =
  | { ok: true; schedule: VixieSchedule; fields: string[] }
  | ({ ok: false } & ScheduleProblem);

const WORDS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Every @word that a cron takes; case counts. */
export const AT_WORDS = [...Object.keys(WORDS), '@reboot'];

function compareVersions(a: string, b: string): number {
  const numbers = (version: string) =>
    (version.match(/\d+/g) ?? []).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const MAX_REMEMBERED = 5000;
const readers = new Map<string, FieldReader>();
/** A file asks for the same one on each line. */
let latest: { cron: Cron; version: string; reader: FieldReader } | null = null;

/**
 * The rules of a cron. Without a version the current one is assumed: Debian
 * 3.0pl1-162, cronie 1.7.2. A Debian version counts by the number after
 * `3.0pl1-`.
 */
export function fieldReader(cron: Cron, version = ''): FieldReader {
  if (latest?.cron === cron && latest.version === version) return latest.reader;
  const key = `${cron} ${version}`;
  let reader = readers.get(key);
  if (!reader) {
    reader = createReader(cron, version);
    if (readers.size < MAX_REMEMBERED) readers.set(key, reader);
  }
  latest = { cron, version, reader };
  return reader;
}

function createReader(cron: Cron, version: string): FieldReader {
  if (cron === 'debian') {
    const revision = /pl1-(\d+)/.exec(version);
    return {
      cron,
      stepOnSingle:
        revision !== null && Number(revision[1]) < 125 ? 'ignored' : 'error',
      reversed: 'empty',
      sundayEndsRange: false,
    };
  }
  const current = /\d/.test(version) ? version : '1.7.2';
  return {
    cron,
    stepOnSingle: 'error',
    reversed: compareVersions(current, '1.6') < 0 ? 'error' : 'empty',
    sundayEndsRange: compareVersions(current, '1.7.2') > 0,
  };
}

/** fugit, which sidekiq-scheduler uses, wraps ranges. Its rules of days are in `sidekiqExpression`. */
export const SIDEKIQ_READER: FieldReader = {
  cron: 'sidekiq',
  stepOnSingle: 'to-the-end',
  reversed: 'wrap',
  sundayEndsRange: false,
};

const REBOOT: VixieSchedule = {
  reboot: true,
  random: false,
  minutes: [],
  hours: [],
  monthDays: [],
  months: [],
  weekDays: [],
  bothDays: true,
  wildcard: false,
  notes: [],
};

const remembered = new WeakMap<FieldReader, Map<string, FieldResult>>();

/** Crontabs repeat their fields: each is read once by a reader. */
function readOnce(
  text: string,
  field: number,
  reader: FieldReader,
): FieldResult {
  let known = remembered.get(reader);
  if (!known) {
    known = new Map();
    remembered.set(reader, known);
  }
  const key = `${field} ${text}`;
  let result = known.get(key);
  if (!result) {
    result = readField(text, FIELDS[field], reader);
    if (known.size < MAX_REMEMBERED) known.set(key, result);
  }
  return result;
}

/** Compiles five fields that were already split; `offsets` are their indices in the source. */
export function compileFields(
  fields: string[],
  offsets: number[],
  reader: FieldReader,
): VixieResult {
  const read: Array<Extract<FieldResult, { ok: true }>> = [];
  const notes: FieldNote[] = [];
  for (let i = 0; i < FIELDS.length; i++) {
    if (i >= fields.length) {
      return {
        ok: false,
        code: `bad-${FIELDS[i].name}`,
        message: `The ${FIELDS[i].name} field is missing: a schedule has five fields.`,
        index: (offsets[i - 1] ?? 0) + (fields[i - 1]?.length ?? 0),
      };
    }
    const result = readOnce(fields[i], i, reader);
    if (!result.ok) return { ...result, index: offsets[i] + result.index };
    read.push(result);
    for (const note of result.notes) {
      notes.push({ ...note, index: offsets[i] + note.index });
    }
  }
  const [minute, hour, monthDay, month, weekDay] = read;
  return {
    ok: true,
    fields,
    schedule: {
      reboot: false,
      random: read.some(field => field.random),
      minutes: minute.values,
      hours: hour.values,
      monthDays: monthDay.values,
      months: month.values,
      weekDays: weekDay.values,
      bothDays: monthDay.star || weekDay.star,
      wildcard: minute.star || hour.star,
      notes,
    },
  };
}

/** The expansion of an @word other than `@reboot`. */
export function expandWord(word: string): string | undefined {
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** Compiles an expression as it stands in a crontab: five fields or an @word. */
export function compileVixie(
  expression: string,
  reader: FieldReader,
): VixieResult {
  const text = expression.replace(/^[ \t]+|[ \t]+$/g, '');
  if (text.startsWith('@')) {
    if (text === '@reboot')
      return { ok: true, schedule: REBOOT, fields: [text] };
    const expansion = expandWord(text);
    if (!expansion) {
      return {
        ok: false,
        code: 'bad-time-word',
        message: `\`${excerpt(
          text,
        )}\` is not a word that cron knows; use one of ${AT_WORDS.join(', ')}.`,
        index: 0,
      };
    }
    const result = compileVixie(expansion, reader);
    return result.ok ? { ...result, fields: [text] } : result;
  }
  const fields: string[] = [];
  const offsets: number[] = [];
  for (const match of text.matchAll(/[^ \t]+/g)) {
    fields.push(match[0]);
    offsets.push(match.index);
    if (fields.length > FIELDS.length) {
      return {
        ok: false,
        code: 'too-many-fields',
        message: `\`${text.slice(0, 80)}\` has more than five fields.`,
        index: match.index,
      };
    }
  }
  return compileFields(fields, offsets, reader);
}

/**
 * Whether a version of a cron reads an expression in another way than the
 * current one, or the current one cannot read it.
 */
export function readsByVersion(
  expression: string,
  cron: Cron,
  version: string,
): boolean {
  const old = fieldReader(cron, version);
  const current = fieldReader(cron);
  if (
    old.stepOnSingle === current.stepOnSingle &&
    old.reversed === current.reversed &&
    old.sundayEndsRange === current.sundayEndsRange
  ) {
    return false;
  }
  const before = compileVixie(expression, old);
  const now = compileVixie(expression, current);
  return (
    before.ok !== now.ok ||
    (before.ok &&
      now.ok &&
      JSON.stringify(before.schedule) !== JSON.stringify(now.schedule))
  );
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The months that have one of the days. */
export function monthsWithDay({ months, monthDays }: VixieSchedule): number[] {
  return months.filter(month => monthDays[0] <= DAYS_IN_MONTH[month - 1]);
}

/** Whether some date has one of the days in one of the months. */
export function hasMonthDay(schedule: VixieSchedule): boolean {
  return monthsWithDay(schedule).length > 0;
}

/** Whether it can never run, such as 30 February. False for what is not known. */
export function neverFires(schedule: VixieSchedule): boolean {
  if (schedule.reboot || schedule.random) return false;
  const { minutes, hours, months, weekDays, bothDays } = schedule;
  if (!minutes.length || !hours.length || !months.length) return true;
  const byMonthDay = hasMonthDay(schedule);
  const byWeekDay = weekDays.length > 0;
  return bothDays ? !(byMonthDay && byWeekDay) : !(byMonthDay || byWeekDay);
}
