import {
  knowAt,
  newestAt,
  stateBeforeFirstLook,
  stateMeantAt,
  toHistory,
} from './freshness';
import type { Observation, ObservationDetail, ObservedState } from './model';
import { LEGACY, NOW, TARGET, days, minutes, seen } from './testEstate';

const at = (instant: string) => Date.parse(instant);
const known = (observations: Observation[], instant = NOW.toISOString()) =>
  knowAt(toHistory(observations), LEGACY, at(instant)).state;

const from = (
  source: string,
  state: ObservedState,
  since: string,
  until: string | null = days(9),
) => seen(LEGACY, state, { at: since, until, source });

describe('what is known of a location', () => {
  it.each<[string, Observation[], ObservedState]>([
    ['nothing', [], 'unknown'],
    [
      'the newest look counts',
      [from('a', 'active', days(-2)), from('a', 'idle', days(-1))],
      'idle',
    ],
    [
      'of two sources the newest that still counts',
      [from('a', 'active', days(-2)), from('b', 'idle', days(-1))],
      'idle',
    ],
    [
      'a lapsed source leaves the word to the other',
      [from('a', 'active', days(-2)), from('b', 'idle', days(-1), minutes(-1))],
      'active',
    ],
    [
      'a source that lapsed does not fall back on what it said before',
      [from('a', 'active', days(-2)), from('a', 'idle', days(-1), minutes(-1))],
      'unknown',
    ],
    [
      'nor where another source cannot see either',
      [
        from('b', 'unknown', days(-3)),
        from('a', 'active', days(-2)),
        from('a', 'idle', days(-1), minutes(-1)),
      ],
      'unknown',
    ],
    [
      'a source that cannot see silences itself',
      [from('a', 'active', days(-2)), from('a', 'unknown', days(-1))],
      'unknown',
    ],
    [
      'and no other source',
      [
        from('b', 'active', days(-2)),
        from('a', 'idle', days(-2)),
        from('a', 'unknown', days(-1)),
      ],
      'active',
    ],
    [
      'what is gone for good stays gone while nobody sees',
      [from('a', 'absent', days(-2), null), from('a', 'unknown', days(-1))],
      'absent',
    ],
    [
      'what is on without end does not stay on while nobody sees',
      [from('a', 'active', days(-2), null), from('a', 'unknown', days(-1))],
      'unknown',
    ],
    [
      'what came back is not gone for good',
      [
        from('a', 'absent', days(-3), null),
        from('a', 'active', days(-2)),
        from('a', 'unknown', days(-1)),
      ],
      'unknown',
    ],
    [
      'what came back and lapsed neither',
      [
        from('a', 'absent', days(-3), null),
        from('a', 'active', days(-2), days(-1)),
      ],
      'unknown',
    ],
    [
      'what nobody has seen yet does not count',
      [from('a', 'active', minutes(1))],
      'unknown',
    ],
  ])('%s', (_, observations, expected) => {
    expect(known(observations)).toBe(expected);
    expect(known([...observations].reverse())).toBe(expected);
  });

  it('counts up to its last millisecond', () => {
    const one = [from('a', 'active', days(-1), minutes(5))];
    expect(known(one, minutes(5))).toBe('active');
    expect(knowAt(toHistory(one), LEGACY, at(minutes(5)) + 1).state).toBe(
      'unknown',
    );
  });

  it('counts from its first millisecond', () => {
    const one = [from('a', 'active', minutes(5))];
    expect(known(one, minutes(5))).toBe('active');
    expect(knowAt(toHistory(one), LEGACY, at(minutes(5)) - 1).state).toBe(
      'unknown',
    );
  });

  it('rests on the last that said something where none counts', () => {
    const said = from('a', 'idle', days(-3), days(-2));
    const failed = from('a', 'unknown', days(-1));
    const history = toHistory([said, failed]);
    expect(knowAt(history, LEGACY, NOW.getTime()).observation).toBe(said);
    expect(newestAt(history, LEGACY, NOW.getTime())).toBe(failed);
    expect(newestAt(history, LEGACY, at(days(-2)))).toBe(said);
    expect(newestAt(history, LEGACY, at(days(-4)))).toBeNull();
  });
});

describe('the state that an observation means later', () => {
  const start = minutes(10);
  const end = minutes(20);
  const on: ObservationDetail = {
    enabled: true,
    startDate: start,
    endDate: end,
  };

  it.each<[string, ObservedState, ObservationDetail, number, ObservedState]>([
    ['before its start', 'idle', on, 9, 'idle'],
    ['at its start', 'idle', on, 10, 'active'],
    ['at its end', 'active', on, 20, 'active'],
    ['after its end', 'active', on, 20.001, 'idle'],
    ['switched off', 'idle', { ...on, enabled: false }, 15, 'idle'],
    ['switched off, said by nobody', 'idle', { startDate: start }, 15, 'idle'],
    ['without bounds', 'idle', { enabled: true }, 15, 'idle'],
    ['in an ignored file', 'idle', { ...on, fileIgnored: true }, 15, 'idle'],
    ['gone', 'absent', on, 15, 'absent'],
    ['not seen', 'unknown', on, 15, 'unknown'],
    [
      'with a start that is no date',
      'active',
      { startDate: 'soon' },
      15,
      'active',
    ],
  ])('%s', (_, state, detail, minute, expected) => {
    const observation = seen(TARGET, state, { detail });
    const instant = NOW.getTime() + minute * 60_000;
    expect(stateMeantAt(observation, instant)).toBe(expected);
  });
});

describe('what the platform tells of the time before the first look', () => {
  const first = (state: ObservedState, detail: ObservationDetail) =>
    toHistory([seen(TARGET, state, { at: minutes(-5), detail })]);

  it.each<[string, ObservedState, ObservationDetail, ObservedState]>([
    ['nothing', 'active', {}, 'unknown'],
    ['made later', 'active', { createdAt: days(-1) }, 'absent'],
    [
      'made then',
      'active',
      { createdAt: days(-2), modifiedAt: days(-2) },
      'active',
    ],
    [
      'changed since',
      'active',
      { createdAt: days(-9), modifiedAt: days(-1) },
      'unknown',
    ],
    ['not changed since', 'idle', { modifiedAt: days(-9) }, 'idle'],
    ['nothing that was seen', 'unknown', { modifiedAt: days(-9) }, 'unknown'],
  ])('%s', (_, state, detail, expected) => {
    expect(
      stateBeforeFirstLook(first(state, detail), TARGET, at(days(-2))),
    ).toBe(expected);
  });

  it('says nothing of the time after it', () => {
    expect(
      stateBeforeFirstLook(
        first('active', { modifiedAt: days(-9) }),
        TARGET,
        at(minutes(-5)),
      ),
    ).toBe('unknown');
  });
});
