import type { ScheduledJobAnswers } from './answers';
import { ecsAnswers, type EcsAnswers } from '../outputs/ecsAnswers';
import { hostAnswers } from './hostAnswers';
import { DEFAULT_TIME_LIMIT_MINUTES } from './limits';

/** A new job with its schedule as the field of the form answers it, or as it was asked for before. */
export interface NewJobInput {
  name: string;
  command: string;
  schedule?: { expression?: string; timezone?: string };
  expression?: string;
  timezone?: string;
}

/** The fields of the form as the action takes them. */
export interface AnswersInput {
  repository: string;
  description?: string;
  owner: string;
  runtime?: ScheduledJobAnswers['runtime'];
  image?: string;
  workloadIds?: string[];
  schedules?: ScheduledJobAnswers['schedules'];
  newJob?: NewJobInput | null;
  timeLimitMinutes?: number;
  secrets?: Array<{ name: string; arn: string }>;
  host?: Partial<ScheduledJobAnswers['host']> | null;
  output?: ScheduledJobAnswers['output'];
  ecs?: (Partial<EcsAnswers> & { taskRoleArn?: string | null }) | null;
  taskSize: string;
  account: string;
  region: string;
  vpcId: string;
  subnetIds: string[];
  alertEmail?: string;
}

/** The form's fields as answers: empty text is no answer. */
export function answersFromInput(input: AnswersInput): ScheduledJobAnswers {
  return {
    repository: input.repository,
    description: input.description?.trim() || null,
    owner: input.owner,
    runtime: input.runtime ?? 'node',
    image: input.image?.trim() || null,
    workloadIds: [...new Set(input.workloadIds ?? [])],
    schedules: input.schedules ?? [],
    newJob: input.newJob ? newJobFromInput(input.newJob) : null,
    timeLimitMinutes: input.timeLimitMinutes ?? DEFAULT_TIME_LIMIT_MINUTES,
    secrets: Object.fromEntries(
      (input.secrets ?? []).map(({ name, arn }) => [name, arn.trim()]),
    ),
    host: hostAnswers.parse(input.host ?? {}),
    output: input.output ?? 'cdk',
    ecs: input.output === 'ecspresso' ? ecsFromInput(input) : null,
    taskSize: input.taskSize,
    account: input.account,
    region: input.region,
    vpcId: input.vpcId,
    subnetIds: input.subnetIds,
    alertEmail: input.alertEmail?.trim() || null,
  };
}

/** What is missing is empty, so that the check names it. */
function newJobFromInput({
  name,
  command,
  schedule,
  expression,
  timezone,
}: NewJobInput): NonNullable<ScheduledJobAnswers['newJob']> {
  return {
    ...{ name, command },
    expression: schedule?.expression ?? expression ?? '',
    timezone: schedule?.timezone ?? timezone ?? '',
  };
}

/** What is missing is empty, so that the check names it. */
function ecsFromInput({ ecs, repository }: AnswersInput): EcsAnswers {
  return ecsAnswers.parse({
    cluster: ecs?.cluster?.trim() ?? '',
    securityGroupIds: ecs?.securityGroupIds ?? [],
    executionRoleArn: ecs?.executionRoleArn?.trim() ?? '',
    taskRoleArn: ecs?.taskRoleArn?.trim() || null,
    eventsRole: ecs?.eventsRole?.trim() || undefined,
    logGroup: ecs?.logGroup?.trim() || `/scheduled-jobs/${repository}`,
  });
}
