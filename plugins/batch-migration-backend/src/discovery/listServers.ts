import type { InventorySource } from 'backstage-plugin-batch-migration-node';
import { store } from '../observation/round';
import type { BatchMigrationDatabase } from '../stores';
import { MAX_REMOVED_SHARE } from './removalGuard';
import { endListing, takeListing, type Answer } from './takeListing';

interface Listing {
  database: BatchMigrationDatabase;
  now: Date;
  /** From 0 to 1. */
  maxRemovedShare?: number;
}

/**
 * Stores which servers a source named. What failed of a server that it does
 * not name any more is forgotten.
 *
 * @returns why nothing was removed, where the answer leaves out too much
 */
export async function listServers({
  database,
  source,
  answer,
  now,
  maxRemovedShare = MAX_REMOVED_SHARE,
}: Listing & {
  source: InventorySource;
  answer: Answer;
}): Promise<string | null> {
  return store(database, async tx => {
    const withheld = await takeListing({
      ...{ database, source, answer, now, tx },
      maxShare: maxRemovedShare,
    });
    if (answer.isComplete && withheld === null && source.namesAll !== false) {
      const left = await database.listings.open(source.id, tx);
      await database.inventory.forgetFailures(
        source.id,
        new Set([
          '',
          ...answer.unread,
          ...left.map(({ serverRef }) => serverRef),
        ]),
        tx,
      );
    }
    return withheld;
  });
}

/**
 * Ends what sources named that are not configured any more.
 *
 * @returns for each of them, why nothing was removed; `null` where it was
 */
export async function endListings({
  database,
  sources,
  now,
  maxRemovedShare = MAX_REMOVED_SHARE,
}: Listing & { sources: readonly InventorySource[] }): Promise<
  Map<string, string | null>
> {
  const configured = new Set(sources.map(({ id }) => id));
  const ended = new Map<string, string | null>();
  for (const { source: sourceId } of await database.listings.counts()) {
    if (configured.has(sourceId)) continue;
    const withheld = await store(database, async tx => {
      const reason = await endListing({
        ...{ database, sourceId, now, tx },
        maxShare: maxRemovedShare,
      });
      if (reason === null) {
        await database.inventory.forgetFailures(sourceId, new Set(), tx);
      }
      return reason;
    });
    ended.set(sourceId, withheld);
  }
  return ended;
}
