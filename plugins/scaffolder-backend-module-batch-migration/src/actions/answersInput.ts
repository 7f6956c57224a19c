import type { GoldenPathAnswers } from '../jobs/answers';

/** As the form offers it; a call past the form may leave it out. */
export const DEFAULT_TIME_LIMIT_MINUTES = 60;

/** The fields of the form as the action takes them. */
export interface AnswersInput {
  repository: string;
  description?: string;
  owner: string;
  workloadIds?: string[];
  newJob?: GoldenPathAnswers['newJob'];
  timeLimitMinutes?: number;
  secrets?: Array<{ name: string; arn: string }>;
  taskSize: string;
  account: string;
  region: string;
  vpcId: string;
  subnetIds: string[];
  alertEmail?: string;
}

/** The form's fields as answers: empty text is no answer. */
export function answersFromInput(input: AnswersInput): GoldenPathAnswers {
  return {
    repository: input.repository,
    description: input.description?.trim() || null,
    owner: input.owner,
    workloadIds: [...new Set(input.workloadIds ?? [])],
    newJob: input.newJob ?? null,
    timeLimitMinutes: input.timeLimitMinutes ?? DEFAULT_TIME_LIMIT_MINUTES,
    secrets: Object.fromEntries(
      (input.secrets ?? []).map(({ name, arn }) => [name, arn.trim()]),
    ),
    taskSize: input.taskSize,
    account: input.account,
    region: input.region,
    vpcId: input.vpcId,
    subnetIds: input.subnetIds,
    alertEmail: input.alertEmail?.trim() || null,
  };
}
