import { pathsIn, type InventoryFiles } from './files';

/** Folders of units, the first one wins (systemd.unit(5)). */
export const UNIT_FOLDERS = [
  'etc/systemd/system',
  'usr/local/lib/systemd/system',
  'lib/systemd/system',
  'usr/lib/systemd/system',
] as const;

/** Where an administrator puts units; the others belong to packages. */
const OWN_FOLDERS: readonly string[] = UNIT_FOLDERS.slice(0, 2);

/** A timer or service of a host, as it stands in its files. */
export interface HostUnit {
  name: string;
  /** Of the file that counts; of an instance the template's. */
  path: string;
  text: string;
  /** Drop-ins in the order of their names. */
  dropIns: Array<{ path: string; text: string }>;
  /** Written by an administrator, and not by a package. */
  isOwn: boolean;
  /** A link of its name stands in some `*.wants` or `*.requires`. */
  isWanted: boolean;
  /** An empty file, or a link to `/dev/null`: systemd never starts it. */
  isMasked: boolean;
}

export interface HostUnits {
  units: Map<string, HostUnit>;
  /** Files that could not be read, with the reason. */
  unreadable: Array<{ path: string; reason: string }>;
}

const NAME = /\.(?:timer|service)$/;
const WANTS = /\/[^/]+\.(?:wants|requires)\/([^/]+\.(?:timer|service))$/;

const templateOf = (name: string) => name.replace(/@[^@]*\./, '@.');

/** The paths of all timers and services of a capture, without drop-ins. */
export function unitPathsOf(files: InventoryFiles): string[] {
  return UNIT_FOLDERS.flatMap(folder =>
    pathsIn(files, folder).filter(path => NAME.test(path)),
  );
}

/**
 * The timers and services of a capture. Instances of a template are those that
 * something wants, or that the caller knows.
 *
 * @param known - names of units that systemd itself listed
 */
export function hostUnits(
  files: InventoryFiles,
  known: Iterable<string>,
): HostUnits {
  const wanted = new Set<string>();
  for (const path of files.keys()) {
    const name = WANTS.exec(path)?.[1];
    if (name && UNIT_FOLDERS.some(folder => path.startsWith(`${folder}/`))) {
      wanted.add(name);
    }
  }
  const unreadable: HostUnits['unreadable'] = [];
  const written = new Map<string, { path: string; text: string }>();
  for (const path of unitPathsOf(files)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const file = files.get(path)!;
    if (written.has(name)) continue;
    if (file.readable) written.set(name, { path, text: file.text });
    else unreadable.push({ path, reason: file.reason });
  }
  const aliases = aliasesOf(written);
  const names = new Set([
    ...written.keys(),
    ...[...wanted, ...known].filter(
      name => NAME.test(name) && written.has(templateOf(name)),
    ),
  ]);
  const units = new Map<string, HostUnit>();
  for (const name of names) {
    if (aliases.has(name)) continue;
    const { path, text } = written.get(name) ?? written.get(templateOf(name))!;
    units.set(name, {
      ...{ name, path, text },
      dropIns: dropInsOf(files, name, unreadable),
      isOwn: OWN_FOLDERS.some(folder => path.startsWith(`${folder}/`)),
      isWanted: wanted.has(name),
      isMasked: text.trim() === '',
    });
  }
  return { units, unreadable };
}

/** A link with another name, such as `syslog.service`, was followed to the same text. */
function aliasesOf(
  written: ReadonlyMap<string, { path: string; text: string }>,
): Set<string> {
  const ofPackages = new Map<string, string>();
  for (const [name, { path, text }] of written) {
    if (!OWN_FOLDERS.some(folder => path.startsWith(`${folder}/`))) {
      ofPackages.set(text, name);
    }
  }
  return new Set(
    [...written]
      .filter(
        ([name, { text }]) =>
          text.trim() !== '' && (ofPackages.get(text) ?? name) !== name,
      )
      .map(([name]) => name),
  );
}

function dropInsOf(
  files: InventoryFiles,
  name: string,
  unreadable: HostUnits['unreadable'],
): HostUnit['dropIns'] {
  // One of the same name in an earlier folder hides the later ones.
  const found = new Map<string, string>();
  for (const unit of new Set([name, templateOf(name)])) {
    for (const folder of UNIT_FOLDERS) {
      for (const path of pathsIn(files, `${folder}/${unit}.d`)) {
        const file = path.slice(path.lastIndexOf('/') + 1);
        if (file.endsWith('.conf') && !found.has(file)) found.set(file, path);
      }
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, path]) => {
      const file = files.get(path)!;
      if (file.readable) return [{ path, text: file.text }];
      unreadable.push({ path, reason: file.reason });
      return [];
    });
}
