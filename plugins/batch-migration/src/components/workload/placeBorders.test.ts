import type { Border, Column } from './laneColumns';
import { placeBorders } from './placeBorders';

const instant = (n: number) => new Date(n * 60_000).toISOString();
/** Ten columns at the minutes 0, 10, …, 90. */
const columns = Array.from(
  { length: 10 },
  (_, n) => ({ kind: 'tick', at: instant(n * 10) } as Column),
);
const marks = (...minutes: number[]) =>
  minutes.map((n): Border => ({ at: instant(n), what: 'changed' }));
const placed = (...minutes: number[]) =>
  placeBorders(marks(...minutes), columns).map(({ index, isLate, level }) => [
    index,
    isLate ? 'before' : 'behind',
    level,
  ]);

it('stands a mark before the first column after it, or behind all', () => {
  expect(placed(10, 11, 95)).toEqual([
    [1, 'behind', 0],
    [2, 'behind', 1],
    [10, 'before', 0],
  ]);
});

it.each([
  ['next to each other', [0, 10, 20], [0, 1, 2]],
  ['as far from each other as words reach', [0, 40], [0, 0]],
  ['at one column', [5, 6, 7], [0, 1, 2]],
  [
    'between words that stand behind, and words that stand before',
    [50, 90],
    [0, 1],
  ],
  ['behind words that end', [0, 20, 40, 60], [0, 1, 0, 1]],
])('keeps words from meeting %s', (_, minutes, levels) => {
  expect(placed(...minutes).map(([, , level]) => level)).toEqual(levels);
});
