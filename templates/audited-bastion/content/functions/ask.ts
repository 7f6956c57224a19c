import { randomBytes } from 'node:crypto';
import type { Identity } from '../people/approval/approvers';
import type { Log } from '../people/clock';
import { answer, type HttpAnswer, type IamEvent, readCall } from '../people/iam/calls';
import type { Asked } from '../session/sessions';
import type { Session } from '../session/session';

export interface AskProps {
  ask(given: { id: string; reason: string; minutes: number; operator: Identity; carriedBy: string | null }): Promise<Asked>;
  stop(id: string, by: string): Promise<Session>;
  get(id: string): Promise<Session | undefined>;
  /** Sets the hard end of a session. */
  limit(session: Session): Promise<void>;
  /** The role of the portal: it may ask for somebody else, whom it has signed in. */
  portalRole: string | null;
  isSame(one: Identity, other: Identity): boolean;
  newId?: () => string;
  log: Log;
}

/** `start`, `show` and `stop` for people with credentials of AWS. */
export function askHandler(props: AskProps) {
  return async (event: IamEvent): Promise<HttpAnswer> => {
    const call = readCall(event, props.portalRole);
    if ('statusCode' in call) return call;
    const { arn, caller: operator, carriedBy, body: given } = call;
    const { action, session: id } = given;
    if (action === 'start') return start(props, given, { operator, carriedBy });
    const session = typeof id === 'string' ? await props.get(id) : undefined;
    if (!session) return answer(404, { error: `There is no session ${JSON.stringify(id)}` });
    if (action === 'show') return answer(200, { session });
    if (action === 'stop') {
      if (!props.isSame(operator, session.operator)) props.log('stopped-by-another', { session: session.id, by: arn });
      return answer(200, { session: await props.stop(session.id, arn) });
    }
    return answer(400, { error: 'action must be start, show or stop' });
  };
}

async function start(props: AskProps, { reason, minutes, requestId }: Record<string, unknown>, { operator, carriedBy }: { operator: Identity; carriedBy: string | null }): Promise<HttpAnswer> {
  if (typeof reason !== 'string' || reason.length > 500) return answer(400, { error: 'reason must be a text of at most 500 characters' });
  if (typeof minutes !== 'number') return answer(400, { error: 'minutes must be a number' });
  // Sent again after a lost answer it is the same session.
  const isOwn = typeof requestId === 'string' && /^[a-z0-9]{16,32}$/.test(requestId);
  const id = isOwn ? `session-${requestId}` : (props.newId ?? (() => `session-${randomBytes(10).toString('hex')}`))();
  const found = await props.get(id);
  if (found && !props.isSame(found.operator, operator)) return answer(409, { error: 'This request id is taken' });
  // Who wants another one asks for another one, with another request.
  if (found?.ended) return answer(409, { error: 'This session has ended: ask for another one' });
  const asked = await props.ask({ id, reason, minutes, operator, carriedBy });
  if ('refused' in asked) return answer(409, { error: asked.refused });
  // The sweep ends it as well, some minutes later.
  await props.limit(asked.session).catch(error => props.log('limit-not-set', { session: id, error: String(error) }));
  return answer(200, { session: asked.session });
}
