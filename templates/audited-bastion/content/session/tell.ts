import type { Approvers } from '../people/approval/approvers';
import type { RequestStore } from '../people/approval/store';
import { hashOf, type Json, sha256 } from '../people/canonical';
import type { Outbox } from '../people/slack/outbox';
import { mention, mentionGroup, shorten } from '../people/slack/text';
import { type FindingKind, SESSION_WORDS } from './words';

export interface TellerProps {
  approvers: Approvers;
  requests: RequestStore;
  outbox: Outbox;
}

export interface Finding {
  kind: FindingKind;
  /** What it is about: with it, the same finding is told once however often it is found. */
  key: string;
  /** Escaped already (`code`, `mention`, `escapeText`). */
  what: string;
  /** Names the people of `alert` in approvers.yaml. */
  loud?: boolean;
  /** Kept with the request, as part of its chain of events. */
  note?: Json;
}

/** Tells findings in the thread of a session, or in the channel of alerts where none is known. */
export class Teller {
  constructor(private readonly props: TellerProps) {}

  async tell(sessionId: string | null, { kind, key, what, loud = false, note }: Finding): Promise<void> {
    const { approvers, requests, outbox } = this.props;
    const who = loud ? `${this.alerted()} ` : '';
    const text = shorten(`${who}${SESSION_WORDS[approvers.language].tell[kind](what)}`, 3900);
    // Short, whatever the key holds.
    const id = `${sessionId ?? 'alert'}:${kind}:${sha256(key).slice(0, 24)}`;
    if (sessionId === null) {
      await outbox.put({ id, thread: id, as: 'aside', channel: approvers.channels.alerts, text });
      return;
    }
    await outbox.put({ id, thread: sessionId, as: 'reply', channel: approvers.channels.requests, text });
    if (note !== undefined) await requests.apply(sessionId, { type: 'note', what: kind, mark: `${kind}:${hashOf([key, note]).slice(0, 24)}`, data: note });
  }

  private alerted(): string {
    const { users, groups } = this.props.approvers.alert;
    return [...users.map(mention), ...groups.map(mentionGroup)].join(' ');
  }
}
