import type { ServerInventory } from 'backstage-plugin-batch-migration-common';
import type { InventorySource } from 'backstage-plugin-batch-migration-node';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { takeHintsBeside, takeLineHints } from '../owners';
import type { BatchMigrationDatabase, Capture } from '../stores';
import { canonicalJson } from '../stores/rows';
import {
  describeServer,
  importInventory,
  toCapture,
  type Imported,
} from './importInventory';
import { takeMember } from './takeMember';

export interface Taking {
  database: BatchMigrationDatabase;
  source: Pick<InventorySource, 'id' | 'role' | 'freshnessMs'>;
  inventory: ServerInventory;
  now: Date;
  tx: Knex.Transaction;
  /** Who did it, where a person did. */
  actor?: string;
}

/** Stores an inventory unless it was taken before; `null` where it was. */
export async function takeInventory(options: Taking): Promise<Imported | null> {
  const { database, source, inventory, now, tx } = options;
  const capture = toCapture(source, inventory, contentHash(inventory), now);
  await takeHintsBeside(options);
  if (await isTaken(database, capture, tx)) return null;
  if (inventory.fromOutside && (await isConfirmed(options, capture))) {
    await describeServer(options);
    return null;
  }
  const isNewest = await isOfNow(options, capture);
  const imported = await importOne(options, capture);
  // Nothing was taken of a member that was read before.
  if (
    isNewest &&
    (inventory.member === undefined || imported.workloadIds.length > 0)
  ) {
    await takeLineHints(
      options,
      location => imported.locationOf?.(location) ?? location,
    );
  }
  await database.assessments.invalidate(imported.workloadIds, tx);
  return imported;
}

async function importOne(options: Taking, capture: Capture): Promise<Imported> {
  const { database, inventory, tx } = options;
  const { member } = inventory;
  if (member !== undefined) {
    return takeMember({
      ...options,
      inventory: { ...inventory, member },
      capture,
    });
  }
  const imported = await importInventory({ ...options, capture });
  await database.inventory.recordCapture(capture, tx);
  if (capture.role === 'captured' && !inventory.fromOutside) {
    const { serverRef, capturedAt } = capture;
    await database.members.forget(serverRef, capturedAt, tx);
  }
  return imported;
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
  if (newest?.contentHash !== capture.contentHash) return false;
  // What was declared ended with the listing, and is there again.
  const { listings } = database;
  const ended = await listings.ended(capture.source, [capture.serverRef], tx);
  return ended.length === 0;
}

/** An older capture does not say whom the comments name now. */
async function isOfNow(
  { database, source, inventory, tx }: Taking,
  { serverRef, capturedAt }: Capture,
): Promise<boolean> {
  if (inventory.fromOutside) return false;
  const newest = await database.inventory.newestCapture(
    source.id,
    serverRef,
    tx,
  );
  return (
    inventory.member !== undefined ||
    newest === undefined ||
    newest.capturedAt <= capturedAt
  );
}

/** Said again, the same needs no capture and no event of its own: it counts for longer. */
async function isConfirmed(
  { database, source, tx }: Taking,
  capture: Capture,
): Promise<boolean> {
  const newest = await database.inventory.newestCapture(
    source.id,
    capture.serverRef,
    tx,
  );
  if (
    source.role !== 'captured' ||
    newest?.contentHash !== capture.contentHash ||
    newest.capturedAt > capture.capturedAt
  ) {
    return false;
  }
  await database.inventory.confirm(newest, capture, tx);
  return true;
}

/** The same for the same content, whenever it was read. */
export function contentHash({
  capturedAt,
  ownerHints,
  ...content
}: ServerInventory): string {
  const { server } = content;
  const said = content.fromOutside
    ? {
        ...content,
        server: {
          ...server,
          facts: server.facts.map(({ observedAt, ...fact }) => fact),
        },
      }
    : content;
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}
