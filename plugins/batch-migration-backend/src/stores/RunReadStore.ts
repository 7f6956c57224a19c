import {
  locationId,
  type LocationRef,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, ensureLocations, findLocations } from './rows';

interface RunReadRow {
  location_id: number;
  read_at: string;
  counted_at: string | null;
}

/** Until when runs of a location are known. */
export interface RunRead {
  /** Until when they were read from its platform. */
  readAt: string;
  /** Until when its platform counted no start that is not known; `null` where it never did. */
  countedAt: string | null;
}

/** Until when the runs of a location were read from its platform, or counted. */
export class RunReadStore {
  constructor(private readonly db: Knex) {}

  /** By `locationId`; without those that were never read. */
  async of(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Map<string, RunRead>> {
    const ids = await findLocations(tx, locations);
    const reads = new Map<number, RunRead>();
    for (const chunk of chunksOf([...ids.values()])) {
      const rows = await tx<RunReadRow>('run_reads').whereIn(
        'location_id',
        chunk,
      );
      for (const { location_id, read_at, counted_at } of rows) {
        reads.set(location_id, { readAt: read_at, countedAt: counted_at });
      }
    }
    return new Map(
      [...ids].flatMap(([location, id]) => {
        const read = reads.get(id);
        return read === undefined ? [] : [[location, read] as const];
      }),
    );
  }

  /**
   * Takes the transaction that stores the runs which were read. Returns the
   * locations that could not be read before.
   */
  async record(
    locations: readonly LocationRef[],
    at: string,
    tx: Knex.Transaction,
  ): Promise<LocationRef[]> {
    const ids = await ensureLocations(tx, locations);
    const rows = [...ids.values()].map(location_id => ({
      location_id,
      read_at: at,
    }));
    for (const chunk of chunksOf(rows)) {
      await tx('run_reads')
        .insert(chunk)
        .onConflict('location_id')
        .merge(['read_at']);
    }
    const gaps = await this.gapsOf([...ids.values()], tx);
    for (const chunk of chunksOf([...gaps])) {
      await tx('run_gaps').whereIn('location_id', chunk).delete();
    }
    return locations.filter(one => gaps.has(ids.get(locationId(one))!));
  }

  /**
   * What could not be read, and since when: until it is, no run since then
   * means that nobody knows. Returns those that could be read before.
   */
  async recordGaps(
    gaps: ReadonlyArray<{ location: LocationRef; since: string }>,
    tx: Knex.Transaction,
  ): Promise<LocationRef[]> {
    const ids = await ensureLocations(
      tx,
      gaps.map(({ location }) => location),
    );
    const known = await this.gapsOf([...ids.values()], tx);
    const added = gaps.filter(
      ({ location }) => !known.has(ids.get(locationId(location))!),
    );
    const rows = added.map(({ location, since }) => ({
      location_id: ids.get(locationId(location))!,
      unread_since: since,
    }));
    for (const chunk of chunksOf(rows)) {
      await tx('run_gaps').insert(chunk).onConflict('location_id').ignore();
    }
    return added.map(({ location }) => location);
  }

  /** Nothing had started until then that is not known. What was never read is left out. */
  async recordCount(
    locations: readonly LocationRef[],
    at: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    const ids = await findLocations(tx, locations);
    for (const chunk of chunksOf([...ids.values()])) {
      await tx<RunReadRow>('run_reads')
        .whereIn('location_id', chunk)
        .update({ counted_at: at });
    }
  }

  /** Those of these rows of locations that could not be read. */
  private async gapsOf(
    rows: readonly number[],
    tx: Knex.Transaction,
  ): Promise<Set<number>> {
    const gaps = new Set<number>();
    for (const chunk of chunksOf(rows)) {
      const found: number[] = await tx('run_gaps')
        .whereIn('location_id', chunk)
        .pluck('location_id');
      found.forEach(row => gaps.add(row));
    }
    return gaps;
  }
}
