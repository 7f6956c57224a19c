/**
 * Makes the folder that the build runs: the runner in one file, and the preludes.
 *
 *   node runner/bundle.mjs <folder>
 *
 * The stack calls `bundleRunner` and puts the folder, with pins.json, into an asset.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

export function bundleRunner(folder) {
  mkdirSync(folder, { recursive: true });
  const options = { bundle: true, platform: 'node', target: 'node18', format: 'cjs', logLevel: 'error', outExtension: { '.js': '.cjs' }, outdir: folder, outbase: here };
  // pg asks for it at run time, and goes on without it.
  buildSync({ ...options, entryPoints: [join(here, 'main.ts'), join(here, 'node/dry-run.ts')], external: ['pg-native'] });
  cpSync(join(here, 'ruby'), join(folder, 'ruby'), { recursive: true });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('Usage: node runner/bundle.mjs <folder>');
  bundleRunner(folder);
}
