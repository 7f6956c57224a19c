import type { Border, Column } from './laneColumns';

/** Words of a mark reach so many columns far. */
const WORDS_REACH = 4;

/** From this part of the chart on, words stand before their line. */
const LATE = 0.7;

export interface PlacedBorder {
  border: Border;
  /** The column before which it stands; after the last it is their number. */
  index: number;
  /** Its words stand before their line, not behind it. */
  isLate: boolean;
  /** Of the lines below the lanes, the one on which its words meet no others. */
  level: number;
}

type Reach = [from: number, to: number];

const wordsOf = ({ index, isLate }: Pick<PlacedBorder, 'index' | 'isLate'>) =>
  (isLate
    ? [index - WORDS_REACH, index]
    : [index, index + WORDS_REACH]) as Reach;

const meet = (one: Reach, other: Reach) =>
  one[0] < other[1] && other[0] < one[1];

/** Where marks stand between columns, which are in the order of time. */
export function placeBorders(
  borders: readonly Border[],
  columns: readonly Column[],
): PlacedBorder[] {
  const placed: PlacedBorder[] = [];
  for (const border of borders) {
    const found = columns.findIndex(({ at }) => at >= border.at);
    const index = found < 0 ? columns.length : found;
    const isLate = index > columns.length * LATE;
    const own = { border, index, isLate };
    const met = placed
      .filter(other => meet(wordsOf(own), wordsOf(other)))
      .map(({ level }) => level);
    let level = 0;
    while (met.includes(level)) level += 1;
    placed.push({ ...own, level });
  }
  return placed;
}
