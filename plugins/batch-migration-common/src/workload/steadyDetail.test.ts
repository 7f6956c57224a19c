import type {
  ObservationDetail,
  QueueDetail,
  ServiceDetail,
  TrafficDetail,
} from './model';
import { steadyDetail } from './steadyDetail';

const service: ServiceDetail = {
  desired: 3,
  running: 3,
  atMost: { count: 6, because: 'its scaling rule allows 6 tasks' },
  rollout: 'completed',
  rolloutReason: null,
};
const queue: QueueDetail = {
  name: 'push',
  visible: 12,
  inFlight: 3,
  delayed: 0,
  oldestMessageSeconds: 40,
  receives: 900,
  deadLetter: { name: 'push-dead', visible: 0 },
  unread: null,
};
const traffic: TrafficDetail = {
  weight: 10,
  totalWeight: 100,
  conditions: [],
  requests: 1200,
  targets: { healthy: 2, registered: 2 },
  alarms: [],
  unread: [],
};
const base: ObservationDetail = {
  service,
  queue,
  traffic,
  pendingCount: 0,
  runningCount: 3,
};
const says = (over: ObservationDetail) =>
  JSON.stringify(steadyDetail({ ...base, ...over }));

it.each<[string, ObservationDetail]>([
  [
    'messages that come and go',
    {
      queue: {
        ...queue,
        visible: 0,
        inFlight: 9,
        delayed: 2,
        oldestMessageSeconds: 7,
        receives: 3,
      },
    },
  ],
  ['requests', { traffic: { ...traffic, requests: 7 } }],
  [
    'targets that a rule adds',
    { traffic: { ...traffic, targets: { healthy: 5, registered: 5 } } },
  ],
  [
    'copies that a rule adds',
    { service: { ...service, desired: 5, running: 5 }, runningCount: 5 },
  ],
])('%s says the same', (_, over) => {
  expect(says(over)).toBe(says({}));
});

it.each<[string, ObservationDetail]>([
  [
    'a dead-letter queue that fills',
    { queue: { ...queue, deadLetter: { name: 'push-dead', visible: 1 } } },
  ],
  [
    'a dead-letter queue that cannot be read',
    { queue: { ...queue, deadLetter: { name: 'push-dead', visible: null } } },
  ],
  ['a queue that nobody consumes', { queue: { ...queue, receives: 0 } }],
  ['a queue of another name', { queue: { ...queue, name: 'pull' } }],
  ['a copy that is missing', { service: { ...service, running: 2 } }],
  ['none that runs', { service: { ...service, running: 0 } }],
  ['a scaling to one', { service: { ...service, desired: 1, running: 1 } }],
  ['a scaling to zero', { service: { ...service, desired: 0, running: 0 } }],
  ['a deployment that fails', { service: { ...service, rollout: 'failed' } }],
  [
    'another limit',
    {
      service: {
        ...service,
        atMost: { count: 9, because: 'its scaling rule allows 9 tasks' },
      },
    },
  ],
  ['a weight', { traffic: { ...traffic, weight: 50 } }],
  ['an alarm', { traffic: { ...traffic, alarms: ['5xx'] } }],
  [
    'a target that is not healthy',
    { traffic: { ...traffic, targets: { healthy: 1, registered: 2 } } },
  ],
  [
    'no target that is healthy',
    { traffic: { ...traffic, targets: { healthy: 0, registered: 2 } } },
  ],
  ['requests that nobody counts', { traffic: { ...traffic, requests: null } }],
  ['a reason', { reason: 'None of its 3 tasks runs' }],
  ['any other fact', { taskDefinition: 'push:8' }],
])('%s says something new', (_, over) => {
  expect(says(over)).not.toBe(says({}));
});

it('hears nothing new of a dead-letter queue that goes on filling', () => {
  const dead = (visible: number) =>
    says({ queue: { ...queue, deadLetter: { name: 'push-dead', visible } } });
  expect(dead(2)).toBe(dead(900));
});

it('leaves the detail of a schedule as it is', () => {
  const schedule = { enabled: true, targetArn: 'arn', startDate: '2026-02-12' };
  expect(steadyDetail(schedule)).toEqual(schedule);
});
