import { hostUses, hostUsesTogether, sharedLocks } from './hostShared';

const job = (command: string, mailTo: string | null = null) => ({
  command,
  stdin: null,
  mailTo,
});
const short = (command: string) =>
  hostUses(job(command)).map(({ topic, what }) => `${topic} ${what}`);

describe('hostUses', () => {
  it.each([
    ['cd /srv/app && bundle exec rake digest:send', []],
    ['/opt/tools/bin/cleanup.sh > /dev/null 2>&1', []],
    [
      'cd /srv/app && bin/batch RankingDaily >> /var/log/batch/ranking.log 2>&1',
      ['output /var/log/batch/ranking.log'],
    ],
    ['bin/kpi >> log/kpi.log 2>&1', ['output log/kpi.log']],
    ['bin/kpi 2>/var/log/kpi.err.log', ['output /var/log/kpi.err.log']],
    ['bin/kpi &>> /var/log/kpi.log', ['output /var/log/kpi.log']],
    ['bin/kpi | tee -a /var/log/kpi.log', ['output /var/log/kpi.log']],
    [
      "flock -n /tmp/pickup.lock -c 'cd /srv/app && rake pickup' >> /var/log/p.log 2>&1",
      ['locks /tmp/pickup.lock', 'output /var/log/p.log'],
    ],
    ['/usr/bin/flock -xn 200 bin/x', ['locks /usr/bin/flock']],
    ['setlock -nX /var/lock/a.lock bin/x', ['locks /var/lock/a.lock']],
    ['lockfile -r 0 /var/lock/a && bin/x', ['locks /var/lock/a']],
    [
      '[ -f /tmp/purge.pid ] || /usr/local/bin/purge -config /etc/purge.toml',
      ['locks /tmp/purge.pid'],
    ],
    [
      'mysqldump crm | gzip > /var/tmp/crm-$(date +%a).sql.gz && bin/sync',
      ['tmp /var/tmp/crm-$'],
    ],
    ['bin/report > /home/sales/report.csv', ['files /home/sales/report.csv']],
    ['cat "/tmp/a b/c" > out.csv', ['tmp /tmp/a', 'files out.csv']],
    ['echo flock lockfile', []],
    ['curl https://example.com/tmp/x', []],
    ["echo 'an open quote", []],
    ['', []],
  ])('finds in %s: %j', (command, uses) => {
    expect(short(command)).toEqual(uses);
  });

  it('finds whom cron sent mail', () => {
    expect(hostUses(job('bin/x', 'ops@example.com'))).toEqual([
      { topic: 'mail', what: 'ops@example.com' },
    ]);
  });

  it('is quick with what somebody wrote to keep it busy', () => {
    const started = process.cpuUsage().user;
    hostUses(job(`'"\\`.repeat(20_000)));
    hostUses(job(`${'/tmp/a'.repeat(20_000)} "`));
    expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(5);
  });
});

describe('hostUsesTogether', () => {
  it('finds a file that one job reads and another names', () => {
    const [one, other, third] = hostUsesTogether([
      job('bin/export --to /data/feed/users.csv'),
      job('cd /data && bin/import /data/feed/users.csv'),
      job('ruby /data/feed/run.rb'),
    ]);
    const users = { topic: 'files', what: '/data/feed/users.csv' };
    expect([one, other, third]).toEqual([[users], [users], []]);
  });

  it('finds no shared file in the folder and the script of an application', () => {
    const line = 'cd /srv/app && /srv/app/bin/run';
    expect(hostUsesTogether([job(line), job(line)])).toEqual([[], []]);
  });
});

it('tells locks that several jobs hold from those of one job', () => {
  const uses = hostUsesTogether([
    job('flock /tmp/db.lock bin/a'),
    job('flock /tmp/db.lock bin/b'),
    job('flock /tmp/own.lock bin/c'),
  ]);
  expect(sharedLocks(uses)).toEqual(['/tmp/db.lock']);
});
