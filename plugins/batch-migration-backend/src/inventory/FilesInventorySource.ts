import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, stringifyError } from '@backstage/errors';
import {
  capturedInventory,
  crontabsOf,
  declaredInventory,
  describeUnknownServer,
  parseCaptureJson,
  parseServerYaml,
  ROLE_TYPES,
  type InventoryFiles,
  type InventoryIssue,
  type InventoryRole,
  type ServerInventory,
  type ServerDescription,
} from 'backstage-plugin-batch-migration-common';
import type {
  InventoryReading,
  InventorySource,
} from 'backstage-plugin-batch-migration-node';
import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { foldersIn, readFolder, readTextFile } from './readFolder';

export interface FilesInventorySourceOptions {
  /** Unique among the sources and stable: it is stored with what was read. */
  id: string;
  role: InventoryRole;
  /** Absolute path of a folder with one folder for each server. */
  directory: string;
  /** How long a capture counts, in milliseconds. */
  freshnessMs: number;
  /** IANA zone of hosts for which neither capture nor `server.yaml` names one. */
  timezone: string;
  /** Role types beside those that ship with the product. */
  roleTypes?: readonly string[];
  logger?: LoggerService;
}

/** A capture may be a little ahead of the reader's clock, but not more. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

interface Capture {
  folder: string;
  files: InventoryFiles;
  capturedAt: string;
  /** Which host of a group was read; `null` where the server is one host. */
  member: string | null;
}

class FilesInventorySource implements InventorySource {
  readonly id: string;
  readonly role: InventoryRole;
  readonly freshnessMs: number;

  constructor(private readonly options: FilesInventorySourceOptions) {
    this.id = options.id;
    this.role = options.role;
    this.freshnessMs = options.freshnessMs;
  }

  async *read(options: {
    now: Date;
    signal?: AbortSignal;
  }): AsyncIterable<InventoryReading> {
    let root: string;
    let servers: string[];
    try {
      root = await realpath(this.options.directory);
      servers = await foldersIn(root, root);
    } catch (error) {
      yield this.failed(
        null,
        `The inventory folder ${this.options.directory} cannot be read: ${
          (error as Error).message
        }`,
      );
      return;
    }
    for (const server of servers) {
      options.signal?.throwIfAborted();
      if (this.role === 'declared') {
        yield await this.readDeclared(root, server, options.now);
      } else {
        yield* this.readCaptures(root, server, options.now);
      }
    }
  }

  private async readDeclared(
    root: string,
    folder: string,
    now: Date,
  ): Promise<InventoryReading> {
    let serverRef: string | null = null;
    try {
      const files = await readFolder(join(root, folder), root);
      const description = describe(files, folder);
      if (!description) {
        throw new InputError(
          `${folder}/server.yaml is missing: it says which server this is`,
        );
      }
      serverRef = description.server.ref;
      const inventory = declaredInventory({
        description,
        files,
        readAt: now.toISOString(),
        timezone: this.options.timezone,
      });
      return {
        status: 'read',
        inventory: {
          ...inventory,
          issues: [
            ...inventory.issues,
            ...unknownRoleTypes(inventory, this.options.roleTypes ?? []),
          ],
        },
      };
    } catch (error) {
      return this.failed(
        serverRef ?? refOfFolder(folder),
        reasonOf(error, folder),
      );
    }
  }

  private async *readCaptures(
    root: string,
    server: string,
    now: Date,
  ): AsyncIterable<InventoryReading> {
    let description: ServerDescription;
    try {
      description = await this.describeCaptured(root, server);
    } catch (error) {
      yield this.failed(refOfFolder(server), reasonOf(error, server));
      return;
    }
    const serverRef = description.server.ref;

    const captures: Capture[] = [];
    const failures: InventoryReading[] = [];
    for (const folder of await foldersIn(join(root, server), root)) {
      const path = `${server}/${folder}`;
      try {
        captures.push(await readCapture(root, path, now));
      } catch (error) {
        failures.push(this.failed(serverRef, reasonOf(error, path)));
      }
    }
    captures.sort((a, b) => a.capturedAt.localeCompare(b.capturedAt));

    const knownPaths = new Set<string>();
    // What one member has not, another one may have: each is asked for all.
    const ofMembers = new Set(
      captures
        .filter(({ member }) => member !== null)
        .flatMap(({ files }) => pathsOfJobs(files, description)),
    );
    for (const { folder, files, member } of captures) {
      try {
        const paths = member === null ? knownPaths : ofMembers;
        const inventory = capturedInventory({
          description,
          files,
          knownPaths: [...new Set([...knownPaths, ...paths])],
          timezone: this.options.timezone,
        });
        yield { status: 'read', inventory };
        for (const path of pathsOfJobs(files, description)) {
          knownPaths.add(path);
        }
      } catch (error) {
        failures.push(this.failed(serverRef, reasonOf(error, folder)));
      }
    }
    // Last, so that an older capture that can be read does not hide them.
    yield* failures;
  }

  /** The server's own `server.yaml`, that of the declared inventory beside, or what its name says. */
  private async describeCaptured(
    root: string,
    server: string,
  ): Promise<ServerDescription> {
    const beside = join(root, '..', 'declared');
    for (const [folder, within] of [
      [join(root, server), root],
      [join(beside, server), beside],
    ]) {
      const file = await readTextFile(join(folder, 'server.yaml'), within);
      const description =
        file && describe(new Map([['server.yaml', file]]), server);
      if (description) return description;
    }
    return describeUnknownServer(server);
  }

  private failed(serverRef: string | null, reason: string): InventoryReading {
    this.options.logger?.warn(`Inventory ${this.id}: ${reason}`);
    return { status: 'failed', serverRef, reason };
  }
}

/**
 * Inventories in files, one folder a server: `declared/<server>/server.yaml`
 * with the crontabs that Git holds, and `captured/<server>/<time>/` with what a
 * collector copied from the host. Captures of a server whose folder has no
 * `server.yaml` of its own are described by `../declared/<server>/server.yaml`.
 */
export function createFilesInventorySource(
  options: FilesInventorySourceOptions,
): InventorySource {
  return new FilesInventorySource(options);
}

/** Files of jobs among those of a capture. */
function pathsOfJobs(
  files: InventoryFiles,
  { roles }: ServerDescription,
): string[] {
  return [
    ...crontabsOf(files).map(({ path }) => path),
    ...roles.flatMap(({ schedulers }) =>
      schedulers.filter(path => files.has(path)),
    ),
  ];
}

async function readCapture(
  root: string,
  path: string,
  now: Date,
): Promise<Capture> {
  const files = await readFolder(join(root, path), root);
  const file = files.get('capture.json');
  if (!file) {
    throw new InputError(
      'capture.json is missing: without it nobody knows when the host was read and what completely',
    );
  }
  if (!file.readable) throw new InputError(file.reason);
  const { capturedAt, member } = parseCaptureJson(file.text);
  if (Date.parse(capturedAt) > now.getTime() + CLOCK_SKEW_MS) {
    throw new InputError(
      `capturedAt ${capturedAt} is later than now (${now.toISOString()}): check the clock of the collector`,
    );
  }
  return { folder: path, files, capturedAt, member };
}

function describe(
  files: InventoryFiles,
  folder: string,
): ServerDescription | null {
  const file = files.get('server.yaml');
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
      path: 'server.yaml',
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
function refOfFolder(folder: string): string {
  return `resource:default/${basename(folder).toLocaleLowerCase('en-US')}`;
}

function reasonOf(error: unknown, path: string): string {
  const message =
    error instanceof Error ? error.message : stringifyError(error);
  return `${path}: ${message}`;
}
