import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  locationId,
  NO_PROBE_YET,
  type LocationRef,
  type Observation,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { BatchMigrationDatabase, Sighting } from '../stores';
import { chunksOf } from '../stores/rows';
import { askTwice } from './askTwice';
import { failed, invalidate, store, type Round } from './round';
import { RunReader, type RunReaderOptions } from './RunReader';

/** So many locations are read, and asked for in one call of a probe, at once. */
const BATCH = 500;

/** So many locations are told to their probes at once. */
const PAGE = 2_000;

/** A probe that failed so often in a row is not asked again in this round. */
const GIVE_UP_AFTER = 2;

/** How long one call of a probe may take, in milliseconds. */
const TIMEOUT_MS = 60_000;

const NO_PROBE = 'no-probe';

export interface ObservationLoopOptions
  extends Pick<
    RunReaderOptions,
    'reconcileEveryMs' | 'runEventSources' | 'clock'
  > {
  database: BatchMigrationDatabase;
  probes: readonly Probe[];
  logger: LoggerService;
  /** How long an answer counts where its probe does not say. */
  freshnessMs: number;
  /** How long one call of a probe may take. */
  timeoutMs?: number;
  /** The longest wait before a probe that failed is asked again. */
  backoffMs?: number;
}

/** What one look at some locations came to; it travels between replicas as JSON. */
export interface ObservationResult {
  observations: number;
  failures: Array<{ source: string; reason: string }>;
  /** Ids of the probes that looked and did not fail. */
  answered: string[];
}

/** The locations of each probe, in the order in which they became known. */
export type LocationsByProbe = ReadonlyMap<Probe, LocationRef[]>;

/** What there is to look at. */
export interface KnownLocations {
  byProbe: LocationsByProbe;
  /** Nobody has looked there, and no probe can. */
  unprobed: LocationRef[];
}

/** Looks at every location that a probe can look at. */
export class ObservationLoop {
  private readonly runs: RunReader;

  constructor(private readonly options: ObservationLoopOptions) {
    this.runs = new RunReader({ timeoutMs: TIMEOUT_MS, ...options });
  }

  /**
   * What cannot be seen is stored as `unknown` with the reason; nothing is
   * guessed. Probes work side by side: a slow one delays no other.
   *
   * @throws the reason of the signal, or why something could not be stored
   */
  async look(
    locations: LocationsByProbe,
    options: Pick<Round, 'now' | 'signal' | 'onLooked'>,
  ): Promise<ObservationResult> {
    const round: Round = { ...options, outcomes: new Map(), observations: 0 };
    const ended = await Promise.allSettled(
      [...locations].map(async ([probe, own]) => {
        await this.runs.expect(probe, own, round);
        await this.observe(probe, own, round);
        await this.runs.read(probe, own, round);
      }),
    );
    const broken = ended.find(one => one.status === 'rejected');
    if (broken) throw broken.reason;

    const result: ObservationResult = {
      observations: round.observations,
      failures: [],
      answered: [],
    };
    for (const [source, reason] of round.outcomes) {
      if (reason === null) result.answered.push(source);
      else result.failures.push({ source, reason });
    }
    return result;
  }

  /** Everything that is linked or was found, but for what is gone for good. */
  async locations(options: { signal?: AbortSignal }): Promise<KnownLocations> {
    const { database, probes } = this.options;
    const byProbe = new Map<Probe, LocationRef[]>();
    const unprobed: LocationRef[] = [];
    let after = 0;
    for (;;) {
      options.signal?.throwIfAborted();
      const page = await database.workloads.locations({ after, limit: PAGE });
      if (page.length === 0) return { byProbe, unprobed };
      after = page[page.length - 1].id;
      for (const { ref, key, state, freshUntil } of page) {
        const location = { ref, key };
        // A terminated instance does not come back, and its platform forgets it.
        if (state === 'absent' && freshUntil === null) continue;
        const probe = probes.find(candidate => candidate.handles(location));
        const own = probe && byProbe.get(probe);
        if (own) own.push(location);
        else if (probe) byProbe.set(probe, [location]);
        // What an inventory saw needs no probe; discovery looks there again.
        else if (state === null) unprobed.push(location);
      }
    }
  }

  /** Says of places that no probe can look at them. */
  async leave(locations: LocationRef[], now: Date): Promise<void> {
    const round: Round = { now, outcomes: new Map(), observations: 0 };
    for (const batch of chunksOf(locations)) {
      await this.store(
        batch.map(one => noProbe(one, now)),
        round,
      );
    }
  }

  private async observe(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<void> {
    let failures = 0;
    let reason = '';
    for (let at = 0; at < locations.length; at += BATCH) {
      round.signal?.throwIfAborted();
      const batch = locations.slice(at, at + BATCH);
      if (failures >= GIVE_UP_AFTER) {
        const silence = `Not asked in this round, because the probe failed ${GIVE_UP_AFTER} times: ${reason}`;
        await this.store(this.sightings(probe, batch, round, silence), round);
        continue;
      }
      const looked = await this.ask(probe, batch, round);
      if (typeof looked === 'string') {
        failures += 1;
        reason = looked;
        await this.store(this.sightings(probe, batch, round, looked), round);
      } else {
        failures = 0;
        await this.store(looked, round);
      }
    }
  }

  /** What the probe saw, or why it could not look. */
  private async ask(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
  ): Promise<Sighting[] | string> {
    const { timeoutMs = TIMEOUT_MS, backoffMs, logger } = this.options;
    try {
      const given = await askTwice(
        signal => probe.observe(locations, { now: round.now, signal }),
        { timeoutMs, backoffMs, signal: round.signal },
      );
      if (!round.outcomes.has(probe.id)) round.outcomes.set(probe.id, null);
      return this.sightings(
        probe,
        locations,
        round,
        'The probe gave no answer for this location',
        new Map(given.map(one => [locationId(one.location), one])),
      );
    } catch (error) {
      // The round ended, and not the probe: what it knew stays as it was.
      round.signal?.throwIfAborted();
      const reason = stringifyError(error);
      failed(round, logger, probe, reason);
      return reason;
    }
  }

  private sightings(
    probe: Probe,
    locations: LocationRef[],
    round: Round,
    silence: string,
    answers: ReadonlyMap<string, ProbeAnswer> = new Map(),
  ): Sighting[] {
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

  private async store(sightings: Sighting[], round: Round): Promise<void> {
    if (sightings.length === 0) return;
    const { database } = this.options;
    await store(database, async tx => {
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
      await invalidate(database, [...changed, ...revived], tx);
    });
    round.observations += sightings.length;
    await round.onLooked?.(round.observations);
  }

  private freshUntil(probe: Probe, now: Date): string {
    const freshnessMs = probe.freshnessMs ?? this.options.freshnessMs;
    return new Date(now.getTime() + freshnessMs).toISOString();
  }
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
