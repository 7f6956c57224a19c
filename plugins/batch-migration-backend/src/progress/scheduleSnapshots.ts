import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import { takeSnapshot } from './takeSnapshot';

/**
 * Counts once an hour, on one replica at a time. A task of 24 hours would skip
 * a day whenever it comes late; the day has one row however often it is counted.
 */
export async function scheduleSnapshots(services: {
  scheduler: SchedulerService;
  database: BatchMigrationDatabase;
  clock: Clock;
  timezone: string;
}): Promise<void> {
  await services.scheduler.scheduleTask({
    id: 'batch-migration-progress',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    // What is read at the start is assessed first.
    initialDelay: { minutes: 3 },
    fn: async () => {
      await takeSnapshot({ ...services, now: services.clock.now() });
    },
  });
}
