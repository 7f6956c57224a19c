import type { RefreshResponse } from 'backstage-plugin-batch-migration-common';
import type { InventorySource } from 'backstage-plugin-batch-migration-node';
import { Discovery } from '../discovery';
import { reassessDue } from './assessments';
import { CronLogReader, type CronLogReaderOptions } from './CronLogReader';
import type { ObservationMetrics } from './metrics';
import {
  ObservationLoop,
  type ObservationLoopOptions,
  type ObservationResult,
} from './ObservationLoop';
import { RoundReport } from './roundProgress';
import { sharedRound } from './sharedRound';
import {
  SpreadObservation,
  type HandOut,
  type SpreadObservationOptions,
} from './SpreadObservation';

/** The lease of the round, of which all replicas of an installation do one at a time. */
export const OBSERVATION_ROUND = 'observation-round';

export interface EstateRefreshOptions
  extends ObservationLoopOptions,
    Pick<CronLogReaderOptions, 'cronLogSources' | 'timezone'>,
    Pick<SpreadObservationOptions, 'worthSpreading' | 'patienceMs'> {
  sources: readonly InventorySource[];
  /** If an answer would remove more than this share, from 0 to 1, nothing is removed. */
  maxRemovedShare?: number;
  metrics?: Pick<ObservationMetrics, 'round' | 'probeFailed'>;
  /** How often a replica looks whether another one has ended its round. */
  lookMs?: number;
}

/** So long others leave to a round what it finds; then something in it hangs. */
const ASSESSES_WITHIN_MS = 10 * 60 * 1000;

export interface RefreshOptions {
  signal?: AbortSignal;
  /** Spreads observing over the replicas; without it, it is done here. */
  handOut?: HandOut;
}

/** Discovers, observes and assesses: everything that is known becomes new. */
export class EstateRefresh {
  private readonly discovery: Discovery;
  private readonly observation: SpreadObservation;
  private readonly cronLogs: CronLogReader;
  private running: Promise<RefreshResponse> | undefined;
  private next: Promise<RefreshResponse> | undefined;
  /** On the clock of this process. */
  private startedAt: number | undefined;

  constructor(private readonly options: EstateRefreshOptions) {
    this.discovery = new Discovery(options);
    this.observation = new SpreadObservation({
      ...options,
      loop: new ObservationLoop(options),
      leases: options.database.leases,
    });
    this.cronLogs = new CronLogReader(options);
  }

  /**
   * Runs one at a time, on all replicas. Calls while one runs share the next:
   * what a run has already looked at may have changed before they were made.
   */
  async refresh(options: RefreshOptions = {}): Promise<RefreshResponse> {
    if (this.next) return this.next;
    if (!this.running) return this.start(options);
    this.next = this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.start(options);
      });
    return this.next;
  }

  /**
   * Whether a round will soon assess what it finds. Of a large estate, another
   * inventory may be about to say more of the same workloads.
   */
  get assessesSoon(): boolean {
    const { startedAt } = this;
    return (
      startedAt !== undefined &&
      performance.now() - startedAt < ASSESSES_WITHIN_MS
    );
  }

  /** Looks at one share of a round that some replica does. */
  async observeShare(
    share: number,
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    await this.observation.share(share, options);
  }

  private start(options: RefreshOptions): Promise<RefreshResponse> {
    this.startedAt = performance.now();
    const running = this.share(options).finally(() => {
      if (this.running !== running) return;
      this.running = undefined;
      this.startedAt = undefined;
    });
    this.running = running;
    return running;
  }

  private share({ signal, handOut }: RefreshOptions): Promise<RefreshResponse> {
    const { clock, database, lookMs } = this.options;
    return sharedRound({
      leases: database.leases,
      name: OBSERVATION_ROUND,
      work: held => this.measured({ signal: held, handOut }),
      now: () => clock.now(),
      signal,
      lookMs,
    });
  }

  private async measured(options: RefreshOptions): Promise<RefreshResponse> {
    const { metrics } = this.options;
    const startedAt = performance.now();
    let result: RefreshResponse | undefined;
    try {
      result = await this.run(options);
      return result;
    } finally {
      const duration = performance.now() - startedAt;
      metrics?.round(duration, result?.observations ?? null);
      result?.failures.forEach(({ source }) => metrics?.probeFailed(source));
    }
  }

  private async run(options: RefreshOptions): Promise<RefreshResponse> {
    const { clock, database } = this.options;
    const now = clock.now();
    const report = new RoundReport(database.settings, now.toISOString());
    const discovered = await this.discovery.run({
      ...{ ...options, now },
      onRead: count => report.at('inventories', count),
    });
    const [observed, unreadLogs] = await Promise.all([
      this.observe({
        ...{ ...options, now },
        onLooked: count => report.at('probes', count),
      }),
      this.cronLogs.read({ ...options, now }),
    ]);
    await report.at('assessments', null);
    await reassessDue(database, now);
    return {
      startedAt: now.toISOString(),
      finishedAt: clock.now().toISOString(),
      servers: discovered.servers,
      workloads: await database.workloads.count(),
      observations: discovered.observations + observed.observations,
      failures: [...discovered.failures, ...observed.failures, ...unreadLogs],
    };
  }

  private async observe(
    options: Parameters<SpreadObservation['observe']>[0],
  ): Promise<ObservationResult> {
    const { inventory } = this.options.database;
    const observed = await this.observation.observe(options);
    const at = options.now.toISOString();
    for (const source of observed.answered) {
      await inventory.answered(source, [null], at);
    }
    for (const { source, reason } of observed.failures) {
      await inventory.failed(source, null, reason, at);
    }
    return observed;
  }
}
