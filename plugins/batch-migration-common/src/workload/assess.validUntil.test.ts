/**
 * An answer holds until it says, of every kind and with everything that a
 * workload may carry: until then a projection need not ask again.
 */
import fc from 'fast-check';
import { rounds } from '../testing/rounds';
import { assess } from './assess';
import {
  KINDS,
  type Exemption,
  type Observation,
  type ObservationDetail,
  type Run,
  type ScheduleSpec,
  type Workload,
} from './model';
import {
  INSTANCE,
  LAST_TICK,
  LEGACY,
  NEXT_TICK,
  NOW,
  TARGET,
  cron,
  days,
  minutes,
  plan,
  run,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const HALF = { ...TARGET, key: 'half' };

const anySchedule = fc.constantFrom<ScheduleSpec>(
  cron('15 4 * * *'),
  cron('0 12 * * *'),
  cron('*/20 * * * *'),
  cron('15 4 * * 1-5'),
  cron('15 4 1 * *'),
  cron('@reboot'),
);

const anyTargetSchedule = fc.constantFrom(
  'cron(15 4 * * ? *)',
  'cron(0 12 * * ? *)',
  'cron(0/20 * * * ? *)',
  'cron(15 4 ? * MON-FRI *)',
  'cron(0 6 * * ? *)',
  'rate(1 day)',
  'cron(what ever)',
);

const anyBounds: fc.Arbitrary<ObservationDetail> = fc
  .record({
    start: fc.option(fc.integer({ min: -6_000, max: 6_000 })),
    length: fc.option(fc.integer({ min: 1, max: 6_000 })),
    enabled: fc.boolean(),
  })
  .map(({ start, length, enabled }) => ({
    enabled,
    ...(start !== null && { startDate: minutes(start) }),
    ...(length !== null && { endDate: minutes((start ?? 0) + length) }),
  }));

const anyLook: fc.Arbitrary<Observation> = fc
  .record({
    place: fc.constantFrom(LEGACY, LEGACY, TARGET, TARGET, HALF, INSTANCE),
    state: fc.constantFrom(
      'active' as const,
      'active' as const,
      'idle' as const,
      'absent' as const,
      'unknown' as const,
    ),
    at: fc.integer({ min: -20_000, max: -1 }),
    fresh: fc.integer({ min: 1, max: 30_000 }),
    schedule: anySchedule,
    expression: anyTargetSchedule,
    bounds: anyBounds,
    fileIgnored: fc.nat({ max: 5 }).map(chance => chance === 0),
  })
  .map(({ place, state, at, fresh, ...of }) => {
    const over = { at: minutes(at), until: minutes(at + fresh) };
    if (place === TARGET || place === HALF) {
      const { expression, bounds: detail } = of;
      return {
        ...seenTarget(state, { ...over, expression, detail }),
        location: { ref: place.ref, key: place.key },
      };
    }
    const schedules = [of.schedule] as ObservationDetail['schedules'];
    const detail = {
      schedules,
      ...(of.fileIgnored && state === 'idle' && { fileIgnored: true }),
    };
    return seen(place, state, {
      ...over,
      ...(place === LEGACY && { detail }),
    });
  });

const anyRun: fc.Arbitrary<Run> = fc
  .record({
    place: fc.constantFrom(LEGACY, TARGET, HALF),
    daysAgo: fc.integer({ min: 0, max: 9 }),
    outcome: fc.constantFrom(
      'succeeded' as const,
      'failed' as const,
      'skipped-duplicate' as const,
    ),
  })
  .map(({ place, daysAgo, outcome }) =>
    run(
      place,
      new Date(Date.parse(LAST_TICK) - daysAgo * 86_400_000).toISOString(),
      { outcome },
    ),
  );

const anySituation = fc.record({
  kind: fc.constantFrom('scheduled' as const, 'scheduled' as const, ...KINDS),
  schedule: fc.option(anySchedule),
  alsoServes: fc.option(anySchedule),
  intended: fc.option(anySchedule),
  intent: fc.option(anySchedule),
  isSplit: fc.boolean(),
  strategy: fc.constantFrom(
    'replatform' as const,
    'retire' as const,
    'retain' as const,
  ),
  reviewDate: fc.constantFrom(null, '2026-02-11', '2026-02-12', '2026-02-13'),
  soakPassedAt: fc.constantFrom(null, days(-4), days(1)),
  exemptions: fc.constantFrom<Exemption[]>(
    [],
    [
      {
        reason: 'the feed stands still',
        approval: { by: 'user:default/tanaka', at: minutes(7) },
        expiresAt: minutes(30),
      },
    ],
  ),
  observations: fc.array(anyLook, { maxLength: 7 }),
  runs: fc.array(anyRun, { maxLength: 8 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

function workloadOf({
  kind,
  schedule,
  alsoServes,
  intent,
  isSplit,
  soakPassedAt,
  exemptions,
}: typeof anySituation extends fc.Arbitrary<infer S> ? S : never): Workload {
  return workload({
    kind,
    schedule: kind === 'scheduled' ? schedule : null,
    soakPassedAt,
    exemptions,
    hostInstances: [{ host: 'default/bat000', location: INSTANCE }],
    locations: [
      LEGACY,
      { ...TARGET, ...(alsoServes && { alsoServes: [alsoServes] }) },
      ...(isSplit ? [HALF] : []),
    ],
    intents: intent
      ? [
          {
            location: { ref: 'declared:default/bat000/x', key: LEGACY.key },
            schedule: intent,
            command: 'bin/batch RankingDaily',
            user: null,
            enabled: true,
            where: 'crontabs/batch, line 12',
            source: 'git',
          },
        ]
      : [],
  });
}

it('holds until it says, whatever there is', () => {
  fc.assert(
    fc.property(anySituation, of => {
      const { intended, strategy, reviewDate, observations, runs } = of;
      const look = (now: Date) =>
        assess(
          workloadOf(of),
          plan({
            strategy,
            reviewDate,
            intendedSchedule: intended && { ...intended, reason: 'meant' },
          }),
          observations,
          runs,
          now,
        );
      const first = look(NOW);
      const end = first.validUntil
        ? Date.parse(first.validUntil)
        : NOW.getTime() + 9e9;
      const length = end - 1 - NOW.getTime();
      expect(length).toBeGreaterThanOrEqual(0);
      // Just before the end most has changed.
      for (const share of [of.share, 1]) {
        const now = new Date(NOW.getTime() + Math.floor(length * share));
        const { validUntil, ...later } = look(now);
        expect({ ...later, validUntil: first.validUntil }).toEqual(first);
        expect((validUntil ?? '9') >= (first.validUntil ?? '9')).toBe(true);
      }
    }),
    { numRuns: rounds(250) },
  );
});

describe('an answer holds until', () => {
  const later = (at: string, ms: number) =>
    new Date(Date.parse(at) + ms).toISOString();
  const MINUTE = 60_000;
  const until = days(30);
  const moved = (expression: string, detail: ObservationDetail = {}) => [
    seen(LEGACY, 'active', { at: days(-30), until: days(-9) }),
    seen(LEGACY, 'idle', { at: days(-9), until }),
    seenTarget('active', { at: days(-20), until, expression, detail }),
  ];
  const EVERY_DAY = 'cron(15 4 * * ? *)';
  const end = later(NEXT_TICK, -3 * 60 * MINUTE);

  it.each<[string, Observation[], Partial<Workload>, string, string]>([
    [
      'a late run is no longer waited for',
      moved(EVERY_DAY),
      {},
      later(LAST_TICK, 5 * MINUTE),
      later(LAST_TICK, 15 * MINUTE),
    ],
    [
      'the next tick, where the last was missed',
      moved(EVERY_DAY),
      {},
      later(LAST_TICK, 20 * MINUTE),
      NEXT_TICK,
    ],
    [
      'the next minute of a job that runs each minute',
      moved('cron(* * * * ? *)'),
      { schedule: cron('* * * * *') },
      later(LAST_TICK, 30_000),
      later(LAST_TICK, MINUTE),
    ],
    [
      'the target ends, inclusive',
      moved(EVERY_DAY, { endDate: end }),
      {},
      later(NEXT_TICK, -4 * 60 * MINUTE),
      later(end, 1),
    ],
    [
      'one more day of a soak by days',
      moved(EVERY_DAY),
      { kind: 'resident', schedule: null },
      days(-8.5),
      days(-8),
    ],
  ])('%s', (_, observations, over, now, expected) => {
    const { validUntil } = assess(
      workload(over),
      plan(),
      observations,
      [],
      new Date(now),
    );
    expect(validUntil).toBe(expected);
  });

  it('the review of what is retained is over', () => {
    const { validUntil } = assess(
      workload({ locations: [LEGACY], kind: 'resident', schedule: null }),
      plan({ strategy: 'retain', reviewDate: '2026-02-20' }),
      [seen(LEGACY, 'active', { at: days(-30), until })],
      [],
      NOW,
    );
    expect(validUntil).toBe('2026-02-21T00:00:00.000Z');
  });

  it.each([
    [
      'begins, where it was approved for later',
      minutes(30),
      days(1),
      minutes(30),
    ],
    ['ends', days(-1), minutes(45), minutes(45)],
  ])('an exemption %s', (_, at, expiresAt, expected) => {
    const exemption: Exemption = {
      reason: 'the feed stands still until April',
      approval: { by: 'user:default/tanaka', at },
      expiresAt,
    };
    const { validUntil } = assess(
      workload({
        locations: [LEGACY],
        kind: 'resident',
        schedule: null,
        exemptions: [exemption],
      }),
      plan(),
      [seen(LEGACY, 'idle', { at: days(-30), until })],
      [],
      NOW,
    );
    expect(validUntil).toBe(expected);
  });
});
