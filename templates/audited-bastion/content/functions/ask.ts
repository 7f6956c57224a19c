import { randomBytes } from 'node:crypto';
import type { Identity } from '../people/approval/approvers';
import type { Log } from '../people/clock';
import { identityOf, roleOf } from '../session/identity';
import type { Asked } from '../session/sessions';
import type { Session } from '../session/session';

/** A call that API Gateway has verified by IAM; the fields that we read (payload 2.0). */
export interface IamEvent {
  body?: string;
  isBase64Encoded?: boolean;
  requestContext: { authorizer?: { iam?: { userArn?: string } } };
}

export interface AskProps {
  ask(given: { id: string; reason: string; minutes: number; operator: Identity }): Promise<Asked>;
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

interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * `start`, `show` and `stop` for people with credentials of AWS. Who they are
 * says AWS, never the body: or somebody could ask in the name of another one
 * and approve themselves.
 */
export function askHandler(props: AskProps) {
  return async (event: IamEvent): Promise<HttpAnswer> => {
    const arn = event.requestContext.authorizer?.iam?.userArn;
    if (!arn) return answer(403, { error: 'AWS did not say who calls' });
    let given: Record<string, unknown>;
    try {
      given = JSON.parse(event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : event.body ?? '');
    } catch {
      return answer(400, { error: 'The body must be JSON' });
    }
    const operator = operatorOf(arn, given, props.portalRole);
    if (operator === null) return answer(403, { error: 'Only the portal asks for somebody else' });
    const { action, session: id } = given;
    if (action === 'start') return start(props, given, operator);
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

async function start(props: AskProps, { reason, minutes, requestId }: Record<string, unknown>, operator: Identity): Promise<HttpAnswer> {
  if (typeof reason !== 'string' || reason.length > 500) return answer(400, { error: 'reason must be a text of at most 500 characters' });
  if (typeof minutes !== 'number') return answer(400, { error: 'minutes must be a number' });
  // Sent again after a lost answer it is the same session.
  const isOwn = typeof requestId === 'string' && /^[a-z0-9]{16,32}$/.test(requestId);
  const id = isOwn ? `session-${requestId}` : (props.newId ?? (() => `session-${randomBytes(10).toString('hex')}`))();
  const found = await props.get(id);
  if (found && !props.isSame(found.operator, operator)) return answer(409, { error: 'This request id is taken' });
  const asked = await props.ask({ id, reason, minutes, operator });
  if ('refused' in asked) return answer(409, { error: asked.refused });
  // The sweep ends it as well, some minutes later.
  await props.limit(asked.session).catch(error => props.log('limit-not-set', { session: id, error: String(error) }));
  return answer(200, { session: asked.session });
}

function operatorOf(arn: string, { onBehalfOf }: Record<string, unknown>, portalRole: string | null): Identity | null {
  if (onBehalfOf === undefined) return identityOf(arn);
  if (portalRole === null || roleOf(arn) !== portalRole) return null;
  const { email, slack } = Object(onBehalfOf) as Record<string, unknown>;
  const identity: Identity = {
    ...(typeof email === 'string' && /^[^@\s]+@[^@\s]+$/.test(email) ? { emails: [email] } : {}),
    ...(typeof slack === 'string' && /^[UW][A-Z0-9]{5,30}$/.test(slack) ? { slack } : {}),
  };
  return Object.keys(identity).length > 0 ? identity : null;
}

function answer(statusCode: number, body: object): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
