import type { Secret } from '../aws/secret';
import { SlackError, slackError } from './errors';
import { parseMessage, type Reply } from './requests';

/** Blocks are made by `blocks.ts` or by a golden path; Slack checks them. */
export type Block = Record<string, unknown>;

export interface OutgoingMessage {
  channel: string;
  /** What notifications and screen readers say; escape what others wrote with `escapeText`. */
  text: string;
  blocks?: Block[];
  threadTs?: string;
}

/** A member as Slack tells it now. */
export interface SlackPerson {
  userId: string;
  teamId: string;
  name: string;
  /** `null` where Slack tells none: a bot, or an app without the scope `users:read.email`. */
  email: string | null;
  isBot: boolean;
  isDeactivated: boolean;
  /** A guest of one or of some channels. */
  isGuest: boolean;
  /** Of another workspace, through a shared channel. */
  isStranger: boolean;
}

/** The calls of Slack that we make. They throw a SlackError and never try again by themselves: queues do. */
export interface SlackApi {
  postMessage(message: OutgoingMessage): Promise<{ channel: string; ts: string }>;
  updateMessage(message: { channel: string; ts: string; text: string; blocks?: Block[] }): Promise<void>;
  openView(triggerId: string, view: Record<string, unknown>): Promise<void>;
  /** User ids of a user group, as they are at this moment. */
  groupMembers(groupId: string): Promise<string[]>;
  person(userId: string): Promise<SlackPerson>;
  /** What people said in a thread, oldest first; without what they edited, and without bots. */
  replies(thread: { channel: string; ts: string }): Promise<Reply[]>;
}

/** More would be no thread about one request. */
const PAGES = 20;

export interface SlackApiProps {
  token: Secret;
  /** Another one only in tests. */
  baseUrl?: string;
  timeoutMs?: number;
}

type Answer = Record<string, any>;

export function slackWebApi({ token, baseUrl = 'https://slack.com/api/', timeoutMs = 5000 }: SlackApiProps): SlackApi {
  async function call(method: string, body: URLSearchParams | object): Promise<Answer> {
    const isForm = body instanceof URLSearchParams;
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    const headers = { Authorization: `Bearer ${await token()}`, 'Content-Type': `${type}; charset=utf-8` };
    let response: Response;
    let answer: Answer;
    try {
      response = await fetch(new URL(method, baseUrl), {
        method: 'POST',
        headers,
        body: isForm ? body : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      answer = response.status === 200 ? ((await response.json()) as Answer) : {};
    } catch (error) {
      // The message of an error of fetch can hold what was sent; its name cannot.
      throw new SlackError(method, 'again', error instanceof Error ? error.name : 'no_answer');
    }
    if (answer.ok !== true) {
      throw slackError(method, { status: response.status, retryAfter: response.headers.get('retry-after'), answer });
    }
    return answer;
  }

  return {
    async postMessage({ channel, text, blocks, threadTs }) {
      // Without these, Slack would make mentions of @names and open links of others.
      const asWritten = { link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false };
      const sent = await call('chat.postMessage', { channel, text, blocks, thread_ts: threadTs, ...asWritten });
      return { channel: String(sent.channel), ts: String(sent.ts) };
    },

    async updateMessage({ channel, ts, text, blocks }) {
      await call('chat.update', { channel, ts, text, blocks: blocks ?? [], link_names: false, parse: 'none' });
    },

    async openView(triggerId, view) {
      await call('views.open', { trigger_id: triggerId, view });
    },

    async groupMembers(groupId) {
      const { users } = await call('usergroups.users.list', new URLSearchParams({ usergroup: groupId }));
      return Array.isArray(users) ? users.map(String) : [];
    },

    async person(userId) {
      const { user } = await call('users.info', new URLSearchParams({ user: userId }));
      return {
        userId: String(user?.id),
        teamId: String(user?.team_id),
        name: String(user?.profile?.real_name ?? user?.real_name ?? user?.name ?? userId),
        email: typeof user?.profile?.email === 'string' ? user.profile.email : null,
        isBot: user?.is_bot === true || user?.id === 'USLACKBOT' || user?.is_workflow_bot === true,
        isDeactivated: user?.deleted === true,
        isGuest: user?.is_restricted === true || user?.is_ultra_restricted === true,
        isStranger: user?.is_stranger === true,
      };
    },

    async replies({ channel, ts }) {
      const found: Reply[] = [];
      let cursor = '';
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await call('conversations.replies', new URLSearchParams({ channel, ts, limit: '200', cursor }));
        const messages: unknown[] = Array.isArray(answer.messages) ? answer.messages : [];
        const said = messages.map(message => parseMessage(message, { channel, teamId: '' }));
        found.push(...said.flatMap(each => (each.type === 'reply' && each.threadTs !== null && each.ts !== ts ? [each] : [])));
        cursor = String(answer.response_metadata?.next_cursor ?? '');
        if (cursor === '') break;
      }
      return found;
    },
  };
}
