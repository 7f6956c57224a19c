/** What `…/capture-tokens` of a server takes and answers. */
import type { EntityRef, Instant } from '../workload/model';

/** How every capture token begins, so that scanners of secrets know it. */
export const CAPTURE_TOKEN_PREFIX = 'bmct_';

/** Days for which a capture token counts where nobody says otherwise, and at most. */
export const CAPTURE_TOKEN_DAYS = { default: 30, max: 365 } as const;

export interface CaptureTokenRequest {
  /** Where it is used, for people: a host or a collector. */
  label?: string;
  /** A whole number from 1 to 365; 30 where not given. */
  expiresInDays?: number;
}

/** A token with which one server's captures may be handed in. It holds no secret. */
export interface CaptureToken {
  id: string;
  server: EntityRef;
  label: string | null;
  createdAt: Instant;
  /** Who issued it. */
  createdBy: string;
  /** From then on it is refused. */
  expiresAt: Instant;
  /** `null` where it was never used. */
  lastUsedAt: Instant | null;
  /** `null` unless somebody revoked it. */
  revokedAt: Instant | null;
  revokedBy: string | null;
}

/** What is answered once, to the person who issued it. */
export interface IssuedCaptureToken extends CaptureToken {
  /** The secret itself. Only its hash is stored, so nobody can show it again. */
  token: string;
}
