import type {
  LinkProposal,
  Plan,
  WaitingWorkload,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, groupBy } from '../stores/rows';

/** A proposal with the name of its workload. */
export interface StoredProposal extends Omit<LinkProposal, 'targetId'> {
  targetId: number;
  workloadName: string;
}

interface ProposalRow {
  target_id: number;
  workload_id: string;
  score: number;
  reasons: string;
  doubts: string;
}

interface WaitingRow {
  id: string;
  name: string;
  kind: WaitingWorkload['kind'];
  schedule: string | null;
  command: string;
  plan: string | null;
}

/** Which target may replace which workload. */
export class ProposalStore {
  constructor(private readonly db: Knex) {}

  /** Workloads without a target, in steps. */
  async *waiting(): AsyncGenerator<WaitingWorkload[]> {
    let after = '';
    for (;;) {
      const rows: WaitingRow[] = await this.db('workloads')
        .leftJoin('plans', 'plans.workload_id', 'workloads.id')
        .where('workloads.id', '>', after)
        .whereNotExists(this.targetsOf('workloads.id'))
        .orderBy('workloads.id')
        .limit(2000)
        .select(
          'workloads.id',
          'workloads.name',
          'workloads.kind',
          'workloads.schedule',
          'workloads.command',
          'plans.plan',
        );
      if (rows.length === 0) return;
      yield rows.map(toWaiting);
      after = rows[rows.length - 1].id;
    }
  }

  /** Changes when workloads come, so that they are compared soon. */
  async mark(): Promise<string> {
    const row = await this.db('workloads')
      .count({ n: '*' })
      .max({ newest: 'first_seen_at' })
      .first();
    return `${row?.n ?? 0} ${row?.newest ?? ''}`;
  }

  async replaceAll(proposals: readonly LinkProposal[]): Promise<void> {
    await this.db.transaction(async tx => {
      await tx('target_proposals').delete();
      for (const chunk of chunksOf(proposals)) {
        // One that was deleted meanwhile has none.
        const known = new Set(
          (
            await tx('workloads')
              .whereIn('id', [...new Set(chunk.map(one => one.workloadId))])
              .select('id')
          ).map(({ id }: { id: string }) => id),
        );
        const rows = chunk
          .filter(({ workloadId }) => known.has(workloadId))
          .map(toRow);
        for (const few of inFifties(rows)) {
          await tx('target_proposals').insert(few);
        }
      }
    });
  }

  /** Of each target, best first, for workloads that still wait. */
  async ofTargets(
    ids: readonly number[],
  ): Promise<Map<number, StoredProposal[]>> {
    const found: Array<ProposalRow & { name: string }> = [];
    for (const chunk of chunksOf(ids)) {
      found.push(
        ...(await this.db('target_proposals')
          .join('workloads', 'workloads.id', 'target_proposals.workload_id')
          .whereIn('target_id', chunk)
          .whereNotExists(this.targetsOf('workloads.id'))
          .orderBy([
            { column: 'score', order: 'desc' },
            { column: 'workload_id' },
          ])
          .select('target_proposals.*', 'workloads.name')),
      );
    }
    const groups = groupBy(found.map(toProposal), one => String(one.targetId));
    return new Map([...groups].map(([id, all]) => [Number(id), all]));
  }

  private targetsOf(workload: string): Knex.QueryBuilder {
    return this.db('workload_locations')
      .whereRaw('workload_locations.workload_id = ??', [workload])
      .where('side', 'target')
      .select(this.db.raw('1'));
  }
}

function inFifties<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / 50) }, (_, at) =>
    rows.slice(at * 50, at * 50 + 50),
  );
}

function toWaiting(row: WaitingRow): WaitingWorkload {
  const plan: Partial<Plan> = row.plan === null ? {} : JSON.parse(row.plan);
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    command: row.command || null,
    schedules: row.schedule === null ? [] : [JSON.parse(row.schedule)],
    intendedSchedule: plan.intendedSchedule ?? null,
  };
}

function toRow(proposal: LinkProposal): ProposalRow {
  return {
    target_id: Number(proposal.targetId),
    workload_id: proposal.workloadId,
    score: proposal.score,
    reasons: JSON.stringify(proposal.reasons),
    doubts: JSON.stringify(proposal.doubts),
  };
}

function toProposal(row: ProposalRow & { name: string }): StoredProposal {
  return {
    targetId: row.target_id,
    workloadId: row.workload_id,
    workloadName: row.name,
    // PostgreSQL keeps seven digits.
    score: Math.round(row.score * 1000) / 1000,
    reasons: JSON.parse(row.reasons),
    doubts: JSON.parse(row.doubts),
  };
}
