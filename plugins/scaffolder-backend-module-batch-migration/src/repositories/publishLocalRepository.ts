import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConflictError, InputError } from '@backstage/errors';
import git from 'isomorphic-git';
import {
  type GoldenPathRecord,
  parseRecord,
  REPOSITORY_NAME,
  REPOSITORY_NAME_RULE,
  sameAnswers,
} from 'backstage-plugin-batch-migration-golden-paths';

/** A repository on this machine. */
export interface PublishedRepository {
  /** `file://` address. */
  repository: string;
  directory: string;
  commit: string;
  /** It was there already, made from the same answers. */
  reused: boolean;
}

const AUTHOR = { name: 'Batch Migration', email: 'batch-migration@localhost' };

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
  const record = await readRecord(source);
  if (!record) {
    throw new InputError(
      'The folder has no .golden-path.json: render the repository before it is published',
    );
  }
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
    const commit = await commitAll(building, record);
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
    .log({ fs, dir: target, ref: `golden-path/${made.version}` })
    .catch(() => []);
  if (log.length === 0) {
    throw new ConflictError(
      `${target} has the same answers but no commit tagged golden-path/${made.version}; remove or repair that folder`,
    );
  }
  return {
    repository: pathToFileURL(target).href,
    directory: target,
    commit: log[0].oid,
    reused: true,
  };
}

async function readRecord(folder: string): Promise<GoldenPathRecord | null> {
  const content = await readFile(
    join(folder, '.golden-path.json'),
    'utf8',
  ).catch(() => null);
  return content === null ? null : parseRecord(content);
}

async function commitAll(
  dir: string,
  record: GoldenPathRecord,
): Promise<string> {
  await git.init({ fs, dir, defaultBranch: 'main' });
  for (const filepath of await filesIn(dir)) {
    await git.add({ fs, dir, filepath });
  }
  const commit = await git.commit({
    fs,
    dir,
    author: AUTHOR,
    message: `Start from ${record.template} ${record.version}\n`,
  });
  await git.tag({ fs, dir, ref: `golden-path/${record.version}` });
  return commit;
}

/** Paths relative to a folder, with forward slashes, sorted; `.git` left out. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .map(path => path.split(sep).join(posix.sep))
    .filter(path => !path.startsWith('.git/'))
    .sort();
}
