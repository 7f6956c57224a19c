/** Git against host, from the readings to the assessment that pages show. */
import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { InventoryItem } from 'backstage-plugin-batch-migration-common';
import { reassessDue } from '../observation';
import { testDatabases } from '../testDatabases';
import {
  CRONTAB,
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import { Discovery } from './Discovery';

jest.setTimeout(240_000);

const DECLARED = 'declared:default/bat000/crontabs/batch';
const at = (day: number) =>
  `2026-02-${String(day).padStart(2, '0')}T01:00:00.000Z`;

describe('Drift', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const database = await createDatabase(await databases.init(id));
    const captured = new MemorySource('captured');
    const declared = new MemorySource('declared');
    const discovery = new Discovery({
      database,
      sources: [captured, declared],
      logger: mockServices.logger.mock(),
    });
    const see = (day: number, items: InventoryItem[]) => {
      captured.readings = [inventory(items, { capturedAt: at(day) })];
    };
    const declare = (day: number, items: InventoryItem[]) => {
      declared.readings = [
        inventory(
          items.map(item => ({
            ...item,
            location: { ref: DECLARED, key: item.location.key },
            where: 'crontabs/batch, line 12',
          })),
          {
            capturedAt: at(day),
            places: [{ ref: DECLARED, complete: true, reason: null }],
          },
        ),
      ];
    };
    /** The dangers of the only workload on that day. */
    const dangers = async (day: number) => {
      const now = new Date(at(day));
      const { failures } = await discovery.run({ now });
      expect(failures).toEqual([]);
      await reassessDue(database, now);
      const [workloadId, ...others] = await database.workloads.ids();
      expect(others).toEqual([]);
      return (await database.assessments.get(workloadId))!.dangers;
    };
    const dangersOf = async (name: string, day: number) => {
      const now = new Date(at(day));
      await discovery.run({ now });
      await reassessDue(database, now);
      const ids = await database.workloads.ids();
      const found = (await database.workloads.getMany(ids)).find(
        one => one.name === name,
      );
      const assessment = found && (await database.assessments.get(found.id));
      return (assessment?.dangers ?? []).filter(({ type }) => type === 'drift');
    };
    const drift = async (day: number) =>
      (await dangers(day)).find(({ type }) => type === 'drift');
    return { see, declare, drift, dangers, dangersOf };
  }

  const line = (over: Partial<InventoryItem> = {}) =>
    cronItem('bad', { detail: { line: 3 }, ...over });

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('warns of A07: a bad job was commented out by hand, and Git would start it again', async () => {
      const { see, declare, drift } = await setUp(id);
      see(1, [line()]);
      declare(1, [line()]);
      expect(await drift(1)).toBeUndefined();

      // Somebody stops the bad job on the host, and tells nobody.
      see(3, [line({ state: 'idle' })]);
      const danger = await drift(4);
      expect(danger).toMatchObject({
        severity: 'acute',
        nextAt: '2026-02-04T19:15:00.000Z',
        drifts: [
          {
            kind: 'enabled',
            host: 'default/bat000',
            declared: { where: 'crontabs/batch, line 12', isEnabled: true },
            captured: {
              where: 'var/spool/cron/crontabs/batch, line 3',
              isEnabled: false,
            },
            sinceAt: at(3),
            nextDeploy: 'starts',
          },
        ],
      });
      expect(danger!.message).toContain('the next deploy would start it again');

      // Only now somebody else overwrites the crontab from Git: it runs.
      see(5, [line()]);
      expect(await drift(5)).toBeUndefined();
    });

    it('dates a drift by the later of both changes, whenever it is looked at', async () => {
      const { see, declare, drift } = await setUp(id);
      see(1, [line()]);
      declare(1, [line()]);
      await drift(1);
      declare(2, [line({ user: 'root' })]);
      expect((await drift(2))?.drifts).toMatchObject([
        { kind: 'user', sinceAt: at(2), nextDeploy: 'other-user' },
      ]);
      // A new capture of the same, and a file of which another line changed.
      see(4, [line()]);
      declare(5, [line({ user: 'root', ownerRef: 'group:default/other' })]);
      expect((await drift(6))?.drifts).toMatchObject([
        { kind: 'user', sinceAt: at(2) },
      ]);
    });

    it('tells of a line that was never on the host, while its file is seen', async () => {
      const { see, declare, dangersOf } = await setUp(id);
      see(1, [line()]);
      declare(1, [line()]);
      expect(await dangersOf('new', 1)).toEqual([]);
      declare(2, [line(), cronItem('new')]);
      const [danger] = await dangersOf('new', 2);
      expect(danger).toMatchObject({
        severity: 'acute',
        drifts: [
          {
            ...{ kind: 'only-declared', host: 'default/bat000' },
            ...{ captured: null, sinceAt: at(2), nextDeploy: 'starts' },
          },
        ],
      });
      // The capture of the first day counts for a week.
      expect(await dangersOf('new', 9)).toEqual([]);
      see(10, [line(), cronItem('new')]);
      expect(await dangersOf('new', 10)).toEqual([]);
    });

    it('dates what Git lost by the reading that missed it', async () => {
      const { see, declare, drift } = await setUp(id);
      see(1, [line()]);
      declare(1, [line()]);
      expect(await drift(1)).toBeUndefined();
      declare(4, []);
      const lost = {
        ...{ kind: 'only-captured', declared: null, nextDeploy: 'stops' },
        sinceAt: at(4),
      };
      expect((await drift(4))?.drifts).toMatchObject([lost]);
      // Looked at later, and read anew for another reason: it is as old.
      see(6, [line()]);
      declare(6, []);
      expect((await drift(7))?.drifts).toMatchObject([lost]);
      declare(8, [line()]);
      expect(await drift(8)).toBeUndefined();
      declare(9, []);
      expect((await drift(9))?.drifts).toMatchObject([
        { ...lost, sinceAt: at(9) },
      ]);
    });

    it('dates one of two equal lines that Git lost', async () => {
      const { see, declare, drift } = await setUp(id);
      const second = line({ location: { ref: CRONTAB, key: 'bad#2' } });
      see(1, [line(), second]);
      declare(1, [line(), second]);
      expect(await drift(1)).toBeUndefined();
      declare(3, [line()]);
      expect((await drift(3))?.drifts).toMatchObject([
        { kind: 'only-captured', sinceAt: at(3) },
      ]);
      // Moved to the other's number: none was lost or added.
      declare(4, [{ ...line(), location: second.location }]);
      expect((await drift(4))?.drifts).toMatchObject([
        { kind: 'only-captured', sinceAt: at(3) },
      ]);
    });

    it('tells what is only on one side, and since when', async () => {
      const { see, declare, drift } = await setUp(id);
      see(1, [line()]);
      declare(1, []);
      await drift(1);
      see(3, [line()]);
      expect((await drift(3))?.drifts).toMatchObject([
        {
          ...{ kind: 'only-captured', declared: null, sinceAt: at(1) },
          nextDeploy: 'stops',
        },
      ]);
      declare(4, [line()]);
      see(5, []);
      expect((await drift(6))?.drifts).toMatchObject([
        {
          ...{ kind: 'only-declared', captured: null, sinceAt: at(5) },
          nextDeploy: 'starts',
        },
      ]);
    });
  });
});
