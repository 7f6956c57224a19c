import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type {
  ReadingMemory,
  RememberedFolder,
  RememberedTree,
} from '../inventory/readingMemory';
import { chunksOf } from './rows';

interface FolderRow {
  source: string;
  folder: string;
  server_ref: string;
  content_hash: string;
  failures: string;
}

interface TreeRow {
  source: string;
  version: string;
  read_as: string;
}

/** What inventories in files held when it was stored. */
export class InventoryFolderStore implements ReadingMemory {
  constructor(private readonly db: Knex) {}

  async folders(source: string): Promise<Map<string, RememberedFolder>> {
    const rows = await this.db<FolderRow>('inventory_folders').where({
      source,
    });
    return new Map(rows.map(row => [row.folder, toFolder(row)]));
  }

  async rememberFolder(
    source: string,
    folder: string,
    { serverRef, contentHash, failures }: RememberedFolder,
  ): Promise<void> {
    await this.db<FolderRow>('inventory_folders')
      .insert({
        source,
        folder,
        server_ref: serverRef,
        content_hash: contentHash,
        failures: JSON.stringify(failures),
      })
      .onConflict(['source', 'folder'])
      .merge();
  }

  async tree(source: string): Promise<RememberedTree | null> {
    const row = await this.db<TreeRow>('inventory_trees')
      .where({ source })
      .first();
    return row ? { version: row.version, readAs: row.read_as } : null;
  }

  async rememberTree(
    source: string,
    { version, readAs }: RememberedTree,
  ): Promise<void> {
    await this.db<TreeRow>('inventory_trees')
      .insert({ source, version, read_as: readAs })
      .onConflict('source')
      .merge();
  }

  async forgetFolders(
    source: string,
    folders: readonly string[],
  ): Promise<void> {
    for (const chunk of chunksOf([...folders])) {
      await this.db<FolderRow>('inventory_folders')
        .where({ source })
        .whereIn('folder', chunk)
        .delete();
    }
  }

  /** Whatever is read of these servers next is stored, though it is the same. */
  async forgetServers(
    source: string,
    serverRefs: readonly EntityRef[],
    tx: Knex.Transaction,
  ): Promise<void> {
    await tx<TreeRow>('inventory_trees').where({ source }).delete();
    for (const chunk of chunksOf(serverRefs)) {
      await tx<FolderRow>('inventory_folders')
        .where({ source })
        .whereIn('server_ref', chunk)
        .delete();
    }
  }
}

function toFolder(row: FolderRow): RememberedFolder {
  return {
    serverRef: row.server_ref,
    contentHash: row.content_hash,
    failures: JSON.parse(row.failures),
  };
}
