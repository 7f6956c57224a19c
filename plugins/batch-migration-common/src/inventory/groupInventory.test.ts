import { capturedInventory } from './capturedInventory';
import type { InventoryFile } from './files';
import { groupInventory } from './groupInventory';
import { nextLapse, readMember, type MemberReading } from './memberReading';
import { parseServerYaml } from './serverYaml';

const CRONTAB = 'var/spool/cron/crontabs/batch';
const LINE = '15 4 * * * bin/batch Ranking --all\n';
const NOW = '2026-02-12T01:24:00.000Z';
const DAY_MS = 24 * 60 * 60 * 1000;

const YAML = `
instances:
  - { ref: 'ec2:111122223333/ap-northeast-1', key: i-0bac4001e5b6a7f2b }
roles:
  - name: jobs
    type: scheduled-jobs
    kind: scheduled
    crontabs: [user/batch]
  - name: workers
    type: queue-worker
    kind: resident
    workloads:
      - { name: thumbnail, process: 'bin/worker Thumbnail' }
`;

interface Had {
  crontab?: string | null;
  at?: string;
  over?: object;
  files?: Record<string, string>;
  before?: MemberReading;
  days?: number;
}

/** One member as it was captured. */
function member(name: string, had: Had = {}): MemberReading {
  const { crontab = LINE, at = '2026-02-12T01:00:00Z', days = 7 } = had;
  const texts = {
    'capture.json': JSON.stringify({
      host: 'image',
      member: name,
      capturedAt: at,
      timezone: 'Asia/Tokyo',
      read: ['var/spool/cron', 'etc', 'var/log', 'ps.txt'],
      ...had.over,
    }),
    ...(crontab !== null && { [CRONTAB]: crontab }),
    ...had.files,
  };
  const inventory = capturedInventory({
    description: parseServerYaml(YAML, { folder: 'api' }),
    files: new Map(
      Object.entries(texts).map(([path, text]): [string, InventoryFile] => [
        path,
        { readable: true, text },
      ]),
    ),
    knownPaths: [CRONTAB],
    timezone: 'UTC',
  });
  return readMember(
    had.before,
    { ...inventory, member: name },
    { id: 'files', freshnessMs: days * DAY_MS },
  );
}

const group = (...readings: MemberReading[]) =>
  groupInventory(readings, NOW).inventory;

const itemsOf = (...readings: MemberReading[]) =>
  group(...readings).items.map(({ name, state, detail }) =>
    [
      `${name} ${state}`,
      ...(detail.members ?? []).map(one => `${one.name} ${one.state}`),
    ].join(', '),
  );

describe('groupInventory', () => {
  it.each<[string, MemberReading[], string[]]>([
    ['one member', [member('a')], ['batch Ranking active, a active']],
    [
      'a line on two of three',
      [member('a'), member('b', { crontab: null }), member('c')],
      ['batch Ranking active, a active, b absent, c active'],
    ],
    [
      'a line that is off on all',
      [
        member('a', { crontab: `#${LINE}` }),
        member('b', { crontab: `#${LINE}` }),
      ],
      ['batch Ranking idle, a idle, b idle'],
    ],
    [
      'a line with another schedule',
      [member('a'), member('b', { crontab: LINE.replace('15 4', '45 5') })],
      ['batch Ranking active, a active, b active'],
    ],
    [
      'a line with another part of the command',
      [member('a'), member('b', { crontab: LINE.replace('--all', '--new') })],
      ['batch Ranking active, a active, b active'],
    ],
    [
      'other work on each',
      [
        member('a'),
        member('b', { crontab: '@daily /usr/local/bin/cleanup.sh\n' }),
      ],
      [
        'batch Ranking active, a active, b absent',
        'cleanup active, a absent, b active',
      ],
    ],
    [
      'one line twice on one of them',
      [member('a'), member('b', { crontab: LINE + LINE })],
      [
        'batch Ranking active, a active, b active',
        'batch Ranking active, a absent, b active',
      ],
    ],
    [
      'a file that could not be read',
      [
        member('a', { crontab: `#${LINE}` }),
        member('b', {
          crontab: null,
          over: { notRead: [{ path: CRONTAB, reason: 'denied' }] },
        }),
      ],
      ['batch Ranking unknown, a idle, b unknown'],
    ],
    [
      'a member that nobody captured',
      [member('a', { over: { members: ['a', 'b'] } })],
      ['batch Ranking active, a active, b unknown'],
    ],
    [
      'a member that is gone from the list',
      [
        member('a', { at: '2026-02-11T01:00:00Z' }),
        member('b', { over: { members: ['b'] } }),
      ],
      ['batch Ranking active, b active'],
    ],
    [
      'a member that came after the list',
      [
        member('a', {
          at: '2026-02-11T01:00:00Z',
          over: { members: ['a'] },
        }),
        member('b'),
      ],
      ['batch Ranking active, a active, b active'],
    ],
    [
      'a member whose capture lapsed',
      [member('a', { days: 0.01 }), member('b')],
      ['batch Ranking active, b active'],
    ],
    [
      'a listed member whose capture lapsed',
      [
        member('a', { days: 0.01 }),
        member('b', { over: { members: ['a', 'b'] } }),
      ],
      ['batch Ranking active, a unknown, b active'],
    ],
  ])('%s', (_, readings, expected) => {
    expect(itemsOf(...readings)).toEqual(expected);
  });

  it.each<[string, MemberReading[], RegExp | null]>([
    ['all members', [member('a'), member('b')], null],
    [
      'a lapsed one',
      [member('a', { days: 0.01 }), member('b')],
      /a was last captured at .* counts no more.*list the members/,
    ],
    [
      'one that was never captured',
      [member('a', { over: { members: ['a', 'b'] } })],
      /b was not captured/,
    ],
    [
      'one with a line that nobody can read',
      [member('a'), member('b', { crontab: `${LINE}61 4 * * * x\nfoo\n` })],
      /On b: /,
    ],
  ])(
    'says why a file is not known to its end with %s',
    (_, readings, reason) => {
      const place = group(...readings).places.find(({ ref }) =>
        ref.endsWith(CRONTAB),
      );
      expect(place?.complete).toBe(reason === null);
      expect(place?.reason ?? '').toMatch(reason ?? /^$/);
    },
  );

  it.each<[string, string, string, string]>([
    // Active is told by any of them, off only by all.
    ['active', LINE, LINE, '2026-02-19T01:00:00.000Z'],
    ['idle', `#${LINE}`, `#${LINE}`, '2026-02-17T01:00:00.000Z'],
  ])('counts %s until %s', (_, first, second, until) => {
    const { items } = group(
      member('a', { crontab: first, at: '2026-02-10T01:00:00Z' }),
      member('b', { crontab: second }),
    );
    expect(items.map(({ freshUntil }) => freshUntil)).toEqual([until]);
  });

  it('keeps the key that most members have, whoever comes first', () => {
    const other = { crontab: LINE.replace('--all', '--new') };
    const most = member('b').places[0].items[0].location.key;
    const keys = [
      group(member('a', other), member('b'), member('c')),
      group(member('a'), member('b', other), member('c')),
      group(member('b'), member('c')),
    ].map(({ items }) => items[0].location.key);
    expect(keys).toEqual([most, most, most]);
  });

  it('counts the processes of all, and the worker once', () => {
    const ps = (count: number) => ({
      'ps.txt': `USER PID COMMAND\n${'app 7 bin/worker Thumbnail\n'.repeat(
        count,
      )}`,
    });
    const { items } = group(
      member('a', { crontab: null, files: ps(2) }),
      member('b', { crontab: null, files: ps(1) }),
      member('c', { crontab: null, files: ps(0) }),
    );
    expect(items).toHaveLength(1);
    expect(items[0].detail).toMatchObject({
      processes: 3,
      members: [{ state: 'active' }, { state: 'active' }, { state: 'absent' }],
    });
  });

  it('knows of missed runs only where the logs of all that have the line tell', () => {
    const log = (from: string) => ({
      'var/log/syslog': [
        `${from} image CRON[1]: (root) CMD (true)`,
        'Feb 12 09:30:00 image CRON[2]: (root) CMD (true)',
      ].join('\n'),
    });
    const early = log('Feb 10 00:00:00');
    const late = log('Feb 11 00:00:00');
    const ranges = (...readings: MemberReading[]) =>
      (group(...readings).runRanges ?? []).map(({ from }) => from);
    expect(
      ranges(member('a', { files: early }), member('b', { files: late })),
    ).toEqual(['2026-02-10T15:00:00.000Z']);
    expect(ranges(member('a', { files: early }), member('b'))).toEqual([]);
    expect(
      ranges(member('a', { files: early }), member('b', { crontab: null })),
    ).toEqual(['2026-02-09T15:00:00.000Z']);
  });

  it('tells facts and issues of all at once, and names who differs', () => {
    const facts = (value: string) => ({
      facts: [
        { name: 'kernel', value, source: 'uname' },
        { name: 'tls', value: 'TLS 1.2', source: 'openssl' },
      ],
    });
    const bad = `${LINE}61 4 * * * x\n`;
    const { server, issues } = group(
      member('a', { over: facts('3.2'), crontab: bad }),
      member('b', { over: facts('3.2'), crontab: bad }),
      member('c', { over: facts('5.4') }),
    );
    expect(server.facts.map(({ name, value }) => [name, value])).toEqual([
      ['kernel', '3.2 (a, b); 5.4 (c)'],
      ['tls', 'TLS 1.2'],
    ]);
    // That nobody listed the processes is true of all, and said once.
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      ['bad-minute', expect.stringMatching(/^On a, b: /)],
      ['unreadable-file', 'ps.txt is not in the capture'],
    ]);
  });

  it('adds members that are named by their instance id', () => {
    const { server } = group(
      member('i-0bac4001e5b6a7f2b'),
      member('i-0bac4002e5b6a7f2c'),
      member('green'),
    );
    expect(server.instances.map(({ key }) => key)).toEqual([
      'i-0bac4001e5b6a7f2b',
      'i-0bac4002e5b6a7f2c',
    ]);
  });
});

describe('readMember', () => {
  it('keeps a place of which the new reading tells nothing, as long as it counts', () => {
    const before = member('a', { at: '2026-02-10T01:00:00Z' });
    const [crontab] = before.places;
    const after = readMember(
      before,
      {
        ...group(member('a')),
        member: 'a',
        capturedAt: '2026-02-12T01:00:00.000Z',
        items: [],
        places: [
          {
            ref: 'crontab:default/api/etc/crontab',
            complete: true,
            reason: null,
          },
        ],
      },
      { id: 'files', freshnessMs: DAY_MS },
    );
    expect(after.places).toContainEqual(crontab);
    expect(nextLapse(after, NOW)).toBe('2026-02-13T01:00:00.000Z');
    expect(nextLapse(after, '2026-02-14T00:00:00.000Z')).toBe(
      '2026-02-17T01:00:00.000Z',
    );
    expect(nextLapse(after, '2027-01-01T00:00:00.000Z')).toBeNull();
  });
});
