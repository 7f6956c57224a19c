import fc from 'fast-check';
import { maskSecrets } from './maskSecrets';
import { rounds } from '../testing/rounds';
import { growth, NOT_QUADRATIC } from '../testing/growth';

describe('maskSecrets', () => {
  it.each([
    [
      'mysql -u app -psecret app',
      'mysql -u app -p***MASKED:MYSQL_PASSWORD*** app',
    ],
    [
      `mysqldump -p's3 cret' app | gzip`,
      `mysqldump -p'***MASKED:MYSQL_PASSWORD***' app | gzip`,
    ],
    ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=***MASKED:PGPASSWORD*** psql'],
    ['DB_PASSWORD="a b" ./run', 'DB_PASSWORD="***MASKED:DB_PASSWORD***" ./run'],
    [
      'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE x',
      'AWS_ACCESS_KEY_ID=***MASKED:AWS_ACCESS_KEY_ID*** x',
    ],
    [
      'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY x',
      'AWS_SECRET_ACCESS_KEY=***MASKED:AWS_SECRET_ACCESS_KEY*** x',
    ],
    [
      'SECRET_KEY_BASE=abc123 rake x',
      'SECRET_KEY_BASE=***MASKED:SECRET_KEY_BASE*** rake x',
    ],
    [
      'run --password hunter2 --all',
      'run --password ***MASKED:PASSWORD*** --all',
    ],
    ['run --db-password=hunter2', 'run --db-password=***MASKED:DB_PASSWORD***'],
    ['run --api-key abc', 'run --api-key ***MASKED:API_KEY***'],
    [
      'curl -u user:pa55 https://x.example/',
      'curl -u user:***MASKED:HTTP_PASSWORD*** https://x.example/',
    ],
    [
      'curl --user "user:pa55" https://x',
      'curl --user "user:***MASKED:HTTP_PASSWORD***" https://x',
    ],
    [
      'curl -H "Authorization: Bearer abcdef123456"',
      'curl -H "Authorization: Bearer ***MASKED:BEARER_TOKEN***"',
    ],
    [
      'curl -H "Authorization: Basic dXNlcjpwYXNz"',
      'curl -H "Authorization: Basic ***MASKED:BASIC_AUTH***"',
    ],
    [
      `curl -H 'X-Api-Key: abc' y`,
      `curl -H 'X-Api-Key: ***MASKED:X_API_KEY***' y`,
    ],
    [
      'curl "https://x/?token=abc&page=2"',
      'curl "https://x/?token=***MASKED:TOKEN***&page=2"',
    ],
    [
      'mysql://app:s3cret@db/app',
      'mysql://app:***MASKED:MYSQL_URL_PASSWORD***@db/app',
    ],
    [
      'redis://:s3cret@cache:6379/0',
      'redis://:***MASKED:REDIS_URL_PASSWORD***@cache:6379/0',
    ],
    [
      'curl https://hooks.slack.com/services/T000/B000/XXXX -d hi',
      'curl https://hooks.slack.com/services/***MASKED:SLACK_WEBHOOK*** -d hi',
    ],
    [
      'HUBOT_SLACK_TOKEN=xoxb-1234-abcdefgh bin/hubot',
      'HUBOT_SLACK_TOKEN=***MASKED:SLACK_TOKEN*** bin/hubot',
    ],
    [
      'redis-cli -h cache -a s3cret FLUSHDB',
      'redis-cli -h cache -a ***MASKED:REDIS_PASSWORD*** FLUSHDB',
    ],
    ['sshpass -p s3cret ssh host', 'sshpass -p ***MASKED:PASSWORD*** ssh host'],
    [
      `echo '{"password": "abc"}' | run`,
      `echo '{"password": "***MASKED:PASSWORD***"}' | run`,
    ],
    ['PASSWORD=ぱすわーど ./実行', 'PASSWORD=***MASKED:PASSWORD*** ./実行'],
    [`PASSWORD='$ecret' x`, `PASSWORD='***MASKED:PASSWORD***' x`],
    ['PASSWORD=${X:-hunter2} x', 'PASSWORD=***MASKED:PASSWORD*** x'],
    [
      'TOKEN=a x; TOKEN=b y; TOKEN=a z',
      'TOKEN=***MASKED:TOKEN*** x; TOKEN=***MASKED:TOKEN_2*** y; TOKEN=***MASKED:TOKEN*** z',
    ],
    [
      'curl -s "https://x/?a=1&b=2" -su user:pa55',
      'curl -s "https://x/?a=1&b=2" -su user:***MASKED:HTTP_PASSWORD***',
    ],
  ])('masks %s', (text, expected) => {
    expect(maskSecrets(text).text).toBe(expected);
  });

  it.each([
    'mysql -p"$PASSWORD" app',
    'mysql -u app -p app',
    'PASSWORD=$PASSWORD ./run',
    'PASSWORD="${DB_PASSWORD}" ./run',
    'PASSWORD=$(cat /etc/pw) ./run',
    'run --password-file /etc/pw',
    'run --password-stdin < /etc/pw',
    'run --password --all',
    'ruby password_reset.rb',
    'bundle exec rake password:reset token:expire',
    'PASSWORD_FILE=/etc/pw ./run',
    'TOKEN_TTL=300 ./run',
    'mkdir -p /var/tmp/x && mysql app < x.sql',
    'PWD=/srv ls',
    'cd /srv/app && bundle exec rake secret_santa:draw',
    'SORT_KEY=asc RAILS_ENV=production rake digest',
    'curl -u "$USER:$PASSWORD" https://x',
    'ntpd -u ntp:ntp -p /var/run/ntpd.pid',
    'docker run -u 1000:1000 app',
    'curl -s https://x && docker run --user 1000:1000 app',
    'rsync -av user@host:/srv/a /srv/b',
    'ssh -p 2222 host uptime',
    'https://example.com:8443/path@x',
    '10 4 * * * /opt/tools/tokenizer --max-tokens 300',
    'date +\\%Y\\%m\\%d',
    '日本語のコメント: パスワード変更のお知らせ',
  ])('leaves %s', text => {
    expect(maskSecrets(text)).toEqual({ text, names: [] });
  });

  it('names each masked credential once, in order', () => {
    expect(maskSecrets('TOKEN=a DB_PASSWORD=b x --token a').names).toEqual([
      'TOKEN',
      'DB_PASSWORD',
    ]);
  });

  const word = fc.constantFrom(
    'mysql',
    '-psecret',
    '-p',
    '--password',
    '--password=x',
    'TOKEN=abc',
    ' ',
    'curl',
    '-u',
    'user:pass',
    'https://u:p@h/',
    '$PASSWORD',
    '"',
    "'",
    '=',
    ':',
    '***MASKED:TOKEN***',
    '***MASKED:',
    'Bearer',
    'Authorization:',
    '日本',
    ';',
    'AKIAIOSFODNN7EXAMPLE',
    'PASSWORD',
    '\n',
    '?token=',
    '&',
    'xoxb-12345678',
  );

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom('', ' '), (words, glue) => {
        const once = maskSecrets(words.join(glue));
        expect(maskSecrets(once.text)).toEqual(once);
      }),
      { numRuns: rounds(1000) },
    );
  });

  it('reads hostile text in linear time', () => {
    for (const piece of [
      'a_',
      'password',
      'mysql ',
      '-u ',
      'a://',
      '"',
      'x-',
      'eyJa.',
      'token=',
    ]) {
      const mask = (size: number) => maskSecrets(piece.repeat(size));
      expect(growth(mask, 5_000)).toBeLessThan(NOT_QUADRATIC);
    }
  });
});
