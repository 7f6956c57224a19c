import {
  FIRST_HASH,
  fitsItsHash,
  type WorkloadHistory,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { sha256, toChained, type HistoryRow } from './historyRows';
import { chunksOf } from './rows';

/**
 * Checks some events where they stand: each against its own hash, and against
 * the hash of the event before it in the whole history. It finds what was
 * changed, and not what was cut off behind them: that takes the whole chain
 * and heads that were published (`history:verify`).
 *
 * @param rows - newest first
 */
export async function checkLinks(
  db: Knex,
  rows: readonly HistoryRow[],
): Promise<WorkloadHistory['chain']> {
  const before = await hashesBefore(db, rows);
  let checked = 0;
  for (const row of rows) {
    const { position } = row;
    // Of the first version nothing but the whole walk knows the place.
    if (position === null) continue;
    checked += 1;
    const isLinked = row.prev_hash === before.get(position - 1);
    if (!isLinked || !(await fitsItsHash(toChained(row), position, sha256))) {
      return { isIntact: false, checked, brokenId: row.id };
    }
  }
  return { isIntact: true, checked, brokenId: null };
}

/** Hashes of the events before some, by position. */
async function hashesBefore(
  db: Knex,
  rows: readonly HistoryRow[],
): Promise<Map<number, string>> {
  const found = new Map([[0, FIRST_HASH]]);
  const positions = rows.flatMap(({ position }) =>
    position === null ? [] : position - 1,
  );
  for (const chunk of chunksOf(positions)) {
    const neighbours = await db<HistoryRow>('history')
      .whereIn('position', chunk)
      .select('position', 'hash');
    for (const { position, hash } of neighbours) found.set(position!, hash);
  }
  return found;
}
