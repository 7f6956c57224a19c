import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { runSql } from '../engines/sql';
import { connectMysql, type Session } from '../sql/session';
import { begin, LeftTransaction } from '../sql/transaction';
import { deadlocked } from './deadlock';
import { MYSQL_STATEMENTS } from './mysql-statements';
import { NO_MARIADB, startMariadb } from '../../people/test/mariadb';
import { patchWith } from './patches';
import type { Server } from '../../people/test/postgresql';

describe('SQL on a real MariaDB', { skip: NO_MARIADB }, () => {
  let server: Server;
  let session: Session;
  let second: Session;
  before(async () => {
    server = await startMariadb();
    second = await connectMysql(server.url);
  });
  after(async () => {
    await session?.close();
    await second?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    await session?.close();
    const setup = ['create database if not exists shop', 'use shop', 'drop table if exists t, marks, old, n, u', 'create table t (id int primary key, n int) engine=innodb', 'insert into t values (1, 1), (2, 2)', 'create table marks (id int) engine=innodb', 'create table old (id int) engine=myisam'];
    for (const text of setup) await second.query(text);
    session = await connectMysql(server.url);
    await session.query('use shop');
  });
  const count = async (table: string) => Number((await second.query(`select count(*) as n from ${table}`)).rows[0].n);
  const patch = (fields: object = {}) => patchWith({ database: 'mysql', expect: { queries: [{ name: 'one', query: 'select count(*) from t', min: 0, max: 99 }] }, ...fields });
  const attempt = (text: string, { fields = {}, values = {}, commits = false } = {}) =>
    runSql({ session, patch: patch(fields), values, role: 'patch', text, commits, log: () => {}, isStopped: () => false });

  test('nothing that the table calls harmless commits', async () => {
    const harmless = MYSQL_STATEMENTS.flatMap(({ statements }) => statements).filter(([kind]) => kind === 'rolls-back' || kind === 'stays');
    let ran = 0;
    for (const [, text] of harmless) {
      const fresh = await connectMysql(server.url);
      await fresh.query('use shop');
      await fresh.query('start transaction');
      await fresh.query('insert into marks values (1)');
      ran += await fresh.query(text).then(() => 1, () => 0);
      await fresh.query('rollback');
      await fresh.close();
      assert.equal(await count('marks'), 0, text);
    }
    // A few are of MySQL alone, or name what is not there.
    assert.ok(ran > harmless.length / 2, `${ran} of ${harmless.length} ran`);
  });

  test('what the table says commits does so here, for changes of the schema', async () => {
    for (const text of ['CREATE TABLE n (id INT)', 'ALTER TABLE t ADD COLUMN c INT', 'TRUNCATE TABLE old', 'DROP TABLE IF EXISTS n', 'BEGIN', 'SET autocommit = 1', 'SET @a = 1, autocommit = 1', 'LOCK TABLES t WRITE', '/*!50000 DROP TABLE IF EXISTS n */', 'ANALYZE TABLE t']) {
      await second.query('delete from marks');
      const fresh = await connectMysql(server.url);
      await fresh.query('use shop');
      if (text.includes('autocommit')) await fresh.query('set autocommit = 0');
      else await fresh.query('start transaction');
      await fresh.query('insert into marks values (1)');
      await fresh.query(text);
      await fresh.query('rollback').catch(() => undefined);
      await fresh.close();
      assert.equal(await count('marks'), 1, text);
    }
  });

  test('a dry run leaves nothing, a run commits', async () => {
    assert.equal((await attempt('delete from t')).outcome, 'rolled-back');
    assert.equal(await count('t'), 2);
    assert.equal((await attempt('delete from t', { commits: true })).outcome, 'committed');
    assert.equal(await count('t'), 0);
  });

  test('a change of the schema is refused before anything runs', async () => {
    const { outcome, error } = await attempt('delete from t; alter table t add column c int; delete from marks');
    assert.equal(outcome, 'failed');
    assert.match(error ?? '', /ends the transaction: alter table/);
    assert.equal(await count('t'), 2);
  });

  test('a table of an engine without transactions has no dry run, and the message names it', async () => {
    const { outcome, error } = await attempt('insert into `old` values (1)');
    assert.deepEqual([outcome, error], ['failed', 'A dry run is not possible: old (MyISAM) cannot roll back (engine of the table)']);
    assert.equal(await count('old'), 0);
  });

  test('a transaction that a procedure ended is told loudly', async () => {
    await second.query('create or replace procedure ends() begin insert into marks values (1); commit; end');
    const transaction = await begin(session, patch());
    await session.query('call ends()');
    await assert.rejects(transaction.rollback(), LeftTransaction);
    assert.equal(await count('marks'), 1);
  });

  test('a deadlock is a rollback, as MySQL took back everything, and no transaction that was ended from within', async () => {
    for (const text of ['drop table if exists people', 'create table people (id int auto_increment primary key, name text, plan text) engine=innodb', 'insert into people (id) values (1), (2)']) await second.query(text);
    for (const commits of [false, true]) {
      const text = "update people set plan = 'x' where id = 2; update people set plan = 'x' where id = 1";
      const { outcome, error } = await deadlocked(server.url, 'shop.people', () => attempt(text, { commits, fields: { lockTimeoutSeconds: 20, statementTimeoutSeconds: 20 } }));
      assert.equal(outcome, 'rolled-back');
      assert.match(error ?? '', /^line 1: Deadlock found/);
      assert.equal(Number((await second.query('select count(*) as n from people where plan is not null')).rows[0].n), 0);
    }
  });

  test('ATTACK hostile values of parameters are values', async () => {
    await second.query('create or replace table names (id int primary key, name text character set utf8mb4)');
    await second.query("insert into names values (1, '')");
    const fields = { parameters: [{ name: 'name', type: 'text', lines: true }, { name: 'id', type: 'integer' }] };
    for (const name of ["'; drop table names; -- ", "\\'; drop table names; -- ", '$(touch /tmp/x)', 'a\nb', '`x`', '/*!50000 drop table names */', ':id', '?', '\\! sh', '"', '\u2019']) {
      const { outcome, error } = await attempt('update names set name = :name where id = :id limit 1', { fields, values: { name, id: '1' }, commits: true });
      assert.deepEqual([outcome, error], ['committed', undefined], name);
      assert.equal((await second.query('select name from names')).rows[0].name, name);
    }
  });

  test('a lock that is not had in time ends the attempt', async () => {
    await second.query('start transaction');
    await second.query('update t set n = 9 where id = 1');
    try {
      assert.match((await attempt('update t set n = 3')).error ?? '', /Lock wait timeout/);
    } finally {
      await second.query('rollback');
    }
  });
});

/** A FAKE of MySQL, whose savepoint is gone. The setting is one that only the start of a server can change. */
const leaving = (rollsBack: number): Session => ({
  database: 'mysql',
  async query(text) {
    if (text.startsWith('ROLLBACK TO')) throw Object.assign(new Error('SAVEPOINT does not exist'), { errno: 1305 });
    return { rows: text.includes('innodb_rollback_on_timeout') ? [{ n: rollsBack }] : [], changed: 0 };
  },
  cancel: async () => {},
  close: async () => {},
});

test('a lock that is not had in time explains a lost transaction only where the server is set so', async () => {
  const times = { statementTimeoutSeconds: 1, lockTimeoutSeconds: 1 };
  await (await begin(leaving(1), times)).rollback({ errno: 1205 });
  await assert.rejects((await begin(leaving(0), times)).rollback({ errno: 1205 }), LeftTransaction);
  await assert.rejects((await begin(leaving(1), times)).rollback({ errno: 1064 }), LeftTransaction);
});
