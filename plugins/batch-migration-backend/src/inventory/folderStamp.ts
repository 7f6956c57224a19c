import { createHash } from 'node:crypto';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What was written so lately may be written again within the same tick of the
 * file system's clock: at most two seconds, on FAT.
 */
const SETTLED_AFTER_MS = 3_000;

const MAX_ENTRIES = 20_000;

/**
 * Stands for all files below some paths, without reading them: their names,
 * inodes, sizes and times. The time of the last change (`ctime`) moves with
 * content and mode and cannot be set back, where `mtime` can: `rsync -t` and
 * `cp -p` do so.
 *
 * @param paths - files or folders; what is not there counts as that
 * @param clock - the machine's, in milliseconds: file times know no other
 * @returns `null` where it may miss a change, and the files have to be read
 */
export async function folderStamp(
  paths: readonly string[],
  clock: number,
): Promise<string | null> {
  let entries = 0;
  let isSettled = true;
  const visit = async (path: string, isTop: boolean): Promise<string[]> => {
    entries += 1;
    if (entries > MAX_ENTRIES) throw new Error('too many files');
    const itself = await lstat(path).catch(() => null);
    const isLink = itself?.isSymbolicLink() ?? false;
    // What a link leads to may change; a folder behind one is not read.
    const found = isLink ? await stat(path).catch(() => null) : itself;
    if (!found) return [JSON.stringify([path, null])];
    const { ino, dev, size, mtimeMs, ctimeMs, mode } = found;
    const own = JSON.stringify([path, ino, dev, size, mtimeMs, ctimeMs, mode]);
    // A clock of a file server that is ahead is never settled, and read anew.
    if (Math.max(mtimeMs, ctimeMs) > clock - SETTLED_AFTER_MS)
      isSettled = false;
    if (!found.isDirectory() || (isLink && !isTop)) return [own];
    const below = await Promise.all(
      (await readdir(path)).sort().map(name => visit(join(path, name), false)),
    );
    return [own, ...below.flat()];
  };
  try {
    const all = (
      await Promise.all(paths.map(path => visit(path, true)))
    ).flat();
    return isSettled
      ? createHash('sha256').update(all.join('\n')).digest('hex')
      : null;
  } catch {
    return null;
  }
}
