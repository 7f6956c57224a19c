import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { HistoryHeadPublisher } from 'backstage-plugin-batch-migration-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import { publishHead } from './publishHead';

/** Publishes the head of the history, on one replica at a time. */
export async function scheduleHeads(services: {
  scheduler: SchedulerService;
  logger: LoggerService;
  database: BatchMigrationDatabase;
  clock: Clock;
  publishers: readonly HistoryHeadPublisher[];
}): Promise<void> {
  const { scheduler, publishers, clock } = services;
  if (publishers.length === 0) return;
  await scheduler.scheduleTask({
    id: 'batch-migration-history-head',
    frequency: {
      milliseconds: Math.min(...publishers.map(({ everyMs }) => everyMs)),
    },
    timeout: { minutes: 5 },
    // What is read at the start is in the first head.
    initialDelay: { minutes: 2 },
    fn: signal => publishHead({ ...services, now: clock.now(), signal }),
  });
}
