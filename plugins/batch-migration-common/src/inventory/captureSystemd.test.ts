import { captureJson, readCapture } from './testCapture';

const TIMER = 'etc/systemd/system/report.timer';
const SERVICE = 'etc/systemd/system/report.service';
const WANTS = 'etc/systemd/system/timers.target.wants/report.timer';
const EVERY_NIGHT =
  '[Unit]\nDescription=Nightly report\n[Timer]\nOnCalendar=*-*-* 03:00\n[Install]\nWantedBy=timers.target\n';
const REPORT =
  '[Service]\nType=oneshot\nUser=app\nEnvironment=API_TOKEN=hunter22 MODE=full\nExecStart=/srv/bin/report --all\n';

const unitFiles = (state: string) =>
  `UNIT FILE STATE VENDOR PRESET\nreport.timer ${state} enabled\n\n1 unit files listed.\n`;
const LISTED =
  'NEXT LEFT LAST PASSED UNIT ACTIVATES\n' +
  'Fri 2026-02-13 03:00:00 JST 16h left Thu 2026-02-12 03:00:00 JST 7h ago report.timer report.service\n' +
  '\n1 timers listed.\n';

const only = (texts: Parameters<typeof readCapture>[0]) => {
  const { items } = readCapture(texts);
  expect(items).toHaveLength(1);
  return items[0];
};

describe('timers of systemd', () => {
  it('are jobs with the schedule of the timer and the command of its service', () => {
    const item = only({ [TIMER]: EVERY_NIGHT, [SERVICE]: REPORT, [WANTS]: '' });
    expect(item).toMatchObject({
      kind: 'scheduled',
      name: 'report',
      description: 'Nightly report',
      state: 'active',
      user: 'app',
      command: '/srv/bin/report --all',
      location: { ref: 'systemd:default/bat000', key: 'report.timer' },
      schedule: { dialect: 'systemd', timezone: 'Asia/Tokyo' },
      maskedSecrets: ['API_TOKEN'],
      where: `${TIMER}, line 4`,
    });
    expect(JSON.stringify(item)).not.toContain('hunter22');
  });

  it('keep their identity when schedule, command and folder change', () => {
    const before = only({ [TIMER]: EVERY_NIGHT, [SERVICE]: REPORT });
    const after = only({
      'lib/systemd/system/report.timer': EVERY_NIGHT.replace('03:00', '04:30'),
      'lib/systemd/system/report.service': REPORT.replace('--all', '--some'),
    });
    expect(after.location).toEqual(before.location);
    expect(after.command).not.toBe(before.command);
  });

  it('take drop-ins, also of their service', () => {
    const item = only({
      [TIMER]: EVERY_NIGHT,
      [SERVICE]: REPORT,
      [`${TIMER}.d/time.conf`]:
        '[Timer]\nOnCalendar=\nOnCalendar=*-*-* 05:00\n',
      [`${SERVICE}.d/user.conf`]: '[Service]\nUser=batch\n',
    });
    expect(item.schedule?.expression).toBe('*-*-* 05:00');
    expect(item.user).toBe('batch');
  });

  it.each<[string, Record<string, string>, string, RegExp | null]>([
    ['a wants link stands', { [WANTS]: '' }, 'active', null],
    ['none stands, and all were read', {}, 'idle', /not enabled/],
    [
      'systemctl calls it enabled',
      { 'systemctl-unit-files.txt': unitFiles('enabled') },
      'active',
      null,
    ],
    [
      'systemctl calls it disabled',
      { 'systemctl-unit-files.txt': unitFiles('disabled') },
      'idle',
      /not enabled/,
    ],
    [
      'systemctl calls it masked',
      { 'systemctl-unit-files.txt': unitFiles('masked'), [WANTS]: '' },
      'idle',
      /masked/,
    ],
    ['it has a next time', { 'systemctl-timers.txt': LISTED }, 'active', null],
    [
      'it is enabled and was stopped',
      {
        'systemctl-timers.txt': LISTED.replace(/^Fri.*left/m, 'n/a n/a'),
        [WANTS]: '',
      },
      'idle',
      /no next time/,
    ],
    [
      'systemd has not loaded it',
      {
        'systemctl-timers.txt': LISTED.replace(/report/g, 'other'),
        [WANTS]: '',
      },
      'idle',
      /not started/,
    ],
    [
      'nobody tells',
      { 'capture.json': captureJson({ read: ['lib/systemd/system'] }) },
      'unknown',
      /neither/,
    ],
  ])('where %s: %#', (_, texts, state, reason) => {
    const item = only({ [TIMER]: EVERY_NIGHT, [SERVICE]: REPORT, ...texts });
    expect(item.state).toBe(state);
    expect(item.detail.reason ?? '').toMatch(reason ?? /^$/);
  });

  it('of a template are its instances', () => {
    const { items } = readCapture({
      'etc/systemd/system/feed@.timer': EVERY_NIGHT,
      'etc/systemd/system/feed@.service':
        '[Service]\nType=oneshot\nExecStart=/srv/bin/feed %i\n',
      'etc/systemd/system/timers.target.wants/feed@a.timer': '',
      'etc/systemd/system/timers.target.wants/feed@b.timer': '',
    });
    expect(items.map(({ location, state }) => [location.key, state])).toEqual([
      ['feed@a.timer', 'active'],
      ['feed@b.timer', 'active'],
    ]);
  });

  it('of the distribution are left to it, and said so', () => {
    const { items, issues } = readCapture({
      'lib/systemd/system/apt-daily.timer': EVERY_NIGHT,
      'lib/systemd/system/apt-daily.service': REPORT,
    });
    expect(items).toEqual([]);
    expect(issues).toEqual([
      expect.objectContaining({
        code: 'of-the-distribution',
        message: expect.stringContaining('apt-daily.timer'),
      }),
    ]);
  });

  it('are gone where all folders of units were read, and open where one was not', () => {
    const placeWhere = (read: string[]) =>
      readCapture(
        { 'capture.json': captureJson({ read }) },
        { knownPaths: [TIMER, SERVICE] },
      ).places;
    expect(placeWhere(['etc', 'usr/lib/systemd/system'])).toEqual([
      { ref: 'systemd:default/bat000', complete: true, reason: null },
    ]);
    expect(placeWhere(['etc'])).toEqual([
      expect.objectContaining({ complete: false }),
    ]);
  });

  it('tell their issues with file and line', () => {
    const { issues } = readCapture({
      [TIMER]: '[Timer]\nOnCalendar=nonsense\n',
      [SERVICE]: REPORT,
    });
    expect(issues).toContainEqual(
      expect.objectContaining({ path: TIMER, line: 2, severity: 'error' }),
    );
  });
});

describe('services of systemd', () => {
  const WORKER = 'etc/systemd/system/worker.service';
  const RUNS =
    '[Unit]\nDescription=Worker\n[Service]\nUser=app\nExecStart=-/usr/bin/ruby "/srv/app/worker.rb" --queue=$QUEUE\n';
  const PS = 'USER PID COMMAND\n';
  const units = (active: string, sub: string) =>
    `UNIT LOAD ACTIVE SUB DESCRIPTION\n● worker.service loaded ${active} ${sub} Worker\n\nLOAD   = Reflects\n1 loaded units listed.\n`;

  it.each<[string, Record<string, string>, string]>([
    [
      'a process has its command',
      { 'ps.txt': `${PS}app 7 /usr/bin/ruby /srv/app/worker.rb --queue=a\n` },
      'active',
    ],
    [
      'no process has it',
      { 'ps.txt': `${PS}app 7 sidekiq 5.2 app [0 of 25 busy]\n` },
      'unknown',
    ],
    [
      'systemctl says so',
      { 'systemctl-units.txt': units('active', 'running') },
      'active',
    ],
    [
      'systemctl says that it failed',
      { 'systemctl-units.txt': units('failed', 'failed') },
      'idle',
    ],
    [
      'systemctl does not list it',
      {
        'systemctl-units.txt': units('active', 'running').replace(
          'worker.',
          'x.',
        ),
      },
      'idle',
    ],
  ])('are workers where %s: %#', (_, texts, state) => {
    expect(only({ [WORKER]: RUNS, ...texts })).toMatchObject({
      kind: 'resident',
      name: 'worker',
      state,
      location: { ref: 'systemd:default/bat000', key: 'worker.service' },
      roleRef: 'resource:default/bat000-queue-worker',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['packages bring', { 'lib/systemd/system/ssh.service': RUNS }],
    ['timers start', { [TIMER]: EVERY_NIGHT, [SERVICE]: RUNS }],
    ['end by themselves', { [WORKER]: `${RUNS}Type=oneshot\n` }],
    [
      'are links to those of packages',
      {
        'lib/systemd/system/rsyslog.service': RUNS,
        'etc/systemd/system/syslog.service': RUNS,
      },
    ],
    ['are masked', { [WORKER]: '' }],
    ['are templates', { 'etc/systemd/system/worker@.service': RUNS }],
  ])('are none that %s', (_, texts) => {
    const { items } = readCapture(texts);
    expect(items.filter(({ kind }) => kind === 'resident')).toEqual([]);
  });

  it('are not told twice where somebody described the worker', () => {
    const { items } = readCapture(
      {
        [WORKER]: RUNS,
        'ps.txt': `${PS}app 7 /usr/bin/ruby /srv/app/worker.rb --queue=a\n`,
      },
      {
        yaml: 'roles:\n  - name: queue-worker\n    kind: resident\n    workloads: [{ name: news, process: worker.rb }]\n',
      },
    );
    expect(items.map(({ name, location }) => [name, location.ref])).toEqual([
      ['news', 'process:default/bat000'],
    ]);
  });
});
