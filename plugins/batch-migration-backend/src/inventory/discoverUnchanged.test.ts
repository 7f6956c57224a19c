import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Discovery } from '../discovery';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { createFilesInventorySource } from './FilesInventorySource';

jest.setTimeout(240_000);

const HOUR_MS = 60 * 60 * 1000;
const SERVER = 'resource:default/bat000';
const databases = testDatabases();
const directory = createMockDirectory();

describe.each(databases.eachSupportedId())(
  'discovery of files that did not change, on %s',
  databaseId => {
    let database: BatchMigrationDatabase;

    beforeEach(async () => {
      database = await createDatabase(await databases.init(databaseId));
      directory.setContent({
        'captured/bat000/1/capture.json': JSON.stringify({
          host: 'bat000',
          capturedAt: '2026-02-12T01:00:00Z',
          read: ['etc'],
        }),
        'captured/bat000/1/etc/crontab': '0 3 * * * root bin/a\n',
      });
    });

    /** A backend that has just started. */
    const newBackend = () =>
      new Discovery({
        database,
        logger: mockServices.logger.mock(),
        sources: [
          createFilesInventorySource({
            id: 'files:captured',
            role: 'captured',
            directory: directory.resolve('captured'),
            freshnessMs: HOUR_MS,
            timezone: 'UTC',
            memory: database.inventoryFolders,
          }),
        ],
      });

    const latest = async () => {
      const [workload] = await database.workloads.ofServers([SERVER]);
      const seen = await database.observations.latest(workload.locations);
      return [...seen.values()][0];
    };

    it('counts as an answer, and makes nothing fresher than its capture', async () => {
      await newBackend().run({ now: new Date('2026-02-12T01:10:00Z') });
      const before = await latest();
      const { servers, failures } = await newBackend().run({
        now: new Date('2026-02-12T01:50:00Z'),
      });
      expect({ servers, failures }).toEqual({ servers: 0, failures: [] });
      expect(await database.inventory.lastAnsweredAt()).toBe(
        '2026-02-12T01:50:00.000Z',
      );
      expect(await latest()).toEqual(before);
      expect(before.freshUntil).toBe('2026-02-12T02:00:00.000Z');
      // It lapses in its own time, though the source answers.
      await newBackend().run({ now: new Date('2026-02-12T03:00:00Z') });
      expect(
        await database.inventory.silent('2026-02-12T03:00:00.000Z'),
      ).toEqual([expect.objectContaining({ id: `files:captured ${SERVER}` })]);
    });

    it('is remembered only where it was stored', async () => {
      const transaction = jest
        .spyOn(database, 'transaction')
        .mockRejectedValueOnce(new Error('the disk is full'));
      const first = await newBackend().run({
        now: new Date('2026-02-12T01:10:00Z'),
      });
      expect(first.failures).toHaveLength(1);
      expect(await database.inventoryFolders.folders('files:captured')).toEqual(
        new Map(),
      );
      transaction.mockRestore();
      const second = await newBackend().run({
        now: new Date('2026-02-12T01:15:00Z'),
      });
      expect(second).toMatchObject({ servers: 1, failures: [] });
    });

    it('forgets folders that are gone, and keeps the newest version of a tree', async () => {
      const { inventoryFolders: memory } = database;
      const folder = { serverRef: SERVER, contentHash: 'h', failures: ['x'] };
      await memory.rememberFolder('s', 'a', folder);
      await memory.rememberFolder('s', 'b', folder);
      await memory.rememberFolder('other', 'a', folder);
      await memory.forgetFolders('s', ['a']);
      expect([...(await memory.folders('s'))]).toEqual([['b', folder]]);
      expect((await memory.folders('other')).size).toBe(1);
      expect(await memory.tree('s')).toBeNull();
      await memory.rememberTree('s', { version: '1', readAs: 'r' });
      await memory.rememberTree('s', { version: '2', readAs: 'r' });
      expect(await memory.tree('s')).toEqual({ version: '2', readAs: 'r' });
    });
  },
);
