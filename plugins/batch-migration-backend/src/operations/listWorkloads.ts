import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ListResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { AssessmentQuery } from '../stores';
import type { Estate } from './estate';
import { withoutNamesOfOthers } from './withoutNamesOfOthers';
import { workloadViews } from './workloadViews';

/**
 * A page of what the caller may read. `totalItems` counts the rest too, but
 * where `text` is searched for.
 */
export async function listWorkloads(
  { access, clock, database }: Estate,
  credentials: BackstageCredentials,
  query: Omit<AssessmentQuery, 'readable'>,
): Promise<ListResponse<WorkloadView>> {
  const readable = await access.readable(credentials);
  if (readable.scope === 'nothing') {
    const isSearch = Boolean(query.filters.text?.length);
    const { scope } = await database.assessments.counts(query.filters);
    return { items: [], totalItems: isSearch ? 0 : scope, nextCursor: null };
  }
  const page = await database.assessments.list(
    readable.scope === 'some'
      ? { ...query, readable: readable.criteria }
      : query,
  );
  const stored = new Map(
    page.items.map(({ workloadId, assessment }) => [workloadId, assessment]),
  );
  const items = await workloadViews(
    database,
    [...stored.keys()],
    clock.now(),
    stored,
  );
  return {
    items: readable.scope === 'some' ? items.map(withoutNamesOfOthers) : items,
    totalItems: page.totalItems,
    nextCursor: page.nextCursor,
  };
}
