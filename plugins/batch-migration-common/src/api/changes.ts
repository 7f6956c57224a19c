import type { Instant } from '../workload/model';

/** In this order. */
export const ROUND_STEPS = ['inventories', 'probes', 'assessments'] as const;
export type RoundStep = (typeof ROUND_STEPS)[number];

/** How far a look at everything is. */
export interface RoundProgress {
  startedAt: Instant;
  step: RoundStep;
  /** Inventories read or places looked at, of `total`; both `null` where nobody can say. */
  done: number | null;
  total: number | null;
}

/** The channel of Backstage's signals on which the backend says that something changed. */
export const CHANGES_CHANNEL = 'batch-migration';

/**
 * What the backend says on that channel, to everybody who listens. It tells
 * nobody what changed: whoever may read asks.
 */
export type ChangeSignal = {
  /** As of `Changes`. */
  revision: string;
};

/** Whether what a page shows may be different by now. */
export interface Changes {
  /** Another one than before: something changed. It means nothing else. */
  revision: string;
  /** The look at everything that runs now, on whichever replica. */
  round: RoundProgress | null;
}
