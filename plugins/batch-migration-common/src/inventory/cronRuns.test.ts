import { maskSecrets } from '../workload';
import type { InventoryItem } from '../workload/inventory';
import { cronRuns } from './cronRuns';
import type { InventoryFile } from './files';
import { growth, NOT_QUADRATIC } from '../testing/growth';

const CAPTURED_AT = '2026-02-12T01:24:00.000Z';
const REF = 'crontab:default/bat000/var/spool/cron/crontabs/batch';

const line = (
  command: string,
  expression = '*/5 * * * *',
  over: Partial<InventoryItem> = {},
): InventoryItem => ({
  kind: 'scheduled',
  name: command,
  roleRef: 'resource:default/jobs',
  ownerRef: null,
  description: null,
  schedule: {
    dialect: 'debian-cron',
    expression,
    timezone: 'Asia/Tokyo',
  },
  command: maskSecrets(command).text,
  user: 'batch',
  location: { ref: REF, key: command },
  state: 'active',
  detail: {},
  maskedSecrets: [],
  where: '',
  ...over,
});

const read = (
  logs: Record<string, string[] | null>,
  items = [line('job')],
  isComplete: (path: string) => boolean = () => true,
) =>
  cronRuns({
    files: new Map(
      Object.entries(logs).map(([name, lines]): [string, InventoryFile] => [
        `var/log/${name}`,
        lines
          ? { readable: true, text: `${lines.join('\n')}\n` }
          : { readable: false, reason: `${name} cannot be read` },
      ]),
    ),
    crontabs: [
      { name: 'user/batch', path: 'var/spool/cron/crontabs/batch', items },
    ],
    host: 'bat000',
    capturedAt: CAPTURED_AT,
    timezone: 'Asia/Tokyo',
    isComplete,
  });

/** `10:20:01 5 CMD job` and the like, of one host and user. */
const cron = (time: string, pid: number, message: string, program = 'CRON') =>
  `Feb 12 ${time} bat000 ${program}[${pid}]: ${message}`;
const cmd = (time: string, pid: number, command = 'job', program?: string) =>
  cron(time, pid, `(batch) CMD (${command})`, program);
const end = (time: string, pid: number, command = 'job') =>
  cron(time, pid, `(batch) END (${command})`);
const pam = (time: string, pid: number, what: 'opened' | 'closed') =>
  cron(time, pid, `pam_unix(cron:session): session ${what} for user batch`);

/** Time of day in Tokyo. */
const local = (at: string) =>
  new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(11, 19);

/** Start and end of each run, as local times. */
const spans = (found: ReturnType<typeof read>) =>
  found.runs.map(({ startedAt, endedAt, outcome }) => [
    local(startedAt),
    endedAt && local(endedAt),
    outcome,
  ]);

describe('the end of a run', () => {
  it.each<[string, string[], Array<[string, string | null, string]>]>([
    [
      'is not in the log of a cron that logs starts alone',
      [cmd('10:00:01', 7), cmd('10:05:01', 9)],
      [
        ['10:00:01', null, 'unknown'],
        ['10:05:01', null, 'unknown'],
      ],
    ],
    [
      'is logged by the parent (END of Debian)',
      [cmd('10:00:01', 7), end('10:02:11', 6)],
      [['10:00:01', '10:02:11', 'unknown']],
    ],
    [
      'is logged by the parent (CMDEND of cronie)',
      [
        cmd('10:00:01', 7, 'job', 'CROND'),
        cron('10:01:00', 6, '(batch) CMDOUT (hello)', 'CROND'),
        cron('10:02:11', 6, '(batch) CMDEND (job)', 'CROND'),
      ],
      [['10:00:01', '10:02:11', 'unknown']],
    ],
    [
      'carries the pid of the shell with -L 11',
      [
        cron('10:00:01', 6, '(batch) CMD ([7] job)'),
        cron('10:02:11', 6, '(batch) END ([7] job)'),
      ],
      [['10:00:01', '10:02:11', 'unknown']],
    ],
    [
      'belongs to the nearest parent where runs overlap',
      [
        cmd('10:00:01', 7),
        cmd('10:05:01', 20),
        end('10:06:00', 19),
        end('10:07:00', 6),
      ],
      [
        ['10:00:01', '10:07:00', 'unknown'],
        ['10:05:01', '10:06:00', 'unknown'],
      ],
    ],
    [
      'of a run from before the log is not given to a later one',
      [cmd('10:00:01', 700), end('10:01:00', 300), end('10:04:00', 699)],
      [['10:00:01', '10:04:00', 'unknown']],
    ],
    [
      'is not that of a run whose pid has come round',
      [
        cmd('01:00:01', 7),
        ...Array.from({ length: 24 }, (_, index) =>
          cmd(`02:${String(index * 2).padStart(2, '0')}:01`, 100 + index * 9),
        ),
        cmd('10:00:01', 9),
        end('10:02:11', 6),
      ],
      [
        ['01:00:01', null, 'running'],
        ...Array.from({ length: 24 }, (_, index): [string, null, string] => [
          `02:${String(index * 2).padStart(2, '0')}:01`,
          null,
          'running',
        ]),
        ['10:00:01', '10:02:11', 'unknown'],
      ],
    ],
    [
      'tells of a failure',
      [
        cmd('10:00:01', 7),
        cron(
          '10:02:11',
          6,
          '(CRON) error (grandchild #7 failed with exit status 1)',
        ),
        end('10:02:11', 6),
      ],
      [['10:00:01', '10:02:11', 'failed']],
    ],
    [
      'tells of a signal',
      [
        cmd('10:00:01', 7),
        cron(
          '10:02:11',
          6,
          '(CRON) error (grandchild #7 terminated by signal 9)',
        ),
      ],
      [['10:00:01', '10:02:11', 'failed']],
    ],
    [
      'is the end of its PAM session',
      [
        pam('10:00:01', 6, 'opened'),
        cmd('10:00:01', 7),
        pam('10:02:11', 6, 'closed'),
      ],
      [['10:00:01', '10:02:11', 'unknown']],
    ],
    [
      'is not guessed from sessions that cannot be told apart',
      [
        pam('10:00:01', 5, 'opened'),
        pam('10:00:01', 6, 'opened'),
        cmd('10:00:01', 7),
        cmd('10:00:01', 8, 'other'),
        pam('10:00:02', 5, 'closed'),
        pam('10:09:00', 6, 'closed'),
      ],
      [['10:00:01', null, 'running']],
    ],
    [
      'is found where all other sessions are ruled out',
      [
        pam('10:00:01', 5, 'opened'),
        cmd('10:00:01', 6),
        pam('10:00:01', 7, 'opened'),
        cmd('10:00:01', 8, 'other'),
        pam('10:00:02', 5, 'closed'),
        pam('10:09:00', 7, 'closed'),
      ],
      [['10:00:01', '10:00:02', 'unknown']],
    ],
    [
      'is still to come where other ends were seen',
      [cmd('10:00:01', 7), end('10:00:03', 6), cmd('10:20:01', 9)],
      [
        ['10:00:01', '10:00:03', 'unknown'],
        ['10:20:01', null, 'running'],
      ],
    ],
    [
      'says nothing yet where others took longer',
      [cmd('10:00:01', 7), end('10:09:01', 6), cmd('10:20:01', 9)],
      [
        ['10:00:01', '10:09:01', 'unknown'],
        ['10:20:01', null, 'unknown'],
      ],
    ],
    [
      'is lost when cron was started anew',
      [
        cmd('10:00:01', 7),
        end('10:00:03', 6),
        cmd('10:05:01', 9),
        cron('10:06:00', 2, '(CRON) INFO (pidfile fd = 3)', 'cron'),
      ],
      [
        ['10:00:01', '10:00:03', 'unknown'],
        ['10:05:01', null, 'unknown'],
      ],
    ],
  ])('%s', (_, log, expected) => {
    expect(spans(read({ 'cron.log': log }))).toEqual(expected);
  });

  it('is found in the log of PAM beside', () => {
    const found = read({
      syslog: [cmd('10:00:01', 7)],
      'auth.log': [pam('10:00:01', 6, 'opened'), pam('10:02:11', 6, 'closed')],
    });
    expect(spans(found)).toEqual([['10:00:01', '10:02:11', 'unknown']]);
  });
});

describe('the line of a run', () => {
  const keys = (log: string[], items: InventoryItem[]) =>
    read({ 'cron.log': log }, items).runs.map(({ location, scheduledFor }) => [
      location.key,
      scheduledFor && local(scheduledFor),
    ]);

  it.each<[string, string, string]>([
    ['blanks before it', 'cd / && x', '   cd / && x'],
    ['a tab', 'a\tb', 'a^Ib'],
    ['Japanese', 'echo 朝', 'echo \\346\\234\\235'],
    [
      'a password',
      'mysqldump -u batch -pKaeru2014 crm',
      'mysqldump -u batch -pKaeru2014 crm',
    ],
    ['brackets', 'f() { (x); }; f', 'f() { (x); }; f'],
  ])('is found in spite of %s', (_, command, asLogged) => {
    expect(keys([cmd('10:05:01', 7, asLogged)], [line(command)])).toEqual([
      [command, '10:05:00'],
    ]);
  });

  it('is found where the log cut it, if it can be no other', () => {
    const long = `run ${'a'.repeat(200)}`;
    const log = [cmd('10:05:01', 7, long).slice(0, 190)];
    expect(keys(log, [line(`${long} 1`), line('x')])).toHaveLength(1);
    expect(keys(log, [line(`${long} 1`), line(`${long} 2`)])).toEqual([]);
  });

  it('is that of the user', () => {
    const items = [line('job'), line('job', undefined, { user: 'root' })];
    items[1].location.key = 'of root';
    expect(keys([cron('10:05:01', 7, '(root) CMD (job)')], items)).toEqual([
      ['of root', '10:05:00'],
    ]);
  });

  it('is the one that was due last, of equal ones', () => {
    const items = [line('job', '0 * * * *'), line('job', '30 * * * *')];
    items[1].location.key = 'job#2';
    expect(keys([cmd('09:30:01', 5), cmd('10:00:01', 7)], items)).toEqual([
      ['job#2', '09:30:00'],
      ['job', '10:00:00'],
    ]);
  });

  it('gives each of two equal lines its run', () => {
    const items = [line('job'), line('job')];
    items[1].location.key = 'job#2';
    expect(keys([cmd('10:05:01', 5), cmd('10:05:01', 7)], items)).toEqual([
      ['job', '10:05:00'],
      ['job#2', '10:05:00'],
    ]);
  });

  it.each([
    ['14 minutes late', '10:14:01', '0 10 * * *', '10:00:00'],
    ['too late for its tick', '10:16:01', '0 10 * * *', null],
    ['of @reboot', '10:16:01', '@reboot', null],
  ])('has a run %s', (_, time, expression, tick) => {
    expect(keys([cmd(time, 7)], [line('job', expression)])).toEqual([
      ['job', tick],
    ]);
  });

  it('is missing for what no captured crontab holds, which is said masked', () => {
    const { runs, issues } = read({
      'cron.log': [cmd('10:05:01', 7, 'curl -u bob:hunter22 https://x')],
    });
    expect(runs).toEqual([]);
    expect(issues).toMatchObject([
      { code: 'run-of-no-line', severity: 'info' },
    ]);
    expect(issues[0].message).toContain('1 run in');
    expect(issues[0].message).not.toContain('hunter22');
  });
});

describe('what a log covers', () => {
  const ranges = (
    logs: Record<string, string[] | null>,
    isComplete?: (path: string) => boolean,
  ) =>
    read(logs, undefined, isComplete).ranges.map(({ from, until }) => [
      local(from),
      local(until),
    ]);
  const older = [cmd('01:00:01', 3), cmd('02:00:01', 4)];
  const old = [cmd('03:00:01', 5), cmd('04:00:01', 6)];
  const now = [cmd('05:00:01', 7), cmd('10:20:01', 9)];

  it.each<[string, Record<string, string[] | null>, string[][]]>([
    ['one file', { 'cron.log': now }, [['05:00:01', '10:20:01']]],
    [
      'rotated files as one',
      { 'cron.log': now, 'cron.log.1': old, 'cron.log.2': older },
      [['01:00:01', '10:20:01']],
    ],
    [
      'rotated files with a hole where one is compressed',
      { cron: now, 'cron-20260212': null, 'cron-20260211': older },
      [
        ['05:00:01', '10:20:01'],
        ['01:00:01', '02:00:01'],
      ],
    ],
    [
      'rotated files with a hole where one is missing',
      { syslog: now, 'syslog.2': older },
      [
        ['05:00:01', '10:20:01'],
        ['01:00:01', '02:00:01'],
      ],
    ],
    [
      'nothing of a file with a line that nobody can read',
      { 'cron.log': ['?', ...now], 'cron.log.1': old },
      [['03:00:01', '04:00:01']],
    ],
    [
      'nothing where cron starts nothing',
      { syslog: [cron('05:00:01', 1, 'x', 'sshd'), cron('06:00:01', 1, 'x')] },
      [],
    ],
    [
      'a file from where cron last read it anew',
      {
        'cron.log': [
          ...old,
          cron('07:00:01', 1, '(batch) RELOAD (crontabs/batch)', 'cron'),
          cmd('10:20:01', 9),
        ],
      },
      [['07:00:01', '10:20:01']],
    ],
    [
      'all of it where another file was read anew',
      {
        'cron.log': [
          ...now.slice(0, 1),
          cron('07:00:01', 1, '(*system*x) RELOAD (/etc/cron.d/x)', 'cron'),
          ...now.slice(1),
        ],
      },
      [['05:00:01', '10:20:01']],
    ],
  ])('%s', (_, logs, expected) => {
    expect(ranges(logs)).toEqual(expected);
  });

  it('is nothing of a file that the collector did not read to its end', () => {
    expect(ranges({ 'cron.log': now, 'cron.log.1': old }, () => false)).toEqual(
      [],
    );
    expect(read({ 'cron.log': now }, undefined, () => false).runs).toHaveLength(
      2,
    );
  });

  it('says which logs it could not read', () => {
    const { issues } = read({
      'cron.log': now,
      'cron.log.1': null,
      'cron.log.2.gz': null,
    });
    expect(issues.map(({ path, code }) => [path, code])).toEqual([
      ['var/log/cron.log.1', 'unreadable-file'],
      ['var/log/cron.log.2.gz', 'compressed-log'],
    ]);
  });

  it('leaves out other logs of similar names', () => {
    expect(
      read({ 'cronjobs.log': now, 'cron.log.bak': now, 'syslog-ng': now }).runs,
    ).toEqual([]);
  });
});

describe('what else cron says', () => {
  const refused =
    '(*system*monitor) ERROR (Syntax error, this crontab file will be ignored)';

  it('names the file that it ignores', () => {
    const { issues } = read({
      'cron.log': [cron('10:00:01', 2, refused, 'cron'), cmd('10:05:01', 7)],
    });
    expect(issues).toMatchObject([
      { path: 'cron.d/monitor', code: 'cron-ignores-file', severity: 'error' },
    ]);
  });

  it('is over once the file was read anew without a word', () => {
    const { issues } = read({
      'cron.log': [
        cron('10:00:01', 2, refused, 'cron'),
        cron(
          '10:01:01',
          2,
          '(*system*monitor) RELOAD (/etc/cron.d/monitor)',
          'cron',
        ),
        cmd('10:05:01', 7),
      ],
    });
    expect(issues).toEqual([]);
  });
});

it('gives a run the same id in every capture', () => {
  const [first] = read({ 'cron.log': [cmd('10:00:01', 7)] }).runs;
  const [again] = read({
    'cron.log': [cmd('09:00:01', 4), cmd('10:00:01', 7)],
    syslog: [cmd('10:00:01', 7)],
  }).runs.slice(1);
  expect(first.externalId).toBe('bat000:7:2026-02-12T01:00:01.000Z');
  expect(again.externalId).toBe(first.externalId);
});

it('leaves out what is later than the capture', () => {
  expect(read({ 'cron.log': [cmd('10:30:01', 7)] }).runs).toEqual([]);
});

it('reads hostile logs in linear time', () => {
  const many = (count: number, text: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => text(index));
  const readMany = (size: number) =>
    read({
      'cron.log': [
        ...many(size, () => cmd('10:00:01', 7)),
        ...many(size, index => pam('10:00:01', index, 'opened')),
        ...many(size, index => end('10:00:02', index)),
        ...many(size / 10, index => cmd('10:00:02', index, '('.repeat(500))),
        '\u0000'.repeat(size),
        `Feb 12 10:00:00 ${' '.repeat(size)}`,
      ],
    });
  expect(growth(readMany, 2_500)).toBeLessThan(NOT_QUADRATIC);
});
