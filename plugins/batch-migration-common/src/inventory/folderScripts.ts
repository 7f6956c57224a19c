import { maskSecrets } from '../workload';
import type { InventoryItem } from '../workload/inventory';
import type { CaptureReading } from './captureReading';
import { isScriptOfDistribution } from './distributionJobs';
import { pathsIn, type InventoryFiles } from './files';
import {
  SCRIPT_FOLDERS,
  type FolderStart,
  type ScriptFolder,
} from './folderStart';
import { readModes } from './modes';
import { isNamedByRole, ownerOfCrontab } from './roles';
import { judgeName } from './runPartsNames';

const MODES = 'modes.txt';

/** Red Hat's run-parts reads these lists of names in the folder. */
const LISTS = ['jobs.allow', 'jobs.deny'];

/** Where the lines stand that start the scripts. */
const STARTERS = ['etc/crontab', 'etc/cron.d'];

/** Every script of the folders that run-parts starts. */
export function scriptsOf(files: InventoryFiles): string[] {
  return SCRIPT_FOLDERS.flatMap(folder => pathsIn(files, folder));
}

/** Place of the scripts of a folder. */
export function folderPlace(host: string, folder: string): string {
  return `run-parts:${host}/${folder}`;
}

/** The scripts of one folder, by what starts them. */
export interface StartedScripts {
  start: FolderStart;
  scripts: InventoryItem[];
}

/**
 * Takes the scripts of `/etc/cron.daily` and its like, each a job of its own.
 * The line that starts them is none then: see `isStarterOf`.
 */
export function addFolderScripts(
  reading: CaptureReading,
  starts: readonly FolderStart[],
): StartedScripts[] {
  const { files } = reading;
  const folders = SCRIPT_FOLDERS.filter(
    folder => pathsIn(files, folder).length > 0,
  );
  if (folders.length === 0) return [];
  const modes = modesOf(reading);
  return folders.flatMap(folder => {
    reading.place(folderPlace(reading.host, folder), folder);
    const own = starts.filter(start => start.folder === folder);
    // Of several the one that would really start them.
    const start = own.find(({ state }) => state === 'active') ?? own[0] ?? null;
    const scripts = itemsOf(reading, folder, start, modes);
    reading.items.push(...scripts);
    if (own.length > 1) {
      reading.issue(
        folder,
        null,
        'warning',
        'started-twice',
        `The scripts of /${folder} are started from ${own
          .map(({ where }) => where)
          .join(' and ')}. Keep one of them.`,
      );
    }
    return start ? [{ start, scripts }] : [];
  });
}

/**
 * Whether a line only starts scripts that are known one by one. While nobody
 * looked into their folder, the line stands for them: that all of `etc` was
 * read, as some collectors say, does not mean that they copied scripts.
 */
export function isStarterOf(
  { record, files }: CaptureReading,
  start: FolderStart | null,
): boolean {
  return (
    start !== null &&
    (record.read.includes(start.folder) ||
      pathsIn(files, start.folder).length > 0)
  );
}

function modesOf(reading: CaptureReading): Map<string, boolean> {
  const text = reading.optionalTextOf(MODES);
  if (text === null) return new Map();
  const { executable, unread } = readModes(text);
  for (const line of unread) {
    reading.issue(
      MODES,
      line,
      'warning',
      'unreadable-line',
      'This line is no mode with a path, such as 755 etc/cron.daily/logrotate',
    );
  }
  return executable;
}

function itemsOf(
  reading: CaptureReading,
  folder: ScriptFolder,
  start: FolderStart | null,
  modes: ReadonlyMap<string, boolean>,
): InventoryItem[] {
  const { description, cron } = reading;
  const roleName = folder.slice('etc/'.length);
  const leftOut: string[] = [];
  const isRedHat = cron.flavour === 'cronie';
  const paths = pathsIn(reading.files, folder);
  const hasLists =
    isRedHat && LISTS.some(list => paths.includes(`${folder}/${list}`));
  const areStartsKnown = STARTERS.every(
    file =>
      reading.isComplete(file) &&
      !reading.places.some(
        ({ ref, complete }) =>
          !complete && ref.startsWith(`crontab:${reading.host}/${file}`),
      ),
  );
  const items = paths.flatMap(path => {
    const name = path.slice(folder.length + 1);
    if (name === '.placeholder' || (isRedHat && LISTS.includes(name)))
      return [];
    if (
      isScriptOfDistribution(name) &&
      !isNamedByRole(description, `${roleName}/${name}`)
    ) {
      leftOut.push(name);
      return [];
    }
    const role = ownerOfCrontab(description, `${roleName}/${name}`);
    const script = { path, name, isExecutable: modes.get(path) ?? null };
    const { state, ...seen } = stateOf(script, start, cron.flavour, {
      hasLists,
      areStartsKnown,
    });
    const command = maskSecrets(`/${path}`);
    const user = start?.user ?? 'root';
    const schedule = start?.schedule ?? null;
    const item: InventoryItem = {
      ...{ kind: 'scheduled', name, schedule, user, state },
      roleRef: role.role.ref,
      ownerRef: role.jobOwners[name] ?? null,
      description: null,
      command: command.text,
      location: { ref: folderPlace(reading.host, folder), key: name },
      detail: {
        ...(schedule && { schedules: [{ ...schedule }] }),
        ...{ command: command.text, user },
        ...(start && { startedBy: start.where }),
        ...seen,
      },
      maskedSecrets: command.names,
      where: path,
    };
    return [item];
  });
  if (leftOut.length > 0) {
    reading.issue(
      folder,
      null,
      'info',
      'of-the-distribution',
      `Left out, for they belong to the operating system: ${leftOut.join(
        ', ',
      )}. Name one in crontabs of a role to take it, such as ${roleName}/${
        leftOut[0]
      }.`,
    );
  }
  return items;
}

/** Whether run-parts would start a script if its time came. */
function stateOf(
  script: { path: string; name: string; isExecutable: boolean | null },
  start: FolderStart | null,
  flavour: 'debian' | 'cronie',
  { hasLists, areStartsKnown }: { hasLists: boolean; areStartsKnown: boolean },
): {
  state: InventoryItem['state'];
  enabled?: true;
  fileIgnored?: true;
  reason?: string;
} {
  const name = judgeName(script.name, flavour, start?.nameRule ?? 'plain');
  if (name && !name.taken) {
    return name.isPutAside
      ? { state: 'idle', reason: name.reason }
      : {
          ...{ state: 'idle', enabled: true, fileIgnored: true },
          reason: name.reason,
        };
  }
  if (script.isExecutable === false) {
    return { state: 'idle', reason: 'the script is not executable' };
  }
  if (script.isExecutable === null) {
    return {
      state: 'unknown',
      reason: `${MODES} of the capture does not say whether ${script.path} is executable`,
    };
  }
  if (name === null) {
    return {
      state: 'unknown',
      reason: 'run-parts is given a --regex, which is not understood here',
    };
  }
  if (hasLists) {
    return {
      state: 'unknown',
      reason: `${LISTS.join(' or ')} says which scripts run, which is not read`,
    };
  }
  if (start === null && !areStartsKnown) {
    return {
      state: 'unknown',
      reason:
        'not every crontab of the system was read, and none that was starts it',
    };
  }
  if (start === null) {
    return {
      ...{ state: 'idle', enabled: true },
      reason:
        'no captured crontab or anacrontab starts the scripts of this folder',
    };
  }
  if (start.state !== 'active') {
    return {
      ...{ state: start.state, enabled: true },
      reason: start.reason ?? `${start.where} does not start them`,
    };
  }
  return { state: 'active' };
}
