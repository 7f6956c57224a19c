import {
  firesAt,
  firingsOf,
  nextCommonTick,
  nextSharedTick,
  nextTick,
  sameTick,
  specsOfDetail,
  startsAt,
  type Firing,
} from './fires';
import type { ObservedState, ScheduleSpec } from './model';
import { toEvidence } from './sides';
import {
  NEXT_TICK,
  NOW,
  TARGET,
  eventBridge,
  minutes,
  seenTarget,
  workload,
} from './testEstate';

const at = (text: string) => Date.parse(`2026-02-${text}:00Z`);
const utc = (expression: string): ScheduleSpec => ({
  dialect: 'debian-cron',
  expression,
  timezone: 'UTC',
});
const firing = (expression: string, over: Partial<Firing> = {}): Firing => ({
  location: TARGET,
  state: 'active',
  specs: [utc(expression)],
  problem: null,
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
  observationId: 1,
  ...over,
});

describe('a location that starts at four each day', () => {
  const FOUR = at('12T04:00');
  const NEXT = at('13T04:00');

  it.each<[string, Partial<Firing>, number, number | null]>([
    ['before it', {}, FOUR - 1, FOUR],
    ['at it, for the instant itself is excluded', {}, FOUR, NEXT],
    ['from it on', { from: FOUR }, at('11T00:00'), FOUR],
    ['from just after it', { from: FOUR + 1 }, at('11T00:00'), NEXT],
    ['until it', { until: FOUR }, FOUR - 1, FOUR],
    ['until just before it', { until: FOUR - 1 }, FOUR - 1, null],
  ])('%s', (_, bounds, after, expected) => {
    expect(nextTick([firing('0 4 * * *', bounds)], after)).toBe(expected);
  });

  it.each<[string, Partial<Firing>, number, boolean]>([
    ['at its tick', {}, FOUR, true],
    ['a minute later', {}, FOUR + 60_000, false],
    ['at its first tick', { from: FOUR }, FOUR, true],
    ['before its first tick', { from: FOUR + 1 }, FOUR, false],
    ['at its last tick', { until: FOUR }, FOUR, true],
    ['after its last tick', { until: FOUR - 1 }, FOUR, false],
  ])('starts %s: %#', (_, bounds, tick, expected) => {
    expect(startsAt(firing('0 4 * * *', bounds), tick)).toBe(expected);
  });

  it('has no tick in common with one that ends before', () => {
    const other = firing('0 4 * * *', { until: FOUR });
    expect(nextCommonTick(firing('0 4 * * *'), other, FOUR - 1)).toBe(FOUR);
    expect(nextCommonTick(firing('0 4 * * *'), other, FOUR)).toBeNull();
  });
});

describe('a target that waits for its start', () => {
  it.each<[string, ObservedState, boolean | undefined, string, number]>([
    ['is on, as its detail says', 'idle', true, minutes(60), 1],
    ['is on, as its probe saw', 'active', undefined, minutes(60), 1],
    ['is off', 'idle', false, minutes(60), 0],
    ['nobody knows whether it is on', 'idle', undefined, minutes(60), 0],
    ['is on since its start', 'idle', true, minutes(-60), 1],
    ['is off, its start long past', 'idle', false, minutes(-60), 0],
  ])('%s', (_, state, enabled, startDate, count) => {
    const observation = seenTarget(state, { detail: { enabled, startDate } });
    const evidence = toEvidence(workload(), [observation], NOW);
    expect(firingsOf(evidence, [TARGET])).toHaveLength(count);
  });

  it('starts with it, inclusive', () => {
    const startDate = NEXT_TICK;
    const observation = seenTarget('idle', {
      detail: { enabled: true, startDate },
    });
    const evidence = toEvidence(workload(), [observation], NOW);
    const [found] = firingsOf(evidence, [TARGET]);
    expect(nextTick([found], NOW.getTime())).toBe(Date.parse(NEXT_TICK));
  });
});

describe('the same due run', () => {
  it.each<[string, string, string, string | null]>([
    [
      'lies within half the distance to the next',
      '0 */2 * * *',
      '0 1 * * *',
      '12T01:00',
    ],
    ['lies no further away', '0 */2 * * *', '1 1 * * *', null],
    ['is the nearest', '0 */2 * * *', '50 23,1 * * *', '11T23:50'],
    [
      'lies within twelve hours of a rare one',
      '0 0 * * 4',
      '0 12 12 2 *',
      '12T12:00',
    ],
    ['lies not beyond, however rare it is', '0 0 12 2 *', '1 12 12 2 *', null],
  ])('%s', (_, own, other, expected) => {
    expect(sameTick(at('12T00:00'), [firing(own)], [firing(other)])).toBe(
      expected === null ? null : at(expected),
    );
  });

  it('may be one that a merged target does for both jobs', () => {
    const merged = firing('0 0 * * *', {
      location: { ...TARGET, alsoServes: [utc('0 0 * * *')] },
    });
    const midnight = at('12T00:00');
    expect(sameTick(midnight, [firing('0 0 * * *')], [merged])).toBe(midnight);
  });

  it('is shared only while it is to come on both sides', () => {
    const shared = nextSharedTick(
      [firing('0 4 * * *')],
      [firing('50 3 * * *')],
      at('12T03:55'),
    );
    expect(shared).toEqual({ legacy: at('13T04:00'), target: at('13T03:50') });
  });

  it('is shared only where each is the same run of the other', () => {
    // Of the two old runs neither is the one at four: they lie ten minutes apart.
    const old = [firing('0,10 1 * * *')];
    const now = at('12T00:00');
    expect(nextSharedTick(old, [firing('0 4 * * *')], now)).toBeNull();
  });
});

describe('schedules that a probe told', () => {
  const startDate = '2026-02-01T00:00:00.000Z';

  it.each([
    ['a rate counts from its start', 'rate(1 day)', { startDate }],
    ['an expression does not', 'cron(0 4 * * ? *)', {}],
  ])('%s', (_, expression, more) => {
    const spec = eventBridge(expression);
    expect(specsOfDetail({ schedules: [spec] as never, startDate })).toEqual([
      { ...spec, ...more },
    ]);
  });

  it('are left out where the dialect is none that is known', () => {
    const spec = { ...utc('0 4 * * *'), dialect: 'quartz' };
    expect(specsOfDetail({ schedules: [spec] as never })).toEqual([]);
  });

  it('start at an instant where any of them does', () => {
    const specs = [utc('0 4 * * *'), utc('0 5 * * *')];
    expect(firesAt(specs, at('12T05:00'))).toBe(true);
    expect(firesAt(specs, at('12T06:00'))).toBe(false);
  });
});
