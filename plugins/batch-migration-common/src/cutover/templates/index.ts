import type { Kind } from '../../workload/model';
import { RUN_COMMAND, SCHEDULED, SIDEKIQ_SCHEDULER } from './jobs';
import { BASTION, DATA_PATCH, DB_MIGRATION } from './people';
import { BEANSTALK_SWAP, CANARY } from './services';
import type { CutoverTemplate } from './template';
import { SIDEKIQ_BLUE_GREEN, WORKER_DRAIN } from './workers';

export {
  stepsOfTemplate,
  type CutoverTemplate,
  type StepTemplate,
} from './template';

/** By which five migrations really moved; the point of no return of each is as late as can be. */
export const CUTOVER_TEMPLATES: readonly CutoverTemplate[] = [
  SCHEDULED,
  RUN_COMMAND,
  SIDEKIQ_SCHEDULER,
  WORKER_DRAIN,
  SIDEKIQ_BLUE_GREEN,
  CANARY,
  BEANSTALK_SWAP,
  BASTION,
  DATA_PATCH,
  DB_MIGRATION,
];

/** Those of its kind first, then the others. */
export function templatesFor(kind: Kind): CutoverTemplate[] {
  const fits = ({ kinds }: CutoverTemplate) => kinds.includes(kind);
  return [
    ...CUTOVER_TEMPLATES.filter(fits),
    ...CUTOVER_TEMPLATES.filter(template => !fits(template)),
  ];
}
