import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type { ProbedRun } from './probe';

/** A run as a platform tells it the moment that it starts or ends. */
export interface RunEvent {
  run: Omit<ProbedRun, 'location'>;
  /**
   * What started it, where the event names it: the key of a location, and its
   * ref, or what its ref starts with if that ends with `/`.
   */
  startedBy: { ref: string; key: string } | null;
  /**
   * What was started, in each of its spellings. Where `startedBy` leads
   * nowhere, it was started by a location whose probe saw one of these as
   * `detail.targetArn`.
   */
  targetArns: string[];
  /** When the platform sent it. */
  sentAt: Date;
}

/** Brings runs as they happen; what it leaves out, `Probe.runs` finds later. */
export interface RunEventSource {
  /** Unique and stable: it is stored as the source of runs. */
  readonly id: string;

  /**
   * Whether it brings the runs of a location, told from its ref. Of all other
   * locations only polling tells that something ran.
   */
  brings(location: LocationRef): boolean;

  /**
   * Delivers until the signal is aborted, an event at least once and in any
   * order. Once `deliver` has resolved the events are stored, or are of
   * nothing that is known, and need not come again; where it rejects they must.
   */
  listen(
    deliver: (events: RunEvent[]) => Promise<void>,
    options: { signal: AbortSignal },
  ): Promise<void>;
}
