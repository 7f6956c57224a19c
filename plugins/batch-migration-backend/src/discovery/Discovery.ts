import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  InventoryReading,
  InventorySource,
} from 'backstage-plugin-batch-migration-node';
import { store } from '../observation/round';
import type { BatchMigrationDatabase } from '../stores';
import { knownServers } from './knownServers';
import { endListings, listServers } from './listServers';
import { readAhead } from './readAhead';
import { sideBySide } from './sideBySide';
import { takeInventory } from './takeInventory';
import { lapseMembers } from './takeMember';

export interface DiscoveryResult {
  /** Servers of which a new inventory was taken. */
  servers: number;
  observations: number;
  failures: Array<{ source: string; reason: string }>;
}

/** So many servers are stored at the same time, each in a transaction of its own. */
const AT_ONCE = 4;

/**
 * Servers and roles that an import looks at or writes: one that has any of
 * them in common with another has to see what that one stored.
 */
function keysOf(reading: InventoryReading): string[] {
  if (reading.status !== 'read') return [];
  const { server, roles } = reading.inventory;
  return [server.ref, ...roles.flatMap(role => [role.ref, ...role.serverRefs])];
}

/** Reads what is on the legacy servers, and what Git says should be. */
export class Discovery {
  constructor(
    private readonly options: {
      database: BatchMigrationDatabase;
      sources: readonly InventorySource[];
      logger: LoggerService;
      /** If an answer would remove more than this share, from 0 to 1, nothing is removed. */
      maxRemovedShare?: number;
    },
  ) {}

  /** A source or server that cannot be read keeps its last known state. */
  async run(options: {
    now: Date;
    signal?: AbortSignal;
    /** Told before the first source and after each. */
    onRead?: (count: { done: number; total: number }) => Promise<void>;
  }): Promise<DiscoveryResult> {
    const { database, sources } = this.options;
    const { onRead, ...asked } = options;
    const total = sources.length;
    await onRead?.({ done: 0, total });
    const servers = new Set<string>();
    const result: DiscoveryResult = {
      servers: 0,
      observations: 0,
      failures: [],
    };
    for (const [index, source] of sources.entries()) {
      // A server of which any capture failed stays failing, though others were read.
      const failed = new Set<string | null>();
      const fail = async (serverRef: string | null, reason: string) => {
        failed.add(serverRef);
        await this.fail(source, { serverRef, reason }, options.now, result);
      };
      const read = new Set<string>();
      const named = new Set<string>();
      try {
        const known = knownServers(database);
        const readings = readAhead(source.read({ ...asked, known }));
        const together = { atOnce: AT_ONCE, keysOf };
        await sideBySide(readings, together, async reading => {
          if (reading.status === 'failed') {
            await fail(reading.serverRef, reading.reason);
            return;
          }
          if (reading.status === 'unchanged') {
            read.add(reading.serverRef);
            named.add(reading.serverRef);
            return;
          }
          const { inventory } = reading;
          const serverRef = inventory.server.ref;
          named.add(serverRef);
          try {
            const taken = await store(database, tx =>
              takeInventory({
                database,
                source,
                inventory,
                now: options.now,
                tx,
              }),
            );
            if (taken) {
              servers.add(serverRef);
              result.observations += taken.observations;
            }
            await reading.onStored?.();
            read.add(serverRef);
          } catch (error) {
            await fail(
              serverRef,
              `The inventory could not be stored: ${stringifyError(error)}`,
            );
          }
        });
      } catch (error) {
        await fail(null, stringifyError(error));
      }
      const withheld = await listServers({
        ...{ ...this.options, source, now: options.now },
        answer: {
          named,
          unread: new Set([...failed].filter(ref => ref !== null)),
          isComplete: !failed.has(null),
        },
      });
      if (withheld !== null) await fail(null, withheld);
      await database.inventory.answered(
        source.id,
        [null, ...read].filter(serverRef => !failed.has(serverRef)),
        options.now.toISOString(),
      );
      await onRead?.({ done: index + 1, total });
    }
    if (!options.signal?.aborted) await this.endListings(options.now, result);
    await this.lapse(options, result);
    return { ...result, servers: servers.size };
  }

  private async endListings(now: Date, result: DiscoveryResult): Promise<void> {
    const ended = await endListings({ ...this.options, now });
    for (const [id, withheld] of ended) {
      if (withheld !== null) {
        const failure = { serverRef: null, reason: withheld };
        await this.fail({ id }, failure, now, result);
        continue;
      }
      this.options.logger.info(
        `Inventory source ${id} is not configured any more: it names no server now`,
      );
    }
  }

  /** Members of groups of which the last reading counts no more. */
  private async lapse(
    { now, signal }: { now: Date; signal?: AbortSignal },
    result: DiscoveryResult,
  ): Promise<void> {
    const { database, logger } = this.options;
    for (const serverRef of await database.members.lapsed(now.toISOString())) {
      signal?.throwIfAborted();
      try {
        const { observations } = await store(database, tx =>
          lapseMembers({ database, serverRef, now, tx }),
        );
        result.observations += observations;
      } catch (error) {
        const reason = `The members of ${serverRef} could not be put together: ${stringifyError(
          error,
        )}`;
        logger.warn(reason);
        result.failures.push({ source: serverRef, reason });
      }
    }
  }

  private async fail(
    source: Pick<InventorySource, 'id'>,
    failure: { serverRef: string | null; reason: string },
    now: Date,
    result: DiscoveryResult,
  ): Promise<void> {
    const { serverRef, reason } = failure;
    this.options.logger.warn(
      `Inventory source ${source.id} failed${
        serverRef ? ` for ${serverRef}` : ''
      }: ${reason}`,
    );
    await this.options.database.inventory.failed(
      source.id,
      serverRef,
      reason,
      now.toISOString(),
    );
    result.failures.push({
      source: serverRef ? `${source.id} ${serverRef}` : source.id,
      reason,
    });
  }
}
