import { InputError } from '@backstage/errors';
import {
  capturedInventory,
  crontabsOf,
  maskCrontab,
  maskSecrets,
  parseCaptureJson,
  type CaptureRecord,
  type InventoryFiles,
  type ServerDescription,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import { countLines, MAX_LINES } from './handedIn';

/** Only their runs are kept, and they fill most of a capture. */
const LOGS = /^var\/(?:log|account)\//;

/** The record of a capture that was handed in as a whole. */
export function recordOfArchive(files: InventoryFiles): CaptureRecord {
  const file = files.get('capture.json');
  if (!file) throw new InputError('capture.json is missing');
  if (!file.readable) throw new InputError(file.reason);
  return parseCaptureJson(file.text);
}

/**
 * Reads a whole capture that was handed in, as one in a folder is read. Where
 * nobody wrote down the server's workers, its processes tell nothing of them:
 * one that is known from elsewhere must not be taken for gone.
 *
 * @param knownPaths - files of jobs that were ever seen on the server
 * @param timezone - where neither the capture nor the server names one
 */
export function readHandedInArchive(
  description: ServerDescription,
  files: InventoryFiles,
  knownPaths: readonly string[],
  timezone: string,
): ServerInventory {
  const lines = crontabsOf(files).reduce((sum, { path }) => {
    const file = files.get(path);
    return sum + (file?.readable ? countLines(file.text) : 0);
  }, 0);
  if (lines > MAX_LINES) {
    throw new InputError(
      `The crontabs of the capture have ${lines} lines together; at most ${MAX_LINES} are taken at once`,
    );
  }
  const inventory = capturedInventory({
    ...{ description, files, knownPaths, timezone },
  });
  const isDescribed = description.roles.some(
    ({ workloads }) => workloads.length > 0,
  );
  if (isDescribed) return inventory;
  return {
    ...inventory,
    places: inventory.places.filter(
      ({ ref }) =>
        !ref.startsWith('process:') ||
        inventory.items.some(({ location }) => location.ref === ref),
    ),
  };
}

/** As they may be stored: masked once more, whoever masked them before. */
export function maskArchive(files: InventoryFiles) {
  const crontabs = new Set(crontabsOf(files).map(({ path }) => path));
  return [...files].map(([path, file]) => {
    if (!file.readable || LOGS.test(path)) {
      return { path, text: null, lines: null };
    }
    const masked = crontabs.has(path)
      ? maskCrontab(file.text).text
      : maskSecrets(file.text).text;
    return { path, text: masked, lines: null };
  });
}
