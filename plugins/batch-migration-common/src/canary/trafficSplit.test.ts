import type { TrafficDetail } from '../workload/model';
import { trafficSplit, type SeenPlace } from './trafficSplit';

const way = (
  side: SeenPlace['side'],
  weight: number,
  over: Partial<TrafficDetail> & { state?: SeenPlace['state'] } = {},
): SeenPlace => {
  const { state = 'active', ...traffic } = over;
  return {
    ref: 'listener-rule:111122223333/ap-northeast-1',
    key: `app/x/1/2/3:${side}`,
    side,
    state,
    traffic: {
      weight,
      totalWeight: 100,
      ...{ conditions: [], requests: null, alarms: [], unread: [] },
      targets: { healthy: 4, registered: 4 },
      ...traffic,
    },
  };
};
const BOTH = [way('legacy', 90), way('target', 10)];
const HOUR = { legacy: 1_354_320, target: 148_824, seconds: 3600 };

it('sets what the rule says beside what was counted', () => {
  const { legacy, target, apart } = trafficSplit(BOTH, HOUR, 26);
  expect(legacy).toMatchObject({ setPercent: 90, roomPercent: null });
  expect(target.setPercent).toBe(10);
  expect(target.seenPercent).toBeCloseTo(9.9, 1);
  expect(target.requestsPerSecond).toBeCloseTo(41.3, 1);
  // Four targets of 26 a second, of 418.
  expect(target.roomPercent).toBeCloseTo(24.9, 1);
  expect(apart).toBeCloseTo(0.1, 1);
});

const inTenths = (value: number | null) =>
  value === null ? null : Number(value.toFixed(1));

it.each<
  [string, SeenPlace[], typeof HOUR | null, number | null, number | null]
>([
  ['nobody counted', BOTH, null, 10, null],
  [
    'weights are shares of what they add up to',
    [
      way('legacy', 3, { totalWeight: 4 }),
      way('target', 1, { totalWeight: 4 }),
    ],
    null,
    25,
    null,
  ],
  [
    'the rule was not seen',
    [way('legacy', 90), way('target', 10, { state: 'unknown' })],
    HOUR,
    null,
    9.9,
  ],
  [
    'all weights are 0',
    [way('target', 0, { totalWeight: 0 })],
    null,
    null,
    null,
  ],
  ['there is no way by weight', [], HOUR, null, 9.9],
])('where %s', (_, places, counted, set, seen) => {
  const { target } = trafficSplit(places, counted, null);
  expect(target.setPercent).toBe(set);
  expect(inTenths(target.seenPercent)).toBe(seen);
  expect(target.roomPercent).toBeNull();
});

it('tells rules by header, and counts them to no weight', () => {
  const rule = { priority: '10', conditions: ['header X-Stack: ecs'] };
  const own = way('target', 1, {
    totalWeight: 1,
    conditions: ['header X-B: 1'],
  });
  const { target, headerRules } = trafficSplit(
    [way('legacy', 90), way('target', 10, { headerRules: [rule] }), own],
    null,
    null,
  );
  expect(target.setPercent).toBe(10);
  expect(headerRules.map(({ conditions }) => conditions)).toEqual([
    ['header X-Stack: ecs'],
    ['header X-B: 1'],
  ]);
});

it('does not know the targets of a side of which one way is not known', () => {
  const places = [
    way('target', 5),
    way('target', 5, { targets: null, alarms: null }),
  ];
  const { target } = trafficSplit(places, null, null);
  expect(target).toMatchObject({ targets: null, alarms: null, setPercent: 10 });
});
