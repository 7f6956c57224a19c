import type {
  InventoryFile,
  InventoryFiles,
} from 'backstage-plugin-batch-migration-common';
import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Larger files are no crontabs; reading them would only fill the memory. */
export const MAX_FILE_BYTES = 1024 * 1024;

export const MAX_FILES = 2_000;
const MAX_DEPTH = 8;
const AT_ONCE = 16;

/** Names of the folders directly below one, sorted; hidden ones are left out. */
export async function foldersIn(
  folder: string,
  root: string,
): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const isFolder =
      entry.isDirectory() ||
      // A link that stays inside may stand for a folder.
      (entry.isSymbolicLink() &&
        (await isFolderInside(join(folder, entry.name), root)));
    if (isFolder) names.push(entry.name);
  }
  return names.sort();
}

/**
 * Every file below a folder by its path with `/`. A file that cannot be read,
 * is not UTF-8, or is a link that leads out of the root is listed with the
 * reason, so that nobody takes it for missing.
 *
 * @param root - real path that no link may leave
 */
export async function readFolder(
  folder: string,
  root: string,
): Promise<InventoryFiles> {
  const files = new Map<string, InventoryFile>();
  const visit = async (current: string, depth: number): Promise<void> => {
    const entries = await readdir(current, { withFileTypes: true });
    await inTurns(entries, async entry => {
      const path = join(current, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (files.size >= MAX_FILES) {
        throw new Error(`it holds more than ${MAX_FILES} files`);
      }
      if (entry.isDirectory() && depth >= MAX_DEPTH) {
        files.set(name, unreadable(name, 'it lies too deep'));
      } else if (entry.isDirectory()) {
        try {
          await visit(path, depth + 1);
        } catch (error) {
          if (isPassing(error)) throw error;
          files.set(name, unreadable(name, (error as Error).message));
        }
      } else {
        const file = entry.isFile()
          ? await readPlainFile(path, name)
          : await readTextFile(path, root, name);
        // It was listed a moment ago: a link to nothing is not a missing file.
        files.set(name, file ?? unreadable(name, 'it leads to nothing'));
      }
    });
  };
  await visit(folder, 0);
  return files;
}

/** One file as UTF-8 text; `null` where there is none. */
export async function readTextFile(
  path: string,
  root: string,
  name: string = relative(root, path),
): Promise<InventoryFile | null> {
  try {
    const real = await realpath(path);
    const realRoot = await realpath(root);
    if (real !== realRoot && !real.startsWith(realRoot + sep)) {
      return unreadable(name, 'it is a link that leads out of the inventory');
    }
    return await readPlainFile(real, name);
  } catch (error) {
    return failureOf(error, name);
  }
}

/** A file that is no link: it cannot lead out of its folder. */
async function readPlainFile(
  path: string,
  name: string,
): Promise<InventoryFile | null> {
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) return unreadable(name, 'it is not a file');
      if (stats.size > MAX_FILE_BYTES) {
        return unreadable(name, `it is larger than ${MAX_FILE_BYTES} bytes`);
      }
      return decodeText(await handle.readFile(), name);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failureOf(error, name);
  }
}

/** `null` where there is no file. */
function failureOf(error: unknown, name: string): InventoryFile | null {
  if (isPassing(error)) throw error;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? null : unreadable(name, message);
}

/** Some at a time: one after the other waits for the disk, all at once take all handles. */
async function inTurns<T>(
  values: readonly T[],
  work: (value: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < values.length; at += AT_ONCE) {
    await Promise.all(values.slice(at, at + AT_ONCE).map(work));
  }
}

/** Bytes as UTF-8 text, or why they are none. */
export function decodeText(bytes: Buffer, name: string): InventoryFile {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { readable: true, text };
  } catch {
    return unreadable(
      name,
      'it is not UTF-8; convert it (for example with iconv -f EUC-JP -t UTF-8) before it is stored',
    );
  }
}

/** Troubles of this machine, which say nothing of the file and must not be kept. */
const PASSING = 'EMFILE ENFILE EIO ENOMEM EAGAIN EBUSY ESTALE ETIMEDOUT'.split(
  ' ',
);

function isPassing(error: unknown): boolean {
  return PASSING.includes((error as NodeJS.ErrnoException).code ?? '');
}

async function isFolderInside(path: string, root: string): Promise<boolean> {
  try {
    const real = await realpath(path);
    if (!real.startsWith((await realpath(root)) + sep)) return false;
    await readdir(real);
    return true;
  } catch {
    return false;
  }
}

function unreadable(name: string, why: string): InventoryFile {
  return { readable: false, reason: `${name} cannot be read: ${why}` };
}
