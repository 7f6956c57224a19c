import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  Counts,
  DangerType,
  Instant,
  Placement,
  Stage,
  Strategy,
  Summary,
  WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { applyFilters, type AssessmentCondition } from './assessmentQuery';
import { groupBy } from './rows';

/** The part of the summary that is counted in SQL. */
export type AssessmentCounts = Pick<
  Summary,
  | 'scope'
  | 'byStage'
  | 'byPlacement'
  | 'byStrategy'
  | 'byOwner'
  | 'byServer'
  | 'byWave'
  | 'acuteDangers'
  | 'pressingDangers'
  | 'inAcuteDanger'
  | 'notSeen'
  | 'retired'
  | 'retained'
>;

/** Counts without NULL: whose placement nobody knows. */
export const UNSEEN = "case when placement = 'unknown' then 1 else null end";

/**
 * Counts the workloads that match, as `summarize` of the common package does
 * in memory. Largest count first, then by key.
 */
export async function countAssessments(
  db: Knex,
  filters: WorkloadFilters,
  within?: PermissionCriteria<AssessmentCondition>,
): Promise<AssessmentCounts> {
  const matching = () => {
    const query = db('assessments');
    applyFilters(query, filters, within);
    return query;
  };
  const by = async <K extends string>(column: string): Promise<Counts<K>[]> => {
    const rows: Array<{ key: K; n: string | number }> = await matching()
      .groupBy(column)
      .select({ key: column })
      .count({ n: '*' });
    return sorted(rows.map(({ key, n }) => ({ key, count: Number(n) })));
  };
  const stages = await countStages(matching());
  const byPlacement = sorted(
    [...groupBy(stages, ({ placement }) => placement)].map(([key, rows]) => ({
      key,
      count: sumOf(rows),
    })),
  );
  const doneAs = (stage: Stage) =>
    sumOf(stages.filter(row => row.done && row.stage === stage));
  const dangers: Array<{ type: DangerType; severity: string; n: string }> =
    await matching()
      .join(
        'assessment_dangers',
        'assessment_dangers.workload_id',
        'assessments.workload_id',
      )
      .groupBy('type', 'severity')
      .select('type', 'severity')
      .count({ n: '*' });
  const [acute] = await matching()
    .where({ severity_rank: 0 })
    .count({ n: '*' });
  const ofSeverity = (severity: string) =>
    sorted(
      dangers
        .filter(row => row.severity === severity)
        .map(({ type, n }) => ({ key: type, count: Number(n) })),
    );
  return {
    scope: sumOf(stages),
    byStage: sorted(
      [...groupBy(stages, ({ stage }) => stage)].map(([key, rows]) => ({
        ...{ key, count: sumOf(rows) },
        notSeen: sumOf(rows.filter(({ placement }) => placement === 'unknown')),
      })),
    ),
    byPlacement,
    byStrategy: await by<Strategy | 'none'>('strategy'),
    byOwner: await by('owner'),
    byServer: await countByServer(matching()),
    byWave: await by('wave'),
    acuteDangers: ofSeverity('acute'),
    pressingDangers: ofSeverity('pressing'),
    inAcuteDanger: Number(acute.n),
    notSeen: countOf(byPlacement, 'unknown'),
    retired: doneAs('retired'),
    retained: doneAs('retained'),
  };
}

interface StageRow {
  stage: Stage;
  placement: Placement;
  done: boolean | number;
  count: number;
}

/** One look for stages, placements and what is done: an estate may be large. */
async function countStages(matching: Knex.QueryBuilder): Promise<StageRow[]> {
  const columns = ['stage', 'placement', 'done'];
  const rows: Array<Omit<StageRow, 'count'> & { n: string | number }> =
    await matching.groupBy(columns).select(columns).count({ n: '*' });
  return rows.map(({ n, ...row }) => ({ ...row, count: Number(n) }));
}

function sumOf(rows: readonly StageRow[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** When the stage of any that matches changed last; `null` where no event tells. */
export async function lastStageChange(
  db: Knex,
  filters: WorkloadFilters,
  within?: PermissionCriteria<AssessmentCondition>,
): Promise<Instant | null> {
  const matching = db('assessments').select('assessments.workload_id');
  applyFilters(matching, filters, within);
  const [{ at }]: Array<{ at: Instant | null }> = await db('history')
    .where({ type: 'stage-changed' })
    .whereIn('workload_id', matching)
    .max({ at: 'at' });
  return at;
}

async function countByServer(
  matching: Knex.QueryBuilder,
): Promise<AssessmentCounts['byServer']> {
  const rows: Array<{
    server_ref: string;
    stage: Stage;
    n: string | number;
    left: string | number;
    unseen: string | number;
  }> = await matching
    .join(
      'workload_servers',
      'workload_servers.workload_id',
      'assessments.workload_id',
    )
    .groupBy('server_ref', 'stage')
    .select('server_ref', 'stage')
    .count({ n: '*' })
    // Counts without NULL: what is done is not left.
    .count({
      left: matching.client.raw('case when done then null else 1 end'),
    })
    .count({ unseen: matching.client.raw(UNSEEN) });
  const counts = [...groupBy(rows, row => row.server_ref)].map(
    ([key, ofServer]) => {
      const total = (column: 'n' | 'left') =>
        ofServer.reduce((sum, row) => sum + Number(row[column]), 0);
      const byStage = sorted(
        ofServer.map(({ stage, n, unseen }) => ({
          ...{ key: stage, count: Number(n), notSeen: Number(unseen) },
        })),
      );
      return { key, count: total('n'), byStage, left: total('left') };
    },
  );
  return sorted(counts);
}

function countOf<K extends string>(counts: Counts<K>[], key: K): number {
  return counts.find(entry => entry.key === key)?.count ?? 0;
}

function sorted<T extends Counts<string>>(counts: T[]): T[] {
  return counts.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}
