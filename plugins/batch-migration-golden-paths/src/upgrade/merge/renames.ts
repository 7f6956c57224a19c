import { posix } from 'node:path';
import { type Blobs, isFile, textOf, type Tree } from './tree';

/** As git: at least half of a file must be the same. */
const LEAST_SIMILARITY = 0.5;
/** Pairs of files beyond which only unchanged ones are recognised. */
const MOST_PAIRS = 20_000;

/**
 * Files that one side moved: old path → new path. A file counts as moved when
 * its path is gone and a new path holds the same content, or most of its lines.
 */
export async function findRenames(
  base: Tree,
  side: Tree,
  blobs: Blobs,
): Promise<Map<string, string>> {
  const gone = [...base].filter(
    ([path, file]) => !side.has(path) && isFile(file),
  );
  const added = [...side].filter(
    ([path, file]) => !base.has(path) && isFile(file),
  );
  if (gone.length === 0 || added.length === 0) return new Map();
  const inDepth = gone.length * added.length <= MOST_PAIRS;
  const linesByOid = new Map<string, Map<string, number> | null>();
  for (const [, { oid }] of [...gone, ...added]) {
    linesByOid.set(oid, countLines(textOf(await blobs.read(oid))));
  }

  const candidates: Array<{ from: string; to: string; score: number }> = [];
  for (const [from, { oid: old }] of gone) {
    for (const [to, { oid: now }] of added) {
      const [oldLines, newLines] = [linesByOid.get(old), linesByOid.get(now)];
      // What is empty says nothing about where it comes from.
      if (oldLines?.size === 0) continue;
      let score = old === now ? 1 : 0;
      if (score === 0 && inDepth && oldLines && newLines) {
        score = similarity(oldLines, newLines);
      }
      if (score < LEAST_SIMILARITY) continue;
      // Of several that fit, the one that kept its name.
      const bonus = posix.basename(from) === posix.basename(to) ? 0.1 : 0;
      candidates.push({ from, to, score: score + bonus });
    }
  }
  candidates.sort((one, other) => other.score - one.score);
  const renames = new Map<string, string>();
  const used = new Set<string>();
  for (const { from, to } of candidates) {
    if (renames.has(from) || used.has(to)) continue;
    renames.set(from, to);
    used.add(to);
  }
  return renames;
}

/** How often each line stands in a text, by the number of its characters. */
function countLines(text: string | null): Map<string, number> | null {
  if (text === null) return null;
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line !== '') counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

/** Share of characters, in lines, that the larger text has in common with the other. */
function similarity(
  one: Map<string, number>,
  other: Map<string, number>,
): number {
  const size = (lines: Map<string, number>) =>
    [...lines].reduce((sum, [line, count]) => sum + line.length * count, 0);
  let common = 0;
  for (const [line, count] of one) {
    common += line.length * Math.min(count, other.get(line) ?? 0);
  }
  return common / Math.max(size(one), size(other), 1);
}
