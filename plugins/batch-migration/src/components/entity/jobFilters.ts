import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { STRIP, stripGroupOf, type StripGroup } from './strip';

export const JOB_FILTERS = ['stage', 'danger', 'owner', 'wave'] as const;
export type JobFilter = (typeof JOB_FILTERS)[number];

/** What a job has, by which it is filtered; `none` where it has none. */
export const valuesOf: Record<JobFilter, (job: WorkloadView) => string[]> = {
  stage: ({ assessment }) => [assessment.stage],
  danger: ({ assessment }) => assessment.dangers.map(({ type }) => type),
  owner: ({ ownerRef }) => [ownerRef ?? 'none'],
  wave: ({ plan }) => [plan.wave ?? 'none'],
};

export interface JobView {
  group: StripGroup | undefined;
  filters: Record<JobFilter, string[]>;
  text: string;
}

/** What the address says about the table. Anything unknown in it is ignored. */
export function readJobView(search: URLSearchParams): JobView {
  const [stage, danger, owner, wave] = JOB_FILTERS.map(filter =>
    search.getAll(filter).filter(Boolean),
  );
  return {
    group: STRIP.find(known => known === search.get('show')),
    filters: { stage, danger, owner, wave },
    text: search.get('text') ?? '',
  };
}

export function clearJobView(search: URLSearchParams): void {
  for (const name of ['show', 'text', ...JOB_FILTERS]) search.delete(name);
}

/** The jobs of the view. Values of one filter are alternatives, filters are combined. */
export function jobsOf(
  jobs: readonly WorkloadView[],
  { group, filters, text }: JobView,
): WorkloadView[] {
  const sought = text.trim().toLowerCase();
  return jobs.filter(
    job =>
      (!group || stripGroupOf(job) === group) &&
      JOB_FILTERS.every(
        filter =>
          filters[filter].length === 0 ||
          valuesOf[filter](job).some(value => filters[filter].includes(value)),
      ) &&
      `${job.name}\n${job.command}`.toLowerCase().includes(sought),
  );
}

/** Where the jobs stand on their hosts: files and folders of `cron.d`, as a host names them. */
export function filesOf(jobs: readonly WorkloadView[]): string[] {
  const paths = jobs.flatMap(({ locations }) =>
    locations.flatMap(({ side, ref }) => {
      const path = /^crontab:[^/]+\/[^/]+\/(.+)$/.exec(ref)?.[1];
      return side === 'legacy' && path
        ? [`/${path}`.replace(/^(\/etc\/cron\.d)\/.*/, '$1')]
        : [];
    }),
  );
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([path]) => path);
}
