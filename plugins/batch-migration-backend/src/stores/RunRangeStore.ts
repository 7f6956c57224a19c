import {
  locationId,
  type LocationRef,
  type RunRange,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, ensureLocations, findLocations, groupBy } from './rows';

interface RunRangeRow {
  id: number;
  location_id: number;
  starts_at: string;
  ends_at: string;
}

type Stretch = Pick<RunRangeRow, 'starts_at' | 'ends_at'>;

/** When runs at a location would have been seen: there no run means that nothing ran. */
export class RunRangeStore {
  constructor(private readonly db: Knex) {}

  /** Adds ranges; those that meet become one. Returns the locations of which more is known now. */
  async record(
    ranges: readonly RunRange[],
    tx: Knex = this.db,
  ): Promise<LocationRef[]> {
    const ids = await ensureLocations(
      tx,
      ranges.map(({ location }) => location),
    );
    const changed: LocationRef[] = [];
    const byLocation = [
      ...groupBy(ranges, ({ location }) => locationId(location)),
    ];
    for (const chunk of chunksOf(byLocation)) {
      const rows = await tx<RunRangeRow>('run_ranges').whereIn(
        'location_id',
        chunk.map(([id]) => ids.get(id)!),
      );
      const stored = groupBy(rows, row => String(row.location_id));
      for (const [id, added] of chunk) {
        const row = ids.get(id)!;
        const before = stored.get(String(row)) ?? [];
        const after = merged([
          ...before.map(({ starts_at, ends_at }) => ({ starts_at, ends_at })),
          ...added.map(one => ({ starts_at: one.from, ends_at: one.until })),
        ]);
        if (isSame(before, after)) continue;
        await tx('run_ranges').where({ location_id: row }).delete();
        for (const part of chunksOf(after)) {
          await tx('run_ranges').insert(
            part.map(stretch => ({ location_id: row, ...stretch })),
          );
        }
        changed.push(added[0].location);
      }
    }
    return changed;
  }

  /** Until when runs would have been seen, by `locationId`; without those of which nobody knows. */
  async ends(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Map<string, string>> {
    const ids = await findLocations(tx, locations);
    const ranges = await runRangesOf(tx, [...ids.values()]);
    return new Map(
      [...ids].flatMap(([location, id]) => {
        const last = ranges.get(id)?.pop();
        return last ? [[location, last.until] as const] : [];
      }),
    );
  }
}

/** The ranges of locations, by the id of their row, oldest first. */
export async function runRangesOf(
  tx: Knex,
  locationRows: readonly number[],
): Promise<Map<number, Array<{ from: string; until: string }>>> {
  const found = new Map<number, Array<{ from: string; until: string }>>();
  for (const chunk of chunksOf([...new Set(locationRows)])) {
    const rows = await tx<RunRangeRow>('run_ranges')
      .whereIn('location_id', chunk)
      .orderBy('starts_at');
    for (const { location_id, starts_at, ends_at } of rows) {
      const own = found.get(location_id) ?? [];
      own.push({ from: starts_at, until: ends_at });
      found.set(location_id, own);
    }
  }
  return found;
}

function merged(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  const sorted = [...stretches].sort((a, b) =>
    a.starts_at < b.starts_at ? -1 : 1,
  );
  for (const next of sorted) {
    const last = result[result.length - 1];
    if (!last || next.starts_at > last.ends_at) result.push({ ...next });
    else if (next.ends_at > last.ends_at) last.ends_at = next.ends_at;
  }
  return result;
}

function isSame(before: readonly Stretch[], after: readonly Stretch[]) {
  const ends = new Map(before.map(one => [one.starts_at, one.ends_at]));
  return (
    before.length === after.length &&
    after.every(one => ends.get(one.starts_at) === one.ends_at)
  );
}
