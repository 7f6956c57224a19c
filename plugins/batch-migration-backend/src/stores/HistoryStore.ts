import { InputError } from '@backstage/errors';
import {
  FIRST_HASH,
  type HistoryHead,
  type HistoryVerdict,
  type Instant,
  type WorkloadHistory,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { checkLinks } from './checkLinks';
import {
  positionOf,
  toEvent,
  toRow,
  type HeadRow,
  type HistoryRow,
  type NewHistoryEvent,
} from './historyRows';
import { chunksOf } from './rows';
import { verifyStored } from './verifyStored';

export type { NewHistoryEvent } from './historyRows';

/** Append-only: what happened, who did it, chained by hashes so that a change shows. */
export class HistoryStore {
  private readonly waiting = new WeakMap<Knex.Transaction, NewHistoryEvent[]>();

  constructor(private readonly db: Knex) {}

  /**
   * Adds to the events of the change that they tell about. They are stored as
   * its last step, whenever it is that they are appended: from then to the end
   * of the transaction nobody else can append, and who holds this lock waits
   * for no other, so that no two changes wait for each other.
   *
   * @param tx - of `BatchMigrationDatabase.transaction`
   */
  async append(
    events: readonly NewHistoryEvent[],
    tx: Knex.Transaction,
  ): Promise<void> {
    const waiting = this.waiting.get(tx);
    if (!waiting) {
      throw new Error(
        'Events are appended within BatchMigrationDatabase.transaction',
      );
    }
    waiting.push(...events);
  }

  /** Makes a change, and stores the events that it appended. */
  async telling<T>(
    tx: Knex.Transaction,
    change: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    const events: NewHistoryEvent[] = [];
    this.waiting.set(tx, events);
    const result = await change(tx);
    this.waiting.delete(tx);
    await store(events, tx);
    return result;
  }

  /** Newest first, each checked against its hash. The cursor is that of the page before. */
  async list(options: {
    workloadId?: string;
    limit: number;
    cursor?: string;
  }): Promise<WorkloadHistory> {
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
    const shown = rows.slice(0, limit);
    const items = shown.map(row => ({ ...toEvent(row), hash: row.hash }));
    const [{ n }] = await matching().count({ n: '*' });
    return {
      items,
      totalItems: Number(n),
      nextCursor: rows.length > limit ? String(items[limit - 1].id) : null,
      chain: await checkLinks(this.db, shown),
    };
  }

  /** When the stage of each workload changed last; none for those of which no event tells. */
  async stageChangedAt(
    workloadIds: readonly string[],
  ): Promise<Map<string, Instant>> {
    const changed = new Map<string, Instant>();
    for (const chunk of chunksOf(workloadIds)) {
      const rows: Array<{ workload_id: string; at: Instant }> = await this.db(
        'history',
      )
        .where({ type: 'stage-changed' })
        .whereIn('workload_id', chunk)
        .groupBy('workload_id')
        .select('workload_id')
        .max({ at: 'at' });
      for (const { workload_id: id, at } of rows) changed.set(id, at);
    }
    return changed;
  }

  /** The end of the history as it is now, in one look at it. */
  async head(at: string): Promise<HistoryHead> {
    const head: (HeadRow & { n: number | string }) | undefined = await this.db(
      'history_head',
    )
      .where({ id: 1 })
      .first('hash', 'position', 'position_hash', {
        n: this.db('history').count('*'),
      });
    if (!head) throw missingHead();
    const stored = Number(head.n);
    const { hash } = head;
    return { sequence: positionOf(head) ?? stored, count: stored, hash, at };
  }

  /** Another one whenever an event was added; it counts nothing, and is quick. */
  async newestHash(): Promise<string> {
    const head = await this.db<HeadRow & { id: number }>('history_head')
      .where({ id: 1 })
      .first('hash');
    if (!head) throw missingHead();
    return head.hash;
  }

  /** Hash of the event at a position; `null` where none stands there. */
  async hashAt(sequence: number): Promise<string | null> {
    if (sequence === 0) return FIRST_HASH;
    const row = await this.db<HistoryRow>('history')
      .where({ position: sequence })
      .first('hash');
    return row?.hash ?? null;
  }

  /** Walks the whole chain; with heads that were published, against them too. */
  async verify(
    published: readonly HistoryHead[] = [],
  ): Promise<HistoryVerdict> {
    return verifyStored(this.db, published);
  }

  /** Id of the first event that does not fit its hash, or `null` if all do. */
  async firstBroken(): Promise<number | null> {
    const { problems } = await this.verify();
    return problems.length === 0 ? null : problems[0].eventId ?? 0;
  }
}

async function store(
  events: readonly NewHistoryEvent[],
  tx: Knex.Transaction,
): Promise<void> {
  if (events.length === 0) return;
  // The lock on this row keeps two writers from chaining to the same event.
  const head = await tx<HeadRow & { id: number }>('history_head')
    .where({ id: 1 })
    .forUpdate()
    .first();
  if (!head) throw missingHead();
  let prevHash = head.hash;
  let position = positionOf(head) ?? (await count(tx));
  const rows: Array<Omit<HistoryRow, 'id'>> = [];
  for (const event of events) {
    position += 1;
    const row = toRow(event, { position, prevHash });
    rows.push(row);
    prevHash = row.hash;
  }
  // In the order of the list: ids follow each other as the hashes do.
  for (const chunk of chunksOf(rows)) await tx('history').insert(chunk);
  await tx<HeadRow & { id: number }>('history_head')
    .where({ id: 1 })
    .update({ hash: prevHash, position, position_hash: prevHash });
}

async function count(tx: Knex.Transaction): Promise<number> {
  const [{ n }] = await tx('history').count({ n: '*' });
  return Number(n);
}

function missingHead(): Error {
  return new Error(
    'The row of history_head is missing. Run npm run history:verify, and restore the database from a backup',
  );
}
