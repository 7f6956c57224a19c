/** Schedules of every dialect in Japanese. */
import type { CronExpression, MonthDayRule, WeekDayRule } from './eventBridge';
import {
  monthDayWords,
  phrase,
  weekDayName,
  weekDayWords,
  type DateWords,
} from './japanese';
import { daysOfMonth, type SystemdCalendar } from './systemdCalendar';
import type { VixieSchedule } from './vixie';

export function vixieInJapanese(schedule: VixieSchedule): string {
  const { months, hours, minutes, bothDays } = schedule;
  const monthDays = monthDayWords(schedule.monthDays);
  const weekDays = weekDayWords(schedule.weekDays);
  // Either day matches, so that any day of one field is every day.
  const isEveryDay = !bothDays && (monthDays === null || weekDays === null);
  const date: DateWords = {
    months,
    years: null,
    monthDays: isEveryDay || schedule.monthDays.length === 0 ? null : monthDays,
    weekDays: isEveryDay || schedule.weekDays.length === 0 ? null : weekDays,
    bothDays,
  };
  return phrase(date, hours, minutes);
}

const ascending = (values: ReadonlySet<number>) =>
  [...values].sort((a, b) => a - b);

function monthDayRule(rule: MonthDayRule): string | null {
  switch (rule.type) {
    case 'any':
      return null;
    case 'days':
      return monthDayWords(ascending(rule.days));
    case 'last':
      return '末日';
    case 'last-weekday':
      return '最終平日';
    default:
      return `${rule.day} 日に最も近い平日`;
  }
}

/** `第 3 金曜` is a day of the month in Japanese, `毎週 金曜` of the week. */
function weekDayRule(
  rule: WeekDayRule,
): Pick<DateWords, 'monthDays' | 'weekDays'> {
  switch (rule.type) {
    case 'any':
      return { monthDays: null, weekDays: null };
    case 'days':
      // EventBridge counts from 1, which is Sunday.
      return {
        monthDays: null,
        weekDays: weekDayWords(ascending(rule.days).map(day => day - 1)),
      };
    case 'last':
      return {
        monthDays: `最終${weekDayName(rule.day - 1)}`,
        weekDays: null,
      };
    default:
      return {
        monthDays: `第 ${rule.nth} ${weekDayName(rule.day - 1)}`,
        weekDays: null,
      };
  }
}

export function eventBridgeInJapanese(expression: CronExpression): string {
  const { hours, minutes, monthDay, weekDay, months, years } = expression;
  const byWeek = weekDayRule(weekDay);
  return phrase(
    {
      months: ascending(months),
      years: years && ascending(years),
      monthDays: monthDayRule(monthDay) ?? byWeek.monthDays,
      weekDays: byWeek.weekDays,
      bothDays: true,
    },
    hours,
    minutes,
  );
}

export function systemdInJapanese(calendar: SystemdCalendar): string | null {
  const { days, fromMonthEnd, milliseconds } = calendar;
  let monthDays = monthDayWords(daysOfMonth(calendar, 31));
  if (fromMonthEnd && days) {
    const [only, ...more] = days;
    if (more.length > 0 || only.stop !== null || only.repeat > 1) return null;
    if (only.repeat === 1) monthDays = `最後の ${only.start} 日間`;
    else
      monthDays = only.start === 1 ? '末日' : `末日の ${only.start - 1} 日前`;
  }
  const text = phrase(
    {
      months: calendar.months,
      years: calendar.years,
      monthDays: days ? monthDays : null,
      weekDays: weekDayWords(calendar.weekDays),
      bothDays: true,
    },
    calendar.hours,
    calendar.minutes,
  );
  if (milliseconds.length === 1 && milliseconds[0] === 0) return text;
  const seconds = milliseconds.map(each => each / 1000);
  const shown = seconds.slice(0, 6).join('、');
  return `${text}（${shown}${seconds.length > 6 ? ' …' : ''} 秒）`;
}
