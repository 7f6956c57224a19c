import { useApi } from '@backstage/core-plugin-api';
import type {
  WorkloadFilters,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../../api';
import { useLoad, type Load } from '../../hooks/useLoad';
import { isMissing } from '../states/absence';
import { isDenied } from '../states/LoadError';
import type { HandoverAddress } from './handoverAddress';

/** The most that the API gives at once; the list says when there are more. */
const LIMIT = 200;
/** So many of the chosen jobs are looked up to learn their roles. */
const LOOKED_UP = 20;

export interface JobsInQuestion {
  /** Built, and so ready to be planned. */
  built: WorkloadView[];
  /** Beyond those listed. */
  cut: boolean;
  /** Where none is built: what blocks the others. */
  blocked: WorkloadView[];
  /** Beyond those listed. */
  moreBlocked: number;
}

async function lookUp(
  api: BatchMigrationApi,
  ids: string[],
  signal: AbortSignal,
): Promise<WorkloadView[]> {
  const found = await Promise.all(
    ids.map(id =>
      api.workload(id, { signal }).catch(error => {
        // The preview names what is not there or may not be read.
        if (isDenied(error) || isMissing(error)) return [];
        throw error;
      }),
    ),
  );
  return found.flat();
}

function isBuilt({ assessment, kind }: WorkloadView): boolean {
  return assessment.stage === 'built' && kind === 'scheduled';
}

async function fetchJobs(
  api: BatchMigrationApi,
  { server, ids }: { server?: string; ids: string[] },
  signal: AbortSignal,
): Promise<JobsInQuestion> {
  const chosen = await lookUp(api, ids, signal);
  const place: WorkloadFilters = {};
  if (server) place.server = [server];
  else if (chosen.length > 0) {
    place.role = [...new Set(chosen.map(({ roleRef }) => roleRef))];
  }
  const query = { ...place, kind: ['scheduled'], limit: LIMIT };
  const listed = await api.workloads(
    { ...query, stage: ['built'], orderBy: 'name' },
    { signal },
  );
  const known = new Set(listed.items.map(({ id }) => id));
  const built = [
    ...listed.items,
    ...chosen.filter(job => !known.has(job.id) && isBuilt(job)),
  ];
  const cut = listed.totalItems > listed.items.length;
  if (built.length > 0) return { built, cut, blocked: [], moreBlocked: 0 };
  const waiting = await api.workloads(
    { ...query, stage: ['discovered', 'planned'], limit: 20 },
    { signal },
  );
  return {
    built,
    cut,
    blocked: waiting.items,
    moreBlocked: waiting.totalItems - waiting.items.length,
  };
}

/**
 * The jobs that can be chosen: the built ones of the server, else of the
 * roles of the jobs with which the page was opened, else all. They stay the
 * same while boxes are ticked.
 */
export function useJobsInQuestion({
  server,
  ids = [],
}: HandoverAddress): Load<JobsInQuestion> {
  const api = useApi(batchMigrationApiRef);
  const [opened] = useState(ids.slice(0, LOOKED_UP));
  return useLoad(
    signal => fetchJobs(api, { server, ids: opened }, signal),
    `handover ${server} ${opened}`,
  );
}
