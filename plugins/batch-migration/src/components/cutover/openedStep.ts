import type {
  StepAction,
  StepView,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';

/** What somebody looked at when they opened a step's dialog, however it changes behind it. */
export interface OpenedStep {
  workload: WorkloadDetail;
  step: StepView;
  action: StepAction;
}

/** What of a step may be another by now, the gravest first. */
export type StepChange = 'gone' | 'step' | 'noReturn' | 'plan';

const marksOf = (step: StepView) =>
  JSON.stringify([
    ...[step.state, step.by, step.at, step.confirmed],
    ...[step.waitingForSecond, step.undone, step.noLongerSo],
  ]);

const passedAt = ({ cutover }: WorkloadDetail) =>
  cutover.pointOfNoReturn?.passed?.at;

/** What changed since a step was opened; numbers that move by themselves are no change. */
export function changeSince(
  { workload, step }: OpenedStep,
  now: WorkloadDetail,
): StepChange | undefined {
  const stepNow = now.cutover.steps.find(({ id }) => id === step.id);
  if (!stepNow) return 'gone';
  if (marksOf(stepNow) !== marksOf(step)) return 'step';
  if (passedAt(now) !== passedAt(workload)) return 'noReturn';
  return now.plan.version === workload.plan.version ? undefined : 'plan';
}
