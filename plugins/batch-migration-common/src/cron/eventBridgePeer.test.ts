/**
 * `aws-cron-parser` as a witness of the EventBridge evaluator, in UTC. The
 * table says where it differs; what AWS documents decides there.
 */
import fc from 'fast-check';
import { next, parse } from 'aws-cron-parser';
import { nextOccurrences, scheduleProblem } from './occurrences';
import type { ScheduleSpec } from './types';
import { rounds } from '../testing/rounds';

const spec = (body: string): ScheduleSpec => ({
  dialect: 'eventbridge',
  expression: `cron(${body})`,
  timezone: 'UTC',
});

function byPeer(body: string, from: Date, count: number): Date[] {
  const parsed = parse(body);
  const found: Date[] = [];
  let at: Date | null = from;
  while (found.length < count) {
    at = next(parsed, at);
    if (!at) break;
    found.push(at);
  }
  return found;
}

function anyField(low: number, high: number) {
  const value = fc.integer({ min: low, max: high });
  return fc.oneof(
    fc.constant('*'),
    value.map(String),
    fc
      .tuple(value, value)
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc
      .tuple(value, fc.integer({ min: 1, max: high - low }))
      .map(([first, step]) => `${first}/${step}`),
    fc
      .uniqueArray(value, { minLength: 1, maxLength: 4 })
      .map(values => values.sort((a, b) => a - b).join(',')),
  );
}

const anyName = fc.constantFrom(
  ...'SUN MON TUE WED THU FRI SAT'.split(' '),
  ...'1 2 3 4 5 6 7'.split(' '),
);
// It moves the 29th to 31st of shorter months to the next: see the table. So
// no field here may reach them, as `*` and steps do.
const anyMonthDay = fc.oneof(
  anyField(1, 28).filter(field => !/[*/]/.test(field)),
  fc.constant('L'),
  fc.integer({ min: 1, max: 28 }).map(day => `${day}W`),
);
const anyWeekDay = fc.oneof(
  anyField(1, 7),
  fc.constantFrom('MON-FRI', 'TUE,THU', 'SUN-SAT', 'MON,WED,FRI'),
  anyName.map(day => `${day}L`),
  // A fifth one comes too seldom for its search.
  fc
    .tuple(anyName, fc.integer({ min: 1, max: 4 }))
    .map(([day, nth]) => `${day}#${nth}`),
);
const anyDays = fc.oneof(
  anyMonthDay.map(day => [day, '?']),
  anyWeekDay.map(day => ['?', day]),
);

it('finds the runs that aws-cron-parser finds', () => {
  fc.assert(
    fc.property(
      anyField(0, 59),
      anyField(0, 23),
      anyDays,
      fc.constantFrom('*', '1/2', '1-6', '2,8', 'JAN,MAY,SEP', 'MAR-DEC'),
      fc.constantFrom('*', '1970-2199'),
      fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) }),
      (minutes, hours, [monthDay, weekDay], months, years, at) => {
        const body = [minutes, hours, monthDay, months, weekDay, years].join(
          ' ',
        );
        expect(nextOccurrences(spec(body), 15, new Date(at))).toEqual(
          byPeer(body, new Date(at), 15),
        );
      },
    ),
    { seed: 20260212, numRuns: rounds(400) },
  );
});

const FAILS = 'fails';
const FROM = new Date('2026-01-01T00:00:00Z');

it.each<[string, string, string, string]>([
  [
    'moves a date that a month lacks to the next month; AWS knows no such date',
    '0 8 29 2 ? *',
    '2026-03-01 2027-03-01',
    '2028-02-29 2032-02-29',
  ],
  [
    'does not know that L alone is the last day of the week, Saturday',
    '0 8 ? * L *',
    FAILS,
    '2026-01-03 2026-01-10',
  ],
  [
    'finds no day in a range over the end of the week',
    '0 8 ? * FRI-MON *',
    FAILS,
    '2026-01-02 2026-01-03 2026-01-04 2026-01-05 2026-01-09',
  ],
  [
    'finds no hour in a range over midnight',
    '0 22-2 1 * ? *',
    FAILS,
    '2026-01-01 2026-01-01 2026-01-01 2026-01-01 2026-02-01',
  ],
  [
    'fails for the last weekday of a month',
    '0 8 LW * ? *',
    FAILS,
    '2026-01-30 2026-02-27',
  ],
  [
    'fails where the W day is not in the month; the month is left out here',
    '0 8 31W 2-3 ? *',
    FAILS,
    '2026-03-31 2027-03-31',
  ],
  [
    'loses what stands after a step in a list',
    '0 8 1/20,5 * ? *',
    '2026-01-01 2026-01-21 2026-02-01',
    '2026-01-01 2026-01-05 2026-01-21',
  ],
  [
    'takes the first of a list that does not ascend',
    '0 8 9,4 * ? *',
    '2026-01-09 2026-02-09',
    '2026-01-04 2026-01-09',
  ],
  [
    'gives up after ten months without a run',
    '0 8 ? 2 SUN#5 *',
    FAILS,
    '2032-02-29 2060-02-29',
  ],
])('aws-cron-parser %s: %s', (_, body, theirs, ours) => {
  const days = (runs: Date[]) =>
    runs.map(at => at.toISOString().slice(0, 10)).join(' ');
  const count = Math.max(theirs.split(' ').length, ours.split(' ').length);
  let found = FAILS;
  try {
    found = days(byPeer(body, FROM, theirs.split(' ').length));
  } catch {
    // Stays failed.
  }
  expect(found).toBe(theirs);
  expect(days(nextOccurrences(spec(body), count, FROM))).toBe(ours);
});

it.each([
  ['both day fields', '0 8 * * * *', /Exactly one/],
  ['two # in one field', '0 8 ? * 2#1,3#1 *', /one #/],
  ['an offset from L, which AWS does not document', '0 8 L-3 * ? *', /not a/],
])('accepts %s, which is refused here: %s', (_, body, reason) => {
  expect(byPeer(body, FROM, 2)).toHaveLength(2);
  expect(scheduleProblem(spec(body))).toMatch(reason);
});
