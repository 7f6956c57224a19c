import { assess } from './assess';
import type { Observation } from './model';
import {
  INSTANCE,
  LEGACY,
  NOW,
  days,
  minutes,
  plan,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const on = workload({
  hostInstances: [{ host: 'default/bat000', location: INSTANCE }],
});
const look = (observations: Observation[]) =>
  assess(on, plan(), [...observations, seenTarget('active')], [], NOW);

/** The last capture, of nine days ago, lapsed two days ago. */
const captured = (state: 'active' | 'idle' | 'absent') =>
  seen(LEGACY, state, { at: days(-9), until: days(-2) });
const stopped = seen(INSTANCE, 'idle', { at: days(-8), until: minutes(20) });

describe('a host that is stopped cannot be read, and runs nothing', () => {
  it.each(['active', 'idle'] as const)(
    'its line, last seen %s, is idle after the capture has lapsed',
    state => {
      expect(look([captured(state), stopped])).toMatchObject({
        ...{ legacy: 'idle', placement: 'target', stale: false },
      });
    },
  );

  it('says so, though the newest look at the line saw nothing', () => {
    const failed = seen(LEGACY, 'unknown', { at: days(-1) });
    expect(look([captured('active'), failed, stopped]).legacy).toBe('idle');
  });

  it.each(['active', 'idle'] as const)(
    'and rests on the look at the instance, when the line was last seen %s',
    state => {
      const line = captured(state);
      expect(look([line, stopped]).because!.placement.observationIds).toEqual(
        expect.arrayContaining([line.id, stopped.id]),
      );
    },
  );

  it.each([
    ['whose instance nobody looked at', [captured('active')], []],
    [
      'whose instance is silent too',
      [captured('active')],
      [seen(INSTANCE, 'idle', { at: days(-8), until: minutes(-1) })],
    ],
    [
      'that was started again',
      [captured('active')],
      [stopped, seen(INSTANCE, 'active')],
    ],
    // Idle would take back that it was removed.
    ['on which the line was gone', [captured('absent')], [stopped]],
    ['on which nobody ever saw the line', [], [stopped]],
  ])('but nothing is known of one %s', (_, line, instance) => {
    expect(look([...line, ...instance])).toMatchObject({
      ...{ legacy: 'unknown', placement: 'unknown' },
    });
  });
});
