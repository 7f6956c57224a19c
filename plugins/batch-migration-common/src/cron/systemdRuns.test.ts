import fc from 'fast-check';
import { rounds } from '../testing/rounds';
import { LIVELY_ZONES } from './__testUtils__/zones';
import { density } from './density';
import {
  nextOccurrences,
  occurrenceTimes,
  scheduleProblem,
} from './occurrences';
import { toEventBridge } from './toEventBridge';
import { translate } from './translate';
import type { ScheduleSpec } from './types';
import { offsetAt } from './zone';

const MINUTE = 60_000;
const DAY = 86_400_000;

const spec = (expression: string, timezone: string): ScheduleSpec => ({
  dialect: 'systemd',
  expression,
  timezone,
});

/** Answers of `systemd-analyze calendar --base-time=… --iterations=4`, systemd 252, in UTC. */
it.each<[string, string, string, string[]]>([
  // A time in the gap is skipped, for fixed and for repeated times.
  [
    'America/New_York',
    '2026-03-08 05:00',
    '2:30',
    ['09 06:30', '10 06:30', '11 06:30', '12 06:30'],
  ],
  [
    'America/New_York',
    '2026-03-08 05:00',
    '*:0/30',
    ['08 05:30', '08 06:00', '08 06:30', '08 07:00'],
  ],
  [
    'America/New_York',
    '2026-03-08 06:00',
    '0/2:00',
    ['08 08:00', '08 10:00', '08 12:00', '08 14:00'],
  ],
  // Only the first pass of an hour that repeats counts, for `*`, too.
  [
    'America/New_York',
    '2026-11-01 04:40',
    '1:30',
    ['01 05:30', '02 06:30', '03 06:30', '04 06:30'],
  ],
  [
    'America/New_York',
    '2026-11-01 04:40',
    '*:0/30',
    ['01 05:00', '01 05:30', '01 07:00', '01 07:30'],
  ],
  [
    'America/New_York',
    '2026-11-01 04:40',
    'hourly',
    ['01 05:00', '01 07:00', '01 08:00', '01 09:00'],
  ],
  [
    'Australia/Lord_Howe',
    '2026-10-03 15:00',
    '*:0/10',
    ['03 15:10', '03 15:20', '03 15:30', '03 15:40'],
  ],
  [
    'Australia/Lord_Howe',
    '2026-04-04 14:10',
    '*:0/20',
    ['04 14:20', '04 14:40', '04 15:30', '04 15:50'],
  ],
  [
    'Europe/London',
    '2026-03-29 00:00',
    '1:15',
    ['30 00:15', '31 00:15', '01 00:15', '02 00:15'],
  ],
  [
    'Europe/London',
    '2026-10-25 00:10',
    '*:15',
    ['25 00:15', '25 02:15', '25 03:15', '25 04:15'],
  ],
  // The gap is at midnight.
  [
    'Africa/Cairo',
    '2026-04-23 20:00',
    'daily',
    ['24 21:00', '25 21:00', '26 21:00', '27 21:00'],
  ],
  [
    'Africa/Cairo',
    '2026-04-23 21:10',
    '*:0/30',
    ['23 21:30', '23 22:00', '23 22:30', '23 23:00'],
  ],
  [
    'America/Santiago',
    '2026-09-06 02:00',
    '0..2:30',
    ['06 04:30', '06 05:30', '07 03:30', '07 04:30'],
  ],
  [
    'Asia/Beirut',
    '2026-03-28 21:00',
    '0/1:30',
    ['28 21:30', '28 22:30', '28 23:30', '29 00:30'],
  ],
])(
  'in %s after %s, %s elapses as systemd says',
  (zone, from, text, expected) => {
    const start = new Date(`${from.replace(' ', 'T')}:00Z`);
    for (const each of [spec(text, zone), spec(`${text} ${zone}`, 'UTC')]) {
      expect(
        nextOccurrences(each, 4, start).map(at =>
          at.toISOString().slice(8, 16).replace('T', ' '),
        ),
      ).toEqual(expected);
    }
  },
);

interface Sets {
  weekDays: number[];
  months: number[];
  days: number[];
  fromMonthEnd: boolean;
  hours: number[];
  minutes: number[];
}

const some = (min: number, max: number, maxLength: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength });

const sets: fc.Arbitrary<Sets> = fc.record({
  weekDays: fc.oneof(
    fc.constant<number[]>([0, 1, 2, 3, 4, 5, 6]),
    fc.constant<number[]>([1, 2, 3, 4, 5]),
    some(0, 6, 2),
  ),
  months: fc.oneof(
    {
      arbitrary: fc.constant<number[]>([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
      weight: 3,
    },
    { arbitrary: some(1, 12, 6), weight: 1 },
  ),
  days: fc.oneof(
    fc.constant<number[]>(Array.from({ length: 31 }, (_, i) => i + 1)),
    fc.constant<number[]>([1, 2, 3, 4, 5, 6, 7]),
    fc.constant<number[]>([8, 9, 10, 11, 12, 13, 14]),
    some(1, 31, 4),
    some(1, 10, 1),
  ),
  fromMonthEnd: fc.boolean(),
  hours: fc.oneof(some(0, 4, 5), some(0, 23, 24)),
  minutes: some(0, 59, 4),
});

const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Counted from the end only where systemd takes it: one day, none beyond February's. */
function endsOf({ fromMonthEnd, days }: Sets): boolean {
  return fromMonthEnd && days.length === 1 && days[0] <= 28;
}

function textOf(each: Sets): string {
  const { weekDays, months, days, hours, minutes } = each;
  const mark = endsOf(each) ? '~' : '-';
  return `${weekDays
    .map(day => NAMES[day])
    .join()} *-${months}${mark}${days} ${hours}:${minutes}`;
}

/** Minute by minute, by the meaning of the sets alone. */
function bruteRuns(each: Sets, zone: string, from: number, to: number) {
  const runs: number[] = [];
  const seen = new Set<number>();
  for (let at = from - 2 * DAY; at < to; at += MINUTE) {
    const local = at + offsetAt(zone, at);
    const isFirstPass = !seen.has(local);
    seen.add(local);
    const date = new Date(local);
    const monthEnd = new Date(
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
    ).getUTCDate();
    const day = endsOf(each)
      ? monthEnd + 1 - date.getUTCDate()
      : date.getUTCDate();
    if (
      at >= from &&
      isFirstPass &&
      each.weekDays.includes(date.getUTCDay()) &&
      each.months.includes(date.getUTCMonth() + 1) &&
      each.days.includes(day) &&
      each.hours.includes(date.getUTCHours()) &&
      each.minutes.includes(date.getUTCMinutes())
    ) {
      runs.push(at);
    }
  }
  return runs;
}

const zone = fc.constantFrom(...LIVELY_ZONES);
/** Days on which the clocks of some zone jump, and any others. */
const start = fc.oneof(
  fc
    .constantFrom(
      '2026-03-07',
      '2026-03-28',
      '2026-04-23',
      '2026-10-31',
      '2026-10-24',
      '2011-12-29',
      '2024-02-27',
    )
    .map(day => Date.parse(day)),
  fc.integer({ min: 0, max: 60 * 365 }).map(days => days * DAY),
);

it('matches each minute that its parts match, once', () => {
  fc.assert(
    fc.property(sets, zone, start, (each, timezone, from) => {
      const to = from + 9 * DAY;
      expect([
        ...occurrenceTimes(spec(textOf(each), timezone), from, to),
      ]).toEqual(bruteRuns(each, timezone, from, to));
    }),
    { numRuns: rounds(60), seed: 41 },
  );
});

it('starts on EventBridge as it does on the host, or is refused with a reason', () => {
  let exact = 0;
  fc.assert(
    fc.property(sets, zone, start, (each, timezone, from) => {
      const source = spec(textOf(each), timezone);
      const { status, schedules, reason } = toEventBridge(source);
      const isExact = status === 'exact';
      if (isExact) exact += 1;
      // A refusal says why, and what to do.
      expect(isExact ? 'exact. Do it.' : reason).toMatch(/\. .+\./);
      const to = from + 800 * DAY;
      const target = schedules.flatMap(schedule => [
        ...occurrenceTimes({ dialect: 'eventbridge', ...schedule }, from, to),
      ]);
      // Nothing to deduplicate: the schedules share no date.
      expect(target.sort((a, b) => a - b)).toEqual(
        isExact ? [...occurrenceTimes(source, from, to)] : [],
      );
      expect(translate(source, new Date(from)).differences).toEqual([]);
    }),
    { numRuns: rounds(60), seed: 42 },
  );
  expect(exact).toBeGreaterThan(20);
});

it('is counted by density as it elapses, seconds included', () => {
  const from = new Date('2026-03-05T00:00:00Z');
  const to = new Date('2026-03-12T00:00:00Z');
  for (const text of [
    '*:0/7',
    'Mon..Fri 2:30',
    '*:0/10:0/20',
    '*-*~27 4:00:30',
  ]) {
    const each = spec(text, 'America/New_York');
    expect(scheduleProblem(each)).toBeNull();
    const { runs } = density([each, each], from, to, 10);
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(
      2 * [...occurrenceTimes(each, from.getTime(), to.getTime())].length,
    );
  }
});

it.each<[string, string, string[], RegExp]>([
  ['daily', 'exact', ['cron(0 0 * * ? *)'], /^none$/],
  ['Mon..Fri 9:00', 'exact', ['cron(0 9 ? * MON-FRI *)'], /^none$/],
  ['*-*-* 6,18:00', 'exact', ['cron(0 6,18 * * ? *)'], /^none$/],
  ['*-*~1 3:00', 'exact', ['cron(0 3 L * ? *)'], /^none$/],
  ['Mon *-*-1..7 3:00', 'exact', ['cron(0 3 ? * 2#1 *)'], /^none$/],
  [
    'Sat,Sun *-*-8..14 3:00',
    'exact',
    ['cron(0 3 ? * 1#2 *)', 'cron(0 3 ? * 7#2 *)'],
    /^none$/,
  ],
  ['Fri *-*~07/1 3:00', 'exact', ['cron(0 3 ? * 6L *)'], /^none$/],
  ['*-05~07/1 3:00', 'exact', ['cron(0 3 25-31 5 ? *)'], /^none$/],
  [
    '*-4,5~2 3:00',
    'exact',
    ['cron(0 3 30 5 ? *)', 'cron(0 3 29 4 ? *)'],
    /^none$/,
  ],
  ['2027-1-1 0:00', 'exact', ['cron(0 0 1 1 ? 2027)'], /^none$/],
  ['quarterly', 'exact', ['cron(0 0 1 1/3 ? *)'], /^none$/],
  ['*-2-30', 'exact', [], /^none$/],
  ['*-*~3 3:00', 'unsupported', [], /end of the month/],
  ['Fri *-*-13', 'unsupported', [], /both the weekday and the date/],
  ['2:15:30', 'unsupported', [], /whole minutes/],
  ['*:*:0/30', 'unsupported', [], /whole minutes/],
  ['OnBootSec=15min', 'unsupported', [], /event on the host/],
  ['25:00', 'unsupported', [], /not a calendar expression/],
])('%s becomes %s %j', (text, status, expressions, reason) => {
  const translation = toEventBridge(spec(text, 'Asia/Tokyo'));
  expect(translation.status).toBe(status);
  expect(translation.schedules).toEqual(
    expressions.map(expression => ({ expression, timezone: 'Asia/Tokyo' })),
  );
  expect(translation.deduplicate).toBe(false);
  expect(translation.reason ?? 'none').toMatch(reason);
});

it('takes its own zone to the target', () => {
  expect(toEventBridge(spec('9:00 UTC', 'Asia/Tokyo')).schedules).toEqual([
    { expression: 'cron(0 9 * * ? *)', timezone: 'UTC' },
  ]);
});
