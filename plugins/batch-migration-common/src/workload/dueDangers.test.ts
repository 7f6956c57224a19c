import { assess } from './assess';
import type {
  Observation,
  ObservationDetail,
  Plan,
  Run,
  ScheduleSpec,
  Workload,
  WorkloadLocation,
} from './model';
import {
  LAST_TICK,
  LEGACY,
  NEXT_TICK,
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

const look = (
  observations: Observation[],
  over: {
    workload?: Partial<Workload>;
    plan?: Partial<Plan>;
    runs?: Run[];
    now?: Date;
  } = {},
) =>
  assess(
    workload(over.workload),
    plan(over.plan),
    observations,
    over.runs ?? [],
    over.now ?? NOW,
  );

const find = (type: string, ...args: Parameters<typeof look>) =>
  look(...args).dangers.find(danger => danger.type === type);

const letGo = [
  seen(LEGACY, 'active', { at: days(-30), until: days(-9) }),
  seen(LEGACY, 'idle', { at: days(-9), until: minutes(60) }),
];

const at = (
  location: WorkloadLocation,
  state: 'active' | 'idle',
  over: {
    expression?: string;
    detail?: ObservationDetail;
    until?: string;
    specs?: ScheduleSpec[];
  } = {},
): Observation => ({
  ...seenTarget(state, {
    ...over,
    ...(over.specs && {
      detail: {
        ...over.detail,
        schedules: over.specs as ObservationDetail['schedules'],
      },
    }),
  }),
  location: { ref: location.ref, key: location.key },
});

describe('a job that its target would do twice', () => {
  const SECOND = { ...TARGET, key: 'ranking-daily-v2' };
  const locations = [LEGACY, TARGET, SECOND];
  const both = (
    first: Parameters<typeof at>[2],
    second: Parameters<typeof at>[2],
    over: Parameters<typeof look>[1] & { state?: 'active' | 'idle' } = {},
  ) =>
    find(
      'runs-twice',
      [
        ...letGo,
        at(TARGET, 'active', first),
        at(SECOND, over.state ?? 'active', second),
      ],
      { ...over, workload: { locations, ...over.workload } },
    );

  it('is told before its next due tick', () => {
    expect(both({}, {})).toMatchObject({
      severity: 'acute',
      nextAt: NEXT_TICK,
      message:
        '2 schedules of the target start it at 13 Feb 2026 04:15 (Asia/Tokyo): ' +
        'ranking-daily in scheduler:111122223333/ap-northeast-1/batch, ranking-daily-v2 in scheduler:111122223333/ap-northeast-1/batch.',
      observationIds: [expect.any(Number), expect.any(Number)],
    });
  });

  it('counts a schedule that starts in time, and none that starts or has ended before', () => {
    const starts = (startDate: string) =>
      both({}, { detail: { enabled: true, startDate } }, { state: 'idle' });
    expect(starts('2026-02-12T12:00:00Z')).toBeDefined();
    expect(starts('2026-02-13T12:00:00Z')).toBeUndefined();
    const ends = { detail: { endDate: '2026-02-12T12:00:00Z' } };
    expect(both({}, ends)).toBeUndefined();
  });

  it.each<[string, string, string, boolean]>([
    ['at other hours', 'cron(15 4 * * ? *)', 'cron(15 16 * * ? *)', false],
    [
      'on other days',
      'cron(15 4 ? * MON-FRI *)',
      'cron(15 4 ? * SAT,SUN *)',
      false,
    ],
    [
      'on one day that is not the next one',
      'cron(15 4 * * ? *)',
      'cron(15 4 ? * MON *)',
      false,
    ],
    [
      'on one day that is the next one',
      'cron(15 4 * * ? *)',
      'cron(15 4 ? * FRI *)',
      true,
    ],
  ])('is none of halves that start %s', (_, a, b, expected) => {
    expect(Boolean(both({ expression: a }, { expression: b }))).toBe(expected);
  });

  it('is none where a guard was seen, or where so many are meant to run', () => {
    const guarded = run(SECOND, LAST_TICK, { outcome: 'skipped-duplicate' });
    expect(
      both({}, {}, { runs: [run(TARGET, LAST_TICK), guarded] }),
    ).toBeUndefined();
    expect(both({}, {}, { plan: { expectedActive: 2 } })).toBeUndefined();
  });

  it('is none of what both do for another, merged job', () => {
    const noon = cron('0 12 * * *');
    const merged = locations.map(location =>
      location.side === 'target'
        ? { ...location, alsoServes: [noon] }
        : location,
    );
    const atNoon = 'cron(0 12 * * ? *)';
    expect(
      both(
        { specs: [eventBridge('cron(15 4 * * ? *)'), eventBridge(atNoon)] },
        { expression: atNoon },
        { workload: { locations: merged } },
      ),
    ).toBeUndefined();
  });

  it('names the double run that was seen there', () => {
    const runs = [run(TARGET, LAST_TICK), run(SECOND, LAST_TICK)];
    expect(both({}, {}, { runs })).toMatchObject({
      message: expect.stringMatching(/^It ran 2 times for 12 Feb 2026 04:15/),
      runIds: runs.map(({ id }) => id),
    });
  });
});

describe('a double run that was seen', () => {
  const twice = [run(LEGACY, LAST_TICK), run(TARGET, LAST_TICK)];
  const halves = [
    seen(LEGACY, 'active', {
      detail: { schedules: [{ ...cron('15 4 * * 4') }] },
    }),
    seenTarget('active', { expression: 'cron(15 4 ? * FRI *)' }),
  ];

  it('is told though no double run is to come', () => {
    expect(find('runs-twice', halves, { runs: twice })?.message).toBe(
      'It ran 2 times for 12 Feb 2026 04:15 (Asia/Tokyo).',
    );
  });

  it('is told of the last due tick only', () => {
    const runs = [
      ...['2026-02-10T19:15:00.000Z'].flatMap(before => [
        run(LEGACY, before),
        run(TARGET, before),
      ]),
      run(TARGET, LAST_TICK),
    ];
    const range = { from: days(-9), until: days(0) };
    const locations = [{ ...LEGACY, runRanges: [range] }, TARGET];
    expect(
      find('runs-twice', halves, { runs, workload: { locations } }),
    ).toBeUndefined();
  });
});

describe('a target that waits beside an old line', () => {
  const rarely = (startDate: string) =>
    find('runs-twice', [
      seen(LEGACY, 'active'),
      at(TARGET, 'idle', { detail: { enabled: true, startDate } }),
    ]);

  it('is given time until the next run of the line', () => {
    expect(rarely('2026-02-12T19:15:00Z')).toMatchObject({ nextAt: NEXT_TICK });
    expect(rarely('2026-02-12T19:16:00Z')).toBeUndefined();
  });
});

describe('a guard that keeps the second start from running', () => {
  const both = [seen(LEGACY, 'active'), seenTarget('active')];

  it('was not seen to hold where one side skipped for itself', () => {
    const runs = [
      run(TARGET, LAST_TICK),
      run(TARGET, LAST_TICK, { outcome: 'skipped-duplicate' }),
    ];
    const range = { from: days(-9), until: days(0) };
    const locations = [{ ...LEGACY, runRanges: [range] }, TARGET];
    expect(
      find('runs-twice', both, { runs, workload: { locations } }),
    ).toBeDefined();
  });
});

describe('work that nobody would do', () => {
  const earlier = { ...TARGET, key: 'before' };
  const next = { ...TARGET, position: 1 };
  const locations = [earlier, next];

  it('is told before the old schedule ends by its own date', () => {
    const ends = (endDate: string) =>
      find(
        'runs-nowhere',
        [at(earlier, 'active', { detail: { endDate } }), at(next, 'idle')],
        { workload: { locations } },
      );
    expect(ends('2026-02-12T12:00:00Z')).toMatchObject({
      severity: 'acute',
      nextAt: NEXT_TICK,
      message:
        'It is due at 13 Feb 2026 04:15 (Asia/Tokyo), and the legacy side has ended by then; the target is idle.',
    });
    expect(ends('2026-02-13T12:00:00Z')).toBeUndefined();
  });

  it('is done by an old line that is on, whatever is written of its schedule', () => {
    const weekly = seen(LEGACY, 'active', {
      detail: { schedules: [{ ...cron('15 4 * * 1') }] },
    });
    expect(
      find('runs-nowhere', [weekly], { workload: { locations: [LEGACY] } }),
    ).toBeUndefined();
  });

  it('is done by a target that takes over where the old schedule ends', () => {
    const over = at(next, 'idle', {
      detail: { enabled: true, startDate: '2026-02-12T12:00:01Z' },
    });
    const ends = at(earlier, 'active', {
      detail: { endDate: '2026-02-12T12:00:00Z' },
    });
    expect(
      find('runs-nowhere', [ends, over], { workload: { locations } }),
    ).toBeUndefined();
  });

  it.each<[string, string | undefined, boolean]>([
    ['is on', undefined, true],
    ['starts in time', '2026-02-12T12:00:00Z', true],
    ['starts too late', '2026-02-13T12:00:00Z', false],
  ])(
    'may be done by a target that nobody can read, and that %s',
    (_, startDate, isCovered) => {
      const target = at(TARGET, startDate ? 'idle' : 'active', {
        expression: 'cron(what ever)',
        detail: { enabled: true, startDate },
      });
      expect(Boolean(find('runs-nowhere', [...letGo, target]))).toBe(
        !isCovered,
      );
    },
  );

  it('is told without an instant where nobody knows when it is due', () => {
    const reboot = { schedule: cron('@reboot'), locations: [LEGACY] };
    expect(find('runs-nowhere', letGo, { workload: reboot })).toMatchObject({
      severity: 'acute',
      nextAt: null,
    });
    const waiting = at(TARGET, 'idle', {
      detail: { enabled: true, startDate: days(1) },
    });
    expect(
      find('runs-nowhere', [...letGo, waiting], {
        workload: { ...reboot, locations: [LEGACY, TARGET] },
      }),
    ).toBeUndefined();
  });

  it('is never told of a side that is not seen', () => {
    const silent = [
      ...letGo.slice(0, 1),
      seen(LEGACY, 'idle', { at: days(-9), until: minutes(-5) }),
    ];
    expect(
      find('runs-nowhere', [...silent, at(TARGET, 'idle')]),
    ).toBeUndefined();
  });

  it('is due by the old line as long as that is on, then by the plan', () => {
    const intendedSchedule = { ...cron('0 6 * * *'), reason: 'after the feed' };
    expect(
      find('runs-nowhere', [...letGo, at(TARGET, 'idle')], {
        plan: { intendedSchedule },
      })?.nextAt,
    ).toBe('2026-02-12T21:00:00.000Z');
  });
});

describe('the last run', () => {
  const target = seenTarget('active', {
    at: days(-30),
    lastSeenAt: minutes(-1),
  });

  const after = (outcomes: Run['outcome'][]) =>
    find('run-failed', [...letGo, target], {
      runs: outcomes.map((outcome, i) =>
        run(TARGET, LAST_TICK, {
          outcome,
          startedAt: new Date(Date.parse(LAST_TICK) + i * 60_000).toISOString(),
        }),
      ),
    });

  it.each<[string, Run['outcome'][]]>([
    ['failed', ['failed']],
    ['was cut off', ['timed-out']],
    ['was done again and failed', ['succeeded', 'failed']],
    ['failed and is done again', ['failed', 'running']],
    ['failed beside a skipped one', ['failed', 'skipped-duplicate']],
  ])('that %s is a danger: %j', (_, outcomes) => {
    expect(after(outcomes)).toMatchObject({
      severity: 'acute',
      nextAt: NEXT_TICK,
      runIds: [expect.any(Number)],
    });
  });

  it.each<[string, Run['outcome'][]]>([
    ['succeeded', ['succeeded']],
    ['goes on', ['running']],
    ['ended unseen', ['unknown']],
    ['failed and was done again', ['failed', 'succeeded']],
  ])('that %s is none: %j', (_, outcomes) => {
    expect(after(outcomes)).toBeUndefined();
  });

  it('that is missing stays so while the next one may still start', () => {
    const now = new Date(Date.parse(NEXT_TICK) + 5 * 60_000);
    const observations = [
      seen(LEGACY, 'active', { at: days(-30), until: days(-9) }),
      seen(LEGACY, 'idle', { at: days(-9), until: days(2) }),
      seenTarget('active', {
        at: days(-30),
        until: days(2),
        lastSeenAt: minutes(-1),
      }),
    ];
    expect(find('run-missed', observations, { now })).toBeDefined();
  });

  it('that is missing is no danger of what is to be retired, or was never on', () => {
    const missed = [...letGo, target];
    expect(find('run-missed', missed)).toMatchObject({ nextAt: NEXT_TICK });
    expect(
      find('run-missed', missed, { plan: { strategy: 'retire' } }),
    ).toBeUndefined();
    const dormant = [seen(LEGACY, 'idle', { at: days(-30) })];
    const over = { workload: { locations: [LEGACY] } };
    expect(look(dormant, over)).toMatchObject({ dormant: true, dangers: [] });
  });

  it('that failed is over with the work itself', () => {
    const failed = [run(LEGACY, LAST_TICK, { outcome: 'failed' })];
    const over = {
      runs: failed,
      workload: { locations: [LEGACY] },
      plan: { strategy: 'retire' as const },
    };
    const was = seen(LEGACY, 'active', { at: days(-30), until: minutes(-60) });
    expect(find('run-failed', [was, seen(LEGACY, 'idle')], over)).toBeDefined();
    expect(
      find('run-failed', [was, seen(LEGACY, 'absent')], over),
    ).toBeUndefined();
  });
});
