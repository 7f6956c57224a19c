import { mergeFile } from './mergeFile';
import type { SideNames } from './mergeText';
import { findRenames } from './renames';
import { type Blobs, same, type Tree, type TreeFile } from './tree';
import { type ToSettle, toSettle } from './toSettle';

export interface MergedTree {
  tree: Map<string, TreeFile>;
  /** What a person has to decide, by path. */
  settle: ToSettle[];
}

/** One file of the base, and where the two sides have it. */
interface Trio {
  base: string;
  ours: string | null;
  theirs: string | null;
}

/**
 * Merges two changes of a base. The team's side is never overwritten: where
 * the two cannot be joined, its file stays and the other side's is told.
 *
 * @param record - path that is always the other side's: it says what the
 * repository now is
 */
export async function mergeTrees(options: {
  base: Tree;
  ours: Tree;
  theirs: Tree;
  names: SideNames;
  record: string;
  blobs: Blobs;
}): Promise<MergedTree> {
  const { base, ours, theirs, blobs } = options;
  const tree = new Map<string, TreeFile>();
  const settle: ToSettle[] = [];
  const place = placer(tree, settle);
  const trios = await followRenames(base, ours, theirs, blobs);

  const met = { ours: new Set<string>(), theirs: new Set<string>() };
  for (const trio of trios) {
    if (trio.ours) met.ours.add(trio.ours);
    if (trio.theirs) met.theirs.add(trio.theirs);
  }
  // First all that stays where the team has it, so that nothing pushes it aside.
  for (const [path, file] of ours) {
    if (!met.ours.has(path)) tree.set(path, file);
  }
  const moved: Array<{ path: string; file: TreeFile; from: string }> = [];
  for (const trio of trios) {
    const merged = await mergeTrio(trio);
    if (!merged) continue;
    if (merged.path === trio.ours) place(merged.path, merged.file);
    else moved.push({ ...merged, from: trio.ours! });
  }
  for (const { path, file, from } of moved) place(path, file, from);
  for (const [path, file] of theirs) {
    if (met.theirs.has(path)) continue;
    const added = ours.get(path);
    if (added && !met.ours.has(path)) {
      tree.set(path, await join(path, null, added, file));
    } else {
      place(path, file);
    }
  }
  return { tree, settle: settle.sort(byPath) };

  async function mergeTrio(
    trio: Trio,
  ): Promise<{ path: string; file: TreeFile } | null> {
    const was = base.get(trio.base)!;
    const mine = trio.ours === null ? null : ours.get(trio.ours)!;
    const new_ = trio.theirs === null ? null : theirs.get(trio.theirs)!;
    if (!mine) {
      if (new_ && (!same(was, new_) || trio.theirs !== trio.base)) {
        settle.push(toSettle('deleted-by-team', trio.theirs!));
      }
      return null;
    }
    if (!new_) {
      if (same(was, mine) && trio.ours === trio.base) return null;
      settle.push(toSettle('deleted-by-version', trio.ours!));
      return { path: trio.ours!, file: mine };
    }
    const path = chosenPath(trio);
    return { path, file: await join(path, was, mine, new_) };
  }

  /** Where a file goes that both sides still have. */
  function chosenPath({ base: old, ours: mine, theirs: new_ }: Trio): string {
    if (mine === new_ || new_ === old) return mine!;
    if (mine === old) return new_!;
    settle.push(toSettle('renamed-twice', mine!, new_!));
    return mine!;
  }

  async function join(
    path: string,
    was: TreeFile | null,
    mine: TreeFile,
    new_: TreeFile,
  ): Promise<TreeFile> {
    if (path === options.record) return new_;
    const merged = await mergeFile({
      path,
      base: was,
      ours: mine,
      theirs: new_,
      names: options.names,
      blobs,
    });
    settle.push(...merged.settle);
    return merged.file;
  }
}

/** Every file of the base with the paths that the sides have it at. */
async function followRenames(
  base: Tree,
  ours: Tree,
  theirs: Tree,
  blobs: Blobs,
): Promise<Trio[]> {
  const ourRenames = await findRenames(base, ours, blobs);
  const theirRenames = await findRenames(base, theirs, blobs);
  return [...base.keys()].map(path => ({
    base: path,
    ours: ours.has(path) ? path : ourRenames.get(path) ?? null,
    theirs: theirs.has(path) ? path : theirRenames.get(path) ?? null,
  }));
}

/**
 * Puts a file where it belongs. A path that is taken, or that would be a file
 * and a folder at once, stays what it is, and the newcomer goes beside it.
 */
function placer(tree: Map<string, TreeFile>, settle: ToSettle[]) {
  return (path: string, file: TreeFile, otherwise?: string): void => {
    const blocked = obstacle(tree, path);
    if (blocked === null) {
      tree.set(path, file);
      return;
    }
    let beside = otherwise ?? path;
    for (let n = 1; obstacle(tree, beside) !== null; n++) {
      const suffix = n === 1 ? '.golden-path' : `.golden-path-${n}`;
      // Where a folder would have to be, the folder gets the other name.
      beside = `${blocked}${suffix}${path.slice(blocked.length)}`;
    }
    tree.set(beside, file);
    settle.push(toSettle('path-taken', path, beside));
  };
}

/** What of a path is not free: itself, or a folder of it that is a file. */
function obstacle(
  tree: ReadonlyMap<string, TreeFile>,
  path: string,
): string | null {
  const parts = path.split('/');
  for (let length = 1; length <= parts.length; length++) {
    const start = parts.slice(0, length).join('/');
    if (tree.has(start)) return start;
  }
  const isFolder = [...tree.keys()].some(other => other.startsWith(`${path}/`));
  return isFolder ? path : null;
}

function byPath(one: ToSettle, other: ToSettle): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}
