import {
  locationId,
  type Instant,
} from 'backstage-plugin-batch-migration-common';
import type { AgedLocation, BatchMigrationDatabase } from '../stores';
import { forgettable } from './forgettable';
import { invalidate, store } from './round';

/** How long what was seen is kept, in milliseconds. */
export interface Retention {
  /** Runs; each location keeps its newest ones for ever. */
  runsMs: number;
  /** What was seen and has changed since. */
  observationsMs: number;
  /** Every heartbeat; older ones are drawn together. */
  heartbeatsMs: number;
}

export interface CleanedUp {
  observations: number;
  runs: number;
}

/** So many locations are looked through at once. */
const BATCH = 200;

/**
 * Forgets what is older than the retention. Nothing that an assessment rests
 * on goes: what is still proving itself keeps everything, and that a soak was
 * passed is an event of the history, which is never cleaned up.
 */
export async function cleanUp(options: {
  database: BatchMigrationDatabase;
  retention: Retention;
  now: Date;
  signal?: AbortSignal;
}): Promise<CleanedUp> {
  const { database, retention, now, signal } = options;
  const finalAbsences = await database.retention.finalAbsences();
  const ago = (ms: number, from = now.getTime()): Instant =>
    new Date(from - ms).toISOString();
  const heartbeatsBefore = ago(retention.heartbeatsMs);
  const total: CleanedUp = { observations: 0, runs: 0 };
  let after = 0;
  for (;;) {
    const page = await database.retention.aged({
      before: heartbeatsBefore,
      after,
      limit: BATCH,
    });
    if (page.length === 0) return total;
    after = page[page.length - 1].id;
    const verified = await database.retention.lastVerified(page);
    for (const location of page) {
      signal?.throwIfAborted();
      const at = verified.get(locationId(location)) ?? null;
      const since = (ms: number) =>
        at === null ? null : ago(ms, Math.min(now.getTime(), Date.parse(at)));
      const gone = await cleanUpLocation(database, location, {
        heartbeatsBefore,
        observationsBefore: since(retention.observationsMs),
        runsBefore: since(retention.runsMs),
        finalAbsences,
      });
      total.observations += gone.observations;
      total.runs += gone.runs;
    }
  }
}

async function cleanUpLocation(
  database: BatchMigrationDatabase,
  location: AgedLocation,
  limits: {
    heartbeatsBefore: Instant;
    observationsBefore: Instant | null;
    runsBefore: Instant | null;
    finalAbsences: readonly Instant[];
  },
): Promise<CleanedUp> {
  return store(database, async tx => {
    await database.retention.lock(location, tx);
    const history = await database.observations.history([location], tx);
    const newest = (
      await database.observations.latest([location], tx)
    ).values();
    const change = forgettable(history, {
      ...limits,
      pinned: new Set([...newest].map(({ id }) => id)),
    });
    await database.retention.forgetObservations(change, tx);
    const runs =
      limits.runsBefore === null
        ? 0
        : await database.retention.forgetRuns(location, limits.runsBefore, tx);
    // Assessments name the observations that they rest on.
    if (change.forget.length > 0 || runs > 0) {
      await invalidate(database, [location], tx);
    }
    return { observations: change.forget.length, runs };
  });
}
