import type { EntityRef } from 'backstage-plugin-batch-migration-common';

/** A log of cron that a host ships somewhere while it writes it. */
export interface ShippedCronLog {
  serverRef: EntityRef;
  /**
   * The host's own name as its captures have it, or that of the member of a
   * group: it is part of each run's id, and a run is stored once.
   */
  host: string;
  /** IANA zone of the host's clock; the configured one where not given. */
  timezone?: string;
}

/** Reads logs of cron that hosts ship: the runs of the legacy side. */
export interface CronLogSource {
  /** Unique and stable: it is stored as the source of runs. */
  readonly id: string;
  readonly logs: readonly ShippedCronLog[];

  /**
   * Every line that was shipped of `[from, until)` as the host wrote it, in
   * the order of its log, each once. Lines of other programs may be left out.
   *
   * @throws Error saying what to mend where not all of them could be read:
   * only a complete reading shows that something did not run
   */
  read(
    log: ShippedCronLog,
    options: { from: Date; until: Date; signal?: AbortSignal },
  ): Promise<string[]>;
}
