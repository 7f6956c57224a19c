import type { QueueDetail } from 'backstage-plugin-batch-migration-common';
import type { ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import { withQueueOf } from './workerQueues';

const worker = (desired: number, running = desired): ProbeAnswer => ({
  location: { ref: 'ecs-service:111122223333/ap-northeast-1/w', key: 'mail' },
  state: 'active',
  detail: {
    service: {
      ...{ desired, running, atMost: null },
      ...{ rollout: null, rolloutReason: null },
    },
  },
});

const waiting: QueueDetail = {
  ...{ name: 'mail', visible: 12, inFlight: 0, delayed: 0 },
  ...{ oldestMessageSeconds: 1800, receives: 0, deadLetter: null },
  unread: null,
};

describe('a worker at zero', () => {
  it('does not do its work where messages wait and its rule starts nothing', () => {
    const { state, detail } = withQueueOf(worker(0), waiting);
    expect(state).toBe('idle');
    expect(detail).toMatchObject({
      queue: waiting,
      reason:
        'It stands at zero, and its rule starts nothing: 12 messages wait in mail, the oldest for 30 minutes, and nobody receives them',
    });
  });

  it.each<[string, Partial<QueueDetail>]>([
    ['is empty', { visible: 0, oldestMessageSeconds: 0 }],
    ['filled a moment ago', { oldestMessageSeconds: 899 }],
    ['has another consumer', { receives: 3 }],
    ['has an age that is not known', { oldestMessageSeconds: null }],
    ['has receives that are not known', { receives: null }],
  ])('is active where its queue %s', (_, over) => {
    const queue = { ...waiting, ...over };
    expect(withQueueOf(worker(0), queue)).toEqual({
      ...worker(0),
      detail: { ...worker(0).detail, queue },
    });
  });

  it('is another thing than one that runs, and than one that is idle', () => {
    expect(withQueueOf(worker(1), waiting).state).toBe('active');
    expect(withQueueOf(worker(0, 1), waiting).state).toBe('active');
    const idle = { ...worker(0), state: 'idle' as const };
    expect(withQueueOf(idle, waiting).detail.reason).toBeUndefined();
  });
});
