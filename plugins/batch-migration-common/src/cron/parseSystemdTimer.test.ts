import { nextOccurrences, scheduleProblem } from './occurrences';
import {
  parseSystemdTimer,
  type SystemdTimerOptions,
} from './parseSystemdTimer';

const read = (text: string, options: Partial<SystemdTimerOptions> = {}) =>
  parseSystemdTimer(text, {
    unit: 'report.timer',
    timezone: 'Asia/Tokyo',
    ...options,
  });

const timer = (...lines: string[]) =>
  ['[Timer]', ...lines, '[Install]', 'WantedBy=timers.target', ''].join('\n');

const expressionsOf = (text: string, options?: Partial<SystemdTimerOptions>) =>
  read(text, options).job?.triggers.map(
    ({ scheduleSpec }) => scheduleSpec.expression,
  );

const codesOf = (text: string, options?: Partial<SystemdTimerOptions>) =>
  read(text, options).issues.map(
    ({ severity, code, line, column }) =>
      `${severity} ${code} ${line}:${column}`,
  );

it('reads a timer with its service', () => {
  const { job, issues, service } = read(
    [
      '[Unit]',
      'Description=Nightly report',
      '',
      '[Timer]',
      '# every night',
      'OnCalendar=*-*-* 03:15',
      'OnCalendar = Sun 06:00 UTC',
      'RandomizedDelaySec=10min',
      'Persistent=true',
      '[Install]',
      'WantedBy=timers.target',
    ].join('\n'),
    {
      service: [
        '[Service]',
        'Type=oneshot',
        'User=app',
        'WorkingDirectory=/srv/app',
        'Environment="RAILS_ENV=production" MODE=\'all of it\'',
        'ExecStart=/usr/bin/bundle exec \\',
        '  rake report',
        'ExecStart=-/bin/echo done',
      ].join('\n'),
    },
  );
  expect(job).toEqual({
    line: 6,
    name: 'Nightly report',
    unit: 'report.timer',
    isTemplate: false,
    activates: 'report.service',
    triggers: [
      {
        line: 6,
        file: 0,
        setting: 'OnCalendar',
        scheduleSpec: {
          dialect: 'systemd',
          expression: '*-*-* 03:15',
          timezone: 'Asia/Tokyo',
        },
      },
      {
        line: 7,
        file: 0,
        setting: 'OnCalendar',
        scheduleSpec: {
          dialect: 'systemd',
          expression: 'Sun 06:00 UTC',
          timezone: 'UTC',
        },
      },
    ],
    timezone: 'Asia/Tokyo',
    persistent: true,
    randomizedDelaySeconds: 600,
    fixedRandomDelay: false,
    accuracySeconds: 60,
    command: '/usr/bin/bundle exec    rake report && -/bin/echo done',
    user: 'app',
    workingDirectory: '/srv/app',
    environment: { RAILS_ENV: 'production', MODE: 'all of it' },
    description: 'Nightly report',
  });
  expect(issues.map(({ code, line }) => `${code} ${line}`)).toEqual([
    'randomized-delay 8',
    'persistent 9',
  ]);
  expect(service?.lines).toEqual([
    'section',
    ...Array(5).fill('setting'),
    'continuation',
    'setting',
  ]);
});

describe('lines', () => {
  it.each<[string, string, string[]]>([
    [
      'line ends of DOS',
      '[Timer]\r\nOnCalendar=daily\r\n',
      ['section', 'setting'],
    ],
    [
      'no newline at the end',
      '[Timer]\nOnCalendar=daily',
      ['section', 'setting'],
    ],
    ['both marks of a comment', '# a\n ; b\n', ['comment', 'comment']],
    [
      'a comment within a continued setting',
      '[Timer]\nOnCalendar=Mon \\\n# why\n  9:00\n\n',
      ['section', 'setting', 'comment', 'continuation', 'blank'],
    ],
    [
      'a setting that goes on until the end',
      '[Timer]\nOnCalendar=daily\\',
      ['section', 'setting'],
    ],
    ['no setting', '[Timer]\nOnCalendar daily\n', ['section', 'unreadable']],
    ['a byte order mark', '\uFEFF[Timer]\n', ['section']],
    ['a NUL byte', '[Timer]\nA=\0\n', ['section', 'unreadable']],
    ['nothing', '', []],
  ])('%s', (_, text, kinds) => {
    expect(read(text).lines).toEqual(kinds);
  });

  it('joins what is continued', () => {
    expect(
      expressionsOf('[Timer]\r\nOnCalendar=Mon \\\r\n# why\r\n  9:00\r\n'),
    ).toEqual(['Mon    9:00']);
  });
});

describe('triggers', () => {
  it.each<[string, string[], string[]]>([
    [
      'several calendars',
      ['OnCalendar=9:00', 'OnCalendar=18:00'],
      ['9:00', '18:00'],
    ],
    [
      'the empty assignment, which takes back every kind',
      [
        'OnBootSec=5min',
        'OnCalendar=9:00',
        'OnUnitActiveSec=',
        'OnCalendar=18:00',
      ],
      ['18:00'],
    ],
    [
      'spans after events',
      ['OnBootSec=15min', 'OnUnitActiveSec=1d'],
      ['OnBootSec=15min', 'OnUnitActiveSec=1d'],
    ],
    [
      'what systemd cannot read',
      ['OnCalendar=25:00', 'OnCalendar=daily'],
      ['daily'],
    ],
    [
      'an escaped percent sign',
      ['OnCalendar=daily', 'Unit=a%%b.service'],
      ['daily'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(expressionsOf(timer(...lines))).toEqual(expected);
  });

  it.each([
    'OnActiveSec',
    'OnBootSec',
    'OnStartupSec',
    'OnUnitActiveSec',
    'OnUnitInactiveSec',
  ])('%s has no times that are known', setting => {
    const { job, issues } = read(timer(`${setting}=1h 30min`));
    expect(scheduleProblem(job!.triggers[0].scheduleSpec)).toMatch(
      /counts from when/,
    );
    expect(issues.map(({ code }) => code)).toEqual(['counts-from-event']);
  });

  it('takes those of drop-ins last', () => {
    const { job, dropIns } = read(timer('OnCalendar=9:00'), {
      dropIns: [
        '[Timer]\nOnCalendar=\nOnCalendar=10:00\n',
        '[Timer]\nPersistant=yes\n',
      ],
    });
    expect(job?.triggers).toEqual([
      expect.objectContaining({ file: 1, line: 3 }),
    ]);
    expect(dropIns.map(({ issues }) => issues.map(({ code }) => code))).toEqual(
      [['triggers-reset'], ['unknown-setting']],
    );
  });

  it('runs by the zone of the host unless it names one', () => {
    const { job } = read(timer('OnCalendar=9:00', 'OnCalendar=9:00 UTC'));
    const from = new Date('2026-02-12T00:00:00Z');
    expect(
      job?.triggers.map(({ scheduleSpec }) =>
        nextOccurrences(scheduleSpec, 1, from)[0].toISOString(),
      ),
    ).toEqual(['2026-02-13T00:00:00.000Z', '2026-02-12T09:00:00.000Z']);
  });
});

describe('issues', () => {
  it.each<[string, string, string[]]>([
    [
      'a bad calendar, at its column',
      timer('OnCalendar=*-*-* 25:00'),
      ['error no-trigger 1:1', 'error bad-calendar 2:12'],
    ],
    [
      'a bad span',
      timer('OnBootSec=5 fortnights'),
      ['error no-trigger 1:1', 'error bad-time-span 2:11'],
    ],
    ['no trigger', timer(), ['error no-trigger 1:1']],
    ['no [Install]', '[Timer]\nOnCalendar=daily\n', ['info no-install 1:1']],
    [
      'an unknown setting',
      timer('OnCalendar=daily', 'Foo=1'),
      ['warning unknown-setting 3:1'],
    ],
    [
      'an unknown section',
      `${timer('OnCalendar=daily')}[Tmer]\n`,
      ['warning unknown-section 5:1'],
    ],
    [
      'a section with a comment',
      `[Timer] # x\n${timer('OnCalendar=daily')}`,
      ['error bad-section 1:1'],
    ],
    [
      'a setting above all sections',
      `A=1\n${timer('OnCalendar=daily')}`,
      ['error outside-section 1:1'],
    ],
    [
      'a bad boolean',
      timer('OnCalendar=daily', 'Persistent=maybe'),
      ['error bad-value 3:12'],
    ],
    [
      'a bad delay',
      timer('OnCalendar=daily', 'RandomizedDelaySec=soon'),
      ['error bad-value 3:20'],
    ],
    [
      'a delay',
      timer('OnCalendar=daily', 'RandomizedDelaySec=12h'),
      ['warning randomized-delay 3:20'],
    ],
    [
      'an offset',
      timer('OnCalendar=daily', 'RandomizedOffsetSec=1h'),
      ['warning randomized-offset 3:21'],
    ],
    [
      'a coarse accuracy',
      timer('OnCalendar=daily', 'AccuracySec=1h'),
      ['info accuracy 3:13'],
    ],
    ['the default accuracy', timer('OnCalendar=daily', 'AccuracySec=1min'), []],
    [
      'a date that never comes',
      timer('OnCalendar=*-2-30'),
      ['warning never-fires 2:12'],
    ],
    [
      'an event of the clock',
      timer('OnCalendar=daily', 'OnClockChange=yes'),
      ['warning event-trigger 3:15'],
    ],
    [
      'only an event of the clock',
      timer('OnClockChange=yes'),
      ['warning no-trigger 1:1', 'warning event-trigger 2:15'],
    ],
    [
      'Jinja',
      timer('OnCalendar={{ when }}'),
      ['error no-trigger 1:1', 'error template-placeholder 2:12'],
    ],
    [
      'ERB',
      timer('OnCalendar=<%= @when %>'),
      ['error no-trigger 1:1', 'error template-placeholder 2:12'],
    ],
    [
      'a block of Jinja',
      `{% if x %}\n${timer('OnCalendar=daily')}`,
      ['error template-placeholder 1:1'],
    ],
    [
      'bytes that are not UTF-8',
      timer('OnCalendar=daily', 'X-Y=\uFFFD'),
      ['warning not-utf8 3:5'],
    ],
    [
      'a zone that is none',
      timer('OnCalendar=9:00 JST'),
      ['error no-trigger 1:1', 'error bad-calendar 2:17'],
    ],
    ['no service', timer('OnCalendar=daily', 'Unit=x'), ['error bad-unit 3:6']],
  ])('%s', (_, text, expected) => {
    expect(codesOf(text)).toEqual(expected);
  });

  it('says that a name is not that of a timer', () => {
    expect(codesOf(timer('OnCalendar=daily'), { unit: 'report' })).toEqual([
      'warning no-timer-name 1:1',
    ]);
  });
});

describe('templates and instances', () => {
  const feeds = timer('OnCalendar=0/2:35', 'Unit=feeds@%i.service');

  it.each([
    ['feeds@.timer', 'feeds@%i.service', true, ['warning template-unit 1:1']],
    ['feeds@off.timer', 'feeds@off.service', false, []],
    // The specifier is empty, so systemd would start a template.
    ['feeds.timer', 'feeds.service', false, ['error empty-instance 3:6']],
  ])('%s starts %s', (unit, activates, isTemplate, codes) => {
    expect(read(feeds, { unit }).job).toMatchObject({ activates, isTemplate });
    expect(codesOf(feeds, { unit })).toEqual(codes);
  });

  it.each([
    ['gen@9.timer', ['9:00'], []],
    [
      'gen@.timer',
      undefined,
      [
        'error no-trigger 1:1',
        'warning template-unit 1:1',
        'error open-specifier 2:12',
      ],
    ],
  ])('a specifier in the calendar of %s', (unit, expressions, codes) => {
    const text = timer('OnCalendar=%i:00');
    expect(expressionsOf(text, { unit })).toEqual(expressions);
    expect(codesOf(text, { unit }).sort()).toEqual(codes.sort());
  });
});
