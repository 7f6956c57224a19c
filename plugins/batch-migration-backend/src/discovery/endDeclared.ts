import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase } from '../stores';

/**
 * What a source declared of servers that it names no more is declared no
 * longer: a folder that was taken out of Git is deployed by nobody. What was
 * captured of them stays, and lapses by itself.
 *
 * @param at - when the source no longer named them, ISO 8601
 */
export async function endDeclared({
  database: { assessments, intents, inventory, inventoryFolders, workloads },
  sourceId: source,
  serverRefs,
  at,
  tx,
}: {
  database: BatchMigrationDatabase;
  sourceId: string;
  serverRefs: readonly EntityRef[];
  at: string;
  tx: Knex.Transaction;
}): Promise<void> {
  const declared: EntityRef[] = [];
  for (const serverRef of serverRefs) {
    const newest = await inventory.newestCapture(source, serverRef, tx);
    if (newest?.role === 'declared') declared.push(serverRef);
  }
  if (declared.length === 0) return;
  // Else the same files, put back, would count as stored.
  await inventoryFolders.forgetServers(source, declared, tx);
  for (const serverRef of declared) {
    await intents.replace({ source, serverRef, at }, [], tx);
    const ids = await workloads.ids({ serverRef }, tx);
    await assessments.invalidate(ids, tx);
  }
}
