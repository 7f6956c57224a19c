import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createFilesInventorySource } from '../inventory';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { rebuild } from './assessments';
import { EstateRefresh } from './EstateRefresh';
import { setUsesWindow } from './usesWindow';

jest.setTimeout(240_000);

const CRONTAB = 'var/spool/cron/crontabs/batch';
const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-02-12T10:24:00+09:00');

const YAML = `
roles:
  - name: jobs
    type: scheduled-jobs
    kind: scheduled
    crontabs: [user/batch]
  - name: tools
    kind: on-demand
    workloads:
      - { name: push, command: /opt/push }
`;

const LINES = '# job: ranking\n15 4 * * * bin/batch Ranking\n';

interface Host {
  memoryKib?: number | null;
  peaks?: unknown[];
  uses?: Array<{ at: string; by?: string; seconds?: number }>;
  files?: Record<string, string>;
  over?: object;
}

const MEETING = { at: '2026-02-12T04:15:30+09:00', by: 'kato', seconds: 60 };
const PEAKS = [
  { name: 'ranking', mib: 3000, source: '/usr/bin/time -v' },
  { name: 'push', mib: 2000, source: '/usr/bin/time -v' },
];

const databases = testDatabases();
const directory = createMockDirectory();

describe.each(databases.eachSupportedId())(
  'contention on a captured host on %s',
  databaseId => {
    let client: Knex;
    let database: BatchMigrationDatabase;
    let files: Record<string, string>;

    beforeEach(async () => {
      client = await databases.init(databaseId);
      database = await createDatabase(client);
      files = {};
    });

    const host = (name: string, given: Host = {}) => {
      const { memoryKib = 4_194_304, peaks = PEAKS, uses = [MEETING] } = given;
      const folder = `captured/${name}/1`;
      Object.assign(files, {
        [`captured/${name}/server.yaml`]: YAML,
        [`${folder}/${CRONTAB}`]: LINES,
        [`${folder}/capture.json`]: JSON.stringify({
          host: name,
          capturedAt: '2026-02-12T10:00:00+09:00',
          timezone: 'Asia/Tokyo',
          read: ['var/spool/cron', 'var/log', 'tools'],
          tools: [
            {
              name: 'push',
              path: '/opt/push',
              startable: true,
              uses: uses.map(use => ({ by: 'kato', ...use })),
            },
          ],
          peaks,
          ...given.over,
        }),
        ...(memoryKib !== null && {
          [`${folder}/proc/meminfo`]: `MemTotal:       ${memoryKib} kB\nMemFree: 1 kB\n`,
        }),
        ...Object.fromEntries(
          Object.entries(given.files ?? {}).map(([path, text]) => [
            `${folder}/${path}`,
            text,
          ]),
        ),
      });
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
        clock: { now: () => NOW },
        logger: mockServices.logger.mock(),
        freshnessMs: 30 * 60_000,
      }).refresh();
      expect(result.failures).toEqual([]);
    };

    const contention = async () => {
      const workloads = await database.workloads.getMany(
        await database.workloads.ids(),
      );
      const assessments = await database.assessments.getMany(
        workloads.map(({ id }) => id),
      );
      return workloads.flatMap(({ id, name }) =>
        assessments
          .get(id)!
          .dangers.filter(({ type }) => type === 'contention')
          .map(({ severity, message }) => `${name} ${severity}: ${message}`),
      );
    };

    it.each<[string, Host, string[]]>([
      [
        'beyond the memory of the host',
        {},
        [
          'push acute: 1 of 1 uses on bat000 since 2026-01-15 met running jobs (ranking); together they peak at 5000 MiB or more, and the host has 4096 MiB.',
        ],
      ],
      ['within its memory', { memoryKib: 8_388_608 }, []],
      [
        'at another time',
        { uses: [{ at: '2026-02-12T05:15:30+09:00', seconds: 60 }] },
        [],
      ],
      [
        'of a memory that nobody captured',
        { memoryKib: null },
        [
          'push pressing: 1 of 1 uses on bat000 since 2026-01-15 met running jobs (ranking); whether its memory bears both is not known.',
        ],
      ],
      [
        'of peaks that nobody measured',
        { peaks: [] },
        [
          'push pressing: 1 of 1 uses on bat000 since 2026-01-15 met running jobs (ranking); whether its memory bears both is not known.',
        ],
      ],
      [
        'longer ago than uses count',
        { uses: [{ ...MEETING, at: '2026-01-10T04:15:30+09:00' }] },
        [],
      ],
      ['of nobody who uses it', { uses: [] }, []],
      ['of a host of a group', { over: { member: 'i-1' } }, []],
      [
        'where the log shows that the job ran later',
        {
          files: {
            'var/log/syslog': [
              'Feb 11 00:00:01 bat000 CRON[1]: (root) CMD (true)',
              'Feb 12 04:16:40 bat000 CRON[7]: (batch) CMD (bin/batch Ranking)',
              'Feb 12 09:00:00 bat000 CRON[8]: (root) CMD (true)',
            ].join('\n'),
          },
        },
        [],
      ],
    ])('%s', async (_, given, expected) => {
      host('bat000', given);
      await refresh();
      expect(await contention()).toEqual(expected);
    });

    it('rests on what was seen, not on the clock', async () => {
      host('bat000');
      await refresh();
      const later = new Date(NOW.getTime() + 2 * DAY_MS);
      expect(await rebuild(database, { now: () => later })).toEqual([]);
    });

    it('counts uses as far back as is configured', async () => {
      host('bat000', {
        uses: [MEETING, { ...MEETING, at: '2026-01-10T04:15:30+09:00' }],
      });
      await refresh();
      expect((await contention())[0]).toContain('1 of 1 uses');
      await setUsesWindow(database, 90 * DAY_MS);
      await refresh();
      expect((await contention())[0]).toContain(
        '2 of 2 uses on bat000 since 2025-11-14',
      );
    });

    it('keeps hosts apart', async () => {
      host('bat000', { uses: [] });
      host('bat001');
      await refresh();
      expect(await contention()).toEqual([
        expect.stringContaining('uses on bat001'),
      ]);
    });

    it('reads only the hosts on which a tool was used', async () => {
      const statementsFor = async () => {
        await database.assessments.invalidate(await database.workloads.ids());
        let statements = 0;
        const count = () => {
          statements += 1;
        };
        client.on('query', count);
        await refresh();
        client.removeListener('query', count);
        return statements;
      };
      host('bat000');
      for (let index = 0; index < 3; index += 1)
        host(`idle${index}`, { uses: [] });
      await refresh();
      const few = await statementsFor();
      for (let index = 3; index < 12; index += 1)
        host(`idle${index}`, { uses: [] });
      await refresh();
      const more = (await statementsFor()) - few;
      // Nine hosts more: what is asked of each inventory, and nothing for loads.
      expect(more).toBeLessThanOrEqual(9 * 6);
    });
  },
);
