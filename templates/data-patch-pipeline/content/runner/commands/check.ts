/** Checks every patch, or those that are named: npm run patch:check -- [patches/YYYYMMDD-name …] */
import { dryRunSentence, sentence } from '../patch/patch';
import { patchPaths, readPatch } from '../patch/read';

/** @returns lines for people, and whether all is well */
export function checkPatches(root: string, named: string[]): { lines: string[]; good: boolean } {
  const paths = named.length > 0 ? named.map(path => path.replace(/\/$/, '')) : patchPaths(root);
  let good = true;
  const lines = paths.flatMap(path => {
    const { patch, problems } = readPatch(root, path);
    good &&= problems.length === 0;
    return patch ? [`${path}: ${patch.title}. ${dryRunSentence(patch)}`] : problems.map(sentence);
  });
  return { lines: lines.length > 0 ? lines : ['There are no patches.'], good };
}

if (require.main === module) {
  const { lines, good } = checkPatches(process.cwd(), process.argv.slice(2));
  lines.forEach(line => console.log(line));
  if (!good) process.exitCode = 1;
}
