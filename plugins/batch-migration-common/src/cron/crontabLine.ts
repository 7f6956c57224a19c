/** One line of a crontab, split as Debian's cron or cronie splits it. Never throws. */
import { utf8Length } from './jobIssues';
import type { FieldNote, FieldReader } from './fields';
import {
  compileVixie,
  fieldReader,
  type VixieResult,
  type VixieSchedule,
} from './vixie';
import type { Cron, CrontabDialect } from './types';

export interface LineReader {
  cron: Cron;
  version?: string;
  dialect: CrontabDialect;
}

export interface EnvironmentLine {
  name: string;
  value: string;
  /** The line is too long, and cron reads only its beginning. */
  cut: boolean;
}

/** Debian reads so many bytes of a setting's line. */
export const DEBIAN_SETTING = 998;

/** C's `isspace`; JavaScript's `\s` also takes Unicode blanks. */
const SPACE = /[ \t\n\v\f\r]/;
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

/** Most lines are jobs: whether a first word, or a quote, could lead to a `=`. */
function mayBeSetting(line: string): boolean {
  const first = line[0];
  if (first === '"' || first === "'") return true;
  let i = 0;
  while (i < line.length && line[i] !== '=' && !isSpace(line.charCodeAt(i))) {
    i++;
  }
  while (i < line.length && isSpace(line.charCodeAt(i))) i++;
  return line[i] === '=';
}

/**
 * Reads `NAME = value`, or `null` where the line is no setting. Debian takes
 * no empty value unless it is quoted, trims the end even within quotes, and
 * takes a second pair of quotes off.
 */
export function readEnvironment(
  line: string,
  cron: Cron,
): EnvironmentLine | null {
  if (!mayBeSetting(line)) return null;
  const text = cron === 'debian' ? firstBytes(line, DEBIAN_SETTING) : line;
  const cut = text.length < line.length;
  let i = 0;
  const quoted = (stopAtEquals: boolean): string | null => {
    const quote = text[i++];
    const start = i;
    while (i < text.length && text[i] !== quote) {
      if (stopAtEquals && text[i] === '=') return null;
      i++;
    }
    return i < text.length ? text.slice(start, i++) : null;
  };
  const isQuote = () => text[i] === '"' || text[i] === "'";
  let name: string | null;
  if (isQuote()) {
    name = quoted(true);
    if (name === null) return null;
  } else {
    const start = i;
    while (i < text.length && text[i] !== '=' && !SPACE.test(text[i])) i++;
    name = text.slice(start, i);
  }
  while (i < text.length && SPACE.test(text[i])) i++;
  if (text[i] !== '=') return null;
  i++;
  while (i < text.length && SPACE.test(text[i])) i++;
  if (i >= text.length)
    return cron === 'cronie' ? { name, value: '', cut } : null;
  const trimEnd = (value: string) => {
    let end = value.length;
    while (end > 0 && SPACE.test(value[end - 1])) end--;
    return value.slice(0, end);
  };
  if (!isQuote()) return { name, value: trimEnd(text.slice(i)), cut };
  const value = quoted(false);
  if (value === null) return null;
  while (i < text.length && SPACE.test(text[i])) i++;
  if (i < text.length) return null;
  if (cron === 'cronie') return { name, value, cut };
  return { name, value: unquoted(trimEnd(value)), cut };
}

/** The characters that lie wholly within so many bytes of UTF-8. */
function firstBytes(text: string, limit: number): string {
  if (text.length <= limit / 3) return text;
  let bytes = 0;
  let end = 0;
  for (const char of text) {
    bytes += utf8Length(char);
    if (bytes > limit) break;
    end += char.length;
  }
  return text.slice(0, end);
}

function unquoted(value: string): string {
  const [quote] = value;
  return value.length >= 2 &&
    (quote === '"' || quote === "'") &&
    value.endsWith(quote)
    ? value.slice(1, -1)
    : value;
}

export interface Entry {
  ok: true;
  /** As written, five fields or an @word. */
  expression: string;
  fields: string[];
  schedule: VixieSchedule;
  user: string | null;
  /** Up to the end of the line, before `%` is looked at. */
  rawCommand: string;
  /** 0-based index of the command in the line. */
  commandIndex: number;
  notes: readonly FieldNote[];
}

export interface EntryProblem {
  ok: false;
  code: string;
  message: string;
  /** 0-based index into the line. */
  index: number;
}

const isBlank = (char: string | undefined) => char === ' ' || char === '\t';

function skipBlanks(text: string, from: number): number {
  let i = from;
  while (isBlank(text[i])) i++;
  return i;
}

function skipWord(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isBlank(text[i])) i++;
  return i;
}

function fail(code: string, message: string, index: number): EntryProblem {
  return { ok: false, code, message, index };
}

const NO_NOTES: readonly FieldNote[] = [];
const NO_COMMAND =
  'The command is missing after the schedule. Add it or remove the line.';

interface Timing {
  expression: string;
  fields: string[];
  schedule: VixieSchedule;
  end: number;
}

/** The end of five words, or -1 where there are fewer. */
function endOfFields(text: string, start: number): number {
  let i = start;
  for (let word = 1; word <= 5; word++) {
    const from = i;
    while (i < text.length && text[i] !== ' ' && text[i] !== '\t') i++;
    if (i === from) return -1;
    if (word < 5) while (text[i] === ' ' || text[i] === '\t') i++;
  }
  return i;
}

const MAX_REMEMBERED = 5000;
interface Compiled {
  result: VixieResult;
  /** The text itself, so that lines share it instead of keeping a slice each. */
  expression: string;
}

const remembered = new WeakMap<FieldReader, Map<string, Compiled>>();

/** Crontabs repeat their schedules: each is compiled once by a reader. */
function compileOnce(expression: string, rules: FieldReader): Compiled {
  let known = remembered.get(rules);
  if (!known) {
    known = new Map();
    remembered.set(rules, known);
  }
  let compiled = known.get(expression);
  if (!compiled) {
    compiled = { result: compileVixie(expression, rules), expression };
    if (known.size < MAX_REMEMBERED) known.set(expression, compiled);
  }
  return compiled;
}

function readTiming(
  text: string,
  start: number,
  reader: LineReader,
): Timing | EntryProblem {
  const rules = fieldReader(reader.cron, reader.version);
  if (text[start] === '@') {
    const end = skipWord(text, start);
    const word = text.slice(start, end);
    const result = compileVixie(word, rules);
    return result.ok
      ? { ...result, expression: word, end }
      : { ...result, index: start };
  }
  const end = endOfFields(text, start);
  if (end >= 0) {
    const { result, expression } = compileOnce(text.slice(start, end), rules);
    if (!result.ok) return { ...result, index: start + result.index };
    const { fields, schedule } = result;
    return { expression, fields, schedule, end };
  }
  const result = compileVixie(text.slice(start), rules);
  // Fewer than five words never compile; this finds the first that is wrong.
  return result.ok
    ? { ...result, expression: text.slice(start), end: text.length }
    : { ...result, index: start + result.index };
}

/** A name that `useradd` could have made; `*` and paths cannot be users. */
const USER_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.@-]*\$?$/;

function readUser(
  text: string,
  from: number,
  cron: Cron,
): { user: string; next: number } | EntryProblem {
  const end = skipWord(text, from);
  const user = text.slice(from, end);
  if (end >= text.length || (cron === 'cronie' && text[from] === '*')) {
    return fail(
      'bad-command',
      'A line of a system crontab needs a user and a command after the schedule; one of them is missing.',
      from,
    );
  }
  if (!USER_NAME.test(user) && cron === 'debian') {
    return fail(
      'bad-username',
      `\`${user.slice(
        0,
        60,
      )}\` cannot be a user. In a system crontab the user stands between the schedule and the command.`,
      from,
    );
  }
  // Debian takes one blank away; the others belong to the command.
  const next = cron === 'debian' ? end + 1 : skipBlanks(text, end);
  return { user, next };
}

/** Reads a job from a line without its leading blanks. */
export function readEntry(
  text: string,
  reader: LineReader,
): Entry | EntryProblem {
  const { cron, dialect } = reader;
  let notes = NO_NOTES;
  let start = 0;
  if (cron === 'cronie' && text[0] === '-') {
    if (dialect === 'user') {
      notes = [
        {
          code: 'logging-option',
          message:
            'Only root may begin a line with `-`; for any other user cronie skips this line.',
          index: 0,
        },
      ];
    }
    start = 1;
  }
  const timing = readTiming(text, start, reader);
  if ('code' in timing) return timing;
  let i = skipBlanks(text, timing.end);
  let user: string | null = null;
  if (text[i] === '*' && (dialect === 'user' || cron === 'cronie')) {
    return fail(
      'bad-command',
      'A command cannot begin with `*`: the line has six time fields. Remove one.',
      i,
    );
  }
  if (dialect === 'system') {
    const result = readUser(text, i, cron);
    if ('code' in result) return result;
    ({ user, next: i } = result);
  }
  if (cron === 'cronie') {
    if (/^-n[ \t]/.test(text.slice(i, i + 3))) i = skipBlanks(text, i + 2);
    // What follows `-n` is read as an option again, and `-n` counts once.
    if (text[i] === '-') {
      return fail(
        'bad-option',
        'The only option before a command is one `-n`.',
        i,
      );
    }
    if (i >= text.length) return fail('bad-command', NO_COMMAND, i);
  }
  if (timing.schedule.notes.length > 0) {
    const own = timing.schedule.notes.map(note => ({
      ...note,
      index: note.index + start,
    }));
    notes = [...notes, ...own];
  }
  return {
    ok: true,
    expression: timing.expression,
    fields: timing.fields,
    schedule: timing.schedule,
    user,
    rawCommand: text.slice(i),
    commandIndex: i,
    notes,
  };
}

/** Splits at the first unescaped `%`; `percentIndex` is where, or -1. */
export function splitCommand(
  raw: string,
  cron: Cron,
): { command: string; stdin: string | null; percentIndex: number } {
  if (!raw.includes('%') && !raw.includes('\\')) {
    return { command: raw, stdin: null, percentIndex: -1 };
  }
  let command = '';
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i];
    if (char === '%') {
      return { command, stdin: readInput(raw.slice(i + 1)), percentIndex: i };
    }
    const next = raw[i + 1];
    if (char === '\\' && next !== undefined) {
      const dropsBackslash =
        next === '%' || (next === '\\' && cron === 'debian');
      command += dropsBackslash ? next : char + next;
      i++;
    } else {
      command += char;
    }
  }
  return { command, stdin: null, percentIndex: -1 };
}

/** `%` is a newline, `\%` a percent sign; any other backslash stays. */
function readInput(text: string): string {
  let input = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\' && text[i + 1] === '%') {
      input += '%';
      i++;
    } else {
      input += text[i] === '%' ? '\n' : text[i];
    }
  }
  return input;
}
