import { z } from 'zod';
import {
  AnswerProblems,
  checkCommonAnswers,
  commonAnswers,
  optionalText,
} from '../answers/commonAnswers';
import { checkVariables, variableAnswers } from '../answers/variables';
import { checkPeople, evidenceAnswers, slackAnswers } from '../people/answers';
import { BUCKET, ROLE } from '../people/limits';
import { HOOK_VARIABLE, IDLE_MINUTES, LONGEST_MINUTES, SEATS } from './limits';

/** What a person answered. Kept in `.golden-path.json`. */
export const bastionAnswers = commonAnswers.extend({
  description: optionalText,
  alertEmail: optionalText,
  /** Always the image of the production branch, built elsewhere. */
  runtime: z.literal('image').default('image'),
  /** The bastion that it takes the place of, where one is in the portal. */
  workloadId: optionalText,
  /** Why people need a console in production at all. */
  needed: z.string(),
  seats: z.number().int().default(1),
  longestMinutes: z.number().int().default(240),
  idleMinutes: z.number().int().default(30),
  /** The same as the workers have: what a console enqueues is worked on by them. */
  ...variableAnswers,
  buckets: z.array(z.string()).default([]),
  portalRole: optionalText,
  deploymentRoles: z.array(z.string()).default([]),
  slack: slackAnswers,
  evidence: evidenceAnswers,
});

export type BastionAnswers = z.infer<typeof bastionAnswers>;

/** @throws InputError that names every field which does not fit */
export function checkBastionAnswers(answers: BastionAnswers): void {
  bastionProblems(answers).settle();
}

/** Every field which does not fit. */
export function bastionProblems(answers: BastionAnswers): AnswerProblems {
  const problems = new AnswerProblems();
  checkCommonAnswers(answers, problems);
  checkSessions(answers, problems);
  const rule = 'names that are not the hook’s';
  checkVariables(answers, { own: HOOK_VARIABLE, rule }, problems);
  checkPeople(answers, problems);
  return problems;
}

function checkSessions(answers: BastionAnswers, problems: AnswerProblems) {
  const { seats, longestMinutes, idleMinutes, needed } = answers;
  for (const [field, value, { min, max }] of [
    ['seats', seats, SEATS],
    ['longestMinutes', longestMinutes, LONGEST_MINUTES],
    ['idleMinutes', idleMinutes, IDLE_MINUTES],
  ] as const) {
    const fits = value >= min && value <= max;
    problems.check(fits, field, `from ${min} to ${max}`, value);
  }
  problems.check(
    needed.trim().length >= 10,
    'needed',
    'a sentence: what a console is needed for that nothing else does',
    needed,
  );
  const roles = [...answers.deploymentRoles, answers.portalRole];
  for (const role of roles.filter(each => each !== null)) {
    problems.check(
      ROLE.test(role),
      'portalRole and deploymentRoles',
      'names of roles, without their path',
      role,
    );
  }
  for (const bucket of answers.buckets) {
    problems.check(BUCKET.test(bucket), 'buckets', 'names of buckets', bucket);
  }
}
