import type { Observation, ObservedState, WorkloadLocation } from './model';
import {
  isDormant,
  knowLocationAt,
  lastVerifiedSides,
  sidesAt,
  sidesOf,
  sideState,
  toEvidence,
} from './sides';
import {
  INSTANCE,
  LEGACY,
  NOW,
  TARGET,
  days,
  minutes,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const SECOND_INSTANCE = { ...INSTANCE, key: 'i-2' };

describe('a side', () => {
  it.each<[ObservedState[], ObservedState]>([
    [[], 'absent'],
    [['absent', 'absent'], 'absent'],
    [['absent', 'idle'], 'idle'],
    [['idle', 'idle'], 'idle'],
    [['absent', 'unknown'], 'unknown'],
    [['idle', 'unknown'], 'unknown'],
    [['unknown', 'active'], 'active'],
    [['absent', 'active'], 'active'],
  ])('of %j is %s', (states, expected) => {
    expect(sideState(states)).toBe(expected);
    expect(sideState([...states].reverse())).toBe(expected);
  });

  it('of the target is its last link alone', () => {
    const link = (key: string, position: number): WorkloadLocation => ({
      ...TARGET,
      key,
      position,
    });
    const [first, second, half] = [link('a', 0), link('b', 2), link('c', 2)];
    expect(sidesOf({ locations: [first, LEGACY, second, half] })).toEqual({
      legacy: [first, LEGACY],
      target: [second, half],
    });
  });

  it('of what nobody looked for is unknown, of what never was there absent', () => {
    const at = (locations: WorkloadLocation[], isDeclared: boolean) => {
      const intent = {
        location: { ref: 'declared:default/bat000/x', key: 'k' },
        schedule: null,
        command: 'x',
        user: null,
        enabled: true,
        where: 'x',
        source: 'git',
      };
      const evidence = toEvidence(
        workload({ locations, intents: isDeclared ? [intent] : [] }),
        [],
        NOW,
      );
      return sidesAt(evidence, NOW.getTime()).legacy;
    };
    expect(at([], false)).toBe('unknown');
    expect(at([TARGET], false)).toBe('absent');
    expect(at([TARGET], true)).toBe('unknown');
  });
});

describe('a line on a host of which the instances are known', () => {
  const state = (
    line: Observation[],
    instances: Observation[],
    location: WorkloadLocation = LEGACY,
  ) =>
    knowLocationAt(
      toEvidence(
        workload({
          hostInstances: [INSTANCE, SECOND_INSTANCE].map(one => ({
            host: 'default/bat000',
            location: one,
          })),
        }),
        [...line, ...instances],
        NOW,
      ),
      location,
      NOW.getTime(),
    ).state;
  const both = (a: ObservedState, b: ObservedState) => [
    seen(INSTANCE, a),
    seen(SECOND_INSTANCE, b),
  ];
  const on = [seen(LEGACY, 'active', { at: days(-1) })];
  const off = [seen(LEGACY, 'idle', { at: days(-1) })];

  it.each<[ObservedState, ObservedState, ObservedState]>([
    ['active', 'active', 'active'],
    ['active', 'absent', 'active'],
    ['active', 'idle', 'active'],
    ['idle', 'idle', 'idle'],
    ['idle', 'absent', 'idle'],
    ['absent', 'absent', 'absent'],
    ['absent', 'unknown', 'active'],
    ['idle', 'unknown', 'active'],
  ])('that is on, of instances %s and %s, is %s', (a, b, expected) => {
    expect(state(on, both(a, b))).toBe(expected);
  });

  it.each<[ObservedState, ObservedState]>([
    ['active', 'idle'],
    ['idle', 'idle'],
    ['absent', 'absent'],
  ])('that is off, of instances that are all %s, is %s', (of, expected) => {
    expect(state(off, both(of, of))).toBe(expected);
  });

  it('that was not seen of a stopped host is not known, of a gone one absent', () => {
    expect(state([], both('idle', 'idle'))).toBe('unknown');
    expect(state([], both('absent', 'absent'))).toBe('absent');
  });

  it('says nothing of the target', () => {
    const target = { ...LEGACY, side: 'target' as const };
    expect(state(on, both('absent', 'absent'), target)).toBe('active');
  });

  it.each<[string, Observation, ObservedState]>([
    ['before its end', seen(LEGACY, 'active', { at: days(-3) }), 'absent'],
    ['after its end', seen(LEGACY, 'active', { at: days(-1) }), 'active'],
    [
      'on and on, past its end',
      seen(LEGACY, 'active', { at: days(-3), lastSeenAt: days(-1) }),
      'active',
    ],
    [
      'after its end, which has lapsed',
      seen(LEGACY, 'active', { at: days(-1), until: minutes(-9) }),
      'unknown',
    ],
    [
      'as missing, which has lapsed',
      seen(LEGACY, 'absent', { at: days(-1), until: minutes(-9) }),
      'absent',
    ],
  ])('that was read %s', (_, line, expected) => {
    const gone = [INSTANCE, SECOND_INSTANCE].map(one =>
      seen(one, 'absent', { at: days(-2), until: null }),
    );
    expect(state([line], gone)).toBe(expected);
  });
});

describe('a line that is dormant', () => {
  const dormant = (
    observations: Observation[],
    locations: WorkloadLocation[] = [LEGACY, TARGET],
  ) => isDormant(toEvidence(workload({ locations }), observations, NOW));
  const off = seen(LEGACY, 'idle', { at: days(-9) });

  it.each<[string, Observation[], boolean]>([
    ['was off when it was first seen', [off], true],
    [
      'was missing, then off',
      [seen(LEGACY, 'absent', { at: days(-10) }), off],
      true,
    ],
    ['is missing by now', [off, seen(LEGACY, 'absent')], true],
    ['was never seen', [], false],
    ['was never there', [seen(LEGACY, 'absent')], false],
    [
      'was on once',
      [seen(LEGACY, 'active', { at: days(-20), until: days(-19) }), off],
      false,
    ],
    [
      'was on later',
      [off, seen(LEGACY, 'active', { at: days(-2), until: days(-1) })],
      false,
    ],
    [
      'has a target that was on',
      [off, seenTarget('active', { at: days(-2), until: days(-1) })],
      false,
    ],
    ['has a target that was never on', [off, seenTarget('idle')], true],
    [
      'stands in an ignored file',
      [seen(LEGACY, 'idle', { detail: { fileIgnored: true } })],
      false,
    ],
    [
      'is off in an ignored file',
      [seen(LEGACY, 'idle', { detail: { fileIgnored: true, enabled: false } })],
      true,
    ],
    [
      'waits for its start',
      [seen(LEGACY, 'idle', { detail: { enabled: true } })],
      false,
    ],
  ])('%s', (_, observations, expected) => {
    expect(dormant(observations)).toBe(expected);
  });

  it('is none that has only a target', () => {
    expect(dormant([seenTarget('idle')], [TARGET])).toBe(false);
  });
});

describe('both sides when they were last known', () => {
  const verified = (observations: Observation[]) =>
    lastVerifiedSides(toEvidence(workload(), observations, NOW));

  it('are those of now where both are known', () => {
    expect(verified([seen(LEGACY, 'idle'), seenTarget('active')])).toEqual({
      legacy: 'idle',
      target: 'active',
      at: NOW.getTime(),
    });
  });

  it('are those of the last millisecond before one fell silent', () => {
    const until = minutes(-10);
    expect(
      verified([
        seen(LEGACY, 'idle', { at: days(-1), until }),
        seenTarget('active', { at: days(-1) }),
      ]),
    ).toEqual({ legacy: 'idle', target: 'active', at: Date.parse(until) });
  });

  it('are never put together from two times', () => {
    expect(
      verified([
        seen(LEGACY, 'idle', { at: days(-3), until: days(-2) }),
        seenTarget('active', { at: days(-1) }),
      ]),
    ).toBeNull();
  });
});
