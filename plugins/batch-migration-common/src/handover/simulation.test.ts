import fc from 'fast-check';
import { rounds } from '../testing/rounds';
import {
  GOOD_GUARD,
  noHarm,
  playPlan,
  type Guard,
  type Harm,
  type SimulatedJob,
} from './__testUtils__/bruteSimulation';
import {
  legacySpec,
  targetSpec,
  type Pattern,
} from './__testUtils__/bruteTicks';
import { fleets, type Fleet } from './__testUtils__/fleets';
import type { HandoverPlan, HandoverWindow, JobHandover } from './plan';
import { planHandover } from './planHandover';
import { seededRandom, simulateHandover } from './simulateHandover';

type Planner = (fleet: Fleet) => HandoverPlan;

const plans = new WeakMap<Fleet, HandoverPlan>();

/** The good plan; most planners of these tests begin with it. */
const planned: Planner = fleet => {
  const { jobs, from, withinDays, safety } = fleet;
  const plan =
    plans.get(fleet) ?? planHandover(jobs, { from, withinDays, safety });
  plans.set(fleet, plan);
  return plan;
};

/** Enough to see a planted bug, and no more. */
const FEW = fc.sample(fleets, { seed: 7, numRuns: 80 });

/** A part at a time: what was played is let go, with all its ticks. */
function* manyFleets(): Generator<Fleet> {
  for (let seed = 1; seed <= rounds(10); seed++) {
    yield* fc.sample(fleets, { seed, numRuns: 50 });
  }
}

/** Jobs whose gaps are a few minutes, bounded by their runs on one side and the next tick on the other. */
const TIGHT: Fleet[] = Array.from({ length: 40 }, (_, i) => {
  const pattern: Pattern = {
    minutes: { every: 10 },
    hours: 'any',
    days: 'any',
    timezone: 'Asia/Tokyo',
  };
  return {
    from: new Date(Date.UTC(2026, 1, 12, 1, i)),
    withinDays: 1,
    safety: { settleSeconds: 0, marginSeconds: 0 },
    jobs: [
      {
        ...FEW[0].jobs[0],
        pattern,
        legacy: [legacySpec(pattern)],
        target: [targetSpec(pattern)],
        longestRun: {
          seconds: 60 + i * 9,
          source: 'measured',
          expiresAt: null,
        },
        lock: null,
      },
    ],
  };
});

interface Play {
  fleets?: Iterable<Fleet>;
  /** How often each plan is played. */
  plays?: number;
  guard?: Guard;
  /** Stops at the first harm of this kind: a planted bug is seen then. */
  until?: keyof Harm;
}

function harmOf(
  planner: Planner,
  { fleets: some = FEW, plays = 6, guard = GOOD_GUARD, until }: Play = {},
): Harm {
  const harm = noHarm();
  const random = seededRandom(7);
  for (const fleet of some) {
    const plan = planner(fleet);
    for (let i = 0; i < plays; i++) {
      playPlan(fleet.jobs, plan, random, harm, guard);
      if (until && harm[until] > 0) return harm;
    }
  }
  return harm;
}

const iso = (at: number) => new Date(at).toISOString();
const shifted = (at: string, minutes: number) =>
  iso(Date.parse(at) + minutes * 60_000);

/** The good plan with another word in each job or window. */
const withJobs =
  (change: (move: JobHandover) => Partial<JobHandover>): Planner =>
  fleet => {
    const plan = planned(fleet);
    const jobs = plan.jobs.map(move => ({ ...move, ...change(move) }));
    return { ...plan, jobs };
  };
const withWindows =
  (change: (window: HandoverWindow) => Partial<HandoverWindow>): Planner =>
  fleet => {
    const plan = planned(fleet);
    const windows = plan.windows.map(window => ({
      ...window,
      ...change(window),
    }));
    return { ...plan, windows };
  };
/** A planner that was told something else than the truth. */
const deceived =
  (change: (job: SimulatedJob) => Partial<SimulatedJob>): Planner =>
  fleet =>
    planned({
      ...fleet,
      jobs: fleet.jobs.map(job => ({ ...job, ...change(job) })),
    });
/** A planner with other constants. */
const withConstants =
  (change: object): Planner =>
  ({ jobs, from, withinDays, safety }) => {
    let plan: HandoverPlan;
    jest.isolateModules(() => {
      jest.doMock('./model', () => {
        const model = jest.requireActual('./model');
        const changed = { ...model, ...change };
        return {
          ...changed,
          resolveSafety: (given: object = {}) => {
            const all = { ...model.DEFAULT_SAFETY, ...given };
            const least = changed.LEAST_SAFETY;
            return Object.fromEntries(
              Object.keys(all).map(key => [
                key,
                Math.max(all[key], least[key]),
              ]),
            );
          },
        };
      });
      plan = require('./planHandover').planHandover(jobs, {
        from,
        withinDays,
        safety,
      });
      jest.dontMock('./model');
    });
    return plan!;
  };

describe('random fleets, played with clocks, edits and deliveries that go wrong', () => {
  it('miss, double and overlap nothing in 10,000 handovers', () => {
    const harm = harmOf(planned, { fleets: manyFleets(), plays: 8 });
    expect(harm).toMatchObject({
      missed: 0,
      doubled: 0,
      overlapped: 0,
      underWay: 0,
    });
    expect(harm.handovers).toBeGreaterThan(10_000);
    expect(harm.due).toBeGreaterThan(100_000);
    // None of them is trivial: ticks were held, and clocks jumped.
    expect(harm.held).toBeGreaterThan(0);
    expect(harm.differences).toBeGreaterThan(0);
  });

  const LEAST = { settleSeconds: 60, marginSeconds: 120, deploySeconds: 300 };

  it.each<[string, keyof Harm, Planner]>([
    [
      'starts at the last old tick',
      'doubled',
      withJobs(m => ({ startDate: m.lastLegacyTick ?? m.startDate })),
    ],
    [
      'starts a tick late',
      'missed',
      withJobs(m => ({
        startDate: shifted(m.firstTargetTick ?? m.startDate, 1),
      })),
    ],
    [
      'takes every host’s clock for true in a pause',
      'missed',
      withConstants({ LEAST_SAFETY: LEAST, CLOCK_SKEW_SECONDS: -60 }),
    ],
    [
      'forgets how long runs take',
      'overlapped',
      deceived(j => ({ longestRun: { ...j.longestRun!, seconds: 0 } })),
    ],
    [
      'moves jobs of one lock apart',
      'overlapped',
      deceived(() => ({ lock: null })),
    ],
    ['forgets the guard', 'doubled', withJobs(() => ({ procedure: 'gap' }))],
    [
      'switches right before a tick that only one side has',
      'missed',
      deceived(() => ({ scheduleChanges: true })),
    ],
    ['hides what a pause costs', 'missed', withJobs(() => ({ heldTicks: [] }))],
    [
      'hides what clocks do to the new schedule',
      'missed',
      withJobs(() => ({ differences: [] })),
    ],
  ])('catch a planner that %s', (_, harm, planner) => {
    expect(harmOf(planner, { until: harm })[harm]).toBeGreaterThan(0);
  });

  it('do no harm in gaps of minutes', () => {
    const harm = harmOf(planned, { fleets: TIGHT });
    expect(harm).toMatchObject({ doubled: 0, underWay: 0 });
  });

  it.each<[string, keyof Harm, Planner]>([
    [
      'removes the line a minute too late',
      'doubled',
      withWindows(w => ({ latest: shifted(w.latest, 1) })),
    ],
    [
      'removes the line a minute too early',
      'underWay',
      withWindows(w => ({ earliest: shifted(w.earliest, -1) })),
    ],
    [
      'keeps too small a margin',
      'doubled',
      withConstants({ LEAST_SAFETY: { ...LEAST, marginSeconds: 60 } }),
    ],
    [
      'forgets that a run starts late, on a clock that is slow',
      'underWay',
      withConstants({ LEAST_SAFETY: { ...LEAST, settleSeconds: 0 } }),
    ],
  ])('catch in gaps of minutes a planner that %s', (_, harm, planner) => {
    const play = { fleets: TIGHT, until: harm };
    expect(harmOf(planner, play)[harm]).toBeGreaterThan(0);
  });

  it.each<[string, keyof Harm, Partial<Guard>]>([
    [
      'looks first and writes then, while both sides claim at one moment',
      'doubled',
      { atomic: false },
    ],
    [
      'lets the host run where it cannot be reached',
      'doubled',
      { unreachable: 'open' },
    ],
    [
      'stops the host where it cannot be reached, before the new side starts',
      'missed',
      { unreachable: 'closed' },
    ],
    [
      'takes its key from its own clock instead of the tick',
      'doubled',
      { key: 'true-minute' },
    ],
  ])('catch a guard that %s', (_, harm, guard) => {
    const play = { guard: { ...GOOD_GUARD, ...guard }, until: harm };
    expect(harmOf(planned, play)[harm]).toBeGreaterThan(0);
  });
});

describe('simulateHandover', () => {
  type Seen = 'missed' | 'doubled' | 'overlapped';

  const seen = (planner: Planner, until?: Seen) => {
    const random = seededRandom(5);
    const total = { missed: 0, doubled: 0, overlapped: 0 };
    for (const fleet of FEW) {
      const plan = planner(fleet);
      const result = simulateHandover(fleet.jobs, plan, {
        random,
        rounds: 3,
        aroundDays: 2,
      });
      total.missed += result.missed;
      total.doubled += result.doubled;
      total.overlapped += result.overlapped;
      if (until && total[until] > 0) break;
    }
    return total;
  };

  it('finds no harm where the independent simulation finds none', () => {
    expect(seen(planned)).toEqual({ missed: 0, doubled: 0, overlapped: 0 });
  });

  it.each<[string, Seen, Planner]>([
    [
      'a late start',
      'missed',
      withJobs(m => ({
        startDate: shifted(m.firstTargetTick ?? m.startDate, 1),
      })),
    ],
    [
      'a late edit',
      'doubled',
      withWindows(w => ({ latest: shifted(w.latest, 1) })),
    ],
    ['no guard', 'doubled', withJobs(() => ({ procedure: 'gap' }))],
    [
      'unknown run lengths',
      'overlapped',
      deceived(j => ({ longestRun: { ...j.longestRun!, seconds: 0 } })),
    ],
    ['a lock torn apart', 'overlapped', deceived(() => ({ lock: null }))],
  ])('finds the harm of %s too', (_, harm, planner) => {
    expect(harmOf(planner, { until: harm })[harm]).toBeGreaterThan(0);
    expect(seen(planner, harm)[harm]).toBeGreaterThan(0);
  });
});
