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

/** So many runs were started in a stretch of time, as the platform's metrics have it. */
export interface CountedStarts {
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  until: Date;
  count: number;
}

/** How runs are asked for. */
export interface RunsOptions {
  now: Date;
  /** Inclusive. */
  since: Date;
  signal?: AbortSignal;
  /** Whether a run is stored with its end, and need not be told again. */
  isKnown?(externalId: string): boolean;
  /**
   * Takes each location of which runs could not be read, and a sentence that
   * says why: it then does not count as read, and is read again from `since`.
   */
  onUnread?(location: LocationRef, reason: string): void;
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

  /**
   * Runs that started at or after `since`, where the platform knows them. A
   * probe that could read some tells `onUnread` of the others; it throws only
   * when it could read none.
   */
  runs?(locations: LocationRef[], options: RunsOptions): Promise<ProbedRun[]>;

  /**
   * How long the platform is sure to tell of runs of what a location starts,
   * its `detail.targetArn`, in milliseconds; `null` where it is longer than
   * polls can lie apart. Of what lies between two polls further apart than
   * that, no run means that nobody knows.
   */
  runsKeptMs?(targetArn: string): number | null;

  /**
   * How often each of these was started, by its `detail.targetArn`, where the
   * platform counts at far less cost than `runs` reads. One that was not
   * started has an empty list; one that cannot be counted is left out. A count
   * may only be too high: what it does not show is read by `runs` much later.
   */
  countStarts?(
    targetArns: readonly string[],
    options: { from: Date; until: Date; signal?: AbortSignal },
  ): Promise<ReadonlyMap<string, readonly CountedStarts[]>>;
}
