import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  dueTicks,
  type RunsResponse,
} from 'backstage-plugin-batch-migration-common';
import { lookedAt } from '../observation';
import type { Estate } from './estate';
import { readableWorkload } from './showWorkload';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What was due in the last `days` days, and what ran. */
export async function showRuns(
  estate: Estate,
  credentials: BackstageCredentials,
  id: string,
  days: number,
): Promise<RunsResponse> {
  const workload = await readableWorkload(estate, credentials, id);
  const { database } = estate;
  const now = estate.clock.now();
  return dueTicks(
    workload,
    await database.plans.get(id),
    await database.observations.history(lookedAt(workload)),
    await database.runs.list(workload.locations),
    new Date(now.getTime() - days * DAY_MS),
    now,
    now,
  );
}
