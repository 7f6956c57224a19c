import type {
  InventoryReading,
  InventorySource,
} from 'backstage-plugin-batch-migration-node';
import type { CaptureStore } from '../stores';

/** Stored with what was read: it never changes. */
export const CAPTURES_SOURCE = 'captures';

/**
 * Captures that were handed in through `POST /captures`, from the database
 * that all replicas share. One that no longer counts says nothing new, and one
 * that was taken when it was handed in is not taken again.
 */
export function createCapturesInventorySource(options: {
  captures: CaptureStore;
  /** How long a capture counts, in milliseconds. */
  freshnessMs: number;
}): InventorySource {
  const { captures, freshnessMs } = options;
  return {
    id: CAPTURES_SOURCE,
    role: 'captured',
    freshnessMs,
    // Captures lapse one by one, as each host hands in.
    namesAll: false,
    async *read({ now, signal }): AsyncIterable<InventoryReading> {
      const since = new Date(now.getTime() - freshnessMs).toISOString();
      const found = captures.readSince(since, CAPTURES_SOURCE);
      for await (const { serverRef, inventory } of found) {
        signal?.throwIfAborted();
        yield inventory
          ? { status: 'read', inventory }
          : { status: 'unchanged', serverRef };
      }
    },
  };
}
