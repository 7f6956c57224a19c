import { captureJson, readCapture } from './testCapture';

const CRONTAB =
  '17 * * * * root cd / && run-parts --report /etc/cron.hourly\n' +
  '25 6 * * * root test -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.daily )\n';
const BACKUP = 'etc/cron.daily/backup';
const MODES = `755 ${BACKUP}\n`;

const jobs = (
  texts: Record<string, string>,
  options?: Parameters<typeof readCapture>[1],
) =>
  readCapture(texts, options).items.map(({ name, state, schedule, detail }) => [
    name,
    state,
    schedule?.expression ?? null,
    detail.reason ?? null,
  ]);

describe('scripts of cron.daily and its like', () => {
  it('run when the crontab says so, and stand for its line', () => {
    const { items } = readCapture({
      'etc/crontab': CRONTAB,
      [BACKUP]: '',
      'modes.txt': MODES,
    });
    // cron.hourly was not looked into: its line stays.
    expect(items.map(({ name }) => name)).toEqual([
      'backup',
      'run-parts /etc/cron.hourly',
    ]);
    expect(items[0]).toMatchObject({
      kind: 'scheduled',
      state: 'active',
      command: '/etc/cron.daily/backup',
      user: 'root',
      location: {
        ref: 'run-parts:default/bat000/etc/cron.daily',
        key: 'backup',
      },
      schedule: {
        dialect: 'debian-cron',
        expression: '25 6 * * *',
        timezone: 'Asia/Tokyo',
      },
      detail: { startedBy: 'etc/crontab, line 2' },
    });
  });

  it('keep their identity when the time changes', () => {
    const at = (expression: string) =>
      readCapture({
        'etc/crontab': `${expression} root run-parts /etc/cron.daily\n`,
        [BACKUP]: '#!/bin/sh\n',
        'modes.txt': MODES,
      }).items.find(({ name }) => name === 'backup')!.location;
    expect(at('0 3 * * *')).toEqual(at('30 4 * * *'));
  });

  it.each([
    ['backup', '755', 'active', null],
    ['backup', '0644', 'idle', /not executable/],
    ['backup', '-rwxr-xr-x', 'active', null],
    ['backup', '-rw-r--r--.', 'idle', /not executable/],
    ['backup.sh', '755', 'idle', /never runs/],
    ['backup.bak', '755', 'idle', /never runs/],
    ['backup~', '755', 'idle', /never runs/],
    ['Backup_2-x', '755', 'active', null],
  ])('of the name %s and the mode %s: %s', (name, mode, state, reason) => {
    const [item] = readCapture({
      'etc/crontab': CRONTAB,
      [`etc/cron.daily/${name}`]: '',
      'modes.txt': `${mode} /etc/cron.daily/${name}\n`,
    }).items;
    expect(item.state).toBe(state);
    expect(item.detail.reason ?? '').toMatch(reason ?? /^$/);
  });

  it('are a danger where the name alone keeps them from running', () => {
    const of = (name: string) =>
      readCapture({
        'etc/crontab': CRONTAB,
        [`etc/cron.daily/${name}`]: '',
        'modes.txt': `755 etc/cron.daily/${name}\n`,
      }).items[0].detail;
    expect(of('backup.sh')).toMatchObject({ fileIgnored: true, enabled: true });
    // Somebody put it aside on purpose.
    expect(of('backup.dpkg-old').fileIgnored).toBeUndefined();
  });

  it.each([
    ['backup.sh', 'active'],
    ['backup.rpmsave', 'idle'],
    ['backup~', 'idle'],
  ])("are judged by Red Hat's rules there: %s is %s", (name, state) => {
    const [item] = readCapture({
      'capture.json': captureJson({
        cron: { flavour: 'cronie', running: true },
      }),
      'etc/cron.d/0hourly': '01 * * * * root run-parts /etc/cron.hourly\n',
      [`etc/cron.hourly/${name}`]: '',
      'modes.txt': `755 etc/cron.hourly/${name}\n`,
    }).items;
    expect(item).toMatchObject({ name, state });
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['no mode is told', { 'etc/crontab': CRONTAB }, 'unknown', /modes\.txt/],
    ['nothing starts them', { 'modes.txt': MODES }, 'idle', /no captured/],
    [
      'the line is commented out',
      {
        'etc/crontab': '#25 6 * * * root run-parts /etc/cron.daily\n',
        'modes.txt': MODES,
      },
      'idle',
      /commented out/,
    ],
    [
      'a crontab could not be read',
      {
        'capture.json': captureJson({
          read: ['etc/cron.daily', 'etc/cron.d', 'modes.txt'],
        }),
        'modes.txt': MODES,
      },
      'unknown',
      /not every crontab/,
    ],
  ])('are not active where %s', (_, texts, state, reason) => {
    const [job] = jobs({ ...texts, [BACKUP]: '' });
    expect(job[1]).toBe(state);
    expect(job[3]).toMatch(reason);
  });

  it('are gone where their folder was read and they are not there', () => {
    const { places } = readCapture({}, { knownPaths: [BACKUP] });
    expect(places).toContainEqual({
      ref: 'run-parts:default/bat000/etc/cron.daily',
      complete: true,
      reason: null,
    });
    const unread = readCapture(
      { 'capture.json': captureJson({ read: ['var/spool/cron'] }) },
      { knownPaths: [BACKUP] },
    );
    expect(unread.places[0]).toMatchObject({ complete: false });
  });

  it('of the operating system are named, and no workloads unless a role names them', () => {
    const texts = {
      'etc/crontab': CRONTAB,
      'etc/cron.daily/logrotate': '',
      'etc/cron.daily/.placeholder': '',
      'modes.txt': '755 etc/cron.daily/logrotate\n',
    };
    const { items, issues } = readCapture(texts);
    expect(items.map(({ name }) => name)).toEqual([
      'run-parts /etc/cron.hourly',
    ]);
    expect(issues).toContainEqual(
      expect.objectContaining({
        code: 'of-the-distribution',
        message: expect.stringContaining('logrotate'),
      }),
    );
    expect(
      jobs(texts, {
        yaml: 'roles:\n  - { name: logs, type: scheduled-jobs, kind: scheduled, crontabs: [cron.daily/logrotate] }\n',
      })[0],
    ).toEqual(['logrotate', 'active', '25 6 * * *', null]);
  });

  it('ran when their line did, as the log tells', () => {
    const { runs, runRanges } = readCapture({
      'etc/crontab': '25 6 * * * root run-parts /etc/cron.daily\n',
      [BACKUP]: '',
      'modes.txt': MODES,
      'var/log/syslog': [
        'Feb 12 06:20:01 bat000 CRON[1]: (root) CMD (other)',
        'Feb 12 06:25:01 bat000 CRON[2]: (root) CMD (run-parts /etc/cron.daily)',
        'Feb 12 07:00:01 bat000 CRON[3]: (root) CMD (other)',
        '',
      ].join('\n'),
    });
    const location = {
      ref: 'run-parts:default/bat000/etc/cron.daily',
      key: 'backup',
    };
    expect(runs).toEqual([
      expect.objectContaining({
        location,
        scheduledFor: '2026-02-11T21:25:00.000Z',
        outcome: 'unknown',
        endedAt: null,
      }),
    ]);
    expect(runRanges).toEqual([expect.objectContaining({ location })]);
  });
});

describe('an anacrontab', () => {
  const ANACRON = [
    'SHELL=/bin/sh',
    'RANDOM_DELAY=45',
    'START_HOURS_RANGE=3-22',
    '1 5 cron.daily nice run-parts /etc/cron.daily',
    '7 25 weekly.report /srv/bin/report --password=hunter22',
    '@monthly 45 billing /srv/bin/bill',
    '',
  ].join('\n');

  const RED_HAT = {
    'capture.json': captureJson({ cron: { flavour: 'cronie', running: true } }),
    'etc/cron.d/0hourly': '01 * * * * root run-parts /etc/cron.hourly\n',
    'etc/cron.hourly/0anacron': '',
    'etc/anacrontab': ANACRON,
    [BACKUP]: '',
    'modes.txt': `755 etc/cron.hourly/0anacron\n${MODES}`,
  };

  it('starts jobs at the earliest when its range of hours and their delay allow', () => {
    expect(jobs(RED_HAT)).toEqual([
      ['backup', 'active', '6 3 * * *', null],
      ['weekly.report', 'active', null, null],
      ['billing', 'active', '46 3 1 * *', null],
    ]);
  });

  it('hides credentials and says what its times cannot tell', () => {
    const { items, issues } = readCapture(RED_HAT);
    expect(JSON.stringify(items)).not.toContain('hunter22');
    expect(items[1].location).toEqual({
      ref: 'anacron:default/bat000/etc/anacrontab',
      key: 'weekly.report',
    });
    expect(issues.map(({ code, line }) => [code, line])).toEqual(
      expect.arrayContaining([
        ['counts-from-last-run', 5],
        ['randomized-delay', 5],
        ['randomized-delay', 6],
      ]),
    );
  });

  it("takes over from Debian's line, which then starts nothing", () => {
    expect(
      jobs({
        'etc/crontab': CRONTAB,
        'etc/cron.d/anacron':
          '30 7 * * * root [ -x /etc/init.d/anacron ] && invoke-rc.d anacron start\n',
        'etc/anacrontab': '1 5 cron.daily run-parts --report /etc/cron.daily\n',
        [BACKUP]: '',
        'modes.txt': MODES,
      })[0],
    ).toEqual(['backup', 'active', '35 7 * * *', null]);
  });

  it.each([
    ['1 5 only-three', 'is no job'],
    ['x 5 id cmd', 'The period'],
    ['1 x id cmd', 'The delay'],
    ['START_HOURS_RANGE=22-3', 'two hours'],
    ['RANDOM_DELAY=soon', 'number of minutes'],
  ])('keeps its place open at the line %s', (line, words) => {
    const { places, issues } = readCapture({
      'etc/anacrontab': `# a\n${line}\n`,
    });
    expect(places[0]).toMatchObject({ complete: false });
    expect(issues).toContainEqual(
      expect.objectContaining({
        line: 2,
        message: expect.stringContaining(words),
      }),
    );
  });
});
