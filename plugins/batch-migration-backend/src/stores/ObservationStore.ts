import {
  locationId,
  steadyDetail,
  type LocationRef,
  type Observation,
  type ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import {
  canonicalJson,
  chunksOf,
  ensureLocations,
  findLocations,
  lockLocations,
} from './rows';

/** One look at one location. */
export type Sighting = Omit<Observation, 'id' | 'lastSeenAt'>;

interface ObservationRow {
  id: number;
  location_id: number;
  state: ObservedState;
  detail: string;
  source: string;
  observed_at: string;
  seen_at: string;
  fresh_until: string | null;
}

type NewRow = Omit<ObservationRow, 'id'>;

/** A row at least this often, so that the history shows that someone kept looking. */
const HEARTBEAT_MS = 24 * 60 * 60 * 1000;

/**
 * What was seen: a row on change and as a heartbeat. What a row says does not
 * change; of numbers that move by themselves the newest row has the newest.
 */
export class ObservationStore {
  constructor(private readonly db: Knex) {}

  /**
   * Stores looks. One that says the same as the newest row, before that row
   * lapsed, only extends how long the row counts. A look older than the
   * newest row becomes history, unless that row is of another source that
   * could not see anything.
   *
   * @returns the locations of which the newest row is another one now, or has
   * other numbers.
   */
  async record(
    sightings: readonly Sighting[],
    tx: Knex = this.db,
  ): Promise<LocationRef[]> {
    const ids = await ensureLocations(
      tx,
      sightings.map(({ location }) => location),
    );
    await lockLocations(tx, [...ids.values()]);
    const newest = await this.newestRows([...ids.values()], tx);
    const extended = new Map<string, number[]>();
    const changed = new Map<string, LocationRef>();
    let added = new Map<number, NewRow>();
    const addAll = async () => {
      for (const row of await this.insertNewest([...added.values()], tx)) {
        newest.set(row.location_id, row);
      }
      added = new Map();
    };
    for (const sighting of sightings) {
      const { location } = sighting;
      const id = ids.get(locationId(location))!;
      // A second look at the same location is compared with the first.
      if (added.has(id)) await addAll();
      const row = toRow(sighting, id);
      const before = newest.get(id);
      const isOlder = before !== undefined && row.observed_at < before.seen_at;
      if (isOlder && !isBlindBeside(before, row)) {
        await this.insertHistory(row, before, tx);
        continue;
      }
      if (before && isConfirmed(before, row)) {
        const { detail, seen_at, fresh_until } = row;
        newest.set(id, { ...before, detail, seen_at, fresh_until });
        if (before.detail === detail) {
          const until = JSON.stringify([seen_at, fresh_until]);
          extended.set(until, [...(extended.get(until) ?? []), before.id]);
        } else {
          await tx('observations')
            .where({ id: before.id })
            .update({ detail, seen_at, fresh_until });
          changed.set(locationId(location), location);
        }
        continue;
      }
      added.set(id, row);
      changed.set(locationId(location), location);
    }
    await addAll();
    for (const [until, rowIds] of extended) {
      const [seen_at, fresh_until] = JSON.parse(until);
      for (const chunk of chunksOf(rowIds)) {
        await tx('observations')
          .whereIn('id', chunk)
          .update({ seen_at, fresh_until });
      }
    }
    return [...changed.values()];
  }

  /** The newest observation of each location that has one, by `locationId`. */
  async latest(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Map<string, Observation>> {
    const ids = await findLocations(tx, locations);
    const rows = await this.newestRows([...ids.values()], tx);
    const found = new Map<string, Observation>();
    for (const { ref, key } of locations) {
      const row = rows.get(ids.get(locationId({ ref, key }))!);
      if (row) {
        found.set(locationId({ ref, key }), toObservation(row, { ref, key }));
      }
    }
    return found;
  }

  /** All that is known of the locations, oldest first. */
  async history(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Observation[]> {
    const ids = await findLocations(tx, locations);
    const locationOf = new Map(
      locations.map(({ ref, key }) => [
        ids.get(locationId({ ref, key })),
        { ref, key },
      ]),
    );
    const observations: Observation[] = [];
    for (const chunk of chunksOf([...ids.values()])) {
      const rows = await tx<ObservationRow>('observations').whereIn(
        'location_id',
        chunk,
      );
      for (const row of rows) {
        observations.push(toObservation(row, locationOf.get(row.location_id)!));
      }
    }
    return observations.sort(
      (a, b) => a.observedAt.localeCompare(b.observedAt) || a.id - b.id,
    );
  }

  /**
   * Of each source: when the location was seen that nobody has looked at for
   * longest and that still counts, and how many count no more.
   */
  async ages(
    now: string,
  ): Promise<Array<{ source: string; oldest: string | null; lapsed: number }>> {
    const rows: Array<{
      source: string;
      oldest: string | null;
      lapsed: number | string;
    }> = await this.db('locations')
      .join('observations', 'observations.id', 'locations.observation_id')
      .whereNotNull('observations.fresh_until')
      .groupBy('observations.source')
      .select('observations.source', {
        oldest: this.db.raw(
          'min(case when fresh_until >= ? then seen_at else null end)',
          [now],
        ),
        lapsed: this.db.raw(
          'count(case when fresh_until < ? then 1 else null end)',
          [now],
        ),
      });
    return rows.map(row => ({ ...row, lapsed: Number(row.lapsed) }));
  }

  private async newestRows(
    locationIds: readonly number[],
    tx: Knex,
  ): Promise<Map<number, ObservationRow>> {
    const newest = new Map<number, ObservationRow>();
    for (const chunk of chunksOf(locationIds)) {
      const rows: ObservationRow[] = await tx('locations')
        .join('observations', 'observations.id', 'locations.observation_id')
        .whereIn('locations.id', chunk)
        .select('observations.*');
      for (const row of rows) newest.set(row.location_id, row);
    }
    return newest;
  }

  /** Rows of different locations, of which each is the newest of its own now. */
  private async insertNewest(
    rows: readonly NewRow[],
    tx: Knex,
  ): Promise<ObservationRow[]> {
    const inserted: ObservationRow[] = [];
    for (const chunk of chunksOf(rows)) {
      const ids: Array<Pick<ObservationRow, 'id' | 'location_id'>> = await tx(
        'observations',
      )
        .insert(chunk)
        .returning(['id', 'location_id']);
      const idOf = new Map(ids.map(row => [row.location_id, row.id]));
      inserted.push(
        ...chunk.map(row => ({ ...row, id: idOf.get(row.location_id)! })),
      );
      // Both databases name the columns of VALUES so.
      await tx.raw(
        `update locations set observation_id = cast(newest.column2 as integer)
         from (values ${chunk.map(() => '(?, ?)').join(', ')}) as newest
         where locations.id = cast(newest.column1 as integer)`,
        ids.flatMap(row => [row.location_id, row.id]),
      );
    }
    return inserted;
  }

  private async insertHistory(
    row: NewRow,
    newest: ObservationRow,
    tx: Knex,
  ): Promise<void> {
    const { location_id, observed_at, source } = row;
    const known = await tx<ObservationRow>('observations')
      .where({ location_id, observed_at, source })
      .first('id');
    // Within the stretch that the newest row covers, the same says nothing new.
    const isCovered =
      observed_at >= newest.observed_at && saysTheSame(newest, row);
    if (!known && !isCovered) await tx('observations').insert(row);
  }
}

function saysTheSame(a: NewRow, b: NewRow): boolean {
  return (
    a.state === b.state &&
    a.source === b.source &&
    (a.detail === b.detail || steady(a.detail) === steady(b.detail))
  );
}

function steady(detail: string): string {
  return canonicalJson(steadyDetail(JSON.parse(detail)));
}

/** A source that sees nothing takes nothing away from what another one saw. */
function isBlindBeside(newest: ObservationRow, look: NewRow): boolean {
  return (
    newest.state === 'unknown' &&
    look.state !== 'unknown' &&
    newest.source !== look.source
  );
}

/** Whether the new look only confirms a row that still counted. */
function isConfirmed(before: ObservationRow, look: NewRow): boolean {
  if (!saysTheSame(before, look)) return false;
  if (before.fresh_until === null) return true;
  if (before.fresh_until < look.observed_at) return false;
  const age = Date.parse(look.observed_at) - Date.parse(before.observed_at);
  return age < HEARTBEAT_MS;
}

function toRow(sighting: Sighting, location: number): NewRow {
  return {
    location_id: location,
    state: sighting.state,
    detail: canonicalJson(sighting.detail),
    source: sighting.source,
    observed_at: sighting.observedAt,
    seen_at: sighting.observedAt,
    fresh_until: sighting.freshUntil,
  };
}

function toObservation(
  row: ObservationRow,
  location: LocationRef,
): Observation {
  return {
    id: row.id,
    location,
    state: row.state,
    detail: JSON.parse(row.detail),
    source: row.source,
    observedAt: row.observed_at,
    lastSeenAt: row.seen_at,
    freshUntil: row.fresh_until,
  };
}
