/** What the capture script takes of a host beside its crontabs, and how it is read. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { ServerInventory } from 'backstage-plugin-batch-migration-common';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createFilesInventorySource } from './FilesInventorySource';

jest.setTimeout(240_000);

const SCRIPT = join(__dirname, '../../../../scripts/capture-inventory.sh');

/** Shell and awk of small and old hosts, and of new ones. */
const SHELLS = [
  ['dash', 'mawk'],
  ['bash', 'gawk'],
  ['busybox sh', 'busybox awk'],
  ['dash', 'original-awk'],
].filter(names =>
  names.every(
    name =>
      spawnSync(name.split(' ')[0], ['--help'], { stdio: 'ignore' }).error ===
      undefined,
  ),
);

/** One record of process accounting, as the kernel writes it (acct(5), acct_v3). */
function record(over: {
  name: string;
  startedAt: number;
  seconds: number;
  pid: number;
  parent?: number;
  exit?: number;
  signal?: number;
  version?: number;
}): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt8(over.version ?? 3, 1);
  bytes.writeUInt32LE((over.exit ?? 0) * 256 + (over.signal ?? 0), 4);
  bytes.writeUInt32LE(1000, 8);
  bytes.writeUInt32LE(over.pid, 16);
  bytes.writeUInt32LE(over.parent ?? 700, 20);
  bytes.writeUInt32LE(over.startedAt, 24);
  bytes.writeFloatLE(over.seconds * 100, 28);
  bytes.write(over.name, 48, 16, 'latin1');
  return bytes;
}

describe.each(SHELLS)('capture-inventory.sh with %s and %s', (shell, awk) => {
  const directory = createMockDirectory();

  /** Commands of the host come first, and its awk is the one that is tested. */
  const capture = (
    files: Record<string, string>,
    change: (root: string) => void = () => {},
  ) => {
    directory.setContent({
      'root/etc/hostname': 'bat900\n',
      ...Object.fromEntries(
        Object.entries(files).map(([path, text]) => [`root/${path}`, text]),
      ),
      'bin/awk': `#!/bin/sh\nexec ${awk} "$@"\n`,
    });
    chmodSync(directory.resolve('bin/awk'), 0o755);
    change(directory.resolve('root'));
    const [command, ...first] = shell.split(' ');
    const { stdout, stderr, status } = spawnSync(
      command,
      [
        ...[...first, SCRIPT, '-r', directory.resolve('root')],
        ...['-o', directory.resolve('captured')],
      ],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${directory.resolve('bin')}:${process.env.PATH}`,
        },
      },
    );
    expect({ stderr, status }).toMatchObject({ status: 0 });
    return stdout.trim();
  };

  const text = (folder: string, path: string) =>
    readFileSync(join(folder, path), 'utf8');

  const recordIn = (folder: string) => JSON.parse(text(folder, 'capture.json'));

  const read = async (): Promise<ServerInventory> => {
    const source = createFilesInventorySource({
      id: 'files:captured',
      role: 'captured',
      directory: directory.resolve('captured'),
      freshnessMs: 60_000,
      timezone: 'UTC',
    });
    for await (const reading of source.read({ now: new Date() })) {
      if (reading.status === 'read') return reading.inventory;
      throw new Error(JSON.stringify(reading));
    }
    throw new Error('Nothing was read');
  };

  it('takes names and modes of scripts, and nothing of what they say', async () => {
    const folder = capture(
      {
        'etc/crontab': '25 6 * * * root run-parts /etc/cron.daily\n',
        'etc/cron.daily/billing': '#!/bin/sh\nTOKEN=s3cr3t run\n',
        'etc/cron.daily/off': '#!/bin/sh\n',
      },
      root => {
        chmodSync(join(root, 'etc/cron.daily/billing'), 0o755);
        chmodSync(join(root, 'etc/cron.daily/off'), 0o644);
      },
    );
    expect(text(folder, 'modes.txt')).toBe(
      '-rwxr-xr-x etc/cron.daily/billing\n-rw-r--r-- etc/cron.daily/off\n',
    );
    expect(text(folder, 'etc/cron.daily/billing')).toBe('');
    const { items } = await read();
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ['billing', 'active'],
      ['off', 'idle'],
    ]);
  });

  it('takes timers, their services, drop-ins and what is enabled', async () => {
    const folder = capture(
      {
        'etc/systemd/system/news.timer':
          '[Timer]\nOnCalendar=*-*-* 03:00:00\nUnit=import.service\n',
        'etc/systemd/system/worker.service':
          '[Service]\nExecStart=/srv/worker\nEnvironment="DB_PASSWORD=s3 cr3t"\n',
        'etc/systemd/system/worker.service.d/more.conf':
          '[Service]\nEnvironment=API_TOKEN=s3cr3t\n',
        'usr/lib/systemd/system/import.service':
          '[Service]\nExecStart=/srv/import --password s3cr3t\n',
        'usr/lib/systemd/system/other.service': '[Service]\nExecStart=/x\n',
      },
      root => {
        const own = join(root, 'etc/systemd/system');
        mkdirSync(join(own, 'timers.target.wants'));
        symlinkSync(
          '/etc/systemd/system/news.timer',
          join(own, 'timers.target.wants/news.timer'),
        );
        symlinkSync('/dev/null', join(own, 'masked.service'));
        symlinkSync('/no/such', join(own, 'gone.service'));
        // As on hosts where /lib is a link.
        symlinkSync('usr/lib', join(root, 'lib'));
      },
    );
    const units = 'systemd/system';
    expect(readdirSync(join(folder, `etc/${units}`)).sort()).toEqual([
      'masked.service',
      'news.timer',
      'timers.target.wants',
      'worker.service',
      'worker.service.d',
    ]);
    expect(text(folder, `etc/${units}/masked.service`)).toBe('');
    expect(readdirSync(join(folder, `usr/lib/${units}`))).toEqual([
      'import.service',
    ]);
    expect(existsSync(join(folder, 'lib'))).toBe(false);
    expect(
      recordIn(folder).notRead.map(({ path }: { path: string }) => path),
    ).toEqual(['ps.txt']);
    expect(
      spawnSync('grep', ['-rlE', 's3 ?cr3t', folder], { encoding: 'utf8' })
        .stdout,
    ).toBe('');
    const { items } = await read();
    expect(items.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringContaining('news')]),
    );
  });

  it('takes programs of supervisord and jobs of anacron, masked', () => {
    const folder = capture({
      'etc/supervisor/supervisord.conf':
        '[unix_http_server]\nusername = a\npassword = s3cr3t\n',
      'etc/supervisor/conf.d/mail.conf':
        '[program:mail]\ncommand=/srv/mail\nenvironment=\n  TOKEN="s3 cr3t",\n  A=b\n',
      'etc/anacrontab': 'MAILTO=root\n1 5 daily curl -u a:s3cr3t https://x\n',
    });
    expect(text(folder, 'etc/supervisor/conf.d/mail.conf')).toContain(
      'TOKEN="***MASKED:TOKEN***",\n  A=b',
    );
    expect(text(folder, 'etc/anacrontab')).toContain(
      'a:***MASKED:HTTP_PASSWORD*** https://x',
    );
    expect(
      spawnSync('grep', ['-rlE', 's3 ?cr3t', folder], { encoding: 'utf8' })
        .stdout,
    ).toBe('');
  });

  it('tells the packages of a disk without its tools', async () => {
    const folder = capture({
      'var/lib/dpkg/status':
        'Package: ruby2.1\nStatus: install ok installed\nVersion: 2.1.5-2\nDescription: x\n Package: no\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n',
    });
    expect(text(folder, 'dpkg.txt')).toBe(
      'ruby2.1 2.1.5-2 install ok installed\ngone 1 deinstall ok config-files\n',
    );
  });

  it('tells what cron started, with real times, of process accounting', () => {
    const at = 1_770_800_000;
    const folder = capture({}, root => {
      mkdirSync(join(root, 'var/log/account'), { recursive: true });
      writeFileSync(
        join(root, 'var/log/account/pacct'),
        Buffer.concat([
          record({ name: 'bash', startedAt: at, seconds: 1, pid: 5 }),
          record({ name: 'cron', startedAt: at, seconds: 3725.25, pid: 6 }),
          record({
            name: 'crond',
            startedAt: at + 60,
            seconds: 0,
            pid: 7,
            exit: 2,
          }),
        ]),
      );
    });
    expect(text(folder, 'pacct.txt')).toBe(
      `${at} 3725.25 0 1000 6 700 cron\n${at + 60} 0.00 2 1000 7 700 crond\n`,
    );
    expect(recordIn(folder).read).toContain('pacct.txt');
  });

  it('keeps what cron started itself, with the status of its end', () => {
    const at = 1_770_800_000;
    const one = (pid: number, name: string, over: object = {}) =>
      record({ startedAt: at, seconds: 1.5, pid, name, ...over });
    const folder = capture({}, root => {
      mkdirSync(join(root, 'var/log/account'), { recursive: true });
      writeFileSync(
        join(root, 'var/log/account/pacct'),
        Buffer.concat([
          // Its parent had that pid before.
          one(4, 'old', { parent: 6, startedAt: at - 90 }),
          one(6, 'bash', { startedAt: at - 99 }),
          one(9, 'ruby', { parent: 7, signal: 9 }),
          one(7, 'sh', { parent: 6, exit: 3 }),
          one(6, 'cron'),
          ...Array.from({ length: 50 }, (_, i) =>
            one(50 + i, 'many', { parent: 8 }),
          ),
          one(21, 'ruby', { parent: 20, signal: 9 + 128 }),
          one(20, 'cron'),
        ]),
      );
    });
    expect(text(folder, 'pacct.txt').split('\n')).toEqual([
      `${at} 1.50 3 1000 7 6 sh`,
      `${at} 1.50 0 1000 6 700 cron`,
      `${at} 1.50 137 1000 21 20 ruby`,
      `${at} 1.50 0 1000 20 700 cron`,
      '',
    ]);
  });

  it('keeps what the kernel killed for want of memory, and no other line of it', () => {
    const line = (rest: string) => `Feb 11 01:00:00 bat900 ${rest}\n`;
    const killed = line(
      'kernel: [ 12.3] Out of memory: Killed process 42 (push) anon-rss:1843200kB',
    );
    const folder = capture({
      'var/log/syslog': [
        line('CRON[2]: (root) CMD (x)'),
        line('kernel: [ 12.2] eth0: secret'),
        killed,
        line('CRON[3]: (root) CMD (x)'),
      ].join(''),
    });
    expect(text(folder, 'var/log/syslog')).toContain(killed);
    expect(text(folder, 'var/log/syslog')).not.toContain('secret');
  });

  it('says where process accounting cannot be understood', () => {
    const folder = capture({}, root => {
      mkdirSync(join(root, 'var/account'), { recursive: true });
      writeFileSync(
        join(root, 'var/account/pacct'),
        record({ name: 'cron', startedAt: 1, seconds: 1, pid: 6, version: 2 }),
      );
    });
    expect(existsSync(join(folder, 'pacct.txt'))).toBe(false);
    expect(recordIn(folder).notRead).toContainEqual({
      path: 'pacct.txt',
      reason: 'var/account/pacct is written in a form that has no pid',
    });
  });

  it('keeps who used sudo for what, without credentials', () => {
    const line = (rest: string) => `Feb 11 01:00:00 bat900 ${rest}\n`;
    const folder = capture({
      'var/log/auth.log': [
        line('sshd[1]: Accepted password for s3cr3t'),
        line(
          'sudo:   mori : TTY=pts/0 ; COMMAND=/usr/local/bin/patch --token s3cr3t',
        ),
        line('CRON[2]: pam_unix(cron:session): session closed for user root'),
      ].join(''),
    });
    expect(text(folder, 'var/log/auth.log')).toBe(
      [
        line('sshd[1]: '),
        line(
          'sudo:   mori : TTY=pts/0 ; COMMAND=/usr/local/bin/patch --token ***MASKED:TOKEN***',
        ),
        line('CRON[2]: pam_unix(cron:session): session closed for user root'),
      ].join(''),
    );
  });

  it('leaves nothing but its folder', () => {
    const folder = capture({});
    expect(readdirSync(folder)).toEqual(['capture.json']);
    expect(readdirSync(join(folder, '..'))).toHaveLength(1);
  });
});
