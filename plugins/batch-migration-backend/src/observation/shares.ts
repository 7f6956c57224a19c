import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';

/** A round is cut into so many pieces at most, each for one replica. */
export const SHARES = 8;

/**
 * What a platform's quotas count together, and a replica therefore looks at
 * alone: `111122223333/ap-northeast-1` of
 * `scheduler:111122223333/ap-northeast-1/news`. All refs name it right after
 * their scheme.
 */
export function quotaPlace({ ref }: LocationRef): string {
  return ref
    .slice(ref.indexOf(':') + 1)
    .split('/')
    .slice(0, 2)
    .join('/');
}

/** The piece that a location belongs to, from 0, the same on all replicas. */
export function shareOf(location: LocationRef): number {
  const digest = createHash('sha256').update(quotaPlace(location)).digest();
  return digest.readUInt32BE(0) % SHARES;
}
