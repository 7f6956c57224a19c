import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { EstateRefresh } from './EstateRefresh';
import { SHARES } from './shares';
import type { HandOut } from './SpreadObservation';

const idOf = (share: number) => `batch-migration-observe-share-${share}`;

/**
 * Registers a task for each share of a round; whichever replica asks the
 * scheduler first takes it.
 *
 * @returns what starts the task of a share, on any replica
 */
export async function handOutShares(
  scheduler: SchedulerService,
  refresh: Pick<EstateRefresh, 'observeShare'>,
): Promise<{ handOut: HandOut }> {
  for (let share = 0; share < SHARES; share += 1) {
    await scheduler.scheduleTask({
      id: idOf(share),
      frequency: { trigger: 'manual' },
      timeout: { minutes: 30 },
      fn: signal => refresh.observeShare(share, { signal }),
    });
  }
  return { handOut: share => scheduler.triggerTask(idOf(share)) };
}
