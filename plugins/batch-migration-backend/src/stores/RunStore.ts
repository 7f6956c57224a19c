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
        // What has ended stays as it was seen, even if the platform forgets details.
        if (before && (isSame || before.outcome !== 'running')) continue;
        await tx('runs')
          .insert(row)
          .onConflict(['location_id', 'external_id'])
          .merge(['ended_at', 'outcome', 'url']);
        known.set(keyOf(row), { ...row, id: 0 });
        changed.set(locationId(chunk[index].location), chunk[index].location);
      }
    }
    return [...changed.values()];
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
