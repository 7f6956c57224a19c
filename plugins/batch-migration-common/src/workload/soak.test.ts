import { assess } from './assess';
import type { Observation, Plan, Run, ScheduleSpec, Workload } from './model';
import { soakRuleOf } from './soak';
import {
  DAILY,
  INSTANCE,
  LAST_TICK,
  LEGACY,
  NOW,
  TARGET,
  cron,
  days,
  eventBridge,
  minutes,
  plan,
  run,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const DAY_MS = 86_400_000;

const look = (
  observations: Observation[],
  over: {
    workload?: Partial<Workload>;
    plan?: Partial<Plan>;
    runs?: Run[];
  } = {},
) =>
  assess(
    workload(over.workload),
    plan(over.plan),
    observations,
    over.runs ?? [],
    NOW,
  );

const soak = (...args: Parameters<typeof look>) => look(...args).soak;

/** Let go some days ago; the target has been on for long. */
const cutOver = (daysAgo: number, schedule?: ScheduleSpec) => [
  seen(LEGACY, 'active', { at: days(-120), until: days(-daysAgo) }),
  seen(LEGACY, 'idle', { at: days(-daysAgo), until: minutes(60) }),
  seenTarget('active', {
    at: days(-120),
    lastSeenAt: minutes(-1),
    ...(schedule && { expression: schedule.expression }),
  }),
];

const tick = (daysAgo: number) =>
  new Date(Date.parse(LAST_TICK) - daysAgo * DAY_MS).toISOString();

const goodRuns = (count: number, skip = 0) =>
  Array.from({ length: count }, (_, i) => run(TARGET, tick(i + skip)));

describe('good runs that prove a job', () => {
  it.each([
    ['15 4 * * *', 7],
    ['15 4 * * 1-5', 7], // 261 a year
    ['15 4 1-21 * *', 7], // 252
    ['15 4 1-20 * *', 3], // 240: less than on working days
    ['15 4 * * 1', 3],
    ['15 4 1,11,21 * *', 3], // 36
    ['15 4 1,15 * *', 2], // 24
    ['15 4 1 * *', 2],
    ['15 4 1 */2 *', 1], // 6
    ['15 4 1 1 *', 1],
    ['15 4 30 2 *', 1], // never
  ])('%s takes %s', (expression, needed) => {
    expect(soakRuleOf([cron(expression)], NOW).runs).toBe(needed);
  });

  it('counts both halves of a split schedule as one', () => {
    const halves = [
      eventBridge('cron(15 4 ? * MON-THU *)'),
      eventBridge('cron(15 4 ? * FRI *)'),
    ];
    expect(soakRuleOf(halves, NOW).runs).toBe(7);
  });
});

describe('what counts for a soak by runs', () => {
  it('is no run of the old side, though it ran once and well', () => {
    const runs = goodRuns(6);
    const old = run(LEGACY, tick(6));
    expect(soak(cutOver(8), { runs: [...runs, old] })).toMatchObject({
      good: 6,
      passedAt: null,
    });
  });

  it('is no run that has not ended', () => {
    const [last, ...rest] = goodRuns(7);
    const running = { ...last, outcome: 'running' as const, endedAt: null };
    expect(soak(cutOver(8), { runs: [running, ...rest] })).toMatchObject({
      good: 6,
      passedAt: null,
    });
  });

  it('is nothing before the last old line was let go', () => {
    expect(soak(cutOver(3.5), { runs: goodRuns(10) })?.good).toBe(4);
  });

  it('is what ran lately, though it failed for longer than ticks are looked at', () => {
    const minutely = Array.from({ length: 20 }, (_, i) =>
      run(TARGET, minutes(-20 - i)),
    );
    const over = { schedule: cron('* * * * *') };
    const history = (daysAgo: number) =>
      cutOver(daysAgo, eventBridge('cron(* * * * ? *)'));
    for (const daysAgo of [1, 20]) {
      expect(
        soak(history(daysAgo), { workload: over, runs: minutely })?.passedAt,
      ).not.toBeNull();
    }
  });

  it('is nothing where there is no target', () => {
    expect(
      soak([seen(LEGACY, 'active')], { workload: { locations: [LEGACY] } }),
    ).toBeNull();
  });
});

describe('a rehearsal of a monthly job', () => {
  const monthly = cron('15 4 1 * *');
  const january = run(TARGET, '2026-01-31T19:15:00.000Z');
  const trial = (startedAt: string, over: Partial<Run> = {}) => ({
    ...run(TARGET, null, { startedAt }),
    ...over,
  });
  const passed = (runs: Run[], over: Partial<Workload> = {}) =>
    Boolean(
      soak(cutOver(15, eventBridge('cron(15 4 1 * ? *)')), {
        workload: { schedule: monthly, ...over },
        runs,
      })?.passedAt,
    );

  it.each<[string, Run[], boolean]>([
    ['before the cutover', [trial(days(-25)), january], true],
    ['90 days before the cutover', [trial(days(-104)), january], true],
    ['longer ago', [trial(days(-106)), january], false],
    ['that failed', [trial(days(-25), { outcome: 'failed' }), january], false],
    [
      'on the old host',
      [
        {
          ...trial(days(-25)),
          location: { ref: LEGACY.ref, key: LEGACY.key },
        },
        january,
      ],
      false,
    ],
    ['twice, and no real run', [trial(days(-25)), trial(days(-24))], false],
  ])('%s', (_, runs, expected) => {
    expect(passed(runs)).toBe(expected);
  });

  it('counts once, however often it was tried', () => {
    // No due tick since the cutover.
    expect(
      soak(cutOver(3, eventBridge('cron(15 4 1 * ? *)')), {
        workload: { schedule: monthly },
        runs: [trial(days(-2)), trial(days(-1))],
      }),
    ).toEqual({ good: 1, needed: 2, passedAt: null });
  });

  it('is no run of a merged target for another job', () => {
    const merged = { ...TARGET, alsoServes: [cron('0 12 * * *')] };
    // At noon of Tokyo, and ten minutes late.
    const other = [
      trial('2026-01-20T03:00:00.000Z'),
      trial('2026-01-21T03:10:00.000Z'),
    ];
    const over = { locations: [LEGACY, merged] };
    expect(passed([...other, january], over)).toBe(false);
    expect(passed([trial(days(-25)), ...other, january], over)).toBe(true);
  });
});

describe('once it has passed', () => {
  const soakPassedAt = days(-3);
  const recorded = (observations: Observation[], runs: Run[] = []) =>
    soak(observations, { workload: { soakPassedAt }, runs })?.passedAt;

  it('stays, though platforms forget the runs', () => {
    expect(recorded(cutOver(20))).toBe(soakPassedAt);
  });

  it('does not count before it was passed', () => {
    expect(
      soak(cutOver(20), { workload: { soakPassedAt: days(1) } })?.passedAt,
    ).toBeNull();
  });

  it('is void while the old side is on, which was seen when both were last known', () => {
    const on = [
      seen(LEGACY, 'active', { at: days(-4), until: minutes(60) }),
      seenTarget('active', { at: days(-10) }),
    ];
    expect(recorded(on)).toBeNull();
  });

  it('is void after an earlier link came on by its own start date', () => {
    const earlier = { ...TARGET, key: 'sidekiq' };
    const eks = { ...TARGET, key: 'eks', position: 1 };
    const at = (startDate: string) =>
      soak(
        [
          {
            ...seenTarget('idle', {
              at: days(-9),
              detail: { enabled: true, startDate, endDate: days(-1) },
            }),
            location: { ref: earlier.ref, key: earlier.key },
          },
          {
            ...seenTarget('active', { at: days(-9) }),
            location: { ref: eks.ref, key: eks.key },
          },
        ],
        { workload: { locations: [earlier, eks], soakPassedAt } },
      )?.passedAt;
    expect(at(days(-2))).toBeNull();
    expect(at(days(2))).toBe(soakPassedAt);
  });

  it.each<[string, Run[], boolean]>([
    ['ran at a tick since', [run(LEGACY, tick(1))], true],
    ['ran before', [run(LEGACY, tick(15))], false],
    [
      'saw that the target had it',
      [run(LEGACY, tick(1), { outcome: 'skipped-duplicate' })],
      false,
    ],
    [
      'was started by hand',
      [run(LEGACY, null, { startedAt: '2026-02-11T03:00:00.000Z' })],
      false,
    ],
  ])('is void where the old side %s: %s', (_, runs, isVoid) => {
    // Nobody looked at the crontab while it was on.
    expect(recorded(cutOver(20), runs)).toBe(isVoid ? null : soakPassedAt);
    const counted = soak(cutOver(20), {
      runs: [...goodRuns(8, 4), ...goodRuns(1), ...runs],
    });
    expect(Boolean(counted?.passedAt)).toBe(!isVoid);
  });
});

describe('a soak by days', () => {
  const worker = { kind: 'resident' as const, schedule: null };
  const good = (observations: Observation[], over: Partial<Workload> = {}) =>
    soak(observations, { workload: { ...worker, ...over } })?.good;
  const letGo = (daysAgo: number) => [
    seen(LEGACY, 'active', { at: days(-30), until: days(-daysAgo) }),
    seen(LEGACY, 'idle', { at: days(-daysAgo), until: minutes(60) }),
  ];
  /** A probe that sees it every other time, for half of the time. */
  const flickering = (daysAgo: number, everyMinutes: number) =>
    Array.from({ length: (daysAgo * 24 * 60) / everyMinutes }, (_, i) => {
      const at = minutes(-daysAgo * 24 * 60 + i * everyMinutes);
      return seen(TARGET, i % 2 === 0 ? 'active' : 'unknown', {
        at,
        until: new Date(
          Date.parse(at) + everyMinutes * 60_000 - 1,
        ).toISOString(),
      });
    });

  it('is passed after seven days, not before', () => {
    const on = seen(TARGET, 'active', { at: days(-20) });
    expect(good([...letGo(7), on])).toBe(7);
    expect(good([...letGo(6.99), on])).toBe(6);
  });

  it('counts no time in which the old side was not seen', () => {
    const blind = [
      seen(LEGACY, 'active', { at: days(-30), until: days(-9) }),
      seen(LEGACY, 'idle', { at: days(-9), until: days(-6) }),
      seen(TARGET, 'active', { at: days(-20) }),
    ];
    expect(good(blind)).toBe(3);
  });

  it('counts only what was seen of a probe that fails every other time', () => {
    expect(good([...letGo(10), ...flickering(10, 5)])).toBe(5);
  });

  /** Moved six days ago; three days ago the target stood still for a while. */
  const stoodStill = (minutesLong: number, daysAgo = 3) => [
    ...letGo(daysAgo + 3),
    seen(TARGET, 'active', { at: days(-20) }),
    seen(TARGET, 'idle', { at: days(-daysAgo) }),
    seen(TARGET, 'active', {
      at: minutes(-daysAgo * 24 * 60 + minutesLong),
    }),
  ];

  it.each<[string, number, Partial<Workload>, number]>([
    ['bears a gap as long as a run may be late', 15, {}, 5],
    ['begins anew after a longer one', 16, {}, 2],
    ['of a service, too', 16, { kind: 'service' }, 2],
    ['of a tool waits: nobody missed it', 16, { kind: 'on-demand' }, 5],
  ])('%s', (_, minutesLong, over, expected) => {
    expect(good(stoodStill(minutesLong), over)).toBe(expected);
  });

  it('begins with the end of a host of which the line was never seen', () => {
    const hostInstances = [{ host: 'default/bat000', location: INSTANCE }];
    const ended = [
      seen(INSTANCE, 'absent', { at: days(-3), until: null }),
      seen(TARGET, 'active', { at: days(-20) }),
    ];
    expect(good(ended, { hostInstances })).toBe(3);
  });

  it('stays passed when the target stands still later', () => {
    const late = [
      ...letGo(10),
      seen(TARGET, 'active', { at: days(-20) }),
      seen(TARGET, 'idle', { at: days(-1) }),
    ];
    expect(good(late)).toBe(7);
  });

  it('does not take time that nobody saw for a standstill', () => {
    const unseen = (state: 'idle' | 'unknown') => [
      ...letGo(6),
      seen(TARGET, 'active', { at: days(-20) }),
      seen(TARGET, state, { at: days(-3) }),
      seen(TARGET, 'idle', { at: minutes(-3 * 24 * 60 + 60) }),
      seen(TARGET, 'active', { at: minutes(-3 * 24 * 60 + 70) }),
    ];
    expect(good(unseen('unknown'))).toBe(5);
    expect(good(unseen('idle'))).toBe(2);
  });

  it('says when a standstill takes back what was counted', () => {
    const down = (minutesAgo: number) =>
      assess(
        workload(worker),
        plan(),
        [
          ...letGo(6),
          seen(TARGET, 'active', { at: days(-20) }),
          seen(TARGET, 'idle', { at: minutes(-minutesAgo) }),
        ],
        [],
        NOW,
      );
    expect(down(10).soak?.good).toBe(5);
    expect(Date.parse(down(0).validUntil!)).toBe(Date.parse(minutes(15)) + 1);
    expect(Date.parse(down(10).validUntil!)).toBe(Date.parse(minutes(5)) + 1);
    expect(down(16).soak?.good).toBe(0);
  });

  it('passes however often somebody looked', () => {
    expect(good([...letGo(15), ...flickering(15, 5)])).toBe(7);
  });
});

it('asks as many good runs of an intended schedule as it has', () => {
  const intendedSchedule = { ...cron('15 4 * * 1'), reason: 'once is enough' };
  expect(soak(cutOver(3), { plan: { intendedSchedule } })?.needed).toBe(3);
  expect(soak(cutOver(3), { workload: { schedule: DAILY } })?.needed).toBe(7);
});

it.each([
  ['before the cutover', days(-9), 4],
  ['two days after it', days(-2), 2],
  ['now', days(0), 0],
])('counts runs by a schedule that was approved %s', (_, at, good) => {
  const later = eventBridge('cron(0 6 * * ? *)');
  const intendedSchedule = {
    ...cron('0 6 * * *'),
    reason: 'after the feed',
    approval: { by: 'user:default/ueda', at },
  };
  const runs = [0, 1, 2, 3].map(ago =>
    run(
      TARGET,
      new Date(
        Date.parse('2026-02-11T21:00:00.000Z') - ago * DAY_MS,
      ).toISOString(),
    ),
  );
  expect(
    soak(cutOver(4, later), { plan: { intendedSchedule }, runs })?.good,
  ).toBe(good);
});
