import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { InventoryRole } from 'backstage-plugin-batch-migration-common';
import type {
  InventoryReading,
  InventorySource,
} from 'backstage-plugin-batch-migration-node';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { version as release } from '../../package.json';
import {
  noOwnersBeside,
  type OwnersBeside,
  type OwnersLookup,
} from '../owners';
import { folderStamp } from './folderStamp';
import {
  folderTarget,
  urlTarget,
  type InventoryTarget,
  type InventoryTree,
} from './inventoryTree';
import { foldersIn } from './readFolder';
import {
  createReadingMemory,
  type ReadingMemory,
  type RememberedFolder,
} from './readingMemory';
import {
  folderHash,
  loadServerFolder,
  readServerFolder,
  reasonOf,
  refOfFolder,
} from './serverFolder';
import { TreeProgress } from './treeProgress';

interface FilesOptions {
  /** Unique among the sources and stable: it is stored with what was read. */
  id: string;
  role: InventoryRole;
  /** How long a capture counts, in milliseconds. */
  freshnessMs: number;
  /** IANA zone of hosts for which neither capture nor `server.yaml` names one. */
  timezone: string;
  /** Role types beside those that ship with the product. */
  roleTypes?: readonly string[];
  /** Where it is kept what was read; lasts as long as the source where not given. */
  memory?: ReadingMemory;
  /** What lies beside the folders and tells of owners; nothing where not given. */
  owners?: OwnersLookup;
  /** The machine's clock in milliseconds, by which times of files are judged. */
  clock?: () => number;
  logger?: LoggerService;
}

/** A folder with one folder for each server: of this machine, or behind a URL. */
export type FilesInventorySourceOptions = FilesOptions &
  (
    | {
        /** Absolute path. */
        directory: string;
      }
    | {
        /** As Backstage's integrations read it. */
        url: string;
        urlReader: UrlReaderService;
      }
  );

/**
 * Raise it when the same files are read otherwise than before, so that those
 * that were stored are read anew. A new release does so by itself.
 */
const READER = 4;

/** What holds for all folders of one reading. */
interface Looking {
  owners: OwnersBeside;
  readAs: string;
}

function digestOf(values: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

class FilesInventorySource implements InventorySource {
  readonly id: string;
  readonly role: InventoryRole;
  readonly freshnessMs: number;
  private readonly target: InventoryTarget;
  private readonly memory: ReadingMemory;
  private readonly roleTypes: readonly string[];
  private readonly readAs: string;
  /** Stamps of folders whose content was stored; of this machine's disk, so they are not shared. */
  private readonly stamps = new Map<
    string,
    { stamp: string; contentHash: string }
  >();

  constructor(private readonly options: FilesInventorySourceOptions) {
    this.id = options.id;
    this.role = options.role;
    this.freshnessMs = options.freshnessMs;
    this.target =
      'url' in options ? urlTarget(options) : folderTarget(options.directory);
    this.memory = options.memory ?? createReadingMemory();
    this.roleTypes = options.roleTypes ?? [];
    this.readAs = digestOf([
      ...[release, READER, this.role, this.target.name],
      ...[options.timezone, this.roleTypes],
    ]);
  }

  async *read(options: {
    now: Date;
    signal?: AbortSignal;
  }): AsyncIterable<InventoryReading> {
    const { signal } = options;
    const remembered = await this.memory.folders(this.id);
    const before = await this.memory.tree(this.id);
    const owners = await (this.options.owners ?? noOwnersBeside).look(signal);
    // CODEOWNERS lies outside of the folders: where it changed, all are read.
    const readAs = digestOf([this.readAs, owners.version]);
    let tree: InventoryTree | 'unchanged';
    try {
      tree = await this.target.open(
        before?.readAs === readAs ? before.version : null,
        signal,
      );
    } catch (error) {
      signal?.throwIfAborted();
      yield this.failed(null, (error as Error).message);
      return;
    }
    if (tree === 'unchanged') {
      for (const one of remembered.values()) yield* this.again(one);
      return;
    }
    try {
      yield* this.readTree(tree, remembered, { ...options, owners, readAs });
    } finally {
      await tree.release();
    }
  }

  private async *readTree(
    tree: InventoryTree,
    remembered: ReadonlyMap<string, RememberedFolder>,
    options: Looking & { now: Date; signal?: AbortSignal },
  ): AsyncIterable<InventoryReading> {
    const { now, signal, owners, readAs } = options;
    let folders: string[];
    try {
      folders = await foldersIn(tree.root, tree.root);
    } catch (error) {
      yield this.failed(null, reasonOf(error, this.target.name));
      return;
    }
    const progress = new TreeProgress(() => this.settle(tree, folders, readAs));
    for (const folder of folders) {
      signal?.throwIfAborted();
      yield* this.readServer(tree, folder, {
        ...{ now, progress, owners, readAs },
        before: remembered.get(folder),
      });
    }
    await progress.end();
  }

  private async *readServer(
    tree: InventoryTree,
    name: string,
    options: Looking & {
      now: Date;
      before: RememberedFolder | undefined;
      progress: TreeProgress;
    },
  ): AsyncIterable<InventoryReading> {
    const { before, progress, owners } = options;
    const readAs = digestOf([options.readAs, owners.versionOf(name)]);
    // A copy of a URL lies in a folder among others that are not its own.
    const beside =
      this.role === 'captured' && tree.isLasting
        ? join(tree.root, '..', 'declared')
        : null;
    const ofFiles = tree.isLasting
      ? await folderStamp(
          [
            join(tree.root, name),
            ...(beside ? [join(beside, name, 'server.yaml')] : []),
          ],
          (this.options.clock ?? Date.now)(),
        )
      : null;
    const stamp = ofFiles && `${ofFiles} ${readAs}`;
    const stamped = this.stamps.get(name);
    if (
      before &&
      stamp !== null &&
      stamped?.stamp === stamp &&
      stamped.contentHash === before.contentHash
    ) {
      yield* this.again(before);
      return;
    }

    progress.begin(name);
    let contentHash: string;
    let reading: ReturnType<typeof readServerFolder>;
    try {
      const folder = await loadServerFolder(tree.root, name, {
        ...{ role: this.role, beside },
      });
      contentHash = folderHash(folder, readAs);
      if (before?.contentHash === contentHash) {
        if (stamp !== null) this.stamps.set(name, { stamp, contentHash });
        await progress.settle(name);
        yield* this.again(before);
        return;
      }
      reading = readServerFolder(folder, options.now, {
        ...{ role: this.role, roleTypes: this.roleTypes },
        timezone: this.options.timezone,
      });
    } catch (error) {
      yield this.failed(refOfFolder(name), reasonOf(error, name));
      return;
    }

    const { serverRef, inventories, failures, isLasting } = reading;
    const onAllStored = async () => {
      if (!isLasting) {
        progress.leaveOpen();
        return;
      }
      await this.memory.rememberFolder(this.id, name, {
        ...{ serverRef, contentHash, failures },
      });
      if (stamp !== null) this.stamps.set(name, { stamp, contentHash });
      await progress.settle(name);
    };
    const waiting = new Set(inventories);
    if (waiting.size === 0) await onAllStored();
    for (const read of inventories) {
      const inventory =
        this.role === 'declared'
          ? { ...read, ownerHints: owners.hintsOf(name, read) }
          : read;
      const onStored = async () => {
        waiting.delete(read);
        if (waiting.size === 0) await onAllStored();
      };
      yield { status: 'read', inventory, onStored };
    }
    // Last, so that an older capture that can be read does not hide them.
    for (const reason of failures) yield this.failed(serverRef, reason);
  }

  /** Everything in the tree was stored: the next time, its version says enough. */
  private async settle(
    tree: InventoryTree,
    folders: string[],
    readAs: string,
  ): Promise<void> {
    const left = new Set(folders);
    const known = await this.memory.folders(this.id);
    const gone = [...known.keys()].filter(folder => !left.has(folder));
    if (gone.length > 0) await this.memory.forgetFolders(this.id, gone);
    if (tree.version !== null) {
      const { version } = tree;
      await this.memory.rememberTree(this.id, { version, readAs });
      this.options.logger?.info(
        `Inventory ${this.id}: ${this.target.name} is stored at version ${version}`,
      );
    }
  }

  /** What was told of a folder before, and still holds. */
  private *again({
    serverRef,
    failures,
  }: RememberedFolder): Iterable<InventoryReading> {
    if (failures.length === 0) yield { status: 'unchanged', serverRef };
    for (const reason of failures) yield this.failed(serverRef, reason);
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
 * `server.yaml` of its own are described by `../declared/<server>/server.yaml`,
 * where they lie in a folder. What did not change since it was stored is told
 * as `unchanged`, and not read again.
 */
export function createFilesInventorySource(
  options: FilesInventorySourceOptions,
): InventorySource {
  return new FilesInventorySource(options);
}
