import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Text of every file under a folder, by path; `node_modules` apart. */
export async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .filter(path => !path.split('/').includes('node_modules'))
    .sort();
  return new Map(
    await Promise.all(
      paths.map(
        async (path): Promise<[string, string]> => [
          path,
          await readFile(join(folder, path), 'utf8'),
        ],
      ),
    ),
  );
}
