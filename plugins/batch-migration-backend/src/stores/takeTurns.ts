import type { Knex } from 'knex';

/**
 * Lets one transaction at a time decide by a count or by what is not there
 * yet, where no row exists that could be locked: others wait until this one
 * ends. SQLite has one connection, and so one transaction, anyway.
 *
 * @param what - what is decided, the same for all who take turns
 */
export async function takeTurns(
  tx: Knex.Transaction,
  what: string,
): Promise<void> {
  if (tx.client.config.client !== 'pg') return;
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `batch-migration ${what}`,
  ]);
}
