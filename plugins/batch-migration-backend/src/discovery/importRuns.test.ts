import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type {
  InventoryRun,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import {
  CRONTAB,
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import { testDatabases } from '../testDatabases';
import { Discovery } from './Discovery';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00Z');
const DIGEST = { ref: CRONTAB, key: 'digest' };
const IMPORT = { ref: CRONTAB, key: 'import' };

const ran = (
  startedAt: string,
  over: Partial<InventoryRun> = {},
): InventoryRun => ({
  location: DIGEST,
  scheduledFor: startedAt,
  startedAt,
  endedAt: null,
  outcome: 'unknown',
  externalId: `bat000:7:${startedAt}`,
  ...over,
});

const captured = (at: string, over: Partial<ServerInventory>) =>
  inventory([cronItem('digest'), cronItem('import')], {
    capturedAt: at,
    ...over,
  });

const FIRST = '2026-02-10T19:15:00.000Z';
const SECOND = '2026-02-11T19:15:00.000Z';

describe('runs in captures', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    const discovery = new Discovery({
      database,
      sources: [source],
      logger: mockServices.logger.mock(),
    });
    const take = async (...readings: ServerInventory[]) => {
      source.readings = readings;
      expect((await discovery.run({ now: NOW })).failures).toEqual([]);
    };
    const runs = async () =>
      (await database.runs.list([DIGEST, IMPORT])).map(
        ({ location, startedAt, endedAt, outcome }) => [
          location.key,
          startedAt,
          endedAt,
          outcome,
        ],
      );
    const ranges = async () => {
      const workloads = await database.workloads.getMany(
        await database.workloads.ids(),
      );
      return workloads.find(({ name }) => name === 'digest')?.locations[0]
        .runRanges;
    };
    return { take, runs, ranges };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('are stored once, though logs overlap', async () => {
      const { take, runs } = await setUp(id);
      const end = '2026-02-10T19:20:00.000Z';
      const first = ran(FIRST, { endedAt: end });
      await take(captured('2026-02-11T00:00:00.000Z', { runs: [first] }));
      await take(
        captured('2026-02-11T00:00:00.000Z', { runs: [first] }),
        captured('2026-02-12T00:00:00.000Z', { runs: [first, ran(SECOND)] }),
      );
      expect(await runs()).toEqual([
        ['digest', FIRST, end, 'unknown'],
        ['digest', SECOND, null, 'unknown'],
      ]);
    });

    it('get the end that a later log shows, and keep it', async () => {
      const { take, runs } = await setUp(id);
      const end = '2026-02-11T02:00:00.000Z';
      await take(
        captured('2026-02-11T00:00:00.000Z', {
          runs: [ran(FIRST, { outcome: 'running' })],
        }),
        captured('2026-02-11T03:00:00.000Z', {
          runs: [ran(FIRST, { outcome: 'failed', endedAt: end })],
        }),
        captured('2026-02-12T00:00:00.000Z', { runs: [ran(FIRST)] }),
      );
      expect(await runs()).toEqual([['digest', FIRST, end, 'failed']]);
    });

    it('are lost sight of where the next log begins later', async () => {
      const { take, runs } = await setUp(id);
      await take(
        captured('2026-02-11T00:00:00.000Z', {
          runs: [ran(FIRST, { outcome: 'running' })],
        }),
        captured('2026-02-12T00:00:00.000Z', {
          runRanges: [
            {
              location: DIGEST,
              from: '2026-02-11T12:00:00.000Z',
              until: '2026-02-12T00:00:00.000Z',
            },
          ],
        }),
      );
      expect(await runs()).toEqual([['digest', FIRST, null, 'unknown']]);
    });

    it('stay with the line that they were counted to first', async () => {
      const { take, runs } = await setUp(id);
      await take(
        captured('2026-02-11T00:00:00.000Z', { runs: [ran(FIRST)] }),
        captured('2026-02-12T00:00:00.000Z', {
          runs: [ran(FIRST, { location: IMPORT })],
        }),
      );
      expect(await runs()).toEqual([['digest', FIRST, null, 'unknown']]);
    });

    it('count for no line that is not there', async () => {
      const { take, runs } = await setUp(id);
      await take(
        captured('2026-02-11T00:00:00.000Z', {
          runs: [ran(FIRST, { location: { ref: CRONTAB, key: 'other' } })],
        }),
      );
      expect(await runs()).toEqual([]);
    });

    it('come with ranges that grow together', async () => {
      const { take, ranges } = await setUp(id);
      const range = (from: string, until: string) => ({
        location: DIGEST,
        from: `2026-02-${from}:00:00.000Z`,
        until: `2026-02-${until}:00:00.000Z`,
      });
      await take(
        captured('2026-02-11T00:00:00.000Z', {
          runRanges: [range('05T00', '06T00'), range('08T00', '11T00')],
        }),
        captured('2026-02-12T00:00:00.000Z', {
          runRanges: [range('10T00', '12T00'), range('01T00', '02T00')],
        }),
      );
      expect(await ranges()).toEqual([
        { from: '2026-02-01T00:00:00.000Z', until: '2026-02-02T00:00:00.000Z' },
        { from: '2026-02-05T00:00:00.000Z', until: '2026-02-06T00:00:00.000Z' },
        { from: '2026-02-08T00:00:00.000Z', until: '2026-02-12T00:00:00.000Z' },
      ]);
    });
  });
});
