import fc from 'fast-check';
import { density } from './density';
import { occurrences } from './occurrences';
import type { ScheduleSpec } from './types';
import { rounds } from '../testing/rounds';

const ZONES = [
  'UTC',
  'Asia/Tokyo',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
];

const cron = (expression: string, timezone = 'Asia/Tokyo'): ScheduleSpec => ({
  dialect: 'debian-cron',
  expression,
  timezone,
});

function summed(
  specs: ScheduleSpec[],
  from: Date,
  to: Date,
  bucketMinutes: number,
): number[] {
  const bucket = bucketMinutes * 60_000;
  const runs = new Array<number>(
    Math.ceil((to.getTime() - from.getTime()) / bucket),
  ).fill(0);
  for (const spec of specs) {
    for (const at of occurrences(spec, from, to)) {
      runs[Math.floor((at.getTime() - from.getTime()) / bucket)]++;
    }
  }
  return runs;
}

describe('density', () => {
  it('counts runs in each bucket', () => {
    const { runs } = density(
      [cron('*/10 * * * *'), cron('5 0 * * *'), cron('5 0 * * *')],
      new Date('2026-02-11T15:00:00Z'),
      new Date('2026-02-11T15:30:00Z'),
      10,
    );
    expect([...runs]).toEqual([3, 1, 1]);
  });

  it('names the schedules whose runs nobody knows', () => {
    const { runs, unknown } = density(
      [cron('@reboot'), cron('0 0 * * *'), cron('61 * * * *')],
      new Date('2026-02-01T00:00:00Z'),
      new Date('2026-02-02T00:00:00Z'),
      1440,
    );
    expect([...runs]).toEqual([1]);
    expect(unknown).toEqual([0, 2]);
  });

  it.each([0, 1.5, Number.NaN])('refuses buckets of %s minutes', minutes => {
    expect(() => density([], new Date(0), new Date(1), minutes)).toThrow(
      'bucketMinutes',
    );
  });

  const field = (low: number, high: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: low, max: high }).map(String),
      fc.integer({ min: 2, max: 20 }).map(step => `*/${step}`),
    );
  const spec = fc.oneof(
    fc
      .tuple(
        field(0, 59),
        field(0, 23),
        field(1, 31),
        field(1, 12),
        field(0, 7),
        fc.constantFrom('debian-cron' as const, 'sidekiq-scheduler' as const),
        fc.constantFrom(...ZONES),
      )
      .map(
        ([
          minute,
          hour,
          day,
          month,
          weekDay,
          dialect,
          timezone,
        ]): ScheduleSpec => ({
          dialect,
          expression: `${minute} ${hour} ${day} ${month} ${weekDay}`,
          timezone,
        }),
      ),
    fc
      .tuple(
        fc.constantFrom(
          'cron(0/7 1-3 ? * MON-FRI *)',
          'cron(30 2 L * ? *)',
          'cron(15 0 ? * 6#2 *)',
          'cron(0 * 15W * ? *)',
          'rate(7 minutes)',
          'at(2026-11-01T01:30:00)',
        ),
        fc.constantFrom(...ZONES),
      )
      .map(
        ([expression, timezone]): ScheduleSpec => ({
          dialect: 'eventbridge',
          expression,
          timezone,
          ...(expression.startsWith('rate')
            ? { startDate: '2026-01-01T00:03:00.000Z' }
            : {}),
        }),
      ),
  );

  it('equals the sum of the occurrences, clock jumps included', () => {
    fc.assert(
      fc.property(
        fc.array(spec, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(
          '2026-03-07T03:17:00Z',
          '2026-03-27T22:00:00Z',
          '2026-10-03T11:00:30Z',
          '2026-10-30T05:00:00Z',
          '2026-12-30T00:00:00Z',
          '2018-11-02T12:00:00Z',
        ),
        fc.integer({ min: 1, max: 5 * 1440 }),
        fc.constantFrom(1, 7, 10, 60, 1440),
        (specs, start, minutes, bucket) => {
          const from = new Date(start);
          const to = new Date(from.getTime() + minutes * 60_000);
          expect([...density(specs, from, to, bucket).runs]).toEqual(
            summed(specs, from, to, bucket),
          );
        },
      ),
      { seed: 3, numRuns: rounds(300) },
    );
  });

  it('equals the sum of the occurrences over a year', () => {
    const specs = ZONES.flatMap(zone => [
      cron('30 1-3 * * *', zone),
      cron('*/20 * 1,15 * 1', zone),
    ]);
    const from = new Date('2026-02-12T01:24:00Z');
    const to = new Date('2027-02-13T01:24:00Z');
    expect([...density(specs, from, to, 10).runs]).toEqual(
      summed(specs, from, to, 10),
    );
  });
});
