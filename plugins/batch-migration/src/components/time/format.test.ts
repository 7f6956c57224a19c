import {
  calendarDay,
  daysBetween,
  durationOf,
  formatDate,
  formatInstant,
  formatNear,
} from './format';

const at = new Date('2026-02-12T19:15:00Z');

it.each([
  ['en-GB', 'Asia/Tokyo', 'Fri 13 Feb 04:15'],
  ['en-GB', 'UTC', 'Thu 12 Feb 19:15'],
  ['ja', 'Asia/Tokyo', '2/13(金) 04:15'],
])('formats for %s in %s', (locale, zone, text) => {
  expect(formatInstant(at, locale, zone)).toBe(text);
});

it.each([
  ['en-GB', '2025-12-31T20:00:00Z', 'Fri 13 Feb 04:15'], // in Tokyo it is 2026
  ['en-GB', '2025-12-31T10:00:00Z', 'Fri 13 Feb 2026 04:15'],
  ['ja', '2027-02-12T10:00:00Z', '2026/2/13(金) 04:15'],
])('tells the year for %s beside %s', (locale, now, text) => {
  expect(formatInstant(at, locale, 'Asia/Tokyo', new Date(now))).toBe(text);
});

it.each([
  ['en-GB', '13 Feb 2026'],
  ['ja', '2026年2月13日'],
])('formats a date for %s', (locale, text) => {
  expect(formatDate(at, locale, 'Asia/Tokyo')).toBe(text);
});

it.each([
  ['2026-02-12T20:26:00Z', 'en-GB', '04:15'],
  ['2026-02-12T14:59:00Z', 'en-GB', 'Fri 04:15'], // the day before in Tokyo
  ['2026-02-19T05:26:00Z', 'en-GB', 'Fri 04:15'],
  ['2026-02-20T05:26:00Z', 'en-GB', '13 Feb 04:15'],
  ['2026-02-19T05:26:00Z', 'ja', '(金) 04:15'],
  ['2026-02-20T05:26:00Z', 'ja', '2月13日 04:15'],
])('beside %s in %s it is %s', (near, locale, text) => {
  expect(formatNear(at, new Date(near), locale, 'Asia/Tokyo')).toBe(text);
});

it('takes the calendar day of the zone', () => {
  expect(calendarDay(at, 'Asia/Tokyo')).toBe('2026-02-13');
  expect(calendarDay(at, 'America/New_York')).toBe('2026-02-12');
  expect(daysBetween('2026-02-12', '2026-03-18')).toBe(34);
});

it.each([
  [59_000, { unit: 'seconds', major: 59, minor: 0 }],
  [-120_000, { unit: 'minutes', major: 2, minor: 0 }],
  [64_260_000, { unit: 'hours', major: 17, minor: 51 }],
  [338_400_000, { unit: 'days', major: 3, minor: 22 }],
  [86_400_000 * 34 + 3_600_000, { unit: 'days', major: 34, minor: 0 }],
])('%i ms take two units at most', (milliseconds, duration) => {
  expect(durationOf(milliseconds)).toEqual(duration);
});
