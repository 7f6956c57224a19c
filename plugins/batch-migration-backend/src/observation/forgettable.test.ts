import {
  assess,
  dueTicks,
  EMPTY_PLAN,
  type Assessment,
  type Observation,
  type Run,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import { CRONTAB, INSTANCE, ROLE, SERVER, TARGET } from '../testEstate';
import { forgettable } from './forgettable';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-02-12T01:24:00Z');
const day = (count: number) =>
  new Date(NOW.getTime() + count * DAY_MS).toISOString();
const LEGACY = { ref: CRONTAB, key: 'digest' };

let ids = 0;
function seen(at: number, over: Partial<Observation> = {}): Observation {
  ids += 1;
  return {
    id: ids,
    location: LEGACY,
    state: 'active',
    detail: {},
    source: 'a',
    observedAt: day(at),
    lastSeenAt: day(at),
    freshUntil: day(at + 1.5),
    ...over,
  };
}

/** The days of those that go, with all that changed before day -400 forgotten. */
function forgotten(
  history: Observation[],
  over: Partial<Parameters<typeof forgettable>[1]> = {},
) {
  const { forget, extend } = forgettable(history, {
    heartbeatsBefore: day(-30),
    observationsBefore: day(-400),
    finalAbsences: [],
    pinned: new Set(),
    ...over,
  });
  const at = (id: number) => history.findIndex(row => row.id === id);
  return {
    gone: forget.map(at).sort((a, b) => a - b),
    until: extend.map(({ id, freshUntil }) => [at(id), freshUntil]),
  };
}

describe('forgettable', () => {
  const heartbeats = (...days: number[]) => days.map(at => seen(at));

  it.each<[string, Observation[], number[]]>([
    [
      'heartbeats between the first and the last',
      heartbeats(-50, -49, -48, -47),
      [1, 2],
    ],
    ['not the newest heartbeats', heartbeats(-50, -49, -29, -28), []],
    ['heartbeats up to their age', heartbeats(-32, -31, -30, -29, -28), [1]],
    ['not beside a gap', heartbeats(-60, -58, -56), []],
    [
      'not where another source spoke in between',
      [seen(-50), seen(-49.5, { source: 'b' }), seen(-49), seen(-48)],
      [],
    ],
    [
      'not what says something else',
      [seen(-50), seen(-49, { detail: { line: 2 } }), seen(-48)],
      [],
    ],
    [
      'not what its own dates change',
      [-50, -49, -48].map(at => seen(at, { detail: { endDate: day(-49) } })),
      [],
    ],
    [
      'what changed long ago, but not what was first, last on, and then off',
      [
        seen(-700),
        seen(-690, { state: 'idle' }),
        seen(-680),
        seen(-670, { state: 'idle' }),
        seen(-660, { state: 'absent' }),
        seen(-650, { state: 'idle' }),
      ],
      [1, 4],
    ],
    [
      'not the last word of a source, nor the last thing that it saw',
      [
        seen(-700, { state: 'idle' }),
        seen(-690, { state: 'idle', source: 'b' }),
        seen(-680, { state: 'unknown', source: 'b' }),
        seen(-670, { state: 'idle' }),
      ],
      [],
    ],
    [
      'not what is gone for good',
      [
        seen(-700),
        seen(-690, { state: 'absent', freshUntil: null }),
        seen(-680, { state: 'unknown', source: 'b' }),
        seen(-670, { state: 'unknown', source: 'b' }),
      ],
      [2],
    ],
  ])('takes %s', (_what, history, gone) => {
    expect(forgotten(history).gone).toEqual(gone);
  });

  it('lets the first heartbeat count up to the last', () => {
    expect(forgotten(heartbeats(-50, -49, -48, -47)).until).toEqual([
      [0, day(-46.5)],
    ]);
  });

  it('takes no row that something points to', () => {
    const history = heartbeats(-50, -49, -48);
    expect(
      forgotten(history, { pinned: new Set([history[1].id]) }).gone,
    ).toEqual([]);
  });

  it('keeps what was seen after an instance was gone: it lives elsewhere', () => {
    const history = heartbeats(-50, -49, -48);
    expect(forgotten(history, { finalAbsences: [day(-49.5)] }).gone).toEqual(
      [],
    );
    expect(forgotten(history, { finalAbsences: [day(-51)] }).gone).toEqual([1]);
  });

  it('keeps all that changed while a stage rests on it', () => {
    const history = [
      seen(-700),
      seen(-690, { state: 'idle' }),
      seen(-680),
      seen(-670, { state: 'idle' }),
    ];
    expect(forgotten(history).gone).toEqual([1]);
    expect(forgotten(history, { observationsBefore: null }).gone).toEqual([]);
  });
});

/** Numbers in [0, 1) that are the same for the same seed. */
function numbers(seed: number) {
  let state = seed + 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), state | 1);
    state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
    return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Two years of one location: heartbeats, changes, gaps, two sources, dates. */
function someHistory(random: () => number, location: typeof LEGACY) {
  const rows: Observation[] = [];
  const states = ['active', 'idle', 'absent', 'unknown'] as const;
  let state: (typeof states)[number] = 'active';
  let source = 'a';
  for (let at = -760; at < 0; at += 1 + (random() < 0.03 ? 40 * random() : 0)) {
    if (random() < 0.02) state = states[Math.floor(random() * 4)];
    if (random() < 0.02) source = source === 'a' ? 'b' : 'a';
    rows.push(
      seen(at, {
        location,
        state,
        source,
        detail:
          random() < 0.01
            ? { enabled: true, startDate: day(at + 2) }
            : { enabled: state === 'active' },
      }),
    );
  }
  return rows;
}

function afterwards(
  history: Observation[],
  options: Parameters<typeof forgettable>[1],
) {
  const { forget, extend } = forgettable(history, options);
  return history
    .filter(({ id }) => !forget.includes(id))
    .map(row => ({ ...row, ...extend.find(({ id }) => id === row.id) }));
}

describe('what is assessed', () => {
  const workload: Workload = {
    id: 'w',
    name: 'digest',
    kind: 'scheduled',
    serverRefs: [SERVER],
    roleRef: ROLE,
    ownerRef: 'group:default/sre',
    schedule: {
      dialect: 'debian-cron',
      expression: '15 4 * * 1',
      timezone: 'Asia/Tokyo',
    },
    command: 'run',
    description: null,
    maskedSecrets: [],
    locations: [
      { side: 'legacy', position: 0, ...LEGACY },
      { side: 'target', position: 0, ...TARGET },
    ],
    intents: [],
    hostInstances: [{ host: 'default/bat000', location: INSTANCE }],
    soakPassedAt: null,
    firstSeenAt: day(-760),
  };

  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'is the same after a clean-up, seed %i',
    seed => {
      ids = 0;
      const random = numbers(seed);
      const histories = [LEGACY, TARGET].map(at => someHistory(random, at));
      if (random() < 0.3) {
        const at = -760 * random();
        histories.push([
          seen(at, { location: INSTANCE, state: 'absent', freshUntil: null }),
        ]);
      }
      const runs: Run[] = Array.from({ length: 50 }, (_, index) => ({
        id: index,
        location: TARGET,
        scheduledFor: null,
        startedAt: day(-7 * (50 - index) + 2.74),
        endedAt: day(-7 * (50 - index) + 2.75),
        outcome: random() < 0.2 ? ('failed' as const) : ('succeeded' as const),
        source: 'a',
        externalId: `${index}`,
      }));
      const known: Workload = {
        ...workload,
        soakPassedAt: random() < 0.3 ? day(-700 * random()) : null,
      };
      // Of heartbeats that say the same another one may be named.
      const withoutIds = (answer: object) =>
        JSON.parse(
          JSON.stringify(answer, (key, value) =>
            key === 'observationIds' ? undefined : value,
          ),
        );
      const assessed = (observations: Observation[]): Assessment =>
        assess(known, EMPTY_PLAN, observations, runs, NOW);
      const say = (observations: Observation[]) =>
        withoutIds({
          ...assessed(observations),
          ticks: dueTicks(
            known,
            EMPTY_PLAN,
            observations,
            runs,
            new Date(NOW.getTime() - 300 * DAY_MS),
            NOW,
            NOW,
          ),
        });
      const before = say(histories.flat());
      const lastSaid = histories
        .slice(0, 2)
        .map(rows => rows.filter(({ state }) => state !== 'unknown').pop())
        .map(row => Date.parse(row!.observedAt));
      const isProving = before.stage === 'cut-over';
      const options = {
        heartbeatsBefore: day(-30),
        observationsBefore: isProving
          ? null
          : new Date(Math.min(...lastSaid) - 400 * DAY_MS).toISOString(),
        finalAbsences: histories[2]?.map(({ observedAt }) => observedAt) ?? [],
        pinned: new Set<number>(),
      };
      const left = histories.map(rows => afterwards(rows, options));
      expect(left.flat().length).toBeLessThan(histories.flat().length / 2);
      expect(say(left.flat())).toEqual(before);
    },
  );
});
