import type {
  StepEvent,
  StepRecord,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, text, textOrNull } from './rows';

interface StepRow {
  workload_id: string;
  sequence: number;
  step_id: string;
  event: StepEvent;
  actor: string;
  at: string;
  recorded_at: string;
  reason: string | null;
  step: string;
  basis: string;
}

/** What happened to cutover steps. Nothing is changed or taken away: undoing is a record too. */
export class StepStore {
  constructor(private readonly db: Knex) {}

  /** Oldest first. */
  async list(workloadId: string, tx: Knex = this.db): Promise<StepRecord[]> {
    const found = await this.getMany([workloadId], tx);
    return found.get(workloadId) ?? [];
  }

  /** Oldest first; without an entry where nothing happened. */
  async getMany(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, StepRecord[]>> {
    const found = new Map<string, StepRecord[]>();
    for (const chunk of chunksOf(workloadIds)) {
      const rows = await tx<StepRow>('step_records')
        .whereIn('workload_id', chunk)
        .orderBy(['workload_id', 'sequence']);
      for (const row of rows) {
        const records = found.get(row.workload_id);
        if (records) records.push(toRecord(row));
        else found.set(row.workload_id, [toRecord(row)]);
      }
    }
    return found;
  }

  /**
   * Adds what follows the records that were read. The plan must be locked, so
   * that nobody else adds meanwhile.
   */
  async append(
    workloadId: string,
    records: readonly StepRecord[],
    tx: Knex.Transaction,
  ): Promise<void> {
    const rows = records.map(record => toRow(workloadId, record));
    for (const chunk of chunksOf(rows)) await tx('step_records').insert(chunk);
  }
}

function toRow(workloadId: string, record: StepRecord): StepRow {
  const { observationIds, runIds } = record;
  return {
    workload_id: workloadId,
    sequence: record.sequence,
    step_id: record.stepId,
    event: record.event,
    actor: record.actor,
    at: record.at,
    recorded_at: record.recordedAt,
    reason: textOrNull(record.reason),
    step: text(JSON.stringify(record.step)),
    basis: JSON.stringify({ observationIds, runIds }),
  };
}

function toRecord(row: StepRow): StepRecord {
  return {
    sequence: row.sequence,
    stepId: row.step_id,
    event: row.event,
    actor: row.actor,
    at: row.at,
    recordedAt: row.recorded_at,
    reason: row.reason,
    step: JSON.parse(row.step),
    ...JSON.parse(row.basis),
  };
}
