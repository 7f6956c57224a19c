import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';

/** What the stack of a repository will hold; roles, policies and alarms apart. */
export function plannedResources(
  { repository, host }: Pick<ScheduledJobAnswers, 'repository' | 'host'>,
  jobs: Array<Pick<JobDefinition, 'name' | 'schedules'>>,
): PlannedResource[] {
  const ofJobs = jobs.map(({ name }) => `${repository}-${name}`);
  return [
    named('schedule-group', [repository]),
    named(
      'schedule',
      jobs.flatMap(({ schedules }) => schedules.map(({ name }) => name)),
    ),
    named('state-machine', ofJobs),
    named('task-definition', ofJobs),
    named('cluster', [repository]),
    unnamed('table'),
    unnamed('queue'),
    unnamed('topic'),
    named('log-group', [
      `/scheduled-jobs/${repository}`,
      `/aws/vendedlogs/states/${repository}`,
    ]),
    ...(host.files === 's3' ? [unnamed('bucket')] : []),
    ...(host.files === 'efs' ? [unnamed('file-system')] : []),
  ];
}

function named(
  kind: PlannedResource['kind'],
  names: string[],
): PlannedResource {
  return { kind, count: names.length, names };
}

/** CloudFormation makes up its name. */
function unnamed(kind: PlannedResource['kind']): PlannedResource {
  return { kind, count: 1, names: [] };
}
