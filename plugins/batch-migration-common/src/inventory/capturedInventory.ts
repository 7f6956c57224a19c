import { InputError } from '@backstage/errors';
import type {
  InventoryItem,
  InventoryRun,
  RunRange,
  ServerInventory,
} from '../workload/inventory';
import { locationId } from '../workload';
import { ANACRONTAB, readAnacron } from './anacronItems';
import { addSchedulers, crontabsOf, readCrontabs } from './captureCrontabs';
import { captureFacts, zoneOf } from './captureFacts';
import { addMemory, addMemoryKills } from './captureMemory';
import { parseCaptureJson, type CaptureRecord } from './captureJson';
import { addProcesses } from './captureProcesses';
import { CaptureReading, type HostCron } from './captureReading';
import {
  addSupervisor,
  supervisorPathsOf,
  supervisorPlaceOf,
} from './captureSupervisor';
import { addSystemd, systemdPlaceOf } from './captureSystemd';
import { addPeaks, addTools } from './captureTools';
import { cronRuns } from './cronRuns';
import type { InventoryFiles } from './files';
import {
  addFolderScripts,
  folderPlace,
  isStarterOf,
  scriptsOf,
  type StartedScripts,
} from './folderScripts';
import { folderStartOf } from './folderStart';
import { cronOfPackages, packagesOf } from './packages';
import { ownerOfScheduler, rolesInUse } from './roles';
import { serverPlace, type ServerDescription } from './serverYaml';
import { unitPathsOf } from './systemdUnits';

/**
 * What one capture says about one server.
 *
 * @param knownPaths - files of jobs that earlier captures of the server had:
 *   where their folder was read completely and they are gone, their jobs are
 *   gone
 * @throws InputError where `capture.json` is missing or cannot be understood;
 *   then nothing of the capture counts
 */
export function capturedInventory(options: {
  description: ServerDescription;
  files: InventoryFiles;
  knownPaths: readonly string[];
  /** Zone of hosts for which neither capture nor description name one. */
  timezone: string;
}): ServerInventory {
  const { description, files } = options;
  const record = recordOf(files);
  assertIsOf(record, description);
  const reading = new CaptureReading(
    description,
    record,
    files,
    cronOf(record, description, files),
    record.timezone ??
      zoneOf(files) ??
      description.timezone ??
      options.timezone,
  );
  const runs = addJobs(reading);
  const processes = addProcesses(reading);
  addSystemd(reading, processes);
  addSupervisor(reading, processes);
  addTools(reading, processes);
  for (const path of options.knownPaths) addGone(reading, path);
  runs.runs.push(...reading.runs);
  addPeaks(reading);
  addMemory(reading, processes);
  const kills = addMemoryKills(reading, runs.runs);
  const facts = captureFacts(reading, kills);

  return {
    server: {
      ...description.server,
      facts: [...description.server.facts, ...facts],
    },
    ...(record.member !== null && { member: record.member }),
    ...(record.members && { members: record.members }),
    roles: rolesInUse(description, reading.items),
    capturedAt: record.capturedAt,
    items: reading.items,
    places: reading.places,
    issues: reading.issues,
    ...(runs.runs.length > 0 && { runs: runs.runs }),
    ...(runs.runRanges.length > 0 && { runRanges: runs.runRanges }),
  };
}

/** Files of a capture in which jobs, timers or workers stand. */
export function jobPathsOf(
  files: InventoryFiles,
  description: ServerDescription,
): string[] {
  return [
    ...crontabsOf(files).map(({ path }) => path),
    ...ownerOfScheduler(description, files)
      .map(({ path }) => path)
      .filter(path => files.has(path)),
    ...scriptsOf(files),
    ...(files.has(ANACRONTAB) ? [ANACRONTAB] : []),
    ...unitPathsOf(files),
    ...supervisorPathsOf(files),
  ];
}

/** Takes everything that cron, anacron and sidekiq-scheduler start, and its runs. */
function addJobs(reading: CaptureReading): {
  runs: InventoryRun[];
  runRanges: RunRange[];
} {
  const crontabs = readCrontabs(reading);
  const anacronJobs = readAnacron(reading, crontabs);
  const lines = [...crontabs.flatMap(({ items }) => items), ...anacronJobs];
  const starts = lines
    .flatMap(item => folderStartOf(item) ?? [])
    .filter(start => anacronJobs.length === 0 || !start.yieldsToAnacron);
  const started = addFolderScripts(reading, starts);
  // On a host with anacron, the line that yields to it starts nothing itself.
  reading.items.push(
    ...lines.filter(item => !isStarterOf(reading, folderStartOf(item))),
  );
  addSchedulers(reading);

  const { runs, ranges, issues } = cronRuns({
    ...{ files: reading.files, logs: reading.logs, crontabs },
    timezone: reading.timezone,
    host: reading.name,
    capturedAt: reading.record.capturedAt,
    isComplete: path => reading.isComplete(path),
  });
  for (const { path, line, severity, code, message } of issues) {
    reading.issue(path, line, severity, code, message);
  }
  const taken = new Set(
    reading.items.map(({ location }) => locationId(location)),
  );
  const scripts = scriptsByStarter(started);
  const spread = <T extends RunRange | InventoryRun>(
    one: T,
    ofScript: (item: InventoryItem) => T,
  ) => {
    const id = locationId(one.location);
    return [
      ...(taken.has(id) ? [one] : []),
      ...(scripts.get(id) ?? []).map(ofScript),
    ];
  };
  return {
    runs: runs.flatMap(run =>
      spread(run, ({ location }) => ({
        ...run,
        location,
        // The log tells when run-parts began, and not when each script ended.
        endedAt: null,
        outcome: 'unknown',
        externalId: `${run.externalId}/${location.key}`,
      })),
    ),
    runRanges: ranges.flatMap(range =>
      spread(range, ({ location }) => ({ ...range, location })),
    ),
  };
}

/** The scripts that run when a line does, by that line's location. */
function scriptsByStarter(
  started: readonly StartedScripts[],
): Map<string, InventoryItem[]> {
  return new Map(
    started.map(({ start, scripts }) => [
      locationId(start.item.location),
      scripts.filter(({ state }) => state === 'active'),
    ]),
  );
}

/** Notes the place of a file that an earlier capture had and this one has not. */
function addGone(reading: CaptureReading, path: string): void {
  const { files, host, places } = reading;
  if (files.has(path)) return;
  const folder = path.slice(0, path.lastIndexOf('/'));
  let ref = `crontab:${host}/${path}`;
  if (/^etc\/cron\.(?:hourly|daily|weekly|monthly)\//.test(path)) {
    ref = folderPlace(host, folder);
  } else if (path === ANACRONTAB) {
    ref = `anacron:${host}/${path}`;
  } else if (/\/systemd\/system\//.test(path)) {
    ref = `systemd:${host}`;
  } else if (/^etc\/supervisor/.test(path)) {
    ref = `supervisor:${host}`;
  }
  if (places.some(place => place.ref === ref)) return;
  const place = placeOfGone(reading, ref, path, folder);
  const unreadable = unreadableFolderOf(files, path);
  if (unreadable !== null) reading.leaveOpen(place, unreadable);
}

function placeOfGone(
  reading: CaptureReading,
  ref: string,
  path: string,
  folder: string,
) {
  if (ref.startsWith('systemd:')) return systemdPlaceOf(reading);
  if (ref.startsWith('supervisor:')) return supervisorPlaceOf(reading);
  return reading.place(ref, ref.startsWith('run-parts:') ? folder : path);
}

/** A file that is missing because its folder could not be read is not gone. */
function unreadableFolderOf(
  files: InventoryFiles,
  path: string,
): string | null {
  for (const [name, file] of files) {
    if (!file.readable && path.startsWith(`${name}/`)) return file.reason;
  }
  return null;
}

/** What the collector found goes before what people wrote, and that before packages. */
function cronOf(
  record: CaptureRecord,
  description: ServerDescription,
  files: InventoryFiles,
): HostCron {
  const packages = packagesOf(files);
  const told = record.cron ?? description.cron;
  const installed = packages && cronOfPackages(packages.packages);
  const isSame = !told || told.flavour === installed?.flavour;
  return {
    flavour: told?.flavour ?? installed?.flavour ?? 'debian',
    version:
      record.cron?.version ??
      description.cron?.version ??
      (isSame ? installed?.version : null) ??
      null,
    running: record.cron?.running ?? null,
  };
}

function recordOf(files: InventoryFiles): CaptureRecord {
  const file = files.get('capture.json');
  if (!file) {
    throw new InputError(
      'capture.json is missing: without it nobody knows when the host was read and what completely',
    );
  }
  if (!file.readable) throw new InputError(file.reason);
  return parseCaptureJson(file.text);
}

/** A capture in the folder of another server would be taken for that one. */
function assertIsOf(record: CaptureRecord, { server }: ServerDescription) {
  if (record.server === null) return;
  const ref = record.server.toLocaleLowerCase('en-US');
  if (ref !== server.ref && ref !== serverPlace(server.ref).split('/')[1]) {
    throw new InputError(
      `server is ${record.server}, but the capture lies in the folder of ${server.ref}`,
    );
  }
}
