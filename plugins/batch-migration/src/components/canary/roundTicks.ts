const STEPS = [1, 2, 2.5, 3, 4, 5, 10];

/** Three round numbers from 0, the last of which is not below the highest value. */
export function roundTicks(highest: number): [number, number, number] {
  if (!(highest > 0)) return [0, 0.5, 1];
  const half = highest / 2;
  const power = 10 ** Math.floor(Math.log10(half));
  // What rounding left over must not ask for the next step.
  const step = STEPS.find(one => one * power >= half * (1 - 1e-9))! * power;
  // Thousandths of a step are noise of the multiplication.
  const clean = (value: number) => Number(value.toPrecision(6));
  return [0, clean(step), clean(2 * step)];
}
