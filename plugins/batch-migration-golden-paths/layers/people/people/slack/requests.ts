import { Fields, Missing } from './fields';

/** What a person did in Slack, in our words. */
export type SlackRequest = SlackAct | { type: 'url-verification'; challenge: string } | { type: 'ignored'; why: string } | UnknownRequest;

export type SlackAct = Reply | ButtonPress | ViewSubmission | SlashCommand;

interface Act {
  /** The same for every time that Slack sends this one. */
  deliveryId: string;
  /** The workspace in which it happened. */
  teamId: string;
  userId: string;
}

/** A message below another one, or one that names our app. */
export interface Reply extends Act {
  type: 'reply';
  channel: string;
  ts: string;
  /** The first message of the thread; `null` where somebody named our app outside of a thread. */
  threadTs: string | null;
  text: string;
}

export interface ButtonPress extends Act {
  type: 'button';
  action: string;
  value: string;
  actionTs: string;
  /** For `views.open`: three seconds, once. */
  triggerId: string;
  channel: string;
  messageTs: string;
}

export interface ViewSubmission extends Act {
  type: 'view';
  callback: string;
  /** What we put in when we opened it. */
  metadata: string;
  /** What was typed, by the action id of the field. */
  values: Record<string, string>;
}

export interface SlashCommand extends Act {
  type: 'command';
  command: string;
  text: string;
  channel: string;
  triggerId: string;
}

/** Slack has more shapes than we read, and gets new ones: told in the log, never a crash. */
export interface UnknownRequest {
  type: 'unknown';
  what: string;
}

/** Of a message that was edited, deleted, joined and so on: none of these is said by a person just now. */
const NOT_SAID = /^(?!thread_broadcast$|file_share$)/;

/** The body of a request whose signature was verified. */
export function parseRequest(body: string): SlackRequest {
  if (body.trimStart().startsWith('{')) return json(body, fromEvents);
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  if (payload !== null) return json(payload, fromInteraction);
  return form.has('command') ? fromCommand(form) : unknown('a form without payload or command');
}

function json(text: string, read: (given: Fields) => SlackRequest): SlackRequest {
  return reading(() => read(new Fields(JSON.parse(text))));
}

function reading(read: () => SlackRequest): SlackRequest {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Missing) return unknown(error.message);
    throw error;
  }
}

/** @see https://docs.slack.dev/apis/events-api */
function fromEvents(given: Fields): SlackRequest {
  const type = given.text('type');
  if (type === 'url_verification') return { type: 'url-verification', challenge: given.text('challenge') };
  if (type === 'app_rate_limited') return unknown('app_rate_limited: Slack leaves out events of this hour');
  if (type !== 'event_callback') return unknown(`the type ${type}`);
  const event = given.fields('event');
  const kind = event.text('type');
  if (kind !== 'message' && kind !== 'app_mention') return unknown(`the event ${kind}`);
  const found = fromMessage(event, { channel: event.text('channel'), teamId: given.text('team_id') });
  return found.type === 'reply' && found.threadTs === null && kind === 'message'
    ? { type: 'ignored', why: 'a message outside of a thread' }
    : found;
}

/**
 * What a person said, as events and `conversations.replies` tell it.
 * @see https://docs.slack.dev/reference/events/message
 */
export function parseMessage(message: unknown, where: { channel: string; teamId: string }): SlackRequest {
  return reading(() => fromMessage(new Fields(message), where));
}

function fromMessage(message: Fields, { channel, teamId }: { channel: string; teamId: string }): SlackRequest {
  if (message.optional('bot_id') ?? message.optional('bot_profile')) return { type: 'ignored', why: 'a message of a bot' };
  const subtype = message.optional('subtype');
  if (typeof subtype === 'string' && NOT_SAID.test(subtype)) return { type: 'ignored', why: `a message with subtype ${subtype}` };
  if (message.optional('edited')) return { type: 'ignored', why: 'a message that was edited' };
  const ts = message.text('ts');
  return {
    type: 'reply',
    // Not the event's id: a message that names our app comes as two events, and is one act.
    deliveryId: `message:${channel}:${ts}`,
    teamId: message.optionalText('user_team') ?? message.optionalText('team') ?? teamId,
    userId: message.text('user'),
    channel,
    ts,
    threadTs: message.optionalText('thread_ts'),
    text: message.optionalText('text') ?? '',
  };
}

/** @see https://docs.slack.dev/reference/interaction-payloads */
function fromInteraction(given: Fields): SlackRequest {
  const type = given.text('type');
  const user = given.fields('user');
  const userId = user.text('id');
  const teamId = user.optionalText('team_id') ?? given.fields('team').text('id');
  if (type === 'block_actions') {
    const [action, ...others] = given.list('actions');
    if (!action || others.length > 0) return unknown(`${others.length + (action ? 1 : 0)} actions at once`);
    if (action.text('type') !== 'button') return unknown(`the action ${action.text('type')}`);
    const actionTs = action.text('action_ts');
    const container = given.fields('container');
    return {
      type: 'button',
      deliveryId: `button:${userId}:${container.text('message_ts')}:${actionTs}`,
      teamId,
      userId,
      action: action.text('action_id'),
      value: action.optionalText('value') ?? '',
      actionTs,
      triggerId: given.text('trigger_id'),
      channel: container.text('channel_id'),
      messageTs: container.text('message_ts'),
    };
  }
  if (type === 'view_submission') {
    const view = given.fields('view');
    return {
      type: 'view',
      deliveryId: `view:${userId}:${view.text('id')}`,
      teamId,
      userId,
      callback: view.text('callback_id'),
      metadata: view.optionalText('private_metadata') ?? '',
      values: typed(view.fields('state').fields('values')),
    };
  }
  return type === 'view_closed' ? { type: 'ignored', why: 'a view was closed' } : unknown(`the interaction ${type}`);
}

/** @see https://docs.slack.dev/interactivity/implementing-slash-commands */
function fromCommand(form: URLSearchParams): SlackRequest {
  const missing = ['command', 'user_id', 'team_id', 'channel_id', 'trigger_id'].filter(name => !form.get(name));
  if (missing.length > 0) return unknown(`a command without ${missing.join(', ')}`);
  return {
    type: 'command',
    deliveryId: `command:${form.get('trigger_id')}`,
    teamId: form.get('team_id')!,
    userId: form.get('user_id')!,
    command: form.get('command')!,
    text: form.get('text') ?? '',
    channel: form.get('channel_id')!,
    triggerId: form.get('trigger_id')!,
  };
}

/** The texts of a view: block → action → field. */
function typed(values: Fields): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const block of values.names()) {
    const actions = values.fields(block);
    for (const action of actions.names()) texts[action] = actions.fields(action).optionalText('value') ?? '';
  }
  return texts;
}

function unknown(what: string): UnknownRequest {
  return { type: 'unknown', what: what.slice(0, 200) };
}
