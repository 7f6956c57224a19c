import fc from 'fast-check';
import { legacySpec, targetSpec, type Pattern } from './bruteTicks';
import type { SimulatedJob } from './bruteSimulation';

const DAY = 86_400_000;

const pattern: fc.Arbitrary<Pattern> = fc.record({
  minutes: fc.oneof(
    fc.constantFrom(1, 2, 5, 7, 10, 15, 30).map(every => ({ every })),
    fc.constantFrom<number[]>([0], [7], [30], [59], [0, 30], [1, 2, 3]),
  ),
  hours: fc.oneof(
    fc.constant<'any'>('any'),
    fc.constantFrom<number[]>([2], [3], [1, 2, 3], [0, 6, 12, 18], [23]),
  ),
  days: fc.oneof(
    { weight: 3, arbitrary: fc.constant<'any'>('any') },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Pattern['days']>(
        { weekdays: [1, 2, 3, 4, 5] },
        { weekdays: [0] },
        { monthDays: [1, 15] },
      ),
    },
  ),
  timezone: fc.constantFrom(
    'Asia/Tokyo',
    'America/New_York',
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
  ),
});

const PLACES = [
  ['crontab:default/bat000/var/spool/cron/crontabs/batch'],
  ['crontab:default/bat000/etc/crontab'],
  ['crontab:default/bat001/var/spool/cron/crontabs/batch'],
  [
    'crontab:default/bat001/var/spool/cron/crontabs/batch',
    'crontab:default/bat001/etc/cron.d/extra',
  ],
  [],
];

const job = fc.record({
  pattern,
  seconds: fc.oneof(
    fc.integer({ min: 0, max: 600 }),
    fc.integer({ min: 0, max: 7200 }),
  ),
  attested: fc.option(fc.integer({ min: 0, max: 20 * DAY }), { freq: 4 }),
  place: fc.nat({ max: PLACES.length - 1 }),
  lock: fc.constantFrom(null, null, null, 'bat000:a', 'bat001:b'),
  after: fc.option(fc.nat(), { freq: 5 }),
  hostTls12: fc.constantFrom(true, true, true, true, false, null),
});

/** Clocks of these zones jump within or right after these days. */
const SEASONS = [
  Date.UTC(2026, 1, 26),
  Date.UTC(2026, 2, 22),
  Date.UTC(2026, 9, 14),
];

export interface Fleet {
  from: Date;
  withinDays: number;
  jobs: SimulatedJob[];
  safety: { settleSeconds: number; marginSeconds: number } | undefined;
}

/** Fleets of one to eight jobs, planned with the least or with the usual safety. */
export const fleets: fc.Arbitrary<Fleet> = fc
  .record({
    season: fc.constantFrom(...SEASONS),
    minutes: fc.nat({ max: 12 * 1440 }),
    withinDays: fc.constantFrom(1, 3, 14),
    isTight: fc.boolean(),
    shapes: fc.array(job, { minLength: 1, maxLength: 8 }),
  })
  .map(({ season, minutes, withinDays, isTight, shapes }) => {
    const from = season + minutes * 60_000;
    return {
      from: new Date(from),
      withinDays,
      safety: isTight ? { settleSeconds: 0, marginSeconds: 0 } : undefined,
      jobs: shapes.map((shape, i) => ({
        id: `${i}`,
        name: `job ${i}`,
        pattern: shape.pattern,
        legacy: [legacySpec(shape.pattern)],
        target: [targetSpec(shape.pattern)],
        scheduleChanges: false,
        longestRun: {
          seconds: shape.seconds,
          source:
            shape.attested === null
              ? ('measured' as const)
              : ('attested' as const),
          expiresAt:
            shape.attested === null
              ? null
              : new Date(from + shape.attested).toISOString(),
        },
        places: PLACES[shape.place],
        lock: shape.lock,
        // Only jobs before it, so that no order is circular.
        after: shape.after === null || i === 0 ? [] : [`${shape.after % i}`],
        hostTls12: shape.hostTls12,
        runsTwice: false,
        warnings: [],
      })),
    };
  });
