import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, describe, test } from 'node:test';
import { parse } from 'yaml';
import { codeBuildApi, sqsAttributes } from '../aws';
import { exec, type ExecOptions } from '../engines/exec';
import { environmentOf, hostsOf } from '../environment';
import { Log } from '../evidence/log';
import { mask, secretsOf } from '../evidence/mask';
import { s3Evidence } from '../evidence/s3';
import { gitOf } from '../git';
import { sidekiqProbe, sqsProbe } from '../jobs/queues';
import { connectRedis, type Redis, type RedisAnswer } from '../jobs/redis';
import { dynamoOrders } from '../orders';
import { BUILD, NOW } from './build';
import { temporaryFolder } from './temporary';

const options = (more: Partial<ExecOptions> = {}): ExecOptions & { lines: string[] } => {
  const lines: string[] = [];
  return { cwd: tmpdir(), env: { PATH: process.env.PATH ?? '' }, onLine: line => lines.push(line), timeLimitMs: 20_000, graceMs: 500, signal: new AbortController().signal, ...more, lines };
};
/** A client of the SDK that answers by the name of the command. */
const client = (answers: Record<string, (input: any) => unknown>) => {
  const calls: Array<[string, any]> = [];
  const send = async (command: { constructor: { name: string }; input: unknown }) => {
    calls.push([command.constructor.name, command.input]);
    return answers[command.constructor.name]?.(command.input) ?? {};
  };
  return { calls, send: send as any };
};

describe('programs', () => {
  test('get their words as they are, and tell lines and exit', async () => {
    const given = options();
    const word = '$(touch /tmp/x); `y` "\' \n*';
    const ended = await exec(['printf', '%s|', word, 'b'], given);
    assert.deepEqual([given.lines.join('\n'), ended], [`${word}|b|`, { exit: 0, signal: null, stopped: false, left: 0 }]);
    assert.equal((await exec(['sh', '-c', 'exit 7'], options())).exit, 7);
    assert.match((await exec(['/no/such/program'], options())).error ?? '', /ENOENT/);
  });
  test('are stopped with SIGTERM, then killed', async () => {
    const stop = new AbortController();
    const running = exec(['sh', '-c', 'trap "echo asked; exit 9" TERM; while :; do sleep 0.1; done'], options({ signal: stop.signal }));
    await sleep(500);
    stop.abort();
    const { exit, stopped } = await running;
    assert.deepEqual([exit, stopped], [9, true]);
    const deaf = await exec(['sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'], options({ timeLimitMs: 300 }));
    assert.deepEqual([deaf.stopped, deaf.signal], [true, 'SIGKILL']);
  });
  test('ATTACK a program that forks, also out of its group, leaves nothing behind unseen', { skip: process.platform === 'linux' ? false : 'NOT RUN: needs /proc' }, async () => {
    // Others on this machine sleep for a minute, too.
    const nap = `sleep 60.${process.pid}`;
    assert.equal((await exec(['sh', '-c', `${nap} & exit 0`], options())).left, 1);
    assert.equal((await exec(['sh', '-c', `setsid ${nap} & sleep 0.3`], options())).left, 1);
    const pid = spawnSync('pgrep', ['-f', `^${nap}$`], { encoding: 'utf8' });
    assert.equal(pid.stdout ?? '', '');
  });
});

describe('secrets', () => {
  const environment = { DATABASE_URL: 'postgresql://shop:p%40ss-word@db/shop', AWS_SESSION_TOKEN: 'token-of-session', PLAIN: 'readable' };
  const variables = [{ name: 'DATABASE_URL', type: 'SECRETS_MANAGER', value: 'x' }, { name: 'PLAIN', type: 'PLAINTEXT', value: 'readable' }];
  const secrets = secretsOf(variables, environment, [{ name: 'key', type: 'text', secret: true }], { key: 'line one\nline"two' });
  test('are masked in all their forms', () => {
    const text = `url ${environment.DATABASE_URL} password p@ss-word and p%40ss-word, ${JSON.stringify({ key: 'line one\nline"two' })}, line one, token-of-session, readable`;
    assert.equal(mask(text, secrets), 'url **** password **** and ****, {"key":"****"}, ****, ****, readable');
  });
  test('in addresses are masked though nobody named them', () => assert.equal(mask('redis://:abcdef@host mysql://u:pw@h/d', []), 'redis://:****@host mysql://u:****@h/d'));
  test('are masked on the console and in the log, whose size is bounded', () => {
    const printed: string[] = [];
    const log = new Log(line => printed.push(line), () => NOW);
    log.secrets = secrets;
    log.line('token-of-session');
    assert.deepEqual([printed, log.text()], [['****'], '2026-11-24T10:00:00.000Z ****\n']);
    for (let line = 0; line < 25; line += 1) log.line('x'.repeat(1_000_000));
    assert.match(log.text().slice(-100), /6 further lines are in CloudWatch Logs only\n$/);
  });
});

test('the environment of a patch is that of the project; databases are the hosts that stay reachable', () => {
  const env = environmentOf({ PATH: '/bin', NODE_OPTIONS: 'x', DATABASE_URL: 'postgresql://u:p@db.internal:5432/x', REDIS_URL: 'redis://cache', OTHER: '1' }, { environmentVariables: [{ name: 'DATABASE_URL', value: '', type: '' }, { name: 'REDIS_URL', value: '', type: '' }] });
  assert.deepEqual([Object.keys(env).sort(), hostsOf(env).sort()], [['DATABASE_URL', 'PATH', 'REDIS_URL'], ['cache', 'db.internal']]);
});

describe('queues', () => {
  const job = (queue: string) => JSON.stringify({ queue, payload: '{}' });
  const answers: Record<string, RedisAnswer> = { 'LLEN queue:default': 2, 'SMEMBERS processes': ['host:1'], 'HVALS host:1:work': [job('default'), job('mailers')], 'HVALS host:1:workers': [] };
  const redis: Redis = { ask: async (...words) => answers[words.join(' ')] ?? null, close: () => {} };
  test('of Sidekiq count what waits and what is being worked on', async () => assert.equal(await sidekiqProbe(redis, 'default').depth(), 3));
  test('of SQS count what waits, is taken and is delayed', async () => {
    const sqs = client({ GetQueueAttributesCommand: () => ({ Attributes: { ApproximateNumberOfMessages: '1', ApproximateNumberOfMessagesNotVisible: '2', ApproximateNumberOfMessagesDelayed: '4' } }) });
    assert.equal(await sqsProbe(sqsAttributes(sqs), 'https://sqs/x').depth(), 7);
    await assert.rejects(sqsProbe(async () => ({}), 'https://sqs/x').depth(), /did not say/);
  });
  const NO_REDIS = spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'NOT RUN: no redis-server here';
  test('of a real Redis, with a password, by its own protocol', { skip: NO_REDIS }, async () => {
    const port = 20_000 + (process.pid % 10_000);
    const server = spawn('redis-server', ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--requirepass', 'pass word'], { stdio: 'ignore' });
    after(() => void server.kill());
    let real: Redis | undefined;
    for (let tries = 0; !real; tries += 1) {
      real = await connectRedis(`redis://:pass%20word@127.0.0.1:${port}/2`).catch(async error => {
        if (tries > 50) throw error;
        await sleep(100);
        return undefined;
      });
    }
    await real.ask('LPUSH', 'queue:default', job('default'), 'ü'.repeat(100_000));
    await real.ask('SADD', 'processes', 'h:1');
    await real.ask('HSET', 'h:1:work', 'thread', job('default'));
    assert.equal(await sidekiqProbe(real, 'default').depth(), 3);
    assert.equal(((await real.ask('LRANGE', 'queue:default', '0', '-1')) as string[])[0].length, 100_000);
    await assert.rejects(real.ask('NO-SUCH'), /Redis: ERR/);
    real.close();
    await assert.rejects(connectRedis(`redis://:wrong@127.0.0.1:${port}`), /WRONGPASS/);
  });
});

describe('AWS, by clients that answer in the shapes of its API', () => {
  test('CodeBuild: the build, the project, and what has not ended', async () => {
    const build = { id: BUILD, buildComplete: false };
    const codeBuild = client({ BatchGetBuildsCommand: ({ ids }) => ({ builds: [build, { id: 'p:old', buildComplete: true }].filter(({ id }) => ids.includes(id)) }), BatchGetProjectsCommand: () => ({ projects: [{ serviceRole: 'r' }] }), ListBuildsForProjectCommand: () => ({ ids: [BUILD, 'p:old'] }) });
    const api = codeBuildApi(codeBuild);
    assert.deepEqual([await api.build(BUILD), await api.build('p:none'), await api.project('p'), await api.running('p')], [build, undefined, { serviceRole: 'r' }, [BUILD]]);
  });
  test('orders are read with consistency, and never written', async () => {
    const items: Record<string, unknown> = { [`build#${BUILD}`]: { mode: 'run', startedBy: { slack: 'U1' }, request: 'r1' }, 'request#r1': { id: 'r1', subject: { sha: 'x' } } };
    const table = client({ GetItemCommand: ({ Key }) => ({ Item: items[Key.pk.S] && { body: { S: JSON.stringify(items[Key.pk.S]) } } }) });
    const orders = dynamoOrders(table, 'requests');
    const order = await orders.ofBuild(BUILD);
    assert.deepEqual([order?.mode, order?.approval?.id, order?.subject, await orders.ofBuild('p:none')], ['run', 'r1', { sha: 'x' }, undefined]);
    assert.ok(table.calls.every(([name, input]) => name === 'GetItemCommand' && input.ConsistentRead));
    delete items['request#r1'];
    assert.equal(await orders.ofBuild(BUILD), undefined);
  });
  test('evidence is put once, with its checksum, into the folder of its build', async () => {
    const s3 = client({});
    const record = { build: BUILD } as never;
    await s3Evidence(s3, 'evidence').begin(record, {} as never);
    assert.match(await s3Evidence(s3, 'evidence').keep(record, undefined, [{ name: 'log.txt', content: Buffer.from('x') }]), /^s3:\/\/evidence\/runs\/11111111-2222-3333-4444-555555555555\/log.txt$/);
    assert.deepEqual(s3.calls.map(([, { Key, IfNoneMatch, ChecksumSHA256 }]) => [Key.split('/').pop(), IfNoneMatch, ChecksumSHA256.length]), [['started.json', '*', 44], ['log.txt', '*', 44]]);
    await s3Evidence(s3, 'evidence').begin({ build: '../../x' } as never, {} as never);
    assert.match(s3.calls[2][1].Key, /^runs\/unknown\/[0-9a-f]{32}\/started.json$/);
  });
});

describe('git', () => {
  const folder = temporaryFolder('git');
  const git = (...words: string[]) => spawnSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { encoding: 'utf8' }).stdout.trim();
  spawnSync('git', ['init', '-q', '-b', 'main', folder]);
  spawnSync('mkdir', ['-p', join(folder, 'patches/20261124-x')]);
  writeFileSync(join(folder, 'patches/20261124-x/patch.sql'), 'select 1');
  git('add', '.');
  git('commit', '-qm', 'x');
  const sha = git('rev-parse', 'HEAD');
  const asked = gitOf({ exec, root: folder, remote: folder, env: { PATH: process.env.PATH ?? '', HOME: tmpdir() } });

  test('tells the commit while its files are as they were', async () => {
    assert.equal(await asked.checkedOut('patches/20261124-x'), sha);
    writeFileSync(join(folder, 'untracked'), '');
    assert.equal(await asked.checkedOut('patches/20261124-x'), sha, 'installed dependencies are untracked');
    writeFileSync(join(folder, 'patches/20261124-x/more.sql'), '');
    assert.equal(await asked.checkedOut('patches/20261124-x'), undefined);
    spawnSync('rm', [join(folder, 'patches/20261124-x/more.sql')]);
    writeFileSync(join(folder, 'patches/20261124-x/patch.sql'), 'select 2');
    assert.equal(await asked.checkedOut('patches/20261124-x'), undefined);
  });
  test('tells where a branch stands, by its whole name only', async () => {
    assert.equal(await asked.head('refs/heads/main'), sha);
    for (const branch of ['refs/heads/gone', 'main', 'refs/heads/*', '--upload-pack=touch /tmp/x', 'refs/heads/../x', 'refs/tags/v1']) assert.equal(await asked.head(branch), undefined, branch);
  });
});

describe('buildspec.yml', () => {
  const text = readFileSync(join(__dirname, '../buildspec.yml'), 'utf8');
  const { phases, env } = parse(text) as { phases: Record<string, { 'on-failure': string; commands: string[] }>; env: object };
  const commands = Object.values(phases).flatMap(phase => phase.commands);
  test('runs nothing of the branch before the check, and stops where that fails', () => {
    const check = commands.findIndex(command => command.includes('main.cjs check'));
    const ofBranch = commands.findIndex(command => /bundle|npm|yarn|go mod|main\.cjs start/.test(command));
    assert.ok(check >= 0 && check < ofBranch);
    assert.ok(Object.values(phases).every(phase => phase['on-failure'] === 'ABORT'));
  });
  test('takes the runner from the pipeline, not from the checkout', () => {
    assert.deepEqual([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name), ['RUNNER_URL', 'RUNNER_DIGEST', 'PINS_URL']);
    for (const command of commands.filter(each => each.includes('main.cjs'))) assert.match(command, /node \/opt\/patch-runner\/main\.cjs (check|start)$/m);
  });
  for (const [what, isAllowed, status] of [['nothing without the word of the check', false, 0], ['packages of the branch with it, and stops where that fails', true, 1]] as const) {
    test(`installs ${what}`, () => {
      const folder = temporaryFolder('buildspec');
      for (const name of ['Gemfile.lock', 'package-lock.json']) writeFileSync(join(folder, name), '');
      for (const name of ['bundle', 'npm']) writeFileSync(join(folder, name), `#!/bin/sh\necho ${name} >> ${folder}/installed\n${name === 'npm' ? 'exit 1' : ''}\n`, { mode: 0o755 });
      if (isAllowed) writeFileSync(join(folder, 'dependencies'), '');
      const [command, ...others] = phases.pre_build.commands;
      const env = { PATH: `${folder}:${process.env.PATH}`, CODEBUILD_SRC_DIR: folder };
      const ended = spawnSync('bash', ['-c', command.replaceAll('/opt/patch-runner', folder)], { env });
      assert.deepEqual([ended.status, others], [status, []]);
      assert.equal(existsSync(join(folder, 'installed')) ? readFileSync(join(folder, 'installed'), 'utf8') : '', isAllowed ? 'bundle\nnpm\n' : '');
    });
  }
  test('is shell that a shell can read', () => {
    for (const command of commands) assert.equal(spawnSync('bash', ['-n', '-c', command]).status, 0, command);
    assert.deepEqual(env, { shell: 'bash', 'git-credential-helper': 'yes' });
  });
});
