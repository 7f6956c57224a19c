import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  planUpdatePermission,
  type Summary,
  type WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import { reassessDue } from '../observation';
import type { Estate } from './estate';

const STILL_ASSESSING = {
  id: 'assessments',
  since: null,
  reason:
    'Much changed or lapsed at once and is assessed anew now: some counts are from before that. Look again in a minute.',
};

/** How far counts may be behind: the task that assesses runs once a minute. */
const BEHIND_MS = 60_000;

/** A person waits no longer for what is to be assessed anew. */
const WAIT_MS = 2_000;

/**
 * Counts over everything that matches, readable or not, but where `text` is
 * searched for: then over what the caller may read. Where much is to be
 * assessed anew, as after a standstill, the answer says that it is not done.
 */
export async function showSummary(
  { access, clock, database, mode, timezone, watch }: Estate,
  credentials: BackstageCredentials,
  filters: WorkloadFilters,
): Promise<Summary> {
  const { criteria } = await access.assertReadsSome(credentials);
  const now = clock.now();
  const isDone = await reassessDue(
    database,
    new Date(now.getTime() - BEHIND_MS),
    { withinMs: WAIT_MS },
  );
  const [counts, observedAt, silence, silent, mayPlan] = await Promise.all([
    database.assessments.counts(filters, criteria),
    database.inventory.lastAnsweredAt(),
    watch.silence(),
    database.inventory.silent(now.toISOString()),
    access.maySomewhere(credentials, planUpdatePermission),
  ]);
  const isEmpty =
    counts.scope > 0 && counts.retired + counts.retained === counts.scope;
  return {
    now: now.toISOString(),
    timezone,
    mode,
    ...counts,
    emptySince: isEmpty
      ? await database.assessments.doneSince(filters, criteria)
      : null,
    observedAt,
    silentSources: [
      ...(isDone ? [] : [STILL_ASSESSING]),
      ...silence,
      ...silent,
    ],
    mayPlan,
  };
}
