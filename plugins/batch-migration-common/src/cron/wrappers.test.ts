import { nameOfCommand } from './runtime';
import { readWrappers } from './wrappers';

it.each([
  [
    'flock with -n gives up',
    'flock -n /tmp/a.lock /opt/a.sh',
    {
      lock: { tool: 'flock', path: '/tmp/a.lock', waits: false },
      core: '/opt/a.sh',
    },
  ],
  [
    'flock without -n waits',
    "/usr/bin/flock /tmp/a.lock -c 'cd /srv && rake x'",
    {
      lock: { tool: 'flock', path: '/tmp/a.lock', waits: true },
      directory: '/srv',
      core: 'rake x',
      runtime: 'ruby',
    },
  ],
  [
    'timeout sets a limit',
    'timeout -k 10 30m /opt/a.sh',
    { timeLimitSeconds: 1800, core: '/opt/a.sh' },
  ],
  [
    'timeout 0 sets none',
    'timeout 0 /opt/a.sh',
    { timeLimitSeconds: null, core: '/opt/a.sh' },
  ],
  [
    'nice and ionice are taken off',
    'nice -n 19 ionice -c3 php a.php',
    { core: 'php a.php', runtime: 'php', tools: ['nice', 'ionice'] },
  ],
  [
    'chronic is taken off',
    'chronic python3 a.py',
    { core: 'python3 a.py', runtime: 'python' },
  ],
  [
    'a test that ends in || goes on with what follows',
    'test -x /opt/other || ( cd / && run-parts --report /etc/cron.daily )',
    {
      directory: '/',
      runParts: '/etc/cron.daily',
      core: 'run-parts --report /etc/cron.daily',
      tools: ['test'],
    },
  ],
  [
    'a test that ends the job early goes on behind it',
    '[ -f /opt/on ] || exit 0; nice ./run',
    { core: './run', tools: ['test', 'nice'] },
  ],
  [
    'if … then … fi is a test',
    'if [ -x /opt/a ] && [ $(date +%d) -le 7 ]; then nice /opt/a --all; fi',
    { core: '/opt/a --all', tools: ['test', 'nice'] },
  ],
  [
    'if … else … is left alone',
    'if [ -x /opt/a ]; then /opt/a; else /opt/b; fi',
    { core: 'if [ -x /opt/a ]; then /opt/a; else /opt/b; fi', tools: [] },
  ],
  [
    'a group among others is left alone',
    '( a ) && ( b )',
    { core: '( a ) && ( b )' },
  ],
  [
    'cd sets the directory',
    'cd /srv/app && ./run',
    { directory: '/srv/app', core: './run' },
  ],
  [
    'assignments become environment',
    'A=1 B="2 3" ./run',
    { environment: { A: '1', B: '2 3' }, core: './run' },
  ],
  [
    'sleep is an offset',
    'sleep 30; ./run',
    { offsetSeconds: 30, core: './run' },
  ],
  [
    'su changes the user',
    "su - app -c 'sleep 1m && ./run'",
    { runAs: 'app', offsetSeconds: 60, core: './run' },
  ],
  [
    'sudo -u changes the user',
    'sudo -u www-data -H ./run -u x',
    { runAs: 'www-data', core: './run -u x' },
  ],
  [
    'a login shell is looked into',
    "/bin/bash -l -c 'cd /a && bin/rails runner X.y'",
    { directory: '/a', core: 'bin/rails runner X.y', runtime: 'ruby' },
  ],
  [
    'redirections are named',
    './run > /var/log/a.log 2>&1',
    { stdout: '/var/log/a.log', stderr: '&1' },
  ],
  [
    'run-parts names its folder',
    'cd / && run-parts --report /etc/cron.daily',
    { runParts: '/etc/cron.daily' },
  ],
  [
    'a plain command is its own core',
    'echo cd x; sleep',
    { core: 'echo cd x; sleep', directory: null },
  ],
])('%s', (_, command, expected) => {
  expect(readWrappers(command)).toMatchObject(expected);
});

it.each([
  ['/opt/report 1>/dev/null 2>&1', 'report'],
  ['/opt/report 2 >/dev/null', 'report 2'],
  ['/opt/report a2>/dev/null', 'report a2'],
])('%s is named without the number of a stream', (command, name) => {
  expect(nameOfCommand(command)).toBe(name);
});
