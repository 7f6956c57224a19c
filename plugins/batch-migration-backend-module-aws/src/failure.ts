import { toError } from '@backstage/errors';

const DENIED =
  /AccessDenied|UnauthorizedOperation|NotAuthorized|InsufficientPrivileges/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;
const CREDENTIALS =
  /CredentialsProviderError|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|AuthFailure|InvalidSignature/;
/** EC2 says the first, and `AuthFailure`, of a region that the account has switched off. */
const REGION_OFF = /OptInRequired|RegionDisabled/;
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
  if (is(REGION_OFF)) {
    return `The account does not use ${place}: enable the region there, or take it out of the configuration. ${message}`;
  }
  if (is(CREDENTIALS)) {
    return `No valid credentials for ${place}: check aws.accounts in the configuration, and that the account has the region enabled. ${message}`;
  }
  // The SDK wraps errors of the socket and keeps their code in the message only.
  if (is(UNREACHABLE) || UNREACHABLE.test(message)) {
    return `${action} did not answer in time for ${place}: check the network and the endpoint. ${message}`;
  }
  return `${action} failed for ${place}: ${message || name}`;
}
