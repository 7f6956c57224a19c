import { AuthenticationError } from '@backstage/errors';
import {
  CAPTURE_TOKEN_PREFIX,
  type CaptureToken,
} from 'backstage-plugin-batch-migration-common';
import type { Request } from 'express';
import { TooManyRequestsError } from '../errors';
import { isSameHash, parseCaptureSecret } from '../operations';
import type { Estate } from '../operations';
import { WrongTries } from './wrongTries';

/** Hosts that nobody told the new token try for ever: they are not asked for at once. */
const MAX_WRONG_TRIES = 10;
const WINDOW_MS = 5 * 60 * 1000;

/**
 * Lets a host hand in its own captures with a token, without an account in the
 * portal. A token opens nothing but `POST /captures`.
 */
export class CaptureTokenGate {
  private readonly tries = new WrongTries({
    limit: MAX_WRONG_TRIES,
    windowMs: WINDOW_MS,
  });
  private readonly admitted = new WeakMap<Request, CaptureToken>();

  constructor(private readonly estate: Estate) {}

  /**
   * Whether the request came with a capture token that counts.
   *
   * @returns `false` where it came without one: then it has to sign in
   * @throws AuthenticationError where the token is wrong, lapsed or revoked
   * @throws TooManyRequestsError where its sender was wrong too often
   */
  async admit(request: Request): Promise<boolean> {
    const given = tokenIn(request);
    if (given === null) return false;
    // Nothing after this may see it. Backstage's auditor would also take it for a token of its own.
    delete request.headers.authorization;
    const now = this.estate.clock.now();
    const sender = request.ip ?? 'unknown';
    if (this.tries.isTooMany(sender, now)) {
      throw new TooManyRequestsError(
        `Too many wrong capture tokens came from this address. Try again in ${
          WINDOW_MS / 60_000
        } minutes.`,
        WINDOW_MS / 1000,
      );
    }
    try {
      this.admitted.set(request, await this.checked(given, now));
      return true;
    } catch (error) {
      this.tries.add(sender, now);
      await this.audit(request, given, error as Error);
      throw error;
    }
  }

  /** The token with which a request was let in. */
  tokenOf(request: Request): CaptureToken | null {
    return this.admitted.get(request) ?? null;
  }

  private async checked(given: string, now: Date): Promise<CaptureToken> {
    const parsed = parseCaptureSecret(given);
    const known =
      parsed && (await this.estate.database.captureTokens.get(parsed.id));
    if (!known || !isSameHash(parsed.secretHash, known.secretHash)) {
      throw new AuthenticationError(
        'The capture token is not known: issue one on the server’s Migration tab',
      );
    }
    const { token } = known;
    if (token.revokedAt !== null) {
      throw new AuthenticationError(
        `The capture token ${token.id} was revoked at ${token.revokedAt}: issue another one`,
      );
    }
    if (Date.parse(token.expiresAt) <= now.getTime()) {
      throw new AuthenticationError(
        `The capture token ${token.id} lapsed at ${token.expiresAt}: issue another one`,
      );
    }
    return token;
  }

  private async audit(request: Request, given: string, error: Error) {
    const tokenId = parseCaptureSecret(given)?.id;
    const event = await this.estate.auditor.createEvent({
      eventId: 'capture-token-refused',
      severityLevel: 'high',
      request,
      meta: tokenId === undefined ? {} : { tokenId },
    });
    await event.fail({ error });
  }
}

function tokenIn({ headers }: Request): string | null {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return given?.startsWith(CAPTURE_TOKEN_PREFIX) ? given : null;
}
