/**
 * The rules of cron and of EventBridge on which the product rests, each by its
 * name. `docs/cron-semantics.md` tells them to readers.
 */
import {
  fitFargate,
  nextOccurrences,
  occurrences,
  parseCrontab,
  parseSidekiqSchedule,
  scheduleProblem,
  toEventBridge,
  translate,
  validateEventBridge,
} from '.';
import type { CrontabOptions } from '.';
import type { ScheduleDialect, ScheduleSpec } from './types';

const spec = (
  expression: string,
  dialect: ScheduleDialect = 'debian-cron',
  timezone = 'UTC',
): ScheduleSpec => ({ dialect, expression, timezone });

const FROM = new Date('2026-01-31T23:59:00Z');

/** The next starts in UTC as `02-05T04:30`; 1 February 2026 is a Sunday. */
const starts = (schedule: ScheduleSpec, count = 3, from = FROM) =>
  nextOccurrences(schedule, count, from)
    .map(at => at.toISOString().slice(5, 16))
    .join(' ');

const read = (text: string, options: Partial<CrontabOptions> = {}) =>
  parseCrontab(text, { dialect: 'user', cron: 'debian', ...options });

const codes = (text: string, options: Partial<CrontabOptions> = {}) =>
  read(text, options).issues.map(({ code }) => code);

const targets = (schedule: ScheduleSpec) =>
  toEventBridge(schedule).schedules.map(({ expression }) => expression);

const NEW_YORK = 'America/New_York';

describe('fields of a crontab', () => {
  it.each([
    ['names for months', '0 0 1 feb *', '02-01T00:00 02-01T00:00'],
    ['names for days, in any case', '0 0 * * MON', '02-02T00:00 02-09T00:00'],
    ['0 is Sunday', '0 0 * * 0', '02-01T00:00 02-08T00:00'],
    ['7 is Sunday', '0 0 * * 7', '02-01T00:00 02-08T00:00'],
    ['ranges', '0 22-23 * * *', '02-01T22:00 02-01T23:00'],
    ['lists', '5,10 3 * * *', '02-01T03:05 02-01T03:10'],
    ['steps on *', '*/40 * * * *', '02-01T00:00 02-01T00:40'],
    ['steps on ranges', '0 9-17/4 * * *', '02-01T09:00 02-01T13:00'],
    ['@hourly', '@hourly', '02-01T00:00 02-01T01:00'],
    ['@daily', '@daily', '02-01T00:00 02-02T00:00'],
    ['@weekly is Sunday', '@weekly', '02-01T00:00 02-08T00:00'],
    ['@monthly', '@monthly', '02-01T00:00 03-01T00:00'],
    ['@yearly', '@yearly', '01-01T00:00 01-01T00:00'],
    [
      'both day fields restricted: a date matching either runs',
      '0 0 13 * 5',
      '02-06T00:00 02-13T00:00',
    ],
    [
      'a field that begins with * counts as unrestricted: */2 and Monday is AND',
      '0 0 */2 * 1',
      '02-09T00:00 02-23T00:00',
    ],
    [
      'so it does where a list goes on after the star',
      '0 0 */20,15 * 0',
      '02-01T00:00 02-15T00:00',
    ],
  ])('%s', (_, expression, expected) => {
    expect(starts(spec(expression), 2)).toBe(expected);
    expect(starts(spec(expression, 'cronie'), 2)).toBe(expected);
  });

  it('@reboot starts with the host, at no known time', () => {
    expect(scheduleProblem(spec('@reboot'))).toMatch(/host starts/);
  });
});

describe('the command of a crontab line', () => {
  const command = (text: string, options?: Partial<CrontabOptions>) => {
    const [job] = read(text, options).jobs;
    return [job.command, job.stdin];
  };
  it.each<[string, string, string, string | null]>([
    ['an unescaped % ends the command', 'a%b', 'a', 'b'],
    ['further % are newlines of the input', 'a%b%c', 'a', 'b\nc'],
    ['\\% is a percent sign', 'date +\\%F', 'date +%F', null],
  ])('%s', (_, text, expected, stdin) => {
    expect(command(`0 1 * * * ${text}\n`)).toEqual([expected, stdin]);
    expect(command(`0 1 * * * ${text}\n`, { cron: 'cronie' })).toEqual([
      expected,
      stdin,
    ]);
  });

  it('Debian also turns \\\\ into \\; cronie does not', () => {
    expect(command('0 1 * * * a\\\\b\n')).toEqual(['a\\b', null]);
    expect(command('0 1 * * * a\\\\b\n', { cron: 'cronie' })[0]).toBe('a\\\\b');
  });

  it('a carriage return before the newline stays in the command', () => {
    expect(command('0 1 * * * a\r\n')).toEqual(['a\r', null]);
    expect(codes('0 1 * * * a\r\n')).toContain('carriage-return');
  });

  it('extra blanks after the user name stay in the command', () => {
    const [job] = read('0 1 * * * root  a b\n', { dialect: 'system' }).jobs;
    expect(job.user).toBe('root');
    expect(job.rawCommand).toMatch(/^ +a b$/);
  });
});

describe('settings in a crontab', () => {
  it('apply to the lines below them', () => {
    const { jobs } = read('A=1\n0 1 * * * a\nA=2\n0 2 * * * b\n');
    expect(jobs.map(({ environment }) => environment.A)).toEqual(['1', '2']);
  });

  it.each(['MAILTO', 'SHELL', 'PATH', 'CRON_TZ', 'TZ', 'RANDOM_DELAY'])(
    '%s is a setting',
    name => {
      const { environment } = read(`${name}=5\n0 1 * * * a\n`, {
        cron: 'cronie',
      });
      expect(environment.map(({ name: found }) => found)).toEqual([name]);
    },
  );

  it('cronie honours CRON_TZ, Debian ignores it', () => {
    const text = `CRON_TZ=${NEW_YORK}\n0 1 * * * a\n`;
    const zoneOf = (cron: 'debian' | 'cronie') =>
      read(text, { cron, timezone: 'Asia/Tokyo' }).jobs[0].timezone;
    expect(zoneOf('cronie')).toBe(NEW_YORK);
    expect(zoneOf('debian')).toBe('Asia/Tokyo');
    expect(codes(text)).toContain('cron-tz-ignored');
  });

  it('MAILTO= with nothing after it is a syntax error to Debian, MAILTO="" is not', () => {
    expect(read('MAILTO=\n').fileVerdict.accepted).toBe(false);
    expect(read('MAILTO=""\n').fileVerdict.accepted).toBe(true);
    expect(read('MAILTO=\n', { cron: 'cronie' }).fileVerdict.accepted).toBe(
      true,
    );
  });
});

describe('what makes Debian ignore a whole file', () => {
  it.each([
    ['one syntax error', '0 25 * * * a\n0 1 * * * b\n'],
    ['a missing newline at the end', '0 1 * * * a'],
    ['a command of about 1,000 characters', `0 1 * * * ${'x'.repeat(1000)}\n`],
    ['more than 10,000 lines', '0 1 * * * a\n'.repeat(10_004)],
  ])('%s', (_, text) => {
    expect(read(text).fileVerdict.accepted).toBe(false);
    expect(read(text).fileVerdict.reason).toMatch(/ignores the whole file/);
  });

  it('cronie skips a bad line and loads the rest', () => {
    const { fileVerdict, jobs } = read('0 25 * * * a\n0 1 * * * b\n', {
      cron: 'cronie',
    });
    expect(fileVerdict.accepted).toBe(true);
    expect(jobs.map(({ command }) => command)).toEqual(['b']);
  });
});

describe('where crons and their versions read a field otherwise', () => {
  it.each<[string, string, Partial<CrontabOptions>, string | null]>([
    ['22-2 is an empty set to Debian', '0 22-2', { cron: 'debian' }, ''],
    [
      'and the rest of a list stays',
      '0 22-2,5',
      { cron: 'debian' },
      '02-01T05:00',
    ],
    [
      'cronie up to 1.5.7 rejects the line',
      '0 22-2',
      { cron: 'cronie', cronVersion: '1.5.7' },
      null,
    ],
    [
      'cronie from 1.6 on takes it as empty',
      '0 22-2',
      { cron: 'cronie', cronVersion: '1.6.0' },
      '',
    ],
    [
      '5/15 is an error to Debian since 3.0pl1-125',
      '5/15 1',
      { cron: 'debian', cronVersion: '3.0pl1-125' },
      null,
    ],
    [
      'on Ubuntu 12.04 it reads as 5',
      '5/15 1',
      { cron: 'debian', cronVersion: '3.0pl1-120ubuntu4' },
      '02-01T01:05',
    ],
    ['5/15 is an error to cronie', '5/15 1', { cron: 'cronie' }, null],
    [
      'Debian reads 0~9 as its leading number',
      '0~9 1',
      { cron: 'debian' },
      '02-01T01:00',
    ],
    [
      'Debian reads 1;2 as its leading number',
      '1;2 1',
      { cron: 'debian' },
      '02-01T01:01',
    ],
    [
      'Debian reads 5.5 as its leading number',
      '5.5 1',
      { cron: 'debian' },
      '02-01T01:05',
    ],
    ['1;2 is an error to cronie', '1;2 1', { cron: 'cronie' }, null],
  ])('%s', (_, times, options, expected) => {
    const { jobs } = read(`${times} * * * a\n`, options);
    const found = jobs[0] ? starts(jobs[0].scheduleSpec, 1) : null;
    expect(found).toBe(expected);
  });

  it('~ is drawn by cronie: its time is not known', () => {
    expect(scheduleProblem(spec('0~9 * * * *', 'cronie'))).toMatch(/draw/);
  });

  it('since March 2025 a range that ends in 0 or SUN ends at 7 to cronie', () => {
    for (const range of ['5-0', 'FRI-SUN']) {
      const daysOf = (cronVersion: string) =>
        starts(
          read(`0 0 * * ${range} a\n`, { cron: 'cronie', cronVersion }).jobs[0]
            .scheduleSpec,
          3,
        );
      expect(daysOf('1.7.2')).toBe('');
      expect(daysOf('1.7.3')).toBe('02-01T00:00 02-06T00:00 02-07T00:00');
    }
  });
});

describe('when clocks jump', () => {
  const MARCH = new Date('2026-03-08T05:00:00Z');
  const NOVEMBER = new Date('2026-11-01T04:00:00Z');
  it.each<[string, ScheduleDialect, string, Date, string]>([
    [
      'fixed-time jobs in the gap run at once',
      'debian-cron',
      '30 2 * * *',
      MARCH,
      '03-08T07:00 03-09T06:30',
    ],
    [
      'once, however many of their times are in it',
      'debian-cron',
      '10,20,30 2 * * *',
      MARCH,
      '03-08T07:00 03-09T06:10',
    ],
    [
      'fixed-time jobs in the gap run at once (cronie)',
      'cronie',
      '30 2 * * *',
      MARCH,
      '03-08T07:00 03-09T06:30',
    ],
    [
      'when clocks go back, such jobs do not run twice',
      'debian-cron',
      '30 1 * * *',
      NOVEMBER,
      '11-01T05:30 11-02T06:30',
    ],
    [
      'wildcard jobs follow the wall clock in a gap',
      'debian-cron',
      '*/30 2 * * *',
      MARCH,
      '03-09T06:00 03-09T06:30',
    ],
    [
      'wildcard jobs follow the wall clock where it repeats',
      'cronie',
      '30 * * * *',
      NOVEMBER,
      '11-01T04:30 11-01T05:30 11-01T06:30 11-01T07:30',
    ],
    [
      'a star in the hour alone is a wildcard',
      'debian-cron',
      '30 */1 * * *',
      NOVEMBER,
      '11-01T04:30 11-01T05:30 11-01T06:30',
    ],
    [
      'Scheduler skips a local time that does not exist',
      'eventbridge',
      'cron(30 2 * * ? *)',
      MARCH,
      '03-09T06:30',
    ],
    [
      'Scheduler runs a time that repeats once',
      'eventbridge',
      'cron(30 1 * * ? *)',
      NOVEMBER,
      '11-01T05:30 11-02T06:30',
    ],
  ])('%s', (_, dialect, expression, from, expected) => {
    const schedule = spec(expression, dialect, NEW_YORK);
    expect(starts(schedule, expected.split(' ').length, from)).toBe(expected);
  });

  it('a jump of three hours or more is a clock set anew: nothing is made up for', () => {
    // Casey went from 01:00 to 04:00 on 4 October 2020.
    const casey = spec('30 2 * * *', 'debian-cron', 'Antarctica/Casey');
    const runs = [
      ...occurrences(
        casey,
        new Date('2020-10-02T20:00:00Z'),
        new Date('2020-10-05T00:00:00Z'),
      ),
    ].map(at => at.toISOString().slice(5, 16));
    expect(runs).toEqual(['10-04T15:30']);
  });
});

describe('EventBridge Scheduler expressions', () => {
  it.each([
    ['six fields', 'cron(0 8 1 * ? *)', null],
    ['not five', 'cron(0 8 * * ?)', /six fields/],
    ['day-of-week 1', 'cron(0 8 ? * 1 *)', null],
    ['day-of-week 7', 'cron(0 8 ? * 7 *)', null],
    ['day-of-week is not 0', 'cron(0 8 ? * 0 *)', /1-7/],
    ['day-of-week is not 8', 'cron(0 8 ? * 8 *)', /1-7/],
    ['years from 1970', 'cron(0 8 1 * ? 1970)', null],
    ['years to 2199', 'cron(0 8 1 * ? 2199)', null],
    ['not before 1970', 'cron(0 8 1 * ? 1969)', /1970-2199/],
    ['not after 2199', 'cron(0 8 1 * ? 2200)', /1970-2199/],
    ['exactly one day field is ?: not none', 'cron(0 8 1 * 1 *)', /Exactly/],
    ['exactly one day field is ?: not both', 'cron(0 8 ? * ? *)', /Exactly/],
    ['L in day-of-month', 'cron(0 8 L * ? *)', null],
    ['W in day-of-month', 'cron(0 8 15W * ? *)', null],
    ['no # in day-of-month', 'cron(0 8 1#2 * ? *)', /day-of-month/],
    ['L in day-of-week', 'cron(0 8 ? * 6L *)', null],
    ['# in day-of-week', 'cron(0 8 ? * 2#1 *)', null],
    ['no W in day-of-week', 'cron(0 8 ? * 2W *)', /day-of-week/],
    ['one # only', 'cron(0 8 ? * 2#1,4#1 *)', /one #/],
    ['? only in day fields', 'cron(? 8 1 * ? *)', /minutes/],
    ['no seconds: precision is one minute', 'rate(30 seconds)', /rate/],
  ])('%s: %s', (_, expression, reason) => {
    expect(validateEventBridge(expression) ?? 'valid').toMatch(
      reason ?? /^valid$/,
    );
  });

  it('SUN is 1', () => {
    const days = (field: string) =>
      starts(spec(`cron(0 8 ? * ${field} *)`, 'eventbridge'), 2);
    expect(days('1')).toBe('02-01T08:00 02-08T08:00');
    expect(days('1')).toBe(days('SUN'));
  });

  it('Scheduler has time zones', () => {
    const tokyo = spec('cron(0 8 * * ? *)', 'eventbridge', 'Asia/Tokyo');
    expect(starts(tokyo, 1)).toBe('02-01T23:00');
  });

  it('a rate() counts from the start date, and nothing starts before it', () => {
    const startDate = '2026-02-01T00:07:00.000Z';
    const rate = spec('rate(10 minutes)', 'eventbridge');
    expect(starts({ ...rate, startDate }, 2)).toBe('02-01T00:07 02-01T00:17');
    expect(starts(rate, 1)).toBe('');
    expect(scheduleProblem(rate)).toMatch(/counts from when .* created/);
    const daily = spec('cron(0 0 * * ? *)', 'eventbridge');
    expect(starts({ ...daily, startDate }, 2)).toBe('02-02T00:00 02-03T00:00');
  });
});

describe('consequences for translation', () => {
  it('both day fields restricted become two schedules that must be deduplicated', () => {
    const schedule = spec('0 3 1,15 * 5');
    expect(targets(schedule)).toEqual([
      'cron(0 3 1,15 * ? *)',
      'cron(0 3 ? * FRI *)',
    ]);
    expect(toEventBridge(schedule).deduplicate).toBe(true);
    // 1 May 2026 is a Friday: both fire.
    const runs = targets(schedule).map(each =>
      starts(spec(each, 'eventbridge'), 1, new Date('2026-04-30T12:00:00Z')),
    );
    expect(runs).toEqual(['05-01T03:00', '05-01T03:00']);
  });

  it.each(['0 0 */2 * 1', '0 0 1 * */2', '0 0 */10 * 1-5', '0 0 1,15 * */3'])(
    'a */n day field with a restricted other one is refused: %s',
    text => {
      const { status, reason, schedules } = toEventBridge(spec(text));
      expect(status).toBe('unsupported');
      expect(schedules).toEqual([]);
      expect(reason).toMatch(/match both/);
    },
  );

  it.each([
    ['day-of-week is expanded to names', '0 0 * * 1-5', 'MON-FRI'],
    ['0 is SUN', '0 0 * * 0', 'SUN'],
    ['7 is SUN', '0 0 * * 7', 'SUN'],
    ['0,6 keeps both', '0 0 * * 0,6', 'SAT,SUN'],
    ['the number of a step is never shifted', '0 0 * * 1-5/2', 'MON,WED,FRI'],
    ['*/2 is 0,2,4,6', '0 0 * * */2', 'TUE,THU,SAT,SUN'],
    ['0-7 is every day', '0 0 * * 0-7', undefined],
  ])('%s', (_, text, days) => {
    expect(targets(spec(text))).toEqual([
      days ? `cron(0 0 ? * ${days} *)` : 'cron(0 0 * * ? *)',
    ]);
  });

  it('a range that wraps is expanded where the source wraps it, and empty where not', () => {
    expect(targets(spec('0 22-2 * * *', 'sidekiq-scheduler'))).toEqual([
      'cron(0 0,1,2,22,23 * * ? *)',
    ]);
    expect(targets(spec('0 22-2 * * *', 'debian-cron'))).toEqual([]);
    expect(targets(spec('0 0 * * FRI-MON', 'cronie'))).toEqual([]);
  });

  it('@reboot is refused with advice', () => {
    expect(toEventBridge(spec('@reboot'))).toMatchObject({
      status: 'unsupported',
      reason: expect.stringMatching(/resident service.*image/),
    });
  });

  it("CRON_TZ becomes the schedule's zone", () => {
    const { jobs } = read(`CRON_TZ=${NEW_YORK}\n0 1 * * * a\n`, {
      cron: 'cronie',
    });
    expect(toEventBridge(jobs[0].scheduleSpec).schedules).toEqual([
      { expression: 'cron(0 1 * * ? *)', timezone: NEW_YORK },
    ]);
  });

  it('dates on which old and new differ because of DST are reported', () => {
    const view = translate(
      spec('30 2 * * *', 'debian-cron', NEW_YORK),
      new Date('2026-02-12T01:24:00Z'),
    );
    expect(view.differences).toEqual([
      { at: '2026-03-08T07:00:00.000Z', side: 'legacy', cause: 'dst-gap' },
      { at: '2027-03-14T07:00:00.000Z', side: 'legacy', cause: 'dst-gap' },
    ]);
  });

  it.each([
    [
      'treats */2 as unspecified and runs daily',
      '0 0 */2 * *',
      'cron(0 0 1/2 * ? *)',
    ],
    ['turns 1-5/2 into 2-6/3', '0 0 * * 1-5/2', 'cron(0 0 ? * MON,WED,FRI *)'],
    ['emits day-of-week 8', '0 0 * * 7', 'cron(0 0 ? * SUN *)'],
  ])('a known wrong translator %s; not here', (_, text, expected) => {
    expect(targets(spec(text))).toEqual([expected]);
  });
});

describe('limits', () => {
  const fit = (facts: object, rule: string) =>
    fitFargate({
      kind: 'resident',
      wrappers: null,
      longestMessageSeconds: null,
      restartable: null,
      memoryMib: null,
      intervalSeconds: null,
      tolerableStartDelaySeconds: null,
      ...facts,
    }).find(each => each.rule === rule);

  it('ECS: stopTimeout is at most 120 s', () => {
    expect(fit({ longestMessageSeconds: 119 }, 'stop-limit')?.fits).toBe(true);
    expect(fit({ longestMessageSeconds: 120 }, 'stop-limit')?.fits).toBe(false);
  });

  it('Fargate: ephemeral storage is 21-200 GiB, and 20 may not be stated', () => {
    expect(fit({ diskGib: 20 }, 'disk')?.fact).not.toMatch(/state/);
    expect(fit({ diskGib: 20.1 }, 'disk')?.fact).toMatch(/state.* 21 GiB/);
    expect(fit({ diskGib: 200 }, 'disk')?.fits).toBe(true);
    expect(fit({ diskGib: 201 }, 'disk')?.fits).toBe(false);
  });

  it('Fargate: memory goes up to 120 GB with 16 vCPU', () => {
    expect(fit({ memoryMib: 122_880 }, 'memory')?.fits).toBe(true);
    expect(fit({ memoryMib: 122_881 }, 'memory')?.fits).toBe(false);
  });

  it('Scheduler: precision is one minute', () => {
    for (const text of ['every 30s', '*/10 * * * * *']) {
      expect(toEventBridge(spec(text, 'sidekiq-scheduler')).status).toBe(
        'unsupported',
      );
    }
  });

  it('Spot never falls back to on-demand', () => {
    expect(fit({}, 'interruption')?.fact).toMatch(/never falls back/);
  });
});

describe('sidekiq-scheduler', () => {
  it.each([
    ['cron', "cron: '0 1 * * *'", false],
    ['at', "at: '2027-03-01 04:00:00'", false],
    ['every', 'every: 5m', true],
    ['interval', 'interval: 5m', true],
    ['in', 'in: 5m', true],
  ])('`%s` pushes once per host: %s is %s', (_, text, perHost) => {
    const { issues } = parseSidekiqSchedule(`job: { ${text}, class: A }`, {
      timezone: 'UTC',
    });
    expect(issues.some(({ code }) => code === 'once-per-host')).toBe(perHost);
  });

  it('a handover turns `every` into `cron`', () => {
    expect(targets(spec('every 5m', 'sidekiq-scheduler'))).toEqual([
      'cron(0/5 * * * ? *)',
    ]);
  });
});
