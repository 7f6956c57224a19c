import type { Column } from './laneColumns';
import { headsOf } from './timelineHeads';

const TOKYO = 'Asia/Tokyo';

const columnAt = (at: string, kind: 'tick' | 'trial' = 'tick') =>
  ({ kind, at } as Column);
const every = (minutes: number, count: number, from: string) =>
  Array.from({ length: count }, (_, n) =>
    columnAt(new Date(Date.parse(from) + n * minutes * 60_000).toISOString()),
  );

it.each([
  ['en', 'Wed 11 Feb', 'Thu 12 Feb'],
  ['ja', '2/11(水)', '2/12(木)'],
])(
  'tells each day of a job of every five minutes once (%s)',
  (locale, first, second) => {
    // From 23:40 to 00:35 in Tokyo.
    const heads = headsOf(every(5, 12, '2026-02-11T14:40:00Z'), locale, TOKYO);
    expect(heads.days).toEqual([
      { text: first, from: 0, count: 4 },
      { text: second, from: 4, count: 8 },
    ]);
    expect(heads.time).toBeUndefined();
    expect(heads.times.slice(2, 6)).toEqual([
      '23:50',
      '23:55',
      '00:00',
      '00:05',
    ]);
  },
);

it.each([1, 5, 60, 7 * 60, 24 * 60, 3 * 24 * 60])(
  'gives each column of a job of every %i minutes to one day, in order',
  minutes => {
    const columns = every(minutes, 120, '2026-02-11T14:40:00Z');
    const { days } = headsOf(columns, 'en', TOKYO);
    expect(
      days.flatMap(({ from, count }) =>
        Array.from({ length: count }, (_, n) => from + n),
      ),
    ).toEqual(columns.map((_, n) => n));
    expect(new Set(days.map(({ text }) => text)).size).toBe(days.length);
  },
);

it('tells the time of a daily job once at the side, and that of a trial above it', () => {
  const heads = headsOf(
    [
      ...every(24 * 60, 2, '2026-02-10T19:15:00Z'),
      columnAt('2026-02-12T02:00:00Z', 'trial'),
    ],
    'en',
    TOKYO,
  );
  expect(heads).toEqual({
    time: '04:15',
    days: [
      { text: 'Wed 11 Feb', from: 0, count: 1 },
      { text: 'Thu 12 Feb', from: 1, count: 2 },
    ],
    times: [undefined, undefined, '11:00'],
  });
});

it('tells the time above each column where the zone changes its clock', () => {
  // 04:15 UTC is 05:15 in Berlin before, 06:15 after 29 March.
  const heads = headsOf(
    every(24 * 60, 2, '2026-03-28T04:15:00Z'),
    'en',
    'Europe/Berlin',
  );
  expect(heads.time).toBeUndefined();
  expect(heads.times).toEqual(['05:15', '06:15']);
});
