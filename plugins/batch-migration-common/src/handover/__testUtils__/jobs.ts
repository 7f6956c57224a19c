import { toEventBridge } from '../../cron/toEventBridge';
import type { ScheduleSpec } from '../../workload/model';
import type { HandoverJob } from '../model';

/** Noon in Tokyo. */
export const FROM = new Date('2026-02-19T03:00:00Z');

/** A job of one line, with its translation as the target; its id is the expression. */
export function job(
  expression: string,
  seconds: number | null,
  more: Partial<HandoverJob> = {},
  timezone = 'Asia/Tokyo',
): HandoverJob {
  const spec: ScheduleSpec = { dialect: 'debian-cron', expression, timezone };
  return {
    id: expression,
    name: expression,
    legacy: [spec],
    target: toEventBridge(spec).schedules.map(schedule => ({
      dialect: 'eventbridge',
      ...schedule,
    })),
    scheduleChanges: false,
    longestRun:
      seconds === null
        ? null
        : { seconds, source: 'measured', expiresAt: null },
    places: ['crontab:default/bat000/var/spool/cron/crontabs/batch'],
    lock: null,
    after: [],
    hostTls12: true,
    runsTwice: false,
    warnings: [],
    ...more,
  };
}
