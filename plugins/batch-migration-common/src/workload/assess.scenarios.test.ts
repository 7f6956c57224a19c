/** Stories that happen, each told by what probes would have seen. */
import { proposeLinks } from '../candidates';
import { assess } from './assess';
import type {
  Assessment,
  Observation,
  ObservationDetail,
  ObservedState,
  Plan,
  Run,
  ScheduleSpec,
  Workload,
  WorkloadLocation,
} from './model';
import { serverVerdict } from './serverVerdict';
import {
  DAILY,
  INSTANCE,
  LAST_TICK,
  LEGACY,
  NEXT_TICK,
  NOW,
  STATE_MACHINE,
  TARGET,
  cron,
  days,
  eventBridge,
  minutes,
  plan,
  run,
  seen,
  workload,
} from './testEstate';

const DAY_MS = 86_400_000;

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

/** Seen so from some days ago until others took over, or until an hour from now. */
const from = (
  location: WorkloadLocation,
  state: ObservedState,
  daysAgo: number,
  over: { until?: number; schedule?: ScheduleSpec } = {},
) =>
  seen(location, state, {
    at: days(-daysAgo),
    until: over.until === undefined ? minutes(60) : days(-over.until),
    // Looked at again and again, and seen the same.
    lastSeenAt: over.until === undefined ? minutes(-1) : days(-over.until),
    detail:
      location.side === 'target'
        ? {
            schedules: [
              over.schedule ?? eventBridge('cron(15 4 * * ? *)'),
            ] as ObservationDetail['schedules'],
            targetArn: STATE_MACHINE,
            enabled: state === 'active',
          }
        : {
            ...(over.schedule && {
              schedules: [over.schedule] as ObservationDetail['schedules'],
            }),
          },
  });

const tick = (daysAgo: number) =>
  new Date(Date.parse(LAST_TICK) - daysAgo * DAY_MS).toISOString();

/** Good runs at the last due ticks, newest first. */
const runsAt = (location: WorkloadLocation, count: number, skip = 0) =>
  Array.from({ length: count }, (_, i) => run(location, tick(i + skip)));

const types = ({ dangers }: Assessment) => dangers.map(({ type }) => type);
const blockers = (assessment: Assessment) =>
  assessment.blockers.map(({ type }) => type);

const onHost = (name: string): WorkloadLocation => ({
  ...LEGACY,
  ref: LEGACY.ref.replace('bat000', name),
});

describe('no owner', () => {
  const nobody = { plan: { ownerRef: null }, workload: { ownerRef: null } };

  it('stands before planned, and hides no progress that is there', () => {
    const before = look([from(LEGACY, 'active', 9)], {
      ...nobody,
      workload: { ...nobody.workload, locations: [LEGACY] },
    });
    expect(before).toMatchObject({ stage: 'discovered', dangers: [] });
    expect(blockers(before)).toEqual(['no-owner']);

    const moved = look(
      [
        from(LEGACY, 'active', 30, { until: 8 }),
        from(LEGACY, 'idle', 8),
        from(TARGET, 'active', 9),
      ],
      { ...nobody, runs: runsAt(TARGET, 8) },
    );
    expect(moved.stage).toBe('proven');
    expect(blockers(moved)).toContain('no-owner');
  });

  it('silences no danger', () => {
    const both = look(
      [from(LEGACY, 'active', 9), from(TARGET, 'active', 1)],
      nobody,
    );
    expect(types(both)).toEqual(['runs-twice']);
  });
});

describe('host unreachable for a week', () => {
  const runs = runsAt(TARGET, 10);
  const before = [
    from(LEGACY, 'active', 30, { until: 10 }),
    from(LEGACY, 'idle', 10, { until: 7 }),
    from(TARGET, 'active', 11),
  ];

  it('stays cut over, stale, out of progress, and its soak waits', () => {
    const silent = look(before, { runs });
    expect(silent).toMatchObject({
      placement: 'unknown',
      legacy: 'unknown',
      stage: 'cut-over',
      stale: true,
    });
    expect(types(silent)).toEqual(['stale']);
    expect(blockers(silent)).toContain('not-observed');
    // Ticks of the week might have run on the host too.
    expect(silent.soak?.good).toBe(3);
  });

  it('goes on where it stood once the host is seen as before', () => {
    const back = look([...before, from(LEGACY, 'idle', 0.01)], { runs });
    expect(back).toMatchObject({ stage: 'cut-over', stale: false });
    expect(types(back)).toEqual([]);
  });

  it('shows at once that it had run there again', () => {
    const back = look([...before, from(LEGACY, 'active', 0.01)], { runs });
    expect(back).toMatchObject({ stage: 'built', placement: 'both' });
    expect(types(back)).toContain('runs-twice');
  });
});

describe('monthly job', () => {
  // Due on the first at 04:15 in Tokyo: 31 January 19:15 in UTC was the last one.
  const first = cron('15 4 1 * *');
  const january = '2026-01-31T19:15:00.000Z';
  const december = '2025-12-31T19:15:00.000Z';
  const over = { schedule: first, firstSeenAt: days(-120) };
  const target = (daysAgo: number) =>
    from(TARGET, 'active', daysAgo, {
      schedule: eventBridge('cron(15 4 1 * ? *)'),
    });
  const letGo = (daysAgo: number) => [
    from(LEGACY, 'active', 110, { until: daysAgo }),
    from(LEGACY, 'idle', daysAgo),
  ];

  it('is proven by two months', () => {
    const history = [...letGo(50), target(51)];
    const one = look(history, { workload: over, runs: [run(TARGET, january)] });
    expect(one.soak).toMatchObject({ needed: 2 });
    expect(one.stage).toBe('cut-over');
    const two = look(history, {
      workload: over,
      runs: [run(TARGET, december), run(TARGET, january)],
    });
    expect(two).toMatchObject({
      stage: 'proven',
      soak: { passedAt: expect.anything() },
    });
  });

  it('is proven by one month and a rehearsal', () => {
    const rehearsal = run(TARGET, null, { startedAt: days(-25) });
    const history = [
      ...letGo(15),
      from(TARGET, 'idle', 30, {
        until: 16,
        schedule: eventBridge('cron(15 4 1 * ? *)'),
      }),
      target(16),
    ];
    const proven = look(history, {
      workload: over,
      runs: [rehearsal, run(TARGET, january)],
    });
    expect(proven.stage).toBe('proven');
  });

  it('still shows in mid-month that its last run was missed', () => {
    const missed = look([...letGo(20), target(21)], { workload: over });
    expect(missed.dangers).toMatchObject([
      { type: 'run-missed', nextAt: '2026-02-28T19:15:00.000Z' },
    ]);
  });
});

describe('Auto Scaling group whose members differ', () => {
  const group = (...states: Array<'active' | 'idle'>) =>
    look(
      [
        seen(LEGACY, 'active', {
          detail: {
            members: states.map((state, i) => ({ name: `i-${i}`, state })),
          },
        }),
      ],
      { workload: { locations: [LEGACY] } },
    );

  it('is told until the members are alike', () => {
    expect(types(group('active', 'idle', 'idle'))).toEqual(['members-differ']);
    expect(types(group('active', 'active', 'idle'))).toEqual([
      'runs-on-several-hosts',
      'members-differ',
    ]);
    expect(types(group('active'))).toEqual([]);
  });
});

describe('blue/green pair of legacy hosts where one cron may be active', () => {
  const [blue, green] = [onHost('blue'), onHost('green')];
  const pair = (a: ObservedState, b: ObservedState, over: Observation[] = []) =>
    look(
      [
        from(blue, 'active', 30, { until: 20 }),
        from(blue, a, 0.1),
        from(green, b, 0.1),
        ...over,
      ],
      {
        workload: {
          locations: [blue, green],
          hostInstances: [{ host: 'default/blue', location: INSTANCE }],
        },
      },
    );

  it.each<[ObservedState, ObservedState, string[]]>([
    ['active', 'idle', []],
    ['idle', 'active', []], // switched over
    ['active', 'active', ['runs-on-several-hosts']],
    ['idle', 'idle', ['runs-nowhere']],
    ['absent', 'active', []],
  ])('blue %s, green %s', (a, b, expected) => {
    expect(types(pair(a, b))).toEqual(expected);
  });

  it('is told of the one that fell silent while the other is active', () => {
    const silent = look(
      [
        from(blue, 'active', 30),
        from(green, 'idle', 30, { until: 2 }),
        seen(green, 'unknown', {
          at: days(-2),
          detail: { reason: 'no answer on port 22' },
        }),
      ],
      { workload: { locations: [blue, green] } },
    );
    expect(silent).toMatchObject({ placement: 'legacy', stale: false });
    expect(silent.dangers).toMatchObject([
      {
        type: 'stale',
        severity: 'pressing',
        message:
          'var/spool/cron/crontabs/batch on green was last seen 10 Feb 2026 10:24 (Asia/Tokyo) ' +
          '(no answer on port 22); what it does now is not known.',
        observationIds: [expect.any(Number)],
      },
    ]);
  });

  it('may leave the line on a host that is stopped', () => {
    expect(types(pair('active', 'active', [seen(INSTANCE, 'idle')]))).toEqual(
      [],
    );
  });
});

describe('cron → Sidekiq → EKS', () => {
  const sidekiq: WorkloadLocation = { ...TARGET, key: 'sidekiq' };
  const eks: WorkloadLocation = { ...TARGET, key: 'eks', position: 1 };
  const chain = { locations: [LEGACY, sidekiq, eks] };
  const gone = [
    from(LEGACY, 'active', 60, { until: 40 }),
    from(LEGACY, 'absent', 40),
  ];

  it('counts Sidekiq as legacy once EKS is linked', () => {
    const moving = look(
      [...gone, from(sidekiq, 'active', 41), from(eks, 'idle', 2)],
      { workload: chain, runs: runsAt(sidekiq, 30) },
    );
    expect(moving).toMatchObject({ placement: 'legacy', stage: 'built' });
    expect(types(moving)).toEqual([]);
  });

  it('runs twice while both of them do, though the cron line is gone', () => {
    const both = look(
      [...gone, from(sidekiq, 'active', 41), from(eks, 'active', 1)],
      { workload: chain, runs: runsAt(sidekiq, 30) },
    );
    expect(types(both)).toEqual(['runs-twice']);
  });

  it('is retired when cron and Sidekiq are both gone', () => {
    const at = (state: 'idle' | 'absent') =>
      look(
        [
          ...gone,
          from(sidekiq, 'active', 41, { until: 9 }),
          from(sidekiq, state, 9),
          from(eks, 'active', 10),
        ],
        { workload: chain, runs: runsAt(eks, 9) },
      );
    expect(at('idle').stage).toBe('proven');
    expect(blockers(at('idle'))).toEqual(['legacy-not-removed']);
    expect(at('absent').stage).toBe('retired');
  });
});

describe('target re-platformed', () => {
  const ecs: WorkloadLocation = { ...TARGET, key: 'ecs' };
  const lambda: WorkloadLocation = { ...TARGET, key: 'lambda', position: 1 };
  const gone = [
    from(LEGACY, 'active', 60, { until: 40 }),
    from(LEGACY, 'absent', 40),
  ];
  const proven = { soakPassedAt: days(-30) };

  it('starts anew: what ran on the first target proves nothing of the second', () => {
    const before = look([...gone, from(ecs, 'active', 45)], {
      workload: { ...proven, locations: [LEGACY, ecs] },
    });
    expect(before.stage).toBe('retired');
    const linked = look([...gone, from(ecs, 'active', 45)], {
      workload: { ...proven, locations: [LEGACY, ecs, lambda] },
      runs: runsAt(ecs, 20),
    });
    expect(linked).toMatchObject({
      stage: 'planned',
      placement: 'unknown',
      soak: { good: 0, passedAt: null },
    });
  });

  it('is proven by its own runs', () => {
    const moved = look(
      [
        ...gone,
        from(ecs, 'active', 45, { until: 8 }),
        from(ecs, 'absent', 8),
        from(lambda, 'active', 9),
      ],
      {
        workload: { locations: [LEGACY, ecs, lambda] },
        runs: [...runsAt(ecs, 20, 8), ...runsAt(lambda, 8)],
      },
    );
    expect(moved).toMatchObject({ stage: 'retired', dangers: [] });
  });
});

describe('two servers sharing a job', () => {
  const [one, two] = [onHost('web1'), onHost('web2')];
  const shared = (
    a: ObservedState,
    b: ObservedState,
    over: Partial<Plan> = {},
  ) =>
    look(
      [
        from(one, 'active', 30, { until: 9 }),
        from(one, a, 9),
        from(two, 'active', 30, { until: 9 }),
        from(two, b, 9),
        from(TARGET, 'active', 10),
      ],
      {
        workload: { locations: [one, two, TARGET] },
        plan: over,
        runs: runsAt(TARGET, 9),
      },
    );

  it('is not cut over while one of them has it', () => {
    const half = shared('absent', 'active');
    expect(half).toMatchObject({ placement: 'both', stage: 'built' });
    expect(types(half)).toContain('runs-twice');
  });

  it('is retired only where both have let it go', () => {
    expect(shared('absent', 'idle').stage).toBe('proven');
    expect(shared('absent', 'absent').stage).toBe('retired');
  });

  it('may run on both where the plan says so', () => {
    const twins = (expectedActive: number) =>
      look([from(one, 'active', 9), from(two, 'active', 9)], {
        workload: { locations: [one, two] },
        plan: { expectedActive },
      });
    expect(types(twins(1))).toEqual(['runs-on-several-hosts']);
    expect(types(twins(2))).toEqual([]);
  });
});

describe('split into two schedules', () => {
  const weekdays: WorkloadLocation = { ...TARGET, key: 'weekdays' };
  const weekend: WorkloadLocation = { ...TARGET, key: 'weekend' };
  const halves = { locations: [LEGACY, weekdays, weekend] };
  const seenHalves = (second: 'active' | 'idle' | 'absent') => [
    from(LEGACY, 'active', 30, { until: 9 }),
    from(LEGACY, 'idle', 9),
    from(weekdays, 'active', 10, {
      schedule: eventBridge('cron(15 4 ? * MON-FRI *)'),
    }),
    from(weekend, second, 10, {
      schedule: eventBridge('cron(15 4 ? * SAT,SUN *)'),
    }),
  ];
  // 12 February was a Thursday: 8 and 7 February were the weekend.
  const runs = Array.from({ length: 9 }, (_, i) =>
    run(i === 4 || i === 5 ? weekend : weekdays, tick(i)),
  );

  it('is proven by the runs of both', () => {
    expect(
      look(seenHalves('active'), { workload: halves, runs }),
    ).toMatchObject({ stage: 'proven', dangers: [] });
  });

  it('is not equivalent while one of them is missing', () => {
    const half = look(seenHalves('absent'), { workload: halves });
    expect(types(half)).toContain('not-equivalent');
    expect(blockers(half)).toContain('target-not-deployed');
  });

  it('runs nowhere at a tick of the half that is off', () => {
    const friday = new Date('2026-02-13T01:24:00Z'); // next due on Saturday
    const later = seenHalves('idle').map(observation => ({
      ...observation,
      freshUntil: days(3),
    }));
    const half = look(later, { workload: halves, now: friday });
    expect(half.dangers).toContainEqual(
      expect.objectContaining({
        type: 'runs-nowhere',
        nextAt: '2026-02-13T19:15:00.000Z',
      }),
    );
  });
});

describe('several jobs merged into one target', () => {
  const noon = cron('0 12 * * *');
  const merged: WorkloadLocation = { ...TARGET, alsoServes: [noon] };
  const history = (expression: string) => [
    from(LEGACY, 'active', 30, { until: 9 }),
    from(LEGACY, 'idle', 9),
    from(TARGET, 'active', 10, { schedule: eventBridge(expression) }),
  ];
  const over = { locations: [LEGACY, merged] };
  // At noon of Tokyo the other job is due: 03:00 in UTC.
  const runs = Array.from({ length: 9 }, (_, i) => [
    run(TARGET, tick(i)),
    run(TARGET, tick(i).replace('19:15', '03:00')),
  ]).flat();

  it('is proven by its own ticks; those of the others are none too many', () => {
    const both = [
      from(LEGACY, 'active', 30, { until: 9 }),
      from(LEGACY, 'idle', 9),
      {
        ...from(TARGET, 'active', 10),
        detail: {
          schedules: [
            eventBridge('cron(15 4 * * ? *)'),
            eventBridge('cron(0 12 * * ? *)'),
          ] as ObservationDetail['schedules'],
          targetArn: STATE_MACHINE,
          enabled: true,
        },
      },
    ];
    expect(look(both, { workload: over, runs })).toMatchObject({
      stage: 'proven',
      dangers: [],
    });
  });

  it('is not equivalent where the target leaves out the ticks of one', () => {
    const own = look(history('cron(15 4 * * ? *)'), { workload: over, runs });
    expect(types(own)).toContain('not-equivalent');
    const others = look(history('cron(0 12 * * ? *)'), { workload: over });
    expect(others.dangers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'runs-nowhere', nextAt: NEXT_TICK }),
        expect.objectContaining({ type: 'not-equivalent', severity: 'acute' }),
      ]),
    );
  });

  it('is not doubled by what the target does for the others', () => {
    const before = look(
      [
        from(LEGACY, 'active', 30),
        from(TARGET, 'active', 10, {
          schedule: eventBridge('cron(0 12 * * ? *)'),
        }),
      ],
      { workload: over },
    );
    expect(types(before)).not.toContain('runs-twice');
  });
});

describe('an intended change of time or zone', () => {
  const moved = (schedule: ScheduleSpec, over: Partial<Plan>) =>
    look(
      [
        from(LEGACY, 'active', 30, { until: 3 }),
        from(LEGACY, 'idle', 3),
        from(TARGET, 'active', 3, { schedule }),
      ],
      { plan: over },
    );

  it.each([
    [
      'time',
      eventBridge('cron(0 6 * * ? *)'),
      { ...cron('0 6 * * *'), reason: 'after the feed' },
    ],
    [
      'zone',
      eventBridge('cron(15 4 * * ? *)', 'UTC'),
      { ...DAILY, timezone: 'UTC', reason: 'as the other jobs' },
    ],
  ])(
    'of %s is equivalent only where the plan says so',
    (_, target, intended) => {
      expect(types(moved(target, {}))).toContain('not-equivalent');
      const meant = moved(target, { intendedSchedule: intended });
      expect(types(meant)).not.toContain('not-equivalent');
      expect(types(meant)).not.toContain('runs-nowhere');
      expect(
        types(
          moved(eventBridge('cron(15 4 * * ? *)'), {
            intendedSchedule: intended,
          }),
        ),
      ).toContain('not-equivalent');
    },
  );

  it('is still the same due run while both sides do it', () => {
    const both = look(
      [
        from(LEGACY, 'active', 9),
        from(TARGET, 'active', 1, {
          schedule: eventBridge('cron(0 6 * * ? *)'),
        }),
      ],
      {
        plan: {
          intendedSchedule: { ...cron('0 6 * * *'), reason: 'after the feed' },
        },
      },
    );
    expect(types(both)).toContain('runs-twice');
  });
});

describe('rollback after cutover', () => {
  const cutOver = [
    from(LEGACY, 'active', 30, { until: 9 }),
    from(LEGACY, 'idle', 9, { until: 2 }),
  ];
  const soakPassedAt = days(-2.5);
  const runs = runsAt(TARGET, 7, 2);

  it('is back at built, and its soak is void', () => {
    const back = look(
      [
        ...cutOver,
        from(LEGACY, 'active', 2),
        from(TARGET, 'active', 10, { until: 2 }),
        from(TARGET, 'idle', 2),
      ],
      { workload: { soakPassedAt }, runs },
    );
    expect(back).toMatchObject({
      placement: 'legacy',
      stage: 'built',
      soak: { good: 0, passedAt: null },
      dangers: [],
    });
    expect(blockers(back)).toContain('legacy-still-active');
  });

  it('starts its soak anew after the next cutover', () => {
    const again = look(
      [
        ...cutOver,
        from(LEGACY, 'active', 2, { until: 1 }),
        from(LEGACY, 'idle', 1),
        from(TARGET, 'active', 10, { until: 2 }),
        from(TARGET, 'idle', 2, { until: 1 }),
        from(TARGET, 'active', 1),
      ],
      { workload: { soakPassedAt }, runs: [...runs, ...runsAt(TARGET, 1)] },
    );
    expect(again).toMatchObject({
      stage: 'cut-over',
      soak: { good: 1, needed: 7, passedAt: null },
    });
  });

  it('is not forgotten when the host falls silent', () => {
    const silent = look(
      [
        ...cutOver,
        from(LEGACY, 'active', 2, { until: 1.5 }),
        from(TARGET, 'active', 10),
      ],
      { workload: { soakPassedAt }, runs },
    );
    expect(silent).toMatchObject({ stage: 'built', stale: true });
  });
});

describe('a retained server with some retired workloads', () => {
  const row = (id: string, of: Assessment, strategy: Plan['strategy']) => ({
    id,
    name: id,
    serverRefs: ['resource:default/bat000'],
    schedule: DAILY,
    plan: plan({ strategy }),
    assessment: of,
    locations: [{ ...LEGACY, state: of.legacy }],
  });
  const server = {
    ref: 'resource:default/bat000',
    title: 'bat000',
    description: null,
    ownerRef: null,
    systemRef: null,
    facts: [],
    hardDates: [],
    instances: [],
  };
  const retired = look(
    [from(LEGACY, 'active', 30, { until: 9 }), from(LEGACY, 'absent', 9)],
    { workload: { locations: [LEGACY] }, plan: { strategy: 'retire' } },
  );
  const retained = (reviewDate: string) =>
    look([from(LEGACY, 'active', 9)], {
      workload: { locations: [LEGACY] },
      plan: { strategy: 'retain', reviewDate },
    });

  it('is kept, and goes on being kept only until its review', () => {
    const verdict = (reviewDate: string) =>
      serverVerdict(
        server,
        [
          row('old', retired, 'retire'),
          row('stays', retained(reviewDate), 'retain'),
        ],
        [],
        NOW,
      );
    expect(verdict('2026-06-30')).toMatchObject({
      state: 'kept',
      left: 0,
      canBeShutDown: false,
    });
    expect(verdict('2026-02-01')).toMatchObject({ state: 'in-use', left: 1 });
  });
});

describe('a file the cron ignores', () => {
  const ignored = (daysAgo: number) =>
    seen(LEGACY, 'idle', {
      at: days(-daysAgo),
      until: minutes(60),
      detail: {
        enabled: true,
        fileIgnored: true,
        reason: 'line 7 cannot be read',
      },
    });

  it('is acute and not dormant, and no cutover that anybody made', () => {
    const found = look([from(LEGACY, 'active', 30, { until: 3 }), ignored(3)], {
      workload: { locations: [LEGACY] },
    });
    expect(found).toMatchObject({ dormant: false, placement: 'neither' });
    expect(found.dangers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'file-ignored',
          severity: 'acute',
          nextAt: NEXT_TICK,
        }),
      ]),
    );
  });

  it('clears when the file is mended; what it missed till then stays missed', () => {
    const mended = look([ignored(3), from(LEGACY, 'active', 0.01)], {
      workload: { locations: [LEGACY] },
    });
    expect(types(mended)).toEqual(['run-missed']);
  });

  it('presses while the target does the work: mending it would double the runs', () => {
    const moved = look([ignored(3), from(TARGET, 'active', 3)], {
      runs: runsAt(TARGET, 3),
    });
    expect(moved.dangers).toMatchObject([
      { type: 'file-ignored', severity: 'pressing' },
    ]);
  });
});

describe('a job that stands still with an approved exemption', () => {
  const still = [
    from(LEGACY, 'active', 30, { until: 2 }),
    from(LEGACY, 'idle', 2),
  ];
  const exemption = {
    reason: 'the feed stands still until April',
    approval: { by: 'user:default/tanaka', at: days(-1) },
    expiresAt: days(1),
  };
  const stand = (...exemptions: Workload['exemptions'] & object) =>
    look(still, { workload: { locations: [LEGACY], exemptions } });

  it('is told of again once that is over, and before it is approved', () => {
    expect(types(stand())).toEqual(['runs-nowhere', 'run-missed']);
    expect(types(stand(exemption))).toEqual([]);
    expect(types(stand({ ...exemption, approval: null }))).toContain(
      'runs-nowhere',
    );
    expect(
      types(stand({ ...exemption, expiresAt: NOW.toISOString() })),
    ).toContain('runs-nowhere');
  });

  it.each<[string, Workload['exemptions'] & object, string[]]>([
    ['while it lasts', [exemption], []],
    [
      'once it is over',
      [{ ...exemption, expiresAt: NOW.toISOString() }],
      ['exemption-lapsed'],
    ],
    [
      'what nobody approved',
      [{ ...exemption, approval: null, expiresAt: days(-1) }],
      [],
    ],
    [
      'one that was renewed',
      [{ ...exemption, expiresAt: days(-0.5) }, exemption],
      [],
    ],
    [
      'two that are over, once',
      [
        { ...exemption, expiresAt: days(-0.5) },
        { ...exemption, expiresAt: days(-0.2) },
      ],
      ['exemption-lapsed'],
    ],
  ])('is blocked by %s (%#)', (_, exemptions, expected) => {
    expect(
      blockers(stand(...exemptions)).filter(type => /^exemption/.test(type)),
    ).toEqual(expected);
  });

  it('tells who had approved the one that lapsed, and why', () => {
    const { blockers: found } = stand({ ...exemption, expiresAt: days(-0.1) });
    expect(
      found.find(({ type }) => type === 'exemption-lapsed')?.message,
    ).toMatch(/user:default\/tanaka .* the feed stands still until April$/);
  });

  it('says of a tool too that it need not be usable', () => {
    const tool = (exemptions: Workload['exemptions']) =>
      blockers(
        look(still, {
          workload: {
            kind: 'on-demand',
            schedule: null,
            locations: [LEGACY],
            exemptions,
          },
          plan: { strategy: 'retain' },
        }),
      );
    expect(tool([])).toEqual(['no-target-linked']);
    expect(tool([exemption])).toEqual([]);
  });
});

describe('a target found in AWS that replaces nothing', () => {
  const orphan = from({ ...TARGET, key: 'orphan' }, 'active', 3);
  const legacy = from(LEGACY, 'active', 3);
  const waiting = { locations: [LEGACY] };

  it('is proposed for no workload, and changes nothing of one', () => {
    const { id, kind, name, command, schedule } = workload(waiting);
    expect(
      proposeLinks(
        [{ id: 'orphan', kind, name: 'orphan', command: null, schedules: [] }],
        [{ id, kind, name, command, schedules: [schedule!] }],
        NOW,
      ),
    ).toEqual([]);
    const beside = look([legacy, orphan], { workload: waiting });
    expect(beside).toEqual(look([legacy], { workload: waiting }));
    expect(beside).toMatchObject({ placement: 'legacy', dangers: [] });
  });

  it('is a target as any other once it is linked', () => {
    const linked = { locations: [LEGACY, { ...TARGET, key: 'orphan' }] };
    expect(look([legacy, orphan], { workload: linked }).placement).toBe('both');
  });
});
