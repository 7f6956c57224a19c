import {
  locationId,
  type LocationRef,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';

/** Stays below the number of bindings that either database takes in one statement. */
const CHUNK = 400;

/** Splits so that one statement never has too many bindings. */
export function chunksOf<T>(values: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < values.length; at += CHUNK) {
    chunks.push(values.slice(at, at + CHUNK));
  }
  return chunks;
}

/** PostgreSQL refuses NUL in text, and a hostile crontab may contain it. */
export function text(value: string): string {
  return value.replaceAll('\u0000', '\uFFFD');
}

export function textOrNull(value: string | null): string | null {
  return value === null ? null : text(value);
}

/** The same value always gives the same text: keys are sorted, at any depth. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

export function groupBy<T, Key extends string>(
  values: readonly T[],
  keyOf: (value: T) => Key,
): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

interface LocationRow {
  id: number;
  ref: string;
  key: string;
}

/** Row ids of the locations that are known, by `locationId`. */
export async function findLocations(
  tx: Knex,
  locations: readonly LocationRef[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const chunk of chunksOf(locations)) {
    const wanted = new Set(chunk.map(locationId));
    const rows = await tx<LocationRow>('locations')
      .whereIn('ref', [...new Set(chunk.map(({ ref }) => ref))])
      .whereIn('key', [...new Set(chunk.map(({ key }) => key))])
      .select('id', 'ref', 'key');
    for (const row of rows) {
      if (wanted.has(locationId(row))) found.set(locationId(row), row.id);
    }
  }
  return found;
}

/** Like `findLocations`, and stores those that are not known yet. */
export async function ensureLocations(
  tx: Knex,
  locations: readonly LocationRef[],
): Promise<Map<string, number>> {
  const found = await findLocations(tx, locations);
  const missing = new Map(
    locations
      .filter(location => !found.has(locationId(location)))
      .map(location => [
        locationId(location),
        { ref: location.ref, key: location.key },
      ]),
  );
  for (const chunk of chunksOf([...missing.values()])) {
    const added: LocationRow[] = await tx('locations')
      .insert(chunk)
      .onConflict(['ref', 'key'])
      .ignore()
      .returning(['id', 'ref', 'key']);
    for (const row of added) {
      found.set(locationId(row), row.id);
      missing.delete(locationId(row));
    }
  }
  // Another transaction may have stored some in between.
  const others = await findLocations(tx, [...missing.values()]);
  return new Map([...found, ...others]);
}

/**
 * Until the end of the transaction no other one may do the same, so that two
 * replicas do not both store what neither has seen yet. Always in one order:
 * no two wait for each other. SQLite writes one at a time anyway.
 */
export async function lockLocations(
  tx: Knex,
  locationIds: readonly number[],
): Promise<void> {
  const sorted = [...new Set(locationIds)].sort((a, b) => a - b);
  for (const chunk of chunksOf(sorted)) {
    await tx('locations')
      .whereIn('id', chunk)
      .orderBy('id')
      .forUpdate()
      .select('id');
  }
}
