/** Exact translation of a legacy schedule to EventBridge Scheduler, or a refusal with the reason. */
import {
  MAX_EXPRESSION,
  renderField,
  renderWeekDays,
  type ListForm,
} from './eventBridgeFields';
import { durationToRate } from './rate';
import { compileSchedule } from './schedule';
import { translateSystemd } from './systemdToEventBridge';
import type { ScheduleSpec } from './types';
import { hasMonthDay, neverFires, type VixieSchedule } from './vixie';

/** What a schedule becomes on EventBridge Scheduler. */
export interface Translation {
  /** `exact` by the wall clock; `differs` where only an approximation exists. */
  status: 'exact' | 'differs' | 'unsupported';
  /** Together they start what the source starts. Empty where nothing ever starts. */
  schedules: Array<{ expression: string; timezone: string }>;
  /** Two schedules can start the same minute: deduplicate by the scheduled time. */
  deduplicate: boolean;
  /** Why it differs or is unsupported, and what to do. */
  reason: string | null;
}

function unsupported(reason: string): Translation {
  return { status: 'unsupported', schedules: [], deduplicate: false, reason };
}

function dayFields(schedule: VixieSchedule, form: ListForm): string[] | null {
  const { monthDays, weekDays, bothDays } = schedule;
  const anyMonthDay = monthDays.length === 31;
  const anyWeekDay = weekDays.length === 7;
  const byMonthDay = `${renderField(monthDays, 1, 31, form)} %M ?`;
  const byWeekDay = `? %M ${renderWeekDays(weekDays)}`;
  if (bothDays) {
    if (anyWeekDay) return [byMonthDay];
    return anyMonthDay ? [byWeekDay] : null;
  }
  if (anyMonthDay || anyWeekDay) return ['* %M ?'];
  if (!hasMonthDay(schedule)) return [byWeekDay];
  return weekDays.length === 0 ? [byMonthDay] : [byMonthDay, byWeekDay];
}

const REBOOT_REASON =
  '@reboot runs when the host starts, and a serverless target has no such moment. If it starts a daemon, migrate that as a resident service; if it prepares the host, do it when the image is built.';
const RANDOM_REASON =
  '`~` makes cron draw the time whenever it loads the file. Choose a fixed time, or a flexible time window of EventBridge Scheduler, and state it as the intended schedule.';
const BOTH_DAYS_REASON =
  'One day field begins with `*` and both restrict the day, so cron runs only on dates that match both; an EventBridge expression has one day field. Schedule the weekdays and let the job end at once on other dates, or choose days that one field can say.';

/** `null` where the days cannot be said. */
function renderCrons(schedule: VixieSchedule, form: ListForm): string[] | null {
  const minutes = renderField(schedule.minutes, 0, 59, form);
  const hours = renderField(schedule.hours, 0, 23, form);
  const months = renderField(schedule.months, 1, 12, form);
  const days = dayFields(schedule, form);
  return (
    days?.map(
      day => `cron(${minutes} ${hours} ${day.replace('%M', months)} *)`,
    ) ?? null
  );
}

function translateVixie(
  schedule: VixieSchedule,
  timezone: string,
): Translation {
  if (schedule.reboot) return unsupported(REBOOT_REASON);
  if (schedule.random) return unsupported(RANDOM_REASON);
  if (neverFires(schedule)) {
    return { status: 'exact', schedules: [], deduplicate: false, reason: null };
  }
  let expressions = renderCrons(schedule, 'plain');
  if (!expressions) return unsupported(BOTH_DAYS_REASON);
  if (expressions.some(({ length }) => length > MAX_EXPRESSION)) {
    // At worst two of three values are there: then this takes 238 characters.
    expressions = renderCrons(schedule, 'short') ?? [];
  }
  return {
    status: 'exact',
    schedules: expressions.map(expression => ({ expression, timezone })),
    deduplicate: expressions.length > 1,
    reason: null,
  };
}

/**
 * Translates a schedule. The answer is exact by the wall clock; where clocks
 * jump, `compareSchedules` tells the instants that differ.
 */
export function toEventBridge(spec: ScheduleSpec): Translation {
  const compiled = compileSchedule(spec);
  const { timezone } = spec;
  if (compiled.type === 'problem') return unsupported(compiled.problem.message);
  if (compiled.type === 'vixie') {
    return translateVixie(compiled.schedule, timezone);
  }
  if (compiled.type === 'eventbridge') {
    return {
      status: 'exact',
      schedules: [{ expression: spec.expression, timezone }],
      deduplicate: false,
      reason: null,
    };
  }
  if (compiled.type === 'systemd') {
    return translateSystemd(compiled.expression, timezone);
  }
  const { expression } = compiled;
  if (expression.type === 'cron') {
    return translateVixie(expression.schedule, expression.timezone ?? timezone);
  }
  if (expression.type === 'at') {
    const local = new Date(expression.local).toISOString().slice(0, 19);
    return {
      status: 'exact',
      schedules: [
        {
          expression: `at(${local})`,
          timezone: expression.absolute ? 'UTC' : timezone,
        },
      ],
      deduplicate: false,
      reason: null,
    };
  }
  if (expression.type === 'in') {
    return unsupported(
      '`in` runs once, some time after each Sidekiq process starts. Enqueue it where it is needed, or give it a fixed time.',
    );
  }
  return durationToRate(expression.type, expression.seconds, timezone);
}
