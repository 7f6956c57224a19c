/**
 * What Slack sends, written by us after its documentation, with the fields
 * that it documents and values of our own. Not recorded from Slack.
 *
 * @see https://docs.slack.dev/reference/events/message
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 * @see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export type Event = Record<string, unknown>;

let events = 0;

export function messageEvent(
  given: { userId: string; channel: string; threadTs: string | null; ts: string; text: string; teamId: string },
  changes: Event = {},
): { event: Event } & Record<string, unknown> {
  const { userId, channel, threadTs, ts, text, teamId } = given;
  events += 1;
  return {
    token: 'deprecated',
    team_id: teamId,
    api_app_id: 'A0123ABCDE',
    event: {
      type: 'message',
      user: userId,
      text,
      ts,
      ...(threadTs === null ? {} : { thread_ts: threadTs, parent_user_id: 'U0BOT00000' }),
      team: teamId,
      channel,
      channel_type: 'channel',
      event_ts: ts,
      ...changes,
    },
    type: 'event_callback',
    event_id: `Ev${events}`,
    event_time: Math.floor(Number(ts)),
    authorizations: [{ enterprise_id: null, team_id: teamId, user_id: 'U0BOT00000', is_bot: true }],
    is_ext_shared_channel: false,
    event_context: 'opaque',
  };
}

export function blockActions(given: {
  userId: string;
  teamId: string;
  message: { channel: string; ts: string; text: string; blocks: any[] };
  button: { action_id: string; value: string; text: object };
  triggerId: string;
  actionTs: string;
}): object {
  const { userId, teamId, message, button, triggerId, actionTs } = given;
  return {
    type: 'block_actions',
    user: { id: userId, username: userId.toLowerCase(), name: userId.toLowerCase(), team_id: teamId },
    api_app_id: 'A0123ABCDE',
    token: 'deprecated',
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
    trigger_id: triggerId,
    team: { id: teamId, domain: 'example' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: message.channel, name: 'approvals' },
    message: { type: 'message', text: message.text, ts: message.ts, bot_id: 'B0123ABCDE', blocks: message.blocks },
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/unused',
    actions: [{ action_id: button.action_id, block_id: 'x1', text: button.text, value: button.value, type: 'button', action_ts: actionTs }],
  };
}

export function viewSubmission(given: {
  userId: string;
  teamId: string;
  view: { id: string; callback_id: string; private_metadata: string; blocks: any[] };
  values: Record<string, string>;
}): object {
  const { userId, teamId, view, values } = given;
  const fields = view.blocks.map(({ block_id: block, element }) => [
    block,
    { [element.action_id]: { type: element.type, value: values[element.action_id] ?? null } },
  ]);
  return {
    type: 'view_submission',
    team: { id: teamId, domain: 'example' },
    user: { id: userId, username: userId.toLowerCase(), name: userId.toLowerCase(), team_id: teamId },
    api_app_id: 'A0123ABCDE',
    token: 'deprecated',
    trigger_id: 'unused',
    view: { ...view, type: 'modal', hash: '1.abc', state: { values: Object.fromEntries(fields) } },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
}

export function slashCommand(given: { userId: string; teamId: string; command: string; text: string; channel: string; triggerId: string }): string {
  const { userId, teamId, command, text, channel, triggerId } = given;
  return new URLSearchParams({
    token: 'deprecated',
    team_id: teamId,
    team_domain: 'example',
    channel_id: channel,
    channel_name: 'approvals',
    user_id: userId,
    user_name: userId.toLowerCase(),
    command,
    text,
    api_app_id: 'A0123ABCDE',
    is_enterprise_install: 'false',
    response_url: 'https://hooks.slack.com/commands/unused',
    trigger_id: triggerId,
  }).toString();
}

/** As interactions come: JSON within a form. */
export function form(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
