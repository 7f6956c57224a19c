import { InputError } from '@backstage/errors';
import type { HistoryEvent } from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { canonicalJson, chunksOf, text } from './rows';

/** An event before it has its place in the chain. */
export type NewHistoryEvent = Omit<HistoryEvent, 'id'>;

export interface HistoryPage {
  items: HistoryEvent[];
  totalItems: number;
  nextCursor: string | null;
}

interface HistoryRow {
  id: number;
  at: string;
  actor: string;
  type: string;
  summary: string;
  workload_id: string | null;
  changes: string;
  prev_hash: string;
  hash: string;
}

type ContentOfRow = Omit<HistoryRow, 'id' | 'prev_hash' | 'hash'>;

const FIRST_HASH = '0'.repeat(64);

/** Append-only: what happened, who did it, chained by hashes so that a change shows. */
export class HistoryStore {
  constructor(private readonly db: Knex) {}

  /** Takes the transaction of the change that the events tell about. */
  async append(
    events: readonly NewHistoryEvent[],
    tx: Knex.Transaction,
  ): Promise<void> {
    if (events.length === 0) return;
    // The lock on this row keeps two writers from chaining to the same event.
    const head = await tx<{ id: number; hash: string }>('history_head')
      .where({ id: 1 })
      .forUpdate()
      .first();
    let previous = head?.hash ?? FIRST_HASH;
    const rows: Array<Omit<HistoryRow, 'id'>> = [];
    for (const event of events) {
      const content = toRow(event);
      const hash = hashOf(previous, content);
      rows.push({ ...content, prev_hash: previous, hash });
      previous = hash;
    }
    // In the order of the list: ids follow each other as the hashes do.
    for (const chunk of chunksOf(rows)) await tx('history').insert(chunk);
    await tx('history_head').where({ id: 1 }).update({ hash: previous });
  }

  /** Newest first. The cursor is that of the page before. */
  async list(options: {
    workloadId?: string;
    limit: number;
    cursor?: string;
  }): Promise<HistoryPage> {
    const { workloadId, limit, cursor } = options;
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
      throw new InputError(`cursor is not one of this list, got: ${cursor}`);
    }
    const matching = () => {
      const query = this.db<HistoryRow>('history');
      return workloadId === undefined
        ? query
        : query.where({ workload_id: workloadId });
    };
    const page = matching();
    if (cursor !== undefined) page.where('id', '<', Number(cursor));
    const rows: HistoryRow[] = await page
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .select();
    const items = rows.slice(0, limit).map(toEvent);
    const [{ n }] = await matching().count({ n: '*' });
    return {
      items,
      totalItems: Number(n),
      nextCursor: rows.length > limit ? String(items[limit - 1].id) : null,
    };
  }

  /** Id of the first event that does not fit its hash, or `null` if all do. */
  async firstBroken(): Promise<number | null> {
    let previous = FIRST_HASH;
    let after = 0;
    for (;;) {
      const rows: HistoryRow[] = await this.db<HistoryRow>('history')
        .where('id', '>', after)
        .orderBy('id')
        .limit(1000)
        .select();
      if (rows.length === 0) break;
      for (const { id, prev_hash, hash, ...content } of rows) {
        if (prev_hash !== previous || hash !== hashOf(previous, content)) {
          return id;
        }
        previous = hash;
        after = id;
      }
    }
    const head = await this.db('history_head').where({ id: 1 }).first();
    // Events that were cut off at the end leave the head behind.
    return head.hash === previous ? null : after;
  }
}

function hashOf(previous: string, content: ContentOfRow): string {
  return createHash('sha256')
    .update(previous)
    .update(canonicalJson(content))
    .digest('hex');
}

function toRow(event: NewHistoryEvent): ContentOfRow {
  return {
    at: event.at,
    actor: text(event.actor),
    type: event.type,
    summary: text(event.summary),
    workload_id: event.workloadId,
    changes: JSON.stringify(event.changes),
  };
}

function toEvent(row: HistoryRow): HistoryEvent {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    type: row.type,
    summary: row.summary,
    workloadId: row.workload_id,
    changes: JSON.parse(row.changes),
  };
}
