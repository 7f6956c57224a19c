import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Danger, Workload } from 'backstage-plugin-batch-migration-common';
import { createFilesInventorySource } from '../inventory';
import { EstateRefresh } from '../observation';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';

jest.setTimeout(240_000);

const CRONTAB = 'var/spool/cron/crontabs/batch';
const DAY_MS = 24 * 60 * 60 * 1000;
const LINE = '15 4 * * * bin/batch Ranking --all\n';
const OFF = `# job: ranking\n#${LINE}`;
const ON = `# job: ranking\n${LINE}`;

interface Had {
  crontab?: string | null;
  at?: string;
  members?: string[];
  over?: object;
  files?: Record<string, string>;
}

const databases = testDatabases();
const directory = createMockDirectory();

describe.each(databases.eachSupportedId())(
  'members of a group of hosts on %s',
  databaseId => {
    let database: BatchMigrationDatabase;
    let files: Record<string, string>;
    let now: Date;

    beforeEach(async () => {
      database = await createDatabase(await databases.init(databaseId));
      files = {};
      now = new Date('2026-02-12T01:24:00Z');
    });

    /** A capture of one member; a crontab of `null` is not there. */
    const capture = (
      member: string | undefined,
      {
        crontab = ON,
        at = '2026-02-12T10:00:00+09:00',
        members,
        over,
        files: more = {},
      }: Had = {},
    ) => {
      const folder = `captured/api/${at}-${member}`;
      files[`${folder}/capture.json`] = JSON.stringify({
        host: 'image-default',
        member,
        members,
        capturedAt: at,
        timezone: 'Asia/Tokyo',
        read: ['var/spool/cron', 'etc', 'var/log'],
        ...over,
      });
      if (crontab !== null) files[`${folder}/${CRONTAB}`] = crontab;
      for (const [path, text] of Object.entries(more)) {
        files[`${folder}/${path}`] = text;
      }
    };

    const refresh = async () => {
      directory.setContent(files);
      const result = await new EstateRefresh({
        database,
        sources: [
          createFilesInventorySource({
            id: 'files:captured',
            role: 'captured',
            directory: directory.resolve('captured'),
            freshnessMs: 7 * DAY_MS,
            timezone: 'Asia/Tokyo',
          }),
        ],
        probes: [],
        clock: { now: () => now },
        logger: mockServices.logger.mock(),
        freshnessMs: 30 * 60_000,
      }).refresh();
      expect(result.failures).toEqual([]);
      return result;
    };

    const workloads = async () =>
      database.workloads.getMany(await database.workloads.ids());

    const theOne = async (): Promise<Workload> => {
      const all = await workloads();
      expect(all).toHaveLength(1);
      return all[0];
    };

    const seen = async () => {
      const { locations } = await theOne();
      const latest = await database.observations.latest(locations);
      return [...latest.values()].map(({ state, detail }) =>
        [
          state,
          ...(detail.members ?? []).map(one => `${one.name} ${one.state}`),
        ].join(', '),
      );
    };

    const dangers = async (): Promise<Danger[]> =>
      (await database.assessments.get((await theOne()).id))!.dangers;

    const dangerTypes = async () =>
      (await dangers()).map(({ severity, type }) => `${severity} ${type}`);

    it.each<[string, () => void, string, string[]]>([
      [
        'two of three have a line: one location',
        () => {
          capture('i-1');
          capture('i-2');
          capture('i-3', { crontab: null });
        },
        'active, i-1 active, i-2 active, i-3 absent',
        ['acute runs-on-several-hosts', 'pressing members-differ'],
      ],
      [
        'it is off on one',
        () => {
          capture('i-1');
          capture('i-2', { crontab: OFF });
        },
        'active, i-1 active, i-2 idle',
        ['pressing members-differ'],
      ],
      [
        'they run it at other times',
        () => {
          capture('i-1');
          capture('i-2', { crontab: ON.replace('15 4', '15 5') });
        },
        'active, i-1 active, i-2 active',
        ['acute runs-on-several-hosts', 'acute members-differ'],
      ],
      [
        'one runs another command',
        () => {
          capture('i-1');
          capture('i-2', { crontab: ON.replace('--all', '--new') });
          capture('i-3');
        },
        'active, i-1 active, i-2 active, i-3 active',
        ['acute runs-on-several-hosts', 'acute members-differ'],
      ],
      [
        'a file of one could not be read',
        () => {
          capture('i-1');
          capture('i-2', {
            crontab: null,
            over: { notRead: [{ path: CRONTAB, reason: 'Permission denied' }] },
          });
        },
        'active, i-1 active, i-2 unknown',
        [],
      ],
      [
        'one is listed and was never captured',
        () => capture('i-1', { members: ['i-1', 'i-9'] }),
        'active, i-1 active, i-9 unknown',
        [],
      ],
    ])('%s', async (_, arrange, expected, types) => {
      arrange();
      await refresh();
      expect(await seen()).toEqual([expected]);
      expect(await dangerTypes()).toEqual(types);
    });

    it('is not off where a member was not read', async () => {
      capture('i-1', { crontab: OFF, members: ['i-1', 'i-2'] });
      await refresh();
      expect(await seen()).toEqual(['unknown, i-1 idle, i-2 unknown']);
    });

    it('says who differs in what', async () => {
      capture('i-1');
      capture('i-2', { crontab: ON.replace('--all', '--new') });
      await refresh();
      expect((await dangers()).map(({ message }) => message)).toContainEqual(
        expect.stringContaining('command differ between i-1, i-2'),
      );
      expect((await dangers()).map(({ message }) => message)).toContainEqual(
        expect.stringContaining('i-1 of api'),
      );
    });

    it('keeps id, plan and location while members are replaced', async () => {
      capture('i-1', {
        at: '2026-02-10T10:00:00+09:00',
        members: ['i-1', 'i-2'],
      });
      capture('i-2', {
        at: '2026-02-10T10:00:05+09:00',
        members: ['i-1', 'i-2'],
        crontab: null,
      });
      await refresh();
      const before = await theOne();

      capture('i-3', {
        at: '2026-02-11T10:00:00+09:00',
        members: ['i-2', 'i-3'],
      });
      await refresh();
      expect(await theOne()).toMatchObject({
        id: before.id,
        locations: [{ key: before.locations[0].key }],
      });
      expect(await seen()).toEqual(['active, i-2 absent, i-3 active']);
    });

    it('is gone only where every member was read without it', async () => {
      capture('i-1', { at: '2026-02-10T10:00:00+09:00' });
      capture('i-2', { at: '2026-02-10T10:00:05+09:00' });
      await refresh();
      capture('i-1', { at: '2026-02-11T10:00:00+09:00', crontab: null });
      await refresh();
      expect(await seen()).toEqual(['active, i-1 absent, i-2 active']);
      capture('i-2', { at: '2026-02-11T10:00:05+09:00', crontab: null });
      await refresh();
      expect(await seen()).toEqual(['absent']);
    });

    it('hears no more of a member whose capture lapsed, and takes nothing for gone', async () => {
      capture('i-1', { at: '2026-02-05T10:00:00+09:00' });
      capture('i-2', { at: '2026-02-11T10:00:00+09:00', crontab: null });
      now = new Date('2026-02-11T02:00:00Z');
      await refresh();
      expect(await seen()).toEqual(['active, i-1 active, i-2 absent']);

      now = new Date('2026-02-12T02:00:00Z');
      await refresh();
      const { id } = await theOne();
      expect(await database.assessments.get(id)).toMatchObject({
        legacy: 'unknown',
        stage: 'discovered',
      });
    });

    it('counts an active member no more once its capture lapsed', async () => {
      capture('i-1', { at: '2026-02-05T10:00:00+09:00' });
      capture('i-2', { at: '2026-02-11T10:00:00+09:00' });
      now = new Date('2026-02-11T02:00:00Z');
      await refresh();
      expect(await dangerTypes()).toContain('acute runs-on-several-hosts');

      now = new Date('2026-02-12T02:00:00Z');
      await refresh();
      expect(await seen()).toEqual(['active, i-2 active']);
      expect(await dangerTypes()).not.toContain('acute runs-on-several-hosts');
      expect((await refresh()).observations).toBe(0);
    });

    it('takes the same captures once', async () => {
      capture('i-1');
      capture('i-2', { crontab: OFF });
      expect((await refresh()).servers).toBe(1);
      expect(await refresh()).toMatchObject({ servers: 0, observations: 0 });
    });

    it('takes a capture of the whole server for all that there is', async () => {
      capture('i-1', { at: '2026-02-10T10:00:00+09:00' });
      capture('i-2', { at: '2026-02-10T10:00:05+09:00' });
      capture(undefined, { at: '2026-02-11T10:00:00+09:00' });
      await refresh();
      expect(await seen()).toEqual(['active']);
    });

    describe('blue/green pair where one cron may be active', () => {
      const pair = (blue: string, green: string, day: number) => {
        const at = (seconds: string) => `2026-02-${day}T10:00:${seconds}+09:00`;
        const members = ['blue', 'green'];
        capture('blue', { crontab: blue, at: at('00'), members });
        capture('green', { crontab: green, at: at('30'), members });
      };

      it.each<[string, string, string, string[]]>([
        ['blue works', ON, OFF, ['pressing members-differ']],
        ['green works', OFF, ON, ['pressing members-differ']],
        ['both work', ON, ON, ['acute runs-on-several-hosts']],
      ])('%s', async (_, blue, green, expected) => {
        pair(blue, green, 11);
        await refresh();
        expect(await dangerTypes()).toEqual(expected);
      });

      it('is switched without a gap, and stays one workload', async () => {
        pair(ON, OFF, 10);
        await refresh();
        const { id } = await theOne();
        pair(OFF, ON, 11);
        await refresh();
        expect((await theOne()).id).toBe(id);
        expect(await seen()).toEqual(['active, blue idle, green active']);
      });

      it('does not run where both are off', async () => {
        pair(ON, OFF, 10);
        await refresh();
        pair(OFF, OFF, 11);
        await refresh();
        expect(await seen()).toEqual(['idle, blue idle, green idle']);
        expect(await dangerTypes()).toContain('acute runs-nowhere');
      });
    });

    it('merges the runs of the members, each once, by ids of their own', async () => {
      const log = (pid: number) => ({
        'var/log/syslog': [
          `Feb 11 00:00:01 image-default CRON[1]: (root) CMD (true)`,
          `Feb 11 04:15:01 image-default CRON[${pid}]: (batch) CMD (bin/batch Ranking --all)`,
          `Feb 12 04:15:01 image-default CRON[${pid}]: (batch) CMD (bin/batch Ranking --all)`,
        ].join('\n'),
      });
      capture('i-1', { files: log(7) });
      // Of one image: the same host name, and by chance the same pid.
      capture('i-2', { crontab: ON.replace('--all', '--all '), files: log(7) });
      await refresh();
      const { locations } = await theOne();
      const runs = await database.runs.list(locations);
      expect(runs.map(({ externalId }) => externalId).sort()).toEqual([
        'i-1:7:2026-02-10T19:15:01.000Z',
        'i-1:7:2026-02-11T19:15:01.000Z',
        'i-2:7:2026-02-10T19:15:01.000Z',
        'i-2:7:2026-02-11T19:15:01.000Z',
      ]);
      expect(locations[0].runRanges).toHaveLength(1);
      capture('i-1', { at: '2026-02-12T10:20:00+09:00', files: log(7) });
      await refresh();
      expect(await database.runs.list(locations)).toHaveLength(4);
    });

    it('refuses a capture that lies in the folder of another server', async () => {
      capture('i-1', { over: { server: 'bat000' } });
      directory.setContent(files);
      await expect(refresh()).rejects.toThrow(
        /folder of resource:default\/api/,
      );
    });
  },
);
