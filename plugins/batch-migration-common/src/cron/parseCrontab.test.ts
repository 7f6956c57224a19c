import fc from 'fast-check';
import { parseCrontab, type CrontabOptions } from './parseCrontab';
import { rounds } from '../testing/rounds';
import { growth, NOT_QUADRATIC } from '../testing/growth';

const user: CrontabOptions = { dialect: 'user', timezone: 'Asia/Tokyo' };
const system: CrontabOptions = { dialect: 'system', timezone: 'Asia/Tokyo' };
const cronie: CrontabOptions = { ...user, cron: 'cronie' };

const codes = (text: string, options: CrontabOptions) =>
  parseCrontab(text, options).issues.map(({ code }) => code);

describe('a job line', () => {
  it('is split into schedule, command and environment in force', () => {
    const { jobs, environment, fileVerdict, lines } = parseCrontab(
      [
        'MAILTO=""',
        'RAILS_ENV = production ',
        '',
        '# daily digest',
        ' 15 3\t* * 1-5  cd /srv/app && bundle exec rake digest:send',
        '',
      ].join('\n'),
      user,
    );
    expect(fileVerdict).toEqual({ accepted: true, reason: null });
    expect(lines).toEqual([
      'environment',
      'environment',
      'blank',
      'comment',
      'job',
    ]);
    expect(environment).toEqual([
      { line: 1, name: 'MAILTO', value: '' },
      { line: 2, name: 'RAILS_ENV', value: 'production' },
    ]);
    expect(jobs).toEqual([
      expect.objectContaining({
        line: 5,
        enabled: true,
        name: 'daily digest',
        description: 'daily digest',
        user: null,
        schedule: '15 3\t* * 1-5',
        fields: ['15', '3', '*', '*', '1-5'],
        command: 'cd /srv/app && bundle exec rake digest:send',
        stdin: null,
        environment: { MAILTO: '', RAILS_ENV: 'production' },
        scheduleSpec: {
          dialect: 'debian-cron',
          expression: '15 3\t* * 1-5',
          timezone: 'Asia/Tokyo',
        },
        issues: [],
      }),
    ]);
  });

  it('has a user in a system crontab; Debian leaves further blanks in the command', () => {
    const text = '@daily root   /opt/run\n';
    expect(parseCrontab(text, system).jobs[0]).toMatchObject({
      user: 'root',
      command: '  /opt/run',
    });
    expect(
      parseCrontab(text, { ...system, cron: 'cronie' }).jobs[0],
    ).toMatchObject({ user: 'root', command: '/opt/run' });
  });

  it.each([
    ['a % b%c', 'a ', ' b\nc'],
    ['date +\\%F', 'date +%F', null],
    ['cat%', 'cat', ''],
    ['\\cp a b', '\\cp a b', null],
    ['x % 5\\% \\n', 'x ', ' 5% \\n'],
  ])(
    'splits `%s` at the first unescaped percent sign',
    (raw, command, stdin) => {
      const [job] = parseCrontab(`0 0 * * * ${raw}\n`, user).jobs;
      expect(job).toMatchObject({ command, stdin });
    },
  );

  it('turns a doubled backslash into one on Debian only', () => {
    const text = '0 0 * * * echo a\\\\b\n';
    expect(parseCrontab(text, user).jobs[0].command).toBe('echo a\\b');
    expect(parseCrontab(text, cronie).jobs[0].command).toBe('echo a\\\\b');
  });
});

describe('the environment', () => {
  it.each([
    ['A=b c ', 'A', 'b c'],
    ['A = "b c"', 'A', 'b c'],
    ["'A B'='x'", 'A B', 'x'],
    ['A=""', 'A', ''],
    ['A=b\r', 'A', 'b'],
    ['A="b  "', 'A', 'b'],
  ])('reads %j', (line, name, value) => {
    expect(parseCrontab(`${line}\n`, user).environment).toEqual([
      { line: 1, name, value },
    ]);
  });

  it('applies to the lines below it only', () => {
    const { jobs } = parseCrontab(
      '@daily a\nX=1\n@daily b\nX=2\n@daily c\n',
      user,
    );
    expect(jobs.map(job => job.environment)).toEqual([
      {},
      { X: '1' },
      { X: '2' },
    ]);
  });

  it('MAILTO= is a syntax error to Debian and empty to cronie', () => {
    expect(parseCrontab('MAILTO=\n', user)).toMatchObject({
      environment: [],
      fileVerdict: { accepted: false },
      issues: [{ line: 1, column: 7, code: 'empty-value', severity: 'error' }],
    });
    expect(parseCrontab('MAILTO=\n', cronie)).toMatchObject({
      environment: [{ name: 'MAILTO', value: '' }],
      fileVerdict: { accepted: true },
    });
  });

  it('CRON_TZ moves the schedule in cronie and not in Debian', () => {
    const text = 'CRON_TZ=America/New_York\n@daily a\n';
    expect(parseCrontab(text, cronie).jobs[0].timezone).toBe(
      'America/New_York',
    );
    expect(parseCrontab(text, user).jobs[0].timezone).toBe('Asia/Tokyo');
    expect(codes(text, user)).toEqual(['cron-tz-ignored']);
  });

  it('takes __proto__ as a name like any other', () => {
    const [job] = parseCrontab('__proto__=x\n@daily a\n', user).jobs;
    expect(Object.entries(job.environment)).toEqual([['__proto__', 'x']]);
  });
});

describe('what Debian does with the whole file', () => {
  it.each([
    ['a bad line', '@daily a\n61 * * * * b\n', 'bad-minute'],
    ['a missing newline at the end', '@daily a', 'missing-newline'],
    ['a byte order mark', '\uFEFF# x\n@daily a\n', 'byte-order-mark'],
    ['a lone carriage return', '@daily a\n\r\n', 'carriage-return'],
    ['a step without a range', '5/15 * * * * a\n', 'bad-minute'],
    ['six time fields', '0 0 * * * * a\n', 'bad-command'],
    ['an unknown word', '@dayly a\n', 'bad-time-word'],
    [
      'a command of 999 bytes',
      `@daily ${'あ'.repeat(333)}\n`,
      'command-too-long',
    ],
    ['a placeholder', '<% if x %>\n', 'template-placeholder'],
  ])('%s makes it ignore all of it', (_, text, code) => {
    const { fileVerdict, issues } = parseCrontab(text, user);
    expect(fileVerdict.accepted).toBe(false);
    expect(fileVerdict.reason).toMatch(/ignores the whole file/);
    expect(issues.map(issue => issue.code)).toContain(code);
  });

  it('more than 10,000 lines make it ignore all of it', () => {
    expect(
      parseCrontab('@daily a\n'.repeat(10_003), user).fileVerdict.accepted,
    ).toBe(true);
    expect(
      parseCrontab('@daily a\n'.repeat(10_004), user).fileVerdict.accepted,
    ).toBe(false);
  });

  it('a user that cannot exist makes it ignore all of it', () => {
    expect(codes('10 4 * * * * planet /x\n', system)).toEqual(['bad-username']);
  });

  it('keeps the jobs of an ignored file', () => {
    expect(parseCrontab('@daily a\nnonsense\n', user).jobs).toHaveLength(1);
  });

  it('accepts a comment without a newline at the end', () => {
    expect(parseCrontab('@daily a\n# end', user).fileVerdict.accepted).toBe(
      true,
    );
  });
});

it('cronie skips a bad line and loads the rest', () => {
  const { fileVerdict, jobs } = parseCrontab(
    '@daily a\nnonsense\n@daily b\n',
    cronie,
  );
  expect(fileVerdict).toEqual({
    accepted: true,
    reason: 'cronie skips line 2 and loads the rest.',
  });
  expect(jobs).toHaveLength(2);
});

it('reports line and column of a bad field', () => {
  expect(parseCrontab('\n  0 25 * * * a\n', user).issues[0]).toMatchObject({
    line: 2,
    column: 5,
    severity: 'error',
    code: 'bad-hour',
  });
});

describe('reversed ranges', () => {
  const text = '0 22-2 * * * a\n';
  it('are empty on Debian and in cronie from 1.6', () => {
    expect(codes(text, user)).toEqual(['reversed-range', 'never-fires']);
    expect(codes(text, { ...cronie, cronVersion: '1.6.1' })).toContain(
      'reversed-range',
    );
  });
  it('are an error in cronie up to 1.5.7', () => {
    expect(codes(text, { ...cronie, cronVersion: '1.5.7' })).toEqual([
      'bad-hour',
    ]);
  });
});

describe('commented-out jobs', () => {
  it.each([
    '#0 3 * * * /opt/old.sh',
    '## 0 3 * * 1 php /srv/a.php',
    '# @daily /opt/x',
    '#*/5 * * * * echo hi',
  ])('keeps %s as disabled', line => {
    const { jobs, lines } = parseCrontab(`${line}\n`, user);
    expect(jobs).toHaveLength(1);
    expect(jobs[0].enabled).toBe(false);
    expect(lines).toEqual(['disabled-job']);
  });

  it.each([
    '# 3 times a day we send the report',
    '# 1 2 3 4 5 are the numbers',
    '# m h dom mon dow command',
    '# * * * * * user-name command to be executed',
    '# *  *  *  *  *  user command to be executed',
    '# * * * * * 実行されるコマンド',
    '# 0 5 * * 1 tar -zcf /var/backups/home.tgz /home/',
    '# 2019-04-01 moved from bat001',
  ])('does not take the sentence %s for one', line => {
    expect(parseCrontab(`${line}\n`, user).jobs).toEqual([]);
  });
});

describe('names and descriptions', () => {
  it.each([
    ['# 日次ダイジェスト\n@daily x\n', '日次ダイジェスト', '日次ダイジェスト'],
    ['# Puppet Name: backup\n@daily x\n', 'backup', null],
    ['# note\n\n@daily /opt/a/sync.sh --all\n', 'sync', null],
    ['@daily cd /a && bundle exec rake news:fetch[1]\n', 'news:fetch', null],
    [
      '@daily cd /a && bin/rails runner -e production "Daily::Report.run"\n',
      'Daily::Report.run',
      null,
    ],
    ['@daily php /srv/artisan schedule:run\n', 'schedule:run', null],
    ['@daily mysqldump -uroot -pSECRET db\n', 'mysqldump db', null],
    ['#------\n@daily /bin/true\n', 'true', null],
    ['# owner: sre\n@daily x\n', 'x', 'owner: sre'],
    ['# 担当：配信チーム\n@daily x\n', 'x', '担当：配信チーム'],
    [
      '# daily digest\n# Owner: sre\n@daily x\n',
      'daily digest',
      'daily digest\nOwner: sre',
    ],
    ['# team report\n@daily x\n', 'team report', 'team report'],
  ])('%j is called %s', (text, name, description) => {
    expect(parseCrontab(text, user).jobs[0]).toMatchObject({
      name,
      description,
    });
  });
});

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          ...'0 5 * @daily @reboot - / , ~ % \\ # = " \' \n \r \t \0 ( ) && | $( ` é あ \uFEFF flock -c su sudo root 99999999999999999999 1-5 */7 SUN {{ <%'.split(
            ' ',
          ),
          ' ',
          '\n',
        ),
        { maxLength: 80 },
      )
      .map(parts => parts.join('')),
  );

  it('is read without throwing, every line once, in every dialect', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('user' as const, 'system' as const),
        fc.constantFrom('debian' as const, 'cronie' as const),
        (input, dialect, cron) => {
          const { lines, jobs, issues } = parseCrontab(input, {
            dialect,
            cron,
          });
          const expected =
            input.split('\n').length -
            (input.endsWith('\n') || input === '' ? 1 : 0);
          expect(lines).toHaveLength(expected);
          expect(jobs).toHaveLength(
            lines.filter(kind => kind === 'job' || kind === 'disabled-job')
              .length,
          );
          for (const { line, column } of issues) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(expected);
            expect(column).toBeGreaterThan(0);
          }
        },
      ),
      { seed: 20260212, numRuns: rounds(2000) },
    );
  });

  it.each<[string, (size: number) => string]>([
    ['quotes', size => '"'.repeat(size)],
    ['backslashes', size => `@daily ${'\\'.repeat(size)}`],
    ['substitutions', size => `@daily ${'$('.repeat(size)}`],
    ['digits', size => `${'9'.repeat(size)} * * * * x`],
    ['commas', size => `${'1,'.repeat(size)}1 * * * * x`],
    ['braces', size => '{{'.repeat(size)],
    ['wrappers', size => `@daily ${'nice '.repeat(size)}x`],
    ['hashes', size => '#'.repeat(size)],
    ['blanks', size => `@daily a${' '.repeat(size)}b`],
  ])('of endless %s takes linear time', (_, input) => {
    const read = (size: number) => parseCrontab(input(size), user);
    expect(growth(read, 30_000)).toBeLessThan(NOT_QUADRATIC);
  });
});
