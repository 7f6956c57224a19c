import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ListResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { AssessmentQuery } from '../stores';
import type { Estate } from './estate';
import { workloadViews } from './workloadViews';

/** A page of what the caller may read. `totalItems` counts the rest too. */
export async function listWorkloads(
  { access, clock, database }: Estate,
  credentials: BackstageCredentials,
  query: Omit<AssessmentQuery, 'readable'>,
): Promise<ListResponse<WorkloadView>> {
  const readable = await access.readable(credentials);
  if (readable.scope === 'nothing') {
    const { scope } = await database.assessments.counts(query.filters);
    return { items: [], totalItems: scope, nextCursor: null };
  }
  const page = await database.assessments.list(
    readable.scope === 'some'
      ? { ...query, readable: readable.criteria }
      : query,
  );
  const ids = page.items.map(({ workloadId }) => workloadId);
  return {
    items: await workloadViews(database, ids, clock.now()),
    totalItems: page.totalItems,
    nextCursor: page.nextCursor,
  };
}
