import type { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  EMPTY_PLAN,
  type Workload,
  type WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import {
  assessment,
  createDatabase,
  ROLE,
  SERVER,
  TARGET,
} from '../testEstate';
import { testDatabases } from '../testDatabases';
import type { Assessed } from './AssessmentStore';
import type { Order } from './assessmentQuery';

jest.setTimeout(240_000);

const AT = '2026-02-12T01:24:00.000Z';

function workload(id: string, over: Partial<Workload> = {}): Workload {
  return {
    id,
    name: `job ${id}`,
    kind: 'scheduled',
    serverRefs: [SERVER],
    roleRef: ROLE,
    ownerRef: 'group:default/sre',
    schedule: null,
    command: `/srv/${id}/run`,
    description: null,
    maskedSecrets: [],
    locations: [],
    intents: [],
    soakPassedAt: null,
    firstSeenAt: AT,
    ...over,
  };
}

function assessed(
  one: Workload,
  over: Partial<Omit<Assessed, 'workload'>> = {},
): Assessed {
  return {
    workload: one,
    plan: EMPTY_PLAN,
    repositories: [],
    assessment: assessment(),
    ...over,
  };
}

const acute = (nextAt: string | null) =>
  assessment({
    dangers: [
      {
        type: 'runs-twice',
        severity: 'acute',
        message: '',
        nextAt,
        observationIds: [],
      },
    ],
  });

describe('stores', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId, entries: Assessed[] = []) {
    const database = await createDatabase(await databases.init(id));
    await database.transaction(async tx => {
      await database.servers.upsertRoles(
        [
          {
            ref: ROLE,
            title: 'Jobs',
            description: null,
            type: 'scheduled-jobs',
            kind: 'scheduled',
            ownerRef: null,
            systemRef: null,
            serverRefs: [SERVER, 'resource:default/bat101'],
          },
        ],
        tx,
      );
      await database.workloads.upsert(
        entries.map(one => one.workload),
        tx,
      );
      await database.assessments.save(entries, AT, tx);
    });
    return database;
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it.each(['danger', 'name', 'server', 'stage', 'nextRun'] as Order[])(
      'pages over ties by %s with no workload twice or left out',
      async orderBy => {
        const ids = Array.from({ length: 23 }, (_, n) => `w${n + 10}`);
        const { assessments } = await setUp(
          id,
          ids.map((one, n) =>
            assessed(workload(one, { name: `same ${n % 2}` }), {
              assessment: n % 5 === 0 ? acute(AT) : assessment(),
            }),
          ),
        );
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await assessments.list({
            filters: {},
            limit: 4,
            cursor,
            orderBy,
          });
          expect(page.totalItems).toBe(23);
          seen.push(...page.items.map(item => item.workloadId));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(seen).toHaveLength(23);
        expect([...seen].sort()).toEqual(ids);
      },
    );

    it('shows dangers first, then the nearest run', async () => {
      const { assessments } = await setUp(id, [
        assessed(workload('later'), {
          assessment: assessment({ nextRunAt: '2026-02-14T00:00:00.000Z' }),
        }),
        assessed(workload('sooner'), {
          assessment: assessment({ nextRunAt: '2026-02-13T00:00:00.000Z' }),
        }),
        assessed(workload('never')),
        assessed(workload('twice'), {
          assessment: acute('2026-02-15T00:00:00.000Z'),
        }),
      ]);
      const { items } = await assessments.list({ filters: {}, limit: 9 });
      expect(items.map(item => item.workloadId)).toEqual([
        'twice',
        'sooner',
        'later',
        'never',
      ]);
    });

    it.each<[WorkloadFilters, string[]]>([
      [{}, ['a', 'b', 'c']],
      [{ owner: ['group:default/sre'] }, ['a', 'c']],
      [{ owner: ['group:default/sre', 'group:default/news'] }, ['a', 'b', 'c']],
      [{ owner: ['group:default/sre'], strategy: ['none'] }, ['a']],
      [{ strategy: ['replatform'], wave: ['one'] }, ['b', 'c']],
      [{ server: ['resource:default/bat101'] }, ['c']],
      [{ danger: ['runs-twice'] }, ['b']],
      [{ danger: ['acute'], owner: ['group:default/sre'] }, []],
      [{ stage: ['discovered'], placement: ['legacy'] }, ['a', 'b', 'c']],
      [{ kind: ['resident'] }, []],
      [{ text: ['100%'] }, ['a']],
      [{ text: ['%'] }, ['a']],
      [{ text: ['_x'] }, []],
      [{ text: ['a!b'] }, ['a']],
      [{ text: ['\\'] }, ['b']],
      [{ text: ["'; drop table workloads; --"] }, []],
      [{ text: ['\u0000'] }, []],
      [{ text: ['ÄRGER'] }, ['c']],
      [{ text: ['日報', '100%'] }, ['a', 'b']],
      [{ text: ['REPOSITORIES/NEWS'] }, ['b']],
    ])('filters by %j', async (filters, expected) => {
      const planned = {
        ...EMPTY_PLAN,
        strategy: 'replatform' as const,
        wave: 'one',
      };
      const { assessments } = await setUp(id, [
        assessed(workload('a', { command: 'run a!b 100% done' })),
        assessed(workload('b', { name: '日報', command: 'c:\\run' }), {
          plan: { ...planned, ownerRef: 'group:default/news' },
          repositories: ['file:///repositories/news'],
          assessment: acute(null),
        }),
        assessed(
          workload('c', {
            description: 'Macht ärger',
            serverRefs: ['resource:default/bat101'],
          }),
          { plan: planned },
        ),
      ]);
      const page = await assessments.list({
        filters,
        limit: 9,
        orderBy: 'name',
      });
      expect(page.items.map(item => item.workloadId).sort()).toEqual(expected);
      expect(page.totalItems).toBe(expected.length);
      expect((await assessments.counts(filters)).scope).toBe(expected.length);
    });

    it('counts for everyone, and lists what may be read', async () => {
      const { assessments } = await setUp(id, [
        assessed(workload('a')),
        assessed(workload('b', { ownerRef: null }), {
          assessment: assessment({ stage: 'retired', placement: 'unknown' }),
        }),
      ]);
      const page = await assessments.list({
        filters: {},
        limit: 9,
        readable: {
          anyOf: [
            { key: 'owner', values: ['group:default/sre'] },
            { not: { key: 'stage', values: ['discovered', 'retired'] } },
          ],
        },
      });
      expect(page.items.map(item => item.workloadId)).toEqual(['a']);
      expect(page.totalItems).toBe(2);
      expect(await assessments.counts({})).toMatchObject({
        scope: 2,
        byOwner: [
          { key: 'group:default/sre', count: 1 },
          { key: 'none', count: 1 },
        ],
        byServer: [{ key: SERVER, count: 2, left: 2 }],
        notSeen: 1,
        // It was retired when it was last seen, which is no progress now.
        retired: 0,
        retained: 0,
        inAcuteDanger: 0,
      });
    });

    it.each([
      'x',
      'WyJuYW1lIl0',
      Buffer.from('["danger",1e9,"a","b"]').toString('base64url'),
      Buffer.from('["name","a","b"]').toString('base64url'),
      Buffer.from('["danger","0","a","b"]').toString('base64url'),
    ])('refuses the cursor %s', async cursor => {
      const { assessments } = await setUp(id);
      await expect(
        assessments.list({ filters: {}, limit: 9, cursor }),
      ).rejects.toThrow('cursor is not one of a list ordered by danger');
    });

    it('replaces a plan only at its version, and keeps every version', async () => {
      const database = await setUp(id, [assessed(workload('a'))]);
      const change = { actor: 'user:default/mori', at: AT };
      const replace = (version: number, notes: string) =>
        database.transaction(tx =>
          database.plans.replace(
            'a',
            { ...EMPTY_PLAN, version, notes },
            change,
            tx,
          ),
        );
      expect(await database.plans.get('a')).toEqual(EMPTY_PLAN);
      expect(await replace(0, 'one')).toMatchObject({ version: 1 });
      await expect(replace(0, 'lost')).rejects.toThrow(
        'Plan of a is no longer at version 0',
      );
      await replace(1, 'two');
      await expect(replace(1, 'lost')).rejects.toThrow('version 1');
      expect(await database.plans.get('a')).toMatchObject({
        version: 2,
        notes: 'two',
      });
      expect(
        (await database.plans.versions('a')).map(({ plan }) => plan.notes),
      ).toEqual(['one', 'two']);
    });

    it('links targets in order, all or nothing, and once', async () => {
      const database = await setUp(id, [
        assessed(workload('a', { schedule: null })),
        assessed(
          workload('b', {
            schedule: {
              dialect: 'debian-cron',
              expression: '@daily',
              timezone: 'UTC',
            },
          }),
        ),
      ]);
      const link = (
        repository: string,
        workloadIds: string[],
        location = TARGET,
      ) =>
        database.transaction(tx =>
          database.targetLinks.link(
            { repository, links: [{ workloadIds, location }] },
            AT,
            tx,
          ),
        );
      await expect(link('r1', ['a', 'nope', 'nix'])).rejects.toThrow(
        'No workload has the id nope, nix',
      );
      expect((await database.workloads.get('a'))?.locations).toEqual([]);

      expect(await link('r1', ['a', 'b'])).toEqual(['a', 'b']);
      expect(await link('r1', ['a', 'b'])).toEqual([]);
      const split = { ...TARGET, key: 'digest-2' };
      const next = { ...TARGET, key: 'on-eks' };
      await link('r1', ['a'], split);
      await link('r2', ['a'], next);
      expect((await database.workloads.get('a'))?.locations).toEqual([
        {
          ...TARGET,
          side: 'target',
          position: 0,
          alsoServes: [
            {
              dialect: 'debian-cron',
              expression: '@daily',
              timezone: 'UTC',
            },
          ],
        },
        { ...split, side: 'target', position: 0 },
        { ...next, side: 'target', position: 1 },
      ]);
      expect(
        (await database.targetLinks.repositories(['a', 'b'])).get('a'),
      ).toEqual(['r1', 'r2']);
      expect(await database.targetLinks.list({ repository: 'r2' })).toEqual([
        { repository: 'r2', workloadIds: ['a'], location: next },
      ]);
    });

    it('chains the history, pages it, and shows a change in it', async () => {
      const knex = await databases.init(id);
      const database = await createDatabase(knex);
      const append = (summary: string, workloadId: string | null) =>
        database.transaction(tx =>
          database.history.append(
            [
              {
                at: AT,
                actor: 'user:default/mori',
                type: 'plan-updated',
                summary,
                workloadId,
                changes: [{ field: 'wave', before: null, after: 'one' }],
              },
            ],
            tx,
          ),
        );
      await Promise.all([1, 2, 3, 4, 5].map(n => append(`${n}`, 'a')));
      await append('another', null);
      expect(await database.history.firstBroken()).toBeNull();
      const first = await database.history.list({ workloadId: 'a', limit: 3 });
      const second = await database.history.list({
        workloadId: 'a',
        limit: 3,
        cursor: first.nextCursor!,
      });
      expect([first.totalItems, first.items.length]).toEqual([5, 3]);
      expect([second.items.length, second.nextCursor]).toEqual([2, null]);
      await expect(
        database.history.list({ limit: 3, cursor: '1 or 1=1' }),
      ).rejects.toThrow('cursor');

      const [{ id: third }] = await knex('history')
        .orderBy('id')
        .offset(2)
        .limit(1)
        .select('id');
      await knex('history').where({ id: third }).update({ actor: 'nobody' });
      expect(await database.history.firstBroken()).toBe(third);
    });

    it('gives back nothing of a transaction that failed', async () => {
      const database = await setUp(id, [assessed(workload('a'))]);
      await expect(
        database.transaction(async tx => {
          await database.plans.replace(
            'a',
            EMPTY_PLAN,
            { actor: 'x', at: AT },
            tx,
          );
          throw new Error('later');
        }),
      ).rejects.toThrow('later');
      expect(await database.plans.get('a')).toEqual(EMPTY_PLAN);
    });
  });
});
