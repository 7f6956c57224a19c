import type { SlackAct } from '../slack/requests';
import { ACTIONS } from './messages';
import type { Thread } from './store';

/** What a person meant, before anybody asks whether they may. */
export interface GivenAnswer {
  requestId: string;
  /** `ask-why`: they pressed "refuse", and the reason is missing. */
  verb: 'approve' | 'refuse' | 'close' | 'ask-why';
  userId: string;
  how: 'button' | 'reply';
  /** Of what they saw; `null` for a reply. */
  subjectHash: string | null;
  reason: string;
  mark: string;
  triggerId: string | null;
}

const VERBS: Array<[RegExp, GivenAnswer['verb'], needsReason: boolean]> = [
  [/^(?:approve|approved|承認|承認します)[.。!!]?$/i, 'approve', false],
  [/^(?:refuse|refused|reject|却下|却下します)[\s::、。]+/i, 'refuse', true],
  [/^(?:close|終了|終了します)[\s::、。]+/i, 'close', true],
];

/**
 * Reads an answer: a button, the view that asked for a reason, or a reply that
 * says exactly `approve`, `refuse <reason>` or `close <reason>`, also in
 * Japanese. Any other reply is talk among people, and `null`.
 */
export async function readAnswer(
  act: SlackAct,
  keyOf: (thread: Thread) => Promise<string | undefined>,
): Promise<GivenAnswer | null> {
  const { userId } = act;
  if (act.type === 'button' && (act.action === ACTIONS.approve || act.action === ACTIONS.refuse)) {
    const meant = meaning(act.value);
    const verb = act.action === ACTIONS.approve ? 'approve' : 'ask-why';
    return meant && { ...meant, verb, userId, how: 'button', reason: '', mark: `button:${act.actionTs}:${userId}`, triggerId: act.triggerId };
  }
  if (act.type === 'view' && act.callback === ACTIONS.refusal) {
    const meant = meaning(act.metadata);
    const reason = (act.values[ACTIONS.reason] ?? '').trim();
    return meant && reason ? { ...meant, verb: 'refuse', userId, how: 'button', reason, mark: act.deliveryId, triggerId: null } : null;
  }
  if (act.type !== 'reply' || act.threadTs === null) return null;
  const text = act.text.replace(/^\s*<@[UW][A-Z0-9]+>\s*/, '').trim();
  for (const [pattern, verb, needsReason] of VERBS) {
    const [said] = pattern.exec(text) ?? [];
    const reason = said === undefined ? '' : text.slice(said.length).trim().slice(0, 1000);
    if (said === undefined || (needsReason && reason === '')) continue;
    const requestId = await keyOf({ channel: act.channel, ts: act.threadTs });
    return requestId === undefined
      ? null
      : { requestId, verb, userId, how: 'reply', subjectHash: null, reason, mark: `reply:${act.channel}:${act.ts}`, triggerId: null };
  }
  return null;
}

/** What our button or view carries: Slack signed it, but an app of before may have made it. */
function meaning(value: string): { requestId: string; subjectHash: string } | null {
  try {
    const { id, hash } = JSON.parse(value);
    return typeof id === 'string' && /^[0-9a-f]{64}$/.test(hash) ? { requestId: id, subjectHash: hash } : null;
  } catch {
    return null;
  }
}
