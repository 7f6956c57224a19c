import { roundTicks } from './roundTicks';

it.each([
  [0, [0, 0.5, 1]],
  [NaN, [0, 0.5, 1]],
  [1, [0, 0.5, 1]],
  [545, [0, 300, 600]],
  [289, [0, 200, 400]],
  [0.068, [0, 0.04, 0.08]],
  [600, [0, 300, 600]],
  [0.06, [0, 0.03, 0.06]],
])('from 0 to %s', (highest, expected) => {
  expect(roundTicks(highest)).toEqual(expected);
});
