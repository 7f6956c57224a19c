import { cronTzZone } from './cronTzZone';
import { parseCrontab } from './parseCrontab';
import { toEventBridge } from './toEventBridge';
import { isTimezone } from './zone';

/** What the C library makes of TZ: tzset(3), checked with glibc's `date`. */
it.each([
  ['Asia/Tokyo', 'Asia/Tokyo'],
  [':Asia/Tokyo', 'Asia/Tokyo'],
  ['/usr/share/zoneinfo/Asia/Tokyo', 'Asia/Tokyo'],
  // POSIX counts to the west: JST-9 is nine hours ahead of UTC.
  ['JST-9', 'Etc/GMT-9'],
  ['JST-09:00', 'Etc/GMT-9'],
  ['<+09>-9', 'Etc/GMT-9'],
  ['EST5', 'Etc/GMT+5'],
  ['UTC+3', 'Etc/GMT+3'],
  ['UTC0', 'UTC'],
  ['EST5EDT', 'EST5EDT'],
  // No file and no rule: UTC.
  ['JST', 'UTC'],
  ['Foo/Bar', 'UTC'],
  ['europe/london', 'UTC'],
])('CRON_TZ=%s is %s', (value, zone) => {
  expect(cronTzZone(value).timezone).toBe(zone);
});

/** Rules that no zone of the database says: nobody translates them by a guess. */
it.each(['IST-5:30', 'EST5EDT,M3.2.0,M11.1.0', 'CET-1CEST', 'XXX-20'])(
  'CRON_TZ=%s stays as it is, and nothing is offered for it',
  value => {
    expect(cronTzZone(value)).toEqual({ timezone: value, form: 'rule' });
    expect(isTimezone(value)).toBe(false);
    const { jobs, issues } = parseCrontab(`CRON_TZ=${value}\n0 4 * * * x\n`, {
      dialect: 'user',
      cron: 'cronie',
      timezone: 'Asia/Tokyo',
    });
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual([
      ['posix-timezone', 'error'],
    ]);
    expect(toEventBridge(jobs[0].scheduleSpec)).toMatchObject({
      status: 'unsupported',
      schedules: [],
    });
  },
);

it('says which zone a fixed rule of POSIX is', () => {
  const { jobs, issues } = parseCrontab('CRON_TZ=JST-9\n0 4 * * * x\n', {
    dialect: 'user',
    cron: 'cronie',
    timezone: 'UTC',
  });
  expect(jobs[0].timezone).toBe('Etc/GMT-9');
  expect(issues).toEqual([
    expect.objectContaining({
      code: 'posix-timezone',
      severity: 'info',
      message: expect.stringContaining('Etc/GMT-9'),
    }),
  ]);
});

it.each(['Foo/UTC', 'XUTC', 'JST'])('names CRON_TZ=%s, which is UTC', value => {
  const { issues } = parseCrontab(`CRON_TZ=${value}\n0 4 * * * x\n`, {
    dialect: 'user',
    cron: 'cronie',
    timezone: 'Asia/Tokyo',
  });
  expect(issues.map(({ code }) => code)).toEqual(['unknown-timezone']);
});
