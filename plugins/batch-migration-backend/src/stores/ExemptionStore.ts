import { InputError } from '@backstage/errors';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  ExemptionRecord,
  ExemptionState,
  Signature,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { applyFilters, type AssessmentCondition } from './assessmentQuery';
import { chunksOf, groupBy, text } from './rows';

/** An exemption before somebody answered. */
export type AskedExemption = Pick<
  ExemptionRecord,
  'workloadId' | 'reason' | 'expiresAt' | 'asked'
>;

export interface ExemptionPage {
  items: ExemptionRecord[];
  totalItems: number;
  nextCursor: string | null;
}

interface ExemptionRow {
  id: number;
  workload_id: string;
  reason: string;
  expires_at: string;
  asked_by: string;
  asked_at: string;
  approved_by: string | null;
  approved_at: string | null;
  withdrawn_by: string | null;
  withdrawn_at: string | null;
}

/** Who asked, approved and took back that workloads stand still. Nothing is deleted. */
export class ExemptionStore {
  constructor(private readonly db: Knex) {}

  async get(
    id: number,
    tx: Knex = this.db,
  ): Promise<ExemptionRecord | undefined> {
    const row = await tx<ExemptionRow>('exemptions').where({ id }).first();
    return row && toRecord(row);
  }

  /** In the order in which they were asked; without an entry where there is none. */
  async getMany(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, ExemptionRecord[]>> {
    return exemptionsOf(tx, workloadIds);
  }

  async ask(
    asked: readonly AskedExemption[],
    tx: Knex.Transaction,
  ): Promise<ExemptionRecord[]> {
    const records: ExemptionRecord[] = [];
    // One by one: not every database answers ids in the order of the rows.
    for (const one of asked) {
      const [{ id }] = await tx('exemptions')
        .insert({
          workload_id: one.workloadId,
          reason: text(one.reason),
          expires_at: one.expiresAt,
          asked_by: one.asked.by,
          asked_at: one.asked.at,
        })
        .returning('id');
      records.push({ ...one, id, approval: null, withdrawal: null });
    }
    return records;
  }

  /** @returns whether it still waited: who comes second signs nothing */
  async approve(
    id: number,
    { by, at }: Signature,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const signed = await tx<ExemptionRow>('exemptions')
      .where({ id, approved_at: null, withdrawn_at: null })
      .update({ approved_by: by, approved_at: at });
    return signed > 0;
  }

  /** @returns whether nobody had taken it back before */
  async withdraw(
    id: number,
    { by, at }: Signature,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const signed = await tx<ExemptionRow>('exemptions')
      .where({ id, withdrawn_at: null })
      .update({ withdrawn_by: by, withdrawn_at: at });
    return signed > 0;
  }

  /**
   * Newest first. Totals count what one may not read, too.
   *
   * @throws InputError for a cursor of another list
   */
  async list(options: {
    workloadId?: string;
    states: readonly ExemptionState[];
    now: string;
    limit: number;
    cursor?: string;
    readable?: PermissionCriteria<AssessmentCondition>;
  }): Promise<ExemptionPage> {
    const { workloadId, states, now, limit, cursor, readable } = options;
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
      throw new InputError(`cursor is not one of this list, got: ${cursor}`);
    }
    const matching = () => {
      const query = this.db('exemptions');
      if (workloadId !== undefined) query.where({ workload_id: workloadId });
      if (states.length > 0) {
        query.where(any =>
          states.forEach(state => any.orWhere(one => inState(one, state, now))),
        );
      }
      return query;
    };
    const page = matching()
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (cursor !== undefined) page.where('id', '<', Number(cursor));
    if (readable) {
      const assessed = this.db('assessments').select('workload_id');
      applyFilters(assessed, {}, readable);
      page.whereIn('workload_id', assessed);
    }
    const rows: ExemptionRow[] = await page.select();
    const [{ n }] = await matching().count({ n: '*' });
    return {
      items: rows.slice(0, limit).map(toRecord),
      totalItems: Number(n),
      nextCursor: rows.length > limit ? String(rows[limit - 1].id) : null,
    };
  }
}

/** As `exemptionState` of the common package says, in SQL. */
function inState(
  query: Knex.QueryBuilder,
  state: ExemptionState,
  now: string,
): void {
  if (state === 'withdrawn') {
    query.whereNotNull('withdrawn_at');
    return;
  }
  query.whereNull('withdrawn_at');
  if (state === 'lapsed') {
    query.where('expires_at', '<=', now);
    return;
  }
  query.where('expires_at', '>', now);
  if (state === 'asked') query.whereNull('approved_at');
  else query.whereNotNull('approved_at');
}

/** Of many workloads, in the order in which they were asked. */
export async function exemptionsOf(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<Map<string, ExemptionRecord[]>> {
  const found: ExemptionRecord[] = [];
  for (const chunk of chunksOf(workloadIds)) {
    const rows = await tx<ExemptionRow>('exemptions')
      .whereIn('workload_id', chunk)
      .orderBy('id');
    found.push(...rows.map(toRecord));
  }
  return groupBy(found, ({ workloadId }) => workloadId);
}

function toRecord(row: ExemptionRow): ExemptionRecord {
  return {
    id: row.id,
    workloadId: row.workload_id,
    reason: row.reason,
    expiresAt: row.expires_at,
    asked: { by: row.asked_by, at: row.asked_at },
    approval: signature(row.approved_by, row.approved_at),
    withdrawal: signature(row.withdrawn_by, row.withdrawn_at),
  };
}

function signature(by: string | null, at: string | null): Signature | null {
  return by === null || at === null ? null : { by, at };
}
