import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import type { ScheduledJobAnswers } from './answers';
import { rulesOf } from '../outputs/ecschedule';
import type { JobDefinition } from './definition';

/** So many fit into the pattern of the rule that tells how runs ended. */
const STATE_MACHINES_IN_A_RULE = 10;

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
    // One more looks after long and missed runs.
    named('state-machine', [...ofJobs, `${repository}--watch`]),
    named('task-definition', ofJobs),
    named('cluster', [repository]),
    unnamed('table'),
    unnamed('queue'),
    unnamed('topic'),
    unnamed(
      'event-rule',
      Math.ceil((jobs.length + 1) / STATE_MACHINES_IN_A_RULE),
    ),
    named('log-group', [
      `/scheduled-jobs/${repository}`,
      `/aws/vendedlogs/states/${repository}`,
    ]),
    ...(host.files === 's3' ? [unnamed('bucket')] : []),
    ...(host.files === 'efs' ? [unnamed('file-system')] : []),
    // Of tasks, and of the mounts of a file system.
    unnamed('security-group', host.files === 'efs' ? 2 : 1),
    unnamed('key'),
  ];
}

function named(
  kind: PlannedResource['kind'],
  names: string[],
): PlannedResource {
  return { kind, count: names.length, names };
}

/** CloudFormation makes up its name. */
function unnamed(kind: PlannedResource['kind'], count = 1): PlannedResource {
  return { kind, count, names: [] };
}
