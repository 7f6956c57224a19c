/**
 * The capture script masks on hosts that have only awk, the portal in
 * TypeScript: a line must look the same after either, else it would be drift.
 */
import {
  maskCrontab,
  maskSecrets,
  seededRandom,
} from 'backstage-plugin-batch-migration-common';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCRIPT = readFileSync(
  join(__dirname, '../../../../scripts/capture-inventory.sh'),
  'utf8',
);
const PROGRAM = /^cat >"\$out\/\.mask\.awk" <<'AWK'\n([\s\S]*?)\nAWK$/m.exec(
  SCRIPT,
)![1];

/** Each awk that this machine has; hosts have mawk, gawk or busybox. */
const AWKS = [
  ['awk'],
  ['mawk'],
  ['gawk'],
  ['original-awk'],
  ['busybox', 'awk'],
].filter(
  ([command, ...first]) =>
    spawnSync(command, [...first, 'BEGIN { exit 0 }'], { stdio: 'ignore' })
      .status === 0,
);

/** The document for Systems Manager cannot bring a file, so it has a copy. */
const PROGRAM_OF_DOCUMENT =
  /^ {2}awk -v kind="\$1" -f \/dev\/fd\/3 3<<'AWK'\n([\s\S]*?)\nAWK$/m.exec(
    readFileSync(
      join(
        __dirname,
        '../../../batch-migration-backend-module-aws/documents/read-crontabs.sh',
      ),
      'utf8',
    ),
  )![1];

function mask(
  awk: string[],
  text: string,
  kind = 'other',
  program = PROGRAM,
): string {
  const [command, ...first] = awk;
  const { stdout, stderr, status } = spawnSync(
    command,
    [...first, '-v', `kind=${kind}`, program],
    { input: text, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

/** Lines of crontabs as people write them, which the portal's own tests hold, too. */
const LINES: { masked: Array<[string, string]>; untouched: string[] } =
  JSON.parse(
    readFileSync(
      join(
        __dirname,
        '../../../batch-migration-common/src/workload/maskedLines.json',
      ),
      'utf8',
    ),
  );

const CREDENTIALS = [
  'mysql -u app -psecret app',
  `mysqldump -p's3 cret' app | gzip`,
  'cd /srv && mysql -uroot -pabc x; mysqladmin -pdef y',
  'PGPASSWORD=hunter2 psql',
  'DB_PASSWORD="a b" ./run',
  'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE x',
  'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY x',
  'SECRET_KEY_BASE=abc123 rake x',
  'run --password hunter2 --all',
  'run --db-password=hunter2',
  'run --api-key abc',
  'run --password --api-key abc',
  'curl -u user:pa55 https://x.example/',
  'curl --user "user:pa55" https://x',
  'curl -s "https://x/?a=1&b=2" -su user:pa55',
  'curl -H "Authorization: Bearer abcdef123456"',
  'curl -H "Authorization: Basic dXNlcjpwYXNz"',
  'curl -H "Authorization: s3cr3t"',
  `curl -H 'X-Api-Key: abc' y`,
  'curl "https://x/?token=abc&page=2"',
  'curl "https://x/?token=abc#top"',
  'mysql://app:s3cret@db/app',
  'redis://:s3cret@cache:6379/0',
  'curl https://hooks.slack.com/services/T000/B000/XXXX -d hi',
  'curl https://discord.com/api/webhooks/123/abc',
  'HUBOT_SLACK_TOKEN=xoxb-1234-abcdefgh bin/hubot',
  'git clone https://x-access-token:ghp_0123456789abcdefghij@github.com/a/b',
  'glpat-0123456789abcdefghij sk_live_0123456789 npm_0123456789abcdefghijABCDEFGHIJ012345',
  'eyJhbGciOiJI.eyJzdWIi.c2ln',
  'redis-cli -h cache -a s3cret FLUSHDB',
  'sshpass -p s3cret ssh host',
  'ldapsearch -x -w s3cret',
  'openssl enc -pass pass:s3cret',
  `echo '{"password": "abc"}' | run`,
  `run :password => 'abc'`,
  'PASSWORD=ぱすわーど ./実行',
  `PASSWORD='$ecret' x`,
  'PASSWORD=${X:-hunter2} x',
  'TOKEN=a x; TOKEN=b y; TOKEN=a z',
  'dbPassword=x run',
  'PASSWORD="$(id) s3cr3t" run',
  'sh -c "DB_PASSWORD=\\"s3 cr3t\\" run"',
  'sh -c "run --password \\"s3cr3t\\" --all"',
  '-----BEGIN RSA PRIVATE KEY----- abc -----END RSA PRIVATE KEY-----',
];

const HARMLESS = [
  '0 3 * * * /opt/billing/run.sh >> /var/log/billing.log 2>&1',
  'mysql -p"$PASSWORD" app',
  'mysql -u app -p app',
  'PASSWORD=$PASSWORD ./run',
  'PASSWORD="${DB_PASSWORD}" ./run',
  'PASSWORD=$(cat /etc/pw) ./run',
  'sh -c "PASSWORD=\\"$DB_PASSWORD\\" run"',
  'PASSWORD="$(cat /etc/pw)" TOKEN="`cat /etc/token`" run',
  'run --password-file /etc/pw',
  'run --password --all',
  'bundle exec rake password:reset token:expire',
  'PASSWORD_FILE=/etc/pw ./run',
  'mkdir -p /var/tmp/x && mysql app < x.sql',
  'PWD=/srv ls',
  'curl -u "$USER:$PASSWORD" https://x',
  'ntpd -u ntp:ntp -p /var/run/ntpd.pid',
  'curl -s https://x && docker run --user 1000:1000 app',
  'ssh -p 2222 host uptime',
  'tar -xf abc --user=a:b',
  'run -psecret KEY=1 XAKIAIOSFODNN7EXAMPLE',
  'https://example.com:8443/path@x',
  'TOKEN=***MASKED:TOKEN*** x',
  '日本語のコメント: パスワード変更のお知らせ',
  '',
];

/** Lines of pieces of credentials and of what stands around them, always the same. */
function madeUp(count: number): string[] {
  const random = seededRandom(7);
  const pieces = [
    ...CREDENTIALS,
    ...HARMLESS,
    ...LINES.masked.map(([line]) => line),
    ...LINES.untouched,
  ]
    .flatMap(line => line.split(/(?<=[ =:"'%@/|;$(])/))
    .concat(['"', "'", '%', '\\%', '$(', ')', '`', '\t', '=', '--', 'パス'])
    .concat(['\\"', '\\', '${', '}', '&&', ';']);
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 8) },
      () => pieces[Math.floor(random() * pieces.length)],
    ).join(''),
  );
}

describe.each(AWKS.map(awk => [awk.join(' '), awk] as const))(
  'masking with %s',
  (_, awk) => {
    it('masks what the portal masks, under the same names', () => {
      const lines = mask(awk, `${CREDENTIALS.join('\n')}\n`).split('\n');
      expect(lines.slice(0, -1)).toEqual(
        CREDENTIALS.map(text => maskSecrets(text).text),
      );
      expect(CREDENTIALS.filter((text, i) => text === lines[i])).toEqual([]);
    });

    it('leaves the rest as it is', () => {
      const text = `${HARMLESS.join('\n')}\n`;
      expect(mask(awk, text)).toBe(text);
    });

    it('changes nothing the second time', () => {
      const once = mask(awk, `${CREDENTIALS.join('\n')}\n`);
      expect(mask(awk, once)).toBe(once);
    });

    it('masks each line of a crontab as the portal does', () => {
      const { masked, untouched } = LINES;
      const given = [...masked.map(([line]) => line), ...untouched];
      const got = mask(awk, `${given.join('\n')}\n`, 'crontab').split('\n');
      expect(got.slice(0, -1)).toEqual([
        ...masked.map(([, expected]) => expected),
        ...untouched,
      ]);
    });

    it('masks whatever is made of their pieces as the portal does', () => {
      const lines = madeUp(600);
      const text = `${lines.join('\n')}\n`;
      expect(mask(awk, text).split('\n').slice(0, -1)).toEqual(
        lines.map(line => maskSecrets(line).text),
      );
      expect(mask(awk, text, 'crontab').split('\n').slice(0, -1)).toEqual(
        lines.map(line => maskCrontab(line).text),
      );
    });

    it('keeps the percent sign at which cron ends the command', () => {
      const line = '0 1 * * * mysql -pab%cd x\n';
      expect(mask(awk, line, 'crontab')).toBe(
        '0 1 * * * mysql -p***MASKED:MYSQL_PASSWORD***% x\n',
      );
      expect(mask(awk, '0 1 * * * run --token a\\%b\n', 'crontab')).toBe(
        '0 1 * * * run --token ***MASKED:TOKEN***\n',
      );
    });

    it.each([
      ['password = s3cr3t words', 'password = ***MASKED:PASSWORD***'],
      [
        'Environment="DB_PASSWORD=s3 cr3t" A=b',
        'Environment="DB_PASSWORD=***MASKED:DB_PASSWORD***" A=b',
      ],
      [
        "Environment='API_KEY=s3 cr3t'",
        "Environment='API_KEY=***MASKED:API_KEY***'",
      ],
      ['Environment=TOKEN=s3cr3t', 'Environment=TOKEN=***MASKED:TOKEN***'],
      [
        'environment=A="b",DB_PASSWORD="s3 cr3t",C=d',
        'environment=A="b",DB_PASSWORD="***MASKED:DB_PASSWORD***",C=d',
      ],
      [
        'environment=TOKEN=s3 cr3t,C=d',
        'environment=TOKEN=***MASKED:TOKEN***,C=d',
      ],
      [
        'environment=\n  TOKEN="s3 cr3t",\n  C=d',
        'environment=\n  TOKEN="***MASKED:TOKEN***",\n  C=d',
      ],
      [
        'environment =A=b,\n  TOKEN=s3 cr3t',
        'environment =A=b,\n  TOKEN=***MASKED:TOKEN***',
      ],
      [
        'ExecStart=/srv/run --password s3cr3t',
        'ExecStart=/srv/run --password ***MASKED:PASSWORD***',
      ],
      [
        'ExecStart=/usr/bin/env TOKEN=s3cr3t /srv/run',
        'ExecStart=/usr/bin/env TOKEN=***MASKED:TOKEN*** /srv/run',
      ],
      ['[Service]\nUser=app\nEnvironmentFile=/etc/app.env', null],
      ['command=/srv/worker --queue mail,news', null],
      ['Environment=RAILS_ENV=production PASSWORD_FILE=/etc/pw', null],
      ['PassEnvironment=DB_PASSWORD', null],
      ['password = $PASSWORD', null],
    ])('hides the values of the setting %j', (setting, expected) => {
      const masked = mask(awk, `${setting}\n`, 'setting');
      expect(masked).toBe(`${expected ?? setting}\n`);
      expect(mask(awk, masked, 'setting')).toBe(masked);
    });

    it.each(['crontab', 'other'])(
      'masks a %s as the document for Systems Manager does',
      kind => {
        const lines = [...CREDENTIALS, ...HARMLESS, ...madeUp(400)];
        const text = `${lines.join('\n')}\n`;
        const masked = mask(awk, text, kind);
        expect(mask(awk, text, kind, PROGRAM_OF_DOCUMENT)).toBe(masked);
        expect(masked).not.toBe(text);
      },
    );

    it('shows nothing of a key over several lines, or of an open quote', () => {
      const masked = mask(
        awk,
        'KEY=-----BEGIN PRIVATE KEY-----\nMIIEabc\n-----END PRIVATE KEY-----\nTOKEN="s3cr3t value\nrest\n',
      );
      expect(masked).not.toMatch(/MIIE|s3cr3t|value/);
      expect(masked.split('\n')).toHaveLength(6);
      expect(masked).toMatch(/rest\n$/);
    });
  },
);
