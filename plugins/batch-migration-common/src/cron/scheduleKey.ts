import type { ScheduleSpec } from './types';

/** Equal for schedules that start at the same instants because they are the same. */
export function scheduleKey(spec: ScheduleSpec): string {
  const { dialect, timezone, cronVersion, hostTimezone, startDate } = spec;
  // The expression goes last: it alone may hold anything.
  return [
    dialect,
    timezone,
    cronVersion ?? '',
    hostTimezone ?? '',
    startDate ?? '',
    spec.expression,
  ].join('\n');
}
