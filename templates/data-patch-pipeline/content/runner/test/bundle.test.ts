import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Subject, subjectHash } from '../approval/approval';
import { connectPostgresql, type Session } from '../sql/session';
import { BUILD, orderFor, pins, play } from './build';
import { type FakeAws, startFakeAws } from './fake-aws';
import { PATCH, repositoryWith } from './patches';
import { NO_POSTGRESQL, type Server, startPostgresql } from '../../people/test/postgresql';
import { temporaryFolder } from './temporary';

const RUN = '/evidence/runs/11111111-2222-3333-4444-555555555555';

describe('the bundle, as the build starts it, on a real checkout and a real PostgreSQL', { skip: NO_POSTGRESQL }, () => {
  const runner = temporaryFolder('bundle');
  let aws: FakeAws;
  let server: Server;
  let session: Session;
  before(async () => {
    assert.equal(spawnSync(process.execPath, [join(__dirname, '../bundle.mjs'), runner]).status, 0);
    server = await startPostgresql();
    session = await connectPostgresql(server.url);
    aws = await startFakeAws();
  });
  after(async () => {
    await session?.close();
    await server?.stop();
    await aws?.stop();
  });
  beforeEach(async () => {
    aws.objects.clear();
    aws.refusePuts = undefined;
    for (const text of ['drop table if exists customers', 'create table customers (id int, plan text)', 'insert into customers values (1, null), (2, null)']) await session.query(text);
  });
  const withoutPlan = async () => Number((await session.query('select count(*) as n from customers where plan is null')).rows[0].n);

  /** A checkout of one commit with one patch, and everything that AWS would answer about its build. */
  function scene(sql: string, { initiator = pins.initiators[0] } = {}) {
    const root = repositoryWith({}, { 'patch.sql': sql });
    const git = (...words: string[]) => spawnSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { encoding: 'utf8' }).stdout.trim();
    for (const words of [['init', '-q', '-b', 'fix'], ['add', '.'], ['commit', '-qm', 'Patch']]) git(...words);
    const sha = git('rev-parse', 'HEAD');
    let parts: Parameters<NonNullable<Parameters<typeof play>[0]>>[0] | undefined;
    play(each => (parts = each), { root, mode: 'run' });
    const { build, project, environment } = parts!;
    const subject: Subject = { ...orderFor(root).subject, sha };
    const approval = { ...orderFor(root).approval, subject, subjectHash: subjectHash(subject), expiresAt: null };
    Object.assign(build, { sourceVersion: sha, resolvedSourceVersion: sha, initiator });
    for (const each of [build, project]) each.source!.location = root;
    Object.assign(environment, { CODEBUILD_RESOLVED_SOURCE_VERSION: sha, CODEBUILD_SOURCE_REPO_URL: root, CODEBUILD_INITIATOR: initiator, DATABASE_URL: server.url });
    writeFileSync(join(runner, 'pins.json'), JSON.stringify({ ...pins, sourceLocation: root }));
    const order = { mode: 'run', startedBy: { slack: 'URUNNER1' }, branch: 'refs/heads/fix', request: 'request-1' };
    const items: Record<string, unknown> = { [`build#${BUILD}`]: order, 'request#request-1': approval };
    aws.answers = {
      BatchGetBuilds: ({ ids }) => ({ builds: [build].filter(({ id }) => ids.includes(id)) }),
      BatchGetProjects: () => ({ projects: [project] }),
      ListBuildsForProject: () => ({ ids: [BUILD] }),
      GetItem: ({ Key }) => (items[Key.pk.S] ? { Item: { body: { S: JSON.stringify(items[Key.pk.S]) } } } : {}),
    };
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_ENDPOINT_URL: aws.url };
    const start = (verb: string) => {
      const child = spawn(process.execPath, [join(runner, 'main.cjs'), verb], { cwd: root, env: { ...environment, HOME: root, ...credentials } as NodeJS.ProcessEnv });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
      const ended = new Promise<number | null>(resolve => child.once('close', resolve));
      return { child, ended, said: () => said };
    };
    return { start, root };
  }
  const kept = () => JSON.parse(aws.objects.get(`${RUN}/run.json`) ?? 'null');

  test('check passes and leaves nothing; start commits and leaves evidence', async () => {
    const { start } = scene("update customers set plan = 'free'");
    const checked = start('check');
    assert.equal(await checked.ended, 0, checked.said());
    assert.equal(aws.objects.size, 0);
    assert.equal(existsSync(join(runner, 'dependencies')), false, 'SQL needs no package of the branch');
    const started = start('start');
    assert.equal(await started.ended, 0, started.said());
    assert.equal(await withoutPlan(), 0);
    assert.deepEqual([...aws.objects.keys()].sort(), [`${RUN}/log.txt`, `${RUN}/run.json`, `${RUN}/started.json`]);
    assert.deepEqual([kept().result, kept().attempt.outcome, kept().who.approvedBy.name], ['succeeded', 'committed', 'Boss']);
    assert.ok(aws.calls.every(name => /^(BatchGet|List|GetItem)/.test(name)), 'the build only reads');
  });

  test('ATTACK direct StartBuild: check ends with 2 before anything of the branch runs, and leaves evidence', async () => {
    const { start } = scene("update customers set plan = 'free'", { initiator: 'mallory' });
    const checked = start('check');
    assert.equal(await checked.ended, 2, checked.said());
    assert.match(checked.said(), /started-by-somebody-else: .*mallory/);
    assert.deepEqual([kept().result, kept().refusals[0].name], ['refused', 'started-by-somebody-else']);
    assert.equal(await withoutPlan(), 2);
  });

  test('ATTACK a file of the patch that was changed after the check is refused by start', async () => {
    const { start, root } = scene("update customers set plan = 'free'");
    assert.equal(await start('check').ended, 0);
    writeFileSync(join(root, PATCH, 'patch.sql'), "update customers set plan = 'evil'");
    const started = start('start');
    assert.equal(await started.ended, 2, started.said());
    assert.match(started.said(), /working-tree-changed/);
    assert.equal(await withoutPlan(), 2);
  });

  test('SIGTERM cancels the statement, rolls back and leaves evidence', async () => {
    const { start } = scene("update customers set plan = 'free';\nselect pg_sleep(4);\nselect pg_sleep(4);");
    const started = start('start');
    for (let tries = 0; ; tries += 1) {
      const { rows } = await session.query("select 1 from pg_stat_activity where query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()");
      if (rows.length > 0) break;
      if (tries > 100) throw new Error(started.said());
      await sleep(100);
    }
    started.child.kill('SIGTERM');
    assert.equal(await started.ended, 3, started.said());
    assert.equal(await withoutPlan(), 2);
    assert.equal(kept().result, 'stopped');
    assert.match(kept().attempt.error, /line 2: canceling statement/);
  });

  test('evidence that is taken already makes the build fail, loudly', async () => {
    const { start } = scene("update customers set plan = 'free'");
    aws.objects.set(`${RUN}/run.json`, 'written by a patch');
    const started = start('start');
    assert.equal(await started.ended, 1, started.said());
    assert.match(started.said(), /THE EVIDENCE COULD NOT BE WRITTEN/);
  });

  test('without evidence of its start nothing runs', async () => {
    const { start } = scene("update customers set plan = 'free'");
    aws.refusePuts = 403;
    const started = start('start');
    assert.equal(await started.ended, 1, started.said());
    assert.equal(await withoutPlan(), 2);
  });
});
