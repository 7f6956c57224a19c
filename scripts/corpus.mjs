/**
 * `npm run corpus -- <folder>`: reads a folder of crontabs with INDEX.tsv and
 * KEYS.json and reports jobs, issues and every difference from them. Exit
 * code 1 where a difference is left unexplained or the folder cannot be read.
 */
import path from 'node:path';
import { run, SetupProblem } from './report.mjs';
import { runWithSources } from './withSources.mjs';

await run(async () => {
  const folder = process.argv[2];
  if (!folder) {
    throw new SetupProblem('Name the folder: npm run corpus -- <folder>');
  }
  process.exitCode = runWithSources('corpus/compare.mjs', [
    path.resolve(folder),
  ]);
});
