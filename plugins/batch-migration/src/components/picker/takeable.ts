import type { WorkloadView } from 'backstage-plugin-batch-migration-common';

/** Why a workload cannot go into a new repository. */
export const REFUSALS = [
  'not-scheduled',
  'no-schedule',
  'retired',
  'already-linked',
  'drift',
  'masked-secrets',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** `undefined` where it may be taken. The server checks again. */
export function refusalOf(workload: WorkloadView): Refusal | undefined {
  const { assessment, locations } = workload;
  if (workload.kind !== 'scheduled') return 'not-scheduled';
  if (!workload.schedule) return 'no-schedule';
  if (assessment.stage === 'retired') return 'retired';
  if (locations.some(({ side }) => side === 'target')) return 'already-linked';
  if (assessment.dangers.some(({ type }) => type === 'drift')) return 'drift';
  if (workload.maskedSecrets.length > 0) return 'masked-secrets';
  return undefined;
}

/** The field's value: ids of workloads, without repetition. */
export function asIds(value: unknown): string[] {
  return Array.isArray(value)
    ? [
        ...new Set(
          value.filter(
            (id): id is string => typeof id === 'string' && id !== '',
          ),
        ),
      ]
    : [];
}
