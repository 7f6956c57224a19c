import {
  locationId,
  type LocationRef,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, ensureLocations, findLocations } from './rows';

interface RunReadRow {
  location_id: number;
  read_at: string;
}

/** Until when the runs of a location were read from its platform. */
export class RunReadStore {
  constructor(private readonly db: Knex) {}

  /** By `locationId`; without those that were never read. */
  async readAt(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Map<string, string>> {
    const ids = await findLocations(tx, locations);
    const reads = new Map<number, string>();
    for (const chunk of chunksOf([...ids.values()])) {
      const rows = await tx<RunReadRow>('run_reads').whereIn(
        'location_id',
        chunk,
      );
      for (const row of rows) reads.set(row.location_id, row.read_at);
    }
    return new Map(
      [...ids].flatMap(([location, id]) => {
        const at = reads.get(id);
        return at === undefined ? [] : [[location, at] as const];
      }),
    );
  }

  /** Takes the transaction that stores the runs which were read. */
  async record(
    locations: readonly LocationRef[],
    at: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    const ids = await ensureLocations(tx, locations);
    const rows = locations.map(one => ({
      location_id: ids.get(locationId(one))!,
      read_at: at,
    }));
    for (const chunk of chunksOf(rows)) {
      await tx('run_reads').insert(chunk).onConflict('location_id').merge();
    }
  }
}
