import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  EMPTY_PLAN,
  PLAN_FILE_EMPTY,
  PLAN_FILE_LIST,
  planFileEntry,
  planFileHead,
  type WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import type { AssessmentQuery } from '../stores';
import type { Estate } from './estate';

const PAGE = 200;

/**
 * The plans of the workloads that match and that the caller may read, as one
 * YAML file in parts: by server, name and id, so that the file of tomorrow
 * differs from that of today where plans do. What is not planned is in it too.
 */
export async function* exportPlans(
  { access, database }: Estate,
  credentials: BackstageCredentials,
  filters: WorkloadFilters,
): AsyncGenerator<string> {
  const readable = await access.readable(credentials);
  const query: AssessmentQuery = {
    filters,
    limit: PAGE,
    orderBy: 'server',
    ...(readable.scope === 'some' && { readable: readable.criteria }),
  };
  let hasEntries = false;
  let cursor: string | undefined;
  yield planFileHead();
  while (readable.scope !== 'nothing') {
    const page = await database.assessments.list({ ...query, cursor });
    const ids = page.items.map(({ workloadId }) => workloadId);
    const entries = await entriesOf(database, ids);
    if (entries.length > 0) {
      yield `${hasEntries ? '' : PLAN_FILE_LIST}${entries.join('')}`;
      hasEntries = true;
    }
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  if (!hasEntries) yield PLAN_FILE_EMPTY;
}

async function entriesOf(
  database: Estate['database'],
  ids: readonly string[],
): Promise<string[]> {
  const [workloads, plans] = await Promise.all([
    database.workloads.shown(ids),
    database.plans.getMany(ids),
  ]);
  const byId = new Map(workloads.map(workload => [workload.id, workload]));
  return ids.flatMap(id => {
    const workload = byId.get(id);
    if (!workload) return [];
    const { name, serverRefs, roleRef, schedule } = workload;
    const plan = plans.get(id) ?? EMPTY_PLAN;
    return [planFileEntry({ id, name, serverRefs, roleRef, schedule, plan })];
  });
}
