/** What we store: texts and numbers. What is deeper is JSON in a text. */
export type Item = Record<string, string | number>;

/** Must hold when a write happens; all of them are decided by DynamoDB, not by what was read before. */
export type Condition =
  | { is: 'absent' }
  /** The item is there and these attributes have these values. */
  | { is: 'unchanged'; attributes: Item }
  /** The item is absent, or it is an unfinished claim whose lease has ended (seconds since 1970). */
  | { is: 'absent-or-abandoned'; now: number };

export interface Put {
  item: Item & { pk: string; sk: string };
  condition: Condition;
}

/** A write whose condition did not hold: somebody else was first. */
export class ConditionFailed extends Error {
  readonly name = 'ConditionFailed';
}

export interface Page {
  newestFirst?: boolean;
  /** Bounds of the sort key; both belong to the answer. */
  from?: string;
  to?: string;
  limit?: number;
}

/** The few calls of DynamoDB that we make. */
export interface Table {
  /** Reads what was written last. */
  get(pk: string, sk: string): Promise<Item | undefined>;
  /**
   * Writes all of them or none.
   * @throws ConditionFailed
   */
  put(...puts: Put[]): Promise<void>;
  /** All items of a partition whose sort key begins with this, in its order; reads what was written last. */
  list(pk: string, prefix: string): Promise<Item[]>;
  /** Items of an index (`byKind`, `open`). It may lag behind by a moment. */
  index(index: string, partition: string, page?: Page): Promise<Item[]>;
}
