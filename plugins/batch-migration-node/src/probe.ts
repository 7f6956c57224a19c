import type {
  LocationRef,
  ObservationDetail,
  ObservedState,
  RunOutcome,
} from 'backstage-plugin-batch-migration-common';

/** What a probe saw at one location. */
export interface ProbeAnswer {
  location: LocationRef;
  state: ObservedState;
  detail: ObservationDetail;
  /** `true` for what cannot come back, for example a terminated instance. */
  final?: boolean;
}

/** A run as a platform reports it. */
export interface ProbedRun {
  location: LocationRef;
  scheduledFor: Date | null;
  startedAt: Date;
  endedAt: Date | null;
  outcome: RunOutcome;
  /** The platform's own id: the same run is stored once. */
  externalId: string;
  url?: string;
}

/** Looks at locations of one kind. */
export interface Probe {
  /** Unique and stable: it is stored as the source of observations. */
  readonly id: string;
  /** How long an answer counts, in milliseconds; the configured default where not given. */
  readonly freshnessMs?: number;

  /** Whether this probe can look at the location, told from its ref. */
  handles(location: LocationRef): boolean;

  /**
   * One answer for each location, in any order. What cannot be seen is
   * answered with `unknown` and `detail.reason`; a probe throws only when it
   * could look at none, and the loop then records `unknown` for all of them.
   */
  observe(
    locations: LocationRef[],
    options: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]>;

  /** Runs that started at or after `since`, where the platform knows them. */
  runs?(
    locations: LocationRef[],
    options: { now: Date; since: Date; signal?: AbortSignal },
  ): Promise<ProbedRun[]>;
}
