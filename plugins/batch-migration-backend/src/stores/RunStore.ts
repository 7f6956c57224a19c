import {
  locationId,
  type LocationRef,
  type Run,
  type RunOutcome,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, ensureLocations, findLocations, text } from './rows';

/** A run before it is stored. */
export type NewRun = Omit<Run, 'id'>;

interface RunRow {
  id: number;
  location_id: number;
  external_id: string;
  scheduled_for: string | null;
  started_at: string;
  ended_at: string | null;
  outcome: RunOutcome;
  source: string;
  url: string | null;
}

/** Executions, each stored once by the platform's own id. */
export class RunStore {
  constructor(private readonly db: Knex) {}

  /** Returns the locations of which a run is new or has ended. */
  async record(
    runs: readonly NewRun[],
    tx: Knex = this.db,
  ): Promise<LocationRef[]> {
    const ids = await ensureLocations(
      tx,
      runs.map(run => run.location),
    );
    const changed = new Map<string, LocationRef>();
    for (const chunk of chunksOf(runs)) {
      const rows = chunk.map(run =>
        toRow(run, ids.get(locationId(run.location))!),
      );
      const stored = await tx<RunRow>('runs')
        .whereIn(
          'external_id',
          rows.map(row => row.external_id),
        )
        .select();
      const known = new Map(stored.map(row => [keyOf(row), row]));
      for (const [index, row] of rows.entries()) {
        const before = known.get(keyOf(row));
        const isSame =
          before?.outcome === row.outcome && before.ended_at === row.ended_at;
        if (before && (isSame || !tellsMore(row, before))) continue;
        // Whatever a poll and an event store at the same time: an end stays.
        await tx('runs')
          .insert(row)
          .onConflict(['location_id', 'external_id'])
          .merge(['ended_at', 'outcome', 'url'])
          .whereRaw(
            `excluded.outcome <> 'running' and (runs.outcome = 'running' or (runs.outcome = 'unknown' and runs.ended_at is null))`,
          );
        known.set(keyOf(row), { ...row, id: 0 });
        changed.set(locationId(chunk[index].location), chunk[index].location);
      }
    }
    return [...changed.values()];
  }

  /** Where runs are stored already, by their own id: the locations of each. */
  async locationsOf(
    externalIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, LocationRef[]>> {
    const found = new Map<string, LocationRef[]>();
    for (const chunk of chunksOf(externalIds)) {
      const rows: Array<LocationRef & { external_id: string }> = await tx(
        'runs',
      )
        .join('locations', 'locations.id', 'runs.location_id')
        .whereIn('external_id', chunk.map(text))
        .select('external_id', 'locations.ref', 'locations.key');
      for (const { external_id, ref, key } of rows) {
        const own = found.get(external_id) ?? [];
        own.push({ ref, key });
        found.set(external_id, own);
      }
    }
    return found;
  }

  /**
   * Runs of a source that were going on when it last looked, and that it can
   * see no more: nobody knows how they ended. Returns their locations.
   */
  async loseSight(
    options: {
      source: string;
      locations: readonly LocationRef[];
      before: string;
    },
    tx: Knex.Transaction,
  ): Promise<LocationRef[]> {
    const { source, locations, before } = options;
    const ids = await findLocations(tx, locations);
    const changed = new Set<number>();
    for (const chunk of chunksOf([...ids.values()])) {
      const lost: Array<{ location_id: number }> = await tx<RunRow>('runs')
        .whereIn('location_id', chunk)
        .where({ source, outcome: 'running' })
        .where('started_at', '<', before)
        .update({ outcome: 'unknown' })
        .returning('location_id');
      for (const { location_id } of lost) changed.add(location_id);
    }
    return locations.filter(one => changed.has(ids.get(locationId(one))!));
  }

  /** When the newest run of each location started that has any, by `locationId`. */
  async newestStarts(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Map<string, string>> {
    const ids = await findLocations(tx, locations);
    const starts = new Map<number, string>();
    for (const chunk of chunksOf([...ids.values()])) {
      const rows: Array<{ location_id: number; at: string }> = await tx('runs')
        .whereIn('location_id', chunk)
        .groupBy('location_id')
        .select('location_id')
        .max({ at: 'started_at' });
      for (const { location_id, at } of rows) starts.set(location_id, at);
    }
    return new Map(
      [...ids].flatMap(([location, id]) => {
        const at = starts.get(id);
        return at === undefined ? [] : [[location, at] as const];
      }),
    );
  }

  /** How many runs of each location started at an instant or later, where any did, by `locationId`. */
  async countSince(
    locations: readonly LocationRef[],
    from: string,
    tx: Knex = this.db,
  ): Promise<Map<string, number>> {
    const ids = await findLocations(tx, locations);
    const counts = new Map<number, number>();
    for (const chunk of chunksOf([...ids.values()])) {
      const rows: Array<{ location_id: number; n: number | string }> = await tx(
        'runs',
      )
        .whereIn('location_id', chunk)
        .where('started_at', '>=', from)
        .groupBy('location_id')
        .select('location_id')
        .count({ n: '*' });
      for (const { location_id, n } of rows) counts.set(location_id, Number(n));
    }
    return new Map(
      [...ids].flatMap(([location, id]) => {
        const count = counts.get(id);
        return count === undefined ? [] : [[location, count] as const];
      }),
    );
  }

  /** The newest run of each location that has any. */
  async newest(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Run[]> {
    const starts = await this.newestStarts(locations, tx);
    const byStart = new Map<string, LocationRef[]>();
    for (const location of locations) {
      const start = starts.get(locationId(location));
      if (start === undefined) continue;
      byStart.set(start, [...(byStart.get(start) ?? []), location]);
    }
    const runs: Run[] = [];
    for (const [from, those] of byStart) {
      runs.push(...(await this.list(those, { from }, tx)));
    }
    return runs;
  }

  /** When the oldest run started that is still going on, by `locationId`. */
  async oldestOpenStarts(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Map<string, string>> {
    const ids = await findLocations(tx, locations);
    const starts = new Map<number, string>();
    for (const chunk of chunksOf([...ids.values()])) {
      const rows: Array<{ location_id: number; at: string }> = await tx('runs')
        .whereIn('location_id', chunk)
        .where({ outcome: 'running' })
        .groupBy('location_id')
        .select('location_id')
        .min({ at: 'started_at' });
      for (const { location_id, at } of rows) starts.set(location_id, at);
    }
    return new Map(
      [...ids].flatMap(([location, id]) => {
        const at = starts.get(id);
        return at === undefined ? [] : [[location, at] as const];
      }),
    );
  }

  /** Runs that started in `[from, to)`, oldest first; all of them without bounds. */
  async list(
    locations: readonly LocationRef[],
    bounds: { from?: string; to?: string } = {},
    tx: Knex = this.db,
  ): Promise<Run[]> {
    const ids = await findLocations(tx, locations);
    const locationOf = new Map(
      locations
        .filter(location => ids.has(locationId(location)))
        .map(({ ref, key }) => [
          ids.get(locationId({ ref, key }))!,
          { ref, key },
        ]),
    );
    const runs: Run[] = [];
    for (const chunk of chunksOf([...locationOf.keys()])) {
      const query = tx<RunRow>('runs').whereIn('location_id', chunk);
      if (bounds.from) query.where('started_at', '>=', bounds.from);
      if (bounds.to) query.where('started_at', '<', bounds.to);
      for (const row of await query) {
        runs.push(toRun(row, locationOf.get(row.location_id)!));
      }
    }
    return runs.sort(
      (a, b) => a.startedAt.localeCompare(b.startedAt) || a.id - b.id,
    );
  }
}

/**
 * What has ended stays as it was seen, even if the platform forgets details;
 * an older log does not take back that a run was lost sight of.
 */
function tellsMore(
  row: Pick<RunRow, 'outcome' | 'ended_at'>,
  before: Pick<RunRow, 'outcome' | 'ended_at'>,
): boolean {
  const isOpen =
    before.outcome === 'running' ||
    (before.outcome === 'unknown' && before.ended_at === null);
  return isOpen && row.outcome !== 'running';
}

function keyOf(row: Pick<RunRow, 'location_id' | 'external_id'>): string {
  return `${row.location_id} ${row.external_id}`;
}

function toRow(run: NewRun, location: number): Omit<RunRow, 'id'> {
  return {
    location_id: location,
    external_id: text(run.externalId),
    scheduled_for: run.scheduledFor,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    outcome: run.outcome,
    source: run.source,
    url: run.url ?? null,
  };
}

function toRun(row: RunRow, location: LocationRef): Run {
  return {
    id: row.id,
    location,
    scheduledFor: row.scheduled_for,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    source: row.source,
    externalId: row.external_id,
    ...(row.url === null ? {} : { url: row.url }),
  };
}
