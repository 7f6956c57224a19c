import {
  locationId,
  occurrences,
  RUN_LATE_MS,
  SCHEDULE_DIALECTS,
  type LocationRef,
  type Observation,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import type { Probe } from 'backstage-plugin-batch-migration-node';
import type { BatchMigrationDatabase } from '../stores';
import { groupBy } from '../stores/rows';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Step Functions forgets executions after this time. */
export const RUNS_KNOWN_MS = 90 * 24 * HOUR_MS;

/** Lists of executions lag behind, and clocks differ: read this much again. */
export const OVERLAP_MS = HOUR_MS;

/** So many things that run are read in one call: `ListExecutions` refills at 2 a second. */
const BATCH = 50;

/**
 * A tick is asked about from this much after it, and until the second time
 * after it: once more when it counts as missed.
 */
const EXPECT_AFTER_MS = 2 * MINUTE_MS;
const EXPECT_UNTIL_MS = RUN_LATE_MS + MINUTE_MS;

/** Locations that start the same thing: its runs are read once, and told apart together. */
export interface Starters {
  locations: LocationRef[];
  /** What they start; `null` where nobody saw what that is. */
  targetArn: string | null;
  /** Until when their runs were read, in milliseconds; `null` where they never were. */
  readAt: number | null;
  /** Until when no run is missing: they were read, or counted after that. */
  knownAt: number | null;
  /** From when on runs are still missing, in milliseconds. */
  since: number;
  /** A run was due and nobody has seen it. */
  isExpected: boolean;
  /** A run goes on, and its end may have been lost. */
  hasOpenRun: boolean;
  /** How long the platform tells of its runs, in milliseconds; `null` for very long. */
  keptMs: number | null;
}

/** What is known of the runs of these locations, by what they start. */
export async function startersOf(
  database: BatchMigrationDatabase,
  probe: Probe,
  locations: LocationRef[],
  now: number,
): Promise<Starters[]> {
  const latest = await database.observations.latest(locations);
  const reads = await database.runReads.of(locations);
  const newest = await database.runs.newestStarts(locations);
  const open = await database.runs.oldestOpenStarts(locations);
  const groups = groupBy(
    locations,
    one => latest.get(locationId(one))?.detail.targetArn ?? locationId(one),
  );
  return [...groups.values()].map(members => {
    const ids = members.map(locationId);
    // One that was never read may have started what nobody has seen.
    const readAt = earliest(ids.map(id => reads.get(id)?.readAt));
    const countedAt = earliest(ids.map(id => reads.get(id)?.countedAt));
    const starts = ids.flatMap(id => newest.get(id) ?? []);
    const lastStart = Math.max(0, ...starts.map(Date.parse));
    const knownAt = readAt === null ? null : Math.max(readAt, countedAt ?? 0);
    const targetArn = latest.get(ids[0])?.detail.targetArn ?? null;
    const oldestOpen = Math.min(
      ...ids.map(id => Date.parse(open.get(id) ?? '')).filter(Number.isFinite),
    );
    return {
      locations: members,
      targetArn,
      readAt,
      knownAt,
      since: Math.max(
        now - RUNS_KNOWN_MS,
        // Not only since the last look: one thing of many may have been
        // left out of it, and listing what is not there costs nothing.
        knownAt === null
          ? 0
          : Math.min(knownAt - OVERLAP_MS, lastStart - OVERLAP_MS, oldestOpen),
      ),
      isExpected: ids.some(id =>
        isMissing(latest.get(id), lastStart, readAt ?? 0, now),
      ),
      hasOpenRun: Number.isFinite(oldestOpen),
      keptMs: targetArn === null ? null : probe.runsKeptMs?.(targetArn) ?? null,
    };
  });
}

/** Whether its schedule was due lately, and no run since then is known. */
function isMissing(
  seen: Observation | undefined,
  lastStart: number,
  readAt: number,
  now: number,
): boolean {
  if (seen?.state !== 'active') return false;
  const from = Math.max(
    lastStart + MINUTE_MS,
    readAt - EXPECT_UNTIL_MS,
    now - HOUR_MS,
  );
  const to = now - EXPECT_AFTER_MS;
  if (from >= to) return false;
  return (seen.detail.schedules ?? [])
    .filter(isSpec)
    .some(spec => !occurrences(spec, new Date(from), new Date(to)).next().done);
}

/** A probe of a later version may know dialects that this one does not. */
function isSpec(schedule: {
  dialect: string;
  expression: string;
  timezone: string;
}): schedule is ScheduleSpec {
  return SCHEDULE_DIALECTS.some(known => known === schedule.dialect);
}

/**
 * Batches in the order of the groups. A call reads all of its batch since the
 * oldest gap in it, so that only gaps of like length are in one batch.
 */
export function* inBatches(
  groups: Starters[],
  now: number,
): IterableIterator<Starters[]> {
  const filling = new Map<number, Starters[]>();
  for (const group of groups) {
    const hours = (now - group.since) / HOUR_MS;
    const band = Math.ceil(Math.log2(Math.max(1, hours)));
    const batch = [...(filling.get(band) ?? []), group];
    filling.set(band, batch);
    if (batch.length < BATCH) continue;
    filling.delete(band);
    yield batch;
  }
  yield* filling.values();
}

/** In milliseconds; `null` where one of them is missing. */
function earliest(instants: Array<string | null | undefined>): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (const at of instants) {
    if (at === null || at === undefined) return null;
    first = Math.min(first, Date.parse(at));
  }
  return first;
}
