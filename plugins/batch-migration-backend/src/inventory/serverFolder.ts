import { InputError, stringifyError } from '@backstage/errors';
import {
  capturedInventory,
  declaredInventory,
  describeUnknownServer,
  jobPathsOf,
  parseCaptureJson,
  parseServerYaml,
  ROLE_TYPES,
  type EntityRef,
  type InventoryFile,
  type InventoryFiles,
  type InventoryIssue,
  type InventoryRole,
  type ServerDescription,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { foldersIn, readFolder, readTextFile } from './readFolder';

/** A capture may be a little ahead of the reader's clock, but not more. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

const SERVER_YAML = 'server.yaml';

/** The files of one server, before anything is understood. */
export interface ServerFolder {
  /** Name of the folder. */
  name: string;
  /** Declared: all files. Captured: at most `server.yaml`. */
  files: InventoryFiles;
  /** Each capture by the name of its folder. */
  captures: Map<string, InventoryFiles>;
}

/** How files are read. */
export interface FolderOptions {
  role: InventoryRole;
  /** IANA zone of hosts for which neither capture nor `server.yaml` names one. */
  timezone: string;
  /** Role types beside those that ship with the product. */
  roleTypes: readonly string[];
}

/** What the folder of one server says. */
export interface FolderReading {
  serverRef: EntityRef;
  /** Oldest first. */
  inventories: ServerInventory[];
  /** Sentences that tell a person what to mend. */
  failures: string[];
  /** Whether the same files would be read so at any later time. */
  isLasting: boolean;
}

/** A folder whose capture is not to be read yet. */
class TooEarly extends InputError {}

/**
 * Reads the files of one server.
 *
 * @param root - real path that no link may leave
 * @param beside - folder of the declared inventory, which describes captures
 *   of a server that has no `server.yaml` of its own; `null` where there is none
 */
export async function loadServerFolder(
  root: string,
  name: string,
  options: { role: InventoryRole; beside: string | null },
): Promise<ServerFolder> {
  const folder = join(root, name);
  if (options.role === 'declared') {
    return { name, files: await readFolder(folder, root), captures: new Map() };
  }
  const captures = new Map<string, InventoryFiles>();
  for (const capture of await foldersIn(folder, root)) {
    captures.set(capture, await readFolder(join(folder, capture), root));
  }
  const own = await readTextFile(join(folder, SERVER_YAML), root);
  const file =
    own ??
    (options.beside === null
      ? null
      : await readTextFile(
          join(options.beside, name, SERVER_YAML),
          options.beside,
        ));
  return { name, captures, files: new Map(file ? [[SERVER_YAML, file]] : []) };
}

/** The same for the same files, read in the same way. */
export function folderHash(
  { name, files, captures }: ServerFolder,
  readAs: string,
): string {
  const hash = createHash('sha256').update(JSON.stringify([readAs, name]));
  for (const [capture, own] of [['', files] as const, ...captures]) {
    for (const [path, file] of [...own].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const content = contentOf(file);
      hash.update(JSON.stringify([capture, path, content.length]));
      hash.update(content);
    }
    hash.update('\n');
  }
  return hash.digest('hex');
}

function contentOf(file: InventoryFile): string {
  return file.readable ? `=${file.text}` : `!${file.reason}`;
}

/** Understands the files of one server. Never throws. */
export function readServerFolder(
  folder: ServerFolder,
  now: Date,
  options: FolderOptions,
): FolderReading {
  const reading: FolderReading = {
    serverRef: refOfFolder(folder.name),
    inventories: [],
    failures: [],
    isLasting: true,
  };
  try {
    const description = describe(folder.files, folder.name);
    if (options.role === 'declared') {
      readDeclared(reading, folder, description, now, options);
    } else {
      readCaptures(
        reading,
        folder,
        description ?? describeUnknownServer(folder.name),
        now,
        options,
      );
    }
  } catch (error) {
    reading.failures.push(reasonOf(error, folder.name));
  }
  return reading;
}

function readDeclared(
  reading: FolderReading,
  { name, files }: ServerFolder,
  description: ServerDescription | null,
  now: Date,
  options: FolderOptions,
): void {
  if (!description) {
    throw new InputError(
      `${name}/${SERVER_YAML} is missing: it says which server this is`,
    );
  }
  reading.serverRef = description.server.ref;
  const inventory = declaredInventory({
    ...{ description, files, timezone: options.timezone },
    readAt: now.toISOString(),
  });
  reading.inventories.push({
    ...inventory,
    issues: [
      ...inventory.issues,
      ...unknownRoleTypes(inventory, options.roleTypes),
    ],
  });
}

function readCaptures(
  reading: FolderReading,
  { name, captures }: ServerFolder,
  description: ServerDescription,
  now: Date,
  { timezone }: FolderOptions,
): void {
  reading.serverRef = description.server.ref;
  const fail = (capture: string, error: unknown) => {
    reading.failures.push(reasonOf(error, `${name}/${capture}`));
    if (error instanceof TooEarly) reading.isLasting = false;
  };
  const found = [...captures].flatMap(([capture, files]) => {
    try {
      return { capture, files, ...headOf(files, now) };
    } catch (error) {
      fail(capture, error);
      return [];
    }
  });
  found.sort((a, b) => a.capturedAt.localeCompare(b.capturedAt));

  const knownPaths = new Set<string>();
  // What one member has not, another one may have: each is asked for all.
  const ofMembers = new Set(
    found
      .filter(({ member }) => member !== null)
      .flatMap(({ files }) => jobPathsOf(files, description)),
  );
  for (const { capture, files, member } of found) {
    try {
      const paths = member === null ? knownPaths : ofMembers;
      reading.inventories.push(
        capturedInventory({
          ...{ description, files, timezone },
          knownPaths: [...new Set([...knownPaths, ...paths])],
        }),
      );
      for (const path of jobPathsOf(files, description)) knownPaths.add(path);
    } catch (error) {
      fail(capture, error);
    }
  }
}

/** When a capture was made, and of which host of a group. */
function headOf(
  files: InventoryFiles,
  now: Date,
): { capturedAt: string; member: string | null } {
  const file = files.get('capture.json');
  if (!file) {
    throw new InputError(
      'capture.json is missing: without it nobody knows when the host was read and what completely',
    );
  }
  if (!file.readable) throw new InputError(file.reason);
  const { capturedAt, member } = parseCaptureJson(file.text);
  if (Date.parse(capturedAt) > now.getTime() + CLOCK_SKEW_MS) {
    throw new TooEarly(
      `capturedAt ${capturedAt} is later than now (${now.toISOString()}): check the clock of the collector`,
    );
  }
  return { capturedAt, member };
}

function describe(
  files: InventoryFiles,
  folder: string,
): ServerDescription | null {
  const file = files.get(SERVER_YAML);
  if (!file) return null;
  if (!file.readable) throw new InputError(file.reason);
  return parseServerYaml(file.text, { folder });
}

/** A role of a type that nobody configured still counts, but somebody may have mistyped it. */
function unknownRoleTypes(
  { server, roles }: ServerInventory,
  configured: readonly string[],
): InventoryIssue[] {
  const known: readonly string[] = [...ROLE_TYPES, ...configured];
  return roles
    .filter(({ type }) => !known.includes(type))
    .map(({ title, type }) => ({
      serverRef: server.ref,
      path: SERVER_YAML,
      line: null,
      column: null,
      severity: 'warning',
      code: 'unknown-role-type',
      message: `The role "${title}" has the type ${type}, which is not known. Use one of ${ROLE_TYPES.join(
        ', ',
      )}, or add it to batchMigration.roleTypes.`,
    }));
}

/** A failed server keeps its last state, so it is named even when its file cannot be read. */
export function refOfFolder(folder: string): string {
  return `resource:default/${basename(folder).toLocaleLowerCase('en-US')}`;
}

export function reasonOf(error: unknown, path: string): string {
  const message =
    error instanceof Error ? error.message : stringifyError(error);
  return `${path}: ${message}`;
}
