import type {
  EntityRef,
  InventoryRole,
  Role,
  Server,
  ServerDescription,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';

/** A server as all inventories together tell of it. */
export interface KnownServer {
  server: Server;
  roles: Role[];
}

/** How a new reading of a server's files is to be read. */
export interface KnownFiles {
  /** Without facts, dates and instances: nothing is overwritten by them. */
  description: ServerDescription;
  /** Paths of the files of jobs that were ever seen on it. */
  knownPaths: string[];
}

/**
 * What is known already. A source that finds hosts by an id asks it, so that a
 * host which a file describes under a name of its own stays one server.
 */
export interface KnownServers {
  /** Every server, by its ref. */
  list(): Promise<Map<EntityRef, KnownServer>>;
  /** `null` where no inventory tells of the server. */
  filesOf(serverRef: EntityRef): Promise<KnownFiles | null>;
}

/** What a source says about one server, or why it could not. */
export type InventoryReading =
  | {
      status: 'read';
      inventory: ServerInventory;
      /**
       * Called once the inventory is stored; never where that failed. Only then
       * may the source say `unchanged` of it.
       */
      onStored?: () => void | Promise<void>;
    }
  | {
      /**
       * What was stored of this server is what there is to read: it counts as
       * answered, and as old as it was. A host that was read anew is `read`.
       */
      status: 'unchanged';
      serverRef: EntityRef;
    }
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
  /**
   * `false` where an answer leaves out servers that are still there, for
   * example what was told of before: then its servers count as named as long
   * as what was read of them. By default a server that an answer without a
   * failure of the source leaves out is not there any more.
   */
  readonly namesAll?: boolean;
  /**
   * Oldest capture of a server first.
   *
   * @param options.known - what the sources before it told; nothing is known
   *   where it is not given
   */
  read(options: {
    now: Date;
    signal?: AbortSignal;
    known?: KnownServers;
  }): AsyncIterable<InventoryReading>;
}
