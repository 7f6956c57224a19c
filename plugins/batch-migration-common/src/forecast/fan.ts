import { bootstrap, quantile, type Bootstrap, type Stand } from './bootstrap';
import { addDays } from './calendar';
import type { Day, FanPoint } from './model';

/**
 * Where done and scope may stand on the way to the end of the range: the
 * envelope over all windows, as the range itself.
 */
export function fanOf(
  windows: readonly Bootstrap[],
  options: { from: Day; weeks: number; points: number },
): FanPoint[] {
  const { from, weeks, points } = options;
  if (points < 2) return [];
  const at = Array.from({ length: points }, (_, index) =>
    Math.round((weeks * index) / (points - 1)),
  );
  const standAfter = [...new Set(at)];
  const ofWindows = windows.map(window => bootstrap(window, standAfter).stands);
  return standAfter.map((week, index) => {
    const stands = ofWindows.map(stands_ => stands_[index]);
    return {
      date: addDays(from, week * 7),
      done: between(stands, ({ done }) => done),
      scope: between(stands, ({ scope }) => scope),
    };
  });
}

function between(stands: readonly Stand[], valuesOf: (one: Stand) => number[]) {
  const sorted = stands.map(stand => ascending(valuesOf(stand)));
  const rounded = (value: number) => Math.round(value * 10) / 10;
  return {
    low: rounded(Math.min(...sorted.map(values => quantile(values, 10)))),
    middle: rounded(quantile(ascending(sorted.flat()), 50)),
    high: rounded(Math.max(...sorted.map(values => quantile(values, 90)))),
  };
}

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
