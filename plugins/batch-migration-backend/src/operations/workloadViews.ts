import {
  describeSchedule,
  EMPTY_PLAN,
  type Assessment,
  type ScheduleSpec,
  type VerdictRow,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { lookedAt, reassess } from '../observation';
import type { BatchMigrationDatabase } from '../stores';
import { locationViews } from './locationView';

/**
 * Workloads with plan, locations and assessment, in the order of the ids.
 *
 * @param stored - their assessments, where who asks has read them just now
 */
export async function workloadViews(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
  stored?: Map<string, Assessment>,
): Promise<WorkloadView[]> {
  const assessments = await currentAssessments(database, ids, now, stored);
  const [{ workloads, viewLocation }, plans, repositories] = await Promise.all([
    shown(database, ids, now),
    database.plans.getMany(ids),
    database.targetLinks.repositories(ids),
  ]);
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

/** What the verdict on a server needs of its workloads, and no word more: of many servers these are thousands. */
export async function verdictRows(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
): Promise<Array<VerdictRow & Pick<WorkloadView, 'roleRef'>>> {
  const assessments = await currentAssessments(database, ids, now);
  const [{ workloads, viewLocation }, plans] = await Promise.all([
    shown(database, ids, now),
    database.plans.getMany(ids),
  ]);
  return workloads.flatMap(workload => {
    const assessment = assessments.get(workload.id);
    if (!assessment) return [];
    const { id, name, serverRefs, roleRef, schedule, hostInstances } = workload;
    return {
      ...{ id, name, serverRefs, roleRef, schedule, assessment },
      plan: plans.get(id) ?? EMPTY_PLAN,
      locations: workload.locations.map(location =>
        viewLocation(location, hostInstances),
      ),
    };
  });
}

async function shown(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
) {
  const workloads = await database.workloads.shown(ids);
  const locations = workloads.flatMap(lookedAt);
  return {
    workloads,
    viewLocation: await locationViews(database, locations, now),
  };
}

/** An assessment that lapsed since the last round is made anew before it is shown. */
export async function currentAssessments(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
  read?: Map<string, Assessment>,
): Promise<Map<string, Assessment>> {
  const stored = read ?? (await database.assessments.getMany(ids));
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
