import type {
  Summary,
  WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import { reassessDue } from '../observation';
import type { Estate } from './estate';

/** Counts over everything that matches, readable or not. */
export async function showSummary(
  { clock, database, mode, timezone, watch }: Estate,
  filters: WorkloadFilters,
): Promise<Summary> {
  const now = clock.now();
  await reassessDue(database, now);
  return {
    now: now.toISOString(),
    timezone,
    mode,
    ...(await database.assessments.counts(filters)),
    observedAt: await database.inventory.lastAnsweredAt(),
    silentSources: [
      ...(await watch.silence()),
      ...(await database.inventory.silent(now.toISOString())),
    ],
  };
}
