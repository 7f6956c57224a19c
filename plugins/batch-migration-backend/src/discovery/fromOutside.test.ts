import { mockServices } from '@backstage/backend-test-utils';
import type {
  HardDate,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type {
  InventorySource,
  KnownServers,
} from 'backstage-plugin-batch-migration-node';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  INSTANCE,
  inventory,
  MemorySource,
  ROLE,
  SERVER,
} from '../testEstate';
import { Discovery } from './Discovery';

jest.setTimeout(240_000);

const NOON = new Date('2026-02-12T12:00:00Z');
const LATER = new Date('2026-02-12T18:00:00Z');
const DATES = 'EC2 scheduled events';
const RETIRED: HardDate = {
  date: '2026-03-18',
  effect: 'EC2 retires i-1',
  source: DATES,
};

/** What a platform says of the server at an instant. */
const said = (at: Date, over: Partial<ServerInventory['server']> = {}) => ({
  ...inventory([]),
  server: {
    ...inventory([]).server,
    facts: [
      {
        name: 'instance-type',
        value: 'c3.xlarge',
        source: 'EC2',
        observedAt: at.toISOString(),
      },
    ],
    ...over,
  },
  fromOutside: true,
  datesOf: DATES,
  roles: [],
  places: [],
  capturedAt: at.toISOString(),
});

describe('A reading from outside of a host', () => {
  const databases = testDatabases();

  async function setUp(id: Parameters<typeof databases.init>[0]) {
    const database = await createDatabase(await databases.init(id));
    const host = new MemorySource('captured', 'files');
    const outside = new MemorySource('captured', 'aws', 24 * 60 * 60 * 1000);
    const discovery = new Discovery({
      database,
      sources: [host, outside],
      logger: mockServices.logger.mock(),
    });
    const run = (now: Date) => discovery.run({ now });
    const events = async () =>
      (await database.history.list({ limit: 50 })).totalItems;
    return { database, host, outside, run, events };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('stands beside what the host says, each with its source', async () => {
      const { database, host, outside, run } = await setUp(id);
      host.readings = [inventory([cronItem('digest')])];
      outside.readings = [said(NOON)];
      await run(NOON);
      const server = await database.servers.get(SERVER);
      expect(server?.facts.map(({ name, source }) => [name, source])).toEqual([
        ['os', 'captured'],
        ['instance-type', 'EC2'],
      ]);
      expect(await database.workloads.ids()).toHaveLength(1);
    });

    it('is no event when it says the same, and counts for longer', async () => {
      const { database, outside, run, events } = await setUp(id);
      outside.readings = [said(NOON)];
      await run(NOON);
      expect(await events()).toBe(1);
      outside.readings = [said(LATER)];
      await run(LATER);
      expect(await events()).toBe(1);
      const newest = await database.inventory.newestCapture('aws', SERVER);
      expect(newest).toMatchObject({
        capturedAt: LATER.toISOString(),
        freshUntil: '2026-02-13T18:00:00.000Z',
      });
      const [{ observedAt }] = (await database.servers.get(SERVER))!.facts;
      expect(observedAt).toBe(LATER.toISOString());
      outside.readings = [said(LATER, { description: 'moved' })];
      await run(LATER);
      expect(await events()).toBe(2);
    });

    it('does not make an old crontab look new', async () => {
      const { database, host, outside, run } = await setUp(id);
      const afterAWeek = new Date('2026-02-20T00:00:00Z');
      host.readings = [inventory([cronItem('digest')])];
      outside.readings = [said(afterAWeek)];
      await run(afterAWeek);
      expect(
        await database.inventory.silent(afterAWeek.toISOString()),
      ).toMatchObject([
        { id: `files ${SERVER}`, reason: expect.stringContaining('Capture') },
      ]);
    });

    it('says what to look at when it falls silent', async () => {
      const { database, host, outside, run } = await setUp(id);
      host.readings = [inventory([cronItem('digest')])];
      outside.readings = [said(NOON)];
      await run(NOON);
      outside.readings = [];
      expect(
        await database.inventory.silent('2026-02-14T00:00:00.000Z'),
      ).toMatchObject([
        {
          id: `aws ${SERVER}`,
          since: '2026-02-13T12:00:00.000Z',
          reason: expect.stringContaining('whether it is still there'),
        },
      ]);
      expect(await database.servers.get(SERVER)).toBeDefined();
    });

    it('leaves the members of a group as they are', async () => {
      const { database, host, outside, run } = await setUp(id);
      host.readings = [{ ...inventory([cronItem('digest')]), member: 'i-1' }];
      await run(NOON);
      outside.readings = [said(NOON)];
      await run(LATER);
      const members = await database.members.list(SERVER);
      expect(members.map(({ name }) => name)).toEqual(['i-1']);
    });

    it('calls off the hard dates that it told, and no others', async () => {
      const { database, host, outside, run } = await setUp(id);
      const own: HardDate = {
        date: '2026-06-30',
        effect: 'The licence ends',
        source: 'contract',
      };
      const datesNow = async () =>
        (await database.servers.get(SERVER))?.hardDates;
      outside.readings = [said(NOON, { hardDates: [RETIRED] })];
      const server = { ...inventory([]).server, hardDates: [own] };
      host.readings = [inventory([cronItem('digest')], { server })];
      await run(NOON);
      expect(await datesNow()).toEqual([own, RETIRED]);
      const next = { ...own, date: '2026-07-31' };
      host.readings.push(
        inventory([cronItem('digest')], {
          server: { ...server, hardDates: [next] },
          capturedAt: '2026-02-11T06:00:00.000Z',
        }),
      );
      await run(NOON);
      expect(await datesNow()).toEqual([next, RETIRED]);
      outside.readings = [said(LATER)];
      await run(LATER);
      expect(await datesNow()).toEqual([next]);
    });

    it('is made by a source that can ask what is known', async () => {
      const { database, host } = await setUp(id);
      host.readings = [inventory([cronItem('digest')])];
      let known: KnownServers | undefined;
      const asking: InventorySource = {
        id: 'asking',
        role: 'captured',
        freshnessMs: 1,
        // eslint-disable-next-line require-yield
        async *read(options) {
          known = options.known;
        },
      };
      await new Discovery({
        database,
        sources: [host, asking],
        logger: mockServices.logger.mock(),
      }).run({ now: NOON });
      const servers = await known!.list();
      expect([...servers]).toMatchObject([
        [SERVER, { server: { instances: [INSTANCE] }, roles: [{ ref: ROLE }] }],
      ]);
      expect(await known!.filesOf(SERVER)).toMatchObject({
        knownPaths: ['var/spool/cron/crontabs/batch'],
        description: { roles: [{ role: { ref: ROLE } }] },
      });
      expect(await known!.filesOf('resource:default/none')).toBeNull();
    });
  });
});
