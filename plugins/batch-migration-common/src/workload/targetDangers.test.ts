import { assess } from './assess';
import type {
  Plan,
  ServiceDetail,
  TrafficDetail,
  WorkloadLocation,
} from './model';
import { NOW, plan, seen, workload } from './testEstate';

const PROCESS: WorkloadLocation = {
  side: 'legacy',
  position: 0,
  ref: 'process:default/bat001',
  key: 'mailer',
};
const SERVICE: WorkloadLocation = {
  side: 'target',
  position: 0,
  ref: 'ecs-service:111122223333/ap-northeast-1/workers',
  key: 'mailer',
};

const service = (over: Partial<ServiceDetail> = {}): ServiceDetail => ({
  desired: 1,
  running: 1,
  atMost: { count: 1, because: 'its desired count is 1' },
  rollout: 'completed',
  rolloutReason: null,
  ...over,
});

function dangers(
  detail: ServiceDetail,
  {
    legacy = 'absent',
    target = 'active',
    plans = {},
  }: {
    legacy?: 'active' | 'idle' | 'absent';
    target?: 'active' | 'idle' | 'unknown';
    plans?: Partial<Plan>;
  } = {},
) {
  const worker = workload({
    kind: 'resident',
    schedule: null,
    locations: [PROCESS, SERVICE],
  });
  const observations = [
    seen(PROCESS, legacy),
    seen(SERVICE, target, { detail: { service: detail } }),
  ];
  return assess(worker, plan(plans), observations, [], NOW)
    .dangers.filter(({ type }) =>
      ['singleton-can-run-twice', 'target-unhealthy'].includes(type),
    )
    .map(({ type, severity }) => `${severity} ${type}`);
}

const twoAtOnce = { count: 2, because: 'a deployment may start new tasks' };

describe('a singleton', () => {
  it.each<[string, Partial<ServiceDetail>, string[]]>([
    ['of which one may run', {}, []],
    [
      'of which a deployment starts a second',
      { atMost: twoAtOnce },
      ['pressing singleton-can-run-twice'],
    ],
    [
      'of which two are wanted',
      { desired: 2, running: 2, atMost: { ...twoAtOnce } },
      ['acute singleton-can-run-twice'],
    ],
    [
      'of which two are wanted, and nobody knows how many may run',
      { desired: 2, running: 2, atMost: null },
      ['acute singleton-can-run-twice'],
    ],
  ])('%s', (_, over, expected) => {
    expect(dangers(service(over))).toEqual(expected);
  });

  it('says what allows the second', () => {
    const assessment = assess(
      workload({ kind: 'resident', schedule: null, locations: [SERVICE] }),
      plan(),
      [
        seen(SERVICE, 'active', {
          detail: { service: service({ atMost: twoAtOnce }) },
        }),
      ],
      [],
      NOW,
    );
    expect(assessment.dangers[0].message).toContain(
      'a deployment may start new tasks',
    );
  });

  it('is told while its target is off, and not while nobody sees it', () => {
    const off = service({ desired: 0, running: 0, atMost: twoAtOnce });
    expect(dangers(off, { target: 'idle' })).toEqual([
      'pressing singleton-can-run-twice',
    ]);
    expect(dangers(off, { target: 'unknown' })).toEqual([]);
  });

  it('is only a worker: a service has as many copies as it needs', () => {
    const web = workload({
      kind: 'service',
      schedule: null,
      locations: [SERVICE],
    });
    const detail = {
      service: service({ desired: 2, running: 2, atMost: twoAtOnce }),
    };
    const found = assess(
      web,
      plan(),
      [seen(SERVICE, 'active', { detail })],
      [],
      NOW,
    );
    expect(found.dangers).toEqual([]);
  });

  it('is none where the plan expects several', () => {
    const several = service({ desired: 4, running: 4, atMost: twoAtOnce });
    expect(dangers(several, { plans: { expectedActive: 6 } })).toEqual([]);
  });
});

describe('an unhealthy target', () => {
  it.each<[string, Partial<ServiceDetail>, 'active' | 'absent', string[]]>([
    ['runs in part', { desired: 1, running: 0 }, 'absent', ['acute']],
    ['runs in part beside its legacy', { running: 0 }, 'active', ['pressing']],
    ['is being deployed', { running: 0, rollout: 'in-progress' }, 'absent', []],
    [
      'runs after a failed deployment',
      { rollout: 'failed' },
      'absent',
      ['acute'],
    ],
    [
      'does not tell of deployments',
      { running: 0, rollout: null },
      'absent',
      ['acute'],
    ],
    ['runs as wanted', {}, 'absent', []],
  ])('that %s', (_, over, legacy, severities) => {
    expect(dangers(service(over), { legacy, target: 'active' })).toEqual(
      severities.map(severity => `${severity} target-unhealthy`),
    );
  });

  it('is not claimed once nobody sees the target', () => {
    expect(dangers(service({ running: 0 }), { target: 'unknown' })).toEqual([]);
  });
});

describe('a service to which requests go', () => {
  const OLD: WorkloadLocation = {
    side: 'legacy',
    position: 0,
    ref: 'listener-rule:111122223333/ap-northeast-1',
    key: 'rule api-old',
  };
  const NEW: WorkloadLocation = { ...OLD, side: 'target', key: 'rule api-new' };
  const danger = (
    over: Partial<TrafficDetail>,
    {
      legacy = 'active',
      target = 'active',
    }: {
      legacy?: 'active' | 'idle';
      target?: 'active' | 'idle' | 'unknown';
    } = {},
  ) => {
    const traffic: TrafficDetail = {
      weight: 10,
      totalWeight: 100,
      conditions: [],
      requests: 500,
      targets: { healthy: 2, registered: 2 },
      alarms: [],
      unread: [],
      ...over,
    };
    return assess(
      workload({ kind: 'service', schedule: null, locations: [OLD, NEW] }),
      plan(),
      [seen(OLD, legacy), seen(NEW, target, { detail: { traffic } })],
      [],
      NOW,
    ).dangers.find(({ type }) => type === 'target-unhealthy');
  };
  const none = { targets: { healthy: 0, registered: 2 } };
  const header = { conditions: ['header X-Canary: 1'] };

  it.each<[string, Parameters<typeof danger>, string | undefined]>([
    ['is well', [{}], undefined],
    ['is not told of', [{ targets: null, alarms: null }], undefined],
    [
      'has lost one of two',
      [{ targets: { healthy: 1, registered: 2 } }],
      undefined,
    ],
    ['has nothing healthy', [none], 'acute'],
    [
      'has nothing registered',
      [{ targets: { healthy: 0, registered: 0 } }],
      'acute',
    ],
    ['has nothing healthy for testers', [{ ...none, ...header }], 'pressing'],
    [
      'has nothing healthy for testers, and is alone',
      [{ ...none, ...header }, { legacy: 'idle' }],
      'acute',
    ],
    [
      'has nothing healthy behind a path',
      [{ ...none, conditions: ['path /api/*'] }],
      'acute',
    ],
    [
      'has nothing healthy, and gets nothing',
      [{ ...none, weight: 0 }, { target: 'idle' }],
      undefined,
    ],
    ['nobody sees', [none, { target: 'unknown' }], undefined],
    ['sounds beside its legacy', [{ alarms: ['api-new-5xx'] }], 'pressing'],
    [
      'sounds alone',
      [{ alarms: ['api-new-5xx'] }, { legacy: 'idle' }],
      'acute',
    ],
  ])('%s', (_, args, severity) => {
    expect(danger(...args)?.severity).toBe(severity);
  });

  it('says how much of the requests it takes', () => {
    expect(danger(none)).toMatchObject({
      message:
        'None of 2 targets is healthy behind rule api-new in listener-rule:111122223333/ap-northeast-1, with weight 10 of 100.',
      observationIds: [expect.any(Number)],
    });
  });
});
