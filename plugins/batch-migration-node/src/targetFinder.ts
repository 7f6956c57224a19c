import type {
  Kind,
  LocationRef,
  ObservationDetail,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';

/** A thing on a platform that may do the work of a workload, linked or not. */
export interface FoundTarget {
  /** Exactly as the probe that looks at it takes it: a link needs nothing else. */
  location: LocationRef;
  /** What people call it there. */
  name: string;
  kind: Kind;
  /** As its probe would say; what is gone is not found. */
  state: Exclude<ObservedState, 'absent'>;
  /** As its probe tells it: schedules with their zone, bounds, command, what it starts. */
  detail: ObservationDetail;
  /** Image of the container; `null` where it has none or it is not known. */
  image: string | null;
  /** ARNs, or other full names, of what it starts. */
  starts: string[];
  tags: Record<string, string>;
  /**
   * Whatever differs once it was changed; `null` where the platform does not
   * say. What is known in the same version need not be read again.
   */
  version: string | null;
}

/**
 * What a finder tells, in any order.
 *
 * - `found`: one target.
 * - `read`: everything at this ref, and below it, was told before: what was
 *   found there earlier and was not told now is gone.
 * - `failed`: this ref, or what is below it, could not be read; what was found
 *   there earlier stays, with its age. `reason` tells a person what to mend.
 */
export type FindReading =
  | { status: 'found'; target: FoundTarget }
  | { status: 'read'; place: string }
  | { status: 'failed'; place: string; reason: string };

export interface FindOptions {
  now: Date;
  signal?: AbortSignal;
  /** What is stored of a location, to spare calls for what did not change. */
  known(location: LocationRef): FoundTarget | undefined;
}

/** Finds what runs on a platform, without being told where to look. */
export interface TargetFinder {
  /** Unique and stable: it is stored with what was found. */
  readonly id: string;

  /**
   * Everything that it can see, once an hour by default. It goes on with the
   * next place where one fails, and throws only when it could look at none.
   */
  find(options: FindOptions): AsyncIterable<FindReading>;
}
