import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import type { InventorySource } from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase } from '../stores';
import { endDeclared } from './endDeclared';
import { isTooMuch, tooMuchReason } from './removalGuard';

/** What a source said of servers, apart from what is on them. */
export interface Answer {
  /** Servers that it told of. */
  named: ReadonlySet<EntityRef>;
  /** Servers that it could not read. */
  unread: ReadonlySet<EntityRef>;
  /** Whether the source failed for none of its servers without naming it. */
  isComplete: boolean;
}

interface Listing {
  database: BatchMigrationDatabase;
  now: Date;
  /** From 0 to 1. */
  maxShare: number;
  tx: Knex.Transaction;
}

/**
 * Notes which servers a source names, and ends what a complete answer names no
 * more. Of a server only what that source declared ends with it.
 *
 * @returns why nothing ended, where an answer leaves out too much
 */
export async function takeListing({
  database,
  source,
  answer,
  now,
  maxShare,
  tx,
}: Listing & {
  source: Pick<InventorySource, 'id' | 'namesAll'>;
  answer: Answer;
}): Promise<string | null> {
  const { inventory, listings } = database;
  const at = now.toISOString();
  const before = await listings.open(source.id, tx);
  const unread = [...answer.unread].filter(ref => !answer.named.has(ref));
  // Of a server that was never read only its folder is known, not its name.
  const known = await listings.everNamed(source.id, unread, tx);
  const named = new Set([...answer.named, ...known]);
  const returned = await listings.ended(source.id, [...named], tx);
  await listings.name(source.id, [...named], at, tx);
  for (const serverRef of returned) {
    // What it declares counts again, also where that was read before this.
    const ids = await database.workloads.ids({ serverRef }, tx);
    await database.assessments.invalidate(ids, tx);
  }
  if (!answer.isComplete) return null;

  const left = before.filter(({ serverRef }) => !named.has(serverRef));
  if (source.namesAll === false) {
    // It lapses one by one, so no single answer can be wrong about many.
    const fresh = await inventory.freshServers(source.id, at, tx);
    const lapsed = refsOf(left).filter(ref => !fresh.has(ref));
    await listings.miss(source.id, lapsed, { at, ends: true }, tx);
    return null;
  }
  const gone = refsOf(left);
  const tooMuch = isTooMuch(gone.length, before.length, maxShare);
  // What could not be read under a name of its own may be one of those.
  const ends = !tooMuch && unread.length === known.length;
  const serverRefs = await listings.miss(source.id, gone, { at, ends }, tx);
  await endDeclared({ database, sourceId: source.id, serverRefs, at, tx });
  return tooMuch ? tooMuchReason(gone, before.length, maxShare) : null;
}

/**
 * Ends what a source named that is not in the configuration any more: nobody
 * will answer for it. A source under a new id names the same servers, so only
 * those count as removed that no other source names.
 *
 * @returns why nothing ended, where that would remove too much
 */
export async function endListing({
  database,
  sourceId,
  now,
  maxShare,
  tx,
}: Listing & { sourceId: string }): Promise<string | null> {
  const { listings } = database;
  const at = now.toISOString();
  const all = refsOf(await listings.open(sourceId, tx));
  const named = await listings.namedByOthers(sourceId, tx);
  const gone = all.filter(ref => !named.has(ref));
  const tooMuch = isTooMuch(gone.length, all.length, maxShare);
  const ends = !tooMuch;
  const serverRefs = await listings.miss(sourceId, all, { at, ends }, tx);
  await endDeclared({ database, sourceId, serverRefs, at, tx });
  return tooMuch
    ? tooMuchReason(gone, all.length, maxShare, 'is not configured any more')
    : null;
}

function refsOf(listings: Array<{ serverRef: EntityRef }>): EntityRef[] {
  return listings.map(({ serverRef }) => serverRef);
}
