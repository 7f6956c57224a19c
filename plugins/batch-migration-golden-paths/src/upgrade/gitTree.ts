import fs from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import git, { type TreeEntry } from 'isomorphic-git';
import type { Blobs, Tree, TreeFile } from './merge/tree';

/** Objects and refs of a repository; its working copy is never touched here. */
export interface GitStore {
  fs: typeof fs;
  gitdir: string;
  /** What was read before; one for each run. */
  cache: object;
}

export function openGitStore(gitdir: string): GitStore {
  return { fs, gitdir, cache: {} };
}

export function blobsOf(store: GitStore): Blobs {
  return {
    read: async oid => (await git.readBlob({ ...store, oid })).blob,
    write: blob => git.writeBlob({ ...store, blob }),
  };
}

/** Every file of a commit. */
export async function readTree(store: GitStore, commit: string): Promise<Tree> {
  const tree = new Map<string, TreeFile>();
  const walk = async (oid: string, folder: string) => {
    const { tree: entries } = await git.readTree({ ...store, oid });
    for (const entry of entries) {
      const path = `${folder}${entry.path}`;
      if (entry.type === 'tree') await walk(entry.oid, `${path}/`);
      else tree.set(path, { mode: entry.mode, oid: entry.oid });
    }
  };
  await walk(commit, '');
  return tree;
}

/** Stores a tree and answers its name: equal trees have equal names. */
export async function writeTree(store: GitStore, tree: Tree): Promise<string> {
  const entries: TreeEntry[] = [];
  const folders = new Map<string, Map<string, TreeFile>>();
  for (const [path, file] of tree) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      const type = file.mode === '160000' ? 'commit' : 'blob';
      entries.push({ ...file, path, type });
      continue;
    }
    const folder = path.slice(0, slash);
    if (!folders.has(folder)) folders.set(folder, new Map());
    folders.get(folder)!.set(path.slice(slash + 1), file);
  }
  for (const [path, files] of folders) {
    const oid = await writeTree(store, files);
    entries.push({ mode: '040000', path, oid, type: 'tree' });
  }
  return git.writeTree({ ...store, tree: entries });
}

/** Stores every file of a folder. */
export async function storeFolder(
  store: GitStore,
  folder: string,
): Promise<Tree> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const tree = new Map<string, TreeFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { mode } = await stat(file);
    tree.set(relative(folder, file).split(sep).join('/'), {
      mode: mode & 0o111 ? '100755' : '100644',
      oid: await git.writeBlob({ ...store, blob: await readFile(file) }),
    });
  }
  return tree;
}
