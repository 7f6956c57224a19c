import type {
  EntityRef,
  Instant,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';

/** For who asks how a host looked before. */
const LAPSED_KEPT = 10;

/** A capture that somebody handed in. Nothing in it is a credential any more. */
export interface StoredCapture {
  actor: string;
  takenAt: string;
  contentHash: string;
  /** A text of `null` is not kept: a log, of which the runs are, or a file that could not be read. */
  files: Array<{ path: string; text: string | null; lines: number[] | null }>;
  inventory: ServerInventory;
}

interface CaptureRow {
  id: number;
  server_ref: EntityRef;
  captured_at: string;
  taken_at: string;
  actor: string;
  content_hash: string;
  files: string;
  inventory: string;
}

/** Captures that were handed in, each once. */
export class CaptureStore {
  constructor(private readonly db: Knex) {}

  /** The same capture again is not stored twice. */
  async add(capture: StoredCapture, tx: Knex.Transaction): Promise<void> {
    await tx('captures')
      .insert(toRow(capture))
      .onConflict(['server_ref', 'captured_at', 'content_hash'])
      .ignore();
  }

  /**
   * Forgets captures of a server that lapsed, but for the newest ones: what
   * they told is stored where it belongs, and a host may send some each day.
   */
  async forget(
    serverRef: EntityRef,
    before: Instant,
    tx: Knex.Transaction,
  ): Promise<void> {
    const kept: { captured_at: Instant } | undefined = await tx('captures')
      .where({ server_ref: serverRef })
      .orderBy('captured_at', 'desc')
      .offset(LAPSED_KEPT - 1)
      .first('captured_at');
    if (!kept) return;
    await tx<CaptureRow>('captures')
      .where({ server_ref: serverRef })
      .where('captured_at', '<', before)
      .where('captured_at', '<', kept.captured_at)
      .delete();
  }

  /**
   * Those of `since` (inclusive) or later, oldest first, one at a time: each
   * may be large. What the inventory source took when it was handed in, it
   * need not take again: then only its server is told.
   *
   * @param source - id of the inventory source that takes captures
   */
  async *readSince(
    since: Instant,
    source: string,
  ): AsyncGenerator<{
    serverRef: EntityRef;
    inventory: ServerInventory | null;
  }> {
    const rows: Array<{
      id: number;
      server_ref: string;
      taken: number | null;
    }> = await this.db('captures as own')
      .leftJoin('inventory_captures as taken', join =>
        join
          .on('taken.server_ref', 'own.server_ref')
          .on('taken.captured_at', 'own.captured_at')
          .on('taken.content_hash', 'own.content_hash')
          .onVal('taken.source', source),
      )
      .where('own.captured_at', '>=', since)
      .orderBy(['own.captured_at', 'own.id'])
      .select('own.id', 'own.server_ref', { taken: 'taken.id' });
    for (const { id, server_ref: serverRef, taken } of rows) {
      if (taken !== null) {
        yield { serverRef, inventory: null };
        continue;
      }
      const row = await this.db<CaptureRow>('captures')
        .where({ id })
        .first('inventory');
      if (row) yield { serverRef, inventory: JSON.parse(row.inventory) };
    }
  }

  /** Oldest first. */
  async list(serverRef: EntityRef): Promise<StoredCapture[]> {
    const rows = await this.db<CaptureRow>('captures')
      .where({ server_ref: serverRef })
      .orderBy(['captured_at', 'id']);
    return rows.map(toCapture);
  }
}

function toRow(capture: StoredCapture): Omit<CaptureRow, 'id'> {
  return {
    server_ref: capture.inventory.server.ref,
    captured_at: capture.inventory.capturedAt,
    taken_at: capture.takenAt,
    actor: capture.actor,
    content_hash: capture.contentHash,
    files: JSON.stringify(capture.files),
    inventory: JSON.stringify(capture.inventory),
  };
}

function toCapture(row: CaptureRow): StoredCapture {
  return {
    actor: row.actor,
    takenAt: row.taken_at,
    contentHash: row.content_hash,
    files: JSON.parse(row.files),
    inventory: JSON.parse(row.inventory),
  };
}
