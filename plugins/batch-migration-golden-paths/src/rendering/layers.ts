import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** Packing leaves out every `.github`, so a layer keeps its own by this name. */
const PACKED_GITHUB = 'dot-github';

/**
 * Copies static files into a repository, without replacing what is there.
 *
 * @param layer - folder below this package's `layers`
 */
export async function copyLayer(
  layer: string,
  directory: string,
): Promise<void> {
  const from = resolvePackagePath(
    'backstage-plugin-batch-migration-golden-paths',
    'layers',
    layer,
  );
  const github = join(from, PACKED_GITHUB);
  await cp(from, directory, {
    recursive: true,
    force: false,
    filter: source => source !== github,
  });
  if (existsSync(github)) {
    await cp(github, join(directory, '.github'), {
      recursive: true,
      force: false,
    });
  }
}
