import type { WorkloadView } from 'backstage-plugin-batch-migration-common';

/** Whether a workload is a service whose plan moves it by weights. */
export function isCanary({ kind, plan }: WorkloadView): boolean {
  return (
    kind === 'service' &&
    plan.steps.some(
      ({ check }) =>
        check.type === 'observation' && check.condition === 'target-weight',
    )
  );
}
