import { dueTicks } from './dueTicks';
import type { Observation, Run } from './model';
import {
  LEGACY,
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

const ticksOf = (observations: Observation[], runs: Run[]) =>
  dueTicks(
    workload(),
    plan(),
    observations,
    runs,
    new Date('2026-02-10T00:00:00Z'),
    new Date('2026-02-14T00:00:00Z'),
    NOW,
  );

const verdicts = (observations: Observation[], runs: Run[]) =>
  ticksOf(observations, runs).ticks.map(({ at, verdict }) => [
    at.slice(0, 16),
    verdict,
  ]);

const legacy = (state: 'active' | 'idle') =>
  seen(LEGACY, state, { at: days(-9), lastSeenAt: minutes(-5) });
const target = (state: 'active' | 'idle') =>
  seenTarget(state, { at: days(-9), lastSeenAt: minutes(-5) });
const first = '2026-02-10T19:15:00.000Z';
const second = '2026-02-11T19:15:00.000Z';

describe('dueTicks', () => {
  it.each<[string, Observation[], Run[], string[]]>([
    [
      'one run each',
      [legacy('idle'), target('active')],
      [run(TARGET, first), run(TARGET, second)],
      ['once', 'once'],
    ],
    [
      'a run is missing',
      [legacy('idle'), target('active')],
      [run(TARGET, first)],
      ['once', 'missed'],
    ],
    [
      'both sides ran',
      [legacy('active'), target('active')],
      [run(TARGET, first), run(LEGACY, first), run(LEGACY, second)],
      ['twice', 'once'],
    ],
    [
      'the old line is on, and its runs cannot be seen',
      [legacy('active'), target('idle')],
      [],
      ['not-seen', 'not-seen'],
    ],
    [
      'one ran, the other is on and cannot be seen',
      [legacy('active'), target('active')],
      [run(TARGET, second)],
      ['not-seen', 'twice'],
    ],
    [
      'the second start was skipped',
      [legacy('idle'), target('active')],
      [
        run(TARGET, first),
        run(TARGET, first, { outcome: 'skipped-duplicate' }),
        run(TARGET, second),
      ],
      ['once', 'once'],
    ],
    [
      'nothing was on',
      [legacy('idle'), target('idle')],
      [],
      ['missed', 'missed'],
    ],
    ['nothing was ever looked at', [], [], ['not-seen', 'not-seen']],
    [
      'a failed run is a run',
      [legacy('idle'), target('active')],
      [run(TARGET, first, { outcome: 'failed' }), run(TARGET, second)],
      ['once', 'once'],
    ],
  ])('%s', (_, observations, runs, [before, last]) => {
    expect(verdicts(observations, runs)).toEqual([
      ['2026-02-10T19:15', before],
      ['2026-02-11T19:15', last],
      ['2026-02-12T19:15', 'due'],
      ['2026-02-13T19:15', 'due'],
    ]);
  });

  // Let go long ago; the target ran by the new schedule, at 21:00 UTC, alone.
  it.each<[string, object, string[]]>([
    ['nobody', { approval: null }, ['10T19:15', '11T19:15']],
    ['somebody before it', { approval: days(-9) }, ['10T21:00', '11T21:00']],
    [
      'somebody in between',
      { approval: '2026-02-11T12:00:00.000Z' },
      ['10T19:15', '11T21:00'],
    ],
    ['somebody after it', { approval: days(0) }, ['10T19:15', '11T19:15']],
    [
      'somebody after it, of one that counted before',
      { approval: days(0), countedBefore: true },
      ['10T21:00', '11T21:00'],
    ],
    [
      'nobody, when nobody was asked',
      { approval: undefined },
      ['10T21:00', '11T21:00'],
    ],
  ])(
    'is due by the intended schedule since %s approved it',
    (_, { approval, ...more }: { approval?: string | null }, due) => {
      const { ticks, otherRuns } = dueTicks(
        workload(),
        plan({
          intendedSchedule: {
            ...cron('0 6 * * *'),
            reason: 'after the feed',
            approval: approval
              ? { by: 'user:default/ueda', at: approval, ...more }
              : (approval as null | undefined),
          },
        }),
        [legacy('idle'), target('active')],
        [
          run(TARGET, '2026-02-10T21:00:00.000Z'),
          run(TARGET, '2026-02-11T21:00:00.000Z'),
        ],
        new Date('2026-02-10T00:00:00Z'),
        new Date('2026-02-12T00:00:00Z'),
        NOW,
      );
      expect(ticks.map(({ at }) => at.slice(8, 16))).toEqual(due);
      const isNew = (at: string) => at.endsWith('21:00');
      expect(ticks.map(({ verdict }) => verdict)).toEqual(
        due.map(at => (isNew(at) ? 'once' : 'missed')),
      );
      expect(otherRuns).toHaveLength(due.filter(at => !isNew(at)).length);
    },
  );

  it('calls no tick missed by which the old line did not run yet', () => {
    const moved = (expression: string, at: string) =>
      seen(LEGACY, 'active', {
        ...{ at, until: days(9), lastSeenAt: at },
        detail: { schedules: [{ ...cron(expression) }] },
      });
    const range = { from: days(-9), until: days(0) };
    const { ticks } = dueTicks(
      workload({ locations: [{ ...LEGACY, runRanges: [range] }, TARGET] }),
      plan(),
      [
        moved('15 3 * * *', days(-9)),
        moved('15 4 * * *', '2026-02-11T12:00:00.000Z'),
        target('idle'),
      ],
      [run(LEGACY, '2026-02-10T18:15:00.000Z')],
      new Date('2026-02-10T00:00:00Z'),
      new Date('2026-02-12T00:00:00Z'),
      NOW,
    );
    expect(ticks.map(({ verdict }) => verdict)).toEqual(['not-seen', 'missed']);
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['not-seen', 'not-seen']],
    [
      'that it was last changed before',
      { createdAt: days(-9), modifiedAt: days(-9) },
      ['once', 'once'],
    ],
    [
      'that it was changed in between',
      { createdAt: days(-9), modifiedAt: '2026-02-11T12:00:00.000Z' },
      ['not-seen', 'once'],
    ],
    [
      'that it was made in between',
      {
        createdAt: '2026-02-11T12:00:00.000Z',
        modifiedAt: '2026-02-11T12:00:00.000Z',
      },
      ['once', 'once'],
    ],
  ])(
    'of a target that was first looked at today, the platform says %s',
    (_, detail, expected) => {
      const off = seenTarget('idle', { at: minutes(-5), detail });
      const found = verdicts(
        [legacy('active'), off],
        [run(LEGACY, first), run(LEGACY, second)],
      );
      expect(found.slice(0, 2).map(([, verdict]) => verdict)).toEqual(expected);
    },
  );

  it('counts a target as running at its ticks since it was last changed', () => {
    const on = seenTarget('active', {
      at: minutes(-5),
      detail: { modifiedAt: days(-9), targetArn: undefined },
    });
    const found = verdicts([legacy('active'), on], [run(LEGACY, second)]);
    expect(found.slice(0, 2).map(([, verdict]) => verdict)).toEqual([
      'not-seen',
      'twice',
    ]);
  });

  describe('where a log of the host tells of runs', () => {
    const fromTheFirst = { from: '2026-02-10T19:00:00.000Z', until: days(0) };
    const fromTheSecond = { from: '2026-02-11T19:00:00.000Z', until: days(0) };
    const onlyTheFirst = {
      from: '2026-02-10T19:00:00.000Z',
      until: '2026-02-10T19:20:00.000Z',
    };
    const on = legacy('active');
    const off = target('idle');

    it.each<[string, Observation[], object[], Run[], string[]]>([
      [
        'no run in it is a missed one',
        [on, off],
        [fromTheFirst],
        [run(LEGACY, first)],
        ['once', 'missed'],
      ],
      [
        'what was before it began is not seen',
        [on, off],
        [fromTheSecond],
        [run(LEGACY, second)],
        ['not-seen', 'once'],
      ],
      [
        'what was before it began is not seen though runs of before are known',
        [on, off],
        [fromTheSecond],
        [run(LEGACY, days(-5)), run(LEGACY, second)],
        ['not-seen', 'once'],
      ],
      [
        'a log that ends before a late run could start says nothing',
        [on, off],
        [onlyTheFirst],
        [run(LEGACY, second)],
        ['not-seen', 'once'],
      ],
      [
        'a log tells that the old side stood still while the target ran',
        [on, target('active')],
        [fromTheFirst],
        [run(TARGET, first), run(TARGET, second)],
        ['once', 'once'],
      ],
      [
        'no log, and the old side counts as having run',
        [on, target('active')],
        [fromTheSecond],
        [run(TARGET, first), run(TARGET, second)],
        ['twice', 'once'],
      ],
      [
        'a run in the log is a run before anybody looked at the crontab',
        [],
        [fromTheFirst],
        [run(LEGACY, first, { outcome: 'unknown' })],
        ['not-seen', 'not-seen'],
      ],
      [
        'a line that nobody had looked at may not have been there',
        [off],
        [fromTheFirst],
        [],
        ['not-seen', 'not-seen'],
      ],
    ])('%s', (_, observations, runRanges, runs, [before, last]) => {
      const { ticks } = dueTicks(
        workload({
          locations: [
            { ...LEGACY, runRanges: runRanges as (typeof fromTheFirst)[] },
            TARGET,
          ],
        }),
        plan(),
        observations,
        runs,
        new Date('2026-02-10T00:00:00Z'),
        new Date('2026-02-12T00:00:00Z'),
        NOW,
      );
      expect(ticks.map(({ verdict }) => verdict)).toEqual([before, last]);
    });
  });

  it.each<[string, string | undefined, string[]]>([
    ['could be read', undefined, ['once', 'missed']],
    [
      'can not be read since then',
      '2026-02-11T19:30:00.000Z',
      ['once', 'not-seen'],
    ],
    [
      'can not be read since later',
      '2026-02-11T19:30:00.001Z',
      ['once', 'missed'],
    ],
    ['were never read', '2025-11-11T00:00:00.000Z', ['once', 'not-seen']],
  ])(
    'where runs %s, none at a tick is %3$j',
    (_, runsUnreadSince, expected) => {
      const { ticks } = dueTicks(
        workload({
          locations: [LEGACY, { ...TARGET, runsUnreadSince }],
        }),
        plan(),
        [legacy('idle'), target('active')],
        [run(TARGET, first)],
        new Date('2026-02-10T00:00:00Z'),
        new Date('2026-02-12T00:00:00Z'),
        NOW,
      );
      expect(ticks.map(({ verdict }) => verdict)).toEqual(expected);
    },
  );

  describe('where a target starts tasks of ECS itself', () => {
    const targetArn = 'arn:aws:ecs:ap-northeast-1:111122223333:cluster/news';
    const starting = seenTarget('active', {
      ...{ at: days(-9), lastSeenAt: minutes(-5) },
      detail: { targetArn },
    });
    const between = (from: string, until: string) => ({ from, until });

    it.each<[string, object[] | undefined, Run[], string[]]>([
      [
        'a lost event is no missed run, though others came',
        undefined,
        [run(TARGET, first)],
        ['once', 'not-seen'],
      ],
      [
        'the same where its tasks were asked for at another time',
        [between('2026-02-10T19:00:00.000Z', '2026-02-10T19:50:00.000Z')],
        [run(TARGET, first)],
        ['once', 'not-seen'],
      ],
      [
        'no task while they were asked for is a missed run',
        [between('2026-02-11T19:00:00.000Z', '2026-02-11T19:50:00.000Z')],
        [run(TARGET, first)],
        ['once', 'missed'],
      ],
      [
        'what was asked for too early to see a late start is not seen',
        [between('2026-02-11T19:00:00.000Z', '2026-02-11T19:29:00.000Z')],
        [run(TARGET, first)],
        ['once', 'not-seen'],
      ],
    ])('%s', (_, runRanges, runs, expected) => {
      const { ticks } = dueTicks(
        workload({
          locations: [
            LEGACY,
            { ...TARGET, ...(runRanges && { runRanges }) },
          ] as never,
        }),
        plan(),
        [legacy('idle'), starting],
        runs,
        new Date('2026-02-10T00:00:00Z'),
        new Date('2026-02-12T00:00:00Z'),
        NOW,
      );
      expect(ticks.map(({ verdict }) => verdict)).toEqual(expected);
    });
  });

  it.each([
    ['2026-02-11T19:14:00.000Z', 'once'], // a minute early
    ['2026-02-11T19:13:59.999Z', 'missed'],
    ['2026-02-11T19:30:00.000Z', 'once'], // a quarter of an hour late
    ['2026-02-11T19:30:00.001Z', 'missed'],
    ['2026-02-11T19:14:30.000Z', 'once'],
    ['2026-02-11T19:29:59.000Z', 'once'],
    ['2026-02-11T19:31:00.000Z', 'missed'],
  ])(
    'a run that started at %s makes the tick of 19:15 %s',
    (startedAt, verdict) => {
      const runs = [run(TARGET, null, { startedAt })];
      const answer = ticksOf([legacy('idle'), target('active')], runs);
      expect(answer.ticks[1].verdict).toBe(verdict);
      expect(answer.otherRuns).toHaveLength(verdict === 'once' ? 0 : 1);
    },
  );

  it.each<[string, string[]]>([
    ['20 4 * * *', ['once', 'once']], // five minutes after the own tick
    ['21 4 * * *', ['once', 'once']], // whose clock is a minute fast
    ['22 4 * * *', ['once', 'twice']],
    ['0 12 * * *', ['once', 'twice']],
  ])('leaves runs of a merged job at %s out: %j', (expression, expected) => {
    const merged = { ...TARGET, alsoServes: [cron(expression)] };
    const { ticks } = dueTicks(
      workload({ locations: [LEGACY, merged] }),
      plan(),
      [legacy('idle'), target('active')],
      [
        run(TARGET, first),
        run(TARGET, second),
        run(TARGET, '2026-02-11T19:20:00.000Z'),
      ],
      new Date('2026-02-10T00:00:00Z'),
      NOW,
      NOW,
    );
    expect(ticks.map(({ verdict }) => verdict)).toEqual(expected);
  });

  it('takes a start by hand for a trial while the target is off', () => {
    const answer = ticksOf(
      [legacy('active'), target('idle')],
      [run(TARGET, null, { startedAt: second })],
    );
    expect(answer.ticks[1]).toMatchObject({ verdict: 'not-seen', runs: [] });
    expect(answer.otherRuns).toEqual([
      expect.objectContaining({
        side: 'target',
        startedAt: second,
        outcome: 'succeeded',
      }),
    ]);
  });

  it('does not wait for a double start where both sides are on', () => {
    const now = new Date('2026-02-11T19:20:00Z');
    const { ticks } = dueTicks(
      workload(),
      plan(),
      [
        seen(LEGACY, 'active', { at: days(-9) }),
        seenTarget('active', { at: days(-9) }),
      ],
      [],
      new Date('2026-02-11T00:00:00Z'),
      now,
      now,
    );
    expect(ticks.map(({ verdict }) => verdict)).toEqual(['twice']);
  });

  it('misses what a target does at other times only', () => {
    const later = seenTarget('active', {
      expression: 'cron(15 5 * * ? *)',
      at: days(-9),
      lastSeenAt: minutes(-5),
    });
    expect(verdicts([legacy('idle'), later], []).slice(0, 2)).toEqual([
      ['2026-02-10T19:15', 'missed'],
      ['2026-02-11T19:15', 'missed'],
    ]);
  });

  it('gives a tick that is just past its time to start', () => {
    const now = new Date('2026-02-11T19:20:00Z');
    const observations = [
      seen(LEGACY, 'idle', { at: days(-9) }),
      seenTarget('active', { at: days(-9) }),
    ];
    const from = new Date('2026-02-11T00:00:00Z');
    const { ticks } = dueTicks(
      workload(),
      plan(),
      observations,
      [],
      from,
      now,
      now,
    );
    expect(ticks.map(({ verdict }) => verdict)).toEqual(['due']);
  });
});
