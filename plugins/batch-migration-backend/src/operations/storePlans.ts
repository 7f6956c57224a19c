import {
  planChanges,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase, PlanChange } from '../stores';

/**
 * Stores changed plans, each with an event of its own: a plan's history is
 * whole, however many were changed together.
 *
 * @param options.stored - the plans as they were, locked
 * @returns the plans as they are stored now
 */
export async function storePlans(
  database: BatchMigrationDatabase,
  options: {
    stored: ReadonlyMap<string, Plan>;
    changes: ReadonlyMap<string, Plan>;
    names: ReadonlyMap<string, string>;
    summary: (name: string, version: number) => string;
    stamp: PlanChange;
    tx: Knex.Transaction;
  },
): Promise<Map<string, Plan>> {
  const { stored, changes, names, summary, stamp, tx } = options;
  const next = await database.plans.replaceLocked(changes, stamp, tx);
  await database.assessments.invalidate([...next.keys()], tx);
  await database.history.append(
    [...next].map(([id, plan]) => ({
      ...stamp,
      type: 'plan-updated',
      summary: summary(names.get(id)!, plan.version),
      workloadId: id,
      changes: planChanges(stored.get(id)!, plan),
    })),
    tx,
  );
  return next;
}
