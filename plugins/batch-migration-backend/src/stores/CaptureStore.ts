import type {
  EntityRef,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';

/** A capture that somebody handed in. Nothing in it is a credential any more. */
export interface StoredCapture {
  actor: string;
  takenAt: string;
  contentHash: string;
  files: Array<{ path: string; text: string; lines: number[] | null }>;
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

  /** Those of `since` (inclusive) or later, oldest first, one at a time: each may be large. */
  async *readSince(since: string): AsyncGenerator<ServerInventory> {
    const rows: Array<{ id: number }> = await this.db<CaptureRow>('captures')
      .where('captured_at', '>=', since)
      .orderBy(['captured_at', 'id'])
      .select('id');
    for (const { id } of rows) {
      const row = await this.db<CaptureRow>('captures')
        .where({ id })
        .first('inventory');
      if (row) yield JSON.parse(row.inventory);
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
