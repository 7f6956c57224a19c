import { growth, NOT_QUADRATIC } from './growth';

const step = (times: number) => {
  let sum = 0;
  for (let at = 0; at < times; at += 1) sum += Math.sqrt(at);
  return sum;
};

it('tells linear from quadratic work', () => {
  expect(growth(size => step(size * 1_000), 10_000)).toBeLessThan(
    NOT_QUADRATIC,
  );
  expect(growth(size => step(size * size), 5_000)).toBeGreaterThan(
    NOT_QUADRATIC,
  );
});
