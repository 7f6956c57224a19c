import fc from 'fast-check';
import { compareSchedules } from './compare';
import { occurrences } from './occurrences';
import { anyExpression, anyTimes } from './__testUtils__/expressions';
import { LIVELY_ZONES } from './__testUtils__/zones';
import type { ScheduleDialect, ScheduleSpec } from './types';
import { rounds } from '../testing/rounds';

const spec = (
  expression: string,
  timezone = 'Asia/Tokyo',
  dialect: ScheduleDialect = 'debian-cron',
): ScheduleSpec => ({ dialect, expression, timezone });

const YEAR = 365 * 86_400_000;

/** Instant by instant, from sets. */
function apart(
  legacy: ScheduleSpec[],
  target: ScheduleSpec[],
  from: Date,
  to: Date,
): Array<{ at: string; side: string }> {
  const runs = (specs: ScheduleSpec[]) =>
    new Set(
      specs.flatMap(each => [...occurrences(each, from, to)].map(Number)),
    );
  const [left, right] = [runs(legacy), runs(target)];
  return [
    ...[...left]
      .filter(at => !right.has(at))
      .map(at => ({ at, side: 'legacy' })),
    ...[...right]
      .filter(at => !left.has(at))
      .map(at => ({ at, side: 'target' })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ at, side }) => ({ at: new Date(at).toISOString(), side }));
}

describe('compareSchedules', () => {
  it('says which side starts, and when', () => {
    expect(
      compareSchedules(
        [spec('0 3 * * *', 'UTC')],
        [spec('cron(0 4 * * ? *)', 'UTC', 'eventbridge')],
        new Date('2026-03-01T00:00Z'),
        new Date('2026-03-02T00:00Z'),
      ),
    ).toEqual([
      { at: '2026-03-01T03:00:00.000Z', side: 'legacy', cause: 'dialect' },
      { at: '2026-03-01T04:00:00.000Z', side: 'target', cause: 'dialect' },
    ]);
  });

  it('stops at a limit, with the earliest', () => {
    expect(
      compareSchedules(
        [spec('0 * * * *')],
        [],
        new Date('2026-03-01T00:30Z'),
        new Date('2036-03-01T00:00Z'),
        2,
      ).map(({ at }) => at),
    ).toEqual(['2026-03-01T01:00:00.000Z', '2026-03-01T02:00:00.000Z']);
  });

  it('takes no run of a schedule that cron draws', () => {
    expect(
      compareSchedules(
        [spec('5,10~20 3 * * *', 'Asia/Tokyo', 'cronie')],
        [],
        new Date('2026-03-01T00:00Z'),
        new Date('2026-04-01T00:00Z'),
      ),
    ).toEqual([]);
  });

  it.each([
    // Samoa left out 30 December 2011: both dialects lose it.
    ['30 12 * * *', 'Pacific/Apia', '2011-12-28', '2012-01-02', []],
    // A whole day that came again: vixie runs all of it again, Scheduler does not.
    [
      '0 12 * * *',
      'Pacific/Kwajalein',
      '1969-09-29',
      '1969-10-03',
      ['1969-10-01T00:00:00.000Z dst-repeat'],
    ],
  ])(
    '%s where the date line moved at %s',
    (expression, zone, from, to, expected) => {
      const found = compareSchedules(
        [spec(expression, zone)],
        [spec(`cron(${expression.slice(0, 5)} * * ? *)`, zone, 'eventbridge')],
        new Date(from),
        new Date(to),
      );
      expect(found.map(({ at, cause }) => `${at} ${cause}`)).toEqual(expected);
    },
  );

  const anyTarget = fc.oneof(
    fc.constantFrom(
      'cron(0/7 1-3 ? * MON-FRI *)',
      'cron(30 2 L * ? *)',
      'cron(15 0 ? * 6#2 *)',
      'cron(0 * 15W * ? 2026-2027)',
      'rate(7 hours)',
      'at(2026-11-01T01:30:00)',
    ),
    fc
      .tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 4 }))
      .map(([minute, hour]) => `cron(${minute} ${hour} * * ? *)`),
  );

  it('by days finds what run by run finds', () => {
    const dialects = fc.constantFrom<ScheduleDialect>(
      'debian-cron',
      'cronie',
      'sidekiq-scheduler',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(anyExpression, anyTimes), dialects), {
          maxLength: 3,
        }),
        fc.array(anyTarget, { maxLength: 3 }),
        fc.constantFrom(...LIVELY_ZONES),
        fc.constantFrom(...LIVELY_ZONES, null),
        fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2035, 0) }),
        fc.integer({ min: 1, max: YEAR }),
        (crons, rules, zone, otherZone, start, length) => {
          const legacy = crons.map(([each, dialect]) =>
            spec(each, zone, dialect),
          );
          const target = rules.map(each => ({
            ...spec(each, otherZone ?? zone, 'eventbridge'),
            ...(each.startsWith('rate')
              ? { startDate: '1999-05-01T00:03:00.000Z' }
              : {}),
          }));
          const from = new Date(start);
          const to = new Date(start + length);
          expect(
            compareSchedules(legacy, target, from, to).map(({ at, side }) => ({
              at,
              side,
            })),
          ).toEqual(apart(legacy, target, from, to));
        },
      ),
      { seed: 20260212, numRuns: rounds(40) },
    );
  });
});
