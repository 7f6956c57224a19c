import {
  locationId,
  type Instant,
  type LocationRef,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, lockLocations } from './rows';

/** A location of which something old is known. */
export interface AgedLocation extends LocationRef {
  id: number;
}

/** Runs of a location that stay whatever their age: the longest soak counts seven. */
const RUNS_KEPT = 10;

/** What of observations and runs has become old, and how it goes. */
export class RetentionStore {
  constructor(private readonly db: Knex) {}

  /** Locations of which something was seen, or ran, before an instant, in steps. */
  async aged(
    options: { before: Instant; after: number; limit: number },
    tx: Knex = this.db,
  ): Promise<AgedLocation[]> {
    const { before, after, limit } = options;
    return tx('locations')
      .where('id', '>', after)
      .where(any =>
        any
          .whereExists(
            tx('observations')
              .whereRaw('observations.location_id = locations.id')
              .where('observed_at', '<', before)
              .select(tx.raw('1')),
          )
          .orWhereExists(
            tx('runs')
              .whereRaw('runs.location_id = locations.id')
              .where('started_at', '<', before)
              .select(tx.raw('1')),
          ),
      )
      .orderBy('id')
      .limit(limit)
      .select('id', 'ref', 'key');
  }

  /**
   * Since when every location of the workloads that are at one of these was
   * last seen, by `locationId`. What each of them said then is what the last
   * verified stage rests on. Without those whose workload is still proving
   * itself, or that no workload is at: of them nothing is forgotten.
   */
  async lastVerified(
    locations: readonly AgedLocation[],
    tx: Knex = this.db,
  ): Promise<Map<string, Instant>> {
    const verified = new Map<number, Instant>();
    const unproven = new Set<number>();
    for (const chunk of chunksOf(locations.map(({ id }) => id))) {
      const seen: Array<{ id: number; other: number; at: Instant | null }> =
        await tx('workload_locations as own')
          .join(
            'workload_locations as other',
            'other.workload_id',
            'own.workload_id',
          )
          .leftJoin('observations', join =>
            join
              .on('observations.location_id', 'other.location_id')
              .andOnVal('observations.state', '<>', 'unknown'),
          )
          .whereIn('own.location_id', chunk)
          .groupBy('own.location_id', 'other.location_id')
          .select({ id: 'own.location_id', other: 'other.location_id' })
          .max({ at: 'observations.seen_at' });
      for (const { id, at } of seen) {
        if (at === null) continue;
        const before = verified.get(id);
        if (before === undefined || at < before) verified.set(id, at);
      }
      const rows: Array<{ location_id: number }> = await tx(
        'workload_locations',
      )
        .leftJoin(
          'assessments',
          'assessments.workload_id',
          'workload_locations.workload_id',
        )
        .whereIn('workload_locations.location_id', chunk)
        .where(any =>
          any
            .whereNull('assessments.stage')
            .orWhere('assessments.stage', 'cut-over'),
        )
        .select('workload_locations.location_id');
      for (const { location_id } of rows) unproven.add(location_id);
    }
    return new Map(
      locations.flatMap(one => {
        const at = verified.get(one.id);
        return at === undefined || unproven.has(one.id)
          ? []
          : [[locationId(one), at] as const];
      }),
    );
  }

  /** When instances were seen to be gone for good. */
  async finalAbsences(tx: Knex = this.db): Promise<Instant[]> {
    const rows: Array<{ observed_at: Instant }> = await tx('observations')
      .where({ state: 'absent' })
      .whereNull('fresh_until')
      .distinct('observed_at');
    return rows.map(({ observed_at }) => observed_at);
  }

  /** No look may be stored at the location while it is decided what goes. */
  async lock(location: AgedLocation, tx: Knex.Transaction): Promise<void> {
    await lockLocations(tx, [location.id]);
  }

  async forgetObservations(
    change: {
      forget: readonly number[];
      extend: ReadonlyArray<{
        id: number;
        freshUntil: Instant | null;
        lastSeenAt: Instant;
      }>;
    },
    tx: Knex.Transaction,
  ): Promise<void> {
    for (const { id, freshUntil, lastSeenAt } of change.extend) {
      await tx('observations')
        .where({ id })
        .update({ fresh_until: freshUntil, seen_at: lastSeenAt });
    }
    for (const chunk of chunksOf(change.forget)) {
      await tx('observations').whereIn('id', chunk).delete();
    }
  }

  /**
   * Forgets the runs of a location that started before an instant, but for the
   * newest ones. From then on its log counts as read only from that instant.
   *
   * @returns how many runs went
   */
  async forgetRuns(
    { id }: AgedLocation,
    before: Instant,
    tx: Knex.Transaction,
  ): Promise<number> {
    const kept: { started_at: Instant } | undefined = await tx('runs')
      .where({ location_id: id })
      .orderBy('started_at', 'desc')
      .offset(RUNS_KEPT - 1)
      .first('started_at');
    if (!kept) return 0;
    const until = kept.started_at < before ? kept.started_at : before;
    const gone = await tx('runs')
      .where({ location_id: id })
      .where('started_at', '<', until)
      .delete();
    if (gone === 0) return 0;
    await tx('run_ranges')
      .where({ location_id: id })
      .where('ends_at', '<=', until)
      .delete();
    await tx('run_ranges')
      .where({ location_id: id })
      .where('starts_at', '<', until)
      .update({ starts_at: until });
    return gone;
  }
}
