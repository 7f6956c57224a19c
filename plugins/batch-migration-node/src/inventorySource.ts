import type {
  EntityRef,
  InventoryRole,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';

/** What a source says about one server, or why it could not. */
export type InventoryReading =
  | { status: 'read'; inventory: ServerInventory }
  | {
      status: 'failed';
      /** `null` where the source failed before it knew any server. */
      serverRef: EntityRef | null;
      /** A sentence that tells a person what to mend. */
      reason: string;
    };

/**
 * Reads what is on legacy servers. A server that cannot be read is reported
 * as `failed`, and the rest goes on: discovery keeps its last known state.
 */
export interface InventorySource {
  /** Unique among the sources and stable: it is stored with what was read. */
  readonly id: string;
  readonly role: InventoryRole;
  /** How long a reading counts, in milliseconds. */
  readonly freshnessMs: number;
  /** Oldest capture of a server first. */
  read(options: {
    now: Date;
    signal?: AbortSignal;
  }): AsyncIterable<InventoryReading>;
}
