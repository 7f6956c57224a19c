import type {
  LocationView,
  Side,
  TrafficDetail,
} from 'backstage-plugin-batch-migration-common';
import { workload } from '../../__testUtils__/estate';
import { shareOf } from './share';

const [line] = workload('web').locations;

const way = (
  side: Side,
  weight: number,
  change: Partial<TrafficDetail> = {},
  state: LocationView['state'] = 'active',
): LocationView => ({
  ...line,
  side,
  state,
  detail: {
    traffic: {
      weight,
      totalWeight: 100,
      conditions: [],
      requests: null,
      targets: null,
      alarms: null,
      unread: [],
      ...change,
    },
  },
});

it.each<[string, LocationView[], ReturnType<typeof shareOf>]>([
  ['no weights', [line], undefined],
  [
    'weights alone',
    [way('legacy', 90), way('target', 10)],
    { weight: 10, seen: null },
  ],
  [
    'requests on both sides',
    [
      way('legacy', 90, { requests: 750 }),
      way('target', 10, { requests: 250 }),
    ],
    { weight: 10, seen: 25 },
  ],
  [
    'requests of one side only',
    [way('legacy', 90), way('target', 10, { requests: 250 })],
    { weight: 10, seen: null },
  ],
  [
    'no request at all',
    [way('legacy', 90, { requests: 0 }), way('target', 10, { requests: 0 })],
    { weight: 10, seen: null },
  ],
  [
    'a way for testers',
    [way('legacy', 100), way('target', 100, { conditions: ['header X: 1'] })],
    undefined,
  ],
  ['a way that nobody sees now', [way('target', 10, {}, 'unknown')], undefined],
  ['no whole', [way('target', 0, { totalWeight: 0 })], undefined],
])('%s', (_, locations, share) => {
  expect(shareOf(locations)).toEqual(share);
});
