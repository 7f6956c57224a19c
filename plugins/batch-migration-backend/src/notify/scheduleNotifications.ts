import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import type { Telling } from './concerns';
import { tellOwners } from './tellOwners';
import type { MessageLanguage } from './words';

/**
 * Looks once a minute for what owners should know, on one replica at a time.
 * Each owner gets a message no sooner than `everyMs` after the last one.
 */
export async function scheduleNotifications(
  services: {
    scheduler: SchedulerService;
    logger: LoggerService;
    database: BatchMigrationDatabase;
    notifications: NotificationService;
    clock: Clock;
    language: MessageLanguage;
    everyMs: number;
    names: boolean;
  } & Telling,
): Promise<void> {
  await services.scheduler.scheduleTask({
    id: 'batch-migration-notify',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    // What is read at the start is assessed first.
    initialDelay: { minutes: 2 },
    fn: () => tellOwners({ ...services, now: services.clock.now() }),
  });
}
