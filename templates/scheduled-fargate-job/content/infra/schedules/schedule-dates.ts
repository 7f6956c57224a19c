import type { JobSchedule } from './job';
import { START_DATE_GRACE_MS } from './limits';

/** What Scheduler is given of the dates of a schedule. */
export interface ScheduleDates {
  start?: Date;
  end?: Date;
  enabled: boolean;
  warnings: string[];
}

/**
 * Scheduler refuses a start date that lies more than five minutes back, and a
 * schedule that ended. Both are left out, and said, so that a date that was
 * right for the handover does not break a deployment next year.
 */
export function scheduleDates({ name, startDate, endDate }: JobSchedule, now: Date): ScheduleDates {
  const dates: ScheduleDates = { enabled: true, warnings: [] };
  if (startDate !== undefined) {
    const start = new Date(startDate);
    if (start.getTime() >= now.getTime() - START_DATE_GRACE_MS) dates.start = start;
    else dates.warnings.push(`startDate of ${name} is past and does nothing any more: remove it from schedules.yaml`);
  }
  if (endDate !== undefined) {
    const end = new Date(endDate);
    if (end > now) {
      dates.end = end;
    } else {
      dates.enabled = false;
      dates.warnings.push(`endDate of ${name} is past: it never starts again; remove the schedule from schedules.yaml`);
    }
  }
  return dates;
}
