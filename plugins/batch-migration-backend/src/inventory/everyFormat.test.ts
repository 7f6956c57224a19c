/** Each format that a capture may hold, from the file to the database and back. */
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotModifiedError } from '@backstage/errors';
import { locationId } from 'backstage-plugin-batch-migration-common';
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Discovery } from '../discovery';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { createFilesInventorySource } from './FilesInventorySource';

jest.setTimeout(240_000);

const SERVER = 'resource:default/bat000';
const NOW = new Date('2026-02-12T01:24:00Z');
const DAY_MS = 86_400_000;

const HOST = {
  'capture.json': JSON.stringify({
    host: 'bat000',
    capturedAt: '2026-02-12T10:20:00+09:00',
    cron: { flavour: 'debian', version: '3.0pl1-120ubuntu4', running: true },
    timezone: 'Asia/Tokyo',
    read: [
      ...['var/spool/cron', 'var/log', 'etc', 'config', 'modes.txt', 'ps.txt'],
      ...['last.txt', 'dpkg.txt', 'supervisorctl.txt', 'systemctl-timers.txt'],
    ],
  }),
  'etc/crontab': '25 6 * * * root cd / && run-parts --report /etc/cron.daily\n',
  'etc/cron.d/news': '0 1 * * * news /srv/news\n',
  // PostgreSQL takes no NUL in a text, and hosts may have any byte.
  'var/spool/cron/crontabs/batch':
    '# 日次\u0000集計\n5 4 * * * /srv/daily --token hunter2hunter2\n',
  'etc/cron.daily/report': '',
  'modes.txt': '755 etc/cron.daily/report\n',
  'etc/anacrontab': '7 10 weekly /srv/weekly\n',
  'etc/systemd/system/cleanup.timer': '[Timer]\nOnCalendar=*-*-* 03:00\n',
  'etc/systemd/system/cleanup.service': '[Service]\nExecStart=/srv/clean\n',
  'systemctl-timers.txt':
    'NEXT LEFT LAST PASSED UNIT ACTIVATES\nFri 2026-02-13 03:00:00 JST 16h left Thu 2026-02-12 03:00:00 JST 7h ago cleanup.timer cleanup.service\n\n1 timers listed.\n',
  'etc/supervisor/supervisord.conf':
    '[supervisord]\n[program:push]\ncommand=/srv/push\n',
  'supervisorctl.txt':
    'push                             RUNNING   pid 7, uptime 1:00:00\n',
  'config/sidekiq-scheduler.yml':
    ':schedule:\n  Digest:\n    cron: "0 8 * * *"\n    class: DigestJob\n',
  'ps.txt': 'USER PID COMMAND\nroot 1 /usr/sbin/cron\nroot 7 /srv/push\n',
  'var/log/syslog':
    'Feb 12 01:00:01 bat000 CRON[42]: (news) CMD (/srv/news)\nFeb 12 10:19:00 bat000 CRON[43]: (root) CMD (true)\n',
  'last.txt':
    'mori pts/0 10.0.0.9 Wed Feb 11 19:00:00 2026 - Wed Feb 11 20:00:00 2026 (01:00)\n',
  'dpkg.txt': 'cron 3.0pl1-120ubuntu4 install ok installed\n',
  'etc/os-release': 'PRETTY_NAME="Ubuntu 12.04.5 LTS"\n',
  'proc/meminfo': 'MemTotal: 7864320 kB\n',
};

const ROLES = [
  'title: bat000',
  'roles:',
  '  - name: jobs',
  '    type: scheduled-jobs',
  '    kind: scheduled',
  '    schedulers: [config/sidekiq-scheduler.yml]',
  '  - name: bastion',
  '    type: bastion',
  '    kind: on-demand',
  '    workloads: [{ name: login, command: ssh bat000 }]',
  '',
].join('\n');

describe('every format of a capture', () => {
  const databases = testDatabases();
  const directory = createMockDirectory();

  const prefixed = (folder: string, files: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
    );

  /** What is stored, as a table: place, name, state, command. */
  async function stored(database: BatchMigrationDatabase) {
    const workloads = await database.workloads.ofServers([SERVER]);
    const locations = workloads.flatMap(one => one.locations);
    const latest = await database.observations.latest(locations);
    const runs = await database.runs.list(locations);
    const server = await database.servers.get(SERVER);
    return {
      workloads: workloads
        .flatMap(({ name, command, locations: own }) =>
          own.map(
            location =>
              `${location.ref.replace('default/bat000', '…')} ${name} ${
                latest.get(locationId(location))!.state
              } ${command}`,
          ),
        )
        .sort(),
      runs: runs.map(({ scheduledFor, outcome }) => [scheduledFor, outcome]),
      facts: Object.fromEntries(
        server!.facts.map(({ name, value }) => [name, value]),
      ),
    };
  }

  const EXPECTED = {
    workloads: [
      'anacron:…/etc/anacrontab weekly active /srv/weekly',
      'crontab:…/config/sidekiq-scheduler.yml Digest active DigestJob.perform_async()',
      'crontab:…/etc/cron.d/news news active /srv/news',
      'crontab:…/var/spool/cron/crontabs/batch 日次\uFFFD集計 active /srv/daily --token ***MASKED:TOKEN***',
      'run-parts:…/etc/cron.daily report active /etc/cron.daily/report',
      'supervisor:… push active /srv/push',
      'systemd:… cleanup active /srv/clean',
      'tool:… login unknown ssh bat000',
    ],
    runs: [
      // A login, which no schedule started.
      [null, 'unknown'],
      ['2026-02-11T16:00:00.000Z', 'unknown'],
    ],
    facts: {
      cron: 'cron 3.0pl1-120ubuntu4',
      'memory-mib': '7680',
      os: 'Ubuntu 12.04.5 LTS',
    },
  };

  describe.each(databases.eachSupportedId())('on %s', id => {
    it.each(['a folder', 'a URL'])(
      'is stored from %s, and once',
      async from => {
        const database = await createDatabase(await databases.init(id));
        directory.setContent(
          prefixed('captured/bat000', {
            ...prefixed('1', HOST),
            'server.yaml': ROLES,
          }),
        );
        const folder = directory.resolve('captured');
        const readTree = jest.fn(async (_url: string, asked?: object) => {
          if ((asked as { etag?: string })?.etag === 'v1') {
            throw new NotModifiedError();
          }
          return {
            etag: 'v1',
            files: async () => [],
            archive: async () => {
              throw new Error('Not asked for');
            },
            dir: async () => {
              const copy = mkdtempSync(join(directory.path, 'copy-'));
              cpSync(folder, copy, { recursive: true });
              return copy;
            },
          };
        });
        const newBackend = () =>
          new Discovery({
            database,
            logger: mockServices.logger.mock(),
            sources: [
              createFilesInventorySource({
                ...{ id: 'files:captured', role: 'captured', timezone: 'UTC' },
                ...(from === 'a URL'
                  ? {
                      url: 'https://git.example/estate/tree/main/captured',
                      urlReader: mockServices.urlReader.mock({ readTree }),
                    }
                  : { directory: folder }),
                freshnessMs: 7 * DAY_MS,
                memory: database.inventoryFolders,
              }),
            ],
          });

        const first = await newBackend().run({ now: NOW });
        expect(first).toMatchObject({ servers: 1, failures: [] });
        expect(await stored(database)).toEqual(EXPECTED);

        // Another backend, with nothing but the database.
        const events = await database.history.list({ limit: 1 });
        const second = await newBackend().run({ now: NOW });
        expect(second).toEqual({ servers: 0, observations: 0, failures: [] });
        expect(await database.history.list({ limit: 1 })).toEqual(events);
      },
    );
  });
});
