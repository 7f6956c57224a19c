import type { Kind } from 'backstage-plugin-batch-migration-common';

/** The golden path of each kind that has one, as the form of the scaffolder is addressed. */
export const GOLDEN_PATHS = [
  {
    kind: 'scheduled',
    templateName: 'scheduled-fargate-job',
    texts: { selected: 'jobs.migrate', planned: 'jobs.migratePlanned' },
  },
  {
    kind: 'resident',
    templateName: 'sqs-worker',
    texts: {
      selected: 'jobs.migrateWorkers',
      planned: 'jobs.migrateWorkersPlanned',
    },
  },
] as const;

export function goldenPathOf(
  kind: Kind,
): { namespace: string; templateName: string } | undefined {
  const found = GOLDEN_PATHS.find(path => path.kind === kind);
  return found && { namespace: 'default', templateName: found.templateName };
}

/** Fills the form in with these workloads. */
export function goldenPathSearch(workloadIds: readonly string[]): string {
  return `formData=${encodeURIComponent(JSON.stringify({ workloadIds }))}`;
}
