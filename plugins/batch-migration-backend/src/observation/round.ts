import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type { Probe } from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase } from '../stores';

/** One look at everything. */
export interface Round {
  now: Date;
  signal?: AbortSignal;
  /** Why a probe failed first, by its id; `null` for one that answered. */
  outcomes: Map<string, string | null>;
  observations: number;
  /** Told how many were looked at so far. */
  onLooked?: (observations: number) => Promise<void> | undefined;
}

export function failed(
  round: Round,
  logger: LoggerService,
  probe: Probe,
  reason: string,
): void {
  logger.warn(`Probe ${probe.id} failed: ${reason}`);
  if (!round.outcomes.get(probe.id)) round.outcomes.set(probe.id, reason);
}

/** What was seen anew at a location changes what is said of its workloads. */
export async function invalidate(
  database: BatchMigrationDatabase,
  locations: readonly LocationRef[],
  tx: Knex.Transaction,
): Promise<void> {
  const ids = await database.workloads.idsAt(locations, tx);
  await database.assessments.invalidate(ids, tx);
}

/** PostgreSQL's codes of a deadlock and of a serialization failure. */
const GAVE_WAY = ['40P01', '40001'];

/** So often a change is tried that had to give way to another one. */
const TRIES = 3;

/**
 * A transaction that is made again where PostgreSQL made it give way: probes,
 * events and captures write about the same workloads at the same time.
 */
export async function store<T>(
  database: BatchMigrationDatabase,
  change: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(change);
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt === TRIES || !GAVE_WAY.includes(code ?? '')) throw error;
    }
  }
}
