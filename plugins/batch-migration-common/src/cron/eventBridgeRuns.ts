/**
 * The instants at which EventBridge Scheduler starts an expression. Shares
 * nothing with the evaluator of crontabs, so that each can prove the other.
 */
import type {
  CronExpression,
  EventBridgeExpression,
  MonthDayRule,
  WeekDayRule,
} from './eventBridge';
import { instantsOf } from './zone';

const MINUTE = 60_000;
const DAY = 86_400_000;

interface LocalDate {
  year: number;
  month: number;
  day: number;
  /** 1 is Sunday. */
  weekDay: number;
  daysInMonth: number;
}

function localDate(midnight: number): LocalDate {
  const date = new Date(midnight);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    year,
    month,
    day: date.getUTCDate(),
    weekDay: date.getUTCDay() + 1,
    daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
  };
}

/** The weekday from Monday to Friday nearest to a day, within its month. */
function nearestWeekday(date: LocalDate, wanted: number): number {
  if (wanted > date.daysInMonth) return 0;
  const weekDay = ((((date.weekDay - 1 + wanted - date.day) % 7) + 7) % 7) + 1;
  if (weekDay === 7) return wanted === 1 ? 3 : wanted - 1;
  if (weekDay === 1)
    return wanted === date.daysInMonth ? wanted - 2 : wanted + 1;
  return wanted;
}

function allowsMonthDay(rule: MonthDayRule, date: LocalDate): boolean {
  switch (rule.type) {
    case 'any':
      return true;
    case 'days':
      return rule.days.has(date.day);
    case 'last':
      return date.day === date.daysInMonth;
    case 'last-weekday':
      return date.day === nearestWeekday(date, date.daysInMonth);
    default:
      return date.day === nearestWeekday(date, rule.day);
  }
}

function allowsWeekDay(rule: WeekDayRule, date: LocalDate): boolean {
  switch (rule.type) {
    case 'any':
      return true;
    case 'days':
      return rule.days.has(date.weekDay);
    case 'last':
      return date.weekDay === rule.day && date.day + 7 > date.daysInMonth;
    default:
      return date.weekDay === rule.day && Math.ceil(date.day / 7) === rule.nth;
  }
}

function allowsDate(expression: CronExpression, date: LocalDate): boolean {
  const { years, months, monthDay, weekDay } = expression;
  return (
    (years === null || years.has(date.year)) &&
    months.has(date.month) &&
    allowsMonthDay(monthDay, date) &&
    allowsWeekDay(weekDay, date)
  );
}

/** Whether a `cron()` starts on a date, given as local midnight as if it were UTC. */
export function startsOnDate(
  expression: CronExpression,
  localMidnight: number,
): boolean {
  return allowsDate(expression, localDate(localMidnight));
}

function* cronRuns(
  expression: CronExpression,
  timezone: string,
  from: number,
  to: number,
): Generator<number> {
  const last = Math.min(to + DAY, Date.UTC(2200, 0, 1));
  for (
    let midnight = Math.floor(from / DAY) * DAY - DAY;
    midnight < last;
    midnight += DAY
  ) {
    if (!startsOnDate(expression, midnight)) continue;
    const midnights = instantsOf(timezone, midnight);
    const nextMidnights = instantsOf(timezone, midnight + DAY);
    // On a plain day of 24 hours one lookup serves all its minutes.
    const plain =
      midnights.length === 1 &&
      nextMidnights.length === 1 &&
      nextMidnights[0] - midnights[0] === DAY &&
      instantsOf(timezone, midnight + DAY / 2)[0] === midnights[0] + DAY / 2;
    for (const hour of expression.hours) {
      for (const minute of expression.minutes) {
        const time = (hour * 60 + minute) * MINUTE;
        // A time that does not exist is skipped, one that repeats runs once.
        const instant = plain
          ? midnights[0] + time
          : instantsOf(timezone, midnight + time)[0];
        if (instant === undefined || instant < from) continue;
        if (instant >= to) {
          // The first pass of later local times comes later still.
          return;
        }
        yield instant;
      }
    }
  }
}

/**
 * Starts in [from, to), ascending. `startDate` is the schedule's own: nothing
 * starts before it, and a `rate()` counts from it. Without one a `rate()`
 * counts from when its schedule was created, which the expression does not
 * say: then nothing is known to start.
 */
export function* eventBridgeRuns(
  expression: EventBridgeExpression,
  timezone: string,
  from: number,
  to: number,
  startDate: number | null = null,
): Generator<number> {
  const first = startDate === null ? from : Math.max(from, startDate);
  if (expression.type === 'cron') {
    yield* cronRuns(expression, timezone, first, to);
  } else if (expression.type === 'rate') {
    if (startDate === null) return;
    const period = expression.minutes * MINUTE;
    let at = startDate + Math.ceil((first - startDate) / period) * period;
    for (; at < to; at += period) yield at;
  } else {
    // `StartDate` is not for schedules that start once.
    const [at] = instantsOf(timezone, expression.local);
    if (at !== undefined && at >= from && at < to) yield at;
  }
}
