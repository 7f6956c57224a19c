import fc from 'fast-check';
import { toEventBridge } from '../cron/toEventBridge';
import type { ScheduleSpec } from '../workload/model';
import type { HandoverJob } from './model';
import type { HandoverPlan } from './plan';
import { planHandover } from './planHandover';
import {
  seededRandom,
  simulateHandover,
  type SimulationResult,
} from './simulateHandover';

const FROM = new Date('2026-02-19T03:00:00Z');

function job(
  expression: string,
  seconds: number | null,
  more: Partial<HandoverJob> = {},
  timezone = 'Asia/Tokyo',
): HandoverJob {
  const spec: ScheduleSpec = { dialect: 'debian-cron', expression, timezone };
  return {
    id: expression,
    name: expression,
    legacy: [spec],
    target: toEventBridge(spec).schedules.map(schedule => ({
      dialect: 'eventbridge',
      ...schedule,
    })),
    scheduleChanges: false,
    longestRun:
      seconds === null
        ? null
        : { seconds, source: 'measured', expiresAt: null },
    places: ['crontab:default/bat000/var/spool/cron/crontabs/batch'],
    lock: null,
    after: [],
    hostTls12: true,
    runsTwice: false,
    warnings: [],
    ...more,
  };
}

const plan = (...jobs: HandoverJob[]) =>
  planHandover(jobs, { from: FROM, withinDays: 14 });

describe('planHandover', () => {
  it('switches between the end of the last old run and the next tick', () => {
    const [move] = plan(job('*/10 * * * *', 120)).jobs;
    expect(move).toMatchObject({
      procedure: 'gap',
      earliest: '2026-02-19T03:34:00.000Z',
      latest: '2026-02-19T03:38:00.000Z',
      startDate: '2026-02-19T03:36:00.000Z',
      lastLegacyTick: '2026-02-19T03:30:00.000Z',
      firstTargetTick: '2026-02-19T03:40:00.000Z',
    });
  });

  it.each([
    ['no longest run', job('0 3 * * *', null), 'no-longest-run'],
    [
      'both sides active',
      job('0 3 * * *', 9, { runsTwice: true }),
      'runs-twice',
    ],
    ['no target', job('0 3 * * *', 9, { target: [] }), 'no-target'],
    [
      '@reboot',
      job('@reboot', 9, { target: job('0 3 * * *', 9).target }),
      'unreadable-schedule',
    ],
    [
      'order with a stranger',
      job('0 3 * * *', 9, { after: ['x'] }),
      'unknown-job-in-order',
    ],
    [
      'order with itself',
      job('0 3 * * *', 9, { after: ['0 3 * * *'] }),
      'order-is-circular',
    ],
    [
      'an attestation that lapses',
      job('*/5 * * * *', 420, {
        longestRun: {
          seconds: 420,
          source: 'attested',
          expiresAt: '2026-02-19T03:01:00Z',
        },
      }),
      'attestation-expires',
    ],
  ])('refuses %s', (_, refused, code) => {
    const { jobs, refused: refusals } = plan(refused);
    expect(jobs).toEqual([]);
    expect(refusals).toMatchObject([{ code }]);
  });

  it('moves jobs of one lock in one window, or none of them', () => {
    const lock = 'bat000:/tmp/lock';
    const first = job('*/10 * * * *', 60, { lock });
    const second = job('5 * * * *', 120, { lock });
    expect(plan(first, second).windows).toHaveLength(1);
    expect(
      plan(first, { ...second, longestRun: null }).refused.map(r => r.code),
    ).toEqual(['moves-with-refused', 'no-longest-run']);
  });

  it.each([
    [true, 'guard'],
    [false, 'pause'],
    [null, 'pause'],
  ])(
    'where TLS 1.2 is %s, a job without a gap moves by %s',
    (hostTls12, procedure) => {
      const [move] = plan(job('*/5 * * * *', 420, { hostTls12 })).jobs;
      expect(move.procedure).toBe(procedure);
      expect(move.heldTicks.length > 0).toBe(procedure === 'pause');
    },
  );
});

const EXPRESSIONS = [
  '* * * * *',
  '*/5 * * * *',
  '*/10 * * * *',
  '7 * * * *',
  '30 2 * * *',
  '30 1-3 * * *',
  '0 4 * * 1-5',
  '0 0 1 * *',
  '0 */6 * * *',
  '0 0 13 * 5',
];
const fleet = fc.array(
  fc.record({
    expression: fc.constantFrom(...EXPRESSIONS),
    seconds: fc.integer({ min: 0, max: 7200 }),
    zone: fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Berlin'),
    lock: fc.constantFrom(null, null, null, 'a', 'b'),
    hostTls12: fc.constantFrom(true, false, null),
  }),
  { minLength: 1, maxLength: 6 },
);

function simulateFleets(planner: typeof planHandover): SimulationResult {
  const total: SimulationResult = {
    rounds: 0,
    aroundDays: 0,
    due: 0,
    missed: 0,
    doubled: 0,
    overlapped: 0,
    held: 0,
    differences: 0,
  };
  const random = seededRandom(3);
  for (const shapes of fc.sample(fleet, { seed: 3, numRuns: 200 })) {
    const jobs = shapes.map(({ expression, seconds, zone, ...more }, i) =>
      job(expression, seconds, { ...more, id: `${i}` }, zone),
    );
    // Clocks of New York and Berlin jump within these days.
    const from = new Date(Date.UTC(2026, 2, 1 + Math.floor(random() * 28)));
    const result = simulateHandover(
      jobs,
      planner(jobs, { from, withinDays: 14 }),
      { random, rounds: 1, aroundDays: 1 },
    );
    for (const key of Object.keys(total) as Array<keyof SimulationResult>) {
      total[key] += result[key];
    }
  }
  return total;
}

describe('simulated handovers', () => {
  it('lose and double no tick in 10,000', () => {
    const total = simulateFleets(planHandover);
    expect(total).toMatchObject({ missed: 0, doubled: 0, overlapped: 0 });
    expect(total.due).toBeGreaterThan(10_000);
  });

  const shift = (at: string, minutes: number) =>
    new Date(Date.parse(at) + minutes * 60_000).toISOString();
  const broken = (
    change: (move: HandoverPlan['jobs'][number]) => object,
    windowChange: (
      window: HandoverPlan['windows'][number],
    ) => object = () => ({}),
  ) =>
    ((jobs, options) => {
      const good = planHandover(jobs, options);
      return {
        ...good,
        jobs: good.jobs.map(move => ({ ...move, ...change(move) })),
        windows: good.windows.map(window => ({
          ...window,
          ...windowChange(window),
        })),
      };
    }) as typeof planHandover;

  it.each([
    [
      'starts at the last old tick',
      'doubled',
      broken(m => ({ startDate: m.lastLegacyTick ?? m.startDate })),
    ],
    [
      'forgets the margin',
      'doubled',
      broken(
        () => ({}),
        w => ({ latest: shift(w.latest, 2) }),
      ),
    ],
    [
      'starts a day late',
      'missed',
      broken(m => ({ startDate: shift(m.startDate, 1440) })),
    ],
    ['forgets the guard', 'doubled', broken(() => ({ procedure: 'gap' }))],
    [
      'forgets how long runs take',
      'overlapped',
      ((jobs, options) =>
        planHandover(
          jobs.map(j => ({
            ...j,
            longestRun: { ...j.longestRun!, seconds: 0 },
          })),
          options,
        )) as typeof planHandover,
    ],
  ] as const)('catch a planner that %s', (_, harm, planner) => {
    expect(simulateFleets(planner)[harm]).toBeGreaterThan(0);
  });
});
