import type {
  Danger,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { canHandOver } from '../handover/HandoverLink';
import { canMigrate } from './strip';

export type JobActionName =
  | 'fix'
  | 'compare'
  | 'plan'
  | 'migrate'
  | 'handOver'
  | 'open'
  | 'steps';

/** Two schedules or two lines that have to be laid side by side. */
const COMPARED: ReadonlySet<Danger['type']> = new Set([
  'drift',
  'not-equivalent',
]);

/**
 * The one action that fits: an acute danger goes before the stage.
 *
 * @param danger - the most urgent one
 * @param hasForm - whether the portal has a form that fits it
 */
export function jobActionOf(
  job: WorkloadView,
  danger: Danger | undefined,
  hasForm: boolean,
): JobActionName {
  if (danger && COMPARED.has(danger.type)) return 'compare';
  if (danger?.severity === 'acute') return 'fix';
  switch (job.assessment.stage) {
    case 'discovered':
      return 'plan';
    case 'planned':
      return hasForm && (job.kind === 'on-demand' || canMigrate(job))
        ? 'migrate'
        : 'open';
    case 'built':
      return canHandOver(job) ? 'handOver' : 'open';
    case 'proven':
      return 'steps';
    default:
      return 'open';
  }
}
