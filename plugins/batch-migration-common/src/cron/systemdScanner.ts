/** Walks through a calendar expression of systemd, as its own parser does. */
import type { CalendarRange } from './systemdCalendar';

/** Why an expression is refused; `why` completes a sentence. */
export class CalendarError extends Error {
  constructor(readonly why: string, readonly index: number = 0) {
    super(why);
  }
}

const WEEKDAY =
  /(?:monday|mon|tuesday|tue|wednesday|wed|thursday|thu|friday|fri|saturday|sat|sunday|sun)/iy;
/** systemd's week begins on Monday, so ranges end with Sunday. */
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DIGITS = /\d+/y;
const MICROS = 1_000_000;
const INT_MAX = 2 ** 31 - 1;
const MAX_RANGES = 240;

type Ranges = CalendarRange[] | null;

export class CalendarScanner {
  private index = 0;

  constructor(private readonly text: string) {}

  /** The weekdays at the beginning, 0 for Sunday; `null` where there are none. */
  weekDays(): number[] | null {
    const found = new Set<number>();
    let rangeStart = -1;
    for (;;) {
      const name = this.match(WEEKDAY);
      if (name === null) {
        if (found.size > 0) this.fail('a weekday is missing');
        return null;
      }
      const day = WEEK.indexOf(name.slice(0, 3).toLowerCase());
      if (!['', '-', '.', ',', ' '].includes(this.peek())) {
        this.fail(`\`${name}\` is followed by something else than a weekday`);
      }
      if (rangeStart > day) {
        this.fail(
          'a range of weekdays runs backwards; the week ends on Sunday',
        );
      }
      for (let i = rangeStart < 0 ? day : rangeStart; i <= day; i++) {
        found.add((i + 1) % 7);
      }
      const isRangeEnd = rangeStart >= 0;
      rangeStart = -1;
      if (this.peek() === '.' || this.peek() === '-') {
        const mark = this.peek() === '.' ? '..' : '-';
        if (isRangeEnd || !this.take(mark)) this.fail('a range has two marks');
        rangeStart = day;
      } else if (!this.take(',')) {
        break;
      }
      if (this.peek() === '' || this.peek() === ' ') {
        if (rangeStart >= 0) this.fail('a range of weekdays has no end');
        break;
      }
    }
    this.blanks();
    return found.size === 7 ? null : [...found].sort((a, b) => a - b);
  }

  /** Seconds since 1970 of `@…`, which ends the expression; else `null`. */
  timestamp(): number | null {
    if (!this.take('@')) return null;
    const digits = this.match(DIGITS);
    if (digits === null || digits.length > 12) {
      this.fail('`@` needs the seconds since 1970 in UTC');
    }
    this.end();
    return Number(digits);
  }

  /** The date, where there is one: a `:` says that it was the time. */
  date(): { year: Ranges; month: Ranges; day: Ranges; fromMonthEnd: boolean } {
    const none = { year: null, month: null, day: null, fromMonthEnd: false };
    const start = this.index;
    if (this.peek() === '') return none;
    const first = this.chain(false);
    if (this.peek() === '' || this.peek() === ':') {
      this.index = start;
      return none;
    }
    let fromMonthEnd = this.dateMark();
    const second = this.chain(false);
    if (this.peek() === '' || this.peek() === ' ') {
      this.blanks();
      return { ...none, month: first, day: second, fromMonthEnd };
    }
    if (fromMonthEnd) this.fail('`~` stands between month and day only');
    fromMonthEnd = this.dateMark();
    const day = this.chain(false);
    if (this.peek() !== '' && this.peek() !== ' ') this.fail(this.unexpected());
    this.blanks();
    return { year: first, month: second, day, fromMonthEnd };
  }

  /** The time of day; midnight where there is none. */
  time(): { hour: Ranges; minute: Ranges; second: CalendarRange[] } {
    const zero = [{ start: 0, stop: null, repeat: 0 }];
    if (this.peek() === '') return { hour: zero, minute: zero, second: zero };
    const hour = this.chain(false);
    if (!this.take(':')) this.fail('the time needs hours and minutes');
    const minute = this.chain(false);
    if (this.peek() === '') return { hour, minute, second: zero };
    if (!this.take(':')) this.fail(this.unexpected());
    const second = this.chain(true) ?? [
      { start: 0, stop: null, repeat: MICROS },
    ];
    this.end();
    return { hour, minute, second };
  }

  private dateMark(): boolean {
    if (this.take('~')) return true;
    if (!this.take('-')) this.fail(this.unexpected());
    return false;
  }

  /** A list of ranges; `null` for `*`. Seconds come in microseconds. */
  private chain(seconds: boolean): Ranges {
    if (this.take('*')) return null;
    const ranges: CalendarRange[] = [];
    do {
      if (ranges.length > MAX_RANGES) {
        this.fail(`a list has more than ${MAX_RANGES} values`);
      }
      ranges.push(this.range(seconds));
    } while (this.take(','));
    return ranges;
  }

  private range(seconds: boolean): CalendarRange {
    const start = this.number(seconds);
    let stop: number | null = null;
    let repeat = 0;
    if (this.take('..')) {
      stop = this.number(seconds);
      repeat = seconds ? MICROS : 1;
    }
    if (this.take('/')) {
      repeat = this.number(seconds);
      if (repeat === 0) this.fail('the repetition is 0');
    } else if (seconds && stop !== null && start + repeat > stop) {
      this.fail('a range of seconds is shorter than a second');
    }
    if (!['', ' ', ',', '-', '~', ':'].includes(this.peek())) {
      this.fail(this.unexpected());
    }
    return { start, stop, repeat };
  }

  private number(seconds: boolean): number {
    const digits = this.match(DIGITS);
    if (digits === null) this.fail(this.unexpected());
    let value = Number(digits);
    if (seconds) {
      value *= MICROS;
      // One `.` is a decimal point, two are a range.
      if (this.peek() === '.' && this.text[this.index + 1] !== '.') {
        this.index++;
        const fraction = this.match(DIGITS);
        if (fraction === null) this.fail('a fraction has no digits');
        value += Math.round(Number(`0.${fraction.slice(0, 7)}`) * MICROS);
      }
    }
    if (value > INT_MAX)
      this.fail(`the number ${digits.slice(0, 20)} is too big`);
    return value;
  }

  private peek(): string {
    return this.text[this.index] ?? '';
  }

  private take(mark: string): boolean {
    if (!this.text.startsWith(mark, this.index)) return false;
    this.index += mark.length;
    return true;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.index;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.index += found.length;
    return found;
  }

  private blanks(): void {
    while (this.peek() === ' ') this.index++;
  }

  private end(): void {
    if (this.peek() !== '') this.fail(this.unexpected());
  }

  private unexpected(): string {
    const char = this.peek();
    return char === ''
      ? 'it ends too early'
      : `\`${char}\` is not expected at character ${this.index + 1}`;
  }

  private fail(why: string): never {
    throw new CalendarError(why, this.index);
  }
}
