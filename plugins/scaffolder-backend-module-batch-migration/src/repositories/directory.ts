import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Config } from '@backstage/config';

const DEFAULT_DIRECTORY = './.data/repositories';

/** Where the golden paths publish local git repositories, as an absolute path. */
export function repositoriesDirectory(
  config: Config,
  workingDirectory: string = process.cwd(),
): string {
  const configured =
    config.getOptionalString('batchMigration.repositories.directory') ??
    DEFAULT_DIRECTORY;
  return isAbsolute(configured)
    ? configured
    : resolve(configurationRoot(workingDirectory), configured);
}

/** Backstage starts the backend in its own package, below the configuration. */
function configurationRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'app-config.yaml'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}
