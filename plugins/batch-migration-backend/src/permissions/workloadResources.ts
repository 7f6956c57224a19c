import type { BatchMigrationDatabase } from '../stores';
import type { WorkloadResource } from './workloadRules';

/** What the rules look at, in the order of the ids; `undefined` for unknown ones. */
export async function workloadResources(
  database: BatchMigrationDatabase,
  ids: readonly string[],
): Promise<Array<WorkloadResource | undefined>> {
  const workloads = new Map(
    (await database.workloads.getMany(ids)).map(found => [found.id, found]),
  );
  const plans = await database.plans.getMany(ids);
  const assessments = await database.assessments.getMany(ids);
  return ids.map(id => {
    const workload = workloads.get(id);
    return (
      workload && {
        id,
        ownerRef: plans.get(id)?.ownerRef ?? workload.ownerRef,
        // Not assessed yet is what was only just discovered.
        stage: assessments.get(id)?.stage ?? 'discovered',
      }
    );
  });
}
