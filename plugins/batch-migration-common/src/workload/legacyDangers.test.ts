import { assess } from './assess';
import type {
  Observation,
  ObservationDetail,
  Plan,
  ScheduleSpec,
  Workload,
  WorkloadLocation,
} from './model';
import {
  LEGACY,
  NEXT_TICK,
  NOW,
  TARGET,
  cron,
  minutes,
  plan,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const find = (
  type: string,
  observations: Observation[],
  over: { workload?: Partial<Workload>; plan?: Partial<Plan> } = {},
) =>
  assess(
    workload(over.workload),
    plan(over.plan),
    observations,
    [],
    NOW,
  ).dangers.find(danger => danger.type === type);

const line = (
  location: WorkloadLocation,
  schedule: ScheduleSpec,
  state: 'active' | 'idle' = 'active',
) =>
  seen(location, state, {
    detail: { schedules: [schedule] as ObservationDetail['schedules'] },
  });

describe('one job in two lines of one host', () => {
  const SECOND = { ...LEGACY, key: `${LEGACY.key}#2` };
  const listed = (a: string, b: string) =>
    find('listed-twice', [line(LEGACY, cron(a)), line(SECOND, cron(b))], {
      workload: { locations: [LEGACY, SECOND] },
    });

  it.each<[string, string, string, boolean]>([
    ['at one time', '15 4 * * *', '15 4 * * *', true],
    ['at one time on some days', '15 4 * * *', '15 4 * * 1', true],
    ['in some of many runs', '* * * * *', '15 4 * * *', true],
    ['twelve hours apart', '15 4 * * *', '15 16 * * *', false],
    ['an hour apart', '15 4 * * *', '15 5 * * *', false],
    ['on other days', '15 4 * * 1-5', '15 4 * * 6,0', false],
    ['one of them at a time that nobody knows', '15 4 * * *', '@reboot', true],
    ['both at a time that nobody knows', '@reboot', '@reboot', true],
  ])('that start %s', (_, a, b, expected) => {
    expect(Boolean(listed(a, b))).toBe(expected);
    expect(Boolean(listed(b, a))).toBe(expected);
  });

  it('names both lines, and when they run next', () => {
    expect(listed('15 4 * * *', '15 4 * * *')).toMatchObject({
      severity: 'acute',
      nextAt: NEXT_TICK,
      message: expect.stringContaining('2 enabled lines on bat000'),
      observationIds: [expect.any(Number), expect.any(Number)],
    });
  });
});

describe('one job on several hosts', () => {
  const twin = { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') };
  const third = { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat002') };
  const locations = [LEGACY, twin, third];
  const on = (kind: Workload['kind'], count: number, expectedActive: number) =>
    find(
      'runs-on-several-hosts',
      locations.map((location, i) =>
        line(location, cron('15 4 * * *'), i < count ? 'active' : 'idle'),
      ),
      {
        workload: {
          kind,
          locations,
          ...(kind !== 'scheduled' && { schedule: null }),
        },
        plan: { expectedActive },
      },
    );

  it.each<[Workload['kind'], number, number, boolean]>([
    ['scheduled', 1, 1, false],
    ['scheduled', 2, 1, true],
    ['scheduled', 2, 2, false],
    ['scheduled', 3, 2, true],
    ['resident', 2, 1, true],
    ['resident', 3, 3, false],
    // People may log in on several hosts, and a service is meant to stand on them.
    ['on-demand', 3, 1, false],
    ['service', 3, 1, false],
  ])(
    '%s, active on %i where %i is expected',
    (kind, count, expected, isDanger) => {
      expect(Boolean(on(kind, count, expected))).toBe(isDanger);
    },
  );

  it('hurts at the next run of a job, and at no instant of a worker', () => {
    expect(on('scheduled', 2, 1)?.nextAt).toBe(NEXT_TICK);
    expect(on('resident', 2, 1)?.nextAt).toBeNull();
  });

  it('counts none that only waits for its start date', () => {
    const earlier = { ...TARGET, key: 'before' };
    const next = { ...TARGET, position: 1 };
    const waits = {
      ...seenTarget('idle', {
        detail: { enabled: true, startDate: '2026-02-12T12:00:00Z' },
      }),
      location: { ref: earlier.ref, key: earlier.key },
    };
    expect(
      find('runs-on-several-hosts', [line(LEGACY, cron('15 4 * * *')), waits], {
        workload: { locations: [LEGACY, earlier, next] },
      }),
    ).toBeUndefined();
  });
});

describe('a line in a file that cron ignores', () => {
  const twin = { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') };
  const ignored = (enabled?: boolean) =>
    seen(LEGACY, 'idle', {
      detail: {
        fileIgnored: true,
        reason: 'line 7 cannot be read.',
        ...(enabled !== undefined && { enabled }),
      },
    });
  const severity = (
    observations: Observation[],
    over: Parameters<typeof find>[2],
  ) => find('file-ignored', observations, over)?.severity;

  it.each<
    [string, Observation[], Parameters<typeof find>[2], string | undefined]
  >([
    ['nothing else does the work', [ignored(true)], {}, 'acute'],
    ['nobody says whether it is enabled', [ignored()], {}, 'acute'],
    ['it is commented out', [ignored(false)], {}, undefined],
    [
      'the target does the work',
      [ignored(true), seenTarget('active')],
      { workload: { locations: [LEGACY, TARGET] } },
      'pressing',
    ],
    [
      'nobody sees the target',
      [ignored(true), seenTarget('active', { until: minutes(-1) })],
      { workload: { locations: [LEGACY, TARGET] } },
      'acute',
    ],
    [
      'another line does the work',
      [ignored(true), seen(twin, 'active')],
      { workload: { locations: [LEGACY, twin] } },
      'pressing',
    ],
    [
      'nobody wants it any more',
      [ignored(true)],
      { plan: { strategy: 'retire' } },
      'pressing',
    ],
  ])('while %s', (_, observations, over, expected) => {
    const locations = [LEGACY];
    expect(
      severity(observations, {
        ...over,
        workload: { locations, ...over?.workload },
      }),
    ).toBe(expected);
  });

  it('says why, and when it is due', () => {
    expect(
      find('file-ignored', [ignored(true)], {
        workload: { locations: [LEGACY] },
      }),
    ).toMatchObject({
      nextAt: NEXT_TICK,
      message:
        'The line is enabled, but cron ignores the whole of var/spool/cron/crontabs/batch on bat000 ' +
        '(line 7 cannot be read): so it does not run; it is due at 13 Feb 2026 04:15 (Asia/Tokyo).',
    });
  });

  it('hurts at no instant while the work is done elsewhere', () => {
    const danger = find('file-ignored', [ignored(true), seenTarget('active')]);
    expect(danger).toMatchObject({ severity: 'pressing', nextAt: null });
  });
});
