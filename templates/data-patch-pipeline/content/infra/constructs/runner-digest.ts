import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

/** One hash of every file below a folder and of its name. runner/buildspec.yml makes the same one with `sha256sum`. */
export function runnerDigest(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => `./${relative(folder, join(entry.parentPath, entry.name))}`)
    .sort();
  return sha256(paths.map(path => `${sha256(readFileSync(join(folder, path)))}  ${path}\n`).join(''));
}
