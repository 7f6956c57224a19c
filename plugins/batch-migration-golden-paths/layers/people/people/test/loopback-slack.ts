import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock';
import { sign } from '../slack/signature';
import { blockActions, type Event, form, messageEvent, slashCommand, viewSubmission } from './slack-events';

export interface LoopbackUser {
  id: string;
  team_id: string;
  name: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  profile: { real_name?: string; email?: string };
}

export interface LoopbackMessage {
  channel: string;
  ts: string;
  threadTs: string | null;
  text: string;
  blocks: any[];
  /** How often it was changed. */
  updates: number;
}

/** What was sent to the app, so that it can be sent again as it was. */
export interface Sent {
  body: string;
  headers: Record<string, string>;
  status: number | null;
  answer: string;
  attempts: number;
}

const TRIGGER_MS = 3000;

/**
 * Slack on 127.0.0.1: the calls of its Web API that we make, with its limits
 * and refusals, and what people do, signed and sent as Slack does. Written by
 * us after Slack's documentation; it is not Slack.
 */
export class LoopbackSlack {
  readonly users = new Map<string, LoopbackUser>();
  readonly groups = new Map<string, string[]>();
  readonly channels = new Set<string>();
  readonly messages: LoopbackMessage[] = [];
  readonly views: Array<{ id: string; callback_id: string; private_metadata: string; blocks: any[] }> = [];
  /** What people wrote in threads. */
  readonly talk: Array<{ channel: string; message: Record<string, unknown> }> = [];
  readonly calls: string[] = [];
  /** Slack gives up an event after its last attempt; so is every one while this is set. */
  eventsLost = false;
  /** `down`: no answer at all; `hang`: none in time; a number: that HTTP status. */
  outage: 'down' | 'hang' | number | null = null;
  /** Answers to the next calls, before any other: a code of Slack, or a wait in seconds. */
  readonly refusals: Array<{ error: string } | { retryAfter: number }> = [];
  /** Messages on one page of a thread. */
  pageSize = 200;
  readonly teamId = 'T0123ABCDE';
  private readonly triggers = new Map<string, number>();
  private count = 0;
  private endpoint = '';
  private waiting = new AbortController();
  private server!: Server;

  constructor(private readonly props: { clock: Clock; signingSecret: string; token: string }) {}

  async start(): Promise<this> {
    this.server = createServer((request, response) => this.answer(request, response).catch(error => response.destroy(error)));
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Hand it to `slackWebApi` as its base. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  /** The address that was given for events, interactivity and commands. */
  connect(endpoint: string): void {
    this.endpoint = endpoint;
  }

  /** The three seconds are over that Slack gives an app: what it waits for now is unanswered. */
  giveUp(): void {
    this.waiting.abort();
  }

  // What people do.

  async replies(userId: string, to: { channel: string; ts: string }, text: string, changes: Partial<Event> = {}): Promise<Sent> {
    const given = { userId, channel: to.channel, threadTs: to.ts, ts: this.newTs(), text, teamId: this.teamId };
    const event = messageEvent(given, changes);
    const { channel, channel_type: _type, event_ts: _ts, ...message } = event.event;
    this.talk.push({ channel: to.channel, message });
    return this.send(JSON.stringify(event));
  }

  async presses(userId: string, message: LoopbackMessage, actionId: string): Promise<Sent> {
    const button = message.blocks.flatMap(({ elements = [] }) => elements).find(({ action_id }) => action_id === actionId);
    if (!button) throw new Error(`The message has no button ${actionId}: ${message.text}`);
    const payload = blockActions({ userId, teamId: this.userTeam(userId), message, button, triggerId: this.newTrigger(), actionTs: this.newTs() });
    return this.send(form(payload));
  }

  async submits(userId: string, view: LoopbackSlack['views'][number], values: Record<string, string>): Promise<Sent> {
    return this.send(form(viewSubmission({ userId, teamId: this.userTeam(userId), view, values })));
  }

  async commands(userId: string, command: string, text: string, channel: string): Promise<Sent> {
    return this.send(slashCommand({ userId, teamId: this.teamId, command, text, channel, triggerId: this.newTrigger() }));
  }

  /** Sends a body with a signature of now; events again, as Slack does, while the answer is late or no 2xx. */
  async send(body: string): Promise<Sent> {
    const isEvent = body.startsWith('{');
    const sent: Sent = { body, headers: {}, status: null, answer: '', attempts: 0 };
    // At once, after a minute, after five: here without the waits.
    for (let retry = 0; retry <= (isEvent ? 3 : 0); retry += 1) {
      const timestamp = String(Math.floor(this.props.clock().getTime() / 1000));
      sent.headers = {
        'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign(body, timestamp, this.props.signingSecret),
        ...(retry > 0 ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': sent.status === null ? 'http_timeout' : 'http_error' } : {}),
      };
      await this.deliver(sent);
      if (sent.status !== null && sent.status < 300) break;
    }
    return sent;
  }

  /** The very same bytes again, as somebody would who recorded them. */
  async replays({ body, headers }: Sent): Promise<Sent> {
    const sent: Sent = { body, headers, status: null, answer: '', attempts: 0 };
    await this.deliver(sent);
    return sent;
  }

  private async deliver(sent: Sent): Promise<void> {
    sent.attempts += 1;
    if (this.eventsLost) return;
    this.waiting = new AbortController();
    try {
      // The machine of a test may be busy; when an answer is late, the test says.
      const signal = AbortSignal.any([this.waiting.signal, AbortSignal.timeout(60_000)]);
      const response = await fetch(this.endpoint, { method: 'POST', body: sent.body, headers: sent.headers, signal });
      sent.status = response.status;
      sent.answer = await response.text();
    } catch {
      sent.status = null;
    }
  }

  // What apps call.

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const method = new URL(request.url!, 'http://slack').pathname.replace('/api/', '');
    this.calls.push(method);
    if (this.outage === 'down') return void request.socket.destroy();
    if (this.outage === 'hang') return;
    if (this.outage !== null) return respond(response, this.outage, {});
    const refusal = this.refusals.shift();
    if (refusal && 'retryAfter' in refusal) return respond(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(refusal.retryAfter) });
    if (refusal) return respond(response, 200, { ok: false, error: refusal.error });
    if (request.headers.authorization !== `Bearer ${this.props.token}`) return respond(response, 200, { ok: false, error: 'invalid_auth' });
    const isJson = String(request.headers['content-type']).startsWith('application/json');
    // Methods that only read take no JSON.
    const takesJson = ['chat.postMessage', 'chat.update', 'views.open'].includes(method);
    if (isJson !== takesJson) return respond(response, 200, { ok: false, error: 'invalid_arguments' });
    const given = isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    return respond(response, 200, this.call(method, given));
  }

  private call(method: string, given: any): object {
    const refused = (error: string) => ({ ok: false, error });
    switch (method) {
      case 'chat.postMessage': {
        const problem = this.messageProblem(given);
        if (problem) return refused(problem);
        const message = { channel: given.channel, ts: this.newTs(), threadTs: given.thread_ts ?? null, text: given.text, blocks: given.blocks ?? [], updates: 0 };
        this.messages.push(message);
        return { ok: true, channel: message.channel, ts: message.ts };
      }
      case 'chat.update': {
        const message = this.messages.find(({ channel, ts }) => channel === given.channel && ts === given.ts);
        if (!message) return refused('message_not_found');
        const problem = this.messageProblem(given);
        if (problem) return refused(problem);
        Object.assign(message, { text: given.text, blocks: given.blocks ?? [], updates: message.updates + 1 });
        return { ok: true, channel: message.channel, ts: message.ts };
      }
      case 'conversations.replies': {
        const first = this.messages.find(({ channel, ts }) => channel === given.channel && ts === given.ts);
        if (!first) return refused('thread_not_found');
        const own = this.messages.filter(({ ts, threadTs }) => ts === given.ts || threadTs === given.ts);
        const ofApp = own.map(({ ts, text }) => ({ type: 'message', ts, text, user: 'U0BOT00000', bot_id: 'B0123ABCDE', thread_ts: given.ts }));
        const said = this.talk.filter(({ channel, message }) => channel === given.channel && message.thread_ts === given.ts);
        const all: Array<Record<string, unknown>> = [...ofApp, ...said.map(({ message }) => message)];
        const start = Number(given.cursor || 0);
        const next = start + this.pageSize < all.length ? String(start + this.pageSize) : '';
        return { ok: true, messages: all.slice(start, start + this.pageSize), response_metadata: { next_cursor: next } };
      }
      case 'views.open': {
        const until = this.triggers.get(given.trigger_id);
        if (until === undefined) return refused('exchanged_trigger_id');
        if (this.props.clock().getTime() > until) return refused('expired_trigger_id');
        this.triggers.delete(given.trigger_id);
        this.count += 1;
        this.views.push({ id: `V${this.count}`, ...given.view });
        return { ok: true };
      }
      case 'users.info': {
        const user = this.users.get(given.user);
        return user ? { ok: true, user } : refused('user_not_found');
      }
      case 'usergroups.users.list': {
        const users = this.groups.get(given.usergroup);
        return users ? { ok: true, users } : refused('no_such_subteam');
      }
      default:
        return refused('unknown_method');
    }
  }

  /** https://docs.slack.dev/reference/block-kit: the limits that a long text of people could break. */
  private messageProblem({ channel, text, blocks = [], thread_ts: thread }: any): string | null {
    if (!this.channels.has(channel)) return 'channel_not_found';
    if (thread && !this.messages.some(({ ts }) => ts === thread)) return 'thread_not_found';
    if (!text && blocks.length === 0) return 'no_text';
    if (String(text).length > 40_000) return 'msg_too_long';
    const isTooLong = (block: any) =>
      (block.type === 'section' && block.text.text.length > 3000) ||
      (block.type === 'header' && block.text.text.length > 150) ||
      (block.elements ?? []).some((element: any) => (element.value ?? '').length > 2000);
    return blocks.length > 50 || blocks.some(isTooLong) ? 'invalid_blocks' : null;
  }

  private userTeam(userId: string): string {
    return this.users.get(userId)?.team_id ?? this.teamId;
  }

  private newTs(): string {
    this.count += 1;
    return `${Math.floor(this.props.clock().getTime() / 1000)}.${String(this.count).padStart(6, '0')}`;
  }

  private newTrigger(): string {
    this.count += 1;
    const trigger = `${this.count}.0123.abc`;
    this.triggers.set(trigger, this.props.clock().getTime() + TRIGGER_MS);
    return trigger;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function respond(response: ServerResponse, status: number, answer: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(answer));
}
