import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { Plan } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { Discovery } from '../discovery';
import { startApi, type Api } from '../routes/testApi';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import { event, isPostgres, secondPool } from './testHistory';

jest.setTimeout(240_000);

const WRITERS = 50;

/** A promise and the way to keep it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

/** Waits until so many connections to a PostgreSQL wait for a lock. */
async function waitingFor(knex: Knex, count: number): Promise<void> {
  for (;;) {
    const rows = await knex('pg_stat_activity')
      .whereRaw('datname = current_database()')
      .where({ wait_event_type: 'Lock' });
    if (rows.length >= count) return;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

/** An inventory of one of many hosts, each with jobs of its own. */
function hostInventory(n: number, jobs: number) {
  const ref = `resource:default/host${n}`;
  const { server, roles } = inventory([]);
  const crontab = `crontab:default/host${n}/var/spool/cron/crontabs/batch`;
  const roleRef = `${ref}-scheduled-jobs`;
  return inventory(
    Array.from({ length: jobs }, (_, job) =>
      cronItem(`job${job}`, {
        roleRef,
        location: { ref: crontab, key: `job${job}` },
      }),
    ),
    {
      server: { ...server, ref, title: `host${n}`, instances: [] },
      roles: [{ ...roles[0], ref: roleRef, serverRefs: [ref] }],
      places: [{ ref: crontab, complete: true, reason: null }],
    },
  );
}

describe('many writers', () => {
  const databases = testDatabases();
  const apis: Api[] = [];
  const ownPools: Knex[] = [];

  afterEach(async () => {
    for (const api of apis.splice(0)) await api.stop();
    for (const pool of ownPools.splice(0)) await pool.destroy();
  });

  /** Another pool on the same database; SQLite in memory has but one. */
  function otherPool(knex: Knex): Knex {
    if (!isPostgres(knex)) return knex;
    const pool = secondPool(knex);
    ownPools.push(pool);
    return pool;
  }

  /** So many backends on one database, each with a pool of its own. */
  async function backends(id: TestDatabaseId, count: number) {
    const knex = await databases.init(id);
    const pools: Knex[] = [knex];
    while (pools.length < count) pools.push(otherPool(knex));
    // One after the other: the first one migrates and discovers.
    for (const pool of pools) apis.push(await startApi({ knex: pool }));
    const list = await apis[0].user('get', '/workloads?text=digest');
    const [{ id: workload }] = list.body.items;
    return { knex, path: `/workloads/${workload}/plan`, workload };
  }

  /** Writes until it is accepted, each time on top of what is there then. */
  async function writeUntilAccepted(api: Api, path: string, writer: number) {
    for (let attempts = 1; ; attempts += 1) {
      const { body, headers } = await api.user('get', path);
      const notes = `${(body as Plan).notes ?? ''}${writer};`;
      const { status } = await api
        .user('put', path)
        .set('If-Match', headers.etag)
        .send({ ...body, notes });
      if (status === 200) return attempts;
      if (status !== 412) throw new Error(`answered ${status}`);
      // As people do who find that somebody else was faster: not all at once.
      await new Promise(resolve => setTimeout(resolve, 100 * writer));
    }
  }

  /** What is left of what so many have written into one plan. */
  async function outcome(
    knex: Knex,
    { workload, path }: { workload: string; path: string },
  ) {
    const { body } = await apis[0].user('get', path);
    const written: number[] = body.notes.split(';').filter(Boolean).map(Number);
    const summaries: string[] = await knex('history')
      .where({ workload_id: workload, type: 'plan-updated' })
      .orderBy('id')
      .pluck('summary');
    const database = await createDatabase(knex);
    const { isWhole } = await database.history.verify();
    const head = await database.history.head('2026-02-12T01:24:00.000Z');
    return {
      version: body.version,
      writers: written.sort((a, b) => a - b),
      summaries,
      isWhole,
      missing: head.sequence - head.count,
    };
  }

  const NOTHING_LOST = {
    version: WRITERS,
    writers: Array.from({ length: WRITERS }, (_, writer) => writer),
    summaries: Array.from(
      { length: WRITERS },
      (_, n) => `Plan of digest changed to version ${n + 1}`,
    ),
    isWhole: true,
    missing: 0,
  };

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('of one version of a plan: one is accepted, with one event', async () => {
      const { knex, path, workload } = await backends(id, 1);
      const { body } = await apis[0].user('get', path);
      const answers = await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) =>
          apis[0]
            .user('put', path)
            .set('If-Match', '"v0"')
            .send({ ...body, notes: `${writer};` }),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter(status => status === 200)).toHaveLength(1);
      expect(statuses.filter(status => status === 412)).toHaveLength(
        WRITERS - 1,
      );
      expect(
        await knex('history').where({
          ...{ workload_id: workload, type: 'plan-updated' },
        }),
      ).toHaveLength(1);
    });

    it('of one plan: none is lost, and each has its event', async () => {
      const world = await backends(id, 1);
      await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) =>
          writeUntilAccepted(apis[0], world.path, writer),
        ),
      );
      expect(await outcome(world.knex, world)).toEqual(NOTHING_LOST);
    });

    it('that import hosts: one event each, whatever is on them', async () => {
      const knex = await databases.init(id);
      const database = await createDatabase(knex);
      const source = new MemorySource('captured');
      source.readings = Array.from({ length: 12 }, (_, n) =>
        hostInventory(n, 40),
      );
      await new Discovery({
        ...{ database, sources: [source] },
        logger: mockServices.logger.mock(),
      }).run({ now: new Date('2026-02-12T01:24:00.000Z') });
      expect(await database.workloads.count()).toBe(12 * 40);
      const { items } = await database.history.list({ limit: 100 });
      expect(items.map(({ type }) => type)).toEqual(Array(12).fill('imported'));
      expect(await database.history.verify()).toMatchObject({
        ...{ isWhole: true, events: 12 },
      });
    });

    it('of events at once: the chain is whole', async () => {
      const knex = await databases.init(id);
      const one = await createDatabase(knex);
      const other = await createDatabase(otherPool(knex));
      const writes = await Promise.allSettled(
        Array.from({ length: 200 }, (_, n) => {
          const database = n % 2 === 0 ? one : other;
          return database.transaction(async tx => {
            await database.history.append([event(`${n}`), event(`${n}b`)], tx);
            if (n % 10 === 9) throw new Error('later');
          });
        }),
      );
      expect(
        writes.flatMap(write =>
          write.status === 'rejected' ? [write.reason.message] : [],
        ),
      ).toEqual(Array(20).fill('later'));
      expect(await one.history.verify()).toMatchObject({
        ...{ isWhole: true, events: 360 },
      });
      expect(await knex('history').orderBy('id').pluck('position')).toEqual(
        Array.from({ length: 360 }, (_, i) => i + 1),
      );
    });
  });

  // SQLite has one writer at a time, and one backend.
  for (const [id] of databases.eachSupportedId()) {
    if (id === 'SQLITE_3') continue;
    describe(`of two backends on ${id}`, () => {
      it('of one plan: none is lost, and each has its event', async () => {
        const world = await backends(id, 2);
        await Promise.all(
          Array.from({ length: WRITERS }, (_, writer) =>
            writeUntilAccepted(apis[writer % 2], world.path, writer),
          ),
        );
        expect(await outcome(world.knex, world)).toEqual(NOTHING_LOST);
      });

      it('an import that still stores holds nobody back', async () => {
        const knex = await databases.init(id);
        const one = await createDatabase(knex);
        const other = await createDatabase(otherPool(knex));
        const source = new MemorySource('captured');
        source.readings = [hostInventory(1, 5)];
        const storing = gate();
        const goOn = gate();
        // The last thing that an import does, long after it told of itself.
        const { invalidate } = one.assessments;
        one.assessments.invalidate = async (...options) => {
          const invalidated = await invalidate.apply(one.assessments, options);
          storing.open();
          await goOn.opened;
          return invalidated;
        };
        const importing = new Discovery({
          ...{ database: one, sources: [source] },
          logger: mockServices.logger.mock(),
        }).run({ now: new Date('2026-02-12T01:24:00.000Z') });
        await storing.opened;
        await other.transaction(tx =>
          other.history.append([event('meanwhile')], tx),
        );
        goOn.open();
        await importing;
        const { items } = await one.history.list({ limit: 9 });
        expect(items.map(({ type }) => type)).toEqual([
          'imported',
          'plan-updated',
        ]);
        expect(await one.history.verify()).toMatchObject({ isWhole: true });
      });

      it('who change the same rows in another order do not block each other', async () => {
        const knex = await databases.init(id);
        const one = await createDatabase(knex);
        const other = await createDatabase(otherPool(knex));
        await one.settings.set('row', '0');
        const hasTold = gate();
        const hasRow = gate();
        // One tells and then wants the row; the other has it and then tells.
        const first = one.transaction(async tx => {
          await one.history.append([event('first')], tx);
          hasTold.open();
          await hasRow.opened;
          await one.settings.set('row', '1', tx);
        });
        const second = other.transaction(async tx => {
          await other.settings.set('row', '2', tx);
          hasRow.open();
          await hasTold.opened;
          await waitingFor(knex, 1);
          await other.history.append([event('second')], tx);
        });
        await Promise.all([first, second]);
        const { items } = await one.history.list({ limit: 9 });
        expect(items.map(({ summary }) => summary)).toEqual([
          'first',
          'second',
        ]);
        expect(await one.settings.get('row')).toBe('1');
      });
    });
  }
});
