import { dayOf, foretold, halfYear, TODAY } from '../../__testUtils__/forecast';
import {
  changedDays,
  countTicks,
  FRAME,
  monthTicks,
  namedSteps,
  scaleOf,
  stepPath,
  stretchesOf,
} from './burnUp';

const [{ forecast }] = foretold(halfYear).items;
const scale = (over: Partial<Parameters<typeof scaleOf>[0]> = {}) =>
  scaleOf({
    points: halfYear.items,
    ...{ forecast, today: TODAY, dates: [] },
    ...over,
  });

it('spans the record and the whole range', () => {
  if (forecast.state !== 'range') throw new Error(forecast.state);
  const { from, to, x, y, highest } = scale();
  expect(from).toBe('2025-09-25');
  expect(to > forecast.finish.p90).toBe(true);
  expect(x(from)).toBe(FRAME.left);
  expect(x(to)).toBe(FRAME.width - FRAME.right);
  expect(y(0)).toBe(FRAME.height - FRAME.bottom);
  expect(y(highest)).toBe(FRAME.top);
});

it('leaves out a hard date that is years away', () => {
  const near = scale({ dates: ['2027-06-30'] });
  expect(near.to).toBe('2027-07-07');
  expect(scale({ dates: ['2031-01-01'] }).to).toBe(scale().to);
});

it.each([
  [86, [0, 50, 100]],
  [8, [0, 5, 10]],
  [1, [0, 1, 2]],
  [100_000, [0, 50_000, 100_000, 150_000]],
])('counts up to %d in round numbers', (scope, ticks) => {
  const flat = { ...forecast, state: 'finished' as const };
  const points = [dayOf(TODAY, { scope })];
  expect(countTicks(scale({ points, forecast: flat as never }))).toEqual(ticks);
});

it('names at most eight months', () => {
  expect(monthTicks(scale()).length).toBeLessThanOrEqual(8);
  const years = scale({ points: [dayOf('2020-01-15'), dayOf(TODAY)] });
  expect(monthTicks(years).length).toBeLessThanOrEqual(8);
});

it('draws no line across days on which nobody counted', () => {
  const points = ['2026-02-01', '2026-02-02', '2026-02-05'].map(date =>
    dayOf(date),
  );
  expect(stretchesOf(points).map(({ length }) => length)).toEqual([2, 1]);
  const path = stepPath(scale({ points }), points.slice(2), () => 1);
  // One day alone is a line of its own day.
  expect(path).toMatch(/^M\S+ \S+H\S+$/);
});

it('names the largest changes of scope, and rows only for what changed', () => {
  expect(namedSteps(halfYear.items).map(({ scope }) => scope)).toEqual([86]);
  const days = changedDays(halfYear.items);
  expect(days[0]).toBe(halfYear.items[0]);
  expect(days[days.length - 1]).toBe(halfYear.items[140]);
  // 25 were retired one by one, and one day brought the server.
  expect(days.length).toBeLessThanOrEqual(28);
});
