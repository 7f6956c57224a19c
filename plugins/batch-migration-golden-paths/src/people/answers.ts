import { z } from 'zod';
import type { AnswerProblems, PlaceAnswers } from '../answers/commonAnswers';
import {
  CHANNEL,
  LOCK_DAYS,
  PERSON_OR_GROUP,
  SLACK_SECRET,
  TEAM,
} from './limits';

const person = z.object({ id: z.string(), title: z.string() });

/** Who approves, and where people talk about it. */
export const slackAnswers = z.object({
  signingSecretArn: z.string(),
  botTokenArn: z.string(),
  teamId: z.string(),
  requests: z.string(),
  alerts: z.string(),
  /** Users or user groups. */
  approvers: z.array(person),
  /** Users or user groups that are named when nobody answers. */
  alerted: z.array(z.string()),
  language: z.enum(['en', 'ja']).default('en'),
});

/** How long evidence is locked. */
export const evidenceAnswers = z
  .object({
    mode: z.enum(['COMPLIANCE', 'GOVERNANCE']).default('GOVERNANCE'),
    days: z.number().int().default(400),
  })
  .default({});

export type SlackAnswers = z.infer<typeof slackAnswers>;

export type PeopleAnswers = Pick<PlaceAnswers, 'account' | 'region'> & {
  slack: SlackAnswers;
  evidence: z.infer<typeof evidenceAnswers>;
};

/** Reports what Slack, or a reader of the evidence, would not take. */
export function checkPeople(
  { slack, evidence, account, region }: PeopleAnswers,
  problems: AnswerProblems,
): void {
  const { min, max } = LOCK_DAYS;
  problems.check(
    evidence.days >= min && evidence.days <= max,
    'evidence.days',
    `from ${min} to ${max}`,
    evidence.days,
  );
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
