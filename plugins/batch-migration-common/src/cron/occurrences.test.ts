import fc from 'fast-check';
import { DateTime } from 'luxon';
import { nextOccurrences, occurrences, scheduleProblem } from './occurrences';
import { cronMatcher } from './__testUtils__/cronMatcher';
import { anyExpression, anyTimes } from './__testUtils__/expressions';
import type { ScheduleDialect, ScheduleSpec } from './types';
import { rounds } from '../testing/rounds';

const spec = (
  expression: string,
  timezone = 'Asia/Tokyo',
  dialect: ScheduleDialect = 'debian-cron',
): ScheduleSpec => ({ dialect, expression, timezone });

const list = (schedule: ScheduleSpec, from: string, to: string) =>
  [...occurrences(schedule, new Date(from), new Date(to))].map(at =>
    at.toISOString().replace(':00.000Z', 'Z'),
  );

it('from is inclusive, to exclusive', () => {
  const daily = spec('0 0 * * *', 'UTC');
  expect(list(daily, '2026-03-01T00:00Z', '2026-03-03T00:00Z')).toEqual([
    '2026-03-01T00:00Z',
    '2026-03-02T00:00Z',
  ]);
  expect(nextOccurrences(daily, 1, new Date('2026-03-01T00:00Z'))).toEqual([
    new Date('2026-03-02T00:00Z'),
  ]);
});

it.each([
  [
    'either of two restricted day fields',
    '0 0 13 * 5',
    ['02-06', '02-13', '02-20', '02-27'],
  ],
  ['a field that begins with * means both', '0 0 */2 * 1', ['02-09', '02-23']],
  [
    '1-31 is restricted in form and matches every date',
    '0 0 1-31 2 1',
    Array.from(
      { length: 28 },
      (_, i) => `02-${String(i + 1).padStart(2, '0')}`,
    ),
  ],
  ['7 is Sunday', '0 0 * * 7', ['02-01', '02-08', '02-15', '02-22']],
  ['30 February never comes', '0 0 30 2 *', []],
])('%s', (_, expression, expected) => {
  expect(
    list(spec(expression, 'UTC'), '2026-02-01T00:00Z', '2026-03-01T00:00Z').map(
      at => at.slice(5, 10),
    ),
  ).toEqual(expected);
});

describe('when clocks jump (New York 2026)', () => {
  const gap = ['2026-03-08T06:00Z', '2026-03-08T09:00Z'] as const;
  const repeat = ['2026-11-01T05:00Z', '2026-11-01T08:00Z'] as const;
  it.each<
    [string, ScheduleDialect, string, readonly [string, string], string[]]
  >([
    [
      'a fixed-time job in the gap runs at once after it',
      'debian-cron',
      '30 2 * * *',
      gap,
      ['2026-03-08T07:00Z'],
    ],
    [
      'so it does in cronie',
      'cronie',
      '30 2 * * *',
      gap,
      ['2026-03-08T07:00Z'],
    ],
    [
      'a wildcard job in the gap is skipped',
      'debian-cron',
      '*/30 2 * * *',
      gap,
      [],
    ],
    [
      'a fixed-time job does not run twice',
      'debian-cron',
      '30 1 * * *',
      repeat,
      ['2026-11-01T05:30Z'],
    ],
    [
      'a wildcard job follows the wall clock',
      'debian-cron',
      '30 * * * *',
      repeat,
      ['2026-11-01T05:30Z', '2026-11-01T06:30Z', '2026-11-01T07:30Z'],
    ],
    [
      'EventBridge skips a time that does not exist',
      'eventbridge',
      'cron(30 2 * * ? *)',
      gap,
      [],
    ],
    [
      'EventBridge starts a repeated time once',
      'eventbridge',
      'cron(30 * * * ? *)',
      repeat,
      ['2026-11-01T05:30Z', '2026-11-01T07:30Z'],
    ],
    [
      'fugit never yields the same local time twice in a row',
      'sidekiq-scheduler',
      '30 1 * * *',
      repeat,
      ['2026-11-01T05:30Z'],
    ],
  ])('%s', (_, dialect, expression, [from, to], expected) => {
    expect(
      list(spec(expression, 'America/New_York', dialect), from, to),
    ).toEqual(expected);
  });

  it('a jump of a whole day loses its jobs (Apia 2011)', () => {
    expect(
      list(
        spec('0 12 * * *', 'Pacific/Apia'),
        '2011-12-29T00:00Z',
        '2012-01-01T00:00Z',
      ),
    ).toEqual(['2011-12-29T22:00Z', '2011-12-30T22:00Z', '2011-12-31T22:00Z']);
  });
});

it.each([
  [spec('@reboot'), /host starts/],
  [spec('0~5 * * * *', 'UTC', 'cronie'), /draw/],
  [spec('61 * * * *'), /not within 0-59/],
  [spec('0 0 * * *', 'Mars/Base'), /IANA/],
  [spec('cron(0 0 * * * *)', 'UTC', 'eventbridge'), /must be `\?`/],
  [spec('every 5m', 'UTC', 'sidekiq-scheduler'), /each Sidekiq process/],
])('%j has no runs, and says why', (schedule, reason) => {
  expect(scheduleProblem(schedule)).toMatch(reason);
  expect(nextOccurrences(schedule, 3, new Date(0))).toEqual([]);
});

it('finds 29 February on a Monday, 28 years away', () => {
  expect(
    nextOccurrences(
      spec('0 0 29 2 */8', 'UTC'),
      2,
      new Date('2026-01-01T00:00Z'),
    ),
  ).toHaveLength(2);
});

const DAY = 86_400_000;
const PROPERTY = { seed: 20260212, numRuns: rounds(150) };
const NEW_YORK = 'America/New_York';

/** cron's main loop, minute by minute, with its four ways to meet a clock that moved. */
function simulateCron(
  expression: string,
  zone: string,
  from: number,
  to: number,
): string[] {
  const matches = cronMatcher(expression);
  const [minute, hour] = expression.split(' ');
  const wild = minute.startsWith('*') || hour.startsWith('*');
  const clock = (at: number) =>
    at / 60_000 + DateTime.fromMillis(at, { zone }).offset;
  const started = new Set<string>();
  let virtual = clock(from) - 1;
  for (let at = from; at < to; at += 60_000) {
    const now = clock(at);
    const start = (time: number, doWild: boolean, doFixed: boolean) => {
      if (matches(time * 60_000) && (wild ? doWild : doFixed)) {
        started.add(new Date(at).toISOString());
      }
    };
    const moved = now - virtual;
    if (moved > 180 || moved <= -180) {
      virtual = now;
      start(now, true, true);
    } else if (moved > 5) {
      start(now, true, false);
      while (virtual < now) start(++virtual, false, true);
    } else if (moved > 0) {
      while (virtual < now) start(++virtual, true, true);
    } else {
      start(now, true, false);
    }
  }
  return [...started];
}

it('agrees with a brute-force matcher of minutes', () => {
  fc.assert(
    fc.property(
      anyExpression,
      fc.integer({ min: 0, max: 5 * 365 }),
      (expression, day) => {
        const from = Date.UTC(2026, 0, 1 + day);
        const matches = cronMatcher(expression);
        const expected: string[] = [];
        for (let at = from; at < from + 4 * DAY; at += 60_000) {
          if (matches(at)) expected.push(new Date(at).toISOString());
        }
        const found = occurrences(
          spec(expression, 'UTC'),
          new Date(from),
          new Date(from + 4 * DAY),
        );
        expect([...found].map(at => at.toISOString())).toEqual(expected);
      },
    ),
    PROPERTY,
  );
});

it.each([
  [NEW_YORK, '2026-03-07', 3],
  [NEW_YORK, '2026-10-31', 3],
  ['Australia/Lord_Howe', '2026-04-04', 3],
  ['Australia/Lord_Howe', '2026-10-03', 3],
  ['America/St_Johns', '2009-11-01', 2],
  ['Pacific/Apia', '2011-12-29', 3],
])(
  "agrees with a simulation of cron's loop in %s from %s",
  (zone, date, days) => {
    const from = Date.parse(`${date}T00:00Z`);
    const to = from + days * DAY;
    fc.assert(
      fc.property(anyTimes, expression => {
        const found = occurrences(
          spec(expression, zone),
          new Date(from),
          new Date(to),
        );
        expect([...found].map(at => at.toISOString())).toEqual(
          simulateCron(expression, zone, from, to),
        );
      }),
      { seed: 20260212, numRuns: rounds(25) },
    );
  },
);

it('runs of New York come in order and without repeats', () => {
  fc.assert(
    fc.property(anyExpression, expression => {
      const runs = [
        ...occurrences(
          spec(expression, NEW_YORK),
          new Date('2026-10-30Z'),
          new Date('2026-11-04Z'),
        ),
      ].map(Number);
      expect(runs).toEqual([...new Set(runs)].sort((a, b) => a - b));
    }),
    PROPERTY,
  );
});
