import fs from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import git from 'isomorphic-git';
import {
  type GoldenPathRecord,
  parseRecord,
  REPOSITORY_NAME,
  REPOSITORY_NAME_RULE,
  sameAnswers,
} from 'backstage-plugin-batch-migration-golden-paths';
import { commitFirstRender, MAIN, recordOf, tagOf } from './firstCommit';
import type { HostedRepository, RepositoryHost } from './repositoryHost';

const MAIN_REF = `refs/heads/${MAIN}`;

/** A repository that holds its first render. */
export interface Published {
  /** What the portal stores and shows. */
  repository: string;
  /** The first commit, which the tag names. */
  commit: string;
  /** It was there already, made from the same answers. */
  reused: boolean;
  /** Where the catalog reads it; empty where nobody can. */
  catalogInfo: string;
  /** What the host does not offer, as sentences for a person. */
  remarks: string[];
}

/**
 * Publishes a rendered folder at a host: one commit on `main`, tagged with the
 * version. Nothing is ever deleted there: what a failure leaves is named in
 * its error, and a run with the same answers goes on from it.
 *
 * @throws ConflictError when another repository has the name
 */
export async function publishHostedRepository(
  host: RepositoryHost,
  {
    source,
    name,
    description,
  }: { source: string; name: string; description: string | null },
): Promise<Published> {
  if (!REPOSITORY_NAME.test(name)) {
    throw new InputError(
      `name must be ${REPOSITORY_NAME_RULE}, got: ${JSON.stringify(name)}`,
    );
  }
  const record = await recordOf(source);
  const work = await mkdtemp(join(tmpdir(), 'publish-'));
  try {
    const found = await host.find(name);
    const refs = found ? await host.refs(found, 'refs/') : {};
    if (found && Object.keys(refs).length > 0) {
      return await reuse(host, found, refs, { record, work });
    }
    const directory = join(work, 'first');
    await cp(source, directory, { recursive: true });
    const commit = await commitFirstRender(directory, record);
    const repository = found ?? (await host.create(name, { description }));
    await fill(host, repository, { directory, commit, record });
    return {
      repository: repository.address,
      commit,
      catalogInfo: catalogInfoOf(host, repository),
      reused: false,
      remarks: await finish(host, repository),
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function catalogInfoOf(host: RepositoryHost, repository: HostedRepository) {
  return host.fileAddress(repository, 'catalog-info.yaml') ?? '';
}

async function fill(
  host: RepositoryHost,
  repository: HostedRepository,
  first: { directory: string; commit: string; record: GoldenPathRecord },
): Promise<void> {
  const { directory, commit, record } = first;
  const tag = `refs/tags/${tagOf(record)}`;
  let left = 'is there, empty';
  try {
    await host.push(repository, directory, [{ ref: MAIN_REF, commit }]);
    left = `holds ${MAIN} but not yet the tag ${tagOf(record)}`;
    await host.push(repository, directory, [{ ref: tag, commit }]);
  } catch (error) {
    throw told(error, repository, left);
  }
}

async function finish(
  host: RepositoryHost,
  repository: HostedRepository,
): Promise<string[]> {
  try {
    return await host.finish(repository);
  } catch (error) {
    throw told(
      error,
      repository,
      `is complete but for its settings (default branch and protection of ${MAIN})`,
    );
  }
}

async function reuse(
  host: RepositoryHost,
  repository: HostedRepository,
  refs: Record<string, string>,
  { record, work }: { record: GoldenPathRecord; work: string },
): Promise<Published> {
  const { address } = repository;
  const content = await host.readFile(repository, '.golden-path.json', MAIN);
  const made = content === null ? null : parseRecord(content);
  if (!made || !sameAnswers(made, record)) {
    throw new ConflictError(
      `The repository ${address} exists and was made from other answers; choose another name`,
    );
  }
  const tag = `refs/tags/${tagOf(made)}`;
  const commit =
    refs[tag] ?? (await tagOnlyCommit(host, repository, { made, work }));
  // Settings that people changed since are theirs.
  const isUntouched = refs[MAIN_REF] === commit;
  return {
    repository: address,
    commit,
    catalogInfo: catalogInfoOf(host, repository),
    reused: true,
    remarks: isUntouched ? await finish(host, repository) : [],
  };
}

/** Goes on where a run ended between `main` and its tag. */
async function tagOnlyCommit(
  host: RepositoryHost,
  repository: HostedRepository,
  { made, work }: { made: GoldenPathRecord; work: string },
): Promise<string> {
  const dir = join(work, 'clone');
  // The host may not know its default branch yet.
  await host.clone({ ...repository, defaultBranch: MAIN }, dir);
  const log = await git.log({ fs, dir, ref: MAIN });
  if (log.length !== 1) {
    throw new ConflictError(
      `${repository.address} has the same answers but no tag ${tagOf(
        made,
      )}, and ${MAIN} has ${
        log.length
      } commits: set the tag on the first render, or choose another name`,
    );
  }
  const [{ oid: commit }] = log;
  await git.tag({ fs, dir, ref: tagOf(made), object: commit });
  await host.push(repository, dir, [
    { ref: `refs/tags/${tagOf(made)}`, commit },
  ]);
  return commit;
}

/** A failure with what it left, so that nobody has to look for it. */
function told(
  error: unknown,
  { address }: HostedRepository,
  left: string,
): unknown {
  if (error instanceof Error) {
    error.message = `${error.message}. ${address} ${left}: run this again with the same answers to go on, or delete it`;
  }
  return error;
}
