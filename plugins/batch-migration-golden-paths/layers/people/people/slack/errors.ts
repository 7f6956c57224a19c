/**
 * - `again`: Slack cannot just now; the same call may succeed later
 * - `configuration`: a person must change something first; `advice` says what
 * - `gone`: what it is about is no longer there; never again
 */
export type SlackErrorKind = 'again' | 'configuration' | 'gone';

/** A call that Slack did not do. It names the method and Slack's code, never what was sent. */
export class SlackError extends Error {
  readonly name = 'SlackError';

  constructor(
    readonly method: string,
    readonly kind: SlackErrorKind,
    readonly code: string,
    readonly advice: string | null = null,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`Slack ${method}: ${code}${advice ? `: ${advice}` : ''}`);
  }
}

const AGAIN = [
  'ratelimited', 'rate_limited', 'message_limit_exceeded', 'internal_error', 'fatal_error', 'service_unavailable',
  'request_timeout', 'accesslimited', 'team_added_to_org',
];

const GONE = [
  'message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed', 'user_not_found',
  'users_not_found', 'user_not_visible', 'expired_trigger_id', 'trigger_expired', 'trigger_exchanged',
  'invalid_trigger_id', 'exchanged_trigger_id', 'no_such_subteam',
];

const TOKEN = 'put the bot token of the installed app into its secret';
const ADVICE: Record<string, string> = {
  invalid_auth: TOKEN,
  not_authed: TOKEN,
  account_inactive: TOKEN,
  token_revoked: TOKEN,
  token_expired: TOKEN,
  not_allowed_token_type: TOKEN,
  missing_scope: 'add the scope to the app and install it again; docs/people.md lists the scopes',
  not_in_channel: 'invite the app to the channel: /invite @app',
  channel_not_found: 'correct the channel in approvers.yaml, or invite the app to it',
  is_archived: 'name another channel in approvers.yaml, or unarchive this one',
  paid_teams_only: 'user groups need a paid plan of Slack: name users in approvers.yaml instead',
  restricted_action: 'a rule of the workspace forbids the app to write there',
  no_permission: 'a rule of the workspace forbids this to the app',
  invalid_blocks: 'the blocks of this message are wrong: a mistake of this repository',
  msg_too_long: 'the message is too long: a mistake of this repository',
};

/** @see https://docs.slack.dev/apis/web-api/rate-limits */
export function slackError(
  method: string,
  { status, retryAfter, answer }: { status: number; retryAfter: string | null; answer: { error?: unknown; needed?: unknown } },
): SlackError {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  if (status === 429) return new SlackError(method, 'again', 'ratelimited', null, seconds ?? 30);
  if (status >= 500 || status === 408) return new SlackError(method, 'again', `http_${status}`, null, seconds);
  const given = typeof answer.error === 'string' && /^[\w:-]{1,80}$/.test(answer.error) ? answer.error : `http_${status}`;
  if (AGAIN.includes(given)) return new SlackError(method, 'again', given, null, seconds);
  if (GONE.includes(given)) return new SlackError(method, 'gone', given);
  const needed = typeof answer.needed === 'string' && /^[\w:.,-]{1,200}$/.test(answer.needed) ? ` (${answer.needed})` : '';
  const advice = ADVICE[given] ?? `see ${given} on https://docs.slack.dev/reference/methods/${method}`;
  return new SlackError(method, 'configuration', given, `${advice}${needed}`);
}
