import { toError } from '@backstage/errors';

const DENIED =
  /AccessDenied|UnauthorizedOperation|NotAuthorized|InsufficientPrivileges/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;
const CREDENTIALS =
  /CredentialsProviderError|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|AuthFailure|InvalidSignature/;
const UNREACHABLE =
  /TimeoutError|AbortError|NetworkingError|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/;

/**
 * Why a call told nothing, and what a person can do about it.
 *
 * @param action - the IAM action, for example `scheduler:GetSchedule`
 */
export function reasonOf(
  error: unknown,
  action: string,
  place: string,
): string {
  const { name, message, code } = toError(error) as Error & { code?: string };
  const is = (pattern: RegExp) =>
    pattern.test(name) || pattern.test(code ?? '');
  if (is(DENIED)) {
    return `AWS refused ${action} for ${place}: allow it for the role that the portal uses there. ${message}`;
  }
  if (is(THROTTLED)) {
    return `AWS throttled ${action} for ${place}; it is asked again in the next round. ${message}`;
  }
  if (is(CREDENTIALS)) {
    return `No valid credentials for ${place}: check aws.accounts in the configuration. ${message}`;
  }
  // The SDK wraps errors of the socket and keeps their code in the message only.
  if (is(UNREACHABLE) || UNREACHABLE.test(message)) {
    return `${action} did not answer in time for ${place}: check the network and the endpoint. ${message}`;
  }
  return `${action} failed for ${place}: ${message || name}`;
}
