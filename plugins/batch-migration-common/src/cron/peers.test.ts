/**
 * Other evaluators of crontab expressions as witnesses: the runs are the same
 * wherever they mean what cron means, and the table says where they do not.
 * `docs/cron-semantics.md` tells the same to readers.
 */
import fc from 'fast-check';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import { DateTime } from 'luxon';
import { nextOccurrences, occurrences } from './occurrences';
import { anyExpression } from './__testUtils__/expressions';
import type { ScheduleDialect, ScheduleSpec } from './types';
import { rounds } from '../testing/rounds';

const spec = (
  expression: string,
  timezone = 'UTC',
  dialect: ScheduleDialect = 'debian-cron',
): ScheduleSpec => ({ dialect, expression, timezone });

const PEERS = {
  'cron-parser': (
    expression: string,
    tz: string,
    from: Date,
    count: number,
  ) => {
    const parsed = CronExpressionParser.parse(expression, {
      currentDate: from,
      tz,
    });
    return Array.from({ length: count }, () => parsed.next().toDate());
  },
  croner: (expression: string, timezone: string, from: Date, count: number) =>
    new Cron(expression, { timezone, paused: true }).nextRuns(count, from),
};
type Peer = keyof typeof PEERS;

/**
 * Where they mean what cron means: a day field that begins with `*` and
 * restricts must not stand beside one that restricts too.
 */
const agreed = anyExpression.filter(expression => {
  const [, , monthDay, , weekDay] = expression.split(' ');
  const starred = monthDay.startsWith('*') || weekDay.startsWith('*');
  return !starred || monthDay === '*' || weekDay === '*';
});

const TWO_YEARS = 2 * 365 * 86_400_000;

/** Rows that differ by this alone are told below. */
const refusesDuplicates = (error: unknown) =>
  /duplicate values/.test(String(error));

it.each(['cron-parser', 'croner'] as const)(
  '%s finds the same runs where no clock jumps',
  peer => {
    let compared = 0;
    fc.assert(
      fc.property(
        agreed,
        fc.constantFrom('UTC', 'Asia/Tokyo', 'Asia/Kolkata'),
        fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }),
        (expression, zone, at) => {
          const from = new Date(at);
          const found = nextOccurrences(spec(expression, zone), 12, from);
          // Both give up on what comes after some years; cron waits.
          const near = found.filter(run => Number(run) < at + TWO_YEARS);
          let theirs: Date[];
          try {
            theirs = PEERS[peer](expression, zone, from, near.length);
          } catch (error) {
            if (refusesDuplicates(error)) return;
            throw error;
          }
          expect(theirs).toEqual(near);
          compared++;
        },
      ),
      { seed: 20260212, numRuns: rounds(100) },
    );
    expect(compared).toBeGreaterThan(40);
  },
);

it.each(['cron-parser', 'croner'] as const)(
  '%s finds the same runs of New York on days without a jump',
  peer => {
    const zone = 'America/New_York';
    const isPlain = (at: Date) => {
      const day = DateTime.fromJSDate(at, { zone }).startOf('day');
      return day.plus({ days: 1 }).toMillis() - day.toMillis() === 86_400_000;
    };
    fc.assert(
      fc.property(
        agreed,
        fc.constantFrom('2026-03-06T05:00:00Z', '2026-10-30T04:00:00Z'),
        (expression, start) => {
          const from = new Date(start);
          const to = new Date(from.getTime() + 5 * 86_400_000);
          const ours = [...occurrences(spec(expression, zone), from, to)];
          let theirs: Date[] = [];
          try {
            theirs = PEERS[peer](
              expression,
              zone,
              new Date(from.getTime() - 1000),
              // A jump adds or takes away the runs of two hours at most.
              ours.length + 120,
            );
          } catch (error) {
            if (refusesDuplicates(error)) return;
            throw error;
          }
          expect(theirs.filter(at => at < to && isPlain(at))).toEqual(
            ours.filter(isPlain),
          );
        },
      ),
      { seed: 20260212, numRuns: rounds(15) },
    );
  },
);

const REFUSED = 'refused';

/** Where a peer means something else: what, an example, its runs, the runs of cron. */
const DIFFERENCES: Array<
  [
    Peer,
    string,
    string,
    { from?: string; zone?: string; theirs: string; ours: string },
  ]
> = [
  [
    'cron-parser',
    'counts a day field that begins with * and restricts as restricted: either may match',
    '0 0 */2 * 1',
    { theirs: '02-02T00:00 02-03T00:00', ours: '02-09T00:00 02-23T00:00' },
  ],
  [
    'croner',
    'counts a day field that begins with * and restricts as restricted: either may match',
    '0 0 */2 * 1',
    { theirs: '02-02T00:00 02-03T00:00', ours: '02-09T00:00 02-23T00:00' },
  ],
  [
    'cron-parser',
    'does so with */1 too, which matches every date',
    '0 0 */1 * 1',
    { theirs: '02-02T00:00 02-03T00:00', ours: '02-02T00:00 02-09T00:00' },
  ],
  [
    'croner',
    'does so with */1 too, which matches every date',
    '0 0 */1 * 1',
    { theirs: '02-02T00:00 02-03T00:00', ours: '02-02T00:00 02-09T00:00' },
  ],
  [
    'cron-parser',
    'refuses a list that names a value twice',
    '0 0 * * 1,1',
    { theirs: REFUSED, ours: '02-02T00:00 02-09T00:00' },
  ],
  [
    'cron-parser',
    'takes a step on a single number as up to the end; cron rejects the line',
    '5/15 * * * *',
    { theirs: '02-01T00:05 02-01T00:20', ours: '' },
  ],
  [
    'cron-parser',
    'refuses a date that never comes; cron accepts and never runs it',
    '0 0 30 2 *',
    { theirs: REFUSED, ours: '' },
  ],
  [
    'cron-parser',
    'refuses a range that runs backwards; Debian and cronie since 1.6 take it as empty',
    '0 22-2,5 * * *',
    { theirs: REFUSED, ours: '02-01T05:00 02-02T05:00' },
  ],
  [
    'croner',
    'refuses a range that runs backwards; Debian and cronie since 1.6 take it as empty',
    '0 22-2,5 * * *',
    { theirs: REFUSED, ours: '02-01T05:00 02-02T05:00' },
  ],
  [
    'croner',
    'refuses a step above the size of the field; to cron it matches the first value alone',
    '*/90 * * * *',
    { theirs: REFUSED, ours: '02-01T01:00 02-01T02:00' },
  ],
  [
    'cron-parser',
    'knows L, ?, H and #, which cron rejects',
    '0 0 L * *',
    { theirs: '02-28T00:00 03-31T00:00', ours: '' },
  ],
  [
    'croner',
    'knows L, ?, W and #, which cron rejects',
    '0 0 L * *',
    { theirs: '02-28T00:00 03-31T00:00', ours: '' },
  ],
  [
    'cron-parser',
    'fills in missing fields; cron rejects four fields',
    '* * * *',
    { theirs: '02-01T00:01 02-01T00:02', ours: '' },
  ],
  [
    'cron-parser',
    'reads six fields with seconds first; to cron the sixth belongs to the command',
    '0 0 0 * * *',
    { theirs: '02-02T00:00 02-03T00:00', ours: '' },
  ],
  [
    'croner',
    'reads six fields with seconds first; to cron the sixth belongs to the command',
    '0 0 0 * * *',
    { theirs: '02-02T00:00 02-03T00:00', ours: '' },
  ],
  [
    'cron-parser',
    'refuses what follows a number; Debian reads the number and stops',
    '5.5 * * * *',
    { theirs: REFUSED, ours: '02-01T00:05 02-01T01:05' },
  ],
  [
    'cron-parser',
    'refuses what follows a number; Debian reads the number and stops',
    '1;2 * * * *',
    { theirs: REFUSED, ours: '02-01T00:01 02-01T01:01' },
  ],
  [
    'croner',
    'refuses what follows a number; Debian reads the number and stops',
    '5.5 * * * *',
    { theirs: REFUSED, ours: '02-01T00:05 02-01T01:05' },
  ],
  [
    'croner',
    'refuses what follows a number; Debian reads the number and stops',
    '1;2 * * * *',
    { theirs: REFUSED, ours: '02-01T00:01 02-01T01:01' },
  ],
  [
    'cron-parser',
    'moves a fixed time in a gap by the length of the gap; cron runs it at the end of the gap',
    '30 2 * * *',
    {
      from: '2026-03-08T05:00:00Z',
      zone: 'America/New_York',
      theirs: '03-08T07:30 03-09T06:30',
      ours: '03-08T07:00 03-09T06:30',
    },
  ],
  [
    'cron-parser',
    'moves a wildcard time in a gap too; cron leaves it out',
    '*/30 2 * * *',
    {
      from: '2026-03-08T05:00:00Z',
      zone: 'America/New_York',
      theirs: '03-08T07:00 03-08T07:30',
      ours: '03-09T06:00 03-09T06:30',
    },
  ],
  [
    'cron-parser',
    'starts a wildcard time that repeats once where the hour is fixed; cron follows the wall clock',
    '*/30 1 * * *',
    {
      from: '2026-11-01T04:00:00Z',
      zone: 'America/New_York',
      theirs: '11-01T05:00 11-01T05:30 11-02T06:00',
      ours: '11-01T05:00 11-01T05:30 11-01T06:00',
    },
  ],
  [
    'croner',
    'starts a list of fixed hours again where it repeats; cron runs fixed times once',
    '30 1,2 * * *',
    {
      from: '2026-11-01T04:00:00Z',
      zone: 'America/New_York',
      theirs: '11-01T05:30 11-01T06:30 11-01T07:30',
      ours: '11-01T05:30 11-01T07:30 11-02T06:30',
    },
  ],
];

describe('where a peer differs from cron', () => {
  it.each(DIFFERENCES)('%s %s: %s', (peer, _, expression, example) => {
    const { zone = 'UTC', theirs, ours } = example;
    const from = new Date(example.from ?? '2026-02-01T00:00:00Z');
    const count = Math.max(theirs.split(' ').length, ours.split(' ').length);
    const short = (runs: Date[]) =>
      runs.map(at => at.toISOString().slice(5, 16)).join(' ');
    let found = REFUSED;
    try {
      found = short(PEERS[peer](expression, zone, from, count));
    } catch {
      // Stays refused.
    }
    expect(found).toBe(theirs);
    expect(short(nextOccurrences(spec(expression, zone), count, from))).toBe(
      ours,
    );
  });
});
