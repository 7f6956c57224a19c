import type { Clock, Log } from '../clock';
import { CHECK_EVERY_HOURS, followUp } from '../followUp/due';
import type { Timer } from '../followUp/timer';
import { SlackError } from '../slack/errors';
import type { Outbox, OutboxMessage } from '../slack/outbox';
import type { SlackAct } from '../slack/requests';
import type { Threads } from '../slack/threads';
import { mention } from '../slack/text';
import type { Block, SlackApi } from '../slack/webApi';
import { type Approvers, type Identity, namesOf } from './approvers';
import { type Denial, type Involved, mayApprove, type MayApproveProps } from './mayApprove';
import { denialText, type Fact, outcomeText, refusalView, requestMessage } from './messages';
import { type GivenAnswer, readAnswer } from './readAnswer';
import type { ApprovalRequest, NewRequest, Outcome } from './record';
import type { RequestStore } from './store';
import { WORDS } from './words';

export interface ApprovalsProps {
  approvers: Approvers;
  slack: SlackApi;
  requests: RequestStore;
  threads: Threads;
  outbox: Outbox;
  timer: Timer;
  clock: Clock;
  log: Log;
  /** Further lines of the first message. */
  facts?: (record: ApprovalRequest) => Promise<Fact[]>;
}

export type AnswerResult =
  /** `replayed`: do again what follows, in a way that twice is harmless. */
  | { outcome: Outcome; record: ApprovalRequest }
  | { outcome: 'denied'; denial: Denial; record: ApprovalRequest }
  | { outcome: 'asked-why'; record: ApprovalRequest }
  /** No answer to a request of ours: a talk in the thread, a command, a button of a golden path. */
  | { outcome: 'other' };

/** Requests and answers between people, in Slack. Throws where Slack or AWS cannot just now: the queue comes again. */
export class Approvals {
  constructor(private readonly props: ApprovalsProps) {}

  /** Asks for approval in a thread of its own. Asked twice with one id, it is one request and one message. */
  async ask(request: NewRequest): Promise<ApprovalRequest> {
    const { afterHours } = this.props.approvers.followUp;
    const { record } = await this.props.requests.create({ ...request, followUp: { afterHours, checkEveryHours: CHECK_EVERY_HOURS } });
    await this.tell(record, 'open', 'request', await this.first(record));
    const { next } = followUp(record, this.props.approvers.followUp, this.props.clock());
    // Without its timer the hourly sweep finds it.
    if (next) await this.props.timer.at(next, record.id).catch(error => this.props.log('timer-not-set', { request: record.id, error: String(error) }));
    return record;
  }

  /** Asks for another thing in the same thread; what was answered before is void. */
  async change(id: string, subject: ApprovalRequest['subject'], by: string): Promise<{ outcome: Outcome; record: ApprovalRequest }> {
    const { outcome, record } = await this.props.requests.apply(id, { type: 'change', subject, by });
    if (outcome === 'changed' || outcome === 'unchanged') {
      const first = await this.first(record);
      await this.tell(record, 'update', `change:${record.subjectNumber}`, first);
      if (record.subjectNumber > 1) {
        await this.tell(record, 'reply', `changed:${record.subjectNumber}`, { text: WORDS[this.props.approvers.language].changed, blocks: first.blocks });
      }
    }
    return { outcome, record };
  }

  /** Says something in the thread of a request. */
  async say(record: ApprovalRequest, what: string, message: { text: string; blocks?: Block[] }): Promise<void> {
    await this.tell(record, 'reply', what, message);
  }

  /** What somebody did in Slack, if it answers a request. */
  async receive(act: SlackAct): Promise<AnswerResult> {
    const { requests, threads } = this.props;
    const given = await readAnswer(act, thread => threads.keyOf(thread));
    const record = given && (await requests.get(given.requestId));
    if (!given || !record) return { outcome: 'other' };
    if (given.verb === 'ask-why') return this.askWhy(record, given);

    const verdict = await this.verdictOf(record, given.userId, given.verb);
    if (!verdict.allowed) {
      const { reason: denial } = verdict;
      const data = { by: given.userId, denial, verb: given.verb };
      await requests.apply(record.id, { type: 'note', what: 'denied', mark: `denied:${given.mark}`, data });
      await this.tell(record, 'reply', `denied:${given.mark}`, { text: denialText(denial, given.userId, this.props.approvers) });
      return { outcome: 'denied', denial, record };
    }
    const { userId: by, how, subjectHash, mark, reason } = given;
    const { outcome, record: after } = await requests.apply(record.id, {
      type: given.verb, by, name: verdict.name, title: verdict.title, email: verdict.email, how, subjectHash, mark, reason,
    });
    await this.tellOutcome(after, outcome, by, mark);
    return { outcome, record: after };
  }

  /** Tells what became of a request, in its thread and in its first message; `reason` is why it was withdrawn, if anybody said. */
  async tellOutcome(record: ApprovalRequest, outcome: Outcome, by: string, mark: string, reason = ''): Promise<void> {
    // A replay of the answer that counted is told as that answer: the first time may have died before it.
    const told = outcome === 'replayed' && record.answer?.mark === mark ? (record.status as Outcome) : outcome;
    const text = outcomeText(record, told, by, this.props.approvers, reason);
    if (text) await this.tell(record, 'reply', `${told}:${mark}`, { text });
    if (record.status !== 'requested') await this.tell(record, 'update', `${record.status}:${record.subjectNumber}`, await this.first(record));
  }

  private async first(record: ApprovalRequest) {
    return requestMessage(record, this.props.approvers, await this.props.facts?.(record));
  }

  private async askWhy(record: ApprovalRequest, { triggerId, subjectHash, userId, mark }: GivenAnswer): Promise<AnswerResult> {
    const { slack, approvers, log } = this.props;
    try {
      await slack.openView(triggerId!, refusalView(record.id, subjectHash!, approvers.language));
    } catch (error) {
      // Slack waits three seconds for it; the thread can be used at any time.
      log('view-not-opened', { code: error instanceof SlackError ? error.code : 'unknown' });
      await this.tell(record, 'reply', `why:${mark}`, { text: WORDS[approvers.language].askReason(mention(userId)) });
    }
    return { outcome: 'asked-why', record };
  }

  private async verdictOf(record: ApprovalRequest, userId: string, verb: MayApproveProps['verb']) {
    const { approvers, slack } = this.props;
    const approver = await slack.person(userId);
    const members = new Map<string, string[]>();
    // Asked anew for every answer: who left the group a minute ago does not approve.
    for (const each of approvers.approvers) if ('group' in each) members.set(each.group, await slack.groupMembers(each.group));
    const { operator, author, coauthors = [], runner } = record.involved;
    const involved: Involved = {
      operator: await this.withEmail(operator),
      author: author && (await this.withEmail(author)),
      coauthors: await Promise.all(coauthors.map(each => this.withEmail(each))),
      runner: runner && (await this.withEmail(runner)),
    };
    const { name, email } = approver;
    return { ...mayApprove({ verb, approver, approvers, members, ...involved }), name, email: email ?? undefined };
  }

  /** With the address of their account, by which a second account is recognised. */
  private async withEmail(identity: Identity): Promise<Identity> {
    const accounts = [...namesOf(identity, this.props.approvers.people)].flatMap(name =>
      name.startsWith('slack:') ? [name.slice('slack:'.length).toUpperCase()] : [],
    );
    const people = await Promise.all(accounts.map(account => this.accountOf(account)));
    const emails = people.flatMap(person => (person?.email ? [person.email] : []));
    return { ...identity, emails: [...(identity.emails ?? []), ...emails] };
  }

  private async accountOf(userId: string) {
    return this.props.slack.person(userId).catch(error => {
      if (error instanceof SlackError && error.kind === 'gone') return null;
      throw error;
    });
  }

  private async tell(record: ApprovalRequest, as: OutboxMessage['as'], what: string, { text, blocks }: { text: string; blocks?: Block[] }) {
    const { outbox, approvers } = this.props;
    const id = `${record.id}:${as}:${what}`;
    await outbox.put({ id, thread: record.id, as, channel: approvers.channels.requests, text, blocks });
  }
}
