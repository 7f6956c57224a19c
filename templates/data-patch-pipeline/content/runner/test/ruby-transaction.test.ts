import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { connectPostgresql, type Session } from '../sql/session';
import { NO_POSTGRESQL, type Server, startPostgresql } from '../../people/test/postgresql';
import { ENVIRONMENT, NO_ACTIVE_RECORD, type RubyRun, runRuby } from './ruby-app';

describe('the transaction around a Ruby patch, with the real ActiveRecord on a real PostgreSQL', { skip: NO_ACTIVE_RECORD ?? NO_POSTGRESQL }, () => {
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
    for (const text of ['drop table if exists customers', 'create table customers (id serial primary key, name text, plan text)', "insert into customers (name, plan) values ('Ann', null), ('Bob', 'paid'), ('Eve', null)"]) await session.query(text);
  });
  const withoutPlan = async () => Number((await session.query('select count(*) as n from customers where plan is null')).rows[0].n);
  const ruby = (text: string, more: Partial<RubyRun> = {}) => runRuby({ text, url: server.url, ...more });
  const WRONG = "Customer.first.update!(plan: 'free')";
  const GOOD = "Customer.where(plan: nil).each { |each| each.update!(plan: 'free') }";

  const LEAVING: Array<[string, string]> = [
    ['COMMIT', "ActiveRecord::Base.connection.execute('COMMIT')"],
    ['COMMIT in a thread', "Thread.new { ActiveRecord::Base.connection.execute('COMMIT') }.join"],
    ['a session that begins anew', 'ActiveRecord::Base.connection.raw_connection.reset'],
    ['a connection of its own', "PG.connect(ENV['DATABASE_URL']).exec(%q(update customers set plan = 'x'))"],
    ['DDL that patch.yaml does not declare', 'ActiveRecord::Base.connection.add_column(:customers, :x, :integer)'],
  ];
  for (const [name, text] of LEAVING) {
    for (const mode of ['dry-run', 'run'] as const) {
      test(`ATTACK ${name} is refused in a ${mode}: ROLLED BACK is true, even where the patch rescues everything`, async () => {
        const { outcome, error, blocked, log } = await ruby(`${GOOD}\nbegin; ${text}; rescue Exception; end`, { mode });
        assert.deepEqual([outcome, blocked[0]?.kind], ['rolled-back', 'sql'], log);
        assert.match(error ?? '', /does not let this happen: sql/);
        assert.equal(await withoutPlan(), 2);
      });
    }
  }

  test('a transaction that is left in a way nobody refused is told, and is no rollback', async () => {
    // Below the guard, as a library in C would do it.
    const text = `${WRONG}\nThread.current[:patch_runner_own] = true; ActiveRecord::Base.connection.execute('COMMIT'); Thread.current[:patch_runner_own] = nil`;
    for (const mode of ['dry-run', 'run'] as const) {
      const { outcome, error, log } = await ruby(text, { mode });
      assert.equal(outcome, 'failed', log);
      assert.match(error ?? '', /THE TRANSACTION WAS ENDED FROM WITHIN/);
    }
    assert.equal(await withoutPlan(), 1, 'and it was right: that is committed');
  });

  test('a failed transaction is no commit, though PostgreSQL answers COMMIT', async () => {
    const fields = { expect: undefined, files: { patch: 'patch.rb', verify: 'verify.rb' } };
    const { outcome, error, log } = await ruby(`${GOOD}\nbegin; ActiveRecord::Base.connection.execute('select 1/0'); rescue StandardError; end`, { mode: 'run', fields, files: { 'verify.rb': '' } });
    assert.equal(outcome, 'rolled-back', log);
    assert.match(error ?? '', /current transaction is aborted/);
    assert.equal(await withoutPlan(), 2);
  });

  test('a transaction that the patch began and never ended is not committed', async () => {
    const { outcome, error, log } = await ruby(`ActiveRecord::Base.connection.begin_transaction\n${GOOD}`, { mode: 'run' });
    assert.equal(outcome, 'rolled-back', log);
    assert.match(error ?? '', /left a transaction open/);
    assert.equal(await withoutPlan(), 2);
  });

  test('ATTACK a prepared statement writes nothing after a dry run', async () => {
    await ruby(`raw = ActiveRecord::Base.connection.raw_connection\nraw.prepare('mine', %q(update customers set plan = 'x'))\nat_exit { raw.exec_prepared('mine') }`);
    assert.equal(await withoutPlan(), 2);
  });

  test('callbacks after a rollback write nothing after a dry run', async () => {
    const environment = ENVIRONMENT.replace('after_commit', 'after_rollback { Customer.update_all(plan: "x") }\n  after_commit');
    const { outcome, log } = await ruby(GOOD, { app: { 'config/environment.rb': environment } });
    assert.equal(outcome, 'rolled-back', log);
    assert.equal(await withoutPlan(), 2);
  });

  test('a callback that fails after the commit does not hide that it was committed', async () => {
    const environment = ENVIRONMENT.replace('after_commit {', "after_commit { raise 'mail is away';");
    const { outcome, error, log } = await ruby(GOOD, { mode: 'run', app: { 'config/environment.rb': environment } });
    assert.equal(outcome, 'committed', log);
    assert.match(error ?? '', /mail is away/);
    assert.equal(await withoutPlan(), 0);
  });
});
