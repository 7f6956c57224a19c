import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConflictError, InputError } from '@backstage/errors';
import git from 'isomorphic-git';
import {
  type GoldenPathRecord,
  REPOSITORY_NAME,
  REPOSITORY_NAME_RULE,
  sameAnswers,
} from 'backstage-plugin-batch-migration-golden-paths';
import { commitFirstRender, readRecord, recordOf, tagOf } from './firstCommit';

/** A repository on this machine. */
export interface PublishedRepository {
  /** `file://` address. */
  repository: string;
  directory: string;
  commit: string;
  /** It was there already, made from the same answers. */
  reused: boolean;
}

/**
 * Publishes a folder as `<directory>/<name>`: built beside its place and then
 * renamed, so that a reader never finds half a repository.
 *
 * @throws ConflictError when another repository has the name
 */
export async function publishLocalRepository(options: {
  source: string;
  directory: string;
  name: string;
}): Promise<PublishedRepository> {
  const { source, directory, name } = options;
  // The name becomes a path: nothing else may come through here.
  if (!REPOSITORY_NAME.test(name)) {
    throw new InputError(
      `name must be ${REPOSITORY_NAME_RULE}, got: ${JSON.stringify(name)}`,
    );
  }
  const record = await recordOf(source);
  const target = join(directory, name);
  const existing = await reuse(target, record);
  if (existing) return existing;

  await mkdir(directory, { recursive: true });
  const building = join(
    directory,
    `.building-${name}-${randomBytes(6).toString('hex')}`,
  );
  try {
    await cp(source, building, { recursive: true });
    const commit = await commitFirstRender(building, record);
    try {
      await rename(building, target);
    } catch (error) {
      // Another run with the same name was faster.
      const winner = await reuse(target, record);
      if (winner) return winner;
      throw error;
    }
    return {
      repository: pathToFileURL(target).href,
      directory: target,
      commit,
      reused: false,
    };
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function reuse(
  target: string,
  record: GoldenPathRecord,
): Promise<PublishedRepository | null> {
  if (!fs.existsSync(target)) return null;
  const made = await readRecord(target);
  if (!made || !sameAnswers(made, record)) {
    throw new ConflictError(
      `The repository ${target} exists and was made from other answers; choose another name, or remove that folder if nobody needs it`,
    );
  }
  const log = await git
    .log({ fs, dir: target, ref: tagOf(made) })
    .catch(() => []);
  if (log.length === 0) {
    throw new ConflictError(
      `${target} has the same answers but no commit tagged ${tagOf(
        made,
      )}; remove or repair that folder`,
    );
  }
  return {
    repository: pathToFileURL(target).href,
    directory: target,
    commit: log[0].oid,
    reused: true,
  };
}
