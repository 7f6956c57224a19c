import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { ServerInventory } from 'backstage-plugin-batch-migration-common';
import type { InventorySource } from 'backstage-plugin-batch-migration-node';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase, Capture } from '../stores';
import { canonicalJson } from '../stores/rows';
import { importInventory, toCapture, type Imported } from './importInventory';

export interface DiscoveryResult {
  /** Servers of which a new inventory was taken. */
  servers: number;
  observations: number;
  failures: Array<{ source: string; reason: string }>;
}

/** Reads what is on the legacy servers, and what Git says should be. */
export class Discovery {
  constructor(
    private readonly options: {
      database: BatchMigrationDatabase;
      sources: readonly InventorySource[];
      logger: LoggerService;
    },
  ) {}

  /** A source or server that cannot be read keeps its last known state. */
  async run(options: {
    now: Date;
    signal?: AbortSignal;
  }): Promise<DiscoveryResult> {
    const servers = new Set<string>();
    const result: DiscoveryResult = {
      servers: 0,
      observations: 0,
      failures: [],
    };
    for (const source of this.options.sources) {
      // A server of which any capture failed stays failing, though others were read.
      const failed = new Set<string | null>();
      const fail = async (serverRef: string | null, reason: string) => {
        failed.add(serverRef);
        await this.fail(source, { serverRef, reason }, options.now, result);
      };
      const answered = async (serverRef: string | null) => {
        if (failed.has(serverRef)) return;
        const at = options.now.toISOString();
        await this.options.database.inventory.answered(
          source.id,
          serverRef,
          at,
        );
      };
      try {
        for await (const reading of source.read(options)) {
          if (reading.status === 'failed') {
            await fail(reading.serverRef, reading.reason);
            continue;
          }
          const { inventory } = reading;
          const serverRef = inventory.server.ref;
          try {
            const taken = await this.take(source, inventory, options.now);
            if (taken) {
              servers.add(serverRef);
              result.observations += taken.observations;
            }
            await answered(serverRef);
          } catch (error) {
            await fail(
              serverRef,
              `The inventory could not be stored: ${stringifyError(error)}`,
            );
          }
        }
      } catch (error) {
        await fail(null, stringifyError(error));
      }
      await answered(null);
    }
    return { ...result, servers: servers.size };
  }

  /** Stores an inventory unless it was taken before. */
  private async take(
    source: InventorySource,
    inventory: ServerInventory,
    now: Date,
  ): Promise<Imported | null> {
    const { database } = this.options;
    const capture = toCapture(source, inventory, hashOf(inventory), now);
    return database.transaction(async tx => {
      if (await isTaken(database, capture, tx)) return null;
      const imported = await importInventory({
        database,
        source,
        inventory,
        capture,
        tx,
      });
      await database.assessments.invalidate(imported.workloadIds, tx);
      return imported;
    });
  }

  private async fail(
    source: InventorySource,
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

/**
 * A captured inventory is told by its time and content; a declared one only
 * by its content, since its time is that of the reading.
 */
async function isTaken(
  database: BatchMigrationDatabase,
  capture: Capture,
  tx: Knex.Transaction,
): Promise<boolean> {
  if (capture.role === 'captured')
    return database.inventory.isTaken(capture, tx);
  const newest = await database.inventory.newestCapture(
    capture.source,
    capture.serverRef,
    tx,
  );
  return newest?.contentHash === capture.contentHash;
}

function hashOf({ capturedAt, ...content }: ServerInventory): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
