import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import git from 'isomorphic-git';
import { type GoldenPathRecord, parseRecord, RECORD_FILE } from '../record';
import type { GitStore } from './gitTree';

/** Where a repository stands. */
export interface RepositoryState {
  /** The team's branch and its newest commit. */
  branch: string;
  head: string;
  record: GoldenPathRecord;
  /** The untouched render of the version that the branch holds. */
  base: string;
}

/** The tag that keeps the untouched render of a version. */
export const renderTag = (version: string) => `golden-path/${version}`;

/**
 * Reads what a branch was made from, and finds that render by its tag: it
 * stays the base even where an upgrade was merged as one squashed commit.
 *
 * @throws InputError where no golden path made the repository
 * @throws NotFoundError where the branch or the tag is not there
 */
export async function readState(
  store: GitStore,
  branch: string,
): Promise<RepositoryState> {
  const head = await commitOf(store, `refs/heads/${branch}`);
  if (!head) {
    throw new NotFoundError(`The repository has no branch ${branch}`);
  }
  const record = await readRecordAt(store, head);
  if (!record) {
    throw new InputError(
      `${branch} holds no ${RECORD_FILE} that says which golden path made the repository, so that there is nothing to upgrade`,
    );
  }
  const tag = renderTag(record.version);
  const base = await commitOf(store, `refs/tags/${tag}`);
  const rendered = base && (await readRecordAt(store, base));
  if (!base || !rendered) {
    throw new NotFoundError(
      `The first render of version ${record.version} is not here: its tag ${tag} is missing, or its commit. Fetch the tags (git fetch origin 'refs/tags/golden-path/*:refs/tags/golden-path/*', and git fetch --unshallow in a shallow clone). Where the tag was lost, set it again to the commit that brought this version`,
    );
  }
  if (
    rendered.version !== record.version ||
    rendered.template !== record.template
  ) {
    throw new ConflictError(
      `The tag ${tag} does not hold a render of ${record.template} ${record.version} but of ${rendered.template} ${rendered.version}; set it to the commit that brought this version`,
    );
  }
  return { branch, head, record, base };
}

/** The commit that a ref names, through an annotated tag too; `null` where there is none. */
export async function commitOf(
  store: GitStore,
  ref: string,
): Promise<string | null> {
  try {
    const oid = await git.resolveRef({ ...store, ref });
    return (await git.readCommit({ ...store, oid })).oid;
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError) return null;
    throw error;
  }
}

async function readRecordAt(
  store: GitStore,
  oid: string,
): Promise<GoldenPathRecord | null> {
  try {
    const { blob } = await git.readBlob({
      ...store,
      oid,
      filepath: RECORD_FILE,
    });
    return parseRecord(new TextDecoder().decode(blob));
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError) return null;
    throw error;
  }
}
