import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  rankAuthors,
  type FileCommit,
  type RankedAuthor,
} from 'backstage-plugin-batch-migration-common';
import { log, resolveRef, type ReadCommitResult } from 'isomorphic-git';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository';
import { MAX_PATHS, TreeReader } from './TreeReader';

/** Who changed a file before these is no owner of today. */
const MAX_COMMITS = 300;
/** A first look at a long history ends here; it is no reason to wait for. */
const MAX_MS = 2_000;
/** Packs are read into the memory as a whole. */
const MAX_PACK_BYTES = 64 * 1024 * 1024;

/** Who changed which file, by its path below the folder that was asked for. */
export type AuthorsByPath = ReadonlyMap<string, RankedAuthor[]>;

const NOBODY: AuthorsByPath = new Map();

/**
 * The authors of the files of one folder, from the newest commits of a
 * checkout. Each commit is compared once; a new head costs only what is new.
 */
export class GitHistory {
  private last: { head: string; authors: AuthorsByPath } | null = null;
  private touched = new Map<string, string[]>();

  constructor(
    private readonly repository: Repository & { gitdir: string },
    private readonly options: { logger?: LoggerService; maxMs?: number } = {},
  ) {}

  /**
   * Where the history cannot be read, it gives what it gave before. Where it
   * takes too long, the next look goes on.
   *
   * @throws the reason of the signal, and nothing else
   */
  async authors(signal?: AbortSignal): Promise<AuthorsByPath> {
    const { gitdir } = this.repository;
    try {
      const head = await resolveRef({ fs, gitdir, ref: 'HEAD' });
      if (this.last?.head === head) return this.last.authors;
      if ((await packBytes(gitdir)) > MAX_PACK_BYTES) {
        this.options.logger?.info(
          `The history of ${this.repository.root} is too large to look for owners in`,
        );
        this.last = { head, authors: NOBODY };
        return NOBODY;
      }
      const { authors, isWhole } = await this.walk(head, signal);
      this.last = { head: isWhole ? head : '', authors };
      return authors;
    } catch (error) {
      signal?.throwIfAborted();
      // The message of a broken history may quote it; its kind is enough.
      this.options.logger?.debug(
        `No owners from the history of ${this.repository.root}: ${
          (error as { code?: string }).code ?? (error as Error).name
        }`,
      );
      return this.last?.authors ?? NOBODY;
    }
  }

  private async walk(
    head: string,
    signal?: AbortSignal,
  ): Promise<{ authors: AuthorsByPath; isWhole: boolean }> {
    const until = performance.now() + (this.options.maxMs ?? MAX_MS);
    const { gitdir } = this.repository;
    const cache = {};
    const trees = new TreeReader(gitdir, cache);
    const commits = await log({
      ...{ fs, gitdir, cache },
      ...{ ref: head, depth: MAX_COMMITS },
    });
    const touched = new Map<string, string[]>();
    const byPath = new Map<string, FileCommit[]>();
    for (const commit of commits) {
      signal?.throwIfAborted();
      const known = this.touched.get(commit.oid);
      if (!known && performance.now() > until) break;
      const paths = known ?? (await this.pathsOf(commit, trees));
      touched.set(commit.oid, paths);
      const { name, email, timestamp } = commit.commit.author;
      for (const path of paths) {
        const one = { author: name, email, at: timestamp * 1000 };
        byPath.set(path, [...(byPath.get(path) ?? []), one]);
      }
    }
    this.touched = touched;
    return {
      authors: new Map(
        [...byPath].map(([path, changes]) => [path, rankAuthors(changes)]),
      ),
      isWhole: touched.size === commits.length,
    };
  }

  /** What one commit changed; nothing for a merge, and where its parent is not there. */
  private async pathsOf(
    { oid, commit }: ReadCommitResult,
    trees: TreeReader,
  ): Promise<string[]> {
    if (commit.parent.length > 1) return [];
    const { prefix } = this.repository;
    try {
      const [parent] = commit.parent;
      const after = await trees.folder(oid, prefix);
      const before = parent ? await trees.folder(parent, prefix) : null;
      if (after === before) return [];
      const paths: string[] = [];
      await trees.changes(after, before, { path: '', depth: 0, paths });
      return paths.length > MAX_PATHS ? [] : paths;
    } catch {
      // The end of a shallow clone.
      return [];
    }
  }
}

async function packBytes(gitdir: string): Promise<number> {
  const folder = join(gitdir, 'objects', 'pack');
  const names = await fs.promises.readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map(async name => (await fs.promises.stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
