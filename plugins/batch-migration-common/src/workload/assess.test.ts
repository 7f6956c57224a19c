import fc from 'fast-check';
import { assess } from './assess';
import {
  STAGES,
  type Observation,
  type Plan,
  type Run,
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
  eventBridge,
  minutes,
  plan,
  run,
  seen,
  seenTarget,
  workload,
} from './testEstate';
import { rounds } from '../testing/rounds';

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

const dangersOf = (assessment: ReturnType<typeof assess>) =>
  assessment.dangers.map(({ type, severity }) => `${severity} ${type}`);

const danger = (assessment: ReturnType<typeof assess>, type: string) =>
  assessment.dangers.find(candidate => candidate.type === type);

const blockersOf = (assessment: ReturnType<typeof assess>) =>
  assessment.blockers.map(({ type }) => type);

/** Active for long, then let go some days ago; read again an hour ago. */
const letGo = (daysAgo: number, state: 'idle' | 'absent' = 'idle') => [
  seen(LEGACY, 'active', { at: days(-30), until: days(-daysAgo) }),
  seen(LEGACY, state, { at: days(-daysAgo), until: minutes(60) }),
];

const goodRuns = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    run(TARGET, new Date(Date.parse(LAST_TICK) - i * 86_400_000).toISOString()),
  );

describe('a target with a rate', () => {
  const target = (startDate?: string) => [
    seen(LEGACY, 'idle'),
    seenTarget('active', {
      expression: 'rate(1 day)',
      detail: startDate === undefined ? {} : { startDate },
    }),
  ];

  it('is never called equivalent while nobody knows when it was created', () => {
    expect(danger(look(target()), 'not-equivalent')).toMatchObject({
      severity: 'pressing',
      message: expect.stringContaining('counts from when its schedule'),
    });
  });

  it('is compared once its StartDate is known', () => {
    expect(danger(look(target(LAST_TICK)), 'not-equivalent')).toBeUndefined();
    expect(
      danger(look(target('2026-02-11T20:00:00.000Z')), 'not-equivalent'),
    ).toMatchObject({ severity: 'acute' });
  });
});

describe('runs twice', () => {
  const both = [
    seen(LEGACY, 'active'),
    seenTarget('active', { at: days(-3), until: minutes(60) }),
  ];

  it('is acute at the next due tick while both sides are active', () => {
    const assessment = look(both);
    expect(assessment.placement).toBe('both');
    expect(assessment.stage).toBe('built');
    expect(danger(assessment, 'runs-twice')).toEqual({
      type: 'runs-twice',
      severity: 'acute',
      message:
        'Both sides are active; the next double run is at 13 Feb 2026 04:15 (Asia/Tokyo).',
      nextAt: NEXT_TICK,
      observationIds: both.map(({ id }) => id),
    });
    expect(blockersOf(assessment)).toContain('legacy-still-active');
  });

  it('names the double run that was seen', () => {
    const runs = [run(LEGACY, LAST_TICK), run(TARGET, LAST_TICK)];
    expect(danger(look(both, { runs }), 'runs-twice')?.message).toMatch(
      /^It ran 2 times for 12 Feb 2026 04:15/,
    );
  });

  it('is not said where a guard was seen to skip the second start', () => {
    const runs = [
      run(LEGACY, LAST_TICK),
      run(TARGET, LAST_TICK, { outcome: 'skipped-duplicate' }),
    ];
    expect(dangersOf(look(both, { runs }))).toEqual([]);
  });

  it('clears when one side stops', () => {
    const runs = [run(LEGACY, LAST_TICK), run(TARGET, LAST_TICK)];
    const stopped = [...both, seen(LEGACY, 'idle', { at: minutes(-5) })];
    expect(dangersOf(look(stopped, { runs }))).toEqual([]);
  });

  it('compares instants, not days: a target in the wrong zone doubles too', () => {
    const wrongZone = seenTarget('active', {
      detail: { schedules: [{ ...eventBridge('cron(15 4 * * ? *)', 'UTC') }] },
    });
    const assessment = look([seen(LEGACY, 'active'), wrongZone]);
    expect(danger(assessment, 'runs-twice')?.nextAt).toBe(
      '2026-02-13T04:15:00.000Z',
    );
    expect(danger(assessment, 'not-equivalent')?.severity).toBe('acute');
  });

  it('is not said of halves that share no tick', () => {
    const weekdays = seen(LEGACY, 'active', {
      detail: { schedules: [{ ...cron('15 4 * * 1-5') }] },
    });
    const weekend = seenTarget('active', {
      expression: 'cron(15 4 ? * SAT,SUN *)',
    });
    expect(danger(look([weekdays, weekend]), 'runs-twice')).toBeUndefined();
  });

  it('is said of a schedule that cannot be read: it is never taken for equal', () => {
    const broken = seenTarget('active', { expression: 'cron(what ever)' });
    const assessment = look([seen(LEGACY, 'active'), broken]);
    expect(assessment.placement).toBe('both');
    expect(dangersOf(assessment)).toEqual([
      'acute runs-twice',
      'pressing not-equivalent',
    ]);
  });

  it.each([
    [1, ['acute runs-twice']],
    [4, []],
  ])(
    'of a worker depends on how many may run: %s',
    (expectedActive, expected) => {
      const over = {
        workload: { kind: 'resident', schedule: null } as Partial<Workload>,
        plan: { expectedActive },
      };
      expect(
        dangersOf(look([seen(LEGACY, 'active'), seen(TARGET, 'active')], over)),
      ).toEqual(expected);
    },
  );

  it('is no danger of a service in canary', () => {
    const over = {
      workload: { kind: 'service', schedule: null } as Partial<Workload>,
    };
    expect(
      dangersOf(look([seen(LEGACY, 'active'), seen(TARGET, 'active')], over)),
    ).toEqual([]);
  });
});

describe('handover by start date', () => {
  const waiting = (startDate: string) =>
    seenTarget('idle', { detail: { enabled: true, startDate } });

  it('is not doubled while the target starts after the last old tick', () => {
    const assessment = look([
      seen(LEGACY, 'active'),
      waiting('2026-02-12T23:00:00Z'),
    ]);
    expect(dangersOf(assessment)).toEqual([]);
    expect(assessment.placement).toBe('legacy');
    expect(assessment.blockers.map(({ message }) => message)).toContain(
      'The target starts at 13 Feb 2026 08:00 (Asia/Tokyo).',
    );
  });

  it('runs nowhere for no tick when the line goes first', () => {
    const observations = [...letGo(1), waiting('2026-02-12T12:00:00Z')];
    const assessment = look(observations);
    expect(assessment.placement).toBe('neither');
    expect(danger(assessment, 'runs-nowhere')).toBeUndefined();
    expect(assessment.nextRunAt).toBe(NEXT_TICK);
  });

  it('misses a tick when the target starts too late', () => {
    const assessment = look([...letGo(1), waiting('2026-02-13T12:00:00Z')]);
    expect(danger(assessment, 'runs-nowhere')?.nextAt).toBe(NEXT_TICK);
  });

  it('becomes active at its start without being looked at again', () => {
    const now = new Date('2026-02-12T02:00:00Z');
    const observations = [...letGo(1), waiting('2026-02-12T01:30:00Z')];
    expect(look(observations).validUntil).toBe('2026-02-12T01:30:00.000Z');
    expect(look(observations, { now }).stage).toBe('cut-over');
  });
});

describe('what runs nowhere', () => {
  it('is silenced by dormancy', () => {
    const assessment = look([seen(LEGACY, 'idle')], {
      workload: { locations: [LEGACY] },
    });
    expect(assessment).toMatchObject({
      dormant: true,
      dangers: [],
      placement: 'neither',
    });
  });

  it('is not dormant once it was active', () => {
    const assessment = look(letGo(1), { workload: { locations: [LEGACY] } });
    expect(assessment.dormant).toBe(false);
    expect(dangersOf(assessment)).toContain('acute runs-nowhere');
  });

  it('is found where the target leaves out the next due tick', () => {
    const weekly = seenTarget('active', { expression: 'cron(15 4 ? * MON *)' });
    const assessment = look([...letGo(0.1), weekly]);
    expect(assessment.placement).toBe('target');
    expect(danger(assessment, 'runs-nowhere')?.nextAt).toBe(NEXT_TICK);
  });

  it.each([
    ['resident', ['acute runs-nowhere']],
    ['service', ['acute runs-nowhere']],
    ['on-demand', []],
  ] as const)('is judged by kind: %s', (kind, expected) => {
    const observations = [...letGo(1), seen(TARGET, 'idle')];
    expect(
      dangersOf(look(observations, { workload: { kind, schedule: null } })),
    ).toEqual(expected);
  });
});

describe('several jobs, schedules and targets', () => {
  const SECOND = { ...TARGET, key: 'ranking-daily-2' };
  const split = {
    locations: [LEGACY, TARGET, SECOND],
    // Either day field matches: one line of cron, two schedules of EventBridge.
    schedule: cron('0 4 1 * 1'),
  };
  const first = seenTarget('active', { expression: 'cron(0 4 1 * ? *)' });
  const second = (state: 'active' | 'idle') => ({
    ...seenTarget(state, { expression: 'cron(0 4 ? * MON *)' }),
    location: { ref: SECOND.ref, key: SECOND.key },
  });

  it('compares the union of a split schedule', () => {
    const observations = [...letGo(1, 'idle'), first, second('active')];
    expect(dangersOf(look(observations, { workload: split }))).toEqual([]);
  });

  it('finds the half that is missing', () => {
    // The next Monday, 16 Feb, is due and nothing runs then.
    const observations = [...letGo(1, 'idle'), first, second('idle')];
    expect(
      danger(look(observations, { workload: split }), 'runs-nowhere')?.nextAt,
    ).toBe('2026-02-15T19:00:00.000Z');
  });

  it('knows that a merged target also runs for others', () => {
    const merged = seenTarget('active', { expression: 'cron(15 4,5 * * ? *)' });
    const alone = look([...letGo(1), merged]);
    expect(danger(alone, 'not-equivalent')).toBeDefined();
    const shared = { ...TARGET, alsoServes: [cron('15 5 * * *')] };
    const known = look([...letGo(1), merged], {
      workload: { locations: [LEGACY, shared] },
    });
    expect(danger(known, 'not-equivalent')).toBeUndefined();
  });

  it('counts an earlier link as legacy', () => {
    const sidekiq = { ...TARGET, key: 'sidekiq' };
    const eks = { ...TARGET, key: 'eks', position: 1 };
    const locations = [LEGACY, sidekiq, eks];
    const at = (location: typeof eks, state: 'active' | 'idle') => ({
      ...seenTarget(state),
      location: { ref: location.ref, key: location.key },
    });
    const before = look(
      [...letGo(9, 'absent'), at(sidekiq, 'active'), at(eks, 'idle')],
      {
        workload: { locations },
      },
    );
    expect(before).toMatchObject({ placement: 'legacy', stage: 'built' });
    const during = look(
      [...letGo(9, 'absent'), at(sidekiq, 'active'), at(eks, 'active')],
      {
        workload: { locations },
      },
    );
    expect(dangersOf(during)).toEqual(['acute runs-twice']);
  });

  it('takes an intended change for equivalent', () => {
    const later = seenTarget('active', { expression: 'cron(0 6 * * ? *)' });
    const intendedSchedule = { ...cron('0 6 * * *'), reason: 'after the feed' };
    expect(dangersOf(look([...letGo(1), later]))).toContain(
      'acute not-equivalent',
    );
    expect(
      dangersOf(look([...letGo(1), later], { plan: { intendedSchedule } })),
    ).toEqual([]);
  });

  it('takes no intention for a reason that nobody approved', () => {
    const later = seenTarget('active', { expression: 'cron(0 6 * * ? *)' });
    const intending = (approval?: { by: string; at: string } | null) => ({
      intendedSchedule: {
        ...cron('0 6 * * *'),
        reason: 'after the feed',
        ...(approval !== undefined && { approval }),
      },
    });
    const assessed = (of: Parameters<typeof intending>[0]) =>
      look([...letGo(1), later], { plan: intending(of) });
    const isBlocked = (of: Parameters<typeof intending>[0]) =>
      assessed(of).blockers.some(
        ({ type }) => type === 'schedule-not-approved',
      );
    expect(dangersOf(assessed(null))).toEqual(
      dangersOf(look([...letGo(1), later])),
    );
    expect(isBlocked(null)).toBe(true);
    const approval = { by: 'user:default/ueda', at: NOW.toISOString() };
    expect(dangersOf(assessed(approval))).toEqual([]);
    expect(isBlocked(approval)).toBe(false);
    // Set before approvals were asked for: it counts on, and says so.
    expect(dangersOf(assessed(undefined))).toEqual([]);
    expect(isBlocked(undefined)).toBe(true);
  });

  it('finds one job on two hosts, unless that is meant', () => {
    const twin = { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') };
    const over = { workload: { locations: [LEGACY, twin] } };
    const observations = [seen(LEGACY, 'active'), seen(twin, 'active')];
    expect(dangersOf(look(observations, over))).toEqual([
      'acute runs-on-several-hosts',
    ]);
    expect(
      dangersOf(look(observations, { ...over, plan: { expectedActive: 2 } })),
    ).toEqual([]);
  });

  it('finds one job listed twice on one host', () => {
    const again = { ...LEGACY, key: `${LEGACY.key}#2` };
    const over = { workload: { locations: [LEGACY, again] } };
    expect(
      dangersOf(look([seen(LEGACY, 'active'), seen(again, 'active')], over)),
    ).toEqual(['acute listed-twice']);
    expect(
      dangersOf(look([seen(LEGACY, 'active'), seen(again, 'idle')], over)),
    ).toEqual([]);
  });
});

describe('a file that cron ignores', () => {
  const ignored = seen(LEGACY, 'idle', {
    detail: { fileIgnored: true, reason: 'line 7 cannot be read' },
  });

  it('is an acute danger of its own, and not dormancy', () => {
    const assessment = look([ignored], { workload: { locations: [LEGACY] } });
    expect(assessment.dormant).toBe(false);
    expect(danger(assessment, 'file-ignored')).toMatchObject({
      severity: 'acute',
      nextAt: NEXT_TICK,
    });
  });

  it('is pressing while the target does the work', () => {
    expect(
      danger(look([ignored, seenTarget('active')]), 'file-ignored')?.severity,
    ).toBe('pressing');
  });
});

describe('drift', () => {
  const intent = (over: Partial<Workload['intents'][number]> = {}) => ({
    location: {
      ref: 'declared:default/bat000/crontabs/batch',
      key: LEGACY.key,
    },
    schedule: cron('15 4 * * *'),
    command: 'bin/batch RankingDaily',
    user: 'batch',
    enabled: true,
    where: 'crontabs/batch, line 12',
    source: 'git',
    ...over,
  });
  const line = (state: 'active' | 'idle' | 'absent') =>
    seen(LEGACY, state, {
      detail: { command: 'bin/batch  RankingDaily', user: 'batch' },
    });
  const drift = (state: 'active' | 'idle' | 'absent', over = {}) =>
    danger(
      look([line(state)], {
        workload: { locations: [LEGACY], intents: [intent(over)] },
      }),
      'drift',
    );

  it.each([
    ['nothing differs', 'active', {}, undefined],
    ['both are off', 'idle', { enabled: false }, undefined],
    [
      'the same instants are written otherwise',
      'active',
      { schedule: cron('15 04 * * *') },
      undefined,
    ],
    ['Git would switch it on again (A07)', 'idle', {}, 'acute'],
    ['Git would switch it off', 'active', { enabled: false }, 'acute'],
    [
      'the schedule differs',
      'active',
      { schedule: cron('30 4 * * *') },
      'acute',
    ],
    [
      'the schedule differs of what is off',
      'idle',
      { enabled: false, schedule: cron('1 1 * * *') },
      'pressing',
    ],
    ['the command differs', 'active', { command: 'bin/batch Other' }, 'acute'],
    ['the user differs', 'active', { user: 'root' }, 'acute'],
    ['it is only in Git, on', 'absent', {}, 'acute'],
    ['it is only in Git, off', 'absent', { enabled: false }, 'pressing'],
    [
      'the schedule in Git cannot be read',
      'active',
      { schedule: cron('x y z') },
      'acute',
    ],
  ] as const)('%s', (_, state, over, expected) => {
    expect(drift(state, over)?.severity).toBe(expected);
  });

  it('says when a disabled bad job would start again', () => {
    expect(drift('idle')).toMatchObject({
      nextAt: NEXT_TICK,
      message:
        'Git and host differ: it is disabled on bat000 and enabled in crontabs/batch, line 12: ' +
        'the next deploy would start it again (next due 13 Feb 2026 04:15 (Asia/Tokyo)).',
    });
  });

  it('finds a line that Git does not have only where Git was read', () => {
    const only = (declaredHosts?: string[]) =>
      danger(
        look([line('active')], {
          workload: { locations: [LEGACY], declaredHosts },
        }),
        'drift',
      );
    expect(only()).toBeUndefined();
    expect(only(['default/bat000'])?.severity).toBe('acute');
  });

  it('does not judge a host that is not seen', () => {
    const silent = seen(LEGACY, 'idle', { until: minutes(-10) });
    expect(
      danger(
        look([silent], {
          workload: { locations: [LEGACY], intents: [intent()] },
        }),
        'drift',
      ),
    ).toBeUndefined();
  });
});

describe('soak', () => {
  const target = seenTarget('active', { at: days(-30) });
  const on = (state: 'idle' | 'absent' = 'idle', daysAgo = 8) => [
    ...letGo(daysAgo, state),
    target,
  ];

  it.each([
    [goodRuns(7), { good: 7, needed: 7 }, 'proven'],
    [goodRuns(3), { good: 3, needed: 7, passedAt: null }, 'cut-over'],
    [[], { good: 0, needed: 7, passedAt: null }, 'cut-over'],
  ] as const)('counts good runs since legacy let go', (runs, soak, stage) => {
    const assessment = look(on('idle', runs.length || 1), { runs: [...runs] });
    expect(assessment.soak).toMatchObject(soak);
    expect(assessment.stage).toBe(stage);
  });

  it('passes at the end of the last run that it needs', () => {
    expect(look(on(), { runs: goodRuns(7) }).soak?.passedAt).toBe(
      '2026-02-11T19:29:00.000Z',
    );
  });

  it.each([
    [
      'failed',
      (runs: Run[]) =>
        runs.map((r, i) =>
          i === 2 ? { ...r, outcome: 'failed' as const } : r,
        ),
    ],
    ['missed', (runs: Run[]) => runs.filter((_, i) => i !== 2)],
    [
      'doubled',
      (runs: Run[]) => [...runs, { ...runs[2], id: 999, externalId: 'again' }],
    ],
  ])('starts again after a run that %s', (_, spoil) => {
    expect(look(on(), { runs: spoil(goodRuns(7)) }).soak).toMatchObject({
      good: 2,
      passedAt: null,
    });
  });

  it('counts a run of which nobody saw the end neither way', () => {
    const runs = goodRuns(7).map((r, i) =>
      i === 2 ? { ...r, outcome: 'unknown' as const } : r,
    );
    expect(look(on(), { runs }).soak).toMatchObject({
      good: 6,
      passedAt: null,
    });
  });

  it('does not lapse, and a later failure does not void it', () => {
    const soakPassedAt = days(-3);
    const assessment = look(on(), {
      workload: { soakPassedAt },
      runs: [run(TARGET, LAST_TICK, { outcome: 'failed' })],
    });
    expect(assessment.stage).toBe('proven');
    expect(assessment.soak?.passedAt).toBe(soakPassedAt);
    expect(dangersOf(assessment)).toEqual(['acute run-failed']);
  });

  it('is voided by a rollback, even one that is over', () => {
    const workloadWith = { soakPassedAt: days(-5) };
    const rolledBack = [
      ...on(),
      seen(LEGACY, 'active', { at: days(-3) }),
      seen(LEGACY, 'idle', { at: days(-2) }),
    ];
    const assessment = look(rolledBack, { workload: workloadWith });
    expect(assessment).toMatchObject({
      stage: 'cut-over',
      soak: { passedAt: null },
    });
  });

  it('retires what is removed only once it is proven', () => {
    expect(look(on('absent'), { runs: goodRuns(7) }).stage).toBe('retired');
    expect(look(on('absent', 3), { runs: goodRuns(3) }).stage).toBe('cut-over');
  });

  it('lets one rehearsal stand in for a monthly run', () => {
    const over = { workload: { schedule: cron('15 4 1 * *') } };
    const monthly = seenTarget('active', {
      at: days(-20),
      expression: 'cron(15 4 1 * ? *)',
    });
    const observations = [...letGo(15), monthly];
    const real = run(TARGET, '2026-01-31T19:15:00.000Z');
    const rehearsal = run(TARGET, null, {
      startedAt: '2026-01-20T03:00:00.000Z',
    });
    expect(look(observations, { ...over, runs: [real] }).soak).toMatchObject({
      good: 1,
      needed: 2,
    });
    expect(look(observations, { ...over, runs: [real, rehearsal] }).stage).toBe(
      'proven',
    );
  });

  it('of a worker counts the days on which both sides were seen', () => {
    const over = {
      workload: { kind: 'resident', schedule: null } as Partial<Workload>,
    };
    const worker = seen(TARGET, 'active', { at: days(-9) });
    expect(look([...letGo(8), worker], over).stage).toBe('proven');
    expect(look([...letGo(6), worker], over).soak).toMatchObject({
      good: 6,
      needed: 7,
    });
    const blind = [
      seen(TARGET, 'active', { at: days(-9), until: days(-6) }),
      seen(TARGET, 'active', { at: days(-2) }),
    ];
    expect(look([...letGo(8), ...blind], over).soak?.good).toBe(4);
  });
});

describe('runs', () => {
  it('that are missing on an active target are a danger', () => {
    const observations = [
      ...letGo(3),
      seenTarget('active', { at: days(-4), lastSeenAt: minutes(-1) }),
    ];
    expect(danger(look(observations), 'run-missed')).toMatchObject({
      severity: 'acute',
      message: 'Nothing ran for 12 Feb 2026 04:15 (Asia/Tokyo).',
      nextAt: NEXT_TICK,
    });
  });

  it('are not called missed while the target is silent', () => {
    const observations = [
      ...letGo(3),
      seenTarget('active', { at: days(-4), until: days(-1) }),
    ];
    expect(danger(look(observations), 'run-missed')).toBeUndefined();
  });

  it('that nobody can see are not called missed', () => {
    expect(dangersOf(look([seen(LEGACY, 'active', { at: days(-9) })]))).toEqual(
      [],
    );
  });
});

describe('silence', () => {
  const observations = [
    ...letGo(3).slice(0, 1),
    seen(LEGACY, 'idle', { at: days(-3), until: days(-1) }),
    seenTarget('active', { at: days(-3) }),
  ];

  it('keeps the last verified stage, marked stale', () => {
    const assessment = look(observations);
    expect(assessment).toMatchObject({
      placement: 'unknown',
      stage: 'cut-over',
      stale: true,
    });
    expect(dangersOf(assessment)).toContain('pressing stale');
    expect(blockersOf(assessment)).toContain('not-observed');
  });

  it('adds no progress: a target that starts meanwhile is not a cutover', () => {
    const before = [
      seen(LEGACY, 'idle', { at: days(-3), until: days(-1) }),
      seenTarget('idle', { at: days(-3), until: minutes(-60) }),
      seenTarget('active', { at: minutes(-30) }),
    ];
    expect(look(before)).toMatchObject({ stage: 'built', stale: true });
  });

  it('is not said of what no probe can see yet', () => {
    const assessment = look(
      [seen(LEGACY, 'unknown', { detail: { reason: 'no probe yet' } })],
      { workload: { locations: [LEGACY] } },
    );
    expect(assessment).toMatchObject({
      placement: 'unknown',
      stale: false,
      dangers: [],
    });
    expect(blockersOf(assessment)).toContain('no-probe-yet');
  });

  it('of a failed probe counts at once, and of a terminated host never', () => {
    const failed = seen(LEGACY, 'unknown', {
      at: minutes(-1),
      detail: { reason: 'denied' },
    });
    expect(look([seen(LEGACY, 'active'), failed]).legacy).toBe('unknown');
    const gone = seen(LEGACY, 'absent', { at: days(-9), until: null });
    expect(look([gone, failed]).legacy).toBe('absent');
  });

  it('lets an attestation speak until it expires', () => {
    const failed = seen(TARGET, 'unknown', { at: minutes(-1) });
    const attested = (until: string) =>
      seen(TARGET, 'active', {
        at: days(-1),
        until,
        source: 'attested:user:default/sato',
      });
    expect(look([seen(LEGACY, 'idle'), failed, attested(days(1))]).target).toBe(
      'active',
    );
    expect(
      look([seen(LEGACY, 'idle'), failed, attested(minutes(-9))]).target,
    ).toBe('unknown');
  });

  it('makes lines of a stopped host idle', () => {
    const hostInstances = [{ host: 'default/bat000', location: INSTANCE }];
    expect(
      look([seen(LEGACY, 'active'), seen(INSTANCE, 'idle')], {
        workload: { hostInstances },
      }).legacy,
    ).toBe('idle');
  });
});

describe('plans', () => {
  it.each([
    [{ ownerRef: null }, 'no-owner'],
    [{ strategy: null }, 'no-strategy'],
    [{ targetPlatform: ' ' }, 'no-target-platform'],
    [{ decision: null }, 'no-decision'],
    [
      {
        requirements: [{ id: 'r', text: 'Bears a second start', check: null }],
      },
      'requirement-without-check',
    ],
  ] as const)('ask for %j', (over, blocker) => {
    const assessment = look([seen(LEGACY, 'active')], {
      workload: { locations: [LEGACY] },
      plan: over as Partial<Plan>,
    });
    expect(assessment.stage).toBe('discovered');
    expect(blockersOf(assessment)).toEqual([blocker]);
  });

  it('retire without a target', () => {
    const only = {
      workload: { locations: [LEGACY] },
      plan: { strategy: 'retire' as const, targetPlatform: null },
    };
    expect(look([seen(LEGACY, 'active')], only)).toMatchObject({
      stage: 'planned',
      blockers: [{ type: 'legacy-still-active' }],
    });
    expect(look(letGo(1), only)).toMatchObject({
      stage: 'planned',
      dangers: [],
      blockers: [{ type: 'legacy-not-removed' }],
    });
    expect(look(letGo(1, 'absent'), only)).toMatchObject({
      stage: 'retired',
      dangers: [],
      blockers: [],
    });
  });

  it('retain until the review date', () => {
    const retain = (reviewDate: string | null) =>
      look([seen(LEGACY, 'active')], {
        workload: { locations: [LEGACY] },
        plan: { strategy: 'retain', targetPlatform: null, reviewDate },
      });
    expect(retain('2026-02-12')).toMatchObject({
      stage: 'retained',
      blockers: [],
    });
    expect(retain('2026-02-11')).toMatchObject({
      stage: 'planned',
      blockers: [{ type: 'review-date-passed' }],
    });
    expect(retain(null)).toMatchObject({
      stage: 'retained',
      blockers: [{ type: 'review-date-passed' }],
    });
  });

  it('link a target that is not there yet', () => {
    const assessment = look([seen(LEGACY, 'active'), seen(TARGET, 'absent')], {
      workload: { maskedSecrets: ['DB_PASSWORD'] },
    });
    expect(assessment.stage).toBe('planned');
    expect(blockersOf(assessment)).toEqual([
      'masked-secret',
      'target-not-deployed',
    ]);
  });
});

describe('properties', () => {
  const state = fc.constantFrom('active', 'idle', 'absent', 'unknown' as const);
  const observation = fc
    .record({
      side: fc.constantFrom(LEGACY, TARGET),
      state: state as fc.Arbitrary<'active' | 'idle' | 'absent' | 'unknown'>,
      at: fc.integer({ min: -20_000, max: -1 }),
      fresh: fc.integer({ min: 1, max: 20_000 }),
    })
    .map(({ side, state: seenState, at, fresh }) =>
      side === TARGET
        ? seenTarget(seenState, { at: minutes(at), until: minutes(at + fresh) })
        : seen(LEGACY, seenState, {
            at: minutes(at),
            until: minutes(at + fresh),
          }),
    );
  const history = fc.array(observation, { maxLength: 8 });
  const rank = (stage: string) =>
    STAGES.indexOf(stage as (typeof STAGES)[number]);

  it('a source that falls silent never raises the stage', () => {
    fc.assert(
      fc.property(
        history,
        fc.constantFrom(LEGACY, TARGET),
        (observations, silent) => {
          const before = look(observations);
          const after = look([
            ...observations,
            seen(silent, 'unknown', { at: NOW.toISOString() }),
          ]);
          expect(rank(after.stage)).toBeLessThanOrEqual(rank(before.stage));
        },
      ),
      { numRuns: rounds(300) },
    );
  });

  it('time without a look never raises the stage', () => {
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 1, max: 30_000 }),
        (observations, later) => {
          const now = new Date(NOW.getTime() + later * 60_000);
          const after = look(observations, { now });
          expect(rank(after.stage)).toBeLessThanOrEqual(
            rank(look(observations).stage),
          );
        },
      ),
      { numRuns: rounds(300) },
    );
  });

  it('looking again and seeing the same never lowers the stage', () => {
    fc.assert(
      fc.property(history, observations => {
        const before = look(observations);
        const again = [
          ...(before.legacy === 'unknown'
            ? []
            : [seen(LEGACY, before.legacy, { at: NOW.toISOString() })]),
          ...(before.target === 'unknown'
            ? []
            : [seenTarget(before.target, { at: NOW.toISOString() })]),
        ];
        const after = look([...observations, ...again]);
        expect(rank(after.stage)).toBeGreaterThanOrEqual(rank(before.stage));
      }),
      { numRuns: rounds(300) },
    );
  });

  it('more good runs never lower the stage', () => {
    const observations = [...letGo(9), seenTarget('active', { at: days(-30) })];
    fc.assert(
      fc.property(
        fc.subarray(goodRuns(8)),
        fc.subarray(goodRuns(8)),
        (some, more) => {
          const key = ({ scheduledFor }: Run) => scheduledFor;
          const union = [
            ...new Map([...some, ...more].map(r => [key(r), r])).values(),
          ];
          expect(
            rank(look(observations, { runs: union }).stage),
          ).toBeGreaterThanOrEqual(
            rank(look(observations, { runs: some }).stage),
          );
        },
      ),
      { numRuns: rounds(60) },
    );
  });

  it('the order of what was seen does not matter', () => {
    fc.assert(
      fc.property(history, observations => {
        expect(look([...observations].reverse())).toEqual(look(observations));
      }),
      { numRuns: rounds(200) },
    );
  });

  it('an answer holds until it says', () => {
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 0, max: 100 }),
        (observations, share) => {
          const first = look(observations);
          const end = first.validUntil
            ? Date.parse(first.validUntil)
            : NOW.getTime() + 9e9;
          const now = new Date(
            NOW.getTime() +
              Math.floor(((end - 1 - NOW.getTime()) * share) / 100),
          );
          expect(look(observations, { now })).toEqual(first);
        },
      ),
      { numRuns: rounds(200) },
    );
  });
});

describe('a workload that is only declared', () => {
  const intent = (ref: string) => ({
    location: { ref, key: 'k' },
    schedule: cron('*/5 * * * *'),
    command: 'bin/metrics',
    user: null,
    enabled: true,
    where: 'server.yaml, metrics',
    source: 'git',
  });

  it.each([
    ['a line in Git', 'declared:default/bat000/crontabs/batch', []],
    [
      'a place that no probe can look at',
      'lambda:111122223333/ap-northeast-1',
      [
        {
          side: 'legacy' as const,
          position: 0,
          ref: 'lambda:111122223333/ap-northeast-1',
          key: 'k',
        },
      ],
    ],
  ])('is unknown and in no danger: %s', (_, ref, locations) => {
    const found = look(
      locations.map(location =>
        seen(location, 'unknown', {
          detail: { reason: 'no probe yet' },
          until: null,
        }),
      ),
      {
        workload: {
          schedule: cron('*/5 * * * *'),
          locations,
          intents: [intent(ref)],
        },
      },
    );
    expect(found).toMatchObject({
      placement: 'unknown',
      legacy: 'unknown',
      stale: false,
      dangers: [],
    });
    expect(found.blockers.map(({ type }) => type)).toContain(
      locations.length > 0 ? 'no-probe-yet' : 'not-observed',
    );
  });
});

it.each<['active' | 'idle', string]>([
  ['active', minutes(60)], // the line lapses
  ['idle', minutes(5)], // then the line counts as it was seen again
])('holds until an instance seen %s matters: %s', (state, until) => {
  const lapses = Date.parse(until);
  const found = look(
    [seen(LEGACY, 'active'), seen(INSTANCE, state, { until: minutes(5) })],
    {
      workload: {
        locations: [LEGACY],
        hostInstances: [{ host: 'default/bat000', location: INSTANCE }],
      },
    },
  );
  expect(Date.parse(found.validUntil!)).toBe(lapses + 1);
});
