import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  CRONTAB,
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
  SERVER,
} from '../testEstate';
import { testDatabases } from '../testDatabases';
import { Discovery } from './Discovery';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00Z');
const CAPTURED = '2026-02-11T00:00:00.000Z';
const LATER = '2026-02-11T12:00:00.000Z';

describe('Discovery', () => {
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
    const run = () => discovery.run({ now: NOW });
    const workloads = async () =>
      database.workloads.getMany(await database.workloads.ids());
    const stateOf = async (key: string) =>
      (await database.observations.latest([{ ref: CRONTAB, key }])).get(
        `${CRONTAB}\n${key}`,
      );
    return { database, captured, declared, run, workloads, stateOf };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('makes servers, roles, workloads and observations of a capture', async () => {
      const { captured, database, run, workloads, stateOf } = await setUp(id);
      captured.readings = [
        inventory([cronItem('digest'), cronItem('push', { state: 'idle' })]),
      ];
      expect(await run()).toEqual({
        servers: 1,
        observations: 2,
        failures: [],
      });
      expect((await workloads()).map(({ name }) => name).sort()).toEqual([
        'digest',
        'push',
      ]);
      expect(await stateOf('push')).toMatchObject({
        state: 'idle',
        source: 'memory:captured',
        observedAt: CAPTURED,
        freshUntil: '2026-02-18T00:00:00.000Z',
        detail: { user: 'batch', line: 1 },
      });
      expect(await database.servers.get(SERVER)).toMatchObject({
        title: 'bat000',
        instances: [{ key: 'i-1' }],
      });
      expect((await database.history.list({ limit: 9 })).items).toHaveLength(1);
    });

    it('takes a capture once', async () => {
      const { captured, database, run } = await setUp(id);
      captured.readings = [inventory([cronItem('digest')])];
      await run();
      expect(await run()).toEqual({
        servers: 0,
        observations: 0,
        failures: [],
      });
      expect((await database.history.list({ limit: 9 })).totalItems).toBe(1);
    });

    it('calls a missing line absent only where the place was read completely', async () => {
      const { captured, run, workloads, stateOf } = await setUp(id);
      const both = [cronItem('digest'), cronItem('push')];
      const partly = { ref: CRONTAB, complete: false, reason: 'cut off' };
      captured.readings = [
        inventory(both),
        inventory([both[0]], {
          capturedAt: '2026-02-11T06:00:00.000Z',
          places: [partly],
        }),
      ];
      await run();
      expect((await stateOf('push'))?.state).toBe('active');
      captured.readings.push(inventory([both[0]], { capturedAt: LATER }));
      await run();
      expect(await stateOf('push')).toMatchObject({
        state: 'absent',
        observedAt: LATER,
      });
      expect(await workloads()).toHaveLength(2);
    });

    it('sees an absent line anew in each complete capture without it', async () => {
      const { captured, database, run, workloads, stateOf } = await setUp(id);
      const [digest, push] = [cronItem('digest'), cronItem('push')];
      captured.readings = [
        inventory([digest, push]),
        inventory([digest], { capturedAt: LATER }),
      ];
      await run();
      const partly = { ref: CRONTAB, complete: false, reason: 'cut off' };
      captured.readings = [
        inventory([digest], {
          capturedAt: '2026-02-16T00:00:00.000Z',
          places: [partly],
        }),
      ];
      await run();
      expect(await stateOf('push')).toMatchObject({ lastSeenAt: LATER });
      captured.readings = [
        inventory([digest], { capturedAt: '2026-02-17T00:00:00.000Z' }),
      ];
      await run();
      expect(await stateOf('push')).toMatchObject({
        state: 'absent',
        lastSeenAt: '2026-02-17T00:00:00.000Z',
        freshUntil: '2026-02-24T00:00:00.000Z',
      });
      const [{ summary }] = (await database.history.list({ limit: 1 })).items;
      expect(summary).toContain('0 gone');
      expect(await workloads()).toHaveLength(2);
    });

    it('keeps the id when the command of a line is edited', async () => {
      const { captured, run, workloads, stateOf } = await setUp(id);
      captured.readings = [inventory([cronItem('digest')])];
      await run();
      const [before] = await workloads();
      const edited = cronItem('digest', {
        command: '/srv/digest/run --all digest --verbose',
        location: { ref: CRONTAB, key: 'other' },
      });
      captured.readings = [inventory([edited], { capturedAt: LATER })];
      await run();
      const after = await workloads();
      expect(after).toHaveLength(1);
      expect(after[0]).toMatchObject({
        id: before.id,
        command: edited.command,
        firstSeenAt: CAPTURED,
      });
      expect((await stateOf('digest'))?.state).toBe('absent');
      expect((await stateOf('other'))?.state).toBe('active');
    });

    it('treats a capture older than the newest as history', async () => {
      const { captured, run, workloads, stateOf } = await setUp(id);
      captured.readings = [
        inventory([cronItem('digest', { state: 'idle' })], {
          capturedAt: LATER,
        }),
      ];
      await run();
      captured.readings = [
        inventory([cronItem('digest'), cronItem('long-gone')]),
      ];
      await run();
      expect((await workloads()).map(({ name }) => name)).toEqual(['digest']);
      expect((await stateOf('digest'))?.state).toBe('idle');
    });

    it('keeps the last known state of what cannot be read, and says so', async () => {
      const { captured, database, run, workloads, stateOf } = await setUp(id);
      captured.readings = [inventory([cronItem('digest')])];
      await run();
      captured.readings = [
        {
          status: 'failed',
          serverRef: SERVER,
          reason: 'capture.json is broken',
        },
        inventory([cronItem('digest')]),
      ];
      expect((await run()).failures).toEqual([
        {
          source: `memory:captured ${SERVER}`,
          reason: 'capture.json is broken',
        },
      ]);
      expect(await workloads()).toHaveLength(1);
      expect((await stateOf('digest'))?.state).toBe('active');
      expect(await database.inventory.silent(NOW.toISOString())).toEqual([
        {
          id: `memory:captured ${SERVER}`,
          since: NOW.toISOString(),
          reason: 'capture.json is broken',
        },
      ]);
      captured.readings = [inventory([cronItem('digest')])];
      await run();
      expect(await database.inventory.silent(NOW.toISOString())).toEqual([]);
      expect(
        await database.inventory.silent('2026-03-01T00:00:00.000Z'),
      ).toHaveLength(1);
    });

    it('goes on with the next source when one throws or cannot be stored', async () => {
      const { captured, declared, run, workloads } = await setUp(id);
      const ofNoRole = inventory([
        cronItem('bad', { roleRef: 'resource:default/no-such' }),
      ]);
      captured.read = async function* read() {
        yield { status: 'read', inventory: ofNoRole };
        throw new Error('disk on fire');
      };
      declared.readings = [inventory([cronItem('digest')])];
      const { failures } = await run();
      expect(failures.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('could not be stored'),
        expect.stringContaining('disk on fire'),
      ]);
      expect(await workloads()).toHaveLength(1);
    });

    it('joins what is declared with what was seen, in either order', async () => {
      const { captured, declared, run, workloads, stateOf } = await setUp(id);
      const ref = 'declared:default/bat000/crontabs/batch';
      const places = [{ ref, complete: true, reason: null }];
      const item = cronItem('digest', {
        location: { ref, key: 'digest' },
        state: 'idle',
      });
      declared.readings = [inventory([item], { places })];
      await run();
      const [onlyDeclared] = await workloads();
      expect(onlyDeclared).toMatchObject({
        locations: [],
        intents: [{ location: { ref, key: 'digest' }, enabled: false }],
        declaredHosts: ['default/bat000'],
      });
      captured.readings = [inventory([cronItem('digest')])];
      await run();
      declared.readings = [
        inventory([{ ...item, command: '/srv/digest/run --all digest -v' }], {
          places,
        }),
      ];
      await run();
      const joined = await workloads();
      expect(joined).toHaveLength(1);
      expect(joined[0]).toMatchObject({
        id: onlyDeclared.id,
        command: '/srv/digest/run --all digest',
        locations: [{ ref: CRONTAB, side: 'legacy' }],
        intents: [{ command: '/srv/digest/run --all digest -v' }],
      });
      expect((await stateOf('digest'))?.state).toBe('active');
    });

    it('places a described service where it would be seen, and observes nothing', async () => {
      const { captured, declared, database, run, workloads } = await setUp(id);
      const location = { ref: 'process:default/bat000', key: 'mailer' };
      const item = cronItem('mailer', {
        kind: 'resident',
        schedule: null,
        location,
        detail: {},
      });
      declared.readings = [inventory([item], { places: [] })];
      expect(await run()).toMatchObject({ observations: 0 });
      const [before] = await workloads();
      expect(before).toMatchObject({
        locations: [{ ...location, side: 'legacy', position: 0 }],
        intents: [{ location }],
      });

      // Nobody has seen it, so Git still says what it is.
      const edited = { ...item, command: `${item.command} --verbose` };
      declared.readings = [inventory([edited], { places: [] })];
      await run();
      expect(await workloads()).toMatchObject([
        { id: before.id, command: edited.command },
      ]);

      // The loop could not look; a capture of an hour before did.
      await database.observations.record([
        {
          location,
          state: 'unknown',
          detail: { reason: 'no probe yet' },
          source: 'no-probe',
          observedAt: NOW.toISOString(),
          freshUntil: null,
        },
      ]);
      captured.readings = [
        inventory([edited], {
          places: [{ ref: location.ref, complete: true, reason: null }],
        }),
      ];
      await run();
      expect(await workloads()).toMatchObject([
        { id: before.id, locations: [location] },
      ]);
      const latest = await database.observations.latest([location]);
      expect([...latest.values()]).toMatchObject([
        { state: 'active', observedAt: CAPTURED },
      ]);
    });

    it('stores hostile text as it is', async () => {
      const { captured, run, workloads } = await setUp(id);
      const command = `echo '"; drop table workloads; -- $(id) \`id\` \${{ x }} 日本語 \u0000`;
      captured.readings = [inventory([cronItem('evil', { command })])];
      expect((await run()).failures).toEqual([]);
      const [{ command: stored }] = await workloads();
      expect(stored).toBe(command.replace('\u0000', '\uFFFD'));
    });
  });
});
