import { maskSecrets } from '../workload';
import { maskEnvironment } from '../workload/maskEnvironment';
import type { InventoryItem, InventoryPlace } from '../workload/inventory';
import type { CaptureReading } from './captureReading';
import { pathsIn, type InventoryFiles } from './files';
import { processesOf } from './processMatch';
import type { ListedProcess } from './processList';
import { ownerOfWorker } from './roles';
import {
  parseSupervisorConf,
  readSupervisorStatus,
  supervisorEnvironment,
  type SupervisorSection,
} from './supervisorConf';
import { isDescribed } from './systemdServices';

const MAIN_FILES = [
  'etc/supervisord.conf',
  'etc/supervisor/supervisord.conf',
  'etc/supervisor.conf',
];

/** Included by most; taken where the main file could not be read. */
const FOLDERS = ['etc/supervisor/conf.d', 'etc/supervisord.d'];

export const SUPERVISOR_STATUS = 'supervisorctl.txt';

/** Every captured file of supervisord. */
export function supervisorPathsOf(files: InventoryFiles): string[] {
  return [
    ...MAIN_FILES.filter(path => files.has(path)),
    ...FOLDERS.flatMap(folder => pathsIn(files, folder)),
  ];
}

export function supervisorPlaceOf(reading: CaptureReading): InventoryPlace {
  const main =
    MAIN_FILES.find(path => reading.files.has(path)) ?? MAIN_FILES[0];
  return reading.place(`supervisor:${reading.host}`, main);
}

/** Takes the programs of supervisord as workers. */
export function addSupervisor(
  reading: CaptureReading,
  processes: readonly ListedProcess[] | null,
): void {
  if (supervisorPathsOf(reading.files).length === 0) return;
  const place = supervisorPlaceOf(reading);
  const status = statusOf(reading);
  const seen = new Set<string>();
  for (const path of filesRead(reading, place)) {
    const text = reading.textOf(path, place);
    if (text === null) continue;
    const { sections, issues } = parseSupervisorConf(text);
    for (const { line, message } of issues) {
      reading.leaveOpen(place, `${path}, line ${line} cannot be read`);
      reading.issue(path, line, 'error', 'unreadable-line', message);
    }
    for (const section of sections) {
      const [, name] = /^(?:fcgi-)?program:\s*(\S.*)$/.exec(section.name) ?? [];
      if (name === undefined) continue;
      if (seen.has(name)) {
        reading.issue(
          path,
          section.line,
          'warning',
          'named-twice',
          `The program ${name} stands twice; supervisord takes one of them.`,
        );
        continue;
      }
      seen.add(name);
      const command = section.settings.get('command') ?? '';
      if (isDescribed(reading, command)) continue;
      reading.items.push(
        itemOf(reading, place.ref, { name, path, section }, status, processes),
      );
    }
  }
}

/** The main file and what it includes; where none is there, the usual folders. */
function filesRead(reading: CaptureReading, place: InventoryPlace): string[] {
  const { files } = reading;
  const main = MAIN_FILES.find(path => files.has(path));
  const file = main === undefined ? undefined : files.get(main);
  if (!main || !file?.readable) {
    return [
      ...(main ? [main] : []),
      ...FOLDERS.flatMap(folder => pathsIn(files, folder)),
    ];
  }
  const included = parseSupervisorConf(file.text)
    .sections.filter(({ name }) => name === 'include')
    .flatMap(({ settings }) => (settings.get('files') ?? '').split(/\s+/))
    .filter(pattern => pattern !== '');
  const paths = included.flatMap(pattern => {
    const full = absolute(pattern, main);
    const folder = full.slice(0, full.lastIndexOf('/'));
    if (!reading.isComplete(folder)) {
      reading.leaveOpen(
        place,
        `${main} includes ${pattern}, and the capture does not list ${folder} as read completely`,
      );
    }
    const matches = globTest(full.slice(folder.length + 1));
    return pathsIn(files, folder).filter(path =>
      matches(path.slice(folder.length + 1)),
    );
  });
  return [...new Set([main, ...paths])];
}

/** A path of `[include]`, relative to the folder of its file, without a slash before. */
function absolute(pattern: string, main: string): string {
  const path = pattern.replace(
    /%\(here\)s/g,
    `/${main.slice(0, main.lastIndexOf('/'))}`,
  );
  if (path.startsWith('/')) return path.replace(/^\/+/, '');
  return `${main.slice(0, main.lastIndexOf('/'))}/${path.replace(/^\.\//, '')}`;
}

/** A shell pattern with `*`, in linear time. */
function globTest(pattern: string): (name: string) => boolean {
  const parts = pattern.split(/\*+/);
  const last = parts[parts.length - 1];
  return name => {
    if (parts.length === 1) return name === pattern;
    if (!name.startsWith(parts[0]) || !name.endsWith(last)) return false;
    let from = parts[0].length;
    for (const part of parts.slice(1, -1)) {
      const at = name.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return from <= name.length - last.length;
  };
}

type Status = ReturnType<typeof readSupervisorStatus>['programs'] | null;

function statusOf(reading: CaptureReading): Status {
  const text = reading.optionalTextOf(SUPERVISOR_STATUS);
  if (text === null) return null;
  const { programs, unread } = readSupervisorStatus(text);
  for (const line of unread) {
    reading.issue(
      SUPERVISOR_STATUS,
      line,
      'warning',
      'unreadable-line',
      'This line is none of supervisorctl status',
    );
  }
  return programs;
}

function itemOf(
  reading: CaptureReading,
  placeRef: string,
  program: { name: string; path: string; section: SupervisorSection },
  status: Status,
  processes: readonly ListedProcess[] | null,
): InventoryItem {
  const { name: written, path, section } = program;
  const { settings } = section;
  const { role, jobOwners } = ownerOfWorker(reading.description);
  const name = maskSecrets(written).text;
  const command = maskSecrets(settings.get('command') ?? '');
  const environment = maskEnvironment(
    supervisorEnvironment(settings.get('environment') ?? ''),
  );
  const user = settings.get('user') ?? 'root';
  const copies = Number(settings.get('numprocs') ?? 1);
  const directory = settings.get('directory');
  // supervisord itself fills in %(…)s, and `%%` is one percent sign.
  const found = processesOf(settings.get('command') ?? '', processes ?? []);
  return {
    ...{ kind: 'resident', name, schedule: null, user },
    roleRef: role.ref,
    ownerRef: jobOwners[name] ?? null,
    description: null,
    command: command.text,
    location: { ref: placeRef, key: name },
    ...stateOf(
      {
        told: status?.get(written) ?? null,
        found: found.length,
        startsByItself: !/^(?:false|no|off|0)$/i.test(
          settings.get('autostart') ?? 'true',
        ),
        isSupervised: processes && processes.some(isSupervisor),
      },
      {
        ...{ command: command.text, user, line: section.line },
        ...(Number.isInteger(copies) && copies > 1 && { copies }),
        ...(found.length > 0 && { processes: found.length }),
        ...(directory && { workingDirectory: maskSecrets(directory).text }),
        ...(Object.keys(environment.values).length > 0 && {
          environment: environment.values,
        }),
      },
    ),
    maskedSecrets: [...new Set([...command.names, ...environment.names])],
    where: `${path}, line ${section.line}`,
  };
}

function isSupervisor({ command }: ListedProcess): boolean {
  return /(?:^|[/ ])supervisord(?: |$)/.test(command);
}

function stateOf(
  seen: {
    told: { running: number; states: Set<string> } | null;
    found: number;
    startsByItself: boolean;
    /** `null` where the processes of the host are not known. */
    isSupervised: boolean | null;
  },
  detail: InventoryItem['detail'],
): Pick<InventoryItem, 'state' | 'detail'> {
  const because = (state: 'idle' | 'unknown', reason: string) => ({
    state,
    detail: { ...detail, reason },
  });
  if (seen.told) {
    return seen.told.running > 0
      ? {
          state: 'active',
          detail: { ...detail, processes: seen.told.running },
        }
      : because(
          'idle',
          `supervisorctl says that it is ${[...seen.told.states].join(', ')}`,
        );
  }
  if (seen.found > 0) return { state: 'active', detail };
  if (seen.isSupervised === false) {
    return because('idle', 'no supervisord runs on this host');
  }
  if (seen.isSupervised && !seen.startsByItself) {
    return because('idle', 'autostart is off, and no process has its command');
  }
  return because(
    'unknown',
    seen.isSupervised === null
      ? 'The capture does not tell which processes run'
      : 'No process has its command line, and the capture has no supervisorctl.txt: it may run under another name',
  );
}
