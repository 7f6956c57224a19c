import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** The checkout of a repository in which a folder lies. */
export interface Repository {
  /** Real path. */
  root: string;
  /** Folder of the history; `null` where it lies elsewhere, as in a worktree or submodule. */
  gitdir: string | null;
  /** Of the folder below the root, with `/`; empty for the root itself. */
  prefix: string;
}

/** Looks upwards for `.git`, and not beyond it; `null` where there is none. */
export async function repositoryOf(
  directory: string,
): Promise<Repository | null> {
  const folder = await realpath(directory);
  for (let root = folder; ; root = dirname(root)) {
    const gitdir = join(root, '.git');
    const found = await lstat(gitdir).catch(() => null);
    if (found) {
      return {
        root,
        gitdir: found.isDirectory() ? gitdir : null,
        prefix: relative(root, folder).split(sep).join('/'),
      };
    }
    if (root === dirname(root)) return null;
  }
}
