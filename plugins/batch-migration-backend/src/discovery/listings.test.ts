import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { ServerInventory } from 'backstage-plugin-batch-migration-common';
import type {
  InventoryReading,
  InventorySource,
} from 'backstage-plugin-batch-migration-node';
import { reassessDue } from '../observation';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import { Discovery } from './Discovery';

jest.setTimeout(240_000);

const START = Date.parse('2026-02-12T00:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const refOf = (name: string) => `resource:default/${name}`;
const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `host${index}`);

/** An inventory of one server with one line, and nothing shared with the others. */
function server(name: string, mates: string[] = []): ServerInventory {
  const ref = `crontab:default/${name}/etc/crontab`;
  const roleRef = refOf(`${name}-scheduled-jobs`);
  const one = inventory(
    [cronItem(`job-${name}`, { roleRef, location: { ref, key: name } })],
    { places: [{ ref, complete: true, reason: null }] },
  );
  return {
    ...one,
    server: { ...one.server, ref: refOf(name), title: name, instances: [] },
    roles: one.roles.map(role => ({
      ...role,
      ref: roleRef,
      serverRefs: [name, ...mates].map(refOf),
    })),
  };
}

const failed = (name: string | null, reason = 'broken'): InventoryReading => ({
  status: 'failed',
  serverRef: name === null ? null : refOf(name),
  reason,
});
const unchanged = (name: string): InventoryReading => ({
  status: 'unchanged',
  serverRef: refOf(name),
});

describe('what sources list', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const database = await createDatabase(await databases.init(id));
    const logger = mockServices.logger.mock();
    let hours = 0;
    const at = (hour: number) => new Date(START + (hour * DAY) / 24);
    /** One round, some time after the one before. */
    const run = (
      sources: InventorySource[],
      {
        maxRemovedShare,
        days = 0,
      }: { maxRemovedShare?: number; days?: number } = {},
    ) => {
      hours += 1 + days * 24;
      const discovery = new Discovery({
        ...{ database, sources, logger, maxRemovedShare },
      });
      return discovery.run({ now: at(hours) });
    };
    const listed = async () =>
      [...(await database.listings.listed())]
        .map(ref => ref.replace('resource:default/', ''))
        .sort();
    const silent = () => database.inventory.silent(at(hours).toISOString());
    return { database, logger, run, listed, silent, at };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it.each([
      // listed before, named then, share, listed after
      [10, 10, 0.3, 10],
      [10, 7, 0.3, 7],
      [10, 6, 0.3, 10],
      [10, 0, 0.3, 10],
      [10, 0, 1, 0],
      [1, 0, 0.3, 1],
      [1, 0, 1, 0],
      [1, 1, 0, 1],
      [2, 1, 0, 2],
    ])(
      'of %i servers an answer names %i, with a share of %f: %i stay listed',
      async (before, then, maxRemovedShare, after) => {
        const { database, listed, run, silent } = await setUp(id);
        const source = new MemorySource('captured');
        source.readings = names(before).map(name => server(name));
        await run([source]);
        source.readings = names(then).map(unchanged);
        const { failures } = await run([source], { maxRemovedShare });
        expect(await listed()).toHaveLength(after);
        const isWithheld = then < before && after === before;
        expect(failures).toHaveLength(isWithheld ? 1 : 0);
        expect(await silent()).toHaveLength(isWithheld ? 1 : 0);
        // Whatever is listed, nothing is deleted.
        expect(await database.servers.list()).toHaveLength(before);
        expect(await database.workloads.count()).toBe(before);
      },
    );

    it('says why nothing was removed, in the log too, until the answer is whole', async () => {
      const { listed, logger, run, silent, at } = await setUp(id);
      const source = new MemorySource('captured');
      source.readings = names(10).map(name => server(name));
      await run([source]);
      source.readings = [unchanged('host9')];
      await run([source]);
      await run([source]);
      const reason = expect.stringContaining(
        '9 of its 10 servers would go, more than the share of 0.3 (batchMigration.removal.maxShare). First of them: resource:default/host0, resource:default/host1, resource:default/host2.',
      );
      expect(await silent()).toEqual([
        { id: source.id, since: at(2).toISOString(), reason },
      ]);
      expect(logger.warn).toHaveBeenCalledWith(reason);
      source.readings = names(10).map(unchanged);
      await run([source]);
      expect(await silent()).toEqual([]);
      expect(await listed()).toHaveLength(10);
    });

    it('tells since when no source names a server, and knows it again', async () => {
      const { database, listed, run, at } = await setUp(id);
      const source = new MemorySource('captured');
      source.readings = names(10).map(name => server(name));
      await run([source]);
      const [before] = await database.workloads.ofServers([refOf('host0')]);
      source.readings = names(10).slice(1).map(unchanged);
      await run([source]);
      await run([source]);
      expect(await listed()).not.toContain('host0');
      const since = () =>
        database.listings.unlistedSince([refOf('host0'), refOf('host1')]);
      expect([...(await since())]).toEqual([
        [refOf('host0'), at(2).toISOString()],
      ]);
      expect(await database.workloads.ofServers([refOf('host0')])).toEqual([
        before,
      ]);
      source.readings = names(10).map(name => server(name));
      await run([source]);
      expect(await listed()).toHaveLength(10);
      expect((await since()).size).toBe(0);
      expect(await database.workloads.ofServers([refOf('host0')])).toEqual([
        before,
      ]);
    });

    it('keeps a server that another source names', async () => {
      const { listed, run } = await setUp(id);
      const hosts = new MemorySource('captured');
      const git = new MemorySource('declared');
      hosts.readings = names(4).map(name => server(name));
      git.readings = names(4).map(name => server(name));
      await run([hosts, git]);
      hosts.readings = names(3).map(unchanged);
      await run([hosts, git]);
      expect(await listed()).toHaveLength(4);
      git.readings = names(3).map(unchanged);
      await run([hosts, git]);
      expect(await listed()).toHaveLength(3);
    });

    it.each([
      ['the source fails', [failed(null)]],
      ['it fails after it has named some', [unchanged('host0'), failed(null)]],
      [
        'what fails has no name that is known',
        [...names(9).map(unchanged), failed('folder')],
      ],
    ])('ends nothing where %s', async (_, readings) => {
      const { listed, run } = await setUp(id);
      const source = new MemorySource('captured');
      source.readings = names(10).map(name => server(name));
      await run([source]);
      source.readings = readings;
      await run([source], { maxRemovedShare: 1 });
      expect(await listed()).toHaveLength(10);
    });

    it('lists a server that it cannot read, also one that had gone', async () => {
      const { listed, run } = await setUp(id);
      const source = new MemorySource('captured');
      source.readings = names(10).map(name => server(name));
      await run([source]);
      const others = names(10).slice(1).map(unchanged);
      source.readings = [...others, failed('host0')];
      await run([source], { maxRemovedShare: 0 });
      expect(await listed()).toHaveLength(10);
      source.readings = others;
      await run([source]);
      expect(await listed()).toHaveLength(9);
      source.readings = [...others, failed('host0')];
      await run([source]);
      expect(await listed()).toHaveLength(10);
    });

    it('ends the failure of a server with its listing', async () => {
      const { run, silent } = await setUp(id);
      const source = new MemorySource('captured');
      source.readings = names(10).map(name => server(name));
      await run([source]);
      const others = names(10).slice(1).map(unchanged);
      source.readings = [...others, failed('host0'), failed('folder')];
      await run([source]);
      expect(await silent()).toHaveLength(2);
      source.readings = others;
      await run([source]);
      expect(await silent()).toEqual([]);
    });

    it('withholds the end of what a source named that is configured no more', async () => {
      const { listed, run, silent } = await setUp(id);
      const gone = new MemorySource('captured', 'gone');
      const stays = new MemorySource('captured', 'stays');
      gone.readings = names(4).map(name => server(name));
      stays.readings = [server('host0'), server('other')];
      await run([gone, stays]);
      const { failures } = await run([stays]);
      expect(await listed()).toHaveLength(5);
      const reason = expect.stringContaining(
        'the source is not configured any more, and 3 of its 4 servers would go',
      );
      expect(failures).toEqual([{ source: 'gone', reason }]);
      expect(await silent()).toMatchObject([{ id: 'gone', reason }]);
      await run([stays], { maxRemovedShare: 1 });
      expect(await listed()).toEqual(['host0', 'other']);
      expect(await silent()).toEqual([]);
    });

    it('asks nothing where a source only has a new id', async () => {
      const { database, listed, run } = await setUp(id);
      const before = new MemorySource('captured', 'before');
      const after = new MemorySource('captured', 'after');
      before.readings = names(4).map(name => server(name));
      after.readings = before.readings;
      await run([before]);
      expect((await run([after])).failures).toEqual([]);
      expect(await listed()).toHaveLength(4);
      expect(
        (await database.listings.counts()).map(({ source }) => source),
      ).toEqual(['after']);
    });

    it.each([
      ['it was taken out of Git', 'host0'],
      ['its source is configured no more', null],
    ])(
      'expects nothing of Git any more where %s, and all of it again when it is back',
      async (_, left) => {
        const { database, run, at } = await setUp(id);
        const hosts = new MemorySource('captured', 'hosts');
        const git = new MemorySource('declared', 'git');
        hosts.readings = names(4).map(name => {
          const one = server(name);
          return {
            ...one,
            items: one.items.map(item => ({ ...item, state: 'idle' as const })),
          };
        });
        // A declared inventory is of the time at which it was read.
        const asDeclared = (name: string, hour: number) => {
          const one = server(name);
          const ref = `declared:default/${name}/etc/crontab`;
          return {
            ...one,
            // One is off on the host, and one was never there.
            items: ['', '-new'].map(suffix =>
              cronItem(`job-${name}${suffix}`, {
                roleRef: one.roles[0].ref,
                location: { ref, key: `${name}${suffix}` },
              }),
            ),
            places: [{ ref, complete: true, reason: null }],
            capturedAt: at(hour).toISOString(),
          };
        };
        git.readings = names(4).map(name => asDeclared(name, 1));
        const driftsOf = async (name: string, hour: number) => {
          await reassessDue(database, at(hour));
          const ids = await database.workloads.ids({ serverRef: refOf(name) });
          const dangers = await Promise.all(
            ids.map(one => database.assessments.get(one)),
          );
          return dangers
            .flatMap(one =>
              one!.dangers.flatMap(({ drifts = [] }) =>
                drifts.map(({ kind }) => kind),
              ),
            )
            .sort();
        };
        const bothDrift = ['enabled', 'only-declared'];
        await run([hosts, git]);
        expect(await driftsOf('host0', 1)).toEqual(bothDrift);
        const before = await database.workloads.ids();

        git.readings = git.readings.slice(1);
        await run(left === null ? [hosts] : [hosts, git], {
          maxRemovedShare: 1,
        });
        expect(await driftsOf('host0', 2)).toEqual([]);
        expect(await driftsOf('host1', 2)).toEqual(
          left === null ? [] : bothDrift,
        );

        git.readings = names(4).map(name => asDeclared(name, 3));
        expect((await run([hosts, git])).failures).toEqual([]);
        expect(await driftsOf('host0', 3)).toEqual(bothDrift);
        expect(await database.workloads.ids()).toEqual(before);
      },
    );

    it('follows a role to a server that no source ever told of', async () => {
      const { listed, run } = await setUp(id);
      const source = new MemorySource('captured');
      source.readings = [server('host0', ['mate']), server('host1')];
      await run([source]);
      expect(await listed()).toEqual(['host0', 'host1', 'mate']);
      source.readings = [unchanged('host1')];
      await run([source], { maxRemovedShare: 1 });
      expect(await listed()).toEqual(['host1']);
    });

    it('lists by a source that names some as long as its readings count', async () => {
      const { listed, run } = await setUp(id);
      const some = Object.assign(
        new MemorySource('captured', 'some', 3 * DAY),
        {
          namesAll: false,
        },
      );
      some.readings = names(2).map(name => ({
        ...server(name),
        capturedAt: new Date(START).toISOString(),
      }));
      await run([some]);
      some.readings = [];
      await run([some], { days: 2 });
      expect(await listed()).toEqual(['host0', 'host1']);
      expect((await run([some], { days: 1 })).failures).toEqual([]);
      expect(await listed()).toEqual([]);
    });

    it('lets a later answer win over one that another replica stored late', async () => {
      const { database, listed, at } = await setUp(id);
      const replica = (readings: MemorySource['readings']) => {
        const source = new MemorySource('captured');
        source.readings = readings;
        return new Discovery({
          ...{ database, sources: [source], maxRemovedShare: 1 },
          logger: mockServices.logger.mock(),
        });
      };
      const whole = replica(names(3).map(name => server(name)));
      const late = replica([unchanged('host0')]);
      await whole.run({ now: at(1) });
      await whole.run({ now: at(3) });
      await late.run({ now: at(2) });
      expect(await listed()).toHaveLength(3);
      await Promise.all([whole.run({ now: at(5) }), late.run({ now: at(4) })]);
      expect(await listed()).toHaveLength(3);
      await late.run({ now: at(6) });
      expect(await listed()).toEqual(['host0']);
    });
  });
});
