import { capturedInventory, jobPathsOf } from './capturedInventory';
import { declaredInventory } from './declaredInventory';
import type { InventoryFile, InventoryFiles } from './files';
import { memoryMibOf } from './memory';
import { describeUnknownServer, parseServerYaml } from './serverYaml';

const CRONTAB = 'var/spool/cron/crontabs/batch';

const filesOf = (
  texts: Record<string, string | InventoryFile>,
): InventoryFiles =>
  new Map(
    Object.entries(texts).map(([path, file]) => [
      path,
      typeof file === 'string' ? { readable: true, text: file } : file,
    ]),
  );

const captureJson = (changes: object = {}) =>
  JSON.stringify({
    host: 'bat000',
    capturedAt: '2026-02-12T10:20:00+09:00',
    cron: { flavour: 'debian', running: true },
    timezone: 'Asia/Tokyo',
    read: ['var/spool/cron', 'etc', 'ps.txt', 'tools', 'config'],
    ...changes,
  });

const read = (
  texts: Record<string, string | InventoryFile>,
  options: { knownPaths?: string[]; yaml?: string } = {},
) =>
  capturedInventory({
    description: options.yaml
      ? parseServerYaml(options.yaml, { folder: 'bat000' })
      : describeUnknownServer('bat000'),
    files: filesOf({ 'capture.json': captureJson(), ...texts }),
    knownPaths: options.knownPaths ?? [],
    timezone: 'UTC',
  });

describe('jobs of a captured crontab', () => {
  it('stand at their file and keep their key when the schedule changes', () => {
    const [before] = read({ [CRONTAB]: '0 3 * * * bin/batch A\n' }).items;
    const [after] = read({
      [CRONTAB]: '# moved\n\n30 4 * * * bin/batch A\n',
    }).items;
    expect(before).toMatchObject({
      kind: 'scheduled',
      state: 'active',
      user: 'batch',
      location: { ref: `crontab:default/bat000/${CRONTAB}` },
      schedule: { expression: '0 3 * * *', timezone: 'Asia/Tokyo' },
      where: `${CRONTAB}, line 1`,
    });
    expect(after.location).toEqual(before.location);
  });

  it('are idle when commented out', () => {
    const [item] = read({ [CRONTAB]: '#0 3 * * * bin/batch A\n' }).items;
    expect(item).toMatchObject({ state: 'idle', detail: { line: 1 } });
    expect(item.detail.enabled).toBeUndefined();
  });

  it('are idle and switched on in a file that cron ignores', () => {
    const { items, places, issues } = read({
      'etc/cron.d/mon': '0 3 * * * root bin/a\n*/1o * * * * root bin/b\n',
    });
    expect(items).toEqual([
      expect.objectContaining({
        state: 'idle',
        user: 'root',
        detail: expect.objectContaining({ fileIgnored: true, enabled: true }),
      }),
    ]);
    expect(issues).toEqual([
      expect.objectContaining({
        line: 2,
        column: 3,
        severity: 'error',
        path: 'etc/cron.d/mon',
      }),
    ]);
    // The line that cannot be read may be a known job: it is not gone.
    expect(places).toEqual([expect.objectContaining({ complete: false })]);
  });

  it('are idle when no cron runs', () => {
    const { items } = read({
      [CRONTAB]: '0 3 * * * bin/a\n',
      'capture.json': captureJson({
        cron: { flavour: 'debian', running: false },
      }),
    });
    expect(items[0]).toMatchObject({
      state: 'idle',
      detail: { enabled: true },
    });
  });

  it.each([
    ['the last line without a newline', '0 3 * * * a\n0 4 * * * b', 'batch'],
    ['a line that only root may write', '0 3 * * * a\n-0 4 * * * b\n', 'batch'],
  ])('are idle where cronie skips %s', (_, text, user) => {
    const { items } = read({
      [`var/spool/cron/${user}`]: text,
      'capture.json': captureJson({
        cron: { flavour: 'cronie', running: true },
      }),
    });
    expect(items.map(({ state }) => state)).toEqual(['active', 'idle']);
    expect(items[1].detail).toMatchObject({
      enabled: true,
      reason: expect.stringMatching(/cronie (?:ignores|skips) this line/),
    });
  });

  it("run as cronie's root writes them", () => {
    const { items } = read({
      'var/spool/cron/root': '-0 4 * * * b\n',
      'capture.json': captureJson({
        cron: { flavour: 'cronie', running: true },
      }),
    });
    expect(items[0].state).toBe('active');
  });

  it('never carry a credential', () => {
    const inventory = read({
      [CRONTAB]:
        'DB_PASSWORD=hunter2\n# uses password=hunter3\n0 3 * * * mysql -u a -phunter4 db\n#0 4 * * * curl -H "Authorization: Bearer hunter5" https://x\n',
    });
    expect(JSON.stringify(inventory)).not.toMatch(/hunter/);
    expect(inventory.items[0].maskedSecrets.length).toBeGreaterThan(0);
  });

  it('belong to a made role where nobody described one', () => {
    const { items, roles } = read({ [CRONTAB]: '0 3 * * * bin/a\n' });
    expect(items[0].roleRef).toBe('resource:default/bat000-scheduled-jobs');
    expect(roles.map(role => role.ref)).toEqual([items[0].roleRef]);
  });
});

describe('places', () => {
  const yaml =
    'roles: [{ name: w, kind: resident, workloads: [{ name: a, process: bin/worker A }] }]';

  it.each([
    ['a file that is gone from a folder that was read', {}, true],
    [
      'a file in a folder that the collector did not read',
      { read: ['ps.txt'] },
      false,
    ],
    [
      'a file that the collector could not read',
      { notRead: [{ path: CRONTAB, reason: 'Permission denied' }] },
      false,
    ],
  ])('%s', (_name, changes, complete) => {
    const { places } = read(
      { 'capture.json': captureJson(changes) },
      { knownPaths: [CRONTAB] },
    );
    expect(places).toEqual([
      expect.objectContaining({
        ref: `crontab:default/bat000/${CRONTAB}`,
        complete,
      }),
    ]);
  });

  it('are not complete where a file or its folder cannot be read', () => {
    const unreadable: InventoryFile = {
      readable: false,
      reason: 'no permission',
    };
    const files = { [CRONTAB]: unreadable, 'etc/cron.d': unreadable };
    const { places, issues } = read(files, { knownPaths: ['etc/cron.d/news'] });
    expect(places.map(place => [place.complete, place.reason])).toEqual([
      [false, 'no permission'],
      [false, 'no permission'],
    ]);
    expect(issues).toEqual([
      expect.objectContaining({ code: 'unreadable-file' }),
    ]);
  });

  it.each([
    ['USER PID COMMAND\nb 1 ruby bin/worker A\n', 1, true],
    ['USER PID COMMAND\nb 1 ruby bin/worker B\n', 0, true],
    ['USER PID COMMAND\n???\n', 0, false],
    [undefined, 0, false],
  ])('processes of %j: %d seen, complete: %s', (text, count, complete) => {
    const { items, places } = read(
      text === undefined ? {} : { 'ps.txt': text },
      { yaml },
    );
    expect(items).toHaveLength(count);
    expect(places).toEqual([
      expect.objectContaining({ ref: 'process:default/bat000', complete }),
    ]);
  });
});

it('refuses a capture without capture.json', () => {
  expect(() =>
    capturedInventory({
      description: describeUnknownServer('bat000'),
      files: filesOf({ [CRONTAB]: '' }),
      knownPaths: [],
      timezone: 'UTC',
    }),
  ).toThrow('capture.json is missing');
});

it('gives a declared line the key that the host’s line has', () => {
  const text = '0 3 * * * bin/batch A\n';
  const declared = declaredInventory({
    description: describeUnknownServer('bat000'),
    files: filesOf({ 'crontabs/batch': text }),
    readAt: '2026-02-12T01:24:00.000Z',
    timezone: 'Asia/Tokyo',
  });
  expect(declared.items[0].location).toEqual({
    ref: 'declared:default/bat000/crontabs/batch',
    key: read({ [CRONTAB]: text }).items[0].location.key,
  });
  expect(declared.places).toEqual([
    {
      ref: 'declared:default/bat000/crontabs/batch',
      complete: true,
      reason: null,
    },
  ]);
});

it('reports a scheduler file that server.yaml names and nobody has', () => {
  const { places, issues } = declaredInventory({
    description: parseServerYaml(
      'roles: [{ name: job-scheduler, kind: scheduled, schedulers: [config/s.yml] }]',
      { folder: 'b' },
    ),
    files: filesOf({}),
    readAt: '2026-02-12T01:24:00.000Z',
    timezone: 'UTC',
  });
  expect(places[0].complete).toBe(false);
  expect(issues[0].message).toContain('config/s.yml');
});

describe('a file of sidekiq-scheduler that no role names', () => {
  const FILE = 'srv/app/config/sidekiq-scheduler.yml';
  const TEXT = 'Digest:\n  cron: "0 8 * * *"\n  class: DigestJob\n';
  const rolesOf = ({ items }: { items: Array<{ roleRef: string }> }) =>
    items.map(({ roleRef }) => roleRef);

  it('is found by its name, in a role that is made for it', () => {
    const found = read(
      { [FILE]: TEXT, 'srv/app/config/sidekiq.yml': TEXT },
      { knownPaths: [] },
    );
    expect(found.items).toMatchObject([
      { name: 'Digest', kind: 'scheduled', where: `${FILE}, line 1` },
    ]);
    expect(rolesOf(found)).toEqual(['resource:default/bat000-job-scheduler']);
    expect(found.roles).toMatchObject([{ type: 'job-scheduler' }]);
    expect(
      jobPathsOf(filesOf({ [FILE]: TEXT }), describeUnknownServer('bat000')),
    ).toEqual([FILE]);
  });

  it('belongs to the role for it where there is one, also in Git', () => {
    const yaml =
      'roles: [{ name: sidekiq, type: job-scheduler, kind: scheduled }]';
    expect(rolesOf(read({ [FILE]: TEXT }, { yaml }))).toEqual([
      'resource:default/bat000-sidekiq',
    ]);
    const declared = declaredInventory({
      description: parseServerYaml(yaml, { folder: 'bat000' }),
      files: filesOf({ 'config/sidekiq-scheduler.yml': TEXT }),
      readAt: '2026-02-12T01:24:00.000Z',
      timezone: 'UTC',
    });
    expect(rolesOf(declared)).toEqual(['resource:default/bat000-sidekiq']);
  });
});

describe('what the host tells of runs', () => {
  const TOOLS = [
    'ref: bat000',
    'roles:',
    '  - name: tools',
    '    kind: on-demand',
    '    workloads:',
    '      - { name: push, kind: on-demand, command: bin/push, location: { ref: "tool:default/bat000", key: push } }',
  ].join('\n');

  it('is found in the log of cron, in the zone of the host', () => {
    const { runs, runRanges } = read({
      [CRONTAB]: '*/5 * * * * bin/batch A\n',
      'var/log/cron.log':
        'Feb 12 10:00:01 bat000 CRON[7]: (batch) CMD (bin/batch A)\n' +
        'Feb 12 10:15:01 bat000 CRON[9]: (batch) CMD (bin/batch A)\n',
      'capture.json': captureJson({ read: ['var/spool/cron', 'var/log'] }),
    });
    expect(runs).toMatchObject([
      { scheduledFor: '2026-02-12T01:00:00.000Z', outcome: 'unknown' },
      { scheduledFor: '2026-02-12T01:15:00.000Z', outcome: 'unknown' },
    ]);
    expect(runRanges).toMatchObject([
      {
        location: { ref: `crontab:default/bat000/${CRONTAB}` },
        from: '2026-02-12T01:00:01.000Z',
        until: '2026-02-12T01:15:01.000Z',
      },
    ]);
  });

  it('is nothing that a log which was not read to its end lacks', () => {
    const { runs, runRanges } = read({
      [CRONTAB]: '*/5 * * * * bin/batch A\n',
      'var/log/cron.log':
        'Feb 12 10:00:01 bat000 CRON[7]: (batch) CMD (bin/batch A)\n',
    });
    expect([runs?.length, runRanges]).toEqual([1, undefined]);
  });

  it('is found in the uses of tools', () => {
    const { items, runs } = read(
      {
        'capture.json': captureJson({
          tools: [
            {
              name: 'push',
              path: '/opt/push',
              startable: true,
              uses: [
                { at: '2026-02-12T07:12:00+09:00', by: 'mori', seconds: 90 },
                { at: '2026-02-11T07:12:00+09:00', by: 'mori' },
              ],
            },
          ],
        }),
      },
      { yaml: TOOLS },
    );
    expect(items[0].detail.lastUsedAt).toBe('2026-02-11T22:12:00.000Z');
    expect(runs).toEqual([
      {
        location: { ref: 'tool:default/bat000', key: 'push' },
        scheduledFor: null,
        startedAt: '2026-02-11T22:12:00.000Z',
        endedAt: '2026-02-11T22:13:30.000Z',
        outcome: 'unknown',
        externalId: 'bat000:push:mori:2026-02-11T22:12:00.000Z',
      },
      expect.objectContaining({ endedAt: null }),
    ]);
  });
});

describe('memory in a capture', () => {
  const LINES = '# job: ranking\n15 4 * * * bin/a\n';

  it.each<[string, string | null]>([
    ['MemTotal:        7629464 kB\nMemFree: 1 kB\n', '7450'],
    ['MemTotal: 0 kB\n', null],
    ['MemFree: 1 kB\n', null],
    ['Mem: 7629464 kB\n', null],
  ])('%j is %s MiB', (text, mib) => {
    const { server } = read({ 'proc/meminfo': text });
    const facts = server.facts.filter(({ name }) => name === 'memory-mib');
    expect(facts.map(({ value }) => value)).toEqual(mib === null ? [] : [mib]);
    expect(memoryMibOf(server)).toBe(mib === null ? null : Number(mib));
  });

  it('is not known where facts contradict each other, unless the host says it', () => {
    const fact = (value: string, source: string) => ({
      ...{ name: 'memory-mib', value, source, observedAt: null },
    });
    const listed = [fact('7000', 'list'), fact('8000', 'wiki')];
    expect(memoryMibOf({ facts: listed })).toBeNull();
    expect(
      memoryMibOf({ facts: [...listed, fact('7450', 'proc/meminfo')] }),
    ).toBe(7450);
  });

  it('stands beside the job that was measured, the largest of several', () => {
    const peak = (name: string, mib: number) => ({ name, mib, source: 'time' });
    const { items, issues } = read({
      [CRONTAB]: LINES,
      'capture.json': captureJson({
        peaks: [peak('ranking', 900), peak('ranking', 300.5), peak('typo', 1)],
      }),
    });
    expect(items[0].detail).toMatchObject({ peakMib: 900, peakSource: 'time' });
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      ['peak-of-no-item', expect.stringContaining('typo')],
    ]);
  });
});

describe('a capture of one host of a group', () => {
  it('says which host, and takes its name into the ids of runs', () => {
    const inventory = read({
      [CRONTAB]: '15 4 * * * bin/a\n',
      'var/log/syslog': 'Feb 12 04:15:01 bat000 CRON[7]: (batch) CMD (bin/a)\n',
      'capture.json': captureJson({ member: 'i-1', members: ['i-2', 'i-1'] }),
    });
    expect(inventory).toMatchObject({ member: 'i-1', members: ['i-1', 'i-2'] });
    expect(inventory.runs?.map(({ externalId }) => externalId)).toEqual([
      'i-1:7:2026-02-11T19:15:01.000Z',
    ]);
  });

  it.each(['bat000', 'resource:default/BAT000'])(
    'that is of the server %s belongs here',
    server => {
      const reading = () => read({ 'capture.json': captureJson({ server }) });
      expect(reading).not.toThrow();
    },
  );

  it('that is of another server does not', () => {
    const reading = () =>
      read({ 'capture.json': captureJson({ server: 'bat001' }) });
    expect(reading).toThrow(/folder of resource:default\/bat000/);
  });
});
