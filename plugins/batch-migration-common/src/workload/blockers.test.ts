import { assess } from './assess';
import type { Observation, Plan, Stage, Workload } from './model';
import {
  DAILY,
  LEGACY,
  NOW,
  TARGET,
  days,
  minutes,
  plan,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const OTHER = { ...TARGET, key: 'other-half' };

const look = (
  observations: Observation[],
  over: { workload?: Partial<Workload>; plan?: Partial<Plan> } = {},
) => assess(workload(over.workload), plan(over.plan), observations, [], NOW);

/** Active for long, and let go two days ago. */
const letGo = (state: 'idle' | 'absent') => [
  seen(LEGACY, 'active', { at: days(-30), until: days(-2) }),
  seen(LEGACY, state, { at: days(-2), until: minutes(60) }),
];
const PROVEN = { soakPassedAt: days(-1) };
const RETIRE: Partial<Plan> = { strategy: 'retire' };

describe('what stands before the next stage', () => {
  it.each<[string, Observation[], Parameters<typeof look>[1], Stage, string[]]>(
    [
      [
        'a target that is switched off',
        [seen(LEGACY, 'active'), seenTarget('idle')],
        {},
        'built',
        ['target-not-active', 'legacy-still-active'],
      ],
      [
        'nothing but its line, once it is proven, though its target is off',
        [...letGo('idle'), seenTarget('idle')],
        { workload: PROVEN },
        'proven',
        ['legacy-not-removed'],
      ],
      [
        'nothing once it is retired, whatever its plan lacks',
        [...letGo('absent'), seenTarget('active')],
        { workload: PROVEN, plan: { ownerRef: null } },
        'retired',
        [],
      ],
      [
        'a secret before it is built',
        [seen(LEGACY, 'active'), seen(TARGET, 'absent')],
        { workload: { maskedSecrets: ['DB_PASSWORD'] } },
        'planned',
        ['masked-secret', 'target-not-deployed'],
      ],
      [
        'no secret any more once it is',
        [...letGo('idle'), seenTarget('active')],
        { workload: { maskedSecrets: ['DB_PASSWORD'] } },
        'cut-over',
        ['soak-not-passed'],
      ],
      [
        'a soak where it is to be retired, and its target runs',
        [...letGo('idle'), seenTarget('active')],
        { plan: RETIRE },
        'cut-over',
        ['soak-not-passed'],
      ],
      [
        'its plan first, where it is to be retired',
        [seen(LEGACY, 'active')],
        {
          workload: { locations: [LEGACY] },
          plan: { ...RETIRE, ownerRef: null },
        },
        'discovered',
        ['no-owner'],
      ],
    ],
  )('is %s', (_, observations, over, stage, types) => {
    const { blockers, ...found } = look(observations, over);
    expect(found.stage).toBe(stage);
    expect(blockers.map(({ type }) => type)).toEqual(types);
  });

  it('is told with the first of several starts', () => {
    const half = (location: typeof TARGET, startDate: string) => ({
      ...seenTarget('idle', { detail: { enabled: true, startDate } }),
      location: { ref: location.ref, key: location.key },
    });
    const { blockers } = look(
      [
        seen(LEGACY, 'active'),
        half(TARGET, '2026-02-14T03:00:00Z'),
        half(OTHER, '2026-02-13T03:00:00Z'),
      ],
      { workload: { locations: [LEGACY, TARGET, OTHER] } },
    );
    expect(blockers[0].message).toContain('13 Feb 2026 12:00');
  });

  it.each([
    ['scheduled', DAILY, '0 of 7 good runs.'],
    ['resident', null, '2 of 7 good days.'],
  ] as const)('counts the soak of what is %s in its own unit', (...row) => {
    const [kind, schedule, message] = row;
    const { blockers } = look(
      [
        ...letGo('idle'),
        seenTarget('active', { at: days(-2), lastSeenAt: minutes(-5) }),
      ],
      { workload: { kind, schedule } },
    );
    expect(blockers).toEqual([
      expect.objectContaining({ type: 'soak-not-passed', message }),
    ]);
  });
});

describe('a tool that can be used nowhere', () => {
  it.each<[string, Observation[], (typeof TARGET)[], string]>([
    ['has no target', [], [], 'no-target-linked'],
    [
      'has a target that is off',
      [seen(TARGET, 'idle')],
      [TARGET],
      'target-not-active',
    ],
    [
      'has a target that is gone',
      [seen(TARGET, 'absent')],
      [TARGET],
      'target-not-deployed',
    ],
  ])('%s', (_, observations, targets, type) => {
    const { blockers } = look([...letGo('idle'), ...observations], {
      workload: {
        kind: 'on-demand',
        schedule: null,
        locations: [LEGACY, ...targets],
        ...PROVEN,
      },
    });
    const told = blockers.map(one => one.type);
    expect(told.filter(each => each.includes('target'))).toEqual([type]);
  });
});

describe('a place that is not seen', () => {
  const noProbe = (location: typeof LEGACY) =>
    seen(location, 'unknown', { detail: { reason: 'no probe yet' } });
  const twin = { ...LEGACY, key: 'def456def456' };

  it('is told once: as one that no probe can look at, or as silent', () => {
    const silent = seen(twin, 'active', { until: minutes(-1) });
    const { blockers } = look([noProbe(LEGACY), silent], {
      workload: { locations: [LEGACY, twin] },
    });
    const of = (type: string) =>
      blockers.filter(one => one.type === type).map(({ message }) => message);
    expect(of('no-probe-yet')).toHaveLength(1);
    expect(of('not-observed')).toHaveLength(1);
  });

  it('is not called silent where no probe can look at it', () => {
    const { blockers } = look([noProbe(LEGACY)], {
      workload: { locations: [LEGACY] },
    });
    expect(blockers.map(({ type }) => type)).not.toContain('not-observed');
  });
});
