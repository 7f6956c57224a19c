import { currentColumn } from './currentColumn';
import type { Column } from './laneColumns';

const tick = (at: string): Column => ({
  ...{ kind: 'tick', at },
  tick: { at, verdict: 'once', runs: [] },
});
const coming = (at: string): Column => ({
  ...{ kind: 'coming', at },
  coming: { at, sides: null, mark: null },
});
const columns = ['b', 'd', 'd', 'f'].map(tick);

it.each<[string, Column[], Parameters<typeof currentColumn>[1], number]>([
  ['the newest due run', [...columns, coming('g')], undefined, 3],
  ['what comes, where nothing was due', [coming('g')], undefined, 0],
  ['nothing', [], undefined, -1],
  ['where it is', columns, { at: 'd', index: 1 }, 1],
  ['where it is, of two of one instant', columns, { at: 'd', index: 2 }, 2],
  ['where it moved to', columns, { at: 'f', index: 89 }, 3],
  ['the first one after it', columns, { at: 'e', index: 40 }, 3],
  ['the oldest, where it is no more', columns, { at: 'a', index: 0 }, 0],
  ['the last, where nothing is as new', columns, { at: 'z', index: 9 }, 3],
])('is %s', (_, drawn, place, index) => {
  expect(currentColumn(drawn, place)).toBe(index);
});
