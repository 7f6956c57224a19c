import type {
  ObservationDetail,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import { createDatabase } from '../testEstate';
import { testDatabases } from '../testDatabases';

jest.setTimeout(240_000);

const WORKER = { ref: 'ecs-service:1/r/c', key: 'push' };
const at = (minute: number) =>
  new Date(Date.parse('2026-02-12T01:00:00Z') + minute * 60_000).toISOString();

const waiting = (visible: number, dead = 0): ObservationDetail => ({
  queue: {
    name: 'push',
    visible,
    inFlight: visible,
    delayed: 0,
    oldestMessageSeconds: visible,
    receives: 9,
    deadLetter: { name: 'push-dead', visible: dead },
    unread: null,
  },
});

describe('numbers that move by themselves', () => {
  const databases = testDatabases();

  it.each(databases.eachSupportedId())(
    'are kept in the newest row until something else changes, on %s',
    async id => {
      const { observations } = await createDatabase(await databases.init(id));
      const look = (
        minute: number,
        detail: ObservationDetail,
        state: ObservedState = 'active',
      ) =>
        observations.record([
          {
            location: WORKER,
            state,
            detail,
            source: 'aws-ecs-service',
            observedAt: at(minute),
            freshUntil: at(minute + 30),
          },
        ]);
      const rows = async () =>
        (await observations.history([WORKER])).map(one => [
          one.observedAt,
          one.lastSeenAt,
          one.state,
          one.detail.queue?.visible,
          one.detail.queue?.deadLetter?.visible,
        ]);

      await look(0, waiting(1));
      // Its messages quote the numbers: what rests on the row is made anew.
      expect(await look(5, waiting(700))).toEqual([WORKER]);
      expect(await look(10, waiting(700))).toEqual([]);
      expect(await rows()).toEqual([[at(0), at(10), 'active', 700, 0]]);

      await look(15, waiting(3, 2));
      await look(20, waiting(4, 50));
      await look(25, waiting(4, 50), 'idle');
      await look(30, waiting(4), 'idle');
      expect(await rows()).toEqual([
        [at(0), at(10), 'active', 700, 0],
        [at(15), at(20), 'active', 4, 50],
        [at(25), at(25), 'idle', 4, 50],
        [at(30), at(30), 'idle', 4, 0],
      ]);
    },
  );
});
