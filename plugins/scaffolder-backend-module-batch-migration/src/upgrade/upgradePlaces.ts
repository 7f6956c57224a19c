import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  defaultBranch,
  openGitStore,
  type PrepareWork,
  readState,
  requireClean,
  type TemplateVersion,
  type Upgrade,
  upgradeBranch,
  upgradeReport,
  upgradeRepository,
  upgradeTitle,
} from 'backstage-plugin-batch-migration-golden-paths';
import type {
  HostedRepository,
  RepositoryHost,
} from '../repositories/repositoryHost';
import type { RepositoryPlace } from './repositoryOf';

/** What an upgrade needs, wherever the repository is. */
export interface UpgradeRequest {
  /** Folder for what the run fetches. */
  scratch: string;
  /** Everything is done on a copy, and nothing leaves it. */
  isDryRun: boolean;
  answers: JsonObject;
  author: { name: string; email: string };
  now: Date;
  newest(template: string): Promise<TemplateVersion>;
  prepareWork: PrepareWork;
}

/** Upgrades a repository of this machine: a branch beside what is checked out. */
export async function upgradeLocal(
  place: RepositoryPlace & { type: 'local' },
  request: UpgradeRequest,
): Promise<Upgrade> {
  let store = await requireClean(place.directory);
  if (request.isDryRun) {
    const copy = join(request.scratch, 'repository/.git');
    await cp(join(place.directory, '.git'), copy, { recursive: true });
    store = openGitStore(copy);
  }
  const branch = await defaultBranch(store);
  const { record } = await readState(store, branch);
  const newest = await request.newest(record.template);
  return upgradeRepository({ ...request, store, branch, newest });
}

/** Upgrades a copy of a repository, and sends tag and branch to its host. */
export async function upgradeHosted(
  place: RepositoryPlace & { type: 'hosted' },
  hosts: RepositoryHost[],
  request: UpgradeRequest,
): Promise<{ upgrade: Upgrade; pullRequest: string | null }> {
  const { host, repository } = await findHosted(place.address, hosts);
  const directory = join(request.scratch, 'repository');
  await host.clone(repository, directory);
  const store = openGitStore(join(directory, '.git'));
  const into = await defaultBranch(store);
  const { record } = await readState(store, into);
  const newest = await request.newest(record.template);

  const branch = upgradeBranch(newest.version);
  const branchRef = `refs/heads/${branch}`;
  const upgrade = await upgradeRepository({
    ...request,
    store,
    branch: into,
    newest,
  });
  if (upgrade.status === 'current' || request.isDryRun) {
    return { upgrade, pullRequest: null };
  }
  // What an earlier run made there is the team's by now; it is not pushed over.
  const there = (await host.refs(repository, branchRef))[branchRef];
  if (!there) {
    await host.push(repository, directory, [
      { ref: `refs/tags/${upgrade.tag}`, commit: upgrade.render },
      { ref: branchRef, commit: upgrade.commit },
    ]);
  }
  const opened = await host.openPullRequest(repository, {
    from: branch,
    into,
    title: upgradeTitle(upgrade),
    body: upgradeReport(upgrade),
  });
  return {
    upgrade: there
      ? { ...upgrade, status: 'exists', commit: there, settle: [] }
      : upgrade,
    pullRequest: opened?.url ?? null,
  };
}

async function findHosted(
  address: string,
  hosts: RepositoryHost[],
): Promise<{ host: RepositoryHost; repository: HostedRepository }> {
  const refusals: string[] = [];
  for (const host of hosts) {
    try {
      const repository = await host.findByAddress(address);
      if (repository) return { host, repository };
      refusals.push(`${host.type} shows no such repository`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refusals.push(error.message);
    }
  }
  throw new NotFoundError(
    `${address} is at no host that this portal publishes to (${
      refusals.join('; ') || 'none is configured'
    }). Run npm run golden-path:upgrade in the repository instead`,
  );
}
