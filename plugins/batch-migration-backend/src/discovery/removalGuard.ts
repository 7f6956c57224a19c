/** Where `batchMigration.removal.maxShare` is not given. */
export const MAX_REMOVED_SHARE = 0.3;

/**
 * Whether an answer leaves out so much that it is likelier wrong than true.
 *
 * @param listed - servers that the source named before, those that are gone included
 * @param maxShare - from 0 to 1; exactly this share may still go
 */
export function isTooMuch(
  gone: number,
  listed: number,
  maxShare: number,
): boolean {
  // Divided, not multiplied: 29 of 100 is 0.29, while 100 × 0.29 is a little less than 29.
  return gone > 0 && gone / listed > maxShare;
}

/** So many names are told in a sentence. */
const TOLD = 3;

/**
 * What a person reads where nothing was removed.
 *
 * @param cause - what the source does, as the middle of a sentence
 */
export function tooMuchReason(
  gone: readonly string[],
  listed: number,
  maxShare: number,
  cause = 'answers without them',
): string {
  const first = gone.slice(0, TOLD).join(', ');
  return `Nothing is removed: the source ${cause}, and ${gone.length} of its ${listed} servers would go, more than the share of ${maxShare} (batchMigration.removal.maxShare). First of them: ${first}. Look whether the source reads all that it should. If they are really gone, raise the share for one round.`;
}
