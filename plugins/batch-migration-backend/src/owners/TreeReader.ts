import { readTree, type TreeEntry } from 'isomorphic-git';
import * as fs from 'node:fs';

/** A commit that touches more is a move or an import, and tells of no owner. */
export const MAX_PATHS = 1_000;
const MAX_DEPTH = 8;

/** Trees of a repository, each read once. */
export class TreeReader {
  private readonly entries = new Map<string, TreeEntry[]>();

  constructor(
    private readonly gitdir: string,
    private readonly cache: object,
  ) {}

  /** Id of a folder at a commit; `null` where it was not there. */
  async folder(commit: string, path: string): Promise<string | null> {
    const { oid, tree } = await readTree({
      ...{ fs, gitdir: this.gitdir, cache: this.cache, oid: commit },
    });
    let at: TreeEntry | undefined;
    for (const name of path.split('/').filter(Boolean)) {
      const inside: TreeEntry[] = at ? await this.list(at.oid) : tree;
      at = inside.find(one => one.path === name && one.type === 'tree');
      if (!at) return null;
    }
    return at?.oid ?? oid;
  }

  /** Adds the files that are new or other than before. */
  async changes(
    after: string | null,
    before: string | null,
    found: { path: string; depth: number; paths: string[] },
  ): Promise<void> {
    const { path, depth, paths } = found;
    if (after === null || depth > MAX_DEPTH) return;
    const earlier = new Map(
      (before ? await this.list(before) : []).map(one => [one.path, one]),
    );
    for (const entry of await this.list(after)) {
      if (paths.length > MAX_PATHS) return;
      const old = earlier.get(entry.path);
      if (old?.oid === entry.oid) continue;
      const name = path === '' ? entry.path : `${path}/${entry.path}`;
      if (entry.type === 'blob') paths.push(name);
      if (entry.type === 'tree') {
        const was = old?.type === 'tree' ? old.oid : null;
        await this.changes(entry.oid, was, {
          ...{ path: name, depth: depth + 1, paths },
        });
      }
    }
  }

  private async list(oid: string): Promise<TreeEntry[]> {
    const known = this.entries.get(oid);
    if (known) return known;
    const { gitdir, cache } = this;
    const { tree } = await readTree({ fs, gitdir, cache, oid });
    this.entries.set(oid, tree);
    return tree;
  }
}
