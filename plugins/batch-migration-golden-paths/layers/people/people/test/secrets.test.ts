import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutSecrets } from '../secrets';
import { code } from '../slack/text';
import { Teller } from '../tell';
import { World } from './world';

for (const [given, shown] of [
  ['psql postgres://app:hunter2@db/app', 'psql postgres://app:***@db/app'],
  ['psql postgres://app:hu@nter2@db/app', 'psql postgres://app:***@db/app'],
  ['psql postgres://app:hunt…', 'psql postgres://app:***…'],
  ['mysql -uroot -phunter2 app', 'mysql -uroot -p*** app'],
  ["mysql -uroot -p'hunter 2' app", 'mysql -uroot -p*** app'],
  ['redis-cli -h cache -a hunter2 PING', 'redis-cli -h cache -a *** PING'],
  ['redis-cli auth hunter2', 'redis-cli auth ***'],
  ['AUTH hunter2', 'AUTH ***'],
  ['auth app hunter2', 'auth ***'],
  ['HELLO 3 AUTH app hunter2', 'HELLO 3 AUTH ***'],
  ['ACL SETUSER app on >hunter2 ~*', 'ACL SETUSER app on >*** ~*'],
  ['CONFIG SET requirepass hunter2', 'CONFIG SET requirepass ***'],
  ['curl -sS -u app:hunter2 https://example.com', 'curl -sS -u app:*** https://example.com'],
  ["curl --user 'app:hunter2' https://example.com", "curl --user 'app:***' https://example.com"],
  ['curl -H "Authorization: Bearer hunter2" https://example.com', 'curl -H "Authorization: Bearer ***" https://example.com'],
  ["headers['Authorization'] = 'Basic aHVudGVyMg=='", "headers['Authorization'] = 'Basic ***'"],
  ['docker login -u app -p hunter2 registry.example.com', 'docker login -u app -p *** registry.example.com'],
  ["echo 'root:hunter2' | chpasswd", 'echo *** | chpasswd'],
  ['export DB_PASSWORD=hunter2', 'export DB_PASSWORD=***'],
  ['user.update!(password: "hunter2", name: "x")', 'user.update!(password: ***, name: "x")'],
  ["ALTER USER app IDENTIFIED BY 'hunter2'", "ALTER USER app IDENTIFIED BY '***'"],
  ["SET PASSWORD FOR 'app'@'%' = 'hunter2'", "SET PASSWORD *** 'app'@'%' = ***"],
  ['-----BEGIN RSA PRIVATE KEY----- ⏎ MIIE', '***'],
] as const) {
  test(`Slack shows ${shown}`, () => {
    assert.equal(withoutSecrets(given), shown);
    assert.equal(withoutSecrets(shown), shown, 'masked twice it is the same');
  });
}

for (const harmless of [
  'ls -la /tmp', 'gh auth login --web', 'docker run -p 80:80 app', 'mysql --protocol=tcp -h db', 'redis-cli -h cache KEYS app:*',
  'curl https://example.com:8443/health?full=1', 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:news/db',
]) {
  test(`${harmless} is shown as it is`, () => assert.equal(withoutSecrets(harmless), harmless));
}

for (const piece of ['mysql ', 'x://a:', 'pass', 'password     ', 'curl -u a', 'redis-cli ', 'echo x|', 'eyJ-', 'a.']) {
  test(`ATTACK: a long text of ${JSON.stringify(piece)} is masked in no time`, () => {
    // Of this process alone: how busy the machine is fails no test.
    const before = process.cpuUsage();
    withoutSecrets(piece.repeat(20_000));
    assert.ok(process.cpuUsage(before).user < 5_000_000);
  });
}

test('whatever a finding holds, no credential of it goes to Slack or into the events of its request', async () => {
  const world = await new World().start();
  try {
    const say = (what: string) => `A secret token ${what}`;
    const words = { en: { found: say }, ja: { found: say } };
    const teller = new Teller<'found'>({ approvers: world.approvers, requests: world.requests, outbox: world.outbox, words });
    const subject = { kind: 'session', sessionId: 'req-1', reason: 'Look at it', timeLimitMinutes: 30 } as const;
    await world.approvals.ask({ id: 'req-1', subject, involved: { operator: { slack: 'U0OPERATOR' }, author: null, runner: null }, validHours: null });
    const lines = ['AUTH hunter2', 'mysql -phunter2', 'curl -u app:hunter2 x & true'];
    await teller.tell('req-1', { kind: 'found', key: 'k', what: lines.map(line => `• ${code(line, 200)}`).join('\n'), note: { lines, login: { command: lines[1] } } });
    await world.settle();
    const told = (await world.thread('req-1')).find(text => text.includes('AUTH'))!;
    assert.match(told, /A secret token/, 'our own words stay');
    assert.match(told, /AUTH \*\*\*/);
    const kept = JSON.stringify(await world.requests.events('req-1'));
    assert.match(kept, /AUTH \*\*\*/);
    assert.doesNotMatch(told + kept, /hunter2/);
  } finally {
    await world.stop();
  }
});
