import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import { tellOwners } from './tellOwners';
import type { MessageLanguage } from './words';

/** Tells owners once a minute, on one replica at a time. */
export async function scheduleNotifications(services: {
  scheduler: SchedulerService;
  logger: LoggerService;
  database: BatchMigrationDatabase;
  notifications: NotificationService;
  clock: Clock;
  language: MessageLanguage;
}): Promise<void> {
  await services.scheduler.scheduleTask({
    id: 'batch-migration-notify',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    // What is read at the start is assessed first.
    initialDelay: { minutes: 2 },
    fn: () => tellOwners({ ...services, now: services.clock.now() }),
  });
}
