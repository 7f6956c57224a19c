import { z } from 'zod';
import {
  AnswerProblems,
  checkCommonAnswers,
  checkSecretsPlace,
  commonAnswers,
} from '../answers/commonAnswers';
import { SECRET_ARN, SECRET_NAME } from '../answers/limits';
import {
  BUCKET,
  CHANNEL,
  HOOK_VARIABLE,
  IDLE_MINUTES,
  LONGEST_MINUTES,
  LOCK_DAYS,
  PERSON_OR_GROUP,
  ROLE,
  SEATS,
  SLACK_SECRET,
  TEAM,
} from './limits';

/** A form leaves empty what nobody typed. */
const optional = z
  .string()
  .nullable()
  .default(null)
  .transform(text => text?.trim() || null);

const person = z.object({ id: z.string(), title: z.string() });

/** What a person answered. Kept in `.golden-path.json`. */
export const bastionAnswers = commonAnswers.extend({
  description: optional,
  alertEmail: optional,
  /** Always the image of the production branch, built elsewhere. */
  runtime: z.literal('image').default('image'),
  /** The bastion that it takes the place of, where one is in the portal. */
  workloadId: optional,
  /** Why people need a console in production at all. */
  needed: z.string(),
  seats: z.number().int().default(1),
  longestMinutes: z.number().int().default(240),
  idleMinutes: z.number().int().default(30),
  /** The same as the workers have: what a console enqueues is worked on by them. */
  environment: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .default([]),
  secrets: z.array(z.object({ name: z.string(), arn: z.string() })).default([]),
  buckets: z.array(z.string()).default([]),
  portalRole: optional,
  deploymentRoles: z.array(z.string()).default([]),
  slack: z.object({
    signingSecretArn: z.string(),
    botTokenArn: z.string(),
    teamId: z.string(),
    requests: z.string(),
    alerts: z.string(),
    /** Users or user groups: executive officers and above. */
    approvers: z.array(person),
    /** Users or user groups that are named when nobody answers. */
    alerted: z.array(z.string()),
    language: z.enum(['en', 'ja']).default('en'),
  }),
  evidence: z
    .object({
      mode: z.enum(['COMPLIANCE', 'GOVERNANCE']).default('GOVERNANCE'),
      days: z.number().int().default(400),
    })
    .default({}),
});

export type BastionAnswers = z.infer<typeof bastionAnswers>;

/** @throws InputError that names every field which does not fit */
export function checkBastionAnswers(answers: BastionAnswers): void {
  const problems = new AnswerProblems();
  checkCommonAnswers(answers, problems);
  checkSessions(answers, problems);
  checkVariables(answers, problems);
  checkSlack(answers, problems);
  problems.settle();
}

function checkSessions(answers: BastionAnswers, problems: AnswerProblems) {
  const { seats, longestMinutes, idleMinutes, evidence, needed } = answers;
  for (const [field, value, { min, max }] of [
    ['seats', seats, SEATS],
    ['longestMinutes', longestMinutes, LONGEST_MINUTES],
    ['idleMinutes', idleMinutes, IDLE_MINUTES],
    ['evidence.days', evidence.days, LOCK_DAYS],
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

function checkVariables(answers: BastionAnswers, problems: AnswerProblems) {
  const { environment, secrets } = answers;
  const names = [...environment, ...secrets].map(({ name }) => name);
  for (const name of names) {
    const fits = SECRET_NAME.test(name) && !HOOK_VARIABLE.test(name);
    problems.check(fits, 'variables', 'names that are not the hook’s', name);
  }
  if (new Set(names).size < names.length) {
    problems.add('environment and secrets must name each variable once');
  }
  for (const { name, arn } of secrets) {
    // Only the name: the value may be a credential typed by mistake.
    if (!SECRET_ARN.test(arn.trim())) {
      problems.add(
        `secrets: ${name} must be the ARN of a parameter or a secret`,
      );
    }
  }
  const places = secrets.map(({ name, arn }) => [name, arn.trim()]);
  checkSecretsPlace(Object.fromEntries(places), answers, problems);
}

function checkSlack(
  { slack, account, region }: BastionAnswers,
  problems: AnswerProblems,
) {
  for (const field of ['signingSecretArn', 'botTokenArn'] as const) {
    const fits =
      SLACK_SECRET.test(slack[field]) &&
      slack[field].includes(`:${region}:${account}:`);
    if (!fits) {
      problems.add(
        `slack.${field} must be the ARN of a secret in Secrets Manager, in account ${account} and region ${region}`,
      );
    }
  }
  for (const [field, pattern, rule] of [
    ['teamId', TEAM, 'a team id such as T0123ABCD'],
    ['requests', CHANNEL, 'a channel id such as C0123ABCD'],
    ['alerts', CHANNEL, 'a channel id such as C0123ABCD'],
  ] as const) {
    problems.check(
      pattern.test(slack[field]),
      `slack.${field}`,
      rule,
      slack[field],
    );
  }
  const ids = slack.approvers.map(({ id }) => id);
  for (const id of [...ids, ...slack.alerted]) {
    problems.check(
      PERSON_OR_GROUP.test(id),
      'slack.approvers and slack.alerted',
      'ids of users or user groups such as U0123ABCD or S0123ABCD',
      id,
    );
  }
  if (ids.length === 0 || slack.alerted.length === 0) {
    problems.add(
      'slack.approvers and slack.alerted must each name somebody: nobody could approve, or nobody would be told',
    );
  }
  if (new Set(ids).size < ids.length) {
    problems.add('slack.approvers must name each once');
  }
  for (const { id, title } of slack.approvers) {
    problems.check(
      title.trim().length >= 2,
      `slack.approvers of ${id}`,
      'given with what makes them one, such as "CTO"',
      title,
    );
  }
}
