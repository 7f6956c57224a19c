import type { PlannedRepository } from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import type { GoldenPath } from '../goldenPath';
import { checkAnswers, type ScheduledJobAnswers } from './answers';
import { answersFromInput } from './answersInput';
import { chosenSchedules } from './chosenSchedule';
import type { JobDefinition } from './definition';
import { OUTPUTS } from '../outputs/ecsAnswers';
import { isRefusal } from '../preview/refusal';
import { plannedResources } from './plannedResources';
import { prepareJobs } from './prepareJobs';
import { schedulesFile } from './schedulesFile';

const text = z.string().catch('');
const optionalText = z.string().optional().catch(undefined);

/** The form of the template while it is filled in: what is missing is empty. */
const form = z.object({
  repository: text,
  description: optionalText,
  owner: text,
  runtime: z
    .enum(['node', 'ruby', 'go', 'java', 'image'])
    .optional()
    .catch(undefined),
  image: optionalText,
  source: z.enum(['existing', 'new']).catch('existing'),
  workloadIds: z.array(z.string()).max(200).catch([]),
  schedules: chosenSchedules.max(200).catch([]),
  newJob: z
    .object({
      ...{ name: text, command: text },
      schedule: z
        .object({ expression: text, timezone: text })
        .optional()
        .catch(undefined),
      ...{ expression: optionalText, timezone: optionalText },
    })
    .nullish()
    .catch(null),
  timeLimitMinutes: z.number().optional().catch(undefined),
  secrets: z.array(z.object({ name: text, arn: text })).catch([]),
  host: z.record(z.unknown()).catch({}),
  output: z.enum(OUTPUTS).catch('cdk'),
  ecs: z
    .object({
      cluster: optionalText,
      securityGroupIds: z.array(z.string()).catch([]),
      executionRoleArn: optionalText,
      taskRoleArn: optionalText,
      eventsRole: optionalText,
      logGroup: optionalText,
    })
    .nullish()
    .catch(null),
  taskSize: text,
  account: text,
  region: text,
  vpcId: text,
  subnetIds: z.array(z.string()).catch([]),
  alertEmail: optionalText,
});

const hostChoice = z
  .object({
    files: z.enum(['none', 's3', 'efs']).optional().catch(undefined),
    mountPath: optionalText,
    mail: z.enum(['alerts', 'none']).optional().catch(undefined),
    locks: z.enum(['guard', 'efs']).optional().catch(undefined),
    tmp: z.enum(['run', 'storage']).optional().catch(undefined),
    output: z.enum(['logs', 'kept']).optional().catch(undefined),
  })
  .catch({});

/** What `scheduled-fargate-job` would make of its form. */
export const planJobs: GoldenPath<
  ScheduledJobAnswers,
  JobDefinition[]
>['plan'] = async (given, portal, request) => {
  const { source, ...read } = form.parse(given);
  const answers = answersFromInput({
    ...read,
    // A form keeps what was typed before the choice was changed.
    workloadIds: source === 'new' ? [] : read.workloadIds,
    schedules: source === 'new' ? [] : read.schedules,
    newJob: source === 'new' ? read.newJob : null,
    host: source === 'new' ? {} : hostChoice.parse(read.host),
  });
  const problems: string[] = [];
  const attempt = async <T>(act: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  await attempt(() => checkAnswers(answers));
  const jobs =
    (await attempt(() => prepareJobs(answers, portal, request))) ?? [];
  return {
    problems,
    jobs: jobs.map(plannedJob),
    file:
      jobs.length > 0 && answers.output === 'cdk'
        ? { path: 'schedules.yaml', text: schedulesFile(jobs, answers) }
        : null,
    resources: jobs.length > 0 ? plannedResources(answers, jobs) : [],
    taskSize: answers.taskSize,
    region: answers.region,
  };
};

function plannedJob({
  name,
  workloadId,
  schedules,
  nextRuns,
  warnings,
}: JobDefinition): PlannedRepository['jobs'][number] {
  return { name, workloadId, schedules, nextRuns, warnings };
}
