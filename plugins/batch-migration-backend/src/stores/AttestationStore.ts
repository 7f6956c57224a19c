import { InputError } from '@backstage/errors';
import type {
  Attestation,
  AttestedFact,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, groupBy, text } from './rows';

/** An attestation before it is stored. */
export type NewAttestation = Omit<Attestation, 'id'>;

export interface AttestationPage {
  items: Attestation[];
  totalItems: number;
  nextCursor: string | null;
}

interface AttestationRow {
  id: number;
  workload_id: string;
  fact: AttestedFact;
  seconds: number;
  reason: string;
  author: string;
  at: string;
  expires_at: string;
}

/** What people attested. Nothing is changed or taken back: a newer one goes before. */
export class AttestationStore {
  constructor(private readonly db: Knex) {}

  async add(
    attestation: NewAttestation,
    tx: Knex.Transaction,
  ): Promise<Attestation> {
    const [{ id }] = await tx('attestations')
      .insert(toRow(attestation))
      .returning('id');
    return { id, ...attestation };
  }

  /** Of many workloads, expired ones included, oldest first; without an entry where there is none. */
  async getMany(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, Attestation[]>> {
    const found: Attestation[] = [];
    for (const chunk of chunksOf(workloadIds)) {
      const rows = await tx<AttestationRow>('attestations')
        .whereIn('workload_id', chunk)
        .orderBy('id');
      found.push(...rows.map(toAttestation));
    }
    return groupBy(found, ({ workloadId }) => workloadId);
  }

  /**
   * Newest first. The cursor is that of the page before.
   *
   * @throws InputError for a cursor of another list
   */
  async list(options: {
    workloadId: string;
    limit: number;
    cursor?: string;
  }): Promise<AttestationPage> {
    const { workloadId, limit, cursor } = options;
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
      throw new InputError(`cursor is not one of this list, got: ${cursor}`);
    }
    const query = this.db<AttestationRow>('attestations')
      .where({ workload_id: workloadId })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (cursor !== undefined) query.where('id', '<', Number(cursor));
    const rows = await query;
    const page = rows.slice(0, limit);
    const [{ count }] = await this.db('attestations')
      .where({ workload_id: workloadId })
      .count({ count: '*' });
    return {
      items: page.map(toAttestation),
      totalItems: Number(count),
      nextCursor: rows.length > limit ? String(page[page.length - 1].id) : null,
    };
  }
}

function toRow(attestation: NewAttestation): Omit<AttestationRow, 'id'> {
  return {
    workload_id: attestation.workloadId,
    fact: attestation.fact,
    seconds: attestation.seconds,
    reason: text(attestation.reason),
    author: attestation.author,
    at: attestation.at,
    expires_at: attestation.expiresAt,
  };
}

function toAttestation(row: AttestationRow): Attestation {
  return {
    id: row.id,
    workloadId: row.workload_id,
    fact: row.fact,
    seconds: row.seconds,
    reason: row.reason,
    author: row.author,
    at: row.at,
    expiresAt: row.expires_at,
  };
}
