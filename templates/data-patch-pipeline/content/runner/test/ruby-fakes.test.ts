import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { NO_RUBY } from './ruby-app';
import { temporaryFolder } from './temporary';

/**
 * A stand-in for what of ActiveRecord 7.2 and of the AWS SDK the prelude calls: neither gem can be installed
 * everywhere. It shows that the right methods are called in the right order, not that Rails behaves so.
 */
const FAKES = `
CALLS = []
class Transaction
  def records = [Object.new]
  def joinable? = false
end
class Manager
  def begin_transaction(**) = CALLS << :begin
end
class Connection
  def adapter_name = 'PostgreSQL'
  def current_transaction = @current ||= Transaction.new
  def transaction_manager = @manager ||= Manager.new
  def materialize_transactions = CALLS << :materialize
  def transaction_open? = @open.nil?
  def rollback_transaction = (@open = false) || CALLS << :rollback
  def disconnect! = CALLS << :disconnect
  def execute(sql) = CALLS << sql
  def select_value(sql) = (CALLS << sql) && '3'
  def quote_column_name(name) = %("#{name}")
end
class Pool
  Config = Struct.new(:adapter)
  def pin_connection!(lock) = CALLS << [:pin, lock]
  def unpin_connection! = CALLS << :unpin
  def lease_connection = CONNECTION
  def db_config = Config.new('postgresql')
end
CONNECTION = Connection.new
POOL = Pool.new
module ActiveRecord
  Rollback = Class.new(StandardError)
  def self.gem_version = Gem::Version.new('7.2.0')
  class Base
    def self.connection_pool = POOL
    def self.connection = CONNECTION
    def self.connection_handler = Class.new { def connection_pool_list(which) = (CALLS << [:list, which]) && [POOL] }.new
  end
end
module Aws; module S3; class Client; end; end; module SQS; class Client; end; end; end
module Seahorse
  module Client
    Context = Struct.new(:client, :operation_name)
    class Request
      attr_reader :context
      def initialize(context) = @context = context
      def send_request(*) = CALLS << :sent
    end
  end
end
at_exit { warn "CALLS #{CALLS.inspect}" }
`;

function dryRun(patch: string) {
  const folder = temporaryFolder('fakes');
  const plan = { engine: 'ruby', commits: false, transaction: 'one', ddl: 'none', file: join(folder, 'patch.rb'), tables: [{ table: 'a.b', difference: { min: 0, max: 0 } }], queries: [{ query: 'select 3', min: 3, max: 3 }], allowedHosts: [], parameters: {}, statementTimeoutSeconds: 5, lockTimeoutSeconds: 1 };
  for (const [name, text] of Object.entries({ 'plan.json': JSON.stringify(plan), 'patch.rb': patch, 'fakes.rb': FAKES })) writeFileSync(join(folder, name), text);
  const { stderr, status } = spawnSync('ruby', ['-r', join(folder, 'fakes.rb'), join(__dirname, '../ruby/patch.rb')], { cwd: folder, encoding: 'utf8', env: { ...process.env, PATCH_PLAN: join(folder, 'plan.json'), PATCH_REPORT: join(folder, 'report.json') } });
  return { stderr, status, report: JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) };
}

describe('the Ruby prelude on a FAKE of newer gems', { skip: NO_RUBY }, () => {
  test('Rails 7.2: every pool is pinned with its lock, counted, rolled back, let go and closed', () => {
    const { stderr, report } = dryRun('CALLS << :patch');
    assert.equal(report.error, null, stderr);
    const calls = /CALLS (.*)/.exec(stderr)?.[1] ?? '';
    const order = ['[:list, :all]', '[:pin, true]', ':materialize', 'statement_timeout = 5000', 'lock_timeout = 1000', 'SAVEPOINT runner_', 'SELECT count(*)', ':patch', 'SELECT count(*)', 'select 3', 'ROLLBACK TO SAVEPOINT runner_', ':rollback', ':unpin', ':disconnect'];
    let at = -1;
    for (const step of order) {
      const next = calls.indexOf(step, at + 1);
      assert.ok(next > at, `${step} in ${calls}`);
      at = next;
    }
    assert.deepEqual([report.outcome, report.counts, report.answers], ['rolled-back', [{ table: 'a.b', before: 3, after: 3 }], [3]]);
  });
  test('the AWS SDK: S3 and the others are refused by name of client and operation', () => {
    for (const [service, kind] of [['S3', 's3'], ['SQS', 'aws']]) {
      const { report, stderr } = dryRun(`Seahorse::Client::Request.new(Seahorse::Client::Context.new(Aws::${service}::Client.new, :put_object)).send_request`);
      assert.deepEqual(report.blocked, [{ kind, detail: `Aws::${service}::Client put_object` }], stderr);
      assert.doesNotMatch(stderr, /:sent/);
    }
  });
});
