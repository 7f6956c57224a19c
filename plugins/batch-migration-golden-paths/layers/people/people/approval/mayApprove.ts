import type { SlackPerson } from '../slack/webApi';
import { type Approvers, type Identity, isMailbox, isSame, namesOf } from './approvers';

export const DENIALS = [
  'bot',
  'deactivated',
  'guest',
  'other-workspace',
  'email-unknown',
  'own-request',
  'own-change',
  'own-run',
  'author-unknown',
  'not-on-the-list',
] as const;
/**
 * Why somebody may not answer:
 *
 * - `bot`, `deactivated`, `guest`, `other-workspace`: not a member of ours
 * - `email-unknown`: Slack does not tell who they are, so they might be the operator
 * - `own-request`, `own-change`, `own-run`: who asked, wrote the change, or will run it
 * - `author-unknown`: nobody could say that they are someone else; who may answer can still refuse or close it
 * - `not-on-the-list`: neither named nor in a group that is, at this moment
 */
export type Denial = (typeof DENIALS)[number];

export type Verdict = { allowed: true; title: string } | { allowed: false; reason: Denial };

export interface Involved {
  /** Who asks, or who logged in. */
  operator: Identity;
  /** Who wrote what is to run; `null` where nothing was written, as for a session. */
  author: Identity | null;
  /** Who else had a hand in what is to run: further authors, and who pushed it. */
  coauthors?: Identity[];
  /** Who will start it, if it is known to be somebody else. */
  runner: Identity | null;
  /** ARN of the portal, where it asked for the operator, whom it had signed in. */
  carriedBy?: string;
}

export interface MayApproveProps extends Involved {
  /** What they want to do; to approve where left out. */
  verb?: 'approve' | 'refuse' | 'close';
  approver: SlackPerson;
  approvers: Approvers;
  /** Members of the groups that `approvers` names, by group, as Slack tells them now. */
  members: ReadonlyMap<string, readonly string[]>;
}

/** Whether somebody may answer a request. Whoever cannot be told apart from the operator may not. */
export function mayApprove({ verb = 'approve', approver, approvers, members, operator, author, coauthors = [], runner }: MayApproveProps): Verdict {
  const { people, slack } = approvers;
  if (approver.isBot) return denied('bot');
  if (approver.isDeactivated) return denied('deactivated');
  if (approver.isStranger || !slack.teamIds.includes(approver.teamId)) return denied('other-workspace');
  if (approver.isGuest) return denied('guest');
  if (approver.email === null) return denied('email-unknown');

  const them = { slack: approver.userId, emails: [approver.email] };
  if (isSame(them, operator, people)) return denied('own-request');
  const authors = [...(author ? [author] : []), ...coauthors];
  if (authors.some(each => isSame(them, each, people))) return denied('own-change');
  if (runner !== null && isSame(them, runner, people)) return denied('own-run');
  // A refusal takes nothing from anybody, and what nobody could close would be asked for ever.
  if (verb === 'approve' && [operator, ...authors, ...(runner ? [runner] : [])].some(each => !isKnown(each, people))) return denied('author-unknown');

  const entry = approvers.approvers.find(each =>
    'user' in each ? each.user === approver.userId : members.get(each.group)?.includes(approver.userId),
  );
  return entry ? { allowed: true, title: entry.title } : denied('not-on-the-list');
}

/** A login of GitHub or of AWS alone says nothing about Slack, unless `people` does. */
export function isKnown(identity: Identity, people: Approvers['people']): boolean {
  if (identity.emails?.some(isMailbox)) return true;
  return [...namesOf(identity, people)].some(name => name.startsWith('slack:') || name.startsWith('email:'));
}

function denied(reason: Denial): Verdict {
  return { allowed: false, reason };
}
