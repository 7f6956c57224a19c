import { assess } from '../workload/assess';
import type {
  Observation,
  QueueDetail,
  Run,
  TrafficDetail,
  Workload,
} from '../workload/model';
import {
  days,
  LAST_TICK,
  LEGACY,
  minutes,
  NOW,
  plan,
  run,
  seen,
  seenTarget,
  TARGET,
  workload,
} from '../workload/testEstate';
import { seeConditions } from './conditions';
import { STEP_CONDITIONS, type ConditionSeen, type StepCheck } from './model';

type Observed = Extract<StepCheck, { type: 'observation' }>;
type Condition = Observed['condition'];

const check = (condition: Condition, atLeast = 10) =>
  ({ type: 'observation', condition, atLeast } as Observed);

function see(
  condition: Condition,
  observations: Observation[],
  {
    of = workload(),
    runs = [],
    atLeast,
  }: { of?: Workload; runs?: Run[]; atLeast?: number } = {},
): ConditionSeen {
  const assessment = assess(of, plan(), observations, runs, NOW);
  const seeNow = seeConditions(of, assessment, observations, NOW);
  return seeNow(check(condition, atLeast));
}

const on = seen(LEGACY, 'active');
const off = seen(LEGACY, 'idle', { at: minutes(-40) });
const gone = seen(LEGACY, 'absent', { at: minutes(-30) });
const lapsed = seen(LEGACY, 'idle', { at: days(-3), until: days(-2) });
const made = seenTarget('idle', { at: minutes(-50) });
const works = seenTarget('active', { at: minutes(-20) });
const missing = seenTarget('absent');
const blind = seenTarget('unknown');

it.each<[Condition, Observation[], ConditionSeen['verdict'], string | null]>([
  ['target-exists', [on, made], 'met', 'idle'],
  ['target-exists', [on, works], 'met', 'active'],
  ['target-exists', [on, missing], 'not-met', 'absent'],
  ['target-exists', [on, blind], 'unknown', null],
  ['target-exists', [on], 'unknown', null], // linked, and never seen
  ['target-idle', [on, made], 'met', 'idle'],
  ['target-idle', [on, works], 'not-met', 'active'],
  ['target-idle', [on, missing], 'not-met', 'absent'],
  ['target-active', [on, works], 'met', 'active'],
  ['target-active', [on, made], 'not-met', 'idle'],
  ['target-active', [on, blind], 'unknown', null],
  ['legacy-idle', [off, works], 'met', 'idle'],
  ['legacy-idle', [gone, works], 'met', 'absent'],
  ['legacy-idle', [on, works], 'not-met', 'active'],
  ['legacy-idle', [lapsed, works], 'unknown', null], // silence ticks nothing
  ['legacy-idle', [works], 'unknown', null],
  ['legacy-absent', [gone, works], 'met', 'absent'],
  ['legacy-absent', [off, works], 'not-met', 'idle'],
  ['legacy-absent', [lapsed, works], 'unknown', null],
  ['placement-target', [off, works], 'met', 'target'],
  ['placement-target', [on, works], 'not-met', 'both'],
  ['placement-target', [off, made], 'not-met', 'neither'],
  ['placement-target', [lapsed, works], 'unknown', null],
])('%s %#', (condition, observations, verdict, value) => {
  expect(see(condition, observations)).toMatchObject({ verdict, value });
});

it('says since when, and on what it rests', () => {
  expect(see('legacy-idle', [off, works])).toMatchObject({
    at: minutes(-40),
    observationIds: [off.id],
  });
  // Both had to come true: the later one counts.
  expect(see('placement-target', [off, works])).toMatchObject({
    at: minutes(-20),
    observationIds: [off.id, works.id],
  });
});

it('is on from its start date, however long before that it was seen', () => {
  const startDate = minutes(-10);
  const waits = seenTarget('active', {
    at: days(-1),
    detail: { enabled: true, startDate },
  });
  expect(see('target-active', [off, waits]).at).toBe(startDate);
});

it('knows no target where none is linked', () => {
  const of = workload({ locations: [LEGACY] });
  expect(see('target-exists', [on], { of }).verdict).toBe('not-met');
  expect(see('target-active', [on], { of }).verdict).toBe('not-met');
});

describe('the soak', () => {
  const observations = [
    seen(LEGACY, 'active', { at: days(-20) }),
    seen(LEGACY, 'idle', { at: days(-10) }),
    seen(LEGACY, 'idle'),
    seenTarget('active', { at: days(-10) }),
    seenTarget('active'),
  ];

  it('begins with no run', () => {
    expect(see('one-good-target-run', [on, works])).toMatchObject({
      verdict: 'not-met',
      value: '0/7',
    });
    expect(see('soak-passed', [on, works])).toMatchObject({
      verdict: 'not-met',
      value: '0/7',
      at: null,
    });
  });

  it('counts a due run that went well', () => {
    const good = run(TARGET, LAST_TICK);
    const letGo = [
      seen(LEGACY, 'idle', { at: days(-2) }),
      seenTarget('active', { at: days(-2) }),
    ];
    const sight = (runs: Run[]) => see('one-good-target-run', letGo, { runs });
    expect(sight([good])).toMatchObject({
      verdict: 'met',
      value: '1/7',
      runIds: [good.id],
    });
    const failed = run(TARGET, LAST_TICK, { outcome: 'failed' });
    expect(sight([failed]).verdict).toBe('not-met');
    expect(sight([]).verdict).toBe('not-met');
  });

  it('counts what was recorded as passed', () => {
    const of = workload({ soakPassedAt: days(-2) });
    expect(see('soak-passed', observations, { of })).toMatchObject({
      verdict: 'met',
      value: '7/7',
      at: days(-2),
    });
    expect(see('one-good-target-run', observations, { of })).toMatchObject({
      verdict: 'met',
    });
  });

  it('is taken back by a rollback', () => {
    const of = workload({ soakPassedAt: days(-2) });
    const back = [...observations, seen(LEGACY, 'active')];
    expect(see('soak-passed', back, { of }).verdict).toBe('not-met');
  });

  it('asks for a run, which only a schedule makes due', () => {
    const of = workload({ kind: 'resident', schedule: null });
    expect(see('one-good-target-run', [off, works], { of }).verdict).toBe(
      'unknown',
    );
  });

  it('is not known where nothing is linked', () => {
    const of = workload({ locations: [LEGACY] });
    expect(see('soak-passed', [off], { of }).verdict).toBe('unknown');
  });
});

describe('a queue', () => {
  const queue = (over: Partial<QueueDetail> = {}): QueueDetail => ({
    name: 'push',
    visible: 0,
    inFlight: 0,
    delayed: 0,
    oldestMessageSeconds: null,
    receives: 4,
    deadLetter: null,
    unread: null,
    ...over,
  });
  const of = workload({ kind: 'resident', schedule: null });
  const withQueue = (over?: Partial<QueueDetail>) =>
    seenTarget('active', { detail: { queue: queue(over) } });

  it.each<[string, Observation[], ConditionSeen['verdict'], string | null]>([
    ['is empty', [off, withQueue()], 'met', '0'],
    ['has waiting ones', [off, withQueue({ visible: 3 })], 'not-met', '3'],
    ['works on one', [off, withQueue({ inFlight: 1 })], 'not-met', '1'],
    [
      'has one that is not due',
      [off, withQueue({ delayed: 2 })],
      'not-met',
      '2',
    ],
    ['that nobody tells of', [off, works], 'unknown', null],
    [
      'that was told of long ago',
      [
        off,
        seenTarget('active', {
          at: days(-3),
          until: days(-2),
          detail: { queue: queue() },
        }),
      ],
      'unknown',
      null,
    ],
    [
      'of the old side goes before that of the target',
      [
        seen(LEGACY, 'idle', { detail: { queue: queue({ visible: 9 }) } }),
        withQueue(),
      ],
      'not-met',
      '9',
    ],
  ])('%s', (_, observations, verdict, value) => {
    expect(see('queue-empty', observations, { of })).toMatchObject({
      verdict,
      value,
    });
  });
});

describe('weights', () => {
  const of = workload({ kind: 'service', schedule: null });
  const way = (
    place: typeof LEGACY | typeof TARGET,
    weight: number,
    over: Partial<TrafficDetail> = {},
  ) =>
    seen(place, weight > 0 ? 'active' : 'idle', {
      detail: {
        traffic: {
          weight,
          totalWeight: 100,
          conditions: [],
          requests: null,
          targets: null,
          alarms: null,
          unread: [],
          ...over,
        },
      },
    });
  const rule = (legacy: number, target: number) => [
    way(LEGACY, legacy, { totalWeight: legacy + target }),
    way(TARGET, target, { totalWeight: legacy + target }),
  ];

  it.each<
    [Condition, number, Observation[], ConditionSeen['verdict'], string | null]
  >([
    ['target-weight', 10, rule(90, 10), 'met', '10'],
    ['target-weight', 10, rule(91, 9), 'not-met', '9'],
    ['target-weight', 50, rule(1, 1), 'met', '50'], // weights are shares, not per cent
    ['target-weight', 1, rule(999, 1), 'not-met', '0.1'],
    ['target-weight', 100, rule(0, 5), 'met', '100'],
    ['target-weight', 10, rule(0, 0), 'unknown', null],
    ['target-weight', 10, [off, works], 'unknown', null],
    [
      'target-weight',
      10,
      [
        way(LEGACY, 100),
        way(TARGET, 100, { conditions: ['header X-Canary: 1'] }),
      ],
      'unknown', // testers are not everybody
      null,
    ],
    ['legacy-weight-0', 0, rule(0, 5), 'met', '0'],
    ['legacy-weight-0', 0, rule(1, 99), 'not-met', '1'],
    ['legacy-weight-0', 0, [gone, way(TARGET, 100)], 'met', 'absent'],
    ['legacy-weight-0', 0, [lapsed, way(TARGET, 100)], 'unknown', null],
  ])('%s %s %#', (condition, atLeast, observations, verdict, value) => {
    expect(see(condition, observations, { of, atLeast })).toMatchObject({
      verdict,
      value,
    });
  });
});

it.each(STEP_CONDITIONS)('%s is not met where nothing was ever seen', one => {
  expect(see(one, []).verdict).not.toBe('met');
});
