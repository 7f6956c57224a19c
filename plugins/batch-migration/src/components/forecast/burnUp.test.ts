import { dayOf, foretold, halfYear, TODAY } from '../../__testUtils__/forecast';
import {
  atOf,
  changedDays,
  countTicks,
  fanUntil,
  monthTicks,
  namedSteps,
  nearestOf,
  spanOf,
} from './burnUp';
import { rowsOfFan, rowsOfPast } from './burnUpRows';

const [{ forecast }] = foretold(halfYear).items;
const span = (over: Partial<Parameters<typeof spanOf>[0]> = {}) =>
  spanOf({
    points: halfYear.items,
    ...{ forecast, today: TODAY, dates: [] },
    ...over,
  });

it('spans the record and the whole range', () => {
  if (forecast.state !== 'range') throw new Error(forecast.state);
  const { from, to, highest } = span();
  expect(from).toBe('2025-09-25');
  expect(to > forecast.finish.p90).toBe(true);
  const fan = fanUntil(forecast, to);
  expect(Math.max(86, ...fan.map(({ scope }) => scope.high))).toBeLessThan(
    highest,
  );
});

it('ends two years ahead where the range goes on for longer', () => {
  if (forecast.state !== 'range') throw new Error(forecast.state);
  const p90 = '2033-01-01';
  const last = { ...forecast.fan[forecast.fan.length - 1], date: p90 };
  const long = {
    ...forecast,
    finish: { ...forecast.finish, p90 },
    fan: [forecast.fan[0], last],
  };
  const { to } = span({ forecast: long });
  expect(to).toBe('2028-02-19');
  const cut = fanUntil(long, to);
  expect(cut.map(({ date }) => date)).toEqual([forecast.fan[0].date, to]);
  expect(cut[1].done.low).toBeLessThanOrEqual(last.done.low);
});

it('leaves out a hard date that is years away', () => {
  const near = span({ dates: ['2027-06-30'] });
  expect(near.to).toBe('2027-07-07');
  expect(span({ dates: ['2031-01-01'] }).to).toBe(span().to);
});

it.each([
  [86, [0, 50, 100]],
  [8, [0, 5, 10]],
  [1, [0, 1, 2]],
  [100_000, [0, 50_000, 100_000, 150_000]],
])('counts up to %d in round numbers', (scope, ticks) => {
  const flat = { ...forecast, state: 'finished' as const };
  const points = [dayOf(TODAY, { scope })];
  expect(countTicks(span({ points, forecast: flat as never }))).toEqual(ticks);
});

it('names at most eight months', () => {
  expect(monthTicks(span()).length).toBeLessThanOrEqual(8);
  const years = span({ points: [dayOf('2020-01-15'), dayOf(TODAY)] });
  expect(monthTicks(years).length).toBeLessThanOrEqual(8);
});

it('breaks its lines where nobody counted, and holds a count until the end of its day', () => {
  const points = ['2026-02-01', '2026-02-02', '2026-02-05'].map(date =>
    dayOf(date),
  );
  const rows = rowsOfPast(points).map(({ at, ...row }) => [
    new Date(at).toISOString().slice(0, 10),
    Object.values(row),
  ]);
  expect(rows).toEqual([
    ['2026-02-01', [86, 28, 42]],
    ['2026-02-02', [86, 28, 42]],
    ['2026-02-03', [86, 28, 42]],
    ['2026-02-03', []],
    // One day alone is a line of its own day.
    ['2026-02-05', [86, 28, 42]],
    ['2026-02-06', [86, 28, 42]],
    ['2026-02-06', []],
  ]);
});

it('draws both envelopes from the points of the forecast', () => {
  if (forecast.state !== 'range') throw new Error(forecast.state);
  const [first] = forecast.fan;
  const rows = rowsOfFan(forecast.fan);
  expect(rows).toHaveLength(forecast.fan.length);
  expect(rows[0]).toEqual({
    at: atOf(first.date),
    scopeFan: [first.scope.low, first.scope.high],
    doneFan: [first.done.low, first.done.high],
    ...{ scopeMiddle: first.scope.middle, doneMiddle: first.done.middle },
  });
});

it.each([
  ['2020-01-01', 0],
  ['2025-11-24', 60],
  ['2030-01-01', 140],
])('finds the counted day nearest to %s', (day, index) => {
  expect(nearestOf(halfYear.items, atOf(day))).toBe(index);
});

it('names the largest changes of scope, and rows only for what changed', () => {
  expect(namedSteps(halfYear.items).map(({ scope }) => scope)).toEqual([86]);
  const days = changedDays(halfYear.items);
  expect(days[0]).toBe(halfYear.items[0]);
  expect(days[days.length - 1]).toBe(halfYear.items[140]);
  // 25 were retired one by one, and one day brought the server.
  expect(days.length).toBeLessThanOrEqual(28);
});
