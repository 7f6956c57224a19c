import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request as a function URL or an HTTP API (payload 2.0) hands it to a Lambda; the fields that we read. */
export interface HttpEvent {
  rawPath: string;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body?: string;
  isBase64Encoded?: boolean;
  requestContext: { http: { method: string } };
}

/** Older requests may be recordings. */
const MAX_AGE_SECONDS = 5 * 60;

export type SignatureVerdict =
  | { valid: true; body: string }
  | { valid: false; reason: 'no-signature' | 'stale' | 'forged' };

/**
 * Whether Slack sent this: HMAC-SHA256 over `v0:<timestamp>:<raw body>`.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @returns the body as Slack signed it, for the caller to parse
 */
export function verifySignature(event: HttpEvent, signingSecret: string, now: Date): SignatureVerdict {
  const timestamp = event.headers['x-slack-request-timestamp'] ?? '';
  const signature = event.headers['x-slack-signature'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return { valid: false, reason: 'no-signature' };
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MAX_AGE_SECONDS) return { valid: false, reason: 'stale' };
  const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const expected = Buffer.from(sign(raw, timestamp, signingSecret));
  return timingSafeEqual(expected, Buffer.from(signature))
    ? { valid: true, body: raw.toString('utf8') }
    : { valid: false, reason: 'forged' };
}

/** The signature that Slack would send. */
export function sign(body: string | Uint8Array, timestamp: string, signingSecret: string): string {
  // An empty key would let anybody sign.
  if (signingSecret === '') throw new Error('The signing secret is empty');
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}
