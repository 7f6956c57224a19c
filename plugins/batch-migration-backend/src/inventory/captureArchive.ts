import { InputError } from '@backstage/errors';
import type {
  InventoryFile,
  InventoryFiles,
} from 'backstage-plugin-batch-migration-common';
import { readTar, type TarLimits } from './captureTar';
import { decodeText, MAX_FILE_BYTES, MAX_FILES } from './readFolder';

/** Logs of cron are cut by the script at 1 MB each; a capture has some MB. */
export const ARCHIVE_LIMITS: TarLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxFiles: MAX_FILES,
  maxFileBytes: MAX_FILE_BYTES,
};

const RECORD = 'capture.json';
const MAX_PATH = 400;

/**
 * The files of one capture from a tar archive, as if its folder had been read.
 * The folder itself, or folders above it, may stand before each name.
 *
 * @throws InputError naming what cannot be taken
 */
export async function readArchive(
  chunks: AsyncIterable<Buffer>,
  limits: TarLimits = ARCHIVE_LIMITS,
): Promise<InventoryFiles> {
  const found = new Map<string, InventoryFile>();
  for await (const { name, bytes } of readTar(chunks, limits)) {
    const path = safePath(name);
    if (found.has(path)) {
      throw new InputError(`The archive holds ${path} twice`);
    }
    found.set(
      path,
      bytes === null
        ? {
            readable: false,
            reason: `${path} cannot be read: it is larger than ${limits.maxFileBytes} bytes`,
          }
        : decodeText(bytes, path),
    );
  }
  return below(found, folderOfCapture([...found.keys()]));
}

function safePath(name: string): string {
  const path = name.replace(/^(?:\.\/)+/, '');
  const isSafe =
    path.length <= MAX_PATH &&
    !/[\p{Cc}\\]/u.test(path) &&
    path.split('/').every(part => part !== '' && part !== '.' && part !== '..');
  if (isSafe) return path;
  throw new InputError(
    `The archive holds ${JSON.stringify(
      name.slice(0, MAX_PATH),
    )}: a name must be a path below the folder of the capture, of at most ${MAX_PATH} characters, without .. and control characters`,
  );
}

/** Where `capture.json` lies: `''`, or a folder with its slash. */
function folderOfCapture(paths: readonly string[]): string {
  const isRecord = (path: string) =>
    path === RECORD || path.endsWith(`/${RECORD}`);
  const depth = (path: string) => path.split('/').length;
  const records = paths.filter(isRecord).sort((a, b) => depth(a) - depth(b));
  if (records.length === 0) {
    throw new InputError(
      'capture.json is missing: without it nobody knows when the host was read and what completely',
    );
  }
  const folder = records[0].slice(0, -RECORD.length);
  const stray = paths.find(path => !path.startsWith(folder));
  if (stray !== undefined) {
    throw new InputError(
      `The archive holds ${stray} beside ${folder}: hand in one capture at a time`,
    );
  }
  return folder;
}

function below(files: InventoryFiles, folder: string): InventoryFiles {
  return new Map(
    [...files].map(([path, file]) => [path.slice(folder.length), file]),
  );
}
