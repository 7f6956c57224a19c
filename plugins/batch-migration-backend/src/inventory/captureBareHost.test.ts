/** The capture script on a host that has next to nothing, and on one that means ill. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { createFilesInventorySource } from './FilesInventorySource';

jest.setTimeout(240_000);

const SCRIPT = join(__dirname, '../../../../scripts/capture-inventory.sh');

/** What POSIX has and the script cannot do without. */
const NEEDED = [
  ...['awk', 'cat', 'cut', 'date', 'dirname', 'grep', 'head', 'ls', 'mkdir'],
  ...['mv', 'rm', 'sed', 'tail', 'tr', 'uname', 'wc'],
];

const pathOf = (command: string) =>
  spawnSync('sh', ['-c', `command -v ${command}`], {
    encoding: 'utf8',
  }).stdout.trim();

/** busybox brings its own tools whatever PATH says, so it is not asked here. */
const SHELLS = ['dash', 'bash'].map(pathOf).filter(path => path !== '');

describe.each(SHELLS)('capture-inventory.sh with %s', shell => {
  const directory = createMockDirectory();

  const capture = (
    files: Record<string, string | Buffer>,
    tools: readonly string[] = NEEDED,
  ) => {
    directory.setContent({
      'root/etc/hostname': 'bat900\n',
      ...Object.fromEntries(
        Object.entries(files).map(([path, text]) => [`root/${path}`, text]),
      ),
    });
    mkdirSync(directory.resolve('bin'));
    for (const tool of tools) {
      symlinkSync(pathOf(tool), directory.resolve(`bin/${tool}`));
    }
    const { stdout, stderr, status } = spawnSync(
      shell,
      [
        ...[SCRIPT, '-r', directory.resolve('root')],
        ...['-o', directory.resolve('captured')],
      ],
      {
        encoding: 'utf8',
        cwd: directory.path,
        env: { PATH: directory.resolve('bin') },
        timeout: 30_000,
      },
    );
    return { folder: stdout.trim(), stderr, status };
  };

  const recordIn = (folder: string) =>
    JSON.parse(readFileSync(join(folder, 'capture.json'), 'utf8'));

  const read = async () => {
    const source = createFilesInventorySource({
      ...{ id: 'files:captured', role: 'captured', timezone: 'UTC' },
      directory: directory.resolve('captured'),
      freshnessMs: 60_000,
    });
    for await (const reading of source.read({ now: new Date() })) {
      if (reading.status === 'read') return reading.inventory;
      throw new Error(JSON.stringify(reading));
    }
    throw new Error('Nothing was read');
  };

  it('needs nothing but the tools of POSIX, and says what it could not read', async () => {
    const { folder, stderr, status } = capture({
      'etc/crontab': '0 1 * * * root /opt/nightly --token s3cr3t\n',
      'var/log/syslog':
        'Feb 12 01:00:01 b CRON[4]: (root) CMD (/opt/nightly)\n',
      'var/log/syslog.1.gz': 'no tool to unpack it\n',
      'var/log/account/pacct': 'x'.repeat(64),
      'var/log/wtmp': 'x'.repeat(384),
    });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/^capture-inventory: 4 places/),
    });
    expect(recordIn(folder).notRead).toEqual([
      { path: 'ps.txt', reason: 'a mounted disk has no processes' },
      {
        path: 'var/log/syslog.1.gz',
        reason: 'it could not be unpacked with gzip -dc',
      },
      { path: 'pacct.txt', reason: 'od is missing' },
      { path: 'last.txt', reason: 'last is missing' },
    ]);
    const { items, places } = await read();
    expect(items.map(({ command, state }) => [command, state])).toEqual([
      ['/opt/nightly --token ***MASKED:TOKEN***', 'active'],
    ]);
    expect(places).toContainEqual(
      expect.objectContaining({ ref: expect.stringContaining('etc/crontab') }),
    );
  });

  it.each(NEEDED)(
    'says so where %s is missing, and leaves nothing',
    missing => {
      const { folder, stderr, status } = capture(
        { 'etc/crontab': '0 1 * * * root /opt/nightly\n' },
        NEEDED.filter(tool => tool !== missing),
      );
      expect({ folder, status }).toEqual({ folder: '', status: 1 });
      expect(stderr).toBe(
        `capture-inventory: ${missing} is missing on this host: capture its disk from another one (-r)\n`,
      );
      expect(existsSync(directory.resolve('captured'))).toBe(false);
    },
  );

  it('runs nothing of what files say, and shows no credential in them', async () => {
    const hostile = [
      'SHELL=/bin/sh; touch pwned',
      'PASSWORD="$(touch pwned) s3cr3t-one',
      "API_TOKEN='s3cr3t-two' ; touch pwned",
      '0 1 * * * root /opt/a --password=%s%n%ds3cr3t-three $(touch pwned)`touch pwned`',
      '0 2 * * * root mysql -p"s3cr3t-four $(id)" db # \\',
      "0 3 * * * root psql 'postgres://u:s3cr3t-five@h/d?password=s3cr3t-six'",
      '0 4 * * * root run --secret=\u0001s3cr3t-seven\u001b[2J',
      '0 5 * * * root run --token  \t s3cr3t-eight',
      '0 6 * * * root sh -c "DB_PASSWORD=\\"s3cr3t nine\\" run; touch pwned"',
    ].join('\n');
    const { folder, status } = capture({
      'etc/crontab': `${hostile}\n`,
      'etc/cron.d/$(touch pwned)': `${hostile}\n`,
      'etc/cron.d/a;touch pwned': `${hostile}\n`,
      'etc/cron.d/"quoted\\"': `${hostile}\n`,
      'etc/os-release': 'PRETTY_NAME="x"$(touch pwned)\n',
    });
    expect(status).toBe(0);
    const names = (path: string): string[] =>
      readdirSync(path, { withFileTypes: true }).flatMap(entry =>
        entry.isDirectory()
          ? [entry.name, ...names(join(path, entry.name))]
          : [entry.name],
      );
    expect(names(directory.path)).not.toContain('pwned');
    const all = spawnSync('grep', ['-r', 's3cr3t', folder], {
      encoding: 'utf8',
    });
    expect(all.stdout).toBe('');
    expect(recordIn(folder).host).toBe('bat900');
    expect((await read()).items).toHaveLength(6 * 4);
  });

  it('takes lines without an end in seconds', () => {
    const { status } = capture({
      'etc/crontab': `0 1 * * * root ${'token=a '.repeat(60_000)}\n`,
      'etc/cron.d/quotes': `0 1 * * * root ${'password="'.repeat(60_000)}\n`,
      'etc/cron.d/urls': `0 1 * * * root ${'a://b:c@'.repeat(60_000)}\n`,
    });
    expect(status).toBe(0);
  });
});
