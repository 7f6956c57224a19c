import {
  describeSchedule,
  EMPTY_PLAN,
  type Assessment,
  type ScheduleSpec,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { lookedAt, reassess } from '../observation';
import type { BatchMigrationDatabase } from '../stores';
import { locationViews } from './locationView';

/** Workloads with plan, locations and assessment, in the order of the ids. */
export async function workloadViews(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
): Promise<WorkloadView[]> {
  const assessments = await currentAssessments(database, ids, now);
  const workloads = await database.workloads.getMany(ids);
  const plans = await database.plans.getMany(ids);
  const repositories = await database.targetLinks.repositories(ids);
  const viewLocation = await locationViews(
    database,
    workloads.flatMap(lookedAt),
    now,
  );
  return workloads.flatMap(workload => {
    const plan = plans.get(workload.id) ?? EMPTY_PLAN;
    const assessment = assessments.get(workload.id);
    if (!assessment) return [];
    return {
      id: workload.id,
      name: workload.name,
      kind: workload.kind,
      serverRefs: workload.serverRefs,
      roleRef: workload.roleRef,
      ownerRef: plan.ownerRef ?? workload.ownerRef,
      schedule: workload.schedule,
      scheduleText: workload.schedule && textsOf(workload.schedule),
      command: workload.command,
      description: workload.description,
      maskedSecrets: workload.maskedSecrets,
      plan,
      locations: workload.locations.map(location =>
        viewLocation(location, workload.hostInstances),
      ),
      repositories: repositories.get(workload.id) ?? [],
      assessment,
    };
  });
}

/** An assessment that lapsed since the last round is made anew before it is shown. */
export async function currentAssessments(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Assessment>> {
  const stored = await database.assessments.getMany(ids);
  const lapsed = ids.filter(id => {
    const assessment = stored.get(id);
    // One that was stored before assessments said why is made anew.
    if (!assessment?.because) return true;
    return (
      assessment.validUntil !== null &&
      assessment.validUntil <= now.toISOString()
    );
  });
  if (lapsed.length === 0) return stored;
  await reassess(database, lapsed, now);
  return database.assessments.getMany(ids);
}

function textsOf(schedule: ScheduleSpec): { en: string; ja: string } {
  return {
    en: describeSchedule(schedule, 'en'),
    ja: describeSchedule(schedule, 'ja'),
  };
}
