import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { TargetSearch } from './TargetSearch';

/**
 * Looks each minute whether it is time to search, on one replica at a time, so
 * that workloads which were just imported are compared soon.
 */
export async function scheduleSearch(
  scheduler: SchedulerService,
  search: TargetSearch,
): Promise<void> {
  if (search.finderIds.length === 0) return;
  await scheduler.scheduleTask({
    id: 'batch-migration-find-targets',
    frequency: { minutes: 1 },
    timeout: { minutes: 45 },
    fn: signal => search.searchWhereDue(signal),
  });
}
