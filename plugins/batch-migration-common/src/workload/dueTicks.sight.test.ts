/** What a tick is called rests on whether a run would have been seen at all. */
import { dueTicks } from './dueTicks';
import { legacyLetGoAt } from './letGo';
import type {
  Observation,
  ObservationDetail,
  Plan,
  Run,
  Workload,
} from './model';
import { toEvidence } from './sides';
import {
  INSTANCE,
  LAST_TICK,
  LEGACY,
  NEXT_TICK,
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

const TWIN = { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') };
const TICK = Date.parse(LAST_TICK);
const afterTick = (count: number) =>
  new Date(TICK + count * 60_000).toISOString();

const ticks = (
  observations: Observation[],
  runs: Run[],
  over: { workload?: Partial<Workload>; plan?: Partial<Plan> } = {},
) =>
  dueTicks(
    workload(over.workload),
    plan(over.plan),
    observations,
    runs,
    new Date('2026-02-11T00:00:00Z'),
    new Date('2026-02-13T00:00:00Z'),
    NOW,
  ).ticks;

const verdict = (...args: Parameters<typeof ticks>) =>
  ticks(...args)[0].verdict;

const off = seen(LEGACY, 'idle', { at: days(-9), lastSeenAt: minutes(-5) });
const target = (
  state: 'active' | 'idle',
  lastSeenAt: string,
  detail: ObservationDetail = {},
) => seenTarget(state, { at: days(-9), lastSeenAt, detail });
/** A platform of which it is not known that it keeps its runs. */
const PLAIN = {
  targetArn: 'arn:aws:lambda:ap-northeast-1:111122223333:function:x',
};

describe('a run that is missing', () => {
  it.each<[string, string, ObservationDetail, Run[], string]>([
    ['of what keeps its runs, asked in time', afterTick(16), {}, [], 'missed'],
    [
      'asked while a late run was still awaited',
      afterTick(14),
      {},
      [],
      'not-seen',
    ],
    ['of what does not tell of runs', afterTick(16), PLAIN, [], 'not-seen'],
    [
      'of what told of runs before',
      afterTick(16),
      PLAIN,
      [run(TARGET, days(-2))],
      'missed',
    ],
    [
      'of what told of runs, and was not asked since',
      afterTick(14),
      PLAIN,
      [run(TARGET, days(-2))],
      'not-seen',
    ],
    [
      'of what told of a later run',
      afterTick(-60),
      PLAIN,
      [run(TARGET, null, { startedAt: afterTick(30) })],
      'missed',
    ],
  ])('%s', (_, lastSeenAt, detail, runs, expected) => {
    expect(verdict([off, target('active', lastSeenAt, detail)], runs)).toBe(
      expected,
    );
  });

  it('is not missed where the platform lapsed before the tick', () => {
    const lapsed = seenTarget('active', { at: days(-9), until: days(-1) });
    const again = seenTarget('active', { at: minutes(-60) });
    expect(verdict([off, lapsed, again], [])).toBe('not-seen');
  });

  it.each([
    ['from a minute before the tick', -1, 15, 'missed'],
    ['from the tick on', 0, 15, 'not-seen'],
    ['not to the end of the tolerance', -1, 14, 'not-seen'],
  ])('is missed where a log covers the time %s', (_, from, until, expected) => {
    const on = seen(LEGACY, 'active', { at: days(-9) });
    const range = { from: afterTick(from), until: afterTick(until) };
    const locations = [{ ...LEGACY, runRanges: [range] }, TARGET];
    const runs = [run(LEGACY, days(-3))];
    expect(
      verdict([on, target('idle', minutes(-5))], runs, {
        workload: { locations },
      }),
    ).toBe(expected);
  });
});

describe('a run that was seen', () => {
  it('counts though its trigger was last seen off: it was started by it', () => {
    const idle = [off, target('idle', minutes(-5))];
    expect(verdict(idle, [run(TARGET, LAST_TICK)])).toBe('once');
    const byHand = run(TARGET, null, { startedAt: LAST_TICK });
    expect(verdict(idle, [byHand])).toBe('missed');
  });

  it('counts for the tick that it names, however late it began', () => {
    const late = run(TARGET, LAST_TICK, { startedAt: afterTick(40) });
    expect(verdict([off, target('active', minutes(-5))], [late])).toBe('once');
  });

  it('does not count before it began', () => {
    const [, next] = ticks(
      [off, target('active', minutes(-5))],
      [run(TARGET, LAST_TICK), run(TARGET, NEXT_TICK)],
    );
    expect(next).toMatchObject({ verdict: 'due', runs: [] });
  });

  it('is not doubled by an old line that has no tick then', () => {
    const monday = seen(LEGACY, 'active', {
      at: days(-9),
      detail: { schedules: [{ ...cron('15 4 * * 1') }] },
    });
    const runs = [run(TARGET, LAST_TICK)];
    expect(verdict([monday, target('active', minutes(-5))], runs)).toBe('once');
    const daily = seen(LEGACY, 'active', { at: days(-9) });
    expect(verdict([daily, target('active', minutes(-5))], runs)).toBe('twice');
  });

  it.each([
    [1, 'twice'],
    [2, 'once'],
    [0, 'twice'],
  ])('may be one of as many as are meant: %i', (expectedActive, expected) => {
    const over = {
      workload: { locations: [LEGACY, TWIN] },
      plan: { expectedActive },
    };
    const runs = [run(LEGACY, LAST_TICK), run(TWIN, LAST_TICK)];
    const on = [LEGACY, TWIN].map(one => seen(one, 'active', { at: days(-9) }));
    expect(verdict(on, runs, over)).toBe(expected);
  });
});

it('is due by the intended schedule from the cutover on', () => {
  const intendedSchedule = { ...cron('0 6 * * *'), reason: 'after the feed' };
  const at = (letGo: string) =>
    ticks(
      [
        seen(LEGACY, 'active', { at: days(-9), until: letGo }),
        seen(LEGACY, 'idle', { at: letGo }),
        target('active', minutes(-5)),
      ],
      [],
      { plan: { intendedSchedule } },
    ).map(tick => tick.at.slice(5, 16));
  expect(at(days(-3))).toEqual(['02-11T21:00', '02-12T21:00']);
  expect(at('2026-02-11T20:00:00.000Z')).toEqual([
    '02-11T19:15',
    '02-11T21:00',
    '02-12T21:00',
  ]);
});

describe('when the old side let go', () => {
  const letGo = (
    observations: Observation[],
    over: Partial<Workload> = {},
  ): string | null => {
    const found = legacyLetGoAt(
      toEvidence(
        workload({ locations: [LEGACY, TWIN, TARGET], ...over }),
        observations,
        NOW,
      ),
    );
    return found === null ? null : new Date(found).toISOString();
  };
  const goes = (location: typeof LEGACY, daysAgo: number) => [
    seen(location, 'active', { at: days(-30), until: days(-daysAgo) }),
    seen(location, 'idle', { at: days(-daysAgo), until: minutes(60) }),
  ];

  it('is when the last of its places did', () => {
    expect(letGo([...goes(LEGACY, 3), ...goes(TWIN, 9)])).toBe(days(-3));
    expect(letGo([...goes(LEGACY, 9), ...goes(TWIN, 3)])).toBe(days(-3));
  });

  it('is not before it was known at all', () => {
    expect(
      letGo([...goes(LEGACY, 9), ...goes(TWIN, 9)], { firstSeenAt: days(-2) }),
    ).toBe(days(-2));
    expect(letGo([], { locations: [TARGET], firstSeenAt: days(-2) })).toBe(
      days(-2),
    );
  });

  it.each<[string, Observation[]]>([
    ['is on', [seen(TWIN, 'active', { at: days(-1) })]],
    [
      'was on when last seen',
      [seen(TWIN, 'active', { at: days(-2), until: days(-1) })],
    ],
    ['is on again', [...goes(TWIN, 9), seen(TWIN, 'active', { at: days(-1) })]],
    ['was never seen', []],
  ])('is not known while one place %s', (_, twin) => {
    expect(letGo([...goes(LEGACY, 3), ...twin])).toBeNull();
  });

  it('is when its host went, of a line that was on to the end', () => {
    const gone = seen(INSTANCE, 'absent', { at: days(-4), until: null });
    expect(
      letGo([seen(LEGACY, 'active', { at: days(-9) }), gone], {
        locations: [LEGACY, TARGET],
        hostInstances: [{ host: 'default/bat000', location: INSTANCE }],
      }),
    ).toBe(days(-4));
  });

  it('is not before another source last saw it on', () => {
    const said = seen(LEGACY, 'idle', { at: days(-5), source: 'by hand' });
    const on = seen(LEGACY, 'active', {
      at: days(-3),
      until: days(-2),
      source: 'ssm',
    });
    expect(letGo([said, on], { locations: [LEGACY, TARGET] })).toBe(days(-3));
  });
});
