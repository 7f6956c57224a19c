import type { EntityRef } from 'backstage-plugin-batch-migration-common';

/** What the folder of one server held when everything in it was last stored. */
export interface RememberedFolder {
  serverRef: EntityRef;
  /** Of its files and of how they are read. */
  contentHash: string;
  /** What of it cannot be read until it changes; told again each time. */
  failures: string[];
}

/** A whole tree, as its platform names that version: a commit or an ETag. */
export interface RememberedTree {
  version: string;
  /** How it was read: another release or configuration may read it otherwise. */
  readAs: string;
}

/**
 * What a source read and discovery stored. It is kept in the database, so
 * that a restarted or another backend need not read it again.
 */
export interface ReadingMemory {
  folders(source: string): Promise<Map<string, RememberedFolder>>;
  rememberFolder(
    source: string,
    folder: string,
    remembered: RememberedFolder,
  ): Promise<void>;
  tree(source: string): Promise<RememberedTree | null>;
  rememberTree(source: string, tree: RememberedTree): Promise<void>;
  /** Of folders that are there no more. */
  forgetFolders(source: string, folders: readonly string[]): Promise<void>;
}

/** Lasts as long as the process. */
export function createReadingMemory(): ReadingMemory {
  const folders = new Map<string, Map<string, RememberedFolder>>();
  const trees = new Map<string, RememberedTree>();
  return {
    folders: async source => new Map(folders.get(source)),
    async rememberFolder(source, folder, remembered) {
      const own = folders.get(source) ?? new Map<string, RememberedFolder>();
      folders.set(source, own.set(folder, remembered));
    },
    tree: async source => trees.get(source) ?? null,
    async rememberTree(source, tree) {
      trees.set(source, tree);
    },
    async forgetFolders(source, gone) {
      for (const folder of gone) folders.get(source)?.delete(folder);
    },
  };
}
