/** An event as it is stored: its content, and its place in the chain. */
export interface ChainedEvent {
  /** Counts up in the order of the chain; ids that are left out do no harm. */
  id: number;
  /** 1 for the first event; `null` where it was stored before positions were. */
  position: number | null;
  /** ISO 8601, UTC, as it is stored. */
  at: string;
  actor: string;
  type: string;
  summary: string;
  workloadId: string | null;
  /** The stored JSON, character by character: it is hashed as it stands. */
  changes: string;
  /** 64 hexadecimal digits; zeros for the first event. */
  prevHash: string;
  hash: string;
}

/**
 * The end of the history at one moment, as it is published outside the
 * database: it commits to every event up to it.
 */
export interface HistoryHead {
  /** Position of the newest event; 0 for an empty history. */
  sequence: number;
  /** How many events the database held; another number than `sequence` is an alarm. */
  count: number;
  /** Hash of the newest event. */
  hash: string;
  /** When it was published: ISO 8601, UTC. */
  at: string;
}

export const TAMPERINGS = [
  'changed',
  'removed',
  'inserted',
  'reordered',
  'truncated',
  'rewritten',
] as const;

/** What was done to a history. */
export type Tampering = (typeof TAMPERINGS)[number];

export interface HistoryProblem {
  type: Tampering;
  /**
   * The first event that it concerns: the changed, inserted or misplaced one,
   * the one before which others were removed, the last one that is left, or
   * the first that may be rewritten. `null` where no event is left to name.
   */
  eventId: number | null;
  /** A sentence that names event and place. */
  message: string;
}

export interface HistoryVerdict {
  isWhole: boolean;
  /** How many events were looked at: up to the first break, or all. */
  events: number;
  /** Published heads that the history was compared with and still contains. */
  headsMatched: number;
  /** In order: the chain, its end, the published heads. */
  problems: HistoryProblem[];
}
