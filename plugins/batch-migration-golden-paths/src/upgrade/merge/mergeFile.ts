import { posix } from 'node:path';
import { mergeText, type SideNames } from './mergeText';
import { type Blobs, isFile, same, textOf, type TreeFile } from './tree';
import { type ToSettle, toSettle } from './toSettle';

/**
 * Files that a tool derives from others, and how it does so anew. Merging
 * their lines gives one that fits neither side; the team's own still pins what
 * the team chose, and the tool adds the rest to it.
 */
export const LOCK_FILES: Record<string, string> = {
  'package-lock.json': 'npm install --package-lock-only',
  'Gemfile.lock': 'bundle lock',
  'go.sum': 'go mod tidy',
};

/** Merges one file that both sides have. */
export async function mergeFile(options: {
  path: string;
  /** `null` where both sides added it. */
  base: TreeFile | null;
  ours: TreeFile;
  theirs: TreeFile;
  names: SideNames;
  blobs: Blobs;
}): Promise<{ file: TreeFile; settle: ToSettle[] }> {
  const { path, base, ours, theirs, names, blobs } = options;
  if (same(ours, theirs) || (base && same(base, theirs))) return asIs(ours);
  if (base && same(base, ours)) return asIs(theirs);
  // A link or a submodule has no lines, however its bytes look.
  if (!isFile(ours) || !isFile(theirs)) {
    return { file: ours, settle: [toSettle('no-text', path)] };
  }
  const mode = chosen(base?.mode, ours.mode, theirs.mode) ?? ours.mode;
  const oid = chosen(base?.oid, ours.oid, theirs.oid);
  if (oid !== null) return asIs({ mode, oid });

  const kept = { mode, oid: ours.oid };
  if (posix.basename(path) in LOCK_FILES) {
    return { file: kept, settle: [toSettle('lock', path)] };
  }
  const [was, mine, new_] = await Promise.all(
    [base, ours, theirs].map(async file =>
      file && isFile(file) ? textOf(await blobs.read(file.oid)) : null,
    ),
  );
  if (mine === null || new_ === null || (base && was === null)) {
    return { file: kept, settle: [toSettle('no-text', path)] };
  }
  const { text, conflicts } = mergeText(was, mine, new_, names);
  return {
    file: {
      mode,
      oid: await blobs.write(new TextEncoder().encode(text)),
    },
    settle: conflicts > 0 ? [toSettle('conflict', path)] : [],
  };
}

function asIs(file: TreeFile) {
  return { file, settle: [] };
}

/** The value that one side changed, `null` where both did. */
function chosen<Value>(
  base: Value | undefined,
  ours: Value,
  theirs: Value,
): Value | null {
  if (ours === theirs || theirs === base) return ours;
  return ours === base ? theirs : null;
}
