import { InputError } from '@backstage/errors';
import {
  capturedInventory,
  crontabsOf,
  maskCrontab,
  maskSecrets,
  parseCaptureJson,
  type CaptureRecord,
  type InventoryFiles,
  type InventoryPlace,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import { countLines, MAX_LINES } from './handedIn';
import {
  describedWorkloads,
  describeKnownServer,
  knownPaths,
  undescribedWorkers,
  type KnownServer,
} from './knownServer';

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
 * Reads a whole capture that was handed in, as one in a folder is read: with
 * the workers and tools that the declared inventories describe. A worker that
 * is known and not described must not be taken for gone.
 *
 * @param timezone - where neither the capture nor the server names one
 */
export function readHandedInArchive(
  known: KnownServer,
  files: InventoryFiles,
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
  const description = describeKnownServer(known);
  const roles = description.roles.map(one => ({
    ...one,
    workloads: describedWorkloads(known, one.role.ref),
  }));
  const inventory = capturedInventory({
    description: { ...description, roles },
    ...{ files, knownPaths: knownPaths(known), timezone },
  });
  const isDescribed = roles.some(({ workloads }) =>
    workloads.some(({ process }) => process !== null),
  );
  return withProcesses(inventory, isDescribed, undescribedWorkers(known));
}

/** Says of the host's processes no more than is known of its workers. */
function withProcesses(
  inventory: ServerInventory,
  isDescribed: boolean,
  undescribed: readonly string[],
): ServerInventory {
  const isOfProcesses = ({ ref }: InventoryPlace) => ref.startsWith('process:');
  if (!isDescribed) {
    const places = inventory.places.filter(one => !isOfProcesses(one));
    return { ...inventory, places };
  }
  if (undescribed.length === 0) return inventory;
  const names = undescribed.join(', ');
  const reason = `No server.yaml says by what the process of ${names} is found`;
  return {
    ...inventory,
    places: inventory.places.map(place =>
      isOfProcesses(place) && place.complete
        ? { ...place, complete: false, reason }
        : place,
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
