import { setTimeout as sleep } from 'node:timers/promises';
import {
  AuthenticationError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';

const TIMEOUT_MS = 30_000;
/** A host that asks to wait longer is not waited for: the run says when to try again. */
const LONGEST_WAIT_SECONDS = 20;
const MOST_TRIES = 3;

/** What a host answered to one call. */
export interface HostAnswer {
  status: number;
  /** `null` where it was no JSON. */
  body: any;
}

export interface HostApiOptions {
  /** For messages: `GitHub at github.com`. */
  name: string;
  /** Without a slash at its end. */
  baseUrl: string;
  /** Asked for anew with each call: tokens of apps end within an hour. */
  headers(): Promise<Record<string, string>>;
  /** Where its credentials are configured, for messages. */
  credentials: string;
  signal?: AbortSignal;
}

/**
 * Calls of a host's REST API. Nothing that it throws holds a credential or a
 * body that was sent.
 */
export class HostApi {
  constructor(private readonly options: HostApiOptions) {}

  /**
   * @returns the answer with any status but those that mean the same for all calls
   * @throws AuthenticationError, NotAllowedError or ServiceUnavailableError that say what to do
   */
  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: object,
  ): Promise<HostAnswer> {
    const { name, credentials } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.fetch(method, path, body);
      const wait = secondsToWait(response);
      if (wait !== null) {
        if (attempt < MOST_TRIES && wait <= LONGEST_WAIT_SECONDS) {
          await sleep(wait * 1000, undefined, { signal: this.options.signal });
          continue;
        }
        throw new ServiceUnavailableError(
          `${name} allows no more calls for now: run this again in ${Math.ceil(
            wait / 60,
          )} minutes`,
        );
      }
      const answer = {
        status: response.status,
        body: await response.json().catch(() => null),
      };
      if (answer.status === 401) {
        throw new AuthenticationError(
          `${name} refused the credentials: see ${credentials}`,
        );
      }
      if (answer.status >= 500) {
        throw new ServiceUnavailableError(
          `${name} failed with ${answer.status}: run this again later`,
        );
      }
      return answer;
    }
  }

  /** Refuses an answer that the caller has no use for, in the host's own words. */
  refuse(what: string, { status, body }: HostAnswer): never {
    const { name, credentials } = this.options;
    throw new NotAllowedError(
      `${name} refused to ${what} (${status}): ${wordsOf(
        body,
      )}. Check what the credentials may do: ${credentials}`,
    );
  }

  private async fetch(method: string, path: string, body?: object) {
    const { name, baseUrl, headers, signal } = this.options;
    const request: RequestInit = {
      method,
      headers: {
        ...(await headers()),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
      // A repository that was renamed is another one; and a token goes nowhere else.
      redirect: 'manual',
      signal: AbortSignal.any([
        AbortSignal.timeout(TIMEOUT_MS),
        ...(signal ? [signal] : []),
      ]),
    };
    try {
      return await fetch(`${baseUrl}${path}`, request);
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ServiceUnavailableError(
        `${name} could not be reached: ${reasonOf(error)}. Run this again`,
      );
    }
  }
}

/** Seconds that a host asks to wait, `null` where it does not. */
function secondsToWait({ status, headers }: Response): number | null {
  if (status !== 429 && status !== 403) return null;
  const after = headers.get('retry-after');
  if (after !== null && /^\d+$/.test(after)) return Number(after);
  if (status === 403 && headers.get('x-ratelimit-remaining') !== '0') {
    return null;
  }
  const reset = Number(
    headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'),
  );
  return reset > 0 ? Math.max(1, Math.ceil(reset - Date.now() / 1000)) : 60;
}

/** What a host says of a refusal: GitHub's and GitLab's form. */
function wordsOf(body: any): string {
  const details = Array.isArray(body?.errors)
    ? body.errors.map((each: any) => each?.message ?? each?.code)
    : [];
  const words = [body?.message ?? body?.error, ...details]
    .filter(Boolean)
    .map(each => (typeof each === 'string' ? each : JSON.stringify(each)));
  return (words.join('; ') || 'it gave no reason').slice(0, 500);
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  return cause?.code ?? 'the connection failed';
}
