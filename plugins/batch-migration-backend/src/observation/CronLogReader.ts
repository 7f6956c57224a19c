import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  locationId,
  shippedRuns,
  type CronLine,
  type LocationRef,
  type Observation,
  type RunRange,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import type {
  CronLogSource,
  ShippedCronLog,
} from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import type { Clock } from '../clock';
import { importRuns } from '../discovery';
import type { BatchMigrationDatabase } from '../stores';
import { invalidate, store } from './round';
import { withTimeout } from './withTimeout';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** CloudWatch Logs takes no event that is older than this: what is missing then stays so. */
const FIRST_READ_MS = 14 * DAY_MS;
/** Agents ship in batches: read this much before the newest line again. */
const OVERLAP_MS = HOUR_MS;
/** After this time a round leaves the rest to the next one. */
const BUDGET_MS = 3 * 60_000;
const TIMEOUT_MS = 60_000;

/** Lines of other programs say nothing of cron, and may be many. */
const OF_CRON = /cron/i;

export interface CronLogReaderOptions {
  database: BatchMigrationDatabase;
  cronLogSources?: readonly CronLogSource[];
  logger: LoggerService;
  clock: Clock;
  /** IANA zone of hosts for which the source names none. */
  timezone?: string;
}

/** The captured lines of a server, and the newest look at each. */
interface Crontabs {
  lines: CronLine[];
  locations: LocationRef[];
  seenAt: Map<string, string>;
  isGroup: boolean;
}

/** Reads the runs of old hosts from the logs that they ship, those read longest ago first. */
export class CronLogReader {
  constructor(private readonly options: CronLogReaderOptions) {}

  async read(round: {
    now: Date;
    signal?: AbortSignal;
  }): Promise<Array<{ source: string; reason: string }>> {
    const { clock, cronLogSources = [], database, logger } = this.options;
    const failures: Array<{ source: string; reason: string }> = [];
    const startedAt = clock.now().getTime();
    const at = round.now.toISOString();
    const waiting = await Promise.all(
      cronLogSources.flatMap(source =>
        source.logs.map(async log => {
          const crontabs = await this.crontabsOf(log);
          return {
            source,
            log,
            crontabs,
            from: await this.from(crontabs, round.now),
          };
        }),
      ),
    );
    waiting.sort((a, b) => a.from.getTime() - b.from.getTime());
    for (const { source, log, crontabs, from } of waiting) {
      round.signal?.throwIfAborted();
      // Of a server that nobody captured no line is known to which a run could belong.
      if (crontabs.lines.length === 0) continue;
      if (clock.now().getTime() - startedAt > BUDGET_MS) break;
      try {
        await this.readLog(source, log, { crontabs, from, ...round });
        await database.inventory.answered(source.id, [log.serverRef], at);
      } catch (error) {
        round.signal?.throwIfAborted();
        const reason = stringifyError(error);
        logger.warn(`The log of cron of ${log.host} failed: ${reason}`);
        await database.inventory.failed(source.id, log.serverRef, reason, at);
        failures.push({ source: `${source.id} ${log.serverRef}`, reason });
      }
    }
    return failures;
  }

  private async readLog(
    source: CronLogSource,
    log: ShippedCronLog,
    options: {
      crontabs: Crontabs;
      from: Date;
      now: Date;
      signal?: AbortSignal;
    },
  ): Promise<void> {
    const { clock, database, timezone = 'UTC' } = this.options;
    const { crontabs, now, signal } = options;
    const startedAt = clock.now().getTime();
    const text: string[] = [];
    let from = options.from;
    while (from < now && clock.now().getTime() - startedAt <= BUDGET_MS) {
      const until = new Date(Math.min(from.getTime() + DAY_MS, now.getTime()));
      const slice = { from, until };
      const lines = await withTimeout(
        own => source.read(log, { ...slice, signal: own }),
        TIMEOUT_MS,
        signal,
      );
      text.push(...lines.filter(line => OF_CRON.test(line)));
      from = until;
    }
    const { runs, ranges, problems } = shippedRuns({
      ...{ serverRef: log.serverRef, host: log.host, text: text.join('\n') },
      readAt: from.toISOString(),
      timezone: log.timezone ?? timezone,
      lines: crontabs.lines,
    });
    problems.forEach(problem =>
      this.options.logger.warn(`The log of cron of ${log.host}: ${problem}`),
    );
    const ends = ranges.map(({ until }) => until).sort();
    // What comes late lies after the newest line: an agent that hangs sends it later.
    const readAt = from < now ? from.toISOString() : ends.pop();
    await store(database, async tx => {
      const { locations } = crontabs;
      await importRuns({
        ...{ database, source, locations, tx },
        inventory: { runs, runRanges: await this.known(ranges, crontabs, tx) },
      });
      if (readAt) await database.runReads.record(locations, readAt, tx);
      if (runs.length + ranges.length > 0) {
        await invalidate(database, locations, tx);
      }
    });
  }

  /**
   * Ranges in which the lines were those that are known: from before they were
   * captured, or following what was known before. Of a group, hosts of which no
   * log was read may have run what is not in this one.
   */
  private async known(
    ranges: readonly RunRange[],
    { locations, seenAt, isGroup }: Crontabs,
    tx: Knex.Transaction,
  ): Promise<RunRange[]> {
    if (isGroup) return [];
    const ends = await this.options.database.runRanges.ends(locations, tx);
    return ranges.filter(({ location, from }) => {
      const id = locationId(location);
      return from <= (seenAt.get(id) ?? '') || from <= (ends.get(id) ?? '');
    });
  }

  private async crontabsOf({ serverRef }: ShippedCronLog): Promise<Crontabs> {
    const { database } = this.options;
    const workloads = await database.workloads.ofServers([serverRef]);
    const all = workloads
      .flatMap(({ locations }) => locations)
      .filter(
        ({ side, ref }) => side === 'legacy' && ref.startsWith('crontab:'),
      )
      .map(({ ref, key }) => ({ ref, key }));
    const latest = await database.observations.latest(all);
    const seen = [...latest.values()].filter(isCaptured);
    return {
      lines: seen.map(({ location, state, detail }) => ({
        ...{ location, state },
        user: detail.user ?? null,
        command: detail.command ?? '',
        schedule: (detail.schedules?.[0] as ScheduleSpec | undefined) ?? null,
      })),
      locations: seen.map(({ location }) => location),
      seenAt: new Map(
        seen.map(one => [
          locationId(one.location),
          one.lastSeenAt ?? one.observedAt,
        ]),
      ),
      isGroup: seen.some(({ detail }) => detail.members !== undefined),
    };
  }

  /** From the last line that was read, from the oldest run that may still go on, or from a newer capture. */
  private async from(
    { locations, seenAt, isGroup }: Crontabs,
    now: Date,
  ): Promise<Date> {
    const { database } = this.options;
    const reads = [...(await database.runReads.of(locations)).values()]
      .map(({ readAt }) => Date.parse(readAt))
      .sort((a, b) => a - b);
    const first = now.getTime() - FIRST_READ_MS;
    const lastRead = reads.pop();
    if (lastRead === undefined) return new Date(first);
    const lately = new Date(now.getTime() - DAY_MS).toISOString();
    const runs = await database.runs.list(locations, {
      from: lately,
    });
    const showsEnds = runs.some(({ endedAt }) => endedAt !== null);
    // A log that shows no ends is not read for them again.
    const open = runs.find(
      ({ endedAt, outcome }) =>
        endedAt === null && (showsEnds || outcome === 'running'),
    );
    const ends = await database.runRanges.ends(locations);
    // A capture that came lately shows what a file holds that cron had read anew.
    const uncovered = isGroup
      ? []
      : [...seenAt].filter(
          ([id, at]) => at > lately && at > (ends.get(id) ?? ''),
        );
    const instants = [
      lastRead - OVERLAP_MS,
      ...(open ? [Date.parse(open.startedAt)] : []),
      ...uncovered.map(([, at]) => Date.parse(at) - OVERLAP_MS),
    ];
    return new Date(Math.max(first, Math.min(...instants)));
  }
}

function isCaptured(
  seen: Observation,
): seen is Observation & { state: 'active' | 'idle' } {
  return seen.state === 'active' || seen.state === 'idle';
}
