import type { OutboxMessage } from '../slack/outbox';
import { code, codeBlock, escapeText, LIMITS, mention, mentionGroup, shorten } from '../slack/text';
import type { Block } from '../slack/webApi';
import type { Approvers, Identity } from './approvers';
import type { Denial } from './mayApprove';
import type { ApprovalRequest, Outcome } from './record';
import { shortHash, shownCommand, shownParameters } from './subject';
import { WORDS } from './words';

/** Ids of our buttons and of the view that asks for a reason. */
export const ACTIONS = { approve: 'people.approve', refuse: 'people.refuse', refusal: 'people.refusal', reason: 'people.reason' } as const;

type Message = Pick<OutboxMessage, 'text' | 'blocks'>;

/** A line of the message; the value is escaped already (`code`, `mention`, `escapeText`). */
export type Fact = [label: string, value: string];

/** The first message of a thread: what is asked for, and while it waits, the buttons. */
export function requestMessage(record: ApprovalRequest, { language }: Approvers, more: Fact[] = []): Message {
  const words = WORDS[language];
  const title = words.title[record.kind];
  const facts = [...factsOf(record, language), ...more];
  const state = words.status[record.status];
  const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text: shorten(text, LIMITS.section) } });
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: shorten(title, LIMITS.header) } },
    ...facts.map(([label, value]) => section(`*${label}*  ${value}`)),
    section(`*${state}*`),
  ];
  if (record.status === 'requested') blocks.push({ type: 'actions', elements: buttons(record, language) });
  return { text: shorten(`${title}: ${nameOf(record.involved.operator)} · ${state}`, LIMITS.message), blocks };
}

function factsOf({ subject, subjectHash, involved, expiresAt }: ApprovalRequest, language: Approvers['language']): Fact[] {
  const { facts, minutes } = WORDS[language];
  const who: Fact[] = [[facts.operator, nameOf(involved.operator)]];
  if (involved.carriedBy) who.push([facts.carriedBy, code(involved.carriedBy, 300)]);
  const authors = [...(involved.author ? [involved.author] : []), ...(involved.coauthors ?? [])];
  if (authors.length > 0) who.push([facts.author, shorten(authors.map(nameOf).join(', '), 1000)]);
  const what: Fact[] =
    subject.kind === 'patch'
      ? [
          [facts.repository, code(subject.repository)],
          [facts.sha, code(subject.sha)],
          [facts.patch, code(subject.patch)],
          [facts.command, codeBlock(shownCommand(subject))],
          [facts.parameters, Object.keys(subject.parameters).length > 0 ? codeBlock(shownParameters(subject)) : '–'],
        ]
      : [
          [facts.reason, escapeText(shorten(subject.reason, 1000))],
          [facts.timeLimit, minutes(subject.timeLimitMinutes)],
          [facts.session, code(subject.sessionId)],
        ];
  const until: Fact[] = expiresAt === null ? [] : [[facts.until, code(expiresAt)]];
  return [...who, ...what, ...until, [facts.code, code(shortHash(subjectHash))]];
}

function buttons({ id, subjectHash }: ApprovalRequest, language: Approvers['language']): Block[] {
  const words = WORDS[language];
  // The hash of what this message shows: pressed later, it approves that and nothing else.
  const value = JSON.stringify({ id, hash: subjectHash });
  const button = (action: string, text: string, style: string): Block => ({
    type: 'button', action_id: action, value, style, text: { type: 'plain_text', text },
  });
  return [button(ACTIONS.approve, words.approve, 'primary'), button(ACTIONS.refuse, words.refuse, 'danger')];
}

/** Asks for the reason of a refusal. */
export function refusalView(id: string, hash: string, language: Approvers['language']): Record<string, unknown> {
  const words = WORDS[language];
  const plain = (text: string) => ({ type: 'plain_text', text });
  return {
    type: 'modal',
    callback_id: ACTIONS.refusal,
    private_metadata: JSON.stringify({ id, hash }),
    title: plain(words.refuse),
    submit: plain(words.send),
    close: plain(words.cancel),
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: plain(words.why),
        element: { type: 'plain_text_input', action_id: ACTIONS.reason, multiline: true, min_length: 3, max_length: 1000 },
      },
    ],
  };
}

/** In the thread: what became of an answer. */
/** @param given - why it was withdrawn, which is no answer: that of before stays in the record */
export function outcomeText(record: ApprovalRequest, outcome: Outcome, by: string, { language }: Approvers, given = ''): string | null {
  const { answered, unanswered } = WORDS[language];
  const { answer } = record;
  const reason = outcome === 'withdrawn' ? given : answer?.reason ?? '';
  const text = answered[outcome]?.(mention(by), escapeText(answer?.title ?? ''), escapeText(reason));
  const why = unanswered[outcome];
  return text ?? (why ? `${mention(by)} ${why}` : null);
}

export function denialText(denial: Denial, by: string, { language }: Approvers): string {
  return `${mention(by)} ${WORDS[language].denied[denial]}`;
}

export function alertText({ alert, language }: Approvers, openHours: number): string {
  const who = [...alert.users.map(mention), ...alert.groups.map(mentionGroup)].join(' ');
  return WORDS[language].alert(who, openHours);
}

/** Somebody, and the portal where it acts for them. */
export function nameThrough(identity: Identity, carriedBy: string | null): string {
  return carriedBy === null ? nameOf(identity) : `${nameOf(identity)} (${code(carriedBy, 300)})`;
}

/** Somebody as Slack shows them. */
export function nameOf({ slack, emails, github, aws }: Identity): string {
  return slack ? mention(slack) : code(emails?.[0] ?? github ?? aws ?? '?', 100);
}
