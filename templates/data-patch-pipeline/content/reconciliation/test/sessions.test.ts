import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { applicationOf } from '../../runner/environment';
import { LOG_GROUP, ReconciliationWorld } from './reconciliation-world';

let world: ReconciliationWorld;
beforeEach(async () => {
  world = await new ReconciliationWorld().start();
  world.audited = true;
});
afterEach(() => world.stop());

/** A line as pgaudit writes it on RDS: see audit.test.ts. */
function logs(user: string, { at = world.now, kind = 'WRITE', command = 'UPDATE', connection = 7, host = '10.0.1.5', application = null as string | null } = {}): void {
  const time = at.toISOString().slice(0, 19).replace('T', ' ');
  const more = application === null ? '' : `3:00000:2026-11-24 09:59:58 UTC:12/34:0:693c34cb.2398:${application}:`;
  const message = `${time} UTC:${host}(51234):${user}@shop:[${connection}]:${more}LOG:  AUDIT: SESSION,1,1,${kind},${command},TABLE,public.t,"…",<not logged>`;
  world.past.logLines.push({ message, timestamp: at.getTime(), logStreamName: 'shop.0' });
}

const after = (minutes: number) => new Date(world.now.getTime() + minutes * 60_000);

test('writes of a patch while its build ran are approved, and the report names the log', async () => {
  await world.runs();
  logs('shop_patch', { at: after(5) });
  logs('shop_patch', { at: after(6), command: 'INSERT' });
  const report = await world.reconcile();
  assert.deepEqual(report.scope.databaseSessions, { logGroup: LOG_GROUP });
  assert.deepEqual([report.approved, report.changes, report.unapproved.length], [2, 2, 0], 'the build and its session');
});

test('a dry run may write, because it is rolled back: its session is no change, as it is none', async () => {
  await world.triesOut('dry-run');
  logs('shop_patch', { at: after(5) });
  const { unapproved, unknown, changes, approved, dryRuns } = await world.reconcile();
  assert.deepEqual([unapproved, unknown, changes, approved, dryRuns], [[], [], 0, 0, 2]);
});

/** Somebody starts a dry run, which nobody must approve, and uses the password of patches in its time. */
test('ATTACK: in the time of a dry run the password of patches is used from elsewhere: nobody vouches for it', async () => {
  await world.triesOut('dry-run');
  logs('shop_patch', { at: after(4) });
  logs('shop_patch', { at: after(5), host: '10.0.9.9', connection: 8 });
  const { unapproved, unknown, dryRuns } = await world.reconcile();
  assert.deepEqual([unapproved, dryRuns], [[], 1], 'only the dry run itself');
  assert.deepEqual(unknown.map(({ id }) => id).sort(), ['shop_patch@10.0.1.5#7', 'shop_patch@10.0.9.9#8']);
  assert.match(unknown[0].reason, /has one address, and writes came from 2: 10\.0\.1\.5, 10\.0\.9\.9/);
});

test('ATTACK: in the time of a dry run another user writes', async () => {
  await world.triesOut('dry-run');
  logs('shop_patch', { at: after(4) });
  logs('anna', { at: after(5), connection: 8 });
  assert.deepEqual((await world.reconcile()).unapproved.map(({ id }) => id), ['anna@10.0.1.5#8']);
});

test('ATTACK: in the time of a dry run another program writes, from its own address, and the log names programs', async () => {
  const build = await world.triesOut('dry-run');
  logs('shop_patch', { at: after(4), application: applicationOf(build.id!) });
  logs('shop_patch', { at: after(5), connection: 8, application: 'psql' });
  const { unapproved, dryRuns } = await world.reconcile();
  assert.deepEqual([unapproved.map(({ id }) => id), dryRuns], [['shop_patch@10.0.1.5#8'], 2]);
  assert.match(unapproved[0].reason, /as “psql” while the build \S+ wrote under its own name/);
});

test('ATTACK: a dry run that writes nothing itself covers for somebody: the log names another program', async () => {
  await world.triesOut('dry-run');
  logs('shop_patch', { at: after(5), application: 'psql' });
  const { unapproved, unknown } = await world.reconcile();
  assert.deepEqual([unapproved.length, unknown.length], [0, 1]);
  assert.match(unknown[0].reason, /which nobody had to approve: nothing says that it was its own/);
});

test('ATTACK: in the time of an approved build the password of patches is used from elsewhere, or by another program', async () => {
  const { build } = await world.runs();
  logs('shop_patch', { at: after(4), application: applicationOf(build.id!) });
  logs('shop_patch', { at: after(5), connection: 8, application: 'psql' });
  assert.deepEqual((await world.reconcile()).unapproved.map(({ id }) => id), ['shop_patch@10.0.1.5#8']);
  logs('shop_patch', { at: after(6 - 60), host: '10.0.9.9', connection: 9, application: applicationOf(build.id!) });
  const { unknown } = await world.reconcile();
  assert.deepEqual(unknown.map(({ id }) => id).sort(), ['shop_patch@10.0.1.5#7', 'shop_patch@10.0.9.9#9']);
});

test('an approved patch may name itself otherwise, where nothing else wrote in its time', async () => {
  await world.runs();
  logs('shop_patch', { at: after(5), application: 'rails' });
  const { approved, unapproved, unknown } = await world.reconcile();
  assert.deepEqual([approved, unapproved, unknown], [2, [], []]);
});

test('one build after the other, each with its own address, and a clock of the database that is late', async () => {
  await world.runs();
  logs('shop_patch', { at: after(9), host: '10.0.1.5' });
  world.pass({ minutes: 10 });
  await world.triesOut('dry-run');
  logs('shop_patch', { at: new Date(world.now.getTime() - 20_000), host: '10.0.1.6', connection: 8 });
  logs('shop_patch', { at: after(1), host: '10.0.1.6', connection: 8 });
  const { unapproved, unknown } = await world.reconcile();
  assert.deepEqual([unapproved, unknown], [[], []]);
});

test('the application is not looked at, and reads are no writes', async () => {
  logs('shop_app');
  logs('anna', { kind: 'READ', command: 'SELECT' });
  assert.equal((await world.reconcile()).changes, 0);
});

test('ATTACK: a person writes with a client of their own', async () => {
  logs('anna', { command: 'DELETE', connection: 1 });
  logs('anna', { command: 'UPDATE', connection: 1 });
  logs('anna', { command: 'DROP TABLE', kind: 'DDL', connection: 2 });
  const { unapproved } = await world.reconcile();
  assert.deepEqual(unapproved.map(({ what, id, by }) => [what, id, by]).sort(), [['session', 'anna@10.0.1.5#1', 'anna@10.0.1.5'], ['session', 'anna@10.0.1.5#2', 'anna@10.0.1.5']]);
  assert.match(unapproved.find(({ id }) => id.endsWith('#1'))!.reason, /^wrote 2 times \(DELETE, UPDATE\)/);
});

test('ATTACK: a person writes while an approved build runs', async () => {
  await world.runs();
  logs('anna', { at: after(5) });
  assert.equal((await world.reconcile()).unapproved.length, 1);
});

test('ATTACK: the password of patches is used when no build runs', async () => {
  await world.runs();
  logs('shop_patch', { at: after(12) });
  const { unapproved } = await world.reconcile();
  assert.match(unapproved[0].reason, /while no approved build ran/);
});

test('ATTACK: a build that nobody approved does not excuse its writes', async () => {
  world.builds({ initiator: 'mallory' });
  logs('shop_patch', { at: after(5) });
  assert.deepEqual((await world.reconcile()).unapproved.map(({ what }) => what).sort(), ['build', 'session']);
});

test('ATTACK: a check excuses no writes, also one that people approved', async () => {
  await world.triesOut('check');
  await world.runs('check');
  logs('shop_patch', { at: after(5) });
  const { unapproved } = await world.reconcile();
  assert.deepEqual(unapproved.map(({ what }) => what), ['session']);
  assert.match(unapproved[0].reason, /while no approved build ran/);
});

test('a check leaves no write, and so no doubt about the audit log', async () => {
  await world.triesOut('check');
  logs('anna', { kind: 'READ', command: 'SELECT' });
  assert.deepEqual((await world.reconcile()).unknown, []);
});

for (const [status, counts] of [['approved', [1, 0, 0]], ['requested', [0, 0, 1]], ['refused', [0, 1, 0]]] as const) {
  test(`a write of the bastion in a session that is ${status}`, async () => {
    await world.requests.create({ id: 'session-1', subject: { kind: 'session', sessionId: 's', reason: 'Look', timeLimitMinutes: 60 }, involved: { operator: { slack: 'U0OPERATOR' }, author: null, runner: null }, validHours: null });
    const by = { by: 'U0CHIEF000', name: 'Chief', title: 'CTO', how: 'button' as const, subjectHash: null, mark: 'm' };
    if (status === 'approved') await world.requests.apply('session-1', { type: 'approve', ...by });
    if (status === 'refused') await world.requests.apply('session-1', { type: 'refuse', reason: 'no', ...by });
    const body = JSON.stringify({ id: 'session-1', askedAt: world.now.toISOString(), endsAt: after(60).toISOString(), ended: { at: after(30).toISOString() } });
    await world.table.put({ item: { pk: 'session#session-1', sk: 'session', kind: 'session-state', requestedAt: world.now.toISOString(), body }, condition: { is: 'absent' } });
    logs('console', { at: after(10) });
    const { approved, unapproved, unknown } = await world.reconcile();
    assert.deepEqual([approved, unapproved.length, unknown.length], counts);
  });
}

test('a write of the bastion outside of every session', async () => {
  logs('console');
  assert.match((await world.reconcile()).unapproved[0].reason, /no approved session/);
});

test('a log of many pages is read to its end', async () => {
  world.past.linesAPage = 3;
  for (let count = 0; count < 10; count += 1) logs('shop_app');
  logs('anna');
  assert.equal((await world.reconcile()).unapproved.length, 1);
});

test('a log that cannot be read, that is silent, or whose lines nobody understands is unknown, and the builds are reported all the same', async () => {
  await world.runs();
  const silent = await world.reconcile();
  assert.match(silent.unknown[0].reason, /silent/);
  world.past.logLines.push({ message: '2026-11-22 04:00:00 JST:AUDIT: SESSION,1,1,WRITE', timestamp: world.now.getTime(), logStreamName: 'shop.1' });
  const odd = await world.reconcile();
  assert.deepEqual(odd.unknown.map(({ id, reason }) => [id, reason]), [['shop.1', '1 lines were not understood']]);
  world.past.failing.set('FilterLogEventsCommand', 'ResourceNotFoundException');
  const gone = await world.reconcile();
  assert.match(gone.unknown[0].reason, /could not be read: ResourceNotFoundException/);
  for (const { approved } of [silent, odd, gone]) assert.equal(approved, 1);
});

test('an audit log that shows no write of a patch that ran may not log writes', async () => {
  await world.runs();
  logs('anna', { kind: 'READ', command: 'SELECT' });
  assert.match((await world.reconcile()).unknown[0].reason, /does it log writes/);
});
