import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  REPOSITORY_NAME,
  RECORD_FILE,
} from 'backstage-plugin-batch-migration-golden-paths';
import { existsSync } from 'node:fs';

/** Where the repository of a component is. */
export type RepositoryPlace =
  | { type: 'local'; name: string; directory: string }
  | { type: 'hosted'; address: string };

/**
 * Finds the repository that a component was read from.
 *
 * @param directory - folder of the local repositories: no other one is touched
 */
export async function repositoryOf(
  component: Entity,
  directory: string,
): Promise<RepositoryPlace> {
  const { type, target } = getEntitySourceLocation(component);
  if (type === 'url') return { type: 'hosted', address: addressOf(target) };
  const name = basename(dirname(target));
  const folder = join(directory, name);
  if (
    type !== 'file' ||
    basename(target) !== 'catalog-info.yaml' ||
    !REPOSITORY_NAME.test(name) ||
    !existsSync(join(folder, RECORD_FILE)) ||
    (await realpath(dirname(target))) !== (await realpath(folder))
  ) {
    throw new InputError(
      `${component.metadata.name} was not read from a repository that a golden path made: its location is ${type}:${target}`,
    );
  }
  if (!existsSync(join(folder, '.git'))) {
    throw new NotFoundError(`${folder} is no git repository`);
  }
  return { type: 'local', name, directory: folder };
}

/** A file's or folder's address at a host, without what stands after the repository. */
function addressOf(target: string): string {
  const url = new URL(target);
  const [path] = url.pathname.split(/\/(?:-\/)?(?:blob|tree)\//);
  return `${url.origin}${path.replace(/(?:\.git)?\/*$/, '')}`;
}
