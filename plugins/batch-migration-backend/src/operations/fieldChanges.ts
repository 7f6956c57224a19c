import type { HistoryEvent } from 'backstage-plugin-batch-migration-common';

/**
 * The fields of two versions that differ, each as text, for the history.
 *
 * @param before - `null` for what is new
 * @param after - `null` for what is gone
 */
export function fieldChanges<T extends object>(
  before: T | null,
  after: T | null,
): HistoryEvent['changes'] {
  const fields = Object.keys(after ?? before ?? {}) as Array<keyof T & string>;
  return fields
    .filter(field => field !== 'version' && field !== 'updatedAt')
    .map(field => ({
      field,
      before: asText(before?.[field]),
      after: asText(after?.[field]),
    }))
    .filter(change => change.before !== change.after);
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
