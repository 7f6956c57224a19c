import fc from 'fast-check';
import { hostileText } from '../cron/__testUtils__/hostile';
import { parseAnacrontab } from './anacrontab';
import { captureJson, readCapture } from './testCapture';
import { parseSupervisorConf } from './supervisorConf';
import { growth, NOT_QUADRATIC } from '../testing/growth';

/** Every file of a host that is read, with text by anybody. */
const PATHS = [
  'etc/crontab',
  'etc/cron.daily/a',
  'etc/anacrontab',
  'modes.txt',
  'etc/systemd/system/a.timer',
  'etc/systemd/system/a.timer.d/x.conf',
  'etc/systemd/system/a.service',
  'etc/systemd/system/b.service',
  'systemctl-timers.txt',
  'systemctl-unit-files.txt',
  'systemctl-units.txt',
  'etc/supervisord.conf',
  'etc/supervisord.d/a.ini',
  'supervisorctl.txt',
  'ps.txt',
  'last.txt',
  'lastlog.txt',
  'dpkg.txt',
  'rpm.txt',
  'etc/timezone',
  'etc/sysconfig/clock',
  'etc/issue',
  'proc/version',
  'pacct.txt',
  'memory.txt',
  'var/log/syslog',
  'var/log/auth.log',
];

const linesOf = (text: string) => {
  const lines = text.split('\n');
  return lines[lines.length - 1] === '' ? lines.length - 1 : lines.length;
};

it('no text of any file makes a capture unreadable, and each location is in a place', () => {
  fc.assert(
    fc.property(
      fc.array(hostileText, {
        minLength: PATHS.length,
        maxLength: PATHS.length,
      }),
      texts => {
        const { items, places } = readCapture(
          {
            ...Object.fromEntries(PATHS.map((path, i) => [path, texts[i]])),
            'capture.json': captureJson(),
          },
          {
            yaml: 'roles:\n  - name: bastion\n    kind: on-demand\n    workloads: [{ name: ssh }]\n',
            knownPaths: ['etc/cron.weekly/x', 'lib/systemd/system/x.timer'],
          },
        );
        const refs = places.map(({ ref }) => ref);
        expect(new Set(refs).size).toBe(refs.length);
        const ids = items.map(({ location: l }) => `${l.ref}\n${l.key}`);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { location } of items) expect(refs).toContain(location.ref);
      },
    ),
    { numRuns: 300 },
  );
});

it.each([
  ['an anacrontab', parseAnacrontab],
  ['a configuration of supervisord', parseSupervisorConf],
])('every line of %s is accounted for', (_, parse) => {
  fc.assert(
    fc.property(hostileText, text => {
      const { lines, issues } = parse(text);
      expect(lines).toHaveLength(linesOf(text));
      expect(lines.every(kind => typeof kind === 'string')).toBe(true);
      for (const { line } of issues) expect(lines[line - 1]).toBe('unreadable');
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['ps.txt', 'USER PID COMMAND\n', 'a '],
  ['last.txt', '', 'a (1+'],
  ['dpkg.txt', '', 'ii  a'],
  ['rpm.txt', '', 'a-'],
  ['etc/supervisord.conf', '[program:x]\nenvironment=', 'A="\\\\",'],
  ['etc/supervisord.conf', '[program:x]\ncommand=', '%(a)s a '],
  ['etc/systemd/system/a.service', '[Service]\nExecStart=', '"$A" '],
  ['systemctl-units.txt', '', '● '],
  ['pacct.txt', '', '1 1.00 '],
  ['pacct.txt', '', '1 1.00 0 0 5 5 cron\n'],
  ['memory.txt', '', 'process 1 '],
  ['memory.txt', '', 'service 1 - a\n'],
  ['var/log/auth.log', 'Feb 11 10:00:00 b sudo: a : ', 'TTY=x ; '],
  ['var/log/auth.log', '', 'Feb 11 10:00:00 b sudo: a : COMMAND=b\n'],
  ['var/log/syslog', 'Feb 11 10:00:00 b kernel: ', 'Killed process 1 (a'],
  ['var/log/syslog', '', 'Feb 11 10:00:00 b kernel: Killed process 1 (a)\n'],
])('a long line of %s takes linear time', (path, start, piece) => {
  const read = (size: number) =>
    readCapture({
      'ps.txt': `USER PID COMMAND\nroot 1 ${'a '.repeat(size)}\n`,
      [path]: `${start}${piece.repeat(3 * size)}\n`,
    });
  expect(growth(read, 5_000)).toBeLessThan(NOT_QUADRATIC);
});
