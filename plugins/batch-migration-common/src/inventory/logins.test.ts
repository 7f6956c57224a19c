import { readLast, readLastlog } from './logins';

const OPTIONS = {
  capturedAt: Date.parse('2026-02-12T10:20:00+09:00'),
  timezone: 'Asia/Tokyo',
};

const seen = (text: string) =>
  readLast(text, OPTIONS).logins.map(({ user, at, seconds }) => [
    user,
    new Date(at).toISOString(),
    seconds,
  ]);

describe('what last tells', () => {
  it.each<[string, unknown[]]>([
    [
      'alice    pts/0        10.0.0.1         Mon Feb  9 10:00:00 2026 - Mon Feb  9 10:30:00 2026  (00:30)',
      ['alice', '2026-02-09T01:00:00.000Z', 1800],
    ],
    [
      'alice    pts/0        10.0.0.1         Mon Feb  9 10:00 - 12:30 (1+02:30)',
      ['alice', '2026-02-09T01:00:00.000Z', 95_400],
    ],
    [
      'bob      pts/1        Thu Feb 12 10:00:00 2026   still logged in',
      ['bob', '2026-02-12T01:00:00.000Z', null],
    ],
    [
      'bob      tty1         Thu Feb  5 10:00   gone - no logout',
      ['bob', '2026-02-05T01:00:00.000Z', null],
    ],
    // Without a year it is the latest that is not later than the capture.
    [
      'carol    pts/0        host.example     Mon Dec 29 09:00 - 09:10  (00:10)',
      ['carol', '2025-12-29T00:00:00.000Z', 600],
    ],
  ])('is a login: %s', (row, login) => {
    expect(seen(`${row}\n`)).toEqual([login]);
  });

  it('goes back a year where the row below is of a later month', () => {
    const rows =
      'a pts/0 h Mon Jan  5 10:00 - 10:01  (00:01)\na pts/0 h Fri Dec  5 10:00 - 10:01  (00:01)\na pts/0 h Sun Jan  5 10:00 - 10:01  (00:01)\n';
    expect(seen(rows).map(([, at]) => at)).toEqual([
      '2026-01-05T01:00:00.000Z',
      '2025-12-05T01:00:00.000Z',
      '2025-01-05T01:00:00.000Z',
    ]);
  });

  it('counts no restart of the host, and every line that it cannot read', () => {
    const { logins, unread } = readLast(
      'reboot   system boot  3.2.0-29 Mon Feb  9 10:00:00 2026\nwhat is this\n\nwtmp begins Mon Feb  2 06:25:01 2026\n',
      OPTIONS,
    );
    expect({ logins, unread }).toEqual({ logins: [], unread: [2] });
  });
});

it('lastlog tells the last login of each account', () => {
  const { logins, unread } = readLastlog(
    'Username         Port     From             Latest\nroot                                       **Never logged in**\nalice            pts/0    10.0.0.1         Mon Feb  9 10:00:00 +0900 2026\nnonsense\n',
  );
  expect(logins).toEqual([
    {
      user: 'alice',
      at: Date.parse('2026-02-09T10:00:00+09:00'),
      seconds: null,
      line: 3,
    },
  ]);
  expect(unread).toEqual([4]);
});
