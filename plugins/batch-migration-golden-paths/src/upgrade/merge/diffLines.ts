/** Lines `[aFrom, aTo)` of one text stand where `[bFrom, bTo)` of the other do. */
export interface Hunk {
  aFrom: number;
  aTo: number;
  bFrom: number;
  bTo: number;
}

/** Edits beyond which a middle part counts as rewritten: bounds time and memory. */
const MOST_EDITS = 2000;

/**
 * Where two texts differ, by the shortest edit script (E. Myers, "An O(ND)
 * Difference Algorithm", 1986). Very different texts give one large hunk.
 */
export function diffLines(a: string[], b: string[]): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  if (start === aEnd && start === bEnd) return [];
  const common = commonLines(a.slice(start, aEnd), b.slice(start, bEnd));
  const hunks: Hunk[] = [];
  let aFrom = start;
  let bFrom = start;
  for (const [aAt, bAt] of [
    ...common.map(([i, j]): [number, number] => [i + start, j + start]),
    [aEnd, bEnd],
  ]) {
    if (aAt > aFrom || bAt > bFrom) {
      hunks.push({ aFrom, aTo: aAt, bFrom, bTo: bAt });
    }
    aFrom = aAt + 1;
    bFrom = bAt + 1;
  }
  return hunks;
}

/** Pairs of equal lines, ascending, of a longest common subsequence. */
function commonLines(a: string[], b: string[]): Array<[number, number]> {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const offset = most + 1;
  // furthest[k + offset]: how far into `a` the diagonal k is reached.
  const furthest = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(furthest.slice(offset - edits - 1, offset + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down =
        k === -edits ||
        (k !== edits && furthest[offset + k - 1] < furthest[offset + k + 1]);
      let x = down ? furthest[offset + k + 1] : furthest[offset + k - 1] + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      furthest[offset + k] = x;
      if (x >= a.length && y >= b.length)
        return walkBack(trace, a.length, b.length);
    }
  }
  return [];
}

/** From the end to the start of the edit script: its diagonals are the pairs. */
function walkBack(
  trace: Int32Array[],
  aLength: number,
  bLength: number,
): Array<[number, number]> {
  const pairs: Array<[number, number]> = [];
  let x = aLength;
  let y = bLength;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const before = trace[edits];
    const at = (diagonal: number) => before[diagonal + edits + 1];
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const previousK = down ? k + 1 : k - 1;
    const previousX = edits === 0 ? 0 : at(previousK);
    const previousY = edits === 0 ? 0 : previousX - previousK;
    while (x > previousX && y > previousY) {
      pairs.push([x - 1, y - 1]);
      x--;
      y--;
    }
    x = previousX;
    y = previousY;
  }
  return pairs.reverse();
}
