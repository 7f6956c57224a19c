import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  locationId,
  NO_PROBE_YET,
  type LocationRef,
  type Observation,
} from 'backstage-plugin-batch-migration-common';
import type {
  Probe,
  ProbeAnswer,
  ProbedRun,
} from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase, NewRun, Sighting } from '../stores';
import { withTimeout } from './withTimeout';

/** So many locations are read, and asked for in one call of a probe, at once. */
const BATCH = 500;

/** Step Functions forgets executions after this time. */
const RUNS_KNOWN_MS = 90 * 24 * 60 * 60 * 1000;

/** A run that started so long before the newest one may have ended since. */
const LONGEST_RUN_MS = 7 * 24 * 60 * 60 * 1000;

const NO_PROBE = 'no-probe';

export interface ObservationLoopOptions {
  database: BatchMigrationDatabase;
  probes: readonly Probe[];
  logger: LoggerService;
  /** How long an answer counts where its probe does not say. */
  freshnessMs: number;
  /** How long one call of a probe may take. */
  timeoutMs?: number;
}

export interface ObservationResult {
  observations: number;
  failures: Array<{ source: string; reason: string }>;
}

interface Round {
  now: Date;
  signal?: AbortSignal;
  /** Why a probe failed first, by its id; `null` for one that answered. */
  outcomes: Map<string, string | null>;
  observations: number;
}

/** Looks at every location that a probe can look at. */
export class ObservationLoop {
  constructor(private readonly options: ObservationLoopOptions) {}

  /** What cannot be seen is stored as `unknown` with the reason; nothing is guessed. */
  async run(options: {
    now: Date;
    signal?: AbortSignal;
  }): Promise<ObservationResult> {
    const { database } = this.options;
    const round: Round = { ...options, outcomes: new Map(), observations: 0 };
    let after = 0;
    for (;;) {
      const page = await database.workloads.locations({ after, limit: BATCH });
      if (page.length === 0) break;
      after = page[page.length - 1].id;
      await this.observePage(page, round);
    }
    const at = options.now.toISOString();
    const failures: ObservationResult['failures'] = [];
    for (const [source, reason] of round.outcomes) {
      if (reason === null) {
        await database.inventory.answered(source, null, at);
      } else {
        await database.inventory.failed(source, null, reason, at);
        failures.push({ source, reason });
      }
    }
    return { observations: round.observations, failures };
  }

  private async observePage(page: LocationRef[], round: Round): Promise<void> {
    const { database, probes } = this.options;
    const latest = await database.observations.latest(page);
    const byProbe = new Map<Probe | undefined, LocationRef[]>();
    for (const { ref, key } of page) {
      const location = { ref, key };
      if (isGoneForGood(latest.get(locationId(location)))) continue;
      const probe = probes.find(candidate => candidate.handles(location));
      byProbe.set(probe, [...(byProbe.get(probe) ?? []), location]);
    }
    for (const [probe, locations] of byProbe) {
      if (probe) {
        await this.store(await this.look(probe, locations, round), round);
        await this.readRuns(probe, locations, round);
      } else {
        // What an inventory saw needs no probe; discovery looks there again.
        const unseen = locations.filter(one => !latest.has(locationId(one)));
        await this.store(
          unseen.map(one => noProbe(one, round.now)),
          round,
        );
      }
    }
  }

  private async look(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<Sighting[]> {
    let answers: Map<string, ProbeAnswer>;
    let silence = 'The probe gave no answer for this location';
    try {
      const given = await withTimeout(
        signal => probe.observe(locations, { now: round.now, signal }),
        this.timeoutMs,
        round.signal,
      );
      answers = new Map(given.map(one => [locationId(one.location), one]));
      if (!round.outcomes.has(probe.id)) round.outcomes.set(probe.id, null);
    } catch (error) {
      answers = new Map();
      silence = stringifyError(error);
      this.fail(probe, silence, round);
    }
    return locations.map(location => {
      const answer = answers.get(locationId(location));
      return {
        location,
        state: answer?.state ?? 'unknown',
        detail: answer?.detail ?? { reason: silence },
        source: probe.id,
        observedAt: round.now.toISOString(),
        freshUntil: answer?.final ? null : this.freshUntil(probe, round.now),
      };
    });
  }

  private async readRuns(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<void> {
    if (!probe.runs) return;
    const { database } = this.options;
    const newest = await database.runs.newestStarts(locations);
    const known = locations.filter(one => newest.has(locationId(one)));
    const fresh = locations.filter(one => !newest.has(locationId(one)));
    const oldestNewest = Math.min(
      ...[...newest.values()].map(at => Date.parse(at)),
    );
    const asked: Array<[LocationRef[], number]> = [
      [known, oldestNewest - LONGEST_RUN_MS],
      [fresh, round.now.getTime() - RUNS_KNOWN_MS],
    ];
    for (const [group, since] of asked) {
      if (group.length === 0) continue;
      try {
        const runs = await withTimeout(
          signal =>
            probe.runs!(group, {
              now: round.now,
              since: new Date(since),
              signal,
            }),
          this.timeoutMs,
          round.signal,
        );
        const stored = runs.map(run => toNewRun(run, probe));
        await database.transaction(async tx => {
          const changed = await database.runs.record(stored, tx);
          await this.invalidate(changed, tx);
        });
      } catch (error) {
        this.fail(probe, `Runs: ${stringifyError(error)}`, round);
      }
    }
  }

  private async store(sightings: Sighting[], round: Round): Promise<void> {
    if (sightings.length === 0) return;
    const { database } = this.options;
    await database.transaction(async tx => {
      const before = await database.observations.latest(
        sightings.map(({ location }) => location),
        tx,
      );
      const changed = await database.observations.record(sightings, tx);
      // Where only the freshness moved on, what it said still holds, unless it had lapsed.
      const at = round.now.toISOString();
      const revived = sightings
        .map(({ location }) => location)
        .filter(location => hasLapsed(before.get(locationId(location)), at));
      await this.invalidate([...changed, ...revived], tx);
    });
    round.observations += sightings.length;
  }

  private async invalidate(
    locations: LocationRef[],
    tx: Knex.Transaction,
  ): Promise<void> {
    const { database } = this.options;
    const ids = await database.workloads.idsAt(locations, tx);
    await database.assessments.invalidate(ids, tx);
  }

  private fail(probe: Probe, reason: string, round: Round): void {
    this.options.logger.warn(`Probe ${probe.id} failed: ${reason}`);
    if (!round.outcomes.get(probe.id)) round.outcomes.set(probe.id, reason);
  }

  private freshUntil(probe: Probe, now: Date): string {
    const freshnessMs = probe.freshnessMs ?? this.options.freshnessMs;
    return new Date(now.getTime() + freshnessMs).toISOString();
  }

  private get timeoutMs(): number {
    return this.options.timeoutMs ?? 60_000;
  }
}

/** A terminated instance does not come back, and its platform forgets it. */
function isGoneForGood(seen: Observation | undefined): boolean {
  return seen?.state === 'absent' && seen.freshUntil === null;
}

function hasLapsed(seen: Observation | undefined, at: string): boolean {
  return seen !== undefined && seen.freshUntil !== null && seen.freshUntil < at;
}

function noProbe(location: LocationRef, now: Date): Sighting {
  return {
    location,
    state: 'unknown',
    detail: { reason: NO_PROBE_YET },
    source: NO_PROBE,
    observedAt: now.toISOString(),
    freshUntil: null,
  };
}

function toNewRun(run: ProbedRun, probe: Probe): NewRun {
  return {
    location: { ref: run.location.ref, key: run.location.key },
    scheduledFor: run.scheduledFor?.toISOString() ?? null,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    outcome: run.outcome,
    source: probe.id,
    externalId: run.externalId,
    ...(run.url === undefined ? {} : { url: run.url }),
  };
}
