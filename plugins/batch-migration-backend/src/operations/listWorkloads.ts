import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ListResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { AssessmentQuery } from '../stores';
import type { Estate } from './estate';
import { withoutNamesOfOthers } from './withoutNamesOfOthers';
import { workloadDays } from './workloadDays';
import { workloadViews } from './workloadViews';

/**
 * A page of what the caller may read. `totalItems` counts the rest too, but
 * where `text` is searched for.
 */
export async function listWorkloads(
  { access, clock, database, timezone }: Estate,
  credentials: BackstageCredentials,
  {
    days,
    ...query
  }: Omit<AssessmentQuery, 'readable'> & {
    /** Each workload tells so many days, today among them. */
    days?: number;
  },
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
  const now = clock.now();
  const ids = [...stored.keys()];
  const views = await workloadViews(database, ids, now, stored);
  const lastDays = days
    ? await workloadDays(database, ids, { days, timezone, now }, stored)
    : undefined;
  const items = lastDays
    ? views.map(view => ({ ...view, days: lastDays.get(view.id) }))
    : views;
  return {
    items: readable.scope === 'some' ? items.map(withoutNamesOfOthers) : items,
    totalItems: page.totalItems,
    nextCursor: page.nextCursor,
  };
}
