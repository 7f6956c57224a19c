import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  exemptionState,
  type ExemptionRecord,
  type ExemptionsResponse,
  type ExemptionState,
  type ExemptionView,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';
import { readableWorkload } from './showWorkload';

/** Newest first, of what the caller may read; `totalItems` counts the rest too. */
export async function listExemptions(
  estate: Estate,
  credentials: BackstageCredentials,
  query: {
    workloadId?: string;
    states: readonly ExemptionState[];
    limit: number;
    cursor?: string;
  },
): Promise<ExemptionsResponse> {
  const { access, clock, database, longestExemptionDays } = estate;
  if (query.workloadId !== undefined) {
    await readableWorkload(estate, credentials, query.workloadId);
  }
  const { criteria } = await access.assertReadsSome(credentials);
  const page = await database.exemptions.list({
    ...query,
    now: clock.now().toISOString(),
    // Of one workload it has been asked already.
    ...(query.workloadId === undefined && { readable: criteria }),
  });
  return {
    ...page,
    items: await exemptionViews(estate, page.items),
    longestDays: longestExemptionDays,
  };
}

/** @throws NotFoundError for what does not exist or may not be read */
export async function readableExemption(
  { access, database }: Estate,
  credentials: BackstageCredentials,
  id: number,
): Promise<ExemptionRecord> {
  const record = await database.exemptions.get(id);
  const readable =
    record && (await access.readableIds(credentials, [record.workloadId]));
  if (!record || !readable?.has(record.workloadId)) {
    throw new NotFoundError(`No exemption has the id ${id}`);
  }
  return record;
}

export async function exemptionViews(
  { clock, database }: Estate,
  records: readonly ExemptionRecord[],
): Promise<ExemptionView[]> {
  const now = clock.now();
  const names = new Map(
    (
      await database.workloads.shown(
        records.map(({ workloadId }) => workloadId),
      )
    ).map(({ id, name }) => [id, name]),
  );
  return records.map(record => ({
    ...record,
    workloadName: names.get(record.workloadId) ?? record.workloadId,
    state: exemptionState(record, now),
  }));
}
