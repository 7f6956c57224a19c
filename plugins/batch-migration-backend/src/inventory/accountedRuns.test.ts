import { mockServices } from '@backstage/backend-test-utils';
import {
  capturedInventory,
  parseServerYaml,
} from 'backstage-plugin-batch-migration-common';
import { Discovery } from '../discovery';
import { testDatabases } from '../testDatabases';
import { createDatabase, MemorySource } from '../testEstate';

jest.setTimeout(240_000);

const LOG =
  'Feb 12 01:00:01 bat000 CRON[12]: (batch) CMD (job)\nFeb 12 01:30:00 bat000 CRON[90]: (batch) CMD (x)\n';
const AT = Date.parse('2026-02-12T01:00:01Z') / 1000;
const ACCOUNTED = `${AT} 1.00 3 1001 12 11 sh\n${AT} 65.20 0 0 11 700 cron\n`;

const captured = (capturedAt: string, files: Record<string, string>) =>
  capturedInventory({
    description: parseServerYaml('title: bat000', { folder: 'bat000' }),
    files: new Map(
      Object.entries({
        'var/spool/cron/crontabs/batch': '0 1 * * * job\n',
        'capture.json': JSON.stringify({
          host: 'bat000',
          capturedAt,
          timezone: 'UTC',
          read: ['var', 'pacct.txt'],
        }),
        ...files,
      }).map(([path, text]) => [path, { readable: true, text }]),
    ),
    knownPaths: [],
    timezone: 'UTC',
  });

describe('runs of which process accounting tells later', () => {
  const databases = testDatabases();

  it.each(databases.eachSupportedId())(
    'are stored once on %s, and stay as they ended',
    async id => {
      const database = await createDatabase(await databases.init(id));
      const source = new MemorySource('captured');
      const discovery = new Discovery({
        ...{ database, sources: [source] },
        logger: mockServices.logger.mock(),
      });
      const take = async (...args: Parameters<typeof captured>) => {
        const inventory = captured(...args);
        source.readings = [inventory];
        const now = new Date('2026-02-12T04:00:00Z');
        expect((await discovery.run({ now })).failures).toEqual([]);
        const [{ location }] = inventory.runs!;
        return (await database.runs.list([location])).map(
          ({ externalId, scheduledFor, endedAt, outcome }) => ({
            ...{ externalId, scheduledFor, endedAt, outcome },
          }),
        );
      };
      const run = {
        externalId: 'bat000:12:2026-02-12T01:00:01.000Z',
        scheduledFor: '2026-02-12T01:00:00.000Z',
      };
      const ended = {
        ...{ ...run, endedAt: '2026-02-12T01:01:07.000Z', outcome: 'failed' },
      };
      const log = { 'var/log/syslog': LOG };
      expect(await take('2026-02-12T02:00:00Z', log)).toEqual([
        { ...run, endedAt: null, outcome: 'unknown' },
      ]);
      expect(
        await take('2026-02-12T02:30:00Z', { ...log, 'pacct.txt': ACCOUNTED }),
      ).toEqual([ended]);
      expect(await take('2026-02-12T03:00:00Z', log)).toEqual([ended]);
    },
  );
});
