import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import type { ScheduledJobAnswers } from './answers';
import { rulesOf } from '../outputs/ecschedule';
import type { JobDefinition } from './definition';

/** What the stack of a repository will hold; roles, policies and alarms apart. */
export function plannedResources(
  {
    repository,
    host,
    output,
  }: Pick<ScheduledJobAnswers, 'repository' | 'host' | 'output'>,
  jobs: Array<Pick<JobDefinition, 'name' | 'schedules' | 'comparison'>>,
): PlannedResource[] {
  const ofJobs = jobs.map(({ name }) => `${repository}-${name}`);
  if (output === 'ecspresso') {
    const rules = jobs.flatMap(job => rulesOf(repository, job).rules);
    return [
      named(
        'event-rule',
        rules.map(({ name }) => name),
      ),
      named('task-definition', ofJobs),
    ];
  }
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
