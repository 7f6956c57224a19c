import { InputError } from '@backstage/errors';
import type { Day, Wave } from 'backstage-plugin-batch-migration-common';

type Place = Pick<Wave, 'deadline' | 'name'>;

/** People number waves: 2 comes before 10. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/** The nearest deadline first, those without one last, then by name. Total. */
export function byDeadline(a: Place, b: Place): number {
  if (a.deadline !== b.deadline) {
    if (a.deadline === null) return 1;
    if (b.deadline === null) return -1;
    return a.deadline < b.deadline ? -1 : 1;
  }
  const order = BY_NAME.compare(a.name, b.name);
  if (order !== 0) return order;
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

export function toWaveCursor({ deadline, name }: Place): string {
  return Buffer.from(JSON.stringify([deadline, name])).toString('base64url');
}

/** @throws InputError for a cursor of another list */
export function afterCursor<T extends Place>(
  sorted: readonly T[],
  cursor: string | undefined,
): T[] {
  if (cursor === undefined) return [...sorted];
  const place = fromCursor(cursor);
  return sorted.filter(wave => byDeadline(wave, place) > 0);
}

function fromCursor(cursor: string): Place {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    values = undefined;
  }
  if (Array.isArray(values) && values.length === 2) {
    const [deadline, name] = values as [Day | null, string];
    const isPlace =
      (deadline === null || typeof deadline === 'string') &&
      typeof name === 'string';
    if (isPlace) return { deadline, name };
  }
  throw new InputError(
    'cursor is not one of this list; take nextCursor of the page before',
  );
}
