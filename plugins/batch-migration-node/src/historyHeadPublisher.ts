import type { HistoryHead } from 'backstage-plugin-batch-migration-common';

/**
 * Keeps heads of the history where those who may write the database cannot
 * change them: a rewritten history, or one whose end was cut off, shows by them.
 */
export interface HistoryHeadPublisher {
  /** Unique and stable: what was published there last is stored by it. */
  readonly id: string;
  /** The `type` of the entries of `batchMigration.history.publish` that it is for. */
  readonly type: string;
  /** It is given a head at most this often, in milliseconds. */
  readonly everyMs: number;

  /**
   * Adds a head to those before it, and is given the next one only when it
   * has ended. The same head may come again, where storing failed.
   *
   * @throws Error saying what to mend; it is tried again
   */
  publish(head: HistoryHead, options?: { signal?: AbortSignal }): Promise<void>;

  /**
   * The newest head that is kept there, `null` where there is none. Where it
   * is not given, the database's own memory of it is used, which proves less.
   */
  newest?(options?: { signal?: AbortSignal }): Promise<HistoryHead | null>;

  /** Tells people that the history is not any more what was published of it. */
  alarm?(sentence: string): Promise<void>;
}
