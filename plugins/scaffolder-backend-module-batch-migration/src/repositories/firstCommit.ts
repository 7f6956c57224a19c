import fs from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { InputError } from '@backstage/errors';
import git from 'isomorphic-git';
import {
  type GoldenPathRecord,
  parseRecord,
} from 'backstage-plugin-batch-migration-golden-paths';

const AUTHOR = { name: 'Batch Migration', email: 'batch-migration@localhost' };

/** Branch of the first render, and of everything that people merge. */
export const MAIN = 'main';

export function tagOf({ version }: Pick<GoldenPathRecord, 'version'>): string {
  return `golden-path/${version}`;
}

/** The record in a folder, or `null` where it holds none. */
export async function readRecord(
  folder: string,
): Promise<GoldenPathRecord | null> {
  const content = await readFile(
    join(folder, '.golden-path.json'),
    'utf8',
  ).catch(() => null);
  return content === null ? null : parseRecord(content);
}

/** @throws InputError where the folder was not rendered */
export async function recordOf(folder: string): Promise<GoldenPathRecord> {
  const record = await readRecord(folder);
  if (record) return record;
  throw new InputError(
    'The folder has no .golden-path.json: render the repository before it is published',
  );
}

/** Commits a whole folder, untouched, on `main`, and tags it with the version. */
export async function commitFirstRender(
  dir: string,
  record: GoldenPathRecord,
): Promise<string> {
  await git.init({ fs, dir, defaultBranch: MAIN });
  for (const filepath of await filesIn(dir)) {
    await git.add({ fs, dir, filepath });
  }
  const commit = await git.commit({
    fs,
    dir,
    author: AUTHOR,
    message: `Start from ${record.template} ${record.version}\n`,
  });
  await git.tag({ fs, dir, ref: tagOf(record) });
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
