import { z } from 'zod';
import {
  AnswerProblems,
  checkCommonAnswers,
  checkSecretsPlace,
  commonAnswers,
} from '../answers/commonAnswers';
import { checkEcsAnswers, ecsAnswers, OUTPUTS } from '../outputs/ecsAnswers';
import { chosenSchedules } from './chosenSchedule';
import { hostAnswers, hostProblems, NOT_ASKED } from './hostAnswers';
import { DEFAULT_TIME_LIMIT_MINUTES } from './limits';

/** What a person answered, apart from the jobs. Kept in `.golden-path.json`. */
export const scheduledJobAnswers = commonAnswers.extend({
  /** Workloads that move; empty for a new job. */
  workloadIds: z.array(z.string()).default([]),
  /** Of workloads whose schedule was written in another way; the others keep theirs. */
  schedules: chosenSchedules.default([]),
  newJob: z
    .object({
      name: z.string(),
      expression: z.string(),
      timezone: z.string(),
      command: z.string(),
    })
    .nullable()
    .default(null),
  timeLimitMinutes: z.number().int().default(DEFAULT_TIME_LIMIT_MINUTES),
  /** Variable → ARN. */
  secrets: z.record(z.string()).default({}),
  /** What takes the place of what the host shared. */
  host: hostAnswers.default(NOT_ASKED),
  output: z.enum(OUTPUTS).default('cdk'),
  /** Of the ecspresso output: what is in the account. */
  ecs: ecsAnswers.nullable().default(null),
});

export type ScheduledJobAnswers = z.infer<typeof scheduledJobAnswers>;

/** @throws InputError that names every field which AWS would refuse */
export function checkAnswers(answers: ScheduledJobAnswers): void {
  const problems = new AnswerProblems();
  checkCommonAnswers(answers, problems);
  checkSecretsPlace(answers.secrets, answers, problems);
  checkEcsAnswers(answers, problems);
  hostProblems(answers).forEach(problem => problems.add(problem));
  problems.settle();
}
