import type { CountedStarts } from 'backstage-plugin-batch-migration-node';

/** A metric may count a start in the minute before or after the run's own, in milliseconds. */
const SLACK_MS = 60_000;

/**
 * Whether more was started than is known. Each counted start takes the first
 * known one that is near enough and not taken yet.
 *
 * @param knownStarts - milliseconds since the epoch, in any order; those just
 * outside what was counted too
 */
export function hasUnknownStart(
  counted: readonly CountedStarts[],
  knownStarts: readonly number[],
): boolean {
  const known = [...knownStarts].sort((a, b) => a - b);
  const stretches = [...counted].sort(
    (a, b) => a.from.getTime() - b.from.getTime(),
  );
  let next = 0;
  for (const { from, until, count } of stretches) {
    const earliest = from.getTime() - SLACK_MS;
    const latest = until.getTime() + SLACK_MS;
    while (next < known.length && known[next] < earliest) next += 1;
    for (let left = count; left > 0; left -= 1) {
      if (next === known.length || known[next] >= latest) return true;
      next += 1;
    }
  }
  return false;
}
