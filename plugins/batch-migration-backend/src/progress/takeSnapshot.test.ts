import {
  EMPTY_PLAN,
  type Day,
  type ProgressSubject,
  type Stage,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { assessment, createDatabase, inventory, ROLE } from '../testEstate';
import { takeSnapshot } from './takeSnapshot';

jest.setTimeout(240_000);

const A = 'resource:default/bat000';
const B = 'resource:default/bat001';
const ALL: ProgressSubject = { type: 'all', key: null };
const READ_AT = '2026-02-11T00:00:00.000Z';

interface Planted {
  server: string;
  stage?: Stage;
  stale?: boolean;
  wave?: string;
}

describe('snapshots', () => {
  const databases = testDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    let database: BatchMigrationDatabase;

    beforeEach(async () => {
      database = await createDatabase(await databases.init(id));
      await database.inventory.answered('memory', [null], READ_AT);
    });

    /** Stores workloads by id, with what `assess` is to have said of them. */
    const plant = (estate: Record<string, Planted>) =>
      database.transaction(async tx => {
        const { server, roles } = inventory([]);
        for (const ref of [A, B]) {
          await database.servers.upsert({ ...server, ref }, tx);
        }
        await database.servers.upsertRoles(roles, tx);
        const assessed = Object.entries(estate).map(([key, planted]) => ({
          workload: workload(key, planted.server),
          plan: { ...EMPTY_PLAN, wave: planted.wave ?? null },
          repositories: [],
          assessment: assessment({
            stage: planted.stage ?? 'discovered',
            stale: planted.stale ?? false,
            placement: planted.stale ? 'unknown' : 'target',
          }),
        }));
        const workloads = assessed.map(one => one.workload);
        await database.workloads.upsert(workloads, tx);
        await database.assessments.save(assessed, READ_AT, tx);
      });

    const snapshot = (at: string) =>
      takeSnapshot({ database, now: new Date(at), timezone: 'Asia/Tokyo' });

    const days = (
      subject = ALL,
      [from, to]: [Day, Day] = ['2026-01-01', '2026-12-31'],
    ) => database.progress.days(subject, from, to);

    it('counts as the summary does', async () => {
      await plant({
        gone: { server: A, stage: 'retired' },
        kept: { server: A, stage: 'retained' },
        silent: { server: A, stage: 'retired', stale: true },
        moved: { server: B, stage: 'cut-over' },
        left: { server: B },
      });
      await snapshot('2026-02-12T01:00:00.000Z');
      const [day, ...others] = await days();
      expect(others).toEqual([]);
      const { scope, retired, retained, notSeen, byStage } =
        await database.assessments.counts({});
      expect(day).toMatchObject({ scope, retired, retained, notSeen });
      expect(byStage).toEqual(
        expect.arrayContaining(day.byStage.map(expect.objectContaining)),
      );
      expect(day).toMatchObject({
        ...{ date: '2026-02-12', countedAt: '2026-02-12T01:00:00.000Z' },
        ...{ scope: 5, retired: 1, retained: 1, staleDone: 1, notSeen: 1 },
        // The first day has nothing to be compared with.
        ...{ changes: [], moreChanges: 0 },
      });
    });

    it('keeps one row a day, in the zone of the estate, and of it the last count', async () => {
      await plant({ a: { server: A } });
      // 23:59 in Tokyo, and one minute later.
      await snapshot('2026-02-11T14:59:00.000Z');
      await snapshot('2026-02-11T15:00:00.000Z');
      await plant({ b: { server: A, stage: 'retired' } });
      await snapshot('2026-02-12T14:00:00.000Z');
      await Promise.all([
        snapshot('2026-02-12T14:30:00.000Z'),
        snapshot('2026-02-12T14:30:00.000Z'),
      ]);
      const counted = await days();
      expect(
        counted.map(({ date, scope, retired }) => [date, scope, retired]),
      ).toEqual([
        ['2026-02-11', 1, 0],
        ['2026-02-12', 2, 1],
      ]);
      expect(counted[1].changes).toMatchObject([
        { type: 'workloads-appeared', count: 1, serverRef: A },
      ]);
    });

    it('says which inventory found what', async () => {
      await plant({ a: { server: A } });
      await snapshot('2026-02-12T01:00:00.000Z');
      await database.transaction(tx =>
        database.inventory.recordCapture(
          {
            ...{ source: 'files:captured', role: 'captured', serverRef: B },
            ...{ capturedAt: READ_AT, takenAt: READ_AT, contentHash: 'f' },
            ...{ freshUntil: null, items: 2, places: [], issues: [] },
          },
          tx,
        ),
      );
      await plant({ b: { server: B }, c: { server: B } });
      await snapshot('2026-02-13T01:00:00.000Z');
      const [, second] = await days();
      expect(second).toMatchObject({
        scope: 3,
        changes: [
          {
            ...{ type: 'server-found', count: 2, serverRef: B },
            ...{ source: 'files:captured', takenAt: READ_AT },
          },
        ],
      });
      // What was found with the server is no change of the server.
      expect(await days({ type: 'server', key: B })).toMatchObject([
        { date: '2026-02-13', scope: 2, changes: [] },
      ]);
    });

    it('tells a server of every day on which somebody counted, and of no other', async () => {
      await plant({ a: { server: A }, b: { server: B } });
      await snapshot('2026-02-01T01:00:00.000Z');
      await snapshot('2026-02-02T01:00:00.000Z');
      await plant({ a: { server: A, stage: 'retired' } });
      await snapshot('2026-02-05T01:00:00.000Z');
      const of = async (key: string, range?: [Day, Day]) =>
        (await days({ type: 'server', key }, range)).map(
          ({ date, retired }) => [date, retired],
        );
      expect(await of(A)).toEqual([
        ['2026-02-01', 0],
        ['2026-02-02', 0],
        ['2026-02-05', 1],
      ]);
      expect(await of(B, ['2026-02-02', '2026-02-28'])).toEqual([
        ['2026-02-02', 0],
        ['2026-02-05', 0],
      ]);
      expect(await of('resource:default/other')).toEqual([]);
      // Only the first day of the one, and both days of the other are stored.
      expect(
        await database.transaction(tx =>
          tx('progress').where({ subject: 'server' }).orderBy(['key', 'date']),
        ),
      ).toHaveLength(3);
    });

    it('follows who is planned into a wave and out of it', async () => {
      await plant({ a: { server: A, wave: 'one' }, b: { server: A } });
      await snapshot('2026-02-01T01:00:00.000Z');
      await plant({ b: { server: A, wave: 'one', stage: 'retired' } });
      await snapshot('2026-02-02T01:00:00.000Z');
      await plant({ a: { server: A }, b: { server: A } });
      await snapshot('2026-02-03T01:00:00.000Z');
      const wave = await days({ type: 'wave', key: 'one' });
      expect(
        wave.map(({ scope, retired, changes }) => [
          ...[scope, retired],
          changes.map(({ type, count }) => `${type} ${count}`).join(),
        ]),
      ).toEqual([
        [1, 0, ''],
        [2, 1, 'planned-in 1'],
        [0, 0, 'planned-out 2'],
      ]);
      // No scope of the estate changed by that.
      expect((await days()).flatMap(({ changes }) => changes)).toEqual([]);
      expect(await days({ type: 'wave', key: 'none' })).toEqual([]);
    });

    it('stores the same day again without another row where nothing changed', async () => {
      await plant({ a: { server: A, wave: 'one' } });
      const rows = () =>
        database.transaction(tx => tx('progress').count({ n: '*' }));
      await snapshot('2026-02-12T01:00:00.000Z');
      const before = await rows();
      await snapshot('2026-02-12T02:00:00.000Z');
      expect(await rows()).toEqual(before);
    });
  });

  it('invents no scope before the first inventory has answered', async () => {
    const database = await createDatabase(await databases.init('SQLITE_3'));
    const taken = await takeSnapshot({
      ...{ database, now: new Date(READ_AT), timezone: 'Asia/Tokyo' },
    });
    expect(taken).toBe(false);
    expect(
      await database.progress.days(ALL, '2026-01-01', '2026-12-31'),
    ).toEqual([]);
  });
});

function workload(id: string, server: string): Workload {
  return {
    ...{ id, name: id, kind: 'scheduled', serverRefs: [server] },
    ...{ roleRef: ROLE, ownerRef: null, schedule: null, command: '' },
    ...{ description: null, maskedSecrets: [], locations: [], intents: [] },
    ...{ soakPassedAt: null, firstSeenAt: READ_AT },
  };
}
