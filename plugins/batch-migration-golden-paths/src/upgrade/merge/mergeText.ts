import { diffLines, type Hunk } from './diffLines';

export interface MergedText {
  text: string;
  /** How many parts both sides changed, each between markers. */
  conflicts: number;
}

/** Names of the two sides, as the markers show them. */
export interface SideNames {
  ours: string;
  theirs: string;
}

/**
 * Merges two changes of one text, line by line. What both sides changed in the
 * same place stands between markers, as git writes them; lines that both sides
 * have there stay outside.
 *
 * @param base - `null` where both sides made the file anew
 */
export function mergeText(
  base: string | null,
  ours: string,
  theirs: string,
  names: SideNames,
): MergedText {
  const [b, o, t] = [base ?? '', ours, theirs].map(linesOf);
  const output: string[] = [];
  let conflicts = 0;
  let kept = 0;
  for (const region of regions(diffLines(b, o), diffLines(b, t))) {
    output.push(...b.slice(kept, region.from));
    kept = region.to;
    const before = b.slice(region.from, region.to);
    const mine = sideLines(region, region.ours, o);
    const their = sideLines(region, region.theirs, t);
    if (region.theirs.length === 0 || same(their, before)) {
      output.push(...mine);
    } else if (region.ours.length === 0 || same(mine, before)) {
      output.push(...their);
    } else {
      conflicts += writeConflict(output, mine, their, names);
    }
  }
  output.push(...b.slice(kept));
  return { text: output.join(''), conflicts };
}

/** Lines of the base that one or both sides changed, touching changes together. */
interface Region {
  from: number;
  to: number;
  ours: Hunk[];
  theirs: Hunk[];
}

function regions(ours: Hunk[], theirs: Hunk[]): Region[] {
  const found: Region[] = [];
  const all = [
    ...ours.map(hunk => ({ hunk, side: 'ours' as const })),
    ...theirs.map(hunk => ({ hunk, side: 'theirs' as const })),
  ].sort((one, other) => one.hunk.aFrom - other.hunk.aFrom);
  for (const { hunk, side } of all) {
    const last = found.at(-1);
    // Changes of neighbouring lines belong together, as for git: nobody can
    // say in which order they were meant.
    if (last && hunk.aFrom <= last.to) {
      last.to = Math.max(last.to, hunk.aTo);
      last[side].push(hunk);
    } else {
      found.push({
        from: hunk.aFrom,
        to: hunk.aTo,
        ours: [],
        theirs: [],
        [side]: [hunk],
      });
    }
  }
  return found;
}

/** What one side has where the region is in the base. */
function sideLines(region: Region, hunks: Hunk[], side: string[]): string[] {
  if (hunks.length === 0) return [];
  const first = hunks[0];
  const last = hunks[hunks.length - 1];
  return side.slice(
    first.bFrom - (first.aFrom - region.from),
    last.bTo + (region.to - last.aTo),
  );
}

function writeConflict(
  output: string[],
  ours: string[],
  theirs: string[],
  names: SideNames,
): number {
  let conflicts = 0;
  let at = 0;
  for (const hunk of diffLines(ours, theirs)) {
    output.push(...ours.slice(at, hunk.aFrom));
    at = hunk.aTo;
    output.push(
      `<<<<<<< ${names.ours}\n`,
      ...ended(ours.slice(hunk.aFrom, hunk.aTo)),
      '=======\n',
      ...ended(theirs.slice(hunk.bFrom, hunk.bTo)),
      `>>>>>>> ${names.theirs}\n`,
    );
    conflicts++;
  }
  output.push(...ours.slice(at));
  return conflicts;
}

/** Lines with their ends; the last may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A marker starts a line of its own. */
function ended(lines: string[]): string[] {
  return lines.map(line => (line.endsWith('\n') ? line : `${line}\n`));
}

function same(one: string[], other: string[]): boolean {
  return (
    one.length === other.length &&
    one.every((line, index) => line === other[index])
  );
}
