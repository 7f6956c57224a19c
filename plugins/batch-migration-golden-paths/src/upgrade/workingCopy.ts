import fs from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from '@backstage/errors';
import git from 'isomorphic-git';
import { commitOf } from './state';
import { type GitStore, openGitStore } from './gitTree';

/**
 * The branch that a team works on: what the host calls so, else `main` or
 * `master`, else the one that is checked out.
 */
export async function defaultBranch(store: GitStore): Promise<string> {
  const origin = await git
    .resolveRef({ ...store, ref: 'refs/remotes/origin/HEAD', depth: 2 })
    .catch(() => '');
  const ofHost = origin.replace(/^refs\/remotes\/origin\//, '');
  for (const branch of [ofHost, 'main', 'master']) {
    if (branch && (await commitOf(store, `refs/heads/${branch}`))) {
      return branch;
    }
  }
  return (await git.currentBranch({ ...store })) || 'main';
}

/**
 * @throws ConflictError where the working copy holds what no commit has: the
 * new version would be merged without it
 */
export async function requireClean(directory: string): Promise<GitStore> {
  const store = openGitStore(join(directory, '.git'));
  const changed = (
    await git.statusMatrix({ fs, dir: directory, cache: store.cache })
  ).filter(([, head, workdir, stage]) => head !== workdir || workdir !== stage);
  if (changed.length === 0) return store;
  throw new ConflictError(
    `The working copy has changes that are not committed (${changed
      .slice(0, 5)
      .map(([path]) => path)
      .join(', ')}); commit or remove them first`,
  );
}
