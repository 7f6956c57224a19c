/**
 * What `matchInventory` promises, through the database: a line keeps its
 * workload, its location and its runs, and none gets what another one had.
 */
import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  commandKey,
  locationId,
  type InventoryItem,
} from 'backstage-plugin-batch-migration-common';
import { testDatabases } from '../testDatabases';
import {
  CRONTAB,
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
  SERVER,
} from '../testEstate';
import { Discovery } from './Discovery';

jest.setTimeout(240_000);

const DAY_MS = 86_400_000;
const START = Date.parse('2026-02-01T00:00:00Z');

/** A line as a reader gives it: numbered among the lines of its command. */
function read(lines: Array<[command: string, hour: number]>): InventoryItem[] {
  const counts = new Map<string, number>();
  return lines.map(([command, hour], index) => {
    const count = (counts.get(command) ?? 0) + 1;
    counts.set(command, count);
    const key = commandKey(command);
    return cronItem(command.split('/').pop()!, {
      command,
      schedule: {
        dialect: 'debian-cron',
        expression: `0 ${hour} * * *`,
        timezone: 'Asia/Tokyo',
      },
      location: { ref: CRONTAB, key: count === 1 ? key : `${key}#${count}` },
      detail: { line: index + 1 },
    });
  });
}

const SYNC = '/opt/sync';

describe('Identity in the database', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    const discovery = new Discovery({
      database,
      sources: [source],
      // A reading here is of one of two twins.
      maxRemovedShare: 1,
      logger: mockServices.logger.mock(),
    });
    let day = 0;
    /** Captures a crontab and tells what each workload has there: `hour state`. */
    const capture = async (lines: Array<[string, number]>, over = {}) => {
      day += 1;
      const at = new Date(START + day * DAY_MS);
      source.readings = [
        inventory(read(lines), { capturedAt: at.toISOString(), ...over }),
      ];
      const { failures } = await discovery.run({ now: at });
      expect(failures).toEqual([]);
      const workloads = await database.workloads.getMany(
        await database.workloads.ids(),
      );
      const latest = await database.observations.latest(
        workloads.flatMap(({ locations }) => locations),
      );
      return new Map(
        workloads.map(workload => [
          workload.id,
          workload.locations.map(location => {
            const { state, detail } = latest.get(locationId(location))!;
            const [, hour] = detail.schedules?.[0].expression.split(' ') ?? [];
            return state === 'absent' ? 'absent' : `${hour} ${state}`;
          }),
        ]),
      );
    };
    return { capture, database };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('keeps apart two schedules of one command when their lines change places', async () => {
      const { capture } = await setUp(id);
      const before = await capture([
        [SYNC, 3],
        [SYNC, 15],
      ]);
      expect([...before.values()].sort()).toEqual([
        ['15 active'],
        ['3 active'],
      ]);
      expect(
        await capture([
          [SYNC, 15],
          [SYNC, 3],
        ]),
      ).toEqual(before);
    });

    it('calls absent the line that was removed, not the one that took its number', async () => {
      const { capture } = await setUp(id);
      const before = await capture([
        [SYNC, 3],
        [SYNC, 15],
      ]);
      const after = await capture([[SYNC, 15]]);
      for (const [workload, [line]] of before) {
        expect(after.get(workload)).toEqual([
          line === '3 active' ? 'absent' : '15 active',
        ]);
      }
      expect(
        await capture([
          [SYNC, 15],
          [SYNC, 3],
        ]),
      ).toEqual(before);
    });

    it('gives a new line no location that another one left behind', async () => {
      const { capture } = await setUp(id);
      const [[workload]] = await capture([[SYNC, 3]]);
      await capture([[`${SYNC} --all`, 3]]);
      const after = await capture([
        [`${SYNC} --all`, 3],
        [SYNC, 9],
      ]);
      expect(after.get(workload)).toEqual(['absent', '3 active']);
      after.delete(workload);
      expect([...after.values()]).toEqual([['9 active']]);
    });

    it('remembers of what is gone how it was', async () => {
      const { capture, database } = await setUp(id);
      const [[workload]] = await capture([[SYNC, 3]]);
      await capture([[`${SYNC} --all`, 4]]);
      await capture([]);
      await capture([]);
      const { locations } = (await database.workloads.get(workload))!;
      const latest = await database.observations.latest(locations);
      expect(
        locations.map(location => {
          const { state, detail } = latest.get(locationId(location))!;
          const { command, schedules, user } = detail;
          return [state, command, schedules?.[0].expression, user];
        }),
      ).toEqual([
        ['absent', SYNC, '0 3 * * *', 'batch'],
        ['absent', `${SYNC} --all`, '0 4 * * *', 'batch'],
      ]);
    });

    it('knows a line again though its job was edited on a twin host meanwhile', async () => {
      const { capture } = await setUp(id);
      const twin = 'crontab:default/bat999/var/spool/cron/crontabs/batch';
      const onTwin = {
        server: { ...inventory([]).server, ref: 'resource:default/bat999' },
        places: [{ ref: twin, complete: true, reason: null }],
      };
      const roles = inventory([]).roles.map(role => ({
        ...role,
        serverRefs: [SERVER, 'resource:default/bat999'],
      }));
      const at = (lines: Array<[string, number]>) => ({
        ...{ ...onTwin, roles },
        items: read(lines).map(item => ({
          ...item,
          location: { ...item.location, ref: twin },
        })),
      });
      const [[workload]] = await capture([[SYNC, 3]], { roles });
      await capture([], at([[SYNC, 3]]));
      await capture([], { roles });
      await capture([], at([['/usr/local/sync', 3]]));
      const after = await capture([[SYNC, 3]], { roles });
      expect([...after.keys()]).toEqual([workload]);
    });

    it('counts a run to the line that it was of, whatever its number is now', async () => {
      const { capture, database } = await setUp(id);
      const first = await capture([
        [SYNC, 3],
        [SYNC, 15],
      ]);
      const late = [...first].find(([, [line]]) => line === '15 active')![0];
      const at = '2026-02-02T06:00:00.000Z';
      const raw = { ref: CRONTAB, key: commandKey(SYNC) };
      await capture([[SYNC, 15]], {
        runs: [
          {
            location: raw,
            scheduledFor: at,
            startedAt: at,
            endedAt: at,
            outcome: 'succeeded',
            externalId: 'syslog:1',
          },
        ],
      });
      const workload = (await database.workloads.get(late))!;
      expect(await database.runs.list(workload.locations)).toMatchObject([
        { externalId: 'syslog:1' },
      ]);
    });
  });
});
