import type { Approvers } from './approval/approvers';
import type { RequestStore } from './approval/store';
import { hashOf, type Json, sha256 } from './canonical';
import type { Outbox } from './slack/outbox';
import { withoutSecrets } from './secrets';
import { mention, mentionGroup, shorten } from './slack/text';

export interface TellerProps<Kind extends string> {
  approvers: Approvers;
  requests: RequestStore;
  outbox: Outbox;
  /** What each finding is told as, by language. */
  words: Record<Approvers['language'], Record<Kind, (what: string) => string>>;
}

export interface Finding<Kind extends string> {
  kind: Kind;
  /** What it is about: with it, the same finding is told once however often it is found. */
  key: string;
  /** Escaped already (`code`, `mention`, `escapeText`). What stands as code is others' text: credentials in it are masked here. */
  what: string;
  /** Names the people of `alert` in approvers.yaml. */
  loud?: boolean;
  /** Kept with the request, as part of its chain of events; masked as well. */
  note?: Json;
}

/** Tells findings in the thread of a request, or in the channel of alerts where none is known. */
export class Teller<Kind extends string> {
  constructor(private readonly props: TellerProps<Kind>) {}

  async tell(requestId: string | null, { kind, key, what, loud = false, note }: Finding<Kind>): Promise<void> {
    const { approvers, requests, outbox, words } = this.props;
    const who = loud ? `${this.alerted()} ` : '';
    const text = shorten(`${who}${words[approvers.language][kind](masked(what))}`, 3900);
    // Short, whatever the key holds.
    const id = `${requestId ?? 'alert'}:${kind}:${sha256(key).slice(0, 24)}`;
    if (requestId === null) {
      await outbox.put({ id, thread: id, as: 'aside', channel: approvers.channels.alerts, text });
      return;
    }
    await outbox.put({ id, thread: requestId, as: 'reply', channel: approvers.channels.requests, text });
    if (note !== undefined) await requests.apply(requestId, { type: 'note', what: kind, mark: `${kind}:${hashOf([key, note]).slice(0, 24)}`, data: maskedJson(note) });
  }

  private alerted(): string {
    const { users, groups } = this.props.approvers.alert;
    return [...users.map(mention), ...groups.map(mentionGroup)].join(' ');
  }
}

/** Our own words stay as they are: "a token" is none. */
function masked(what: string): string {
  return what.replace(/(`+)([^`]+)\1/g, (_, fence, text) => `${fence}${withoutSecrets(text)}${fence}`);
}

function maskedJson(value: Json): Json {
  if (typeof value === 'string') return withoutSecrets(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(maskedJson);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === undefined ? each : maskedJson(each)]));
}
