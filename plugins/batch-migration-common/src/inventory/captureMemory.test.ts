import { captureJson, readCapture } from './testCapture';

const PS = [
  'USER PID COMMAND',
  'batch 40 sidekiq: push',
  'batch 41 bin/worker Push',
  'batch 42 bin/worker Push',
  'batch 43 bin/worker Mail',
].join('\n');
const YAML = [
  'roles:',
  '  - name: workers',
  '    kind: resident',
  '    workloads:',
  "      - { name: push, process: 'bin/worker Push' }",
  "      - { name: mail, process: 'bin/worker Mail' }",
].join('\n');
const MEMORY = [
  'process 1048576 41 bin/worker Push',
  'process 524289 42 bin/worker Push',
  'service 307200 - image.service',
  '',
].join('\n');

const peaksOf = (files: Record<string, string>, yaml?: string) =>
  Object.fromEntries(
    readCapture(files, { yaml }).items.map(({ name, detail }) => [
      name,
      detail.peakMib,
    ]),
  );

const kernel = (time: string, rest: string) =>
  `Feb 11 ${time} bat000 kernel: [ 1.0] ${rest}`;
const killed = (time: string, pid: number, process: string, kib?: number) =>
  kernel(
    time,
    `Out of memory: Killed process ${pid} (${process}) total-vm:9kB${
      kib === undefined ? '' : `, anon-rss:${kib}kB, file-rss:4kB`
    }`,
  );

describe('memory.txt', () => {
  it('tells the most that a worker took, all its processes together', () => {
    const { items } = readCapture(
      { 'ps.txt': PS, 'memory.txt': MEMORY },
      { yaml: YAML },
    );
    expect(items.map(({ name, detail }) => [name, detail])).toEqual([
      [
        'push',
        expect.objectContaining({
          peakMib: 1537,
          peakSource: expect.stringContaining('2 processes together'),
        }),
      ],
      // One of whose processes nothing is told has no peak.
      ['mail', expect.not.objectContaining({ peakMib: expect.anything() })],
    ]);
  });

  it('says nothing of a worker while it is told of some of its processes', () => {
    const part = 'process 1048576 41 bin/worker Push\n';
    const files = { 'ps.txt': PS, 'memory.txt': part };
    expect(peaksOf(files, YAML)).toEqual({ push: undefined, mail: undefined });
  });

  it('tells of services, of jobs that a timer starts, and of programs of supervisord', () => {
    expect(
      peaksOf({
        'etc/systemd/system/image.service': '[Service]\nExecStart=/srv/image\n',
        'etc/systemd/system/news.timer':
          '[Timer]\nOnCalendar=daily\nUnit=import.service\n',
        'etc/systemd/system/import.service':
          '[Service]\nType=oneshot\nExecStart=/srv/import\n',
        'etc/supervisord.conf':
          '[program:mail]\ncommand=bin/worker Mail\nautostart=true\n',
        'ps.txt': PS,
        'memory.txt': `${MEMORY}service 2048 - import.service\nprocess 10240 43 x\n`,
      }),
    ).toEqual({ image: 300, news: 2, mail: 10 });
  });

  it.each([
    [2000, 2000, 'time -v'],
    [900, 1537, 'VmHWM'],
  ])(
    'and a measurement of %i MiB: the larger counts',
    (mib, peakMib, source) => {
      const peaks = [{ name: 'push', mib, source: 'time -v' }];
      const { items } = readCapture(
        {
          'ps.txt': PS,
          'memory.txt': MEMORY,
          'capture.json': captureJson({ peaks }),
        },
        { yaml: YAML },
      );
      expect(items[0].detail).toMatchObject({
        ...{ peakMib, peakSource: expect.stringContaining(source) },
      });
    },
  );

  it('names lines that are none', () => {
    const { issues } = readCapture({ 'memory.txt': 'x\nprocess 1 2 y\n' });
    expect(issues).toEqual([
      expect.objectContaining({ path: 'memory.txt', line: 1 }),
    ]);
  });
});

describe('what the kernel killed', () => {
  const CRONTAB = {
    'var/spool/cron/crontabs/batch': '0 3 * * * /srv/push-sender.sh --all\n',
  };
  const read = (lines: string[], files: Record<string, string> = CRONTAB) =>
    readCapture({ ...files, 'var/log/syslog': `${lines.join('\n')}\n` });

  it('is an issue with time and process, and a fact', () => {
    const { server, issues } = read([
      killed('03:10:00', 42, 'ruby', 1_843_200),
      kernel('03:10:00', 'Killed process 42 (ruby) total-vm:9kB'),
      kernel('03:11:00', 'Out of memory: Kill process 43 (ruby) score 9'),
      killed('04:10:00', 44, 'java'),
    ]);
    const own = issues.filter(({ code }) => code === 'killed-for-memory');
    expect(own.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'killed process 42, ruby at 2026-02-10T18:10:00.000Z',
      ),
      expect.stringContaining('killed process 44, java at'),
    ]);
    expect(server.facts).toContainEqual({
      name: 'last-oom-kill',
      value:
        'process 44, java at 2026-02-10T19:10:00.000Z, 2 since 2026-02-10T18:10:00.000Z',
      source: 'var/log',
      observedAt: '2026-02-12T01:20:00.000Z',
    });
  });

  it.each<[string, string[], number | undefined]>([
    [
      'the job whose shell had the pid',
      [
        'Feb 11 03:00:01 bat000 CRON[42]: (batch) CMD (/srv/push-sender.sh --all)',
        killed('03:10:00', 42, 'ruby', 1_843_200),
      ],
      1800,
    ],
    ['what is called so', [killed('03:10:00', 9, 'push-sender.sh', 1024)], 1],
    ['nobody knows what', [killed('03:10:00', 9, 'ruby', 1024)], undefined],
    [
      'another one, whose pid came round',
      [
        'Feb 10 03:00:01 bat000 CRON[42]: (batch) CMD (/srv/push-sender.sh --all)',
        killed('03:10:00', 42, 'ruby', 1024),
      ],
      undefined,
    ],
  ])('is %s', (_, lines, peakMib) => {
    const { items, issues } = read(lines);
    expect(items[0].detail.peakMib).toBe(peakMib);
    const [{ message }] = issues.filter(
      ({ code }) => code === 'killed-for-memory',
    );
    expect(message.includes(`killed ${items[0].name} (`)).toBe(
      peakMib !== undefined,
    );
  });

  it('goes before what the collector said of it, without a time', () => {
    const facts = [{ name: 'last-oom-kill', value: '[ 1.0] Out of memory' }];
    const { server } = read([killed('03:10:00', 42, 'ruby')], {
      'capture.json': captureJson({ facts }),
    });
    expect(
      server.facts.filter(({ name }) => name === 'last-oom-kill'),
    ).toHaveLength(1);
  });

  it('is not told a hundred times', () => {
    const many = Array.from({ length: 59 }, (_, at) =>
      killed(`03:${String(at).padStart(2, '0')}:00`, 100 + at, 'ruby'),
    );
    const { issues } = read(many);
    expect(issues.filter(one => one.code === 'killed-for-memory')).toHaveLength(
      21,
    );
  });
});
