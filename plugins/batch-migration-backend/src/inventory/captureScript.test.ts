/** The capture script on a made-up disk, read by the source that production uses. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { ServerInventory } from 'backstage-plugin-batch-migration-common';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFilesInventorySource } from './FilesInventorySource';

// A whole host is read, by the slowest of shells, while others work.
jest.setTimeout(240_000);

const SCRIPT = join(__dirname, '../../../../scripts/capture-inventory.sh');
const MINUTE = 60_000;
const NOW = Date.now();

const ago = (minutes: number) =>
  new Date(NOW - minutes * MINUTE).toISOString().replace(/\.\d+Z$/, '+00:00');

/** Each POSIX shell that this machine has; old hosts have dash or bash. */
const SHELLS = [
  ['sh'],
  ['dash'],
  ['bash', '--posix'],
  ['busybox', 'sh'],
].filter(
  ([command, ...first]) =>
    spawnSync(command, [...first, '-c', ':'], { stdio: 'ignore' }).status === 0,
);

const HOST = {
  'root/etc/hostname': 'BAT900.example.com\n',
  'root/etc/timezone': 'Asia/Tokyo\n',
  'root/etc/os-release': 'PRETTY_NAME="Ubuntu 12.04.5 LTS"\n',
  'root/var/lib/dpkg/status': [
    'Package: cron',
    'Status: install ok installed',
    'Version: 3.0pl1-120ubuntu4',
    '',
    'Package: systemd-cron',
    'Status: deinstall ok config-files',
    'Version: 1.5',
    '',
  ].join('\n'),
  'root/etc/crontab': '0 1 * * * root /opt/nightly --token s3cr3t\n',
  'root/etc/cron.d/billing': 'PGPASSWORD=s3cr3t\n30 2 * * * app /opt/billing\n',
  'root/var/spool/cron/crontabs/batch': '*/5 * * * * /opt/sync "a\\b"\n',
};

describe.each(SHELLS.map(shell => [shell.join(' '), shell] as const))(
  'capture-inventory.sh with %s',
  (_, [command, ...first]) => {
    const directory = createMockDirectory();

    const capture = (...options: string[]) => {
      const { stdout, stderr, status } = spawnSync(
        command,
        [
          ...[...first, SCRIPT, '-r', directory.resolve('root')],
          ...['-o', directory.resolve('captured'), ...options],
        ],
        { encoding: 'utf8' },
      );
      return { folder: stdout.trim(), stderr, status };
    };

    const recordIn = (folder: string) =>
      JSON.parse(readFileSync(join(folder, 'capture.json'), 'utf8'));

    const read = async (): Promise<ServerInventory> => {
      const source = createFilesInventorySource({
        id: 'files:captured',
        role: 'captured',
        directory: directory.resolve('captured'),
        freshnessMs: MINUTE,
        timezone: 'UTC',
      });
      for await (const reading of source.read({ now: new Date() })) {
        if (reading.status === 'failed') throw new Error(reading.reason);
        if (reading.status === 'unchanged') continue;
        return reading.inventory;
      }
      throw new Error('Nothing was read');
    };

    it('leaves what the inventory source reads', async () => {
      directory.setContent(HOST);
      const { folder, stderr, status } = capture();
      expect({ status, notRead: recordIn(folder).notRead }).toEqual({
        status: 0,
        notRead: [
          { path: 'ps.txt', reason: 'a mounted disk has no processes' },
        ],
      });
      expect(stderr).toMatch(/1 places could not be read/);
      expect(recordIn(folder)).toMatchObject({
        host: 'BAT900.example.com',
        cron: {
          flavour: 'debian',
          version: '3.0pl1-120ubuntu4',
          running: null,
        },
        timezone: 'Asia/Tokyo',
      });
      const { server, items, places } = await read();
      expect(server.ref).toBe('resource:default/bat900');
      expect(
        items.map(({ user, command: line, schedule }) => [
          schedule?.expression,
          schedule?.timezone,
          user,
          line,
        ]),
      ).toEqual([
        ['*/5 * * * *', 'Asia/Tokyo', 'batch', '/opt/sync "a\\b"'],
        [
          '0 1 * * *',
          'Asia/Tokyo',
          'root',
          '/opt/nightly --token ***MASKED:TOKEN***',
        ],
        ['30 2 * * *', 'Asia/Tokyo', 'app', '/opt/billing'],
      ]);
      expect(places.filter(({ complete }) => !complete)).toEqual([]);
      expect(
        spawnSync('grep', ['-rl', 's3cr3t', folder], { encoding: 'utf8' })
          .stdout,
      ).toBe('');
    });

    it('says which host of a group it ran on', async () => {
      directory.setContent(HOST);
      const { folder } = capture('-n', 'batch', '-m', 'i-0bac4001e5b6a7f2b');
      expect(recordIn(folder)).toMatchObject({
        host: 'BAT900.example.com',
        server: 'batch',
        member: 'i-0bac4001e5b6a7f2b',
      });
      expect(await read()).toMatchObject({
        server: { ref: 'resource:default/batch' },
        member: 'i-0bac4001e5b6a7f2b',
      });
      expect(capture('-m', '../x')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('cannot be the name of a host'),
      });
    });

    it('lists the processes of the host that it runs on', async () => {
      directory.setContent({});
      const { status, stderr } = spawnSync(
        command,
        [...first, SCRIPT, '-n', 'here', '-o', directory.resolve('captured')],
        { encoding: 'utf8' },
      );
      expect({ stderr, status }).toMatchObject({ status: 0 });
      const { places, issues, server } = await read();
      expect(server.facts.map(({ name }) => name)).toContain('memory-mib');
      expect(issues.filter(({ path }) => path === 'ps.txt')).toEqual([]);
      expect(places.find(({ ref }) => ref.startsWith('process:'))).toEqual(
        expect.objectContaining({ complete: true }),
      );
    });

    it('is for nobody else to read', () => {
      directory.setContent(HOST);
      const { folder } = capture();
      expect(statSync(folder).mode % 0o100).toBe(0);
      expect(statSync(join(folder, 'etc/crontab')).mode % 0o100).toBe(0);
    });

    it('tells a folder that is not there from one it may not look into', () => {
      directory.setContent({
        'root/etc/hostname': 'bat900\n',
        'root/var/spool/cron': 'a file in the place of a folder\n',
      });
      const { notRead, read: places } = recordIn(capture().folder);
      expect(places).toContain('etc/cron.d');
      expect(places).not.toContain('var/spool/cron');
      expect(notRead).toContainEqual({
        path: 'var/spool/cron',
        reason: 'permission denied: run the script as root',
      });
    });

    it('names each file that it cannot copy, whatever it is called', () => {
      directory.setContent({ 'root/etc/hostname': 'bat900\n' });
      const cronD = directory.resolve('root/etc/cron.d');
      mkdirSync(join(cronD, 'a folder'), { recursive: true });
      writeFileSync(join(cronD, 'large'), '#'.repeat(2 ** 20 + 1));
      writeFileSync(join(cronD, '.hidden "quoted"'), '0 1 * * * root /a\n');
      writeFileSync(join(cronD, '-rf $(reboot)'), '0 1 * * * root /b\n');
      writeFileSync(join(cronD, 'two\nlines'), '0 1 * * * root /c\n');
      symlinkSync('/no/such/file', join(cronD, 'dangling'));
      spawnSync('mkfifo', [join(cronD, 'pipe')]);
      const { folder, status } = capture();
      expect(status).toBe(0);
      expect(readdirSync(join(folder, 'etc/cron.d')).sort()).toEqual([
        '-rf $(reboot)',
        '.hidden "quoted"',
      ]);
      expect(
        recordIn(folder)
          .notRead.map(({ path }: { path: string }) => path)
          .sort(),
      ).toEqual([
        'etc/cron.d/dangling',
        'etc/cron.d/large',
        'etc/cron.d/pipe',
        'etc/cron.d/two',
        'ps.txt',
      ]);
    });

    it('takes of logs only what cron wrote, and when they begin and end', async () => {
      const line = (minutes: number, rest: string) =>
        `${ago(minutes)} bat900 ${rest}\n`;
      directory.setContent({
        ...HOST,
        'root/var/log/syslog': [
          line(20, 'sshd[9]: password s3cr3t of somebody'),
          line(15, 'CRON[12]: (batch) CMD (/opt/sync "a\\b")'),
          line(10, 'CRON[13]: (batch) CMD (/opt/sync "a\\b")'),
          line(9, 'app: s3cr3t'),
          line(1, 'kernel: s3cr3t'),
        ].join(''),
      });
      writeFileSync(
        directory.resolve('root/var/log/syslog.1.gz'),
        gzipSync(line(40, 'CRON[11]: (batch) CMD (/opt/sync "a\\b")')),
      );
      const { folder } = capture();
      const logs = join(folder, 'var/log');
      expect(readdirSync(logs).sort()).toEqual(['syslog', 'syslog.1']);
      expect(readFileSync(join(logs, 'syslog'), 'utf8')).toBe(
        [
          line(20, 'sshd[9]: '),
          line(15, 'CRON[12]: (batch) CMD (/opt/sync "a\\b")'),
          line(10, 'CRON[13]: (batch) CMD (/opt/sync "a\\b")'),
          line(1, 'kernel: '),
        ].join(''),
      );
      const { runs } = await read();
      expect(runs).toHaveLength(3);
    });

    it('leaves out what is older than a log that had to be cut', () => {
      const of = (day: number) =>
        `2026-01-0${day}T00:00:00+00:00 bat900 CRON[1]: (a) CMD (${'x'.repeat(
          1000,
        )})\n`;
      directory.setContent({
        ...HOST,
        'root/var/log/syslog': of(4),
        'root/var/log/syslog.1': of(3).repeat(1_500),
        'root/var/log/syslog.2': of(2),
        'root/var/log/cron-20260101': of(1),
        'root/var/log/cron-20260102': of(2),
        'root/var/log/cron': of(3),
      });
      const logs = join(capture().folder, 'var/log');
      expect(readdirSync(logs).sort()).toEqual([
        'cron',
        'cron-20260101',
        'cron-20260102',
        'syslog',
        'syslog.1',
      ]);
      const cut = readFileSync(join(logs, 'syslog.1'), 'utf8');
      expect(cut.length).toBeLessThan(1_000_001);
      expect(cut.slice(0, of(3).length)).toBe(of(3));
    });

    it('takes more files and tools where somebody names them', () => {
      directory.setContent({
        ...HOST,
        'root/srv/app/config/sidekiq-scheduler.yml':
          'a:\n  cron: "0 1 * * *"\n',
        'root/usr/local/bin/patch': '#!/bin/sh\n',
      });
      const { folder } = capture(
        ...['-f', '/srv/app/config/sidekiq-scheduler.yml'],
        ...['-f', '/srv/../etc/shadow', '-n', 'main-batch'],
        ...['-t', 'data-patch=/usr/local/bin/patch', '-t', 'gone=/opt/"gone"'],
      );
      expect(dirname(folder)).toBe(directory.resolve('captured/main-batch'));
      const record = recordIn(folder);
      expect(record.read).toContain('srv/app/config/sidekiq-scheduler.yml');
      expect(record.notRead).toContainEqual({
        path: '/srv/../etc/shadow',
        reason: 'write the path without ..',
      });
      expect(record.tools).toEqual([
        { name: 'data-patch', path: '/usr/local/bin/patch', startable: false },
        { name: 'gone', path: '/opt/"gone"', startable: false },
      ]);
    });

    it.each([
      [['-n', '../other'], /cannot be the name of a server/],
      [['-o', '/dev/null/captured'], /choose another folder with -o/],
      [['-r', '/no/such/disk'], /give -r the folder/],
    ])('says what is wrong with %j', (options, message) => {
      directory.setContent(HOST);
      const { status, stderr } = capture(...options);
      expect(status).toBe(1);
      expect(stderr).toMatch(message);
    });
  },
);
