import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { compareVersions } from 'backstage-plugin-batch-migration-common';
import git from 'isomorphic-git';
import { RECORD_FILE } from '../record';
import { type GitStore, blobsOf, readTree, writeTree } from './gitTree';
import { mergeTrees } from './merge/mergeTrees';
import { textOf, type Tree } from './merge/tree';
import type { ToSettle } from './merge/toSettle';
import {
  type PrepareWork,
  renderNewest,
  type TemplateVersion,
} from './renderNewest';
import { commitOf, readState, renderTag, type RepositoryState } from './state';
import { mergeMessage } from './upgradeText';

export interface UpgradeOptions {
  store: GitStore;
  /** The team's branch that the new version is merged with. */
  branch: string;
  newest: TemplateVersion;
  /** Answers that the record lacks. */
  answers?: JsonObject;
  /** For records without work. */
  prepareWork?: PrepareWork;
  author: { name: string; email: string };
  now: Date;
}

/** A branch that holds the new version merged with the team's. */
export interface UpgradeBranch {
  /** `exists`: an earlier run made it, and it was left as it is. */
  status: 'made' | 'exists';
  template: string;
  from: string;
  to: string;
  /** The team's branch, and the one to review. */
  into: string;
  branch: string;
  commit: string;
  /** The untouched render of the new version, and its tag. */
  render: string;
  tag: string;
  /** What a person decides; empty where `exists`. */
  settle: ToSettle[];
  /** The jobs were read again, since the record did not hold them. */
  workPrepared: boolean;
}

export type Upgrade =
  | { status: 'current'; template: string; version: string }
  | UpgradeBranch;

/** The branch that a person reviews and merges. */
export const upgradeBranch = (version: string) =>
  `golden-path-upgrade/${version}`;

/**
 * Renders the newest version of a repository's golden path and merges it with
 * what the team made of the version before, onto a branch of its own. No ref
 * that exists is moved, so that an interrupted run is simply repeated.
 *
 * @throws ConflictError for a downgrade, and for tags or branches that are in the way
 */
export async function upgradeRepository(
  options: UpgradeOptions,
): Promise<Upgrade> {
  const { store, newest } = options;
  const state = await readState(store, options.branch);
  const { template, version } = state.record;
  const order = compareVersions(newest.version, version);
  if (order === null) {
    throw new InputError(
      `A version of a golden path has three numbers such as 1.2.0, got: ${JSON.stringify(
        [version, newest.version],
      ).slice(0, 200)}`,
    );
  }
  if (order === 0) return { status: 'current', template, version };
  if (order < 0) {
    throw new ConflictError(
      `The repository holds ${template} ${version}, and the templates only ${newest.version}: there is no way back to an older version`,
    );
  }
  const about = {
    template,
    from: version,
    to: newest.version,
    into: state.branch,
    branch: upgradeBranch(newest.version),
    tag: renderTag(newest.version),
    workPrepared: state.record.work === null,
  };
  const earlier = await earlierRun(store, about);
  if (earlier) return { status: 'exists', ...about, ...earlier, settle: [] };

  await refuseUnsettled(store, state);
  const render = await renderNewest(
    store,
    state.record,
    newest,
    options.answers ?? {},
    options.prepareWork,
  );
  const renderCommit = await commitRender(options, state, about.tag, render);
  const merged = await mergeTrees({
    base: await readTree(store, state.base),
    ours: await readTree(store, state.head),
    theirs: render,
    names: { ours: state.branch, theirs: about.tag },
    record: RECORD_FILE,
    blobs: blobsOf(store),
  });
  const commit = await writeCommit(options, {
    tree: await writeTree(store, merged.tree),
    parents: [state.head, renderCommit],
    message: mergeMessage(about, merged.settle),
  });
  // Last of all: where this branch is, everything is.
  await git.writeRef({
    ...store,
    ref: `refs/heads/${about.branch}`,
    value: commit,
  });
  return {
    status: 'made',
    ...about,
    commit,
    render: renderCommit,
    settle: merged.settle,
  };
}

/** The branch of an earlier run: people may have worked on it since. */
async function earlierRun(
  store: GitStore,
  { branch, tag }: { branch: string; tag: string },
): Promise<{ commit: string; render: string } | null> {
  const commit = await commitOf(store, `refs/heads/${branch}`);
  if (!commit) return null;
  const render = await commitOf(store, `refs/tags/${tag}`);
  const holdsIt =
    render &&
    (await git.isDescendent({ ...store, oid: commit, ancestor: render }));
  if (holdsIt) return { commit, render };
  throw new ConflictError(
    `The branch ${branch} exists and no upgrade made it; rename or delete it`,
  );
}

/** Markers of the upgrade before would be taken for the team's text. */
async function refuseUnsettled(
  store: GitStore,
  { base, head }: RepositoryState,
): Promise<void> {
  const before = await readTree(store, base);
  const unsettled: string[] = [];
  for (const [path, { oid, mode }] of await readTree(store, head)) {
    if (before.get(path)?.oid === oid || mode === '160000') continue;
    const text = textOf((await git.readBlob({ ...store, oid })).blob);
    if (text && /^>>>>>>> golden-path\//m.test(text)) unsettled.push(path);
  }
  if (unsettled.length > 0) {
    throw new ConflictError(
      `Conflicts of an earlier upgrade are still marked in ${unsettled
        .slice(0, 5)
        .join(', ')}; settle them first`,
    );
  }
}

/** Commits the untouched render after the one before, and tags it. */
async function commitRender(
  options: UpgradeOptions,
  state: RepositoryState,
  tag: string,
  render: Tree,
): Promise<string> {
  const { store, newest } = options;
  const tree = await writeTree(store, render);
  const existing = await commitOf(store, `refs/tags/${tag}`);
  if (existing) {
    const { commit } = await git.readCommit({ ...store, oid: existing });
    if (commit.tree === tree && commit.parent.includes(state.base)) {
      return existing;
    }
    throw new ConflictError(
      `The tag ${tag} exists and holds another render, from other answers or another state of the template. Where that upgrade was never merged, delete the tag (git tag -d ${tag}, and at the host git push origin :refs/tags/${tag}) and start again`,
    );
  }
  const commit = await writeCommit(options, {
    tree,
    parents: [state.base],
    message: `Render ${state.record.template} ${newest.version}\n`,
  });
  await git.writeRef({ ...store, ref: `refs/tags/${tag}`, value: commit });
  return commit;
}

function writeCommit(
  { store, author, now }: UpgradeOptions,
  commit: { tree: string; parents: string[]; message: string },
): Promise<string> {
  const person = {
    ...author,
    timestamp: Math.floor(now.getTime() / 1000),
    timezoneOffset: 0,
  };
  return git.writeCommit({
    ...store,
    commit: {
      tree: commit.tree,
      parent: commit.parents,
      message: commit.message,
      author: person,
      committer: person,
    },
  });
}
