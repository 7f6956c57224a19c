import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { connectPostgresql, type Session } from '../sql/session';
import { FIELDS } from './patches';
import { NO_POSTGRESQL, type Server, startPostgresql } from '../../people/test/postgresql';
import { NO_ACTIVE_RECORD, NO_RAILS, RAILS, type RubyRun, runRuby } from './ruby-app';

describe('Ruby with the real ActiveRecord on a real PostgreSQL', { skip: NO_ACTIVE_RECORD ?? NO_POSTGRESQL }, () => {
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
    await session.query('create table customers (id serial primary key, name text, plan text)');
    await session.query("insert into customers (name, plan) values ('Ann', null), ('Bob', 'paid'), ('Eve', null)");
  });
  const withoutPlan = async () => Number((await session.query('select count(*) as n from customers where plan is null')).rows[0].n);
  const ruby = (text: string, more: Partial<RubyRun> = {}) => runRuby({ text, url: server.url, ...more });
  const GOOD = "Customer.where(plan: nil).find_each { |each| each.update!(plan: 'free') }";

  test('a dry run counts inside of the transaction and leaves nothing', async () => {
    const { outcome, error, findings, unguarded, log } = await ruby(GOOD);
    assert.deepEqual([outcome, error], ['rolled-back', undefined], log);
    assert.deepEqual(findings, [{ name: 'customers without a plan', found: 0, min: 0, max: 0, holds: true }]);
    assert.match(unguarded.join('\n'), /2 changed records were not told/);
    assert.doesNotMatch(log, /AFTER COMMIT/);
    assert.equal(await withoutPlan(), 2);
  });

  test('a run whose counts are right is committed, and callbacks after commit run', async () => {
    const { outcome, error, log } = await ruby(GOOD, { mode: 'run' });
    assert.deepEqual([outcome, error], ['committed', undefined], log);
    assert.match(log, /AFTER COMMIT 1/);
    assert.equal(await withoutPlan(), 0);
  });

  test('callbacks after commit wait for the commit, and never run for what is rolled back', async () => {
    const text = "Customer.transaction { Customer.first.update!(plan: 'free') }\nwarn 'PATCH ENDED'";
    const kept = await ruby(text, { mode: 'run', fields: { expect: { queries: [{ name: 'x', query: 'select 1', min: 1, max: 1 }] } } });
    assert.match(kept.log, /PATCH ENDED[\s\S]*AFTER COMMIT 1/);
    const undone = await ruby(text, { mode: 'run' });
    assert.equal(undone.outcome, 'rolled-back');
    assert.doesNotMatch(undone.log, /AFTER COMMIT/);
  });

  test('a run whose counts are wrong is rolled back', async () => {
    const { outcome, findings } = await ruby("Customer.first.update!(plan: 'free')", { mode: 'run' });
    assert.deepEqual([outcome, findings[0].found, findings[0].holds], ['rolled-back', 1, false]);
    assert.equal(await withoutPlan(), 2);
  });

  test('a verify file that fails rolls back', async () => {
    const fields = { files: { patch: 'patch.rb', verify: 'verify.rb' } };
    const { outcome, findings } = await ruby(GOOD, { mode: 'run', fields, files: { 'verify.rb': "exit 1 if Customer.where(plan: 'free').count == 2" } });
    assert.deepEqual([outcome, findings[1].holds], ['rolled-back', false]);
    assert.equal(await withoutPlan(), 2);
  });

  test('nested transactions, requires_new and rollbacks of the patch stay within ours', async () => {
    const { outcome, findings, error, log } = await ruby(`
      Customer.transaction do
        Customer.first.update!(plan: 'free')
        Customer.transaction(requires_new: true) { Customer.last.update!(plan: 'x'); raise ActiveRecord::Rollback }
        Customer.transaction { Customer.last.update!(plan: 'free') }
      end`);
    assert.deepEqual([outcome, error, findings[0].found], ['rolled-back', undefined, 0], log);
    assert.equal(await withoutPlan(), 2);
  });

  const REFUSED_SQL: Array<[string, string]> = [
    ['a COMMIT in the middle', "ActiveRecord::Base.connection.execute('COMMIT')"],
    ['a COMMIT behind a comment and another statement', "ActiveRecord::Base.connection.execute(%q(select ';'; /* x */ CoMmIt))"],
    ['commit_db_transaction', 'ActiveRecord::Base.connection.commit_db_transaction'],
    ['ROLLBACK and BEGIN by the driver', "ActiveRecord::Base.connection.raw_connection.exec('ROLLBACK')"],
    ['a connection of its own by the driver', "PG.connect(ENV['DATABASE_URL']).exec(%q(update customers set plan = 'x'))"],
    ['a new connection of ActiveRecord', "ActiveRecord::Base.establish_connection(ENV['DATABASE_URL']); Customer.update_all(plan: 'x')"],
    ['a schema change that patch.yaml does not declare', 'ActiveRecord::Base.connection.add_column(:customers, :x, :integer)'],
    ['dblink', "ActiveRecord::Base.connection.execute(%q(select dblink_exec('x', 'y')))"],
  ];
  for (const [name, text] of REFUSED_SQL) {
    test(`ATTACK ${name} is blocked and reported`, async () => {
      const { outcome, error, blocked, log } = await ruby(`Customer.first.update!(plan: 'free')\n${text}`);
      assert.equal(outcome, 'rolled-back', log);
      assert.match(error ?? '', /A dry run does not let this happen: sql/, log);
      assert.equal(blocked[0].kind, 'sql');
      assert.equal(await withoutPlan(), 2);
    });
  }

  test('ATTACK hooks at exit, threads and exit! write nothing after the rollback', async () => {
    for (const text of ["at_exit { Customer.update_all(plan: 'x') }", "Thread.new { sleep 0.2; Customer.update_all(plan: 'x') }; at_exit { sleep 0.5 }", "Customer.update_all(plan: 'x'); exit!(0)", "ObjectSpace.define_finalizer(Object.new, proc { Customer.update_all(plan: 'x') })"]) {
      await ruby(text);
      assert.equal(await withoutPlan(), 2, text);
    }
  });

  test('what a thread of the patch does is rolled back too', async () => {
    const { outcome, log } = await ruby("Thread.new { Customer.update_all(plan: 'free') }.join");
    assert.equal(outcome, 'rolled-back', log);
    assert.equal(await withoutPlan(), 2);
  });

  test('exit! leaves no report, and that is a failure', async () => {
    const { outcome, error } = await ruby("Customer.update_all(plan: 'x'); exit!(0)");
    assert.equal(outcome, 'failed');
    assert.match(error ?? '', /No report was left/);
  });

  test('jobs and mails are left out and recorded; the patch goes on', async () => {
    const { outcome, error, blocked, log } = await ruby(`
      Greet.perform_later(1)
      Greet.set(wait: 60).perform_later(2)
      Hard.perform_async('x')
      Hard.perform_in(60, 'y')
      Sidekiq::Client.push_bulk('class' => Hard, 'args' => [[1], [2]])
      Post.hello.deliver_now
      Post.hello.deliver_later
      ${GOOD}`);
    assert.deepEqual([outcome, error], ['rolled-back', undefined], log);
    assert.deepEqual(blocked.map(({ kind }) => kind), ['enqueue', 'enqueue', 'enqueue', 'enqueue', 'enqueue', 'enqueue', 'mail', 'enqueue']);
    assert.match(blocked[0].detail, /Greet \[1\]/);
  });

  const OUTSIDE: Array<[string, string, string]> = [
    ['http', "Net::HTTP.get(URI('http://192.0.2.1/x'))", '192.0.2.1:80'],
    ['socket', "TCPSocket.new('192.0.2.1', 25)", '192.0.2.1:25'],
    ['socket', "Socket.tcp('192.0.2.1', 25)", '192.0.2.1:25'],
    ['socket', "Socket.new(:INET, :STREAM).connect(Socket.sockaddr_in(25, '192.0.2.1'))", '192.0.2.1:25'],
    ['socket', "UDPSocket.new.send('x', 0, '192.0.2.1', 53)", '192.0.2.1:53'],
    ['socket', "UNIXSocket.new('/run/docker.sock')", '/run/docker.sock'],
    ['process', "system('touch', '/tmp/x')", 'system touch /tmp/x'],
    ['process', 'puts `touch /tmp/x`', 'touch /tmp/x'],
    ['process', "Process.spawn('touch /tmp/x')", 'spawn touch /tmp/x'],
    ['process', "IO.popen('touch /tmp/x')", 'popen touch /tmp/x'],
    ['process', "Open3.capture2('touch /tmp/x')", 'touch /tmp/x'],
    ['process', "open('|touch /tmp/x')", 'open |touch /tmp/x'],
    ['process', "Kernel.exec('touch /tmp/x')", 'exec touch /tmp/x'],
    ['process', 'fork { Customer.update_all(plan: 1) }', 'fork'],
    ['process', 'Process.fork { 1 }', 'fork'],
    ['process', 'Process.daemon', 'daemon'],
  ];
  test('ATTACK what reaches outside, forks among them, is blocked even where the patch rescues everything', async () => {
    for (const [kind, text, detail] of OUTSIDE) {
      const { outcome, blocked, error, log } = await ruby(`begin; ${text}; rescue StandardError; end`);
      assert.equal(outcome, 'rolled-back', log);
      assert.deepEqual([blocked[0]?.kind, blocked[0]?.detail.includes(detail)], [kind, true], `${text}: ${JSON.stringify(blocked)}`);
      assert.match(error ?? '', /does not let this happen/, text);
    }
  });

  test('in a run nothing is blocked', async () => {
    const { log, blocked } = await ruby(`puts \`echo from a shell\`\n${GOOD}`, { mode: 'run' });
    assert.match(log, /from a shell/);
    assert.deepEqual(blocked, []);
  });

  test('a patch that forks in a run is told: what it left behind is killed', async () => {
    const { outcome, error } = await ruby(`${GOOD}\nfork { Process.setsid; sleep 60 }`, { mode: 'run' });
    assert.match(error ?? '', /left 1 processes behind/);
    assert.equal(outcome, 'committed', 'that came before');
    assert.equal(await withoutPlan(), 0);
  });

  test('a patch past its time limit is stopped, and rolled back by the database', async () => {
    const { outcome } = await ruby("Customer.update_all(plan: 'x'); sleep 60", { mode: 'run', timeLimitMs: 4000 });
    assert.equal(outcome, 'stopped');
    assert.equal(await withoutPlan(), 2);
  });

  test('parameters come as data', async () => {
    const plan = `'); drop table customers; -- $(touch /tmp/x) \`id\` "\n\\`;
    const fields = { parameters: [{ name: 'plan', type: 'text', lines: true }] };
    const { outcome, log } = await ruby("Customer.where(plan: nil).update_all(plan: JSON.parse(ENV.fetch('PATCH_PARAMETERS'))['plan'])", { mode: 'run', fields, values: { plan } });
    assert.equal(outcome, 'committed', log);
    assert.equal((await session.query('select plan from customers where id = 1')).rows[0].plan, plan);
  });

  test('a rake task gets its parameters as arguments', async () => {
    const Rakefile = "task(:environment) { require './config/environment' }\ntask(:fix, [:plan] => :environment) { |_, args| Customer.where(plan: nil).update_all(plan: args[:plan]) }\n";
    const fields = { engine: 'rake', files: {}, task: 'fix', parameters: [{ name: 'plan', type: 'text' }] };
    const { outcome, error, log } = await ruby('', { mode: 'run', fields, app: { Rakefile }, values: { plan: 'fr]ee, $(x)' } });
    assert.deepEqual([outcome, error], ['committed', undefined], log);
    assert.equal((await session.query('select plan from customers where id = 1')).rows[0].plan, 'fr]ee, $(x)');
  });

  test('bin/rails runner of a real Rails: a dry run leaves nothing, a run commits', { skip: NO_RAILS }, async () => {
    const fields = { engine: 'rails-runner' };
    const tried = await ruby(GOOD, { fields, app: RAILS });
    assert.deepEqual([tried.outcome, tried.error, tried.findings[0]?.found], ['rolled-back', undefined, 0], tried.log);
    assert.equal(await withoutPlan(), 2);
    const committing = await ruby("ActiveRecord::Base.connection.execute('COMMIT')", { fields, app: RAILS });
    assert.deepEqual([committing.outcome, committing.blocked[0]?.kind], ['rolled-back', 'sql'], committing.log);
    const kept = await ruby(GOOD, { fields, app: RAILS, mode: 'run' });
    assert.deepEqual([kept.outcome, kept.error], ['committed', undefined], kept.log);
    assert.equal(await withoutPlan(), 0);
  });

  test('a schema change that patch.yaml declares is rolled back with the rest', async () => {
    const { outcome, error, log } = await ruby(`ActiveRecord::Base.connection.add_column(:customers, :x, :integer)\n${GOOD}`, { fields: { ddl: 'transactional' } });
    assert.deepEqual([outcome, error], ['rolled-back', undefined], log);
    assert.equal((await session.query("select count(*)::int as n from information_schema.columns where table_name = 'customers' and column_name = 'x'")).rows[0].n, 0);
  });

  test('without ActiveRecord there is no dry run, and it says so', async () => {
    const { outcome, error } = await ruby('puts 1', { app: { 'config/environment.rb': '' }, fields: { ...FIELDS, engine: 'ruby', files: { patch: 'patch.rb' } } });
    assert.equal(outcome, 'failed');
    assert.match(error ?? '', /ActiveRecord is not loaded/);
  });
});
