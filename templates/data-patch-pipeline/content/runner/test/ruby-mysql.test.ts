import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, beforeEach, describe, test } from 'node:test';
import { connectMysql, type Session } from '../sql/session';
import { NO_MARIADB, startMariadb } from '../../people/test/mariadb';
import type { Server } from '../../people/test/postgresql';
import { deadlocked } from './deadlock';
import { NO_ACTIVE_RECORD, type RubyRun, runRuby } from './ruby-app';

const NO_MYSQL2 = spawnSync('ruby', ['-e', "require 'mysql2'"]).status === 0 ? undefined : 'NOT RUN: no Ruby with mysql2 here';

/** As in `ruby-app.ts`, by the driver of MySQL. */
const ENVIRONMENT = `
require 'active_record'
socket = ENV.fetch('DATABASE_URL')[/socketPath=(.*)/, 1].gsub('%2F', '/')
ActiveRecord::Base.establish_connection(adapter: 'mysql2', socket: socket, username: 'root', database: 'shop')
class Customer < ActiveRecord::Base
  after_commit { Mark.insert({ note: 'after commit' }) }
end
class Mark < ActiveRecord::Base; end
`;

describe('Ruby with the real ActiveRecord on a real MariaDB', { skip: NO_ACTIVE_RECORD ?? NO_MYSQL2 ?? NO_MARIADB }, () => {
  let server: Server;
  let session: Session;
  before(async () => {
    server = await startMariadb();
    session = await connectMysql(server.url);
    for (const text of ['create database shop', 'use shop', 'create table marks (id int auto_increment primary key, note text) engine=innodb']) await session.query(text);
  });
  after(async () => {
    await session?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    for (const text of ['drop table if exists customers', 'create table customers (id int auto_increment primary key, name varchar(20), plan varchar(40)) engine=innodb', "insert into customers (name, plan) values ('Ann', null), ('Bob', 'paid'), ('Eve', null)", 'delete from marks']) await session.query(text);
  });
  const plans = async () => (await session.query('select plan from customers order by id')).rows.map(({ plan }) => plan);
  const UNTOUCHED = [null, 'paid', null];
  const ruby = (text: string, more: Partial<RubyRun> = {}) => {
    const { fields, ...rest } = more;
    return runRuby({ text, url: server.url, app: { 'config/environment.rb': ENVIRONMENT }, fields: { database: 'mysql', ...fields }, ...rest });
  };
  const GOOD = "Customer.where(plan: nil).find_each { |each| each.update!(plan: 'free') }";

  test('a dry run counts inside of the transaction and leaves nothing', async () => {
    const { outcome, error, findings, log } = await ruby(GOOD);
    assert.deepEqual([outcome, error, findings[0].found], ['rolled-back', undefined, 0], log);
    assert.deepEqual(await plans(), UNTOUCHED);
  });

  test('a run commits, and what callbacks write after the commit stays as well', async () => {
    const { outcome, error, log } = await ruby(GOOD, { mode: 'run' });
    assert.deepEqual([outcome, error], ['committed', undefined], log);
    assert.deepEqual(await plans(), ['free', 'paid', 'free']);
    assert.equal(Number((await session.query("select count(*) as n from marks where note = 'after commit'")).rows[0].n), 2);
  });

  for (const mode of ['dry-run', 'run'] as const) {
    test(`ATTACK a deadlock that a patch swallows ends a ${mode} loudly, and what it wrote afterwards is not there`, async () => {
      const text = `
        Customer.find(2).update!(plan: 'before')
        begin
          Customer.where(id: 1).update_all(plan: 'never')
        rescue ActiveRecord::Deadlocked => e
          warn "RESCUED #{e.class}"
        end
        Customer.where(plan: nil).update_all(plan: 'free')
        Customer.find(3).update!(plan: 'after')`;
      const { outcome, error, log } = await deadlocked(server.url, 'shop.customers', () => ruby(text, { mode, fields: { lockTimeoutSeconds: 20, statementTimeoutSeconds: 20 } }));
      assert.match(log, /RESCUED ActiveRecord::Deadlocked/);
      assert.deepEqual(await plans(), UNTOUCHED, log);
      assert.equal(outcome, 'failed', log);
      assert.match(error ?? '', /THE TRANSACTION WAS ENDED FROM WITHIN/);
    });
    for (const text of ['COMMIT', 'ALTER TABLE customers ADD COLUMN c INT', 'CALL anything()', 'SET autocommit = 1']) {
      test(`ATTACK ${text} is refused in a ${mode}, and the rest is rolled back`, async () => {
        const { outcome, error, blocked, log } = await ruby(`${GOOD}\nbegin; ActiveRecord::Base.connection.execute('${text}'); rescue Exception; end`, { mode });
        assert.deepEqual([outcome, blocked[0]?.kind], ['rolled-back', 'sql'], log);
        assert.match(error ?? '', /does not let this happen: sql/);
        assert.deepEqual(await plans(), UNTOUCHED);
      });
    }
  }
});
