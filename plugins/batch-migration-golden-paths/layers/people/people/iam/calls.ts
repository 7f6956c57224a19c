import type { Identity } from '../approval/approvers';
import { identityOf, roleOf } from './identity';

/** A call that API Gateway has verified by IAM; the fields that we read (payload 2.0). */
export interface IamEvent {
  body?: string;
  isBase64Encoded?: boolean;
  requestContext: { authorizer?: { iam?: { userArn?: string } } };
}

export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

export interface IamCall {
  /** As AWS says it. */
  arn: string;
  /** Who calls, or for whom the portal does. */
  caller: Identity;
  /** The portal's ARN where it calls for somebody; `null` where they call themselves. */
  carriedBy: string | null;
  body: Record<string, unknown>;
}

/**
 * Reads a call. Who it is says AWS, never the body: or somebody could ask in
 * the name of another one and approve themselves.
 *
 * @param portalRole - may ask for somebody else, whom it has signed in; `null` for none
 * @returns the call, or the answer that refuses it
 */
export function readCall(event: IamEvent, portalRole: string | null): IamCall | HttpAnswer {
  const arn = event.requestContext.authorizer?.iam?.userArn;
  if (!arn) return answer(403, { error: 'AWS did not say who calls' });
  let body: unknown;
  try {
    body = JSON.parse(event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : event.body ?? '');
  } catch {
    return answer(400, { error: 'The body must be JSON' });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return answer(400, { error: 'The body must be a JSON object' });
  const caller = callerOf(arn, body as Record<string, unknown>, portalRole);
  if (caller === null) return answer(403, { error: 'Only the portal asks for somebody else' });
  const carriedBy = 'onBehalfOf' in body && body.onBehalfOf !== undefined ? arn : null;
  return { arn, caller, carriedBy, body: body as Record<string, unknown> };
}

export function answer(statusCode: number, body: object): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function callerOf(arn: string, { onBehalfOf }: Record<string, unknown>, portalRole: string | null): Identity | null {
  if (onBehalfOf === undefined) return identityOf(arn);
  if (portalRole === null || roleOf(arn) !== portalRole) return null;
  const { email, slack } = Object(onBehalfOf) as Record<string, unknown>;
  const identity: Identity = {
    ...(typeof email === 'string' && /^[^@\s]+@[^@\s]+$/.test(email) ? { emails: [email] } : {}),
    ...(typeof slack === 'string' && /^[UW][A-Z0-9]{5,30}$/.test(slack) ? { slack } : {}),
  };
  return Object.keys(identity).length > 0 ? identity : null;
}
