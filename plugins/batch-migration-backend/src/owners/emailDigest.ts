import { normaliseEmail } from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';

/**
 * Stands for an address where the address itself is not to be kept: it is
 * compared with the digests of known owners, and tells nothing to who does not
 * know the address already.
 */
export function emailDigest(email: string): string {
  return createHash('sha256')
    .update(`batch-migration owner ${normaliseEmail(email)}`)
    .digest('hex');
}
