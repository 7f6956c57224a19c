import { InputError } from '@backstage/errors';
import type {
  InventoryIssue,
  InventoryItem,
  InventoryPlace,
  InventoryRun,
  ServerInventory,
} from '../workload/inventory';
import { maskSecrets } from '../workload';
import type { Fact } from '../workload/model';
import {
  parseCaptureJson,
  reasonNotRead,
  wasReadCompletely,
  type CaptureRecord,
} from './captureJson';
import { crontabItems } from './crontabItems';
import { cronRuns, type CrontabLines } from './cronRuns';
import { pathsIn, type FileItems, type InventoryFiles } from './files';
import { MEMINFO, MEMORY_FACT, totalMib } from './memory';
import { parseOsRelease } from './osRelease';
import { parseProcessList } from './processList';
import { ownerOfCrontab, ownerOfScheduler, rolesInUse } from './roles';
import { serverPlace, type ServerDescription } from './serverYaml';
import { sidekiqItems } from './sidekiqItems';
import { useRuns } from './toolUses';

const USER_CRONTABS = 'var/spool/cron/crontabs';
const RED_HAT_CRONTABS = 'var/spool/cron';
const SYSTEM_CRONTAB = 'etc/crontab';
const CRON_D = 'etc/cron.d';
const PROCESS_LIST = 'ps.txt';
const TOOLS = 'tools';

/** The crontabs among paths, in the order in which cron reads them. */
export function crontabsOf(
  files: InventoryFiles,
): Array<{ path: string; name: string; user: string | null }> {
  const userCrontabs = [
    ...pathsIn(files, USER_CRONTABS),
    ...pathsIn(files, RED_HAT_CRONTABS),
  ].map(path => {
    const user = path.slice(path.lastIndexOf('/') + 1);
    return { path, name: `user/${user}`, user };
  });
  const cronD = pathsIn(files, CRON_D).map(path => ({
    path,
    name: path.slice('etc/'.length),
    user: null,
  }));
  const system = files.has(SYSTEM_CRONTAB)
    ? [{ path: SYSTEM_CRONTAB, name: 'crontab', user: null }]
    : [];
  return [...userCrontabs, ...system, ...cronD];
}

/** Collects what one capture holds. */
class Reading {
  readonly items: InventoryItem[] = [];
  readonly places: InventoryPlace[] = [];
  readonly issues: InventoryIssue[] = [];
  readonly runs: InventoryRun[] = [];
  readonly host: string;
  /** Part of each run's id. Hosts that start from one image may share a name. */
  readonly name: string;

  constructor(
    readonly description: ServerDescription,
    readonly record: CaptureRecord,
  ) {
    this.host = serverPlace(description.server.ref);
    this.name = record.member ?? record.host;
  }

  /** Notes a place, with whether the collector read it to the end. */
  place(ref: string, path: string): InventoryPlace {
    const complete = wasReadCompletely(this.record, path);
    const reason = complete ? null : reasonNotRead(this.record, path);
    const place = { ref, complete, reason };
    this.places.push(place);
    return place;
  }

  /** The text of a file; one that cannot be read makes its place incomplete. */
  textOf(
    files: InventoryFiles,
    path: string,
    place: InventoryPlace,
  ): string | null {
    const file = files.get(path);
    if (file?.readable) return file.text;
    place.complete = false;
    place.reason = file?.reason ?? `${path} is not in the capture`;
    this.issue(path, null, 'error', 'unreadable-file', place.reason);
    return null;
  }

  /** Takes the jobs of a file; one with a line that nobody can read is not known completely. */
  add(place: InventoryPlace, found: FileItems) {
    this.items.push(...found.items);
    this.issues.push(...found.issues);
    if (found.unread !== null && place.complete) {
      place.complete = false;
      place.reason = found.unread;
    }
  }

  issue(
    path: string,
    line: number | null,
    severity: InventoryIssue['severity'],
    code: string,
    message: string,
  ) {
    const serverRef = this.description.server.ref;
    const masked = maskSecrets(message).text;
    this.issues.push({
      ...{ serverRef, path, line, severity, code },
      column: null,
      message: masked,
    });
  }
}

/**
 * What one capture says about one server.
 *
 * @param knownPaths - crontabs that earlier captures of the server had: where
 *   their folder was read completely and they are gone, their lines are gone
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
  const reading = new Reading(description, record);
  const timezone = record.timezone ?? description.timezone ?? options.timezone;
  const cron = {
    flavour: record.cron?.flavour ?? description.cron?.flavour ?? 'debian',
    version: record.cron?.version ?? description.cron?.version ?? null,
    running: record.cron?.running ?? null,
  } as const;

  const crontabs: CrontabLines[] = [];
  for (const { path, name, user } of crontabsOf(files)) {
    const place = reading.place(`crontab:${reading.host}/${path}`, path);
    const text = reading.textOf(files, path, place);
    if (text !== null) {
      const dialect = user === null ? 'system' : 'user';
      const role = ownerOfCrontab(description, name);
      const found = crontabItems({
        ...{ text, path, user, dialect, cron, timezone, role },
        placeRef: place.ref,
        serverRef: description.server.ref,
      });
      reading.add(place, found);
      crontabs.push({ name, path, items: found.items });
    }
  }
  for (const { path, role } of ownerOfScheduler(description)) {
    if (files.has(path)) {
      const place = reading.place(`crontab:${reading.host}/${path}`, path);
      const text = reading.textOf(files, path, place);
      if (text !== null) {
        reading.add(
          place,
          sidekiqItems({
            ...{ text, path, timezone, role },
            placeRef: place.ref,
            serverRef: description.server.ref,
          }),
        );
      }
    }
  }
  for (const path of options.knownPaths) {
    if (!files.has(path)) {
      const place = reading.place(`crontab:${reading.host}/${path}`, path);
      const folder = unreadableFolderOf(files, path);
      if (folder !== null) Object.assign(place, { complete: false, ...folder });
    }
  }
  addProcesses(reading, files);
  addTools(reading);
  const {
    runs: logged,
    ranges,
    issues,
  } = cronRuns({
    ...{ files, crontabs, timezone },
    host: reading.name,
    capturedAt: record.capturedAt,
    isComplete: path => wasReadCompletely(record, path),
  });
  for (const { path, line, severity, code, message } of issues) {
    reading.issue(path, line, severity, code, message);
  }
  const runs = [...logged, ...reading.runs];
  addPeaks(reading);

  return {
    server: {
      ...description.server,
      facts: [
        ...description.server.facts,
        ...osFacts(files, record),
        ...memoryFacts(files, record),
        ...record.facts.map(fact => ({
          ...fact,
          value: fact.value && maskSecrets(fact.value).text,
        })),
      ],
    },
    ...(record.member !== null && { member: record.member }),
    ...(record.members && { members: record.members }),
    roles: rolesInUse(description, reading.items),
    capturedAt: record.capturedAt,
    items: reading.items,
    places: reading.places,
    issues: reading.issues,
    ...(runs.length > 0 && { runs }),
    ...(ranges.length > 0 && { runRanges: ranges }),
  };
}

/** A file that is missing because its folder could not be read is not gone. */
function unreadableFolderOf(
  files: InventoryFiles,
  path: string,
): { reason: string } | null {
  for (const [name, file] of files) {
    if (!file.readable && path.startsWith(`${name}/`)) {
      return { reason: file.reason };
    }
  }
  return null;
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

/** A described worker is active where a process has its text; it is gone where none has. */
function addProcesses(reading: Reading, files: InventoryFiles) {
  const { description, host } = reading;
  const workers = description.roles.flatMap(role =>
    role.workloads
      .filter(workload => workload.process !== null)
      .map(workload => ({ role, workload })),
  );
  if (workers.length === 0 && !files.has(PROCESS_LIST)) return;
  const place = reading.place(`process:${host}`, PROCESS_LIST);
  const text = reading.textOf(files, PROCESS_LIST, place);
  if (text === null) return;
  const list = parseProcessList(text);
  for (const { line, message } of list.issues) {
    // A row that nobody understands may be the very worker that is looked for.
    place.complete = false;
    place.reason = `${PROCESS_LIST}, line ${line}: ${message}`;
    reading.issue(PROCESS_LIST, line, 'warning', 'unreadable-line', message);
  }
  for (const { role, workload } of workers) {
    const found = list.processes.filter(process =>
      process.command.includes(workload.process!),
    );
    if (found.length > 0) {
      // The description names the worker; the host's own words stand beside it.
      const command = maskSecrets(workload.command);
      reading.items.push({
        kind: workload.kind,
        name: workload.name,
        roleRef: role.role.ref,
        ownerRef: workload.ownerRef,
        description: workload.description,
        schedule: workload.schedule,
        command: command.text,
        user: found[0].user,
        location: workload.location,
        state: 'active',
        detail: {
          command: command.text,
          commandLine: maskSecrets(found[0].command).text,
          user: found[0].user,
          processes: found.length,
        },
        maskedSecrets: command.names,
        where: `${PROCESS_LIST}, line ${found[0].line}`,
      });
    }
  }
}

/** A described tool is active where those who may start it can. */
function addTools(reading: Reading) {
  const { description, record, host } = reading;
  const described = description.roles.flatMap(role =>
    role.workloads
      .filter(({ location }) => location.ref === `tool:${host}`)
      .map(workload => ({ role, workload })),
  );
  if (described.length === 0) return;
  reading.place(`tool:${host}`, TOOLS);
  for (const { role, workload } of described) {
    const tool = record.tools.find(
      ({ name }) => name === workload.location.key,
    );
    if (tool) {
      const command = maskSecrets(workload.command || tool.path);
      reading.items.push({
        kind: workload.kind,
        name: workload.name,
        roleRef: role.role.ref,
        ownerRef: workload.ownerRef,
        description: workload.description,
        schedule: workload.schedule,
        command: command.text,
        user: workload.user,
        location: workload.location,
        state: tool.startable ? 'active' : 'idle',
        detail: {
          command: command.text,
          path: tool.path,
          ...(tool.lastUsedAt && { lastUsedAt: tool.lastUsedAt }),
          ...(!tool.startable && { reason: 'nobody can start it' }),
        },
        maskedSecrets: command.names,
        where: tool.path,
      });
      reading.runs.push(...useRuns(tool.uses, workload.location, reading.name));
    }
  }
}

/** The most that each was measured to take stands beside what was seen of it. */
function addPeaks(reading: Reading) {
  for (const { name, mib, source } of reading.record.peaks) {
    const named = reading.items.filter(item => item.name === name);
    if (named.length === 0) {
      reading.issue(
        'capture.json',
        null,
        'warning',
        'peak-of-no-item',
        `peaks names ${name}, and nothing on the host has that name. Name the job or tool as the portal shows it.`,
      );
    }
    for (const item of named) {
      const { peakMib } = item.detail;
      if (typeof peakMib === 'number' && peakMib >= mib) continue;
      const peakSource = maskSecrets(source).text;
      item.detail = { ...item.detail, peakMib: mib, peakSource };
    }
  }
}

function memoryFacts(files: InventoryFiles, record: CaptureRecord): Fact[] {
  const file = files.get(MEMINFO);
  const mib = file?.readable ? totalMib(file.text) : null;
  if (mib === null) return [];
  return [
    {
      name: MEMORY_FACT,
      value: String(mib),
      source: MEMINFO,
      observedAt: record.capturedAt,
    },
  ];
}

function osFacts(files: InventoryFiles, record: CaptureRecord): Fact[] {
  const path = ['etc/os-release', 'os-release'].find(name => files.has(name));
  const file = path && files.get(path);
  if (!file || !file.readable) return [];
  return [
    {
      name: 'os',
      value: parseOsRelease(file.text).name,
      source: path,
      observedAt: record.capturedAt,
    },
  ];
}
