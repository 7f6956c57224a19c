import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  locationId,
  occurrences,
  SCHEDULE_DIALECTS,
  type LocationRef,
  type Observation,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbedRun } from 'backstage-plugin-batch-migration-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase, NewRun } from '../stores';
import { groupBy } from '../stores/rows';
import { askTwice } from './askTwice';
import { failed, invalidate, store, type Round } from './round';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Step Functions forgets executions after this time. */
const RUNS_KNOWN_MS = 90 * 24 * HOUR_MS;

/** Lists of executions lag behind, and clocks differ: read this much again. */
const OVERLAP_MS = HOUR_MS;

/** So many things that run are read in one call: `ListExecutions` refills at 2 a second. */
const BATCH = 50;

/** A tick is asked about from this much after it, and until the second time after it. */
const EXPECT_AFTER_MS = 2 * MINUTE_MS;
const EXPECT_UNTIL_MS = 10 * MINUTE_MS;

/** After this time a round leaves the rest to the next one. */
const BUDGET_MS = 3 * MINUTE_MS;

export interface RunReaderOptions {
  database: BatchMigrationDatabase;
  logger: LoggerService;
  clock: Clock;
  timeoutMs: number;
  backoffMs?: number;
  /**
   * How long runs need not be read that arrive as events, in milliseconds;
   * 0 where they are read in every round.
   */
  reconcileEveryMs?: number;
}

/** Locations that start the same thing: its runs are read once, and told apart together. */
interface Starters {
  locations: LocationRef[];
  /** Until when their runs were read; `null` where they never were. */
  readAt: number | null;
  /** From when on runs are still missing, in milliseconds. */
  since: number;
  /** A run was due and nobody has seen it. */
  isExpected: boolean;
}

/** Reads runs from the platforms: all of them, or what events have left out. */
export class RunReader {
  constructor(private readonly options: RunReaderOptions) {}

  /** What was due and not seen first, then what was not read for longest. */
  async read(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<void> {
    if (!probe.runs) return;
    const { clock } = this.options;
    const startedAt = clock.now().getTime();
    for (const batch of inBatches(await this.due(locations, round), round)) {
      round.signal?.throwIfAborted();
      if (clock.now().getTime() - startedAt > BUDGET_MS) return;
      await this.readBatch(probe, batch, round);
    }
  }

  private async readBatch(
    probe: Probe,
    batch: Starters[],
    round: Round,
  ): Promise<void> {
    const { database, logger, timeoutMs, backoffMs } = this.options;
    const locations = batch.flatMap(one => one.locations);
    const since = new Date(Math.min(...batch.map(one => one.since)));
    let runs: ProbedRun[];
    try {
      runs = await askTwice(
        signal => probe.runs!(locations, { now: round.now, since, signal }),
        { timeoutMs, backoffMs, signal: round.signal },
      );
    } catch (error) {
      round.signal?.throwIfAborted();
      failed(round, logger, probe, `Runs: ${stringifyError(error)}`);
      return;
    }
    const ids = runs.map(({ externalId }) => externalId);
    await store(database, async tx => {
      const stored = await database.runs.locationsOf(ids, tx);
      const changed = await database.runs.record(
        runs.map(run => toNewRun(asStored(run, stored), probe.id)),
        tx,
      );
      await database.runReads.record(locations, round.now.toISOString(), tx);
      await invalidate(database, changed, tx);
    });
  }

  private async due(
    locations: LocationRef[],
    round: Round,
  ): Promise<Starters[]> {
    const { database, reconcileEveryMs = 0 } = this.options;
    const latest = await database.observations.latest(locations);
    const reads = await database.runReads.readAt(locations);
    const newest = await database.runs.newestStarts(locations);
    const open = await database.runs.oldestOpenStarts(locations);
    const groups = groupBy(
      locations,
      one => latest.get(locationId(one))?.detail.targetArn ?? locationId(one),
    );
    const now = round.now.getTime();
    return [...groups.values()]
      .map(members => {
        const ids = members.map(locationId);
        const known = ids.map(id => instantOf(reads.get(id)));
        // One that was never read may have started what nobody has seen.
        const readAt = known.includes(null)
          ? null
          : Math.min(...known.map(Number));
        const lastStart = Math.max(
          ...ids.map(id => instantOf(newest.get(id)) ?? 0),
        );
        const oldestOpen = Math.min(
          ...ids.map(id => instantOf(open.get(id)) ?? now),
        );
        return {
          locations: members,
          readAt,
          since: Math.max(
            now - RUNS_KNOWN_MS,
            // Not only since the last look: one thing of many may have been
            // left out of it, and listing what is not there costs nothing.
            readAt === null
              ? 0
              : Math.min(
                  readAt - OVERLAP_MS,
                  lastStart - OVERLAP_MS,
                  oldestOpen,
                ),
          ),
          isExpected: ids.some(id =>
            isMissing(latest.get(id), lastStart, readAt ?? 0, now),
          ),
        };
      })
      .filter(
        ({ readAt, isExpected }) =>
          isExpected || readAt === null || now - readAt >= reconcileEveryMs,
      )
      .sort(
        (a, b) =>
          Number(b.isExpected) - Number(a.isExpected) ||
          (a.readAt ?? 0) - (b.readAt ?? 0),
      );
  }
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
function* inBatches(
  groups: Starters[],
  { now }: Round,
): IterableIterator<Starters[]> {
  const filling = new Map<number, Starters[]>();
  for (const group of groups) {
    const hours = (now.getTime() - group.since) / HOUR_MS;
    const band = Math.ceil(Math.log2(Math.max(1, hours)));
    const batch = [...(filling.get(band) ?? []), group];
    filling.set(band, batch);
    if (batch.length < BATCH) continue;
    filling.delete(band);
    yield batch;
  }
  yield* filling.values();
}

function instantOf(at: string | undefined): number | null {
  return at === undefined ? null : Date.parse(at);
}

/** A run that an event has brought stays at the location that the event named. */
function asStored(
  run: ProbedRun,
  stored: ReadonlyMap<string, LocationRef[]>,
): ProbedRun {
  const at = stored.get(run.externalId) ?? [];
  const isThere = at.some(one => locationId(one) === locationId(run.location));
  return isThere || at.length === 0 ? run : { ...run, location: at[0] };
}

export function toNewRun(run: ProbedRun, source: string): NewRun {
  return {
    location: { ref: run.location.ref, key: run.location.key },
    scheduledFor: run.scheduledFor?.toISOString() ?? null,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    outcome: run.outcome,
    source,
    externalId: run.externalId,
    ...(run.url === undefined ? {} : { url: run.url }),
  };
}
