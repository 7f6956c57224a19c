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
  const byStage = await by<Stage>('stage');
  const byPlacement = await by<Placement>('placement');
  const done: Array<{ stage: Stage; n: string | number }> = await matching()
    .where({ done: true })
    .groupBy('stage')
    .select('stage')
    .count({ n: '*' });
  const doneAs = (stage: Stage) =>
    Number(done.find(row => row.stage === stage)?.n ?? 0);
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
    scope: byStage.reduce((sum, { count }) => sum + count, 0),
    byStage,
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
    });
  const counts = [...groupBy(rows, row => row.server_ref)].map(
    ([key, ofServer]) => {
      const sumOf = (column: 'n' | 'left') =>
        ofServer.reduce((sum, row) => sum + Number(row[column]), 0);
      const byStage = sorted(
        ofServer.map(({ stage, n }) => ({ key: stage, count: Number(n) })),
      );
      return { key, count: sumOf('n'), byStage, left: sumOf('left') };
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
