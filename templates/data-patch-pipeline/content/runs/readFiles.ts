import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PatchFile } from '../github/repository';
import { PATCH_FOLDER, readPatch, type Reading } from '../runner/patch/read';

/** Reads a patch that GitHub handed over, by the same reader as the build's. */
export async function readFiles(path: string, files: PatchFile[]): Promise<Reading> {
  if (!PATCH_FOLDER.test(path)) return readPatch('/', path);
  const root = await mkdtemp(join(tmpdir(), 'patch-'));
  try {
    await mkdir(join(root, path), { recursive: true });
    for (const { name, content } of files) {
      // GitHub lists names of one folder; one with a path in it would be written elsewhere.
      if (name.includes('/') || name === '..' || name === '.') throw new Error(`A file cannot be called ${JSON.stringify(name)}`);
      await writeFile(join(root, path, name), content);
    }
    return readPatch(root, path);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
