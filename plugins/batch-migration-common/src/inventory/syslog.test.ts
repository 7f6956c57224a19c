import { readSyslog } from './syslog';

const read = (lines: string[], until: string, timezone = 'Asia/Tokyo') =>
  readSyslog(lines.join('\n'), { until: Date.parse(until), timezone });

const times = (stamps: string[], until: string, timezone?: string) =>
  read(
    stamps.map(stamp => `${stamp} h cron[1]: x`),
    until,
    timezone,
  ).entries.map(({ at }) => new Date(at).toISOString().slice(0, 19));

describe('readSyslog', () => {
  it.each<[string, string, object]>([
    [
      'BSD time',
      'Feb 12 10:20:01 bat000 CRON[77]: (batch) CMD (true)',
      { program: 'CRON', pid: 77, message: '(batch) CMD (true)' },
    ],
    [
      'a day of one digit',
      'Feb  2 10:20:01 bat000 CRON[77]: x',
      { at: Date.parse('2026-02-02T01:20:01Z') },
    ],
    [
      'fractions of a second',
      'Feb 12 10:20:01.123 bat000 CRON[77]: x',
      { at: Date.parse('2026-02-12T01:20:01Z') },
    ],
    [
      'ISO 8601 with its own zone',
      '2026-02-12T02:20:01.500000+01:00 bat000 CRON[77]: x',
      { at: Date.parse('2026-02-12T01:20:01.500Z') },
    ],
    ['a priority', '<78>Feb 12 10:20:01 bat000 CRON[77]: x', { pid: 77 }],
    [
      'a program by its path',
      'Feb 12 10:20:01 bat000 /usr/sbin/cron[77]: x',
      { program: 'cron' },
    ],
    ['no pid', 'Feb 12 10:20:01 bat000 kernel: x', { pid: null }],
    ['CRLF', 'Feb 12 10:20:01 bat000 CRON[77]: x\r', { message: 'x' }],
  ])('reads %s', (_, line, entry) => {
    const { entries, unread } = read([line], '2026-02-12T01:21:00Z');
    expect(entries).toMatchObject([entry]);
    expect(unread).toEqual([]);
  });

  it.each<[string, string[], string, string, string[]]>([
    [
      'a new year',
      ['Dec 31 23:59:01', 'Jan  1 00:00:01'],
      '2026-01-01T00:30:00Z',
      'UTC',
      ['2025-12-31T23:59:01', '2026-01-01T00:00:01'],
    ],
    [
      'a leap day years ago',
      ['Feb 29 12:00:00', 'Mar  1 12:00:00'],
      '2026-02-01T00:00:00Z',
      'UTC',
      ['2024-02-29T12:00:00', '2025-03-01T12:00:00'],
    ],
    [
      'a clock that is ahead by minutes',
      ['Feb 12 10:25:00'],
      '2026-02-12T01:24:00Z',
      'Asia/Tokyo',
      ['2026-02-12T01:25:00'],
    ],
    [
      'an hour that repeats',
      [
        'Nov  1 01:30:00',
        'Nov  1 01:59:30',
        'Nov  1 01:00:30',
        'Nov  1 02:00:00',
      ],
      '2026-11-01T12:00:00Z',
      'America/New_York',
      [
        '2026-11-01T05:30:00',
        '2026-11-01T05:59:30',
        '2026-11-01T06:00:30',
        '2026-11-01T07:00:00',
      ],
    ],
    [
      'a host that came up with a wrong clock',
      ['Feb 11 10:00:00', 'Jan  1 00:00:05', 'Feb 11 10:05:00'],
      '2026-02-12T01:24:00Z',
      'UTC',
      ['2026-02-11T10:00:00', '2026-01-01T00:00:05', '2026-02-11T10:05:00'],
    ],
    [
      'lines of one second in another order',
      ['Feb 12 10:00:02', 'Feb 12 10:00:01'],
      '2026-02-12T01:24:00Z',
      'Asia/Tokyo',
      ['2026-02-12T01:00:02', '2026-02-12T01:00:01'],
    ],
  ])(
    'finds the year and the offset across %s',
    (_, stamps, until, zone, at) => {
      expect(times(stamps, until, zone)).toEqual(at);
    },
  );

  it.each([
    ['no time', 'hello world'],
    ['a day that is none', 'Feb 30 10:00:00 h cron[1]: x'],
    ['an hour that is skipped', 'Mar  8 02:30:00 h cron[1]: x'],
    ['a month that is none', 'Foo 30 10:00:00 h cron[1]: x'],
    ['an ISO time that is none', '2026-02-31T25:00:00Z h cron[1]: x'],
    ['no program', 'Feb 12 10:00:00 h'],
    ['16 kB', `Feb 12 10:00:00 h cron[1]: ${'x'.repeat(17_000)}`],
  ])('counts a line with %s as unread', (_, line) => {
    const good = 'Jan 10 10:00:00 h cron[1]: x';
    const { entries, unread } = read(
      ['', line, good],
      '2026-06-12T01:24:00Z',
      'America/New_York',
    );
    expect([entries.length, unread]).toEqual([1, [2]]);
  });

  it('takes a repeated message for no message', () => {
    const { entries, unread } = read(
      [
        'Feb 12 10:00:00 h CRON[1]: (a) CMD (b)',
        'Feb 12 10:00:00 h last message repeated 3 times',
        'Feb 12 10:00:00 h CRON[1]: message repeated 2 times: [ (a) CMD (b)]',
        'Feb 12 10:10:00 h -- MARK --',
      ],
      '2026-02-12T01:24:00Z',
    );
    expect(unread).toEqual([]);
    expect(entries.map(({ message }) => message)).toEqual(['(a) CMD (b)', '']);
  });
});
