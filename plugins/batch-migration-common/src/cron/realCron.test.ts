/**
 * Rules found by feeding the same crontabs to Debian's cron 3.0pl1-162, to
 * cronie 1.7.2 and to this reader.
 */
import { FIELDS, readField } from './fields';
import { parseCrontab } from './parseCrontab';
import type { Cron } from './types';
import { fieldReader } from './vixie';

const read = (cron: Cron, text: string) =>
  parseCrontab(text, { dialect: 'user', cron, timezone: 'UTC' });

describe('settings', () => {
  it.each<[Cron, string, string]>([
    ['debian', `A="'b'"`, 'b'],
    ['debian', `A='"b c" '`, 'b c'],
    ['debian', `A="'b"`, "'b"],
    ['debian', `A="'"`, "'"],
    ['cronie', `A="'b'"`, "'b'"],
  ])('%s reads %s as %s', (cron, line, value) => {
    expect(read(cron, `${line}\n`).environment).toEqual([
      { line: 1, name: 'A', value },
    ]);
  });
});

describe('options of cronie before a command', () => {
  it.each([
    ['-n x', 'x'],
    ['-n \tx -n', 'x -n'],
    ['-n  %x', ''],
  ])('%j runs %j', (rest, command) => {
    const { jobs } = read('cronie', `@daily ${rest}\n`);
    expect(jobs.map(job => job.command)).toEqual([command]);
  });

  it.each(['-n -n x', '-n -x', '-nx', '-', '-n', '-n '])(
    'skips a line with %j',
    rest => {
      const { jobs, issues } = read('cronie', `@daily ${rest}\n`);
      expect(jobs).toEqual([]);
      expect(issues.map(({ code }) => code)).toEqual([
        expect.stringMatching(/^bad-(?:option|command)$/),
      ]);
    },
  );
});

describe('ranges beyond the bounds of a field', () => {
  it.each<[string, number[] | null]>([
    // The ends do not matter to cronie, only the values in between.
    ['0-70/61', null],
    ['0-70/71', [0]],
    ['70-60', []],
    ['4294967296-3', [0, 1, 2, 3]],
    ['0000000000000000000000000000000000000007', [7]],
    ['99999999999-42', []],
    ['0-5/0', null],
    ['0-5/4294967295', null],
    ['60', null],
    ['50-60', null],
  ])('cronie reads the minute %s as %j', (minute, values) => {
    const result = readField(minute, FIELDS[0], fieldReader('cronie'));
    expect(result.ok ? result.values : null).toEqual(values);
  });

  it.each([
    ['50~70', true],
    ['~', true],
    ['60~70', false],
    ['9~5', false],
    ['1~5/2', false],
  ])('cronie may draw from %s: %s', (minute, random) => {
    const result = readField(minute, FIELDS[0], fieldReader('cronie'));
    expect(result.ok && result.random).toBe(random);
  });

  it.each(['0-70/71', '70-60', '99999999999-42', '50-60'])(
    'Debian refuses the minute %s',
    minute => {
      const result = readField(minute, FIELDS[0], fieldReader('debian'));
      expect(result).toMatchObject({ ok: false, code: 'bad-minute' });
    },
  );
});

describe('a setting of more than 998 bytes in Debian', () => {
  const long = 'v'.repeat(996);

  it('is cut, and says so', () => {
    const { environment, issues, fileVerdict } = read(
      'debian',
      `A=${long}xy\n`,
    );
    expect(environment).toEqual([{ line: 1, name: 'A', value: long }]);
    expect(issues).toEqual([
      expect.objectContaining({ code: 'setting-cut', severity: 'warning' }),
    ]);
    expect(fileVerdict.accepted).toBe(true);
  });

  it('is cut by bytes', () => {
    const { environment } = read('debian', `A=${'é'.repeat(500)}\n`);
    expect(environment[0].value).toBe('é'.repeat(498));
  });

  it('is no setting any more where that cuts a quote off', () => {
    const { environment, fileVerdict } = read('debian', `A="${long}"\n`);
    expect(environment).toEqual([]);
    expect(fileVerdict.accepted).toBe(false);
  });

  it.each<[Cron, string]>([
    ['debian', `A=${long}`],
    ['cronie', `A=${long}xy`],
  ])('%s keeps what fits', (cron, line) => {
    const { environment, issues } = read(cron, `${line}\n`);
    expect(environment[0].value).toBe(line.slice(2));
    expect(issues).toEqual([]);
  });
});

describe('the number of digits', () => {
  it.each<[Cron, number, boolean]>([
    ['debian', 999, true],
    ['debian', 1000, false],
    ['cronie', 1000, true],
  ])('%s takes %i: %s', (cron, digits, taken) => {
    const { jobs } = read(cron, `${'0'.repeat(digits)} * * * * x\n`);
    expect(jobs).toHaveLength(taken ? 1 : 0);
  });
});

describe('limits of cronie for crontabs of users', () => {
  const accepts = (text: string) => read('cronie', text).fileVerdict.accepted;
  const JOB = '5 4 * * * x\n';

  it.each([
    // The indent and first character of the next line count as well.
    ['#'.repeat(32_766), JOB, true],
    ['#'.repeat(32_767), JOB, false],
    ['#'.repeat(32_765), ` ${JOB}`, true],
    ['#'.repeat(32_766), ` ${JOB}`, false],
    ['#'.repeat(32_767), '', true],
    [`#${'é'.repeat(16_383)}`, '', true],
    [`#${'é'.repeat(16_383)}`, JOB, false],
    [' '.repeat(32_767), '', true],
  ])('32,768 bytes of comments (case %#)', (comment, rest, accepted) => {
    expect(accepts(`${JOB}${comment}\n${rest}`)).toBe(accepted);
  });

  it('counts lines that it refuses, and none without a newline', () => {
    const jobs = JOB.repeat(10_000);
    expect(accepts(jobs)).toBe(true);
    expect(accepts(`${jobs}bad\n`)).toBe(false);
    expect(accepts(`${jobs}${JOB.trim()}`)).toBe(true);
  });
});

it.each([
  ['<%= minutes %> * * * * /opt/a', 1],
  ['MAILTO = {{ mail }}', 10],
  ['  PATH=@BIN_DIR@:/bin', 8],
])('reports the placeholder of the setting %j', (line, column) => {
  const { environment, issues } = read('debian', `${line}\n`);
  expect(environment).toHaveLength(1);
  expect(issues).toEqual([
    expect.objectContaining({ code: 'template-placeholder', column }),
  ]);
});

it.each([
  ['30', 'warning', /up to 30 minutes/],
  ['30m', 'warning', /up to 30 minutes/],
  ['0', 'info', /delays no job/],
  ['abc', 'info', /delays no job/],
  ['-5', 'info', /delays no job/],
  ['1441', 'info', /delays no job/],
])('cronie with RANDOM_DELAY=%s', (value, severity, message) => {
  expect(read('cronie', `RANDOM_DELAY=${value}\n`).issues).toEqual([
    expect.objectContaining({
      severity,
      message: expect.stringMatching(message),
    }),
  ]);
});
