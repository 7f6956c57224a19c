import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { runCode } from '../engines/code';
import { exec, type Exec } from '../engines/exec';
import { readPatch } from '../patch/read';
import { connectMysql, connectPostgresql, type Session } from '../sql/session';
import { NO_MARIADB, startMariadb } from '../../people/test/mariadb';
import { deadlocked } from './deadlock';
import { PATCH, repositoryWith } from './patches';
import { NO_POSTGRESQL, type Server, startPostgresql } from '../../people/test/postgresql';
import { temporaryFolder } from './temporary';

const ours = createRequire(__filename);
/** The runner as the build gets it. */
const RUNNER = temporaryFolder('runner');
before(() => {
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, '../bundle.mjs'), RUNNER], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

const thisNode: Exec = ([, ...args], options) => exec([process.execPath, ...args], options);

async function runNode(text: string, { url = '', mode = 'dry-run' as 'dry-run' | 'run', fields = {}, driver = true, timeLimitMs = 20_000, file = 'patch.mjs' } = {}) {
  const root = repositoryWith({ engine: 'node', files: { patch: file }, ...fields }, { [file]: text });
  // An application with drivers of its own, in a folder that is named as npm names it.
  if (driver) symlinkSync(dirname(dirname(ours.resolve('pg/package.json'))), join(root, 'node_modules'));
  const { patch, problems } = readPatch(root, PATCH);
  if (!patch) throw new Error(JSON.stringify(problems));
  const lines: string[] = [];
  const env = { PATH: process.env.PATH ?? '', HOME: root, DATABASE_URL: url };
  const socket = decodeURIComponent(/socketPath=(.*)/.exec(url)?.[1] ?? /@([^/]+)\//.exec(url)?.[1] ?? '');
  const attempt = await runCode({ patch, mode, values: {}, root, runner: RUNNER, env, allowedHosts: [socket], exec: (argv, options) => thisNode(argv, { ...options, timeLimitMs }), log: line => lines.push(line), graceMs: 1000, signal: new AbortController().signal });
  return { ...attempt, log: lines.join('\n') };
}

const CONNECT = "import pg from 'pg';\nconst client = new pg.Client({ connectionString: process.env.DATABASE_URL });\nawait client.connect();\n";

describe('Node, preloaded for real, on a real PostgreSQL', { skip: NO_POSTGRESQL }, () => {
  let server: Server;
  let session: Session;
  before(async () => {
    server = await startPostgresql();
    session = await connectPostgresql(server.url);
  });
  after(async () => {
    await session?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    await session.query('drop table if exists customers');
    await session.query('create table customers (id serial primary key, plan text)');
    await session.query("insert into customers (plan) values (null), ('paid'), (null)");
  });
  const withoutPlan = async () => Number((await session.query('select count(*) as n from customers where plan is null')).rows[0].n);
  const node = (text: string, more = {}) => runNode(text, { url: server.url, ...more });

  test('a dry run counts inside of the transaction and leaves nothing', async () => {
    const fields = { expect: { tables: [{ table: 'customers', difference: { min: 1, max: 1 } }], queries: [{ name: 'x', query: 'select count(*) from customers where plan is null', min: 0, max: 0 }] } };
    const { outcome, error, findings, log } = await node(`${CONNECT}await client.query("update customers set plan = 'free' where plan is null");\nawait client.query("insert into customers (plan) values ($1)", ['new']);\nawait client.end();`, { fields });
    assert.deepEqual([outcome, error, findings.map(({ found }) => found)], ['rolled-back', undefined, [1, 0]], log);
    assert.equal(await withoutPlan(), 2);
  });

  test('a transaction of the patch becomes a savepoint', async () => {
    const { outcome, error, findings, log } = await node(`${CONNECT}
      await client.query('BEGIN'); await client.query("update customers set plan = 'free' where id = 1"); await client.query('COMMIT');
      await client.query('START TRANSACTION'); await client.query("update customers set plan = 'x'"); await client.query('ROLLBACK');
      await client.query("update customers set plan = 'free' where id = 3"); await client.end();`);
    assert.deepEqual([outcome, error, findings[0].found], ['rolled-back', undefined, 0], log);
    assert.equal(await withoutPlan(), 2);
  });

  test('a pool that is ended, and a process that just exits, leave nothing', async () => {
    const pool = "import pg from 'pg';\nconst pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });\nawait pool.query(\"update customers set plan = 'x'\");\n";
    for (const end of ['await pool.end();', 'process.exit(0);']) {
      const { outcome, log } = await node(pool + end);
      assert.equal(outcome, 'rolled-back', log);
      assert.equal(await withoutPlan(), 2);
    }
  });

  test('a run is not guarded: it commits by itself', async () => {
    const { outcome } = await node(`${CONNECT}await client.query("update customers set plan = 'free'");\nawait client.end();`, { mode: 'run' });
    assert.equal(outcome, 'done');
    assert.equal(await withoutPlan(), 0);
  });

  const BLOCKED: Array<[string, string]> = [
    ['sql', "await client.query('COMMIT')"],
    ['sql', "await client.query('select 1; COMMIT')"],
    ['sql', "await client.query({ text: 'PREPARE TRANSACTION $$x$$' })"],
    ['sql', "await client.query('drop table customers')"],
    ['process', "(await import('node:child_process')).execSync('touch /tmp/x')"],
    ['process', "(await import('node:child_process')).spawn('touch', ['/tmp/x'])"],
    ['process', "(await import('node:child_process')).fork('x.js')"],
    ['process', "new (await import('node:worker_threads')).Worker('1', { eval: true })"],
    ['http', "await fetch('http://192.0.2.1/x')"],
    ['http', "(await import('node:https')).get('https://192.0.2.1/x')"],
    ['http', "(await import('node:http')).request({ hostname: '192.0.2.1' })"],
    ['http', "(await import('node:http2')).connect('https://192.0.2.1')"],
    ['socket', "(await import('node:net')).connect(25, '192.0.2.1')"],
    ['socket', "(await import('node:tls')).connect(443, '192.0.2.1')"],
    ['socket', "new (await import('node:net')).Socket().connect({ path: '/run/docker.sock' })"],
    ['socket', "(await import('node:net')).connect(decodeURIComponent(/@([^/]+)/.exec(process.env.DATABASE_URL)[1]) + '/.s.PGSQL.5432')"],
    ['socket', "(await import('node:dgram')).createSocket('udp4').send('x', 53, '192.0.2.1')"],
  ];
  test('ATTACK what reaches outside or commits is blocked, even where the patch catches everything', async () => {
    for (const [kind, text] of BLOCKED) {
      const { outcome, blocked, error, log } = await node(`${CONNECT}await client.query("update customers set plan = 'x'");\ntry { ${text}; } catch {}\nprocess.exit(0);`);
      assert.equal(outcome, 'rolled-back', log);
      assert.equal(blocked[0]?.kind, kind, `${text}: ${log}`);
      assert.match(error ?? '', /A dry run does not let this happen/, text);
      assert.equal(await withoutPlan(), 2, text);
    }
  });

  test('a dry run that uses no guarded connection has tried nothing, whatever its patch did', async () => {
    const { outcome, error } = await node("import pg from 'pg';\nconsole.log(typeof pg);");
    assert.equal(outcome, 'failed');
    assert.match(error ?? '', /NOTHING WAS TRIED: no connection of pg or mysql2 was used/);
  });

  test('a connection that is left open was not counted, and that is a failure', async () => {
    const fields = { expect: undefined, files: { patch: 'patch.mjs', verify: 'patch.mjs' } };
    const { outcome, error } = await node(`${CONNECT}await client.query("update customers set plan = 'x'");\nprocess.exit(0);`, { fields });
    assert.equal(outcome, 'rolled-back');
    assert.match(error ?? '', /CONNECTIONS LEFT OPEN: 1 of 1/);
    assert.equal(await withoutPlan(), 2);
  });

  test('ATTACK what comes after the end of a connection is refused', async () => {
    const { blocked } = await node(`${CONNECT}await client.query('select 1');\nconst ended = client.end();\ntry { await client.query("update customers set plan = 'x'"); } catch {}\nawait ended;`);
    assert.equal(blocked[0]?.kind, 'sql');
    assert.equal(await withoutPlan(), 2);
  });

  test('ATTACK a cursor as the first statement is within our transaction', async () => {
    const submits = "const { Query } = pg;\nconst query = new Query(\"update customers set plan = 'x'\");\nconst done = new Promise(resolve => query.on('end', resolve));\nclient.query(query);\nawait done;\nawait client.end();";
    const { outcome, log } = await node(`${CONNECT}${submits}`);
    assert.equal(outcome, 'rolled-back', log);
    assert.equal(await withoutPlan(), 2);
  });

  test('a session that cannot be prepared gets nothing of the patch', async () => {
    const fields = { expect: { tables: [{ table: 'nothing', difference: { min: 0, max: 0 } }], queries: [{ name: 'x', query: 'select 1', min: 1, max: 1 }] } };
    const { error, log } = await node(`${CONNECT}try { await client.query("update customers set plan = 'x'"); } catch (error) { console.log('CAUGHT', error.message); }\nprocess.exit(0);`, { fields });
    assert.match(log, /CAUGHT relation "nothing" does not exist/);
    assert.match(error ?? '', /relation "nothing" does not exist/);
  });

  test('CommonJS is guarded as well', async () => {
    const { blocked } = await node("const { exec } = require('child_process');\ntry { exec('touch /tmp/x'); } catch {}", { file: 'patch.cjs' });
    assert.equal(blocked[0]?.kind, 'process');
  });
});

describe('Node, preloaded for real, on a real MariaDB', { skip: NO_MARIADB }, () => {
  let server: Server;
  let session: Session;
  before(async () => {
    server = await startMariadb();
    session = await connectMysql(server.url);
    await session.query('create database shop');
  });
  after(async () => {
    await session?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    for (const text of ['drop table if exists shop.customers', 'create table shop.customers (id int auto_increment primary key, name text, plan text) engine=innodb', 'insert into shop.customers (plan) values (null), (null)']) await session.query(text);
  });
  const CONNECT_MYSQL = "import { createConnection } from 'mysql2/promise';\nconst db = await createConnection(process.env.DATABASE_URL);\n";
  const CREATE_POOL = "import { createPool } from 'mysql2/promise';\nconst pool = createPool({ uri: process.env.DATABASE_URL, connectionLimit: 1 });\n";
  const fields = { database: 'mysql', expect: { tables: [{ table: 'shop.customers', difference: { min: 1, max: 1 } }], queries: [{ name: 'x', query: 'select count(*) from shop.customers where plan is null', min: 0, max: 0 }] } };
  const node = (text: string, more: object = {}) => runNode(text, { url: server.url, fields: { ...fields, ...more } });
  const withoutPlan = async () => Number((await session.query('select count(*) as n from shop.customers where plan is null')).rows[0].n);
  const GOOD = "await db.execute('update shop.customers set plan = ?', ['free']);\nawait db.query(\"insert into shop.customers (plan) values ('new')\");\n";

  test('mysql2: a dry run counts and leaves nothing', async () => {
    const { outcome, error, findings, log } = await node(`${CONNECT_MYSQL}await db.beginTransaction();\n${GOOD}await db.commit();\nawait db.end();`);
    assert.deepEqual([outcome, error, findings.map(({ found }) => found)], ['rolled-back', undefined, [1, 0]], log);
    assert.equal(await withoutPlan(), 2);
  });

  test('mysql2: a pool that is ended is counted as well', async () => {
    const { outcome, error, findings, log } = await node(`${CREATE_POOL}const db = pool;\n${GOOD}await pool.end();`);
    assert.deepEqual([outcome, error, findings.map(({ found }) => found)], ['rolled-back', undefined, [1, 0]], log);
    assert.equal(await withoutPlan(), 2);
  });

  test('mysql2: what commits is refused', async () => {
    for (const text of ['ALTER TABLE shop.customers ADD c int', 'TRUNCATE shop.customers', 'SET autocommit = 1', 'COMMIT']) {
      const { blocked } = await node(`${CONNECT_MYSQL}await db.query('delete from shop.customers');\ntry { await db.query('${text}'); } catch {}\nawait db.end();`);
      assert.equal(blocked[0]?.kind, 'sql', text);
      assert.equal(await withoutPlan(), 2);
    }
  });

  const ANEW: Array<[string, string]> = [
    ['changeUser', `${CONNECT_MYSQL}await db.query('select 1');\ntry { await db.changeUser({ user: 'root' }); } catch {}\n${GOOD}await db.end();`],
    ['reset', `${CONNECT_MYSQL}await db.query('select 1');\ntry { await new Promise((done, failed) => db.connection.reset(error => (error ? failed(error) : done()))); } catch {}\n${GOOD}await db.end();`],
    ['resetOnRelease', `${CREATE_POOL.replace('connectionLimit: 1', 'connectionLimit: 1, resetOnRelease: true')}const db = pool;\nprocess.on('uncaughtException', () => {});\nawait db.query('select 1');\nsetTimeout(() => process.exit(0), 500);\n${GOOD}await pool.end();`],
  ];
  for (const [name, text] of ANEW) {
    test(`ATTACK ${name} is refused, and nothing after it is real`, async () => {
      const { blocked, error } = await node(text);
      assert.equal(blocked[0]?.kind, 'sql');
      assert.match(error ?? '', /does not let this happen: sql: (?:changeUser|reset)\(\)/);
      assert.equal(await withoutPlan(), 2);
    });
  }

  test('ATTACK a deadlock that a patch swallows ends a dry run loudly, and what it wrote afterwards is not there', async () => {
    const text = `${CONNECT_MYSQL}
      await db.query("update shop.customers set plan = 'before' where id = 2");
      try { await db.query("update shop.customers set plan = 'never' where id = 1"); } catch (error) { console.log('RESCUED', error.errno); }
      await db.query("update shop.customers set plan = 'free'");
      await db.end();`;
    const { outcome, error, log } = await deadlocked(server.url, 'shop.customers', () => node(text, { lockTimeoutSeconds: 20, statementTimeoutSeconds: 20 }));
    assert.match(log, /RESCUED 1213/);
    assert.equal(await withoutPlan(), 2);
    assert.equal(outcome, 'failed');
    assert.match(error ?? '', /THE TRANSACTION WAS ENDED FROM WITHIN/);
  });
});

test('Node without pg and mysql2 has no dry run, and it says so', async () => {
  const { outcome, error } = await runNode('console.log(1)', { driver: false });
  assert.equal(outcome, 'rolled-back');
  assert.match(error ?? '', /neither pg nor mysql2/);
});
