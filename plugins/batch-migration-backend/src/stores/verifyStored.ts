import {
  verifyHistory,
  type ChainedEvent,
  type HistoryEvent,
  type HistoryHead,
  type HistoryVerdict,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import {
  sha256,
  toChained,
  toEvent,
  toStoredHead,
  type HeadRow,
  type HistoryRow,
} from './historyRows';

/** So many events are in memory at once. */
const PAGE = 1_000;

/**
 * Verifies the history of a database, in one look at it: what is appended
 * meanwhile does not count. It only reads, and takes a schema of the first
 * version as well, which has no positions.
 */
export async function verifyStored(
  db: Knex,
  published: readonly HistoryHead[],
): Promise<HistoryVerdict> {
  const isPostgres = db.client.config.client === 'pg';
  return db.transaction(
    async tx => {
      const head: HeadRow | undefined = await tx('history_head')
        .where({ id: 1 })
        .first();
      return verifyHistory({
        pages: () => pagesOf(tx),
        head: head ? toStoredHead(head) : null,
        published,
        sha256,
      });
    },
    // SQLite knows no other transaction than such a one.
    isPostgres ? { isolationLevel: 'repeatable read', readOnly: true } : {},
  );
}

async function* pagesOf(tx: Knex): AsyncIterable<ChainedEvent[]> {
  let after: number | null = null;
  for (;;) {
    const page = tx<HistoryRow>('history').orderBy('id').limit(PAGE);
    if (after !== null) page.where('id', '>', after);
    const rows: HistoryRow[] = await page.select();
    if (rows.length === 0) return;
    after = rows[rows.length - 1].id;
    yield rows.map(toChained);
  }
}

/** One event, to show what is named; `null` where it cannot be read as one. */
export async function eventAt(
  db: Knex,
  id: number,
): Promise<HistoryEvent | null> {
  const row = await db<HistoryRow>('history').where({ id }).first();
  try {
    return row ? toEvent(row) : null;
  } catch {
    // Its changes are no JSON any more.
    return null;
  }
}
