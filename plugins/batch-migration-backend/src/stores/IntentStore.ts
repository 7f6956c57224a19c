import {
  hostOfServer,
  locationId,
  type DeclaredIntent,
  type EntityRef,
  type Instant,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, groupBy } from './rows';

/** A declared line, and the workload that it is. */
export interface IntentOf {
  workloadId: string;
  intent: DeclaredIntent;
}

interface IntentRow {
  id: number;
  workload_id: string;
  source: string;
  server_ref: EntityRef;
  intent: string;
}

interface FormerRow extends IntentRow {
  ended_at: Instant;
}

/** What is declared, and what was. */
export class IntentStore {
  constructor(private readonly db: Knex) {}

  /**
   * Replaces all that one source declares for one server. Of what it declares
   * no more it is kept that it did, until as many lines are there again.
   *
   * @param at - when it was read
   * @returns ids of the workloads that were declared before
   */
  async replace(
    {
      source,
      serverRef,
      at,
    }: { source: string; serverRef: EntityRef; at: Instant },
    intents: readonly IntentOf[],
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const key = { source, server_ref: serverRef };
    const rows = await tx<IntentRow>('intents').where(key).orderBy('id');
    const before = rows.map(toIntentOf);
    await tx('intents').where(key).delete();
    const toRow = ({ workloadId, intent }: IntentOf) => ({
      ...key,
      workload_id: workloadId,
      intent: JSON.stringify(intent),
    });
    for (const chunk of chunksOf(intents)) {
      await tx('intents').insert(chunk.map(toRow));
    }

    const { ended, returned } = compared(before, intents);
    for (const chunk of chunksOf(ended)) {
      await tx('former_intents').insert(
        chunk.map(one => ({ ...toRow(one), ended_at: at })),
      );
    }
    await forgetReturned(tx, key, returned);
    return [...new Set(before.map(({ workloadId }) => workloadId))];
  }

  /** What was declared of each workload and is not any more, oldest first. */
  async former(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, DeclaredIntent[]>> {
    const rows = await formerRows(tx, workloadIds);
    const byWorkload = groupBy(rows, row => row.workload_id);
    return new Map(
      [...byWorkload].map(([id, own]) => [
        id,
        own.map(row => toIntentOf(row).intent),
      ]),
    );
  }
}

/** Since when Git has less of each workload for a host than it once had. */
export async function undeclaredSince(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<Map<string, NonNullable<Workload['undeclaredSince']>>> {
  const rows = await formerRows(tx, workloadIds);
  const byWorkload = groupBy(rows, row => row.workload_id);
  return new Map(
    [...byWorkload].map(([id, own]) => {
      const newest = new Map<string, Instant>();
      for (const { server_ref, ended_at } of own) {
        const host = hostOfServer(server_ref);
        const other = newest.get(host);
        if (other === undefined || ended_at > other) newest.set(host, ended_at);
      }
      return [id, [...newest].map(([host, at]) => ({ host, at }))];
    }),
  );
}

/** Of each workload by the number of its lines: a line that moved did not end. */
function compared(
  before: readonly IntentOf[],
  now: readonly IntentOf[],
): { ended: IntentOf[]; returned: Map<string, number> } {
  const linesBefore = groupBy(before, one => one.workloadId);
  const linesNow = groupBy(now, one => one.workloadId);
  const ended = [...linesBefore].flatMap(([id, lines]) => {
    const left = linesNow.get(id) ?? [];
    const there = new Set(
      left.map(({ intent }) => locationId(intent.location)),
    );
    return lines
      .filter(({ intent }) => !there.has(locationId(intent.location)))
      .slice(0, Math.max(lines.length - left.length, 0));
  });
  const returned = new Map(
    [...linesNow].flatMap(([id, lines]): Array<[string, number]> => {
      const more = lines.length - (linesBefore.get(id)?.length ?? 0);
      return more > 0 ? [[id, more]] : [];
    }),
  );
  return { ended, returned };
}

/** What ended last returns first. */
async function forgetReturned(
  tx: Knex.Transaction,
  key: { source: string; server_ref: EntityRef },
  returned: ReadonlyMap<string, number>,
): Promise<void> {
  if (returned.size === 0) return;
  const rows = await tx<FormerRow>('former_intents')
    .where(key)
    .orderBy('id', 'desc')
    .select('id', 'workload_id');
  const ofReturned = groupBy(rows, row => row.workload_id);
  const ids = [...returned].flatMap(([workloadId, count]) =>
    (ofReturned.get(workloadId) ?? []).slice(0, count).map(({ id }) => id),
  );
  for (const chunk of chunksOf(ids)) {
    await tx('former_intents').whereIn('id', chunk).delete();
  }
}

async function formerRows(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<FormerRow[]> {
  const rows: FormerRow[] = [];
  for (const chunk of chunksOf([...workloadIds])) {
    rows.push(
      ...(await tx<FormerRow>('former_intents')
        .whereIn('workload_id', chunk)
        .orderBy('id')),
    );
  }
  return rows;
}

function toIntentOf({
  workload_id,
  intent,
}: Pick<IntentRow, 'workload_id' | 'intent'>): IntentOf {
  return { workloadId: workload_id, intent: JSON.parse(intent) };
}
