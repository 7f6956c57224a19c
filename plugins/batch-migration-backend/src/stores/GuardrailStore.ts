import type {
  GuardrailRecord,
  GuardrailStatement,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { text } from './rows';

interface GuardrailRow {
  workload_id: string;
  sequence: number;
  guardrail_id: string;
  step_id: string;
  statement: GuardrailStatement;
  note: string;
  author: string;
  at: string;
}

/** What people say of guardrails. Nothing is changed or taken away: withdrawing is a record too. */
export class GuardrailStore {
  constructor(private readonly db: Knex) {}

  /** Oldest first. */
  async list(
    workloadId: string,
    tx: Knex = this.db,
  ): Promise<GuardrailRecord[]> {
    const rows = await tx<GuardrailRow>('guardrail_records')
      .where({ workload_id: workloadId })
      .orderBy('sequence');
    return rows.map(toRecord);
  }

  /** Adds what follows the records that are there. The plan must be locked. */
  async add(
    workloadId: string,
    said: Omit<GuardrailRecord, 'sequence'>,
    tx: Knex.Transaction,
  ): Promise<GuardrailRecord> {
    const newest = await tx<GuardrailRow>('guardrail_records')
      .where({ workload_id: workloadId })
      .orderBy('sequence', 'desc')
      .first('sequence');
    const record = { ...said, sequence: (newest?.sequence ?? 0) + 1 };
    await tx('guardrail_records').insert(toRow(workloadId, record));
    return record;
  }
}

function toRow(workloadId: string, record: GuardrailRecord): GuardrailRow {
  return {
    workload_id: workloadId,
    sequence: record.sequence,
    guardrail_id: record.guardrailId,
    step_id: record.stepId,
    statement: record.statement,
    note: text(record.note),
    author: record.by,
    at: record.at,
  };
}

function toRecord(row: GuardrailRow): GuardrailRecord {
  return {
    sequence: row.sequence,
    guardrailId: row.guardrail_id,
    stepId: row.step_id,
    statement: row.statement,
    note: row.note,
    by: row.author,
    at: row.at,
  };
}
