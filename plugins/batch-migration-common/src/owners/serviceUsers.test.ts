import { homesIn, isServiceUser } from './serviceUsers';

describe('isServiceUser', () => {
  it.each(
    'root batch deploy ubuntu ec2-user www-data app nobody cron daemon ROOT news _apt svc-news news-batch app1 user123 postgres 0 -x a/b'.split(
      ' ',
    ),
  )('%s proposes nobody', user => expect(isServiceUser(user)).toBe(true));

  it.each(['mori', 'sre', 'h.mori', 'payments', 'data-team', 'mori2'])(
    '%s may be somebody',
    user => expect(isServiceUser(user)).toBe(false),
  );
});

describe('homesIn', () => {
  it.each<[string, string[]]>([
    ['/home/mori/bin/report.sh', ['mori']],
    ['cd /home/mori && ./a', ['mori']],
    ['cp /home/mori/a /home/sato/b', ['mori', 'sato']],
    ['/home/ubuntu/a', []],
    ['/home/deploy/app/a.sh', []],
    ['/srv/home/mori/a', []],
    ['/home/$USER/a', []],
    ['/home/', []],
    ['/home/../etc/passwd', []],
  ])('%j names %j', (command, homes) => {
    expect(homesIn(command)).toEqual(homes);
  });
});
