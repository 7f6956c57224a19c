import { CAPTURE_TOKEN_PREFIX } from 'backstage-plugin-batch-migration-common';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `bmct_<id>_<secret>`: the id is no secret and names the token in lists. */
const TOKEN = new RegExp(
  `^${CAPTURE_TOKEN_PREFIX}([0-9a-f]{16})_([A-Za-z0-9_-]{43})$`,
);

/** A new token of 256 random bits, and what is stored of it. */
export function newCaptureSecret(): {
  id: string;
  token: string;
  secretHash: string;
} {
  const id = randomBytes(8).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return {
    id,
    token: `${CAPTURE_TOKEN_PREFIX}${id}_${secret}`,
    secretHash: hashOf(secret),
  };
}

/** The parts of a token; `null` where it was never one. */
export function parseCaptureSecret(
  token: string,
): { id: string; secretHash: string } | null {
  const found = TOKEN.exec(token);
  return found && { id: found[1], secretHash: hashOf(found[2]) };
}

/** Whether two hashes are the same, in a time that does not tell how far they are. */
export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A secret of 256 random bits needs no salt and no slow hash: nobody can try them all. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
