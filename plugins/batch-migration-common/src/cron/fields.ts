/** One time field of a crontab line, read as Debian's cron or cronie reads it. */

import { excerpt } from './excerpt';

/** Which rules of reading apply. */
export interface FieldReader {
  cron: 'debian' | 'cronie' | 'sidekiq';
  /** What `5/15` means: Debian before 3.0pl1-125 reads `5`, fugit `5-59/15`. */
  stepOnSingle: 'error' | 'ignored' | 'to-the-end';
  /** What `22-2` means. */
  reversed: 'empty' | 'error' | 'wrap';
  /** A range of week days that ends in 0 or SUN ends at 7 (cronie since March 2025). */
  sundayEndsRange: boolean;
}

export interface FieldBounds {
  /** As in error codes: `bad-minute`. */
  name: 'minute' | 'hour' | 'day-of-month' | 'month' | 'day-of-week';
  low: number;
  high: number;
  names: readonly string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

export const FIELDS: readonly FieldBounds[] = [
  { name: 'minute', low: 0, high: 59, names: [] },
  { name: 'hour', low: 0, high: 23, names: [] },
  { name: 'day-of-month', low: 1, high: 31, names: [] },
  { name: 'month', low: 1, high: 12, names: MONTHS },
  { name: 'day-of-week', low: 0, high: 7, names: WEEKDAYS },
];

export interface FieldNote {
  code: string;
  message: string;
  /** 0-based index into the field. */
  index: number;
}

export type FieldResult =
  | {
      ok: true;
      /** Ascending, without repeats; Sunday is 0. Empty where nothing can match. */
      values: number[];
      /** The field begins with `*`. */
      star: boolean;
      /** Holds `~`: cron draws the value when it loads the file. */
      random: boolean;
      notes: FieldNote[];
    }
  | { ok: false; code: string; message: string; index: number };

class FieldError extends Error {
  constructor(readonly index: number, readonly why: string) {
    super(why);
  }
}

const DEBIAN_WORD = 1000;

const isAlnum = (char: string | undefined) =>
  char !== undefined && /^[0-9A-Za-z]$/.test(char);

/** `atoi` into a C int, overflow included: 4294967296 is 0 to cron. */
function toCInt(word: string): number {
  const digits = word.replace(/^0+(?=\d)/, '');
  if (digits.length < 10) return Number(digits);
  const max = 2n ** 63n - 1n;
  const value = digits.length > 19 ? max : BigInt(digits);
  return Number(BigInt.asIntN(32, value > max ? max : value));
}

class Scanner {
  index = 0;
  constructor(
    readonly text: string,
    readonly bounds: FieldBounds,
    readonly reader: FieldReader,
  ) {}

  peek(): string | undefined {
    return this.text[this.index];
  }

  number(named: boolean): number {
    const start = this.index;
    while (isAlnum(this.peek())) this.index++;
    const word = this.text.slice(start, this.index);
    if (word === '') {
      const found = this.peek();
      throw new FieldError(
        start,
        found === undefined
          ? 'a number is missing at the end'
          : `a number is expected, not \`${found}\``,
      );
    }
    if (named) {
      const at = this.bounds.names.indexOf(word.toLowerCase());
      if (at >= 0) return at + this.bounds.low;
    }
    if (this.reader.cron === 'debian' && word.length >= DEBIAN_WORD) {
      throw new FieldError(
        start,
        `a number has at most ${DEBIAN_WORD - 1} digits`,
      );
    }
    if (!/^\d+$/.test(word)) {
      throw new FieldError(
        start,
        `\`${excerpt(word)}\` is neither a number nor a name`,
      );
    }
    return toCInt(word);
  }

  within(value: number, index: number): number {
    const { low, high } = this.bounds;
    if (value < low || value > high) {
      throw new FieldError(index, `${value} is not within ${low}-${high}`);
    }
    return value;
  }
}

interface Range {
  from: number;
  to: number;
  step: number;
  random: boolean;
  index: number;
}

function readStep(scan: Scanner): number {
  scan.index++;
  const index = scan.index;
  const step = scan.number(false);
  // cronie refuses 0 alone; a huge step has become a negative C int.
  if (step === 0 || (step < 0 && scan.reader.cron !== 'cronie')) {
    throw new FieldError(index, 'a step must be above 0');
  }
  return step;
}

/** cronie draws first and looks at the bounds then: a draw beyond them skips the line. */
function readRandom(scan: Scanner, from: number, index: number): Range {
  const { low, high } = scan.bounds;
  scan.index++;
  const to = isAlnum(scan.peek()) ? scan.number(true) : high;
  if (from > to || from > high || to < low) {
    throw new FieldError(index, `\`~\` needs a range from low to high`);
  }
  return { from, to, step: 1, random: true, index };
}

function readRange(scan: Scanner): Range {
  const { bounds, reader } = scan;
  const index = scan.index;
  let from = bounds.low;
  let to = bounds.high;
  let single = false;
  if (scan.peek() === '*') {
    scan.index++;
  } else if (scan.peek() === '~' && reader.cron === 'cronie') {
    return readRandom(scan, bounds.low, index);
  } else {
    from = scan.number(true);
    if (scan.peek() === '~' && reader.cron === 'cronie') {
      return readRandom(scan, from, index);
    }
    single = scan.peek() !== '-';
    to = from;
    if (!single) {
      scan.index++;
      to = scan.number(true);
    }
  }
  if (single && scan.peek() === '/' && reader.stepOnSingle === 'to-the-end') {
    const step = readStep(scan);
    scan.within(from, index);
    // fugit: a step on a single weekday does nothing.
    to = bounds.name === 'day-of-week' ? from : bounds.high;
    return { from, to, step, random: false, index };
  }
  if (single && scan.peek() === '/') {
    if (reader.stepOnSingle === 'error') {
      throw new FieldError(
        scan.index,
        `a step needs \`*\` or a range before it; write ${from}-${
          bounds.high
        }${excerpt(scan.text.slice(scan.index))}`,
      );
    }
    return {
      from: scan.within(from, index),
      to: from,
      step: 1,
      random: false,
      index,
    };
  }
  const step = scan.peek() === '/' ? readStep(scan) : 1;
  // cronie looks at the values that the range comes to, not at its ends.
  if (reader.cron !== 'cronie') {
    scan.within(from, index);
    scan.within(to, index);
  }
  return { from, to, step, random: false, index };
}

function addRange(
  range: Range,
  scan: Scanner,
  values: Set<number>,
  notes: FieldNote[],
): void {
  const { bounds, reader } = scan;
  const weekday = bounds.name === 'day-of-week';
  const { from, step, index } = range;
  let { to } = range;
  if (from > to && weekday && to === 0 && reader.sundayEndsRange) to = 7;
  if (from <= to) {
    for (let value = from; value <= to; value += step) {
      scan.within(value, index);
      values.add(weekday ? value % 7 : value);
    }
    return;
  }
  if (reader.reversed === 'error') {
    throw new FieldError(index, `the range ${from}-${to} runs backwards`);
  }
  if (reader.reversed === 'wrap') {
    const size = weekday ? 7 : bounds.high - bounds.low + 1;
    for (let value = from; value <= to + size; value += step) {
      values.add(
        weekday ? value % 7 : ((value - bounds.low) % size) + bounds.low,
      );
    }
    return;
  }
  notes.push({
    code: 'reversed-range',
    message: `The range ${from}-${to} in the ${bounds.name} field runs backwards: this cron accepts it and never matches it. Write two ranges if it is meant to wrap.`,
    index,
  });
}

/** Reads one field. Never throws. */
export function readField(
  text: string,
  bounds: FieldBounds,
  reader: FieldReader,
): FieldResult {
  const scan = new Scanner(text, bounds, reader);
  const values = new Set<number>();
  const notes: FieldNote[] = [];
  let random = false;
  try {
    for (;;) {
      const range = readRange(scan);
      if (range.random) random = true;
      else addRange(range, scan, values, notes);
      if (scan.peek() !== ',') break;
      scan.index++;
    }
    if (scan.index < text.length) {
      if (reader.cron !== 'debian') {
        throw new FieldError(
          scan.index,
          `\`${excerpt(text.slice(scan.index))}\` does not belong here`,
        );
      }
      notes.push({
        code: 'ignored-characters',
        message: `Debian's cron stops reading the ${
          bounds.name
        } field before \`${excerpt(
          text.slice(scan.index),
        )}\` and ignores the rest. Write what is meant.`,
        index: scan.index,
      });
    }
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return {
      ok: false,
      code: `bad-${bounds.name}`,
      message: `Bad ${bounds.name} \`${excerpt(text)}\`: ${error.why}.`,
      index: Math.min(error.index, text.length),
    };
  }
  return {
    ok: true,
    values: [...values].sort((a, b) => a - b),
    star: text.startsWith('*'),
    random,
    notes,
  };
}
