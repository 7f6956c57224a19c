import { scheduleKey } from './scheduleKey';
import type { ScheduleSpec } from './types';

const spec: ScheduleSpec = {
  dialect: 'cronie',
  expression: '30 1 * * *',
  timezone: 'Europe/London',
};

it.each<Partial<ScheduleSpec>>([
  { dialect: 'debian-cron' },
  { expression: '30  1 * * *' },
  { timezone: 'UTC' },
  { cronVersion: '1.5.7' },
  { hostTimezone: 'Europe/London' },
  { startDate: '2026-02-12T01:24:00.000Z' },
])('%j makes another schedule', change => {
  expect(scheduleKey({ ...spec, ...change })).not.toBe(scheduleKey(spec));
  expect(scheduleKey({ ...spec, ...change })).toBe(
    scheduleKey({ ...change, ...spec, ...change }),
  );
});
