import type { InventoryItem } from './inventory';
import { matchInventory, type KnownLocation } from './matchInventory';

const FILE = 'crontab:default/bat000/var/spool/cron/crontabs/batch';
const ROLE = 'resource:default/bat000-scheduled-jobs';

function item(
  command: string,
  expression = '0 3 * * *',
  over: Partial<InventoryItem> & { ref?: string; key?: string } = {},
): InventoryItem {
  const { ref = FILE, key = command, ...rest } = over;
  return {
    kind: 'scheduled',
    name: command.split(' ').pop()!,
    roleRef: ROLE,
    ownerRef: null,
    description: null,
    schedule: { dialect: 'debian-cron', expression, timezone: 'Asia/Tokyo' },
    command,
    user: 'batch',
    location: { ref, key },
    state: 'active',
    detail: {},
    maskedSecrets: [],
    where: 'line 1',
    ...rest,
  };
}

function known(workloadId: string, of: InventoryItem): KnownLocation {
  const {
    location,
    kind,
    roleRef,
    name,
    command,
    schedule,
    user,
    description,
  } = of;
  return {
    workloadId,
    location,
    kind,
    roleRef,
    name,
    command,
    schedule,
    user,
    description,
  };
}

const rake = (task: string) => `cd /srv/app && bundle exec rake ${task}`;
const digest = item(rake('digest'));
const ranking = item(rake('ranking'), '15 4 * * *');
const before = [known('w-digest', digest), known('w-ranking', ranking)];

const idsOf = (items: InventoryItem[], of = before) =>
  matchInventory(of, items).matched.map(({ workloadId, changes }) => [
    workloadId,
    changes,
  ]);

describe('matchInventory', () => {
  it.each<[string, InventoryItem[], unknown]>([
    [
      'nothing changed',
      [digest, ranking],
      [
        ['w-digest', []],
        ['w-ranking', []],
      ],
    ],
    [
      'reordered',
      [ranking, digest],
      [
        ['w-ranking', []],
        ['w-digest', []],
      ],
    ],
    [
      'schedule changed',
      [item(rake('digest'), '5 3 * * *'), ranking],
      [
        ['w-digest', ['schedule']],
        ['w-ranking', []],
      ],
    ],
    [
      'disabled',
      [{ ...digest, state: 'idle' as const }, ranking],
      [
        ['w-digest', []],
        ['w-ranking', []],
      ],
    ],
    [
      'commented',
      [{ ...digest, description: 'まいにち' }, ranking],
      [
        ['w-digest', ['description']],
        ['w-ranking', []],
      ],
    ],
    [
      'command got a redirection',
      [
        { ...item(`${rake('digest')} >> /var/log/d.log 2>&1`), name: 'digest' },
        ranking,
      ],
      [
        ['w-digest', ['command']],
        ['w-ranking', []],
      ],
    ],
    [
      'command got another directory',
      [item('cd /opt/app && bundle exec rake digest'), ranking],
      [
        ['w-digest', ['command']],
        ['w-ranking', []],
      ],
    ],
    [
      'moved to another file',
      [
        item(rake('digest'), '0 3 * * *', {
          ref: 'crontab:default/bat000/etc/cron.d/digest',
        }),
        ranking,
      ],
      [
        ['w-digest', ['file']],
        ['w-ranking', []],
      ],
    ],
    [
      'also on a twin host',
      [
        item(rake('digest'), '0 3 * * *', {
          ref: 'crontab:default/bat999/var/spool/cron/crontabs/batch',
        }),
      ],
      [['w-digest', ['host']]],
    ],
  ])('keeps ids when %s', (_, items, expected) => {
    expect(idsOf(items)).toEqual(expected);
  });

  it('keeps schedules of one command apart when its lines change places', () => {
    const early = item('/opt/sync', '0 3 * * *', { key: 'h' });
    const late = item('/opt/sync', '0 15 * * *', { key: 'h#2' });
    const swapped = [
      { ...late, location: { ref: FILE, key: 'h' } },
      { ...early, location: { ref: FILE, key: 'h#2' } },
    ];
    expect(
      idsOf(swapped, [known('early', early), known('late', late)]),
    ).toEqual([
      ['late', []],
      ['early', []],
    ]);
  });

  it('keeps every id when a whole crontab moves to another directory', () => {
    const at = (directory: string) =>
      Array.from({ length: 3_000 }, (_, i) =>
        item(`cd ${directory} && bundle exec rake task${i}`),
      );
    const lines = at('/srv/app').map((one, i) => known(`w${i}`, one));
    const { added, matched } = matchInventory(lines, at('/opt/app'));
    expect(added).toEqual([]);
    expect(matched.map(({ workloadId }) => workloadId)).toEqual(
      lines.map(({ workloadId }) => workloadId),
    );
  });

  it('keeps the key of the second line of a command when the first is removed', () => {
    const early = item('/opt/sync', '0 3 * * *', { key: 'h' });
    const late = item('/opt/sync', '0 15 * * *', { key: 'h#2' });
    const now = { ...late, location: early.location };
    const { gone, locations } = matchInventory(
      [known('early', early), known('late', late)],
      [now],
      [{ ref: FILE, complete: true, reason: null }],
    );
    expect(locations.get(now)).toEqual(late.location);
    expect(gone).toEqual([{ workloadId: 'early', location: early.location }]);
  });

  it('takes another task of the same program for another job', () => {
    const match = matchInventory(
      before,
      [item(rake('cleanup')), ranking],
      [{ ref: FILE, complete: true, reason: null }],
    );
    expect(match.added.map(([first]) => first.name)).toEqual(['cleanup']);
    expect(match.gone.map(({ workloadId }) => workloadId)).toEqual([
      'w-digest',
    ]);
  });

  it('makes two identical lines two locations of one workload', () => {
    const second = {
      ...digest,
      location: { ref: FILE, key: `${digest.command}#2` },
    };
    expect(matchInventory([], [digest, second]).added).toEqual([
      [digest, second],
    ]);
    expect(
      matchInventory(before, [digest, second, ranking]).matched[1],
    ).toEqual({
      item: second,
      workloadId: 'w-digest',
      previous: null,
      changes: [],
    });
  });

  it('says that nothing is gone from a place that was not read completely', () => {
    const places = [{ ref: FILE, complete: false, reason: 'cut off' }];
    expect(matchInventory(before, [], places).gone).toEqual([]);
  });

  it.each([
    [true, ['w-digest'], ['w-ranking']],
    [false, [], []],
  ])(
    'tells what is newly gone from what still is: read completely %s',
    (complete, gone, stillGone) => {
      const knownBefore = before.map(one => ({
        ...one,
        absent: one.workloadId === 'w-ranking',
      }));
      const match = matchInventory(
        knownBefore,
        [],
        [{ ref: FILE, complete, reason: null }],
      );
      const ids = (found: typeof match.gone) =>
        found.map(({ workloadId }) => workloadId);
      expect(ids(match.gone)).toEqual(gone);
      expect(ids(match.stillGone)).toEqual(stillGone);
    },
  );

  it('recognises a declared line by host and file', () => {
    const declared = item(rake('digest'), '0 3 * * *', {
      ref: 'declared:default/bat000/crontabs/batch',
    });
    expect(idsOf([declared])).toEqual([['w-digest', []]]);
  });

  it('does not depend on the order of what is known', () => {
    const items = [item(rake('digest'), '1 3 * * *'), ranking];
    const forward = matchInventory(before, items);
    expect(matchInventory([...before].reverse(), items)).toEqual(forward);
  });

  it('takes back an edit of one line ten thousand times over', () => {
    const lines = (command: string) =>
      Array.from({ length: 10_000 }, (_, i) =>
        item(command, '* * * * *', { key: `${command}#${i}` }),
      );
    const { matched, added } = matchInventory(
      [
        ...lines('/bin/a -v').map(one => known('w', one)),
        ...lines('/bin/a').map(one => ({ ...known('w', one), absent: true })),
      ],
      lines('/bin/a'),
    );
    expect(added).toEqual([]);
    expect(matched).toHaveLength(10_000);
  });

  it('pairs a file of one line ten thousand times over in its order', () => {
    const items = Array.from({ length: 10_000 }, (_, i) =>
      item('/bin/a', '* * * * *', { key: `a#${i}` }),
    );
    const lines = items.map((one, i) => known(`w${i % 7}`, one));
    const { matched, added } = matchInventory(lines, items);
    expect(added).toEqual([]);
    expect(matched.map(({ workloadId }) => workloadId)).toEqual(
      lines.map(({ workloadId }) => workloadId),
    );
  });
});
