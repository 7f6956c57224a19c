/**
 * What holds of every history: any looks at two twin hosts, at an instance and
 * at a target, of every kind, with any plan.
 */
import fc from 'fast-check';
import { rounds } from '../testing/rounds';
import { assess } from './assess';
import {
  KINDS,
  STAGES,
  STRATEGIES,
  type Assessment,
  type Observation,
  type ObservedState,
  type Plan,
  type Run,
  type Workload,
} from './model';
import { isDone } from './progress';
import { knowLocationAt, toEvidence } from './sides';
import {
  INSTANCE,
  LAST_TICK,
  LEGACY,
  NOW,
  TARGET,
  days,
  minutes,
  plan,
  run,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const MINUTE_MS = 60_000;
const TWIN = { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') };
const PLACES = [LEGACY, TWIN, TARGET] as const;
const HOST_INSTANCES = [{ host: 'default/bat000', location: INSTANCE }];

const lookAt = (
  place: { ref: string; key: string },
  state: ObservedState,
  over: Parameters<typeof seen>[2],
) => (place === TARGET ? seenTarget(state, over) : seen(place, state, over));

/** Looks between three weeks before now and a minute before it. */
const anyLook = (
  places: ReadonlyArray<{ ref: string; key: string }>,
  states: readonly ObservedState[] = ['active', 'idle', 'absent', 'unknown'],
): fc.Arbitrary<Observation> =>
  fc
    .record({
      place: fc.constantFrom(...places),
      state: fc.constantFrom(...states),
      at: fc.integer({ min: -30_000, max: -1 }),
      fresh: fc.integer({ min: 1, max: 30_000 }),
      isFinal: fc.nat({ max: 4 }).map(chance => chance === 0),
    })
    .map(({ place, state, at, fresh, isFinal }) =>
      lookAt(place, state, {
        at: minutes(at),
        until: isFinal && state === 'absent' ? null : minutes(at + fresh),
      }),
    );

const anyHistory = fc.array(anyLook([...PLACES, INSTANCE]), { maxLength: 9 });

const anyKind = fc.constantFrom(...KINDS).map(
  (kind): Partial<Workload> => ({
    kind,
    ...(kind === 'scheduled' ? {} : { schedule: null }),
  }),
);

const anyPlan: fc.Arbitrary<Partial<Plan>> = fc.record({
  strategy: fc.constantFrom(null, ...STRATEGIES),
  ownerRef: fc.constantFrom(null, 'group:default/owners'),
  decision: fc.constantFrom(null, plan().decision),
  reviewDate: fc.constantFrom(null, '2026-01-01', '2026-12-31'),
  expectedActive: fc.constantFrom(1, 2),
  wave: fc.constantFrom(null, 'first'),
  notes: fc.constantFrom(null, 'do not warn about this one'),
});

const runsAt = (places: ReadonlyArray<(typeof PLACES)[number]>) =>
  fc.array(
    fc
      .record({
        place: fc.constantFrom(...places),
        daysAgo: fc.integer({ min: 0, max: 14 }),
        outcome: fc.constantFrom(
          'succeeded' as const,
          'succeeded' as const,
          'failed' as const,
          'unknown' as const,
        ),
      })
      .map(({ place, daysAgo, outcome }) =>
        run(
          place,
          new Date(Date.parse(LAST_TICK) - daysAgo * 86_400_000).toISOString(),
          { outcome },
        ),
      ),
    { maxLength: 10 },
  );

const anyRuns = runsAt(PLACES);

interface Situation {
  observations: Observation[];
  runs?: Run[];
  workload?: Partial<Workload>;
  plan?: Partial<Plan>;
}

const look = (of: Situation, now = NOW) =>
  assess(
    workload({
      locations: [...PLACES],
      hostInstances: HOST_INSTANCES,
      ...of.workload,
    }),
    plan(of.plan),
    of.observations,
    of.runs ?? [],
    now,
  );

const anySituation: fc.Arbitrary<Situation> = fc.record({
  observations: anyHistory,
  runs: anyRuns,
  workload: fc
    .tuple(anyKind, fc.constantFrom(null, days(-6)))
    .map(([kind, soakPassedAt]) => ({ ...kind, soakPassedAt })),
  plan: anyPlan,
});

/** Each place was last seen off or gone, a minute ago. */
const anyStandstill: fc.Arbitrary<Situation> = fc
  .tuple(
    anySituation,
    fc.tuple(
      ...PLACES.map(() => fc.constantFrom('idle' as const, 'absent' as const)),
    ),
  )
  .map(([of, states]) => ({
    ...of,
    observations: [
      ...of.observations,
      ...PLACES.map((place, i) =>
        lookAt(place, states[i], { at: minutes(-1) }),
      ),
    ],
  }));

const rank = ({ stage }: Assessment) => STAGES.indexOf(stage);
const acute = ({ dangers }: Assessment) =>
  dangers.filter(({ severity }) => severity === 'acute').map(d => d.type);

describe('a silent source', () => {
  it('neither adds progress nor retires anything', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.subarray([...PLACES, INSTANCE], { minLength: 1 }),
        (of, silent) => {
          const before = look(of);
          const failures = silent.map(place =>
            lookAt(place, 'unknown', { at: NOW.toISOString() }),
          );
          const after = look({
            ...of,
            observations: [...of.observations, ...failures],
          });
          expect(rank(after)).toBeLessThanOrEqual(rank(before));
          expect(!isDone(before) && isDone(after)).toBe(false);
          expect(after.soak?.good ?? 0).toBeLessThanOrEqual(
            before.soak?.good ?? 0,
          );
        },
      ),
      { numRuns: rounds(400) },
    );
  });

  it('whose looks lapse neither adds progress nor retires anything', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.integer({ min: 1, max: 60_000 }),
        (of, later) => {
          const before = look(of);
          const after = look(of, new Date(NOW.getTime() + later * MINUTE_MS));
          // What is proven by days goes on while both sides count as seen.
          const isByRuns = of.workload?.kind === 'scheduled';
          expect(isByRuns && rank(after) > rank(before)).toBe(false);
          const isNew = !isDone(before) && isDone(after);
          expect(isNew && after.stale).toBe(false);
          expect(after.placement === 'unknown' && isDone(after)).toBe(false);
        },
      ),
      { numRuns: rounds(300) },
    );
  });
});

describe('what does not lapse', () => {
  it('is the end of the instances: what stood on them stays absent', () => {
    fc.assert(
      fc.property(
        fc.array(anyLook([LEGACY]), { maxLength: 6 }),
        anyKind,
        fc.integer({ min: 0, max: 2_000_000 }),
        (earlier, kind, later) => {
          const terminated = seen(INSTANCE, 'absent', {
            at: NOW.toISOString(),
            until: null,
          });
          const of = {
            observations: [...earlier, terminated],
            workload: { ...kind, locations: [LEGACY] },
            plan: { strategy: 'retire' as const, targetPlatform: null },
          };
          const now = new Date(NOW.getTime() + later * MINUTE_MS);
          expect(look(of, now)).toMatchObject({
            legacy: 'absent',
            stage: 'retired',
            stale: false,
          });
        },
      ),
      { numRuns: rounds(200) },
    );
  });

  it('is a soak that was recorded as passed, whatever the target does then', () => {
    fc.assert(
      fc.property(
        fc.array(anyLook([LEGACY, TWIN], ['idle', 'absent', 'unknown']), {
          maxLength: 5,
        }),
        fc.array(anyLook([TARGET]), { maxLength: 5 }),
        anyKind,
        runsAt([TARGET]),
        fc.integer({ min: 0, max: 2_000_000 }),
        (legacy, target, kind, runs, later) => {
          const of = {
            observations: [...legacy, ...target],
            runs,
            workload: { ...kind, soakPassedAt: days(-6) },
          };
          const found = look(of, new Date(NOW.getTime() + later * MINUTE_MS));
          expect(['proven', 'retired']).toContain(found.stage);
          expect(found.soak?.passedAt).toBe(days(-6));
        },
      ),
      { numRuns: rounds(300) },
    );
  });
});

describe('a rollback', () => {
  it('voids the soak, for as long as no new one has passed', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.constantFrom(LEGACY, TWIN),
        fc.integer({ min: -8_000, max: -1 }),
        (of, place, at) => {
          const back = seen(place, 'active', {
            at: minutes(at),
            until: minutes(at + 5),
            source: 'another',
          });
          const { soak, stage } = look({
            ...of,
            observations: [...of.observations, back],
            workload: { ...of.workload, soakPassedAt: days(-6) },
          });
          // Only a soak that passed after the rollback counts.
          const isProvenAnew = (soak?.passedAt ?? '') > back.observedAt;
          const isProven =
            stage === 'proven' ||
            (stage === 'retired' && of.plan?.strategy !== 'retire');
          expect(soak?.passedAt ? isProvenAnew : !isProven).toBe(true);
        },
      ),
      { numRuns: rounds(400) },
    );
  });
});

describe('a run of the old side after the soak was passed', () => {
  it('voids it too, though nobody saw the line switched on', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.constantFrom(LEGACY, TWIN),
        fc.integer({ min: 0, max: 5 }),
        (of, place, daysAgo) => {
          const at = Date.parse(LAST_TICK) - daysAgo * 86_400_000;
          const back = run(place, new Date(at).toISOString());
          const { soak } = look({
            ...of,
            runs: [...(of.runs ?? []), back],
            workload: {
              ...of.workload,
              kind: 'scheduled',
              schedule: workload().schedule,
              soakPassedAt: days(-6.1),
            },
          });
          expect(soak?.passedAt ?? '9').not.toBe(days(-6.1));
          expect((soak?.passedAt ?? '9') > back.startedAt).toBe(true);
        },
      ),
      { numRuns: rounds(200) },
    );
  });
});

describe('more good evidence', () => {
  it('never lowers the stage: to look again and see the same', () => {
    fc.assert(
      fc.property(anySituation, of => {
        const before = look(of);
        const evidence = toEvidence(
          workload({ locations: [...PLACES], hostInstances: HOST_INSTANCES }),
          of.observations,
          NOW,
        );
        // What counts now of each place itself, not of the host that carries it.
        const again = PLACES.flatMap(place => {
          const { state, observation } = knowLocationAt(
            evidence,
            place,
            evidence.now,
          );
          // A host that is stopped or gone cannot be read again.
          const isReadable =
            state !== 'unknown' &&
            observation?.state === state &&
            observation.location.key === place.key;
          return isReadable
            ? [lookAt(place, state, { at: NOW.toISOString() })]
            : [];
        });
        const after = look({
          ...of,
          observations: [...of.observations, ...again],
        });
        expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
      }),
      { numRuns: rounds(400) },
    );
  });

  it('never lowers the stage: a good run at a due tick of the target alone', () => {
    const observations = [
      seen(LEGACY, 'active', { at: days(-30), until: days(-12) }),
      seen(LEGACY, 'idle', { at: days(-12), until: minutes(60) }),
      seenTarget('active', { at: days(-30) }),
    ];
    const over = { locations: [LEGACY, TARGET], hostInstances: [] };
    const tick = (daysAgo: number) =>
      new Date(Date.parse(LAST_TICK) - daysAgo * 86_400_000).toISOString();
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 11 }),
        fc.integer({ min: 0, max: 11 }),
        fc.constantFrom('succeeded' as const, 'failed' as const),
        (ticks, more, outcome) => {
          const first = ticks.map((daysAgo, i) =>
            run(TARGET, tick(daysAgo), i === 0 ? { outcome } : {}),
          );
          const added = ticks.includes(more) ? [] : [run(TARGET, tick(more))];
          const of = (runs: Run[]) =>
            look({ observations, runs, workload: over });
          expect(rank(of([...first, ...added]))).toBeGreaterThanOrEqual(
            rank(of(first)),
          );
        },
      ),
      { numRuns: rounds(150) },
    );
  });
});

describe('"does not run"', () => {
  const anyExemption = fc.record({
    reason: fc.constant('the feed stands still until April'),
    approval: fc.option(
      fc.record({
        by: fc.constant('user:default/tanaka'),
        at: fc.constantFrom(days(-3), minutes(1)),
      }),
    ),
    expiresAt: fc.constantFrom(NOW.toISOString(), minutes(1)),
  });

  it('is silenced by strategy retire, dormancy and an approved exemption, and by nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyStandstill, anySituation),
        fc.array(anyExemption, { maxLength: 2 }),
        (situation, exemptions) => {
          const of = {
            ...situation,
            workload: { ...situation.workload, exemptions },
          };
          const found = look(of);
          const { placement, dormant } = found;
          const isDue = of.workload.kind !== 'on-demand';
          if (placement !== 'neither' || !isDue) return;
          const isExempt = exemptions.some(
            ({ approval, expiresAt }) =>
              approval?.at === days(-3) && expiresAt === minutes(1),
          );
          expect(acute(found).includes('runs-nowhere')).toBe(
            of.plan?.strategy !== 'retire' && !dormant && !isExempt,
          );
        },
      ),
      { numRuns: rounds(600) },
    );
  });

  it('is all that an exemption silences', () => {
    fc.assert(
      fc.property(anySituation, of => {
        const exemption = {
          reason: 'the feed stands still until April',
          approval: { by: 'user:default/tanaka', at: days(-3) },
          expiresAt: minutes(1),
        };
        const bare = look(of);
        const exempt = look({
          ...of,
          workload: { ...of.workload, exemptions: [exemption] },
        });
        const others = ({ dangers }: Assessment) =>
          dangers.filter(
            ({ type }) => type !== 'runs-nowhere' && type !== 'run-missed',
          );
        expect(others(exempt)).toEqual(others(bare));
        expect([exempt.stage, exempt.soak, isDone(exempt)]).toEqual([
          bare.stage,
          bare.soak,
          isDone(bare),
        ]);
      }),
      { numRuns: rounds(200) },
    );
  });

  it('is said in some of these situations, and not in others', () => {
    const found = fc
      .sample(anyStandstill, { numRuns: 200, seed: 7 })
      .map(of => look(of))
      .filter(({ placement }) => placement === 'neither')
      .map(assessment => acute(assessment).includes('runs-nowhere'));
    expect(found.filter(Boolean).length).toBeGreaterThan(10);
    expect(found.filter(said => !said).length).toBeGreaterThan(3);
  });

  it('is not made dormant by what a person writes into the plan', () => {
    fc.assert(
      fc.property(anyHistory, anyPlan, anyPlan, (observations, a, b) => {
        const dormant = (of: Partial<Plan>) =>
          look({ observations, plan: of }).dormant;
        expect(dormant(a)).toBe(dormant(b));
      }),
      { numRuns: rounds(100) },
    );
  });
});
