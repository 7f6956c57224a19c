import { addDays } from './calendar';
import type { ProgressDay } from './model';
import { weeksOf } from './weeks';

const day = (
  date: string,
  retired: number,
  over: Partial<ProgressDay> = {},
) => ({
  ...{ date, scope: 100, retired, retained: 0, staleDone: 0 },
  ...over,
});

it('takes whole weeks up to the last day', () => {
  const days = Array.from({ length: 16 }, (_, index) =>
    day(addDays('2026-01-01', index), index),
  );
  // 15 days are two weeks; the odd one at the beginning is left out.
  expect(weeksOf(days)).toEqual([
    { done: 7, scope: 0, seen: true },
    { done: 7, scope: 0, seen: true },
  ]);
});

it('counts retained, and what is rolled back, and the scope', () => {
  const days = [
    day('2026-01-01', 5, { retained: 1 }),
    day('2026-01-08', 3, { retained: 2, scope: 110 }),
  ];
  expect(weeksOf(days)).toEqual([{ done: -1, scope: 10, seen: true }]);
});

it('takes neither work away nor gives it back while probes are silent', () => {
  const days = [
    day('2026-01-01', 10),
    day('2026-01-08', 4, { staleDone: 6 }),
    day('2026-01-15', 11),
  ];
  expect(weeksOf(days).map(({ done }) => done)).toEqual([0, 1]);
});

it('spreads the change across a gap and says that nobody counted', () => {
  const days = [
    day('2026-01-01', 0),
    day('2026-01-08', 2),
    // Three weeks without a count.
    day('2026-01-29', 8, { scope: 106 }),
    day('2026-02-05', 9, { scope: 106 }),
  ];
  const weeks = weeksOf(days);
  expect(weeks.map(({ done }) => Math.round(done))).toEqual([2, 2, 2, 2, 1]);
  expect(weeks.map(({ scope }) => Math.round(scope))).toEqual([0, 2, 2, 2, 0]);
  expect(weeks.map(({ seen }) => seen)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
});

it.each([[[]], [[day('2026-01-01', 1)]]])('has no week of %j', days => {
  expect(weeksOf(days)).toEqual([]);
});
