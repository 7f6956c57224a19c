import { scheduleProblem } from './cron';
import { SCHEDULE_NAME } from './limits';
import { type Fields, type Problem, show } from './problem';
import schema from './schema.json';

const SCHEDULE = schema.definitions.schedule.properties;

/** What EventBridge Scheduler would refuse in the schedules of a job. */
export function checkSchedules(schedules: unknown): Problem[] {
  if (!Array.isArray(schedules) || schedules.length === 0) {
    return [{ field: ['schedules'], message: 'must be a list with at least one schedule' }];
  }
  return schedules.flatMap((schedule: unknown, index) =>
    typeof schedule === 'object' && schedule !== null && !Array.isArray(schedule)
      ? checkSchedule(schedule as Fields).map(({ field, message }) => ({ field: ['schedules', index, ...field], message }))
      : [{ field: ['schedules', index], message: 'must be a map with name, expression and timezone' }],
  );
}

function checkSchedule(schedule: Fields): Problem[] {
  const problems: Problem[] = [];
  const report = (key: string, message: string) => problems.push({ field: [key], message });
  for (const key of Object.keys(schedule)) {
    if (!Object.hasOwn(SCHEDULE, key)) {
      report(key, `is no field of a schedule; the fields are ${Object.keys(SCHEDULE).join(', ')}`);
    }
  }
  const { name, expression, timezone, startDate, endDate } = schedule;
  if (typeof name !== 'string' || !SCHEDULE_NAME.test(name)) {
    report('name', `must be 1 to 64 letters, digits, hyphens, dots and underscores, got: ${show(name)}`);
  }
  const problem = typeof expression === 'string' ? scheduleProblem(expression) : 'it must be text';
  if (problem) report('expression', `cannot be scheduled: ${problem}`);
  if (typeof timezone !== 'string' || !isTimezone(timezone)) {
    report('timezone', `must be an IANA time zone such as Asia/Tokyo, got: ${show(timezone)}`);
  }
  for (const [key, value] of Object.entries({ startDate, endDate })) {
    if (value === undefined) continue;
    if (!isInstant(value)) {
      report(key, `must be a time with a zone such as 2026-03-01T04:10:00+09:00, got: ${show(value)}`);
    } else if (String(expression).startsWith('at(')) {
      report(key, 'is not for a schedule that starts once: at() says when');
    }
  }
  if (isInstant(startDate) && isInstant(endDate) && Date.parse(startDate) >= Date.parse(endDate)) {
    report('endDate', 'must be later than startDate');
  }
  return problems;
}

function isTimezone(timezone: string): boolean {
  // An offset such as +09:00 is a zone for Node, not for Scheduler.
  if (!/^[A-Za-z]/.test(timezone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: timezone }));
  } catch {
    return false;
  }
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /T.*(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
}
