/** The dates on which a vixie schedule runs, a month at a time as a mask of its days. */
import type { VixieSchedule } from './vixie';

const DAY = 86_400_000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const ALL_DAYS = 0x7fffffff;

/** What a schedule says of dates, for `MatchingDates`. Bit 0 is the first day of a month. */
export interface DateRule {
  /** By month, January first. */
  months: boolean[];
  /** The matching days of a month of 31, by the weekday of its first day; 0 is Sunday. */
  byFirstWeekDay: number[];
}

export function dateRule(schedule: VixieSchedule): DateRule {
  const { bothDays } = schedule;
  const months = new Array<boolean>(12).fill(false);
  for (const month of schedule.months) months[month - 1] = true;
  let byMonthDay = 0;
  for (const day of schedule.monthDays) byMonthDay |= 2 ** (day - 1);
  const byFirstWeekDay: number[] = [];
  for (let first = 0; first < 7; first++) {
    let byWeekDay = 0;
    for (const weekDay of schedule.weekDays) {
      // The first such weekday, counted from the first day of the month.
      for (let day = (weekDay - first + 7) % 7; day < 31; day += 7) {
        byWeekDay |= 2 ** day;
      }
    }
    byFirstWeekDay.push(
      bothDays ? byMonthDay & byWeekDay : byMonthDay | byWeekDay,
    );
  }
  return { months, byFirstWeekDay };
}

/** Matching dates as local midnights, given as if they were UTC, ascending. */
export class MatchingDates {
  private year = 0;
  private month = 0;
  private firstWeekDay = 0;
  private monthStart = 0;
  /** Matching days of the month that are not yet taken. */
  private left = 0;

  constructor(private readonly rule: DateRule) {}

  /** Goes to a local time: the next date is that of this time, or later. */
  seek(local: number): void {
    const date = new Date(local);
    const day = date.getUTCDate();
    this.year = date.getUTCFullYear();
    this.month = date.getUTCMonth();
    this.monthStart = Math.floor(local / DAY) * DAY - (day - 1) * DAY;
    // 35 days are more than a month and a whole number of weeks.
    this.firstWeekDay = (date.getUTCDay() + 36 - day) % 7;
    this.enterMonth();
    this.left &= ALL_DAYS << (day - 1);
  }

  /** Takes the next date before a local time; `Infinity` where there is none. */
  next(before: number): number {
    while (this.left === 0) {
      const length = this.lengthOfMonth();
      const start = this.monthStart + length * DAY;
      if (start >= before) return Number.POSITIVE_INFINITY;
      this.monthStart = start;
      this.firstWeekDay = (this.firstWeekDay + length) % 7;
      this.month += 1;
      if (this.month === 12) {
        this.month = 0;
        this.year += 1;
      }
      this.enterMonth();
    }
    const lowest = this.left & -this.left;
    const midnight = this.monthStart + (31 - Math.clz32(lowest)) * DAY;
    if (midnight >= before) return Number.POSITIVE_INFINITY;
    this.left ^= lowest;
    return midnight;
  }

  private enterMonth(): void {
    const { months, byFirstWeekDay } = this.rule;
    this.left = months[this.month]
      ? byFirstWeekDay[this.firstWeekDay] &
        (ALL_DAYS >> (31 - this.lengthOfMonth()))
      : 0;
  }

  private lengthOfMonth(): number {
    const { year, month } = this;
    const leap =
      month === 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return DAYS_IN_MONTH[month] + (leap ? 1 : 0);
  }
}
