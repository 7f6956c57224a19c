/** Exact translation of a systemd trigger to EventBridge Scheduler, or a refusal with the reason. */
import {
  MAX_EXPRESSION,
  renderField,
  renderWeekDays,
} from './eventBridgeFields';
import {
  daysOfMonth,
  FIRST_YEAR,
  LAST_YEAR,
  type SystemdCalendar,
} from './systemdCalendar';
import type { SystemdExpression } from './systemdExpression';
import { neverElapses } from './systemdRuns';
import type { Translation } from './toEventBridge';

/** Months by their length; February is told apart because its length changes. */
const MONTHS_OF_LENGTH: Array<[number, readonly number[]]> = [
  [31, [1, 3, 5, 7, 8, 10, 12]],
  [30, [4, 6, 9, 11]],
];
const FEBRUARY = 2;

/** The day part of one expression: `day-of-month months day-of-week`. */
type DayFields = [monthDay: string, months: number[], weekDay: string];

const MONOTONIC_REASON =
  'It counts from an event on the host (start, boot, last run), and a serverless target has no such moment. Choose fixed times of the same frequency, and state them as the intended schedule.';
const SECONDS_REASON =
  'EventBridge Scheduler starts at most once a minute, on whole minutes, and this timer has seconds. Move it to the full minute if the seconds do not matter, or loop inside a job that starts every minute.';
const BOTH_DAYS_REASON =
  'systemd runs only on dates that match both the weekday and the date; an EventBridge expression has one day field. Schedule the weekdays and let the job end at once on other dates, or choose days that one field can say.';
const MONTH_END_REASON =
  'It counts days back from the end of the month, of which EventBridge only knows the last one. Schedule the days that come into question and let the job end at once on the others, or choose fixed days.';

function unsupported(reason: string): Translation {
  return { status: 'unsupported', schedules: [], deduplicate: false, reason };
}

/** Weeks of the month that the days cover whole: 1 is the 1st to the 7th. */
function wholeWeeks(days: number[]): number[] | null {
  const set = new Set(days);
  const weeks: number[] = [];
  for (let week = 1; week <= 5; week++) {
    const first = week * 7 - 6;
    const wanted = [0, 1, 2, 3, 4, 5, 6]
      .map(i => first + i)
      .filter(day => day <= 31);
    const found = wanted.filter(day => set.has(day));
    if (found.length === wanted.length) weeks.push(week);
    else if (found.length > 0) return null;
  }
  return weeks;
}

function byMonthDay({
  months,
  ...calendar
}: SystemdCalendar): DayFields[] | null {
  const whole = { months, ...calendar };
  if (!calendar.fromMonthEnd) {
    const days = daysOfMonth(whole, 31);
    return [[renderField(days, 1, 31), months, '?']];
  }
  if (daysOfMonth(whole, 31).join() === '31') return [['L', months, '?']];
  // Months of one length have fixed days; February's last day is only `L`.
  if (months.includes(FEBRUARY)) return null;
  return MONTHS_OF_LENGTH.flatMap(([length, all]): DayFields[] => {
    const some = months.filter(month => all.includes(month));
    if (some.length === 0) return [];
    return [[renderField(daysOfMonth(whole, length), 1, 31), some, '?']];
  });
}

/** Both restricted: the nth or the last weekday of a month, where that is what it says. */
function byBoth(calendar: SystemdCalendar): DayFields[] | null {
  const { months, fromMonthEnd } = calendar;
  const weekDays = calendar.weekDays!;
  // SUN is 1 to EventBridge.
  const ends: string[] = [];
  if (fromMonthEnd) {
    const isLastWeek =
      daysOfMonth(calendar, 31).join() === '25,26,27,28,29,30,31';
    if (!isLastWeek) return null;
    ends.push('L');
  } else {
    const weeks = wholeWeeks(daysOfMonth(calendar, 31));
    if (!weeks) return null;
    ends.push(...weeks.map(week => `#${week}`));
  }
  return weekDays.flatMap(day =>
    ends.map((end): DayFields => ['?', months, `${day + 1}${end}`]),
  );
}

function dayFields(calendar: SystemdCalendar): DayFields[] | null {
  const { days, weekDays, months } = calendar;
  const everyDay =
    !days ||
    (!calendar.fromMonthEnd && daysOfMonth(calendar, 31).length === 31);
  if (!weekDays) {
    return everyDay ? [['*', months, '?']] : byMonthDay(calendar);
  }
  return everyDay
    ? [['?', months, renderWeekDays(weekDays)]]
    : byBoth(calendar);
}

/** Translates one trigger; `timezone` is the host's. */
export function translateSystemd(
  expression: SystemdExpression,
  timezone: string,
): Translation {
  if (expression.type === 'monotonic') return unsupported(MONOTONIC_REASON);
  const { calendar } = expression;
  if (neverElapses(calendar)) {
    return { status: 'exact', schedules: [], deduplicate: false, reason: null };
  }
  if (calendar.milliseconds.join() !== '0') return unsupported(SECONDS_REASON);
  const days = dayFields(calendar);
  if (!days) {
    return unsupported(calendar.weekDays ? BOTH_DAYS_REASON : MONTH_END_REASON);
  }
  const minutes = renderField(calendar.minutes, 0, 59);
  const hours = renderField(calendar.hours, 0, 23);
  const years = calendar.years
    ? renderField(calendar.years, FIRST_YEAR, LAST_YEAR)
    : '*';
  const expressions = days.map(
    ([monthDay, months, weekDay]) =>
      `cron(${minutes} ${hours} ${monthDay} ${renderField(
        months,
        1,
        12,
      )} ${weekDay} ${years})`,
  );
  if (expressions.some(({ length }) => length > MAX_EXPRESSION)) {
    return unsupported(
      `The expression would be longer than the ${MAX_EXPRESSION} characters that EventBridge Scheduler takes. Split the timer into several with fewer times each.`,
    );
  }
  return {
    status: 'exact',
    schedules: expressions.map(each => ({
      expression: each,
      timezone: calendar.timezone ?? timezone,
    })),
    deduplicate: false,
    reason: null,
  };
}
