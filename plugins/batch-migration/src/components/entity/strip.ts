import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { refusalOf } from '../picker/takeable';

/** What a job waits for. Every job stands in exactly one, so they add up to all. */
export const STRIP = [
  'in-danger',
  'to-hand-over',
  'in-soak',
  'line-to-remove',
  'to-build',
  'to-plan',
  'retained',
  'retired',
] as const;
export type StripGroup = (typeof STRIP)[number];

export function stripGroupOf({ assessment }: WorkloadView): StripGroup {
  const { stage, dangers } = assessment;
  if (dangers.some(({ severity }) => severity === 'acute')) return 'in-danger';
  switch (stage) {
    case 'built':
      return 'to-hand-over';
    case 'cut-over':
      return 'in-soak';
    case 'proven':
      return 'line-to-remove';
    case 'planned':
      return 'to-build';
    case 'discovered':
      return 'to-plan';
    default:
      return stage;
  }
}

/** Planned, and nothing keeps it out of a new repository. */
export function canMigrate(workload: WorkloadView): boolean {
  return (
    workload.assessment.stage === 'planned' &&
    (workload.kind === 'scheduled' || workload.kind === 'resident') &&
    refusalOf(workload, {}, workload.kind) === undefined
  );
}
