import { assess } from './assess';
import { compareByDanger } from './compareByDanger';
import type { Observation, Plan, Server, Workload } from './model';
import { serverVerdict, type VerdictRow } from './serverVerdict';
import { summarize } from './summarize';
import {
  LEGACY,
  NOW,
  days,
  minutes,
  plan,
  seen,
  seenTarget,
  workload,
} from './testEstate';
import { knowAt, toHistory } from './freshness';

const server: Server = {
  ref: 'resource:default/bat000',
  title: 'bat000',
  description: null,
  ownerRef: 'group:default/sre',
  systemRef: null,
  facts: [
    { name: 'os', value: 'Ubuntu 12.04', source: 'capture', observedAt: null },
    {
      name: 'os-end-of-life',
      value: '2017-04-28',
      source: 'endoflife',
      observedAt: null,
    },
  ],
  hardDates: [
    { date: '2026-03-18', effect: 'AWS retires this instance', source: 'aws' },
  ],
  instances: [{ ref: 'ec2:1/r', key: 'i-1' }],
};

function row(
  name: string,
  observations: Observation[],
  over: { workload?: Partial<Workload>; plan?: Partial<Plan> } = {},
): VerdictRow & { ownerRef: string | null } {
  const of = workload({ id: name, name, ...over.workload });
  const its = plan(over.plan);
  const history = toHistory(observations);
  return {
    id: name,
    name,
    ownerRef: of.ownerRef,
    serverRefs: of.serverRefs,
    schedule: of.schedule,
    plan: its,
    assessment: assess(of, its, observations, [], NOW),
    locations: of.locations.map(location => ({
      ...location,
      state: knowAt(history, location, NOW.getTime()).state,
    })),
  };
}

const off = (state: 'idle' | 'absent') => [
  seen(LEGACY, 'active', { at: days(-20) }),
  seen(LEGACY, state, { at: days(-8) }),
];
const proven = { workload: { soakPassedAt: days(-1) } };
const rows = {
  only: row('only', [seen(LEGACY, 'active'), seenTarget('idle')]),
  twice: row('twice', [seen(LEGACY, 'active'), seenTarget('active')]),
  silent: row('silent', [
    seen(LEGACY, 'active', { until: minutes(-9) }),
    seenTarget('active'),
  ]),
  moved: row('moved', [...off('idle'), seenTarget('active')]),
  gone: row('gone', [...off('absent'), seenTarget('active')], proven),
  dead: row('dead', [...off('idle'), seenTarget('idle')]),
  retained: row('retained', [seen(LEGACY, 'active')], {
    workload: { locations: [LEGACY] },
    plan: { strategy: 'retain' },
  }),
};
const twin = row(
  'twin',
  [
    ...off('absent'),
    seen({ ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') }, 'active'),
  ],
  {
    workload: {
      serverRefs: ['resource:default/bat000', 'resource:default/bat001'],
      locations: [
        LEGACY,
        { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') },
      ],
    },
  },
);
const silentGone = row(
  'silent-gone',
  [
    seen(LEGACY, 'absent', { at: days(-8), until: days(-1) }),
    seenTarget('active', { at: days(-8) }),
  ],
  { workload: { soakPassedAt: days(-3) } },
);
const running = [{ state: 'active' as const }];
const terminated = [{ state: 'absent' as const }];

describe('serverVerdict', () => {
  it('puts each workload into one group', () => {
    const { verdict } = serverVerdict(
      server,
      [...Object.values(rows), twin],
      running,
      NOW,
    );
    expect(
      Object.fromEntries(
        verdict.map(({ group, workloads }) => [
          group,
          workloads.map(({ id }) => id),
        ]),
      ),
    ).toEqual({
      'runs-only-here': ['only', 'dead', 'retained'],
      'runs-twice': ['twice'],
      'not-seen': ['silent'],
      'moved-line-here': ['moved'],
      gone: ['gone', 'twin'],
    });
  });

  it.each([
    ['nothing was ever seen on it', [], running, 'in-use', false],
    ['something runs only here', [rows.only], running, 'in-use', false],
    [
      'something is not seen',
      [rows.gone, rows.silent],
      running,
      'in-use',
      false,
    ],
    ['a line is still here', [rows.moved], running, 'in-use', false],
    ['all are gone', [rows.gone], running, 'in-use', true],
    ['all run on a twin', [twin], running, 'in-use', true],
    [
      'all are gone and so is the instance',
      [rows.gone],
      terminated,
      'retired',
      true,
    ],
    [
      'its instance is gone and nobody reads it',
      [silentGone],
      terminated,
      'retired',
      true,
    ],
    ['all are gone and no instance is known', [rows.gone], [], 'in-use', true],
    [
      'the rest is retained',
      [rows.gone, rows.retained],
      running,
      'kept',
      false,
    ],
  ] as const)('%s', (_, own, instances, state, canBeShutDown) => {
    const verdict = serverVerdict(server, [...own], [...instances], NOW);
    expect(verdict).toMatchObject({ state, canBeShutDown });
    expect(verdict.reasons.length === 0).toBe(canBeShutDown);
    expect(verdict.grounds).toHaveLength(verdict.reasons.length);
  });

  it('tells its reasons as codes, too, with the workloads of each', () => {
    const groundsOf = (...own: VerdictRow[]) =>
      serverVerdict(server, own, running, NOW).grounds?.map(
        ({ code, workloads }) => [code, ...workloads.map(({ id }) => id)],
      );
    expect(groundsOf()).toEqual([['never-read']]);
    expect(groundsOf(...Object.values(rows))).toEqual([
      ['retained', 'retained'],
      ['only-here', 'only', 'dead'],
      ['active-on-both', 'twice'],
      ['not-seen', 'silent'],
      ['line-still-here', 'moved'],
    ]);
  });

  it.each([
    ['is in reach', '2026-03-18', [rows.only], []],
    ['has passed', '2026-02-11', [rows.only], ['acute']],
    ['is today', '2026-02-12', [rows.moved], ['acute']],
    ['has passed with nothing left', '2026-02-11', [rows.gone], []],
    ['comes before the soak can end', '2026-02-15', [rows.only], ['acute']],
  ])('a hard date that %s', (_, date, own, expected) => {
    const hardDates = [{ date, effect: 'retirement', source: 'aws' }];
    const { dangers } = serverVerdict(
      { ...server, hardDates },
      own,
      running,
      NOW,
    );
    expect(
      dangers
        .filter(({ type }) => type === 'hard-date-missed')
        .map(({ severity }) => severity),
    ).toEqual(expected);
  });

  it('takes a passed end of life and a single instance for pressing', () => {
    const { dangers } = serverVerdict(server, [rows.only], running, NOW);
    expect(dangers).toEqual([
      {
        type: 'end-of-life',
        severity: 'pressing',
        message: 'Ubuntu 12.04 is out of support since 2017-04-28.',
      },
      {
        type: 'single-point-of-failure',
        severity: 'pressing',
        message: 'One instance runs 1 workloads that run nowhere else: only.',
      },
    ]);
  });
});

describe('summarize', () => {
  it('counts what was assessed', () => {
    const counts = summarize([...Object.values(rows), twin]);
    expect(counts).toMatchObject({
      scope: 8,
      retired: 1,
      retained: 1,
      notSeen: 1,
      inAcuteDanger: 2,
    });
    expect(counts.acuteDangers).toEqual([
      { key: 'runs-twice', count: 1 },
      { key: 'runs-nowhere', count: 1 },
    ]);
    expect(
      counts.byServer.map(({ key, count, left }) => [key, count, left]),
    ).toEqual([
      ['resource:default/bat000', 8, 6],
      ['resource:default/bat001', 1, 1],
    ]);
    expect(counts.byStage.reduce((sum, { count }) => sum + count, 0)).toBe(8);
  });

  it('leaves a stale stage out of progress, and says that it is not seen', () => {
    const stale = {
      ...rows.gone,
      assessment: {
        ...rows.gone.assessment,
        ...{ stale: true, placement: 'unknown' as const },
      },
    };
    const retired = { key: 'retired', count: 2, notSeen: 1 };
    expect(summarize([rows.gone, stale])).toMatchObject({
      retired: 1,
      byStage: expect.arrayContaining([retired]),
      byServer: [{ left: 1, byStage: expect.arrayContaining([retired]) }],
    });
  });
});

describe('compareByDanger', () => {
  it('puts acute dangers first, by when they hurt, then pressing ones, then blockers', () => {
    const order = [
      rows.gone,
      rows.only,
      rows.silent,
      rows.dead,
      rows.twice,
    ].sort(compareByDanger);
    expect(order.map(({ name }) => name)).toEqual([
      'dead',
      'twice',
      'silent',
      'only',
      'gone',
    ]);
  });
});
