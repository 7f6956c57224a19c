import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  locationId,
  type LocationRef,
  type RunRange,
} from 'backstage-plugin-batch-migration-common';
import type {
  Probe,
  ProbedRun,
  RunEventSource,
} from 'backstage-plugin-batch-migration-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase, NewRun } from '../stores';
import { groupBy } from '../stores/rows';
import { askTwice } from './askTwice';
import { failed, invalidate, store, type Round } from './round';
import {
  inBatches,
  OVERLAP_MS,
  RUNS_KNOWN_MS,
  startersOf,
  type Starters,
} from './starters';
import { hasUnknownStart } from './unknownStarts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** After this time a round leaves the rest to the next one. */
const BUDGET_MS = 3 * MINUTE_MS;

/** More than a round can read at 2 calls a second are counted first. */
const READ_AT_ONCE = 300;

/** Metrics take a while to arrive. */
const COUNTED_AFTER_MS = 5 * MINUTE_MS;

/** What was known longer ago than this is read and not counted. */
const COUNTABLE_MS = 24 * HOUR_MS;

/** Metrics are told as far as they came: what was only counted for so long is read. */
const SWEEP_EVERY_MS = 24 * HOUR_MS;
const SWEEP_AT_ONCE = 100;

export interface RunReaderOptions {
  database: BatchMigrationDatabase;
  logger: LoggerService;
  clock: Clock;
  timeoutMs: number;
  backoffMs?: number;
  /** What brings runs as events; of what none brings they are read in every round. */
  runEventSources?: ReadonlyArray<Pick<RunEventSource, 'brings'>>;
  /** How long runs need not be read that arrive as events, in milliseconds. */
  reconcileEveryMs?: number;
}

/** Reads runs from the platforms: all of them, or what events have left out. */
export class RunReader {
  constructor(private readonly options: RunReaderOptions) {}

  /**
   * Before a probe sees anything at them: while runs of a location were never
   * read, that none is known means nothing.
   */
  async expect(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<void> {
    if (!probe.runs) return;
    const { database } = this.options;
    const reads = await database.runReads.of(locations);
    const since = new Date(round.now.getTime() - RUNS_KNOWN_MS).toISOString();
    await this.recordGaps(
      locations
        .filter(one => !reads.has(locationId(one)))
        .map(location => ({ location, since })),
    );
  }

  /** What was due and not seen first, then what was not read for longest. */
  async read(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<void> {
    if (!probe.runs) return;
    const { clock } = this.options;
    const startedAt = clock.now().getTime();
    const due = await this.due(probe, locations, round);
    for (const batch of inBatches(due, round.now.getTime())) {
      round.signal?.throwIfAborted();
      if (clock.now().getTime() - startedAt > BUDGET_MS) {
        // What was due and is left to the next round was not seen yet.
        await this.leave(batch.filter(one => one.isExpected));
      } else {
        await this.readBatch(probe, batch, round);
      }
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
    const known = new Set(
      (await database.runs.list(locations, { from: since.toISOString() }))
        .filter(({ outcome }) => outcome !== 'running' && outcome !== 'unknown')
        .map(({ externalId }) => externalId),
    );
    let runs: ProbedRun[];
    let unread = new Map<string, string>();
    try {
      runs = await askTwice(
        signal => {
          const own = new Map<string, string>();
          unread = own;
          const onUnread = (location: LocationRef, reason: string) =>
            own.set(locationId(location), reason);
          const { now } = round;
          return probe.runs!(locations, {
            now,
            since,
            signal,
            onUnread,
            isKnown: externalId => known.has(externalId),
          });
        },
        { timeoutMs, backoffMs, signal: round.signal },
      );
    } catch (error) {
      round.signal?.throwIfAborted();
      failed(round, logger, probe, `Runs: ${stringifyError(error)}`);
      await this.leave(batch);
      return;
    }
    const [reason] = unread.values();
    if (reason !== undefined) {
      const many = `${unread.size} of ${locations.length} locations`;
      failed(round, logger, probe, `Runs of ${many}: ${reason}`);
    }
    const read = locations.filter(one => !unread.has(locationId(one)));
    await this.leave(batch, unread);
    const ids = runs.map(({ externalId }) => externalId);
    await store(database, async tx => {
      const stored = await database.runs.locationsOf(ids, tx);
      const changed = await database.runs.record(
        runs.map(run => toNewRun(asStored(run, stored), probe.id)),
        tx,
      );
      const readAgain = await database.runReads.record(
        read,
        round.now.toISOString(),
        tx,
      );
      const covered = await database.runRanges.record(
        rangesOf(batch, unread, round.now),
        tx,
      );
      await invalidate(database, [...changed, ...readAgain, ...covered], tx);
    });
  }

  /** Keeps of those that could not be read since when nothing is known. */
  private async leave(
    batch: readonly Starters[],
    unread?: ReadonlyMap<string, string>,
  ): Promise<void> {
    await this.recordGaps(
      batch.flatMap(({ locations, knownAt, since }) =>
        locations
          .filter(one => !unread || unread.has(locationId(one)))
          .map(location => ({
            location,
            since: new Date(knownAt ?? since).toISOString(),
          })),
      ),
    );
  }

  private async recordGaps(
    gaps: ReadonlyArray<{ location: LocationRef; since: string }>,
  ): Promise<void> {
    if (gaps.length === 0) return;
    const { database } = this.options;
    await store(database, async tx => {
      const changed = await database.runReads.recordGaps(gaps, tx);
      await invalidate(database, changed, tx);
    });
  }

  /** Those of which runs may be missing, by how urgent it is to know. */
  private async due(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<Starters[]> {
    const now = round.now.getTime();
    const all = await startersOf(this.options.database, probe, locations, now);
    const expected = all.filter(({ isExpected }) => isExpected);
    const due = all
      .filter(
        one =>
          !one.isExpected &&
          (one.knownAt === null ||
            now - one.knownAt >= this.reconcileEveryMs(one)),
      )
      .sort((a, b) => (a.knownAt ?? 0) - (b.knownAt ?? 0));
    const { quiet, suspicious } = await this.count(probe, due, round);
    const rest = due.filter(one => !quiet.has(one) && !suspicious.has(one));
    // What metrics leave out is found by reading everything in turn, slowly.
    const swept = all
      .filter(
        one =>
          !one.isExpected &&
          (quiet.has(one) || !due.includes(one)) &&
          now - (one.readAt ?? now) >= SWEEP_EVERY_MS,
      )
      .sort((a, b) => a.readAt! - b.readAt!)
      .slice(0, SWEEP_AT_ONCE)
      .map(one => ({
        ...one,
        since: Math.min(one.since, one.readAt! - OVERLAP_MS),
      }));
    return [...expected, ...suspicious, ...rest, ...swept];
  }

  /** What no events come of is read in every round, and what is forgotten soon before it is. */
  private reconcileEveryMs({ locations, keptMs }: Starters): number {
    const { reconcileEveryMs = 0, runEventSources = [] } = this.options;
    const isBrought = locations.every(location =>
      runEventSources.some(source => source.brings(location)),
    );
    if (!isBrought) return 0;
    return Math.min(reconcileEveryMs, (keptMs ?? Infinity) / 2);
  }

  /**
   * Where more is due than can be read soon: what its platform counted no
   * unknown start of, and what it counted one of. What can not be counted is
   * in neither.
   */
  private async count(
    probe: Probe,
    due: Starters[],
    round: Round,
  ): Promise<{ quiet: Set<Starters>; suspicious: Set<Starters> }> {
    const quiet = new Set<Starters>();
    const suspicious = new Set<Starters>();
    const now = round.now.getTime();
    const countable = due.filter(
      one =>
        one.targetArn !== null &&
        one.knownAt !== null &&
        now - one.knownAt < COUNTABLE_MS &&
        // A count of starts does not tell that a run has ended.
        !one.hasOpenRun &&
        this.reconcileEveryMs(one) > 0,
    );
    if (
      !probe.countStarts ||
      due.length <= READ_AT_ONCE ||
      countable.length === 0
    ) {
      return { quiet, suspicious };
    }
    const { database, logger, timeoutMs, backoffMs } = this.options;
    const from = Math.min(...countable.map(one => one.knownAt!)) - OVERLAP_MS;
    const until = now - COUNTED_AFTER_MS;
    let counts: Awaited<ReturnType<NonNullable<Probe['countStarts']>>>;
    try {
      counts = await askTwice(
        signal =>
          probe.countStarts!(
            countable.map(one => one.targetArn!),
            { from: new Date(from), until: new Date(until), signal },
          ),
        { timeoutMs, backoffMs, signal: round.signal },
      );
    } catch (error) {
      round.signal?.throwIfAborted();
      logger.warn(
        `Probe ${
          probe.id
        } could not count what was started, so all runs are read one after the other: ${stringifyError(
          error,
        )}`,
      );
      return { quiet, suspicious };
    }
    const runs = await database.runs.list(
      countable.flatMap(one => one.locations),
      { from: new Date(from - OVERLAP_MS).toISOString() },
    );
    const startsAt = groupBy(runs, ({ location }) => locationId(location));
    for (const one of countable) {
      const counted = counts.get(one.targetArn!);
      if (!counted) continue;
      const known = one.locations
        .flatMap(location => startsAt.get(locationId(location)) ?? [])
        .map(({ startedAt }) => Date.parse(startedAt));
      (hasUnknownStart(counted, known) ? suspicious : quiet).add(one);
    }
    await store(database, tx =>
      database.runReads.recordCount(
        [...quiet].flatMap(one => one.locations),
        new Date(until).toISOString(),
        tx,
      ),
    );
    return { quiet, suspicious };
  }
}

/**
 * When each run would have been seen, where the platform forgets them soon: a
 * tick outside of it counts as not seen, and not as missed.
 */
function rangesOf(
  batch: readonly Starters[],
  unread: ReadonlyMap<string, string>,
  now: Date,
): RunRange[] {
  return batch.flatMap(({ locations, keptMs }) =>
    keptMs === null
      ? []
      : locations
          .filter(location => !unread.has(locationId(location)))
          .map(location => ({
            location,
            // Less than the platform promises, because clocks differ.
            from: new Date(now.getTime() - keptMs + MINUTE_MS).toISOString(),
            until: now.toISOString(),
          })),
  );
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
