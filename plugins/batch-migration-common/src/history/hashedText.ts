import type { ChainedEvent } from './model';

/** What stands in place of the hash before the first event. */
export const FIRST_HASH = '0'.repeat(64);

/** SHA-256 of the UTF-8 bytes of a text, in lower-case hexadecimal. */
export type Sha256 = (text: string) => string | Promise<string>;

/**
 * The text whose SHA-256 (over its UTF-8 bytes, in lower-case hexadecimal) is
 * the hash of an event: JSON without blanks, as `JSON.stringify` writes it.
 * docs/history.md describes it for verifiers in other languages.
 */
export function hashedText(event: Omit<ChainedEvent, 'id' | 'hash'>): string {
  return JSON.stringify([
    2,
    event.position,
    event.prevHash,
    event.at,
    event.actor,
    event.type,
    event.summary,
    event.workloadId,
    event.changes,
  ]);
}

/** The same of format 1, which had no positions. Nothing is stored in it any more. */
export function hashedTextOfFormat1(
  event: Omit<ChainedEvent, 'id' | 'hash' | 'position'>,
): string {
  const { actor, at, changes, summary, type, workloadId } = event;
  // The order is that of the keys: format 1 sorted them.
  return (
    event.prevHash +
    JSON.stringify({
      ...{ actor, at, changes, summary, type },
      workload_id: workloadId,
    })
  );
}

/**
 * An event without a position is of format 1, or of format 2 and came through
 * a database whose schema was taken back for a while.
 */
export async function fitsItsHash(
  event: ChainedEvent,
  place: number,
  sha256: Sha256,
): Promise<boolean> {
  if (event.position === null) {
    if ((await sha256(hashedTextOfFormat1(event))) === event.hash) return true;
  }
  const position = event.position ?? place;
  return (await sha256(hashedText({ ...event, position }))) === event.hash;
}
