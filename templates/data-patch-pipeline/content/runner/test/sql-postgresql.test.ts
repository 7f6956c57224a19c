import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { runSql, verifySql } from '../engines/sql';
import { dryRunSentence } from '../patch/patch';
import { connectPostgresql, type Session } from '../sql/session';
import { begin, LeftTransaction } from '../sql/transaction';
import { patchWith } from './patches';
import { NO_POSTGRESQL, type Server, startPostgresql } from '../../people/test/postgresql';

describe('SQL on a real PostgreSQL', { skip: NO_POSTGRESQL }, () => {
  let server: Server;
  let session: Session;
  let second: Session;
  before(async () => {
    server = await startPostgresql();
    session = await connectPostgresql(server.url);
    second = await connectPostgresql(server.url);
  });
  after(async () => {
    await session?.close();
    await second?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    for (const text of [
      'drop table if exists customers, notes',
      'create table customers (id int primary key, name text, plan text)',
      "insert into customers values (1, 'Ann', null), (2, 'Bob', 'paid'), (3, 'Eve', null)",
    ]) {
      await session.query(text);
    }
  });
  const withoutPlan = async () => Number((await second.query('select count(*) as n from customers where plan is null')).rows[0].n);
  const attempt = (fields: object = {}, { text = "update customers set plan = 'free' where plan is null;", values = {}, commits = true, verify = undefined as string | undefined, role = 'patch' as const } = {}) => {
    const patch = patchWith({ transaction: 'one', ...fields });
    return runSql({ session, patch, values, role, text, verify, commits, log: () => {}, isStopped: () => false });
  };

  test('a session has the name of its build, by which the audit log tells it from others', async () => {
    const named = await connectPostgresql(server.url, 'patch 1');
    const { rows } = await named.query('select application_name from pg_stat_activity where pid = pg_backend_pid()');
    await named.close();
    assert.deepEqual(rows, [{ application_name: 'patch 1' }]);
  });

  test('a dry run counts inside of the transaction and leaves nothing', async () => {
    const { outcome, findings, error } = await attempt({ expect: { changed: { min: 2, max: 2 }, tables: [{ table: 'customers', difference: { min: 0, max: 0 } }], queries: patchWith().expect.queries } }, { commits: false });
    assert.deepEqual([outcome, error, findings.map(({ found, holds }) => [found, holds])], ['rolled-back', undefined, [[0, true], [0, true], [2, true]]]);
    assert.equal(await withoutPlan(), 2);
  });

  test('a run whose counts are right is committed', async () => {
    const { outcome, counts } = await attempt({ expect: { tables: [{ table: 'customers', difference: { min: 0, max: 0 } }], queries: patchWith().expect.queries } });
    assert.deepEqual([outcome, counts], ['committed', [{ table: 'customers', before: 3, after: 3 }]]);
    assert.equal(await withoutPlan(), 0);
  });

  test('a run whose counts are wrong is rolled back, all of it', async () => {
    const { outcome, findings } = await attempt({ expect: { changed: { min: 1, max: 1 }, queries: patchWith().expect.queries } });
    assert.deepEqual([outcome, findings[1]], ['rolled-back', { name: 'rows changed', found: 2, min: 1, max: 1, holds: false }]);
    assert.equal(await withoutPlan(), 2);
  });

  test('every row that files.verify finds is a fault', async () => {
    assert.throws(() => patchWith({ files: { patch: 'patch.sql', verify: 'patch.sql' } }), /may only read/);
    const found = await attempt({}, { verify: "select id from customers where plan = 'paid'" });
    assert.equal(found.outcome, 'rolled-back');
    assert.equal(found.findings[1].found, 1);
  });

  test('schema changes roll back where they are declared, and are refused where they are not', async () => {
    const text = 'create table notes (n int); update customers set plan = \'free\' where plan is null;';
    assert.match((await attempt({}, { text, commits: false })).error ?? '', /line 1: changes the schema: create table notes/);
    assert.equal((await attempt({ ddl: 'transactional' }, { text, commits: false })).outcome, 'rolled-back');
    assert.equal((await second.query("select to_regclass('notes') is null as gone")).rows[0].gone, true);
  });

  test('ATTACK a patch that COMMITs in the middle is refused before anything runs', async () => {
    for (const text of ['update customers set plan = null; COMMIT; select 1', 'update customers set plan = null; co/**/mmit; END', 'update customers set plan = null; /* x */ end -- ;', 'abort; begin']) {
      const { error, outcome } = await attempt({}, { text, commits: false });
      assert.equal(outcome, 'failed', text);
      assert.match(error ?? '', /ends the transaction|may not run/, text);
    }
    assert.equal(await withoutPlan(), 2);
  });

  test('ATTACK a COMMIT inside of DO or of a procedure is refused by PostgreSQL', async () => {
    const { outcome, error, unguarded } = await attempt({}, { text: "do $$ begin update customers set plan = 'x'; commit; end $$", commits: false });
    assert.deepEqual([outcome, unguarded.length], ['rolled-back', 1]);
    assert.match(error ?? '', /invalid transaction termination/);
    assert.equal(await withoutPlan(), 2);
  });

  test('a transaction that was ended from within is told loudly', async () => {
    for (const end of ['commit', 'rollback'] as const) {
      const transaction = await begin(session, { statementTimeoutSeconds: 5, lockTimeoutSeconds: 1 });
      await session.query('COMMIT');
      await assert.rejects(transaction[end](), LeftTransaction);
    }
  });

  test('ATTACK hostile values of parameters are values', async () => {
    const fields = { parameters: [{ name: 'plan', type: 'text', lines: true }, { name: 'id', type: 'integer' }], expect: { changed: { min: 1, max: 1 }, queries: [{ name: 'x', query: 'select 1', min: 1, max: 1 }] } };
    for (const plan of ["'; drop table customers; --", '$(touch /tmp/x)', '`id`', 'a;b', 'a\nb', '\\! touch /tmp/x', "\\'", ':id', '$1', '"', "E'\\x00'", '%s{}', '$$', '\u2019 OR 1=1']) {
      const { outcome, error } = await attempt(fields, { text: 'update customers set plan = :plan where id = :id::int', values: { plan, id: '1' } });
      assert.deepEqual([outcome, error], ['committed', undefined], plan);
      assert.equal((await second.query('select plan from customers where id = 1')).rows[0].plan, plan);
    }
    assert.equal((await second.query('select count(*)::int as n from customers')).rows[0].n, 3);
  });

  test('ATTACK \\! and \\copy in a patch are no SQL, and nothing of the file runs', async () => {
    for (const text of ['update customers set plan = 1; \n\\! touch /tmp/x', '\\copy customers to program \'sh\'', "copy customers to program 'touch /tmp/x'"]) {
      const { outcome, error } = await attempt({}, { text });
      assert.equal(outcome, 'failed');
      assert.match(error ?? '', /command of a client|outside of the transaction/);
    }
  });

  test('a lock that is not had in time ends the attempt', async () => {
    await second.query('begin');
    await second.query('lock table customers');
    try {
      const { outcome, error } = await attempt();
      assert.equal(outcome, 'rolled-back');
      assert.match(error ?? '', /lock timeout/);
    } finally {
      await second.query('rollback');
    }
  });

  test('a statement past its time limit ends the attempt', async () => {
    const { outcome, error } = await attempt({ statementTimeoutSeconds: 1 }, { text: "update customers set plan = 'free'; select pg_sleep(20)" });
    assert.equal(outcome, 'rolled-back');
    assert.match(error ?? '', /line 1: .*statement timeout/);
    assert.equal(await withoutPlan(), 2);
  });

  test('a patch that commits by itself has no dry run, and approvers read why', async () => {
    const patch = patchWith({ transaction: 'own', dryRun: { unavailable: 'CREATE INDEX CONCURRENTLY' } });
    assert.equal(dryRunSentence(patch), 'NO DRY RUN IS POSSIBLE (engine sql): CREATE INDEX CONCURRENTLY');
    const { outcome } = await attempt({ transaction: 'own', dryRun: { unavailable: 'so' } }, { text: "update customers set plan = 'free'; create index concurrently plans on customers (plan)" });
    assert.equal(outcome, 'done');
  });

  test('verify can read, and nothing else', async () => {
    const patch = patchWith();
    const work = { session, patch, values: {}, log: () => {} };
    assert.equal((await verifySql(work))[0].found, 2);
    await assert.rejects(verifySql({ ...work, verify: 'with gone as (delete from customers returning 1) select * from gone' }), /read-only transaction/);
    assert.equal(await withoutPlan(), 2);
  });
});
