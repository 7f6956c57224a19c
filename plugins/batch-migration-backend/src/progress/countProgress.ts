import {
  STAGES,
  type ProgressSubject,
  type Stage,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { NONE } from '../stores/AssessmentStore';

/** What is counted of all, of one server or of one wave. */
export interface ProgressCounts {
  scope: number;
  byStage: Record<Stage, number>;
  /** Seen to be so now, as `isDone` of the common package says. */
  retired: number;
  retained: number;
  /** Workloads whose placement is unknown. */
  notSeen: number;
}

type CountRow = Record<'stage' | 'placement', string> & {
  key?: string;
  done: boolean | number;
  n: string | number;
};

export const NO_COUNTS: ProgressCounts = {
  scope: 0,
  byStage: Object.fromEntries(STAGES.map(stage => [stage, 0])) as Record<
    Stage,
    number
  >,
  retired: 0,
  retained: 0,
  notSeen: 0,
};

/**
 * Counts the same columns of the projection as `GET /summary`, by key: a
 * workload on two servers counts once in each, and one in no wave in none.
 */
export async function countProgress(
  db: Knex,
  subject: ProgressSubject['type'],
): Promise<Map<string, ProgressCounts>> {
  const columns = ['stage', 'done', 'placement'];
  const query = db('assessments');
  if (subject === 'server') {
    query
      .join(
        'workload_servers',
        'workload_servers.workload_id',
        'assessments.workload_id',
      )
      .groupBy('server_ref')
      .select({ key: 'server_ref' });
  } else if (subject === 'wave') {
    query.whereNot({ wave: NONE }).groupBy('wave').select({ key: 'wave' });
  }
  const rows: CountRow[] = await query
    .groupBy(columns)
    .select(columns)
    .count({ n: '*' });
  const counts = new Map<string, ProgressCounts>();
  // An estate without workloads was counted too.
  if (subject === 'all') counts.set('', NO_COUNTS);
  for (const row of rows) {
    const key = row.key ?? '';
    counts.set(key, add(counts.get(key) ?? NO_COUNTS, row));
  }
  return counts;
}

function add(counts: ProgressCounts, row: CountRow): ProgressCounts {
  const n = Number(row.n);
  const stage = row.stage as Stage;
  const doneAs = (own: Stage) => (row.done && stage === own ? n : 0);
  return {
    scope: counts.scope + n,
    byStage: { ...counts.byStage, [stage]: counts.byStage[stage] + n },
    retired: counts.retired + doneAs('retired'),
    retained: counts.retained + doneAs('retained'),
    notSeen: counts.notSeen + (row.placement === 'unknown' ? n : 0),
  };
}
