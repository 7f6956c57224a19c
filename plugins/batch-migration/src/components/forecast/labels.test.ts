import {
  beside,
  keptInside,
  linesBetween,
  placedSteps,
  textWidth,
} from './labels';

it('takes Japanese letters for twice as wide', () => {
  expect(textWidth('廃止済み')).toBe(44);
  expect(textWidth('done')).toBeLessThan(30);
});

it.each([
  ['in the middle', 200, 180],
  ['at the left edge', 10, 38],
  ['at the right edge', 395, 360],
])('keeps a label of 40 px inside, %s', (_, middle, left) => {
  expect(keptInside(middle, 40, [38, 400])).toBe(left);
});

it.each([
  ['right of a place', 100, 106],
  ['left of it where the edge would cut it', 380, 294],
])('writes a label of 80 px %s', (_, at, left) => {
  expect(beside(at, 80, 400)).toBe(left);
});

describe('labels of steps', () => {
  const step = (text: string, x: number, y: number) => ({ text, x, y });
  const STEP = '+14 bastion, found';

  it('stay between the edges', () => {
    const placed = placedSteps(
      [step(STEP, 42, 80), step(STEP, 395, 60)],
      [40, 400],
    );
    expect(placed[0].left).toBe(40);
    expect(placed[1].left + textWidth(STEP)).toBeCloseTo(400);
    expect(placed.map(({ top }) => top)).toEqual([68, 48]);
  });

  it('rise above one another where they are close', () => {
    const [first, second] = placedSteps(
      [step(STEP, 210, 78), step(STEP, 200, 80)],
      [40, 400],
    );
    expect(first).toMatchObject({ x: 200, top: 68 });
    expect(second).toMatchObject({ x: 210, top: 54 });
  });

  it('are left out where they have no room', () => {
    expect(placedSteps([step(STEP, 50, 80)], [40, 100])).toEqual([]);
  });
});

it.each([
  ['in a wide place', [60, 80], [160, 150], 96],
  ['in a place of one line', [60, 80], [110, 160], undefined],
])('finds room for two lines %s', (_, above, below, top) => {
  expect(linesBetween(above, below, 2)).toBe(top);
});
