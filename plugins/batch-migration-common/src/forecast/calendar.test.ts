import { addDays, dayIn, daysFrom, isDay } from '.';

it.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-03-28', 1, '2026-03-29'], // a night of 23 hours in Europe is one day
])('%s and %s days is %s', (day, days, expected) => {
  expect(addDays(day, days)).toBe(expected);
  expect(daysFrom(day, expected)).toBe(days);
});

it.each([
  ['2026-02-11T15:00:00Z', 'Asia/Tokyo', '2026-02-12'],
  ['2026-02-11T14:59:59Z', 'Asia/Tokyo', '2026-02-11'],
  ['2026-02-12T04:59:59Z', 'America/New_York', '2026-02-11'],
  ['2026-10-25T23:30:00Z', 'Europe/Berlin', '2026-10-26'], // after summer time
])('%s in %s is on %s', (at, timezone, expected) => {
  expect(dayIn(timezone, new Date(at))).toBe(expected);
});

it.each([
  ['2026-02-12', true],
  ['2026-02-30', false],
  ['2026-2-1', false],
  ['2026-02-12T00:00:00Z', false],
  ['', false],
])('%j is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});
