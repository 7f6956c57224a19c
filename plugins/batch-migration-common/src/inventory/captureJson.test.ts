import {
  parseCaptureJson,
  reasonNotRead,
  wasReadCompletely,
} from './captureJson';

const capture = (changes: object = {}) =>
  JSON.stringify({
    host: 'bat000',
    capturedAt: '2026-02-12T10:20:03+09:00',
    read: ['/etc/cron.d/', 'var/spool/cron'],
    notRead: [{ path: 'etc/cron.d/secret', reason: 'Permission denied' }],
    ...changes,
  });

const LAST = '2026-02-12T07:12:44+09:00';

const used = (uses: unknown, over: object = {}) =>
  capture({
    tools: [{ name: 'a', path: '/a', startable: true, uses, ...over }],
  });

describe('parseCaptureJson', () => {
  it('knows the last of the uses', () => {
    const uses = [
      { at: LAST, by: 'mori', seconds: 400 },
      { at: '2026-02-11T07:12:44+09:00', by: 'sato' },
    ];
    const [tool] = parseCaptureJson(
      used(uses, { lastUsedAt: '2026-02-01T00:00:00Z' }),
    ).tools;
    expect(tool.lastUsedAt).toBe('2026-02-11T22:12:44.000Z');
    expect(tool.uses.map(({ by, seconds }) => [by, seconds])).toEqual([
      ['mori', 400],
      ['sato', null],
    ]);
  });

  it('gives times in UTC and leaves out what is not said', () => {
    expect(parseCaptureJson(capture())).toMatchObject({
      host: 'bat000',
      capturedAt: '2026-02-12T01:20:03.000Z',
      cron: null,
      timezone: null,
      tools: [],
    });
  });

  it.each([
    ['{', 'capture.json is not JSON'],
    ['[]', 'capture.json must be a mapping; got: a list'],
    [capture({ host: undefined }), 'host is missing'],
    [capture({ member: 'a b' }), 'member must be an instance id or host name'],
    [capture({ members: ['i-1'] }), 'member is missing'],
    [
      capture({ member: 'i-1', members: ['i-2'] }),
      'members must contain member',
    ],
    [
      capture({ peaks: [{ name: 'a', mib: 0, source: 'time' }] }),
      'peaks[0].mib must be a number of MiB above 0',
    ],
    [capture({ peaks: [{ name: 'a', mib: 1 }] }), 'peaks[0].source is missing'],
    [
      capture({ capturedAt: '2026-02-12 10:20' }),
      'capturedAt must be an ISO 8601 time with an offset',
    ],
    [capture({ capturedAt: '2026-02-12T10:20:00' }), 'capturedAt must be'],
    [
      capture({ timezone: 'Japan/Tokyo' }),
      'timezone must be an IANA time zone',
    ],
    [
      capture({ cron: { flavour: 'fcron' } }),
      'cron.flavour must be one of debian, cronie; got: fcron',
    ],
    [capture({ read: 'etc' }), 'read must be a list'],
    [capture({ notRead: [{ path: 'etc' }] }), 'notRead[0].reason is missing'],
    [
      capture({ tools: [{ name: 'a', path: '/a' }] }),
      'tools[0].startable must be true or false',
    ],
    [used('x'), 'tools[0].uses must be a list'],
    [used([{ by: 'mori' }]), 'tools[0].uses[0].at is missing'],
    [
      used([{ at: '2026-02-12T07:12:44', by: 'mori' }]),
      'tools[0].uses[0].at must be an ISO 8601 time with an offset',
    ],
    [
      used([{ at: '2026-02-12T10:20:04+09:00', by: 'mori' }]),
      'tools[0].uses[0].at must not be later than capturedAt',
    ],
    [used([{ at: LAST }]), 'tools[0].uses[0].by is missing'],
    [
      used([{ at: LAST, by: 'mori', seconds: -1 }]),
      'tools[0].uses[0].seconds must be a number from 0',
    ],
    [
      used([{ at: LAST, by: 'mori', seconds: '60' }]),
      'tools[0].uses[0].seconds must be a number from 0',
    ],
    [
      used(Array.from({ length: 10_001 }, () => ({ at: LAST, by: 'mori' }))),
      'tools[0].uses must have at most 10000 entries',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseCaptureJson(text)).toThrow(message);
  });
});

it.each([
  ['etc/cron.d/news', true],
  ['etc/cron.d', false], // one file below it was not read
  ['etc/cron.d/secret', false],
  ['etc/cron.daily', false], // not a folder above it
  ['var/spool/cron/crontabs/batch', true],
  ['ps.txt', false],
])('%s was read completely: %s', (path, expected) => {
  expect(wasReadCompletely(parseCaptureJson(capture()), path)).toBe(expected);
});

it('says in the collector’s words why a path was not read', () => {
  const record = parseCaptureJson(capture());
  expect(reasonNotRead(record, 'etc/cron.d/secret')).toContain(
    'Permission denied',
  );
  expect(reasonNotRead(record, 'ps.txt')).toContain('does not list ps.txt');
});
