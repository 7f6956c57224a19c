/** A schedule as minutes of the day and a test of dates. */
import { startsOnDate } from './eventBridgeRuns';
import { dateRule, MatchingDates } from './matchingDates';
import { compileSchedule } from './schedule';
import type { SystemdCalendar } from './systemdCalendar';
import { matchesDate } from './systemdRuns';
import type { ScheduleSpec } from './types';
import type { VixieSchedule } from './vixie';

const DAY = 86_400_000;

export interface DayPattern {
  timezone: string;
  /** Another zone whose clock matters when it jumps: that of cronie's host. */
  clock: string;
  /** Minutes of the day, 0 to 1439, the same on every matching date. */
  minutes: number[];
  /** Schedules of equal key match the same dates. */
  dateKey: string;
  /** Indices of the dates, given as ascending local midnights, that match. */
  datesOf(midnights: number[]): number[];
}

const minutesOf = (hours: number[], minutes: number[]) =>
  hours.flatMap(hour => minutes.map(minute => hour * 60 + minute));

const mask = (values: number[]) =>
  values.reduce((bits, value) => bits + 2 ** value, 0);

type ClocklessPattern = Omit<DayPattern, 'clock'>;

function vixiePattern(
  schedule: VixieSchedule,
  timezone: string,
): ClocklessPattern {
  const { months, monthDays, weekDays, bothDays } = schedule;
  return {
    timezone,
    // `~`: the minutes that stand beside it are known, when it runs is not.
    minutes: schedule.random ? [] : minutesOf(schedule.hours, schedule.minutes),
    dateKey: `v ${mask(months)} ${mask(monthDays)} ${mask(
      weekDays,
    )} ${bothDays}`,
    datesOf: midnights => {
      const found: number[] = [];
      if (midnights.length === 0) return found;
      const dates = new MatchingDates(dateRule(schedule));
      dates.seek(midnights[0]);
      const end = midnights[midnights.length - 1] + DAY;
      let date = dates.next(end);
      for (let i = 0; i < midnights.length; i++) {
        while (date < midnights[i]) date = dates.next(end);
        if (date === midnights[i]) found.push(i);
      }
      return found;
    },
  };
}

/** `null` where it starts within a minute, for which minutes of the day are too coarse. */
function systemdPattern(
  calendar: SystemdCalendar,
  timezone: string,
): ClocklessPattern | null {
  const { milliseconds, weekDays, years, months, days } = calendar;
  if (milliseconds.length !== 1 || milliseconds[0] !== 0) return null;
  return {
    timezone: calendar.timezone ?? timezone,
    minutes: minutesOf(calendar.hours, calendar.minutes),
    dateKey: `s ${JSON.stringify([
      weekDays,
      years,
      months,
      days,
      calendar.fromMonthEnd,
    ])}`,
    datesOf: midnights =>
      midnights.flatMap((midnight, i) =>
        matchesDate(calendar, midnight) ? [i] : [],
      ),
  };
}

function patternOf(spec: ScheduleSpec, from: number): ClocklessPattern | null {
  const compiled = compileSchedule(spec);
  if (compiled.type === 'vixie') {
    return vixiePattern(compiled.schedule, spec.timezone);
  }
  if (compiled.type === 'systemd') {
    const { expression } = compiled;
    return expression.type === 'calendar'
      ? systemdPattern(expression.calendar, spec.timezone)
      : null;
  }
  if (compiled.type === 'sidekiq') {
    const { expression } = compiled;
    return expression.type === 'cron'
      ? vixiePattern(expression.schedule, expression.timezone ?? spec.timezone)
      : null;
  }
  if (compiled.type !== 'eventbridge' || compiled.expression.type !== 'cron') {
    return null;
  }
  // Days before its start date would have to be told from those after it.
  if (spec.startDate !== undefined && !(Date.parse(spec.startDate) <= from)) {
    return null;
  }
  const { expression } = compiled;
  return {
    timezone: spec.timezone,
    minutes: minutesOf(expression.hours, expression.minutes),
    dateKey: `e ${spec.expression.slice(5, -1).trim().split(/ +/).slice(2)}`,
    datesOf: midnights =>
      midnights.flatMap((midnight, i) =>
        startsOnDate(expression, midnight) ? [i] : [],
      ),
  };
}

/**
 * The pattern of a schedule from `from` on (UTC milliseconds). `null` for what
 * has no minutes of the day: `rate()` and `at()`, seconds, spans after a boot.
 */
export function dayPattern(
  spec: ScheduleSpec,
  from: number,
): DayPattern | null {
  const pattern = patternOf(spec, from);
  return (
    pattern && { ...pattern, clock: spec.hostTimezone ?? pattern.timezone }
  );
}
