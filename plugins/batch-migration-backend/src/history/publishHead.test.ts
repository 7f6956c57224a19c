import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { HistoryHead } from 'backstage-plugin-batch-migration-common';
import type { HistoryHeadPublisher } from 'backstage-plugin-batch-migration-node';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { publishHead } from './publishHead';
import { createPublishers } from './publishers';
import { appendEvents } from './testHistory';

jest.setTimeout(240_000);

const START = Date.parse('2026-02-01T00:00:00Z');
const minute = (n: number) => new Date(START + n * 60_000);

/** Keeps heads in memory; `keeps` says whether it can tell the newest. */
class MemoryHeads implements HistoryHeadPublisher {
  readonly type = 'memory';
  readonly heads: HistoryHead[] = [];
  readonly alarms: string[] = [];
  failure: Error | null = null;

  constructor(readonly id = 'memory', readonly everyMs = 60_000) {}

  async publish(head: HistoryHead) {
    if (this.failure) throw this.failure;
    this.heads.push(head);
  }

  async alarm(sentence: string) {
    this.alarms.push(sentence);
  }
}

describe('publishHead', () => {
  const databases = testDatabases();

  async function setUp(
    id: TestDatabaseId,
    publishers: HistoryHeadPublisher[] = [],
  ) {
    const knex = await databases.init(id);
    const database = await createDatabase(knex);
    const logger = mockServices.logger.mock();
    const publish = (n: number) =>
      publishHead({ database, publishers, logger, now: minute(n) });
    return { knex, database, logger, publish };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('publishes what was written since, and nothing twice', async () => {
      const place = new MemoryHeads();
      const { database, publish } = await setUp(id, [place]);
      await publish(0);
      expect(place.heads).toEqual([
        {
          ...{ sequence: 0, count: 0, hash: '0'.repeat(64) },
          at: minute(0).toISOString(),
        },
      ]);
      await publish(5);
      expect(place.heads).toHaveLength(1);
      await appendEvents(database, 3);
      await publish(10);
      await publish(15);
      const [{ id: newest }] = (await database.history.list({ limit: 1 }))
        .items;
      expect(
        place.heads.map(({ sequence, count }) => [sequence, count]),
      ).toEqual([
        [0, 0],
        [3, 3],
      ]);
      expect(newest).toBe(3);
      expect(await database.history.hashAt(3)).toBe(place.heads[1].hash);
      expect(await database.history.verify(place.heads)).toMatchObject({
        isWhole: true,
        headsMatched: 2,
      });
    });

    it('gives each place its own time', async () => {
      const often = new MemoryHeads('often');
      const seldom = new MemoryHeads('seldom', 60 * 60_000);
      const { database, publish } = await setUp(id, [often, seldom]);
      for (const n of [0, 20, 40, 60]) {
        await appendEvents(database, 1);
        await publish(n);
      }
      expect(often.heads.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
      expect(seldom.heads.map(({ sequence }) => sequence)).toEqual([1, 4]);
    });

    it('publishes to the others where one fails, and tries that again', async () => {
      const bad = new MemoryHeads('bad');
      const good = new MemoryHeads('good');
      bad.failure = new Error('The bucket is gone');
      const { publish } = await setUp(id, [bad, good]);
      await expect(publish(0)).rejects.toThrow(
        /bad: Error: The bucket is gone/,
      );
      expect(good.heads).toHaveLength(1);
      bad.failure = null;
      await publish(1);
      expect([bad.heads.length, good.heads.length]).toEqual([1, 1]);
    });

    it('raises the alarm where the end was cut off', async () => {
      const place = new MemoryHeads();
      const { knex, database, logger, publish } = await setUp(id, [place]);
      await appendEvents(database, 5);
      await publish(0);
      await knex('history').where('id', '>', 3).delete();
      const hash = await database.history.hashAt(3);
      await knex('history_head').update({
        ...{ hash, position: 3, position_hash: hash },
      });
      await publish(5);
      expect(place.alarms).toEqual([
        expect.stringMatching(/had 5 events at .* and has 3 now/),
      ]);
      expect(logger.error).toHaveBeenCalledTimes(1);
      await publish(10);
      expect(place.alarms).toHaveLength(1);
    });

    it('raises the alarm where what was published was rewritten', async () => {
      const place = new MemoryHeads();
      const { knex, database, publish } = await setUp(id, [place]);
      await appendEvents(database, 2);
      await publish(0);
      await knex('history')
        .where({ id: 2 })
        .update({ hash: 'b'.repeat(64) });
      await appendEvents(database, 1);
      await publish(5);
      expect(place.alarms).toEqual([
        expect.stringContaining(
          'Event number 2 of the history has another hash',
        ),
      ]);
    });

    it('raises the alarm where events are missing', async () => {
      const place = new MemoryHeads();
      const { knex, database, publish } = await setUp(id, [place]);
      await appendEvents(database, 5);
      await knex('history').where({ id: 3 }).delete();
      await publish(0);
      expect(place.alarms).toEqual([
        expect.stringContaining('has 4 events and should have 5'),
      ]);
      expect(place.heads[0]).toMatchObject({ sequence: 5, count: 4 });
    });
  });
});

describe('createPublishers', () => {
  const logger = mockServices.logger.mock();
  const send = jest.fn(async () => {});
  const services = { logger, notifications: { send } };
  const HEAD = {
    ...{ sequence: 2, count: 2, hash: 'a'.repeat(64) },
    at: minute(0).toISOString(),
  };

  it('writes to the log and to people', async () => {
    const publishers = createPublishers(
      [
        { type: 'log', everyMs: 1 },
        {
          type: 'notification',
          everyMs: 1,
          recipients: ['group:default/audit'],
        },
      ],
      [],
      services,
    );
    for (const publisher of publishers) await publisher.publish(HEAD);
    expect(logger.info).toHaveBeenCalledWith(
      `History head ${JSON.stringify(HEAD)}`,
    );
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/audit'] },
      payload: expect.objectContaining({
        title: 'History of the migration: 2 events',
        description: expect.stringContaining(JSON.stringify(HEAD)),
      }),
    });
  });

  it('refuses a place that no module is for, and one that is there twice', () => {
    const s3 = {
      type: 's3' as const,
      key: 'batchMigration.history.publish[0]',
    };
    expect(() => createPublishers([s3], [], services)).toThrow(
      'batchMigration.history.publish[0] is of type s3',
    );
    const module = { ...new MemoryHeads(), type: 's3' } as never;
    expect(createPublishers([s3], [module], services)).toHaveLength(1);
    const log = { type: 'log' as const, everyMs: 1 };
    expect(() => createPublishers([log, log], [], services)).toThrow('twice');
  });
});
