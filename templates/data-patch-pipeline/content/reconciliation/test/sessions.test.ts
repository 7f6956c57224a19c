import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { LOG_GROUP, ReconciliationWorld } from './reconciliation-world';

let world: ReconciliationWorld;
beforeEach(async () => {
  world = await new ReconciliationWorld().start();
  world.audited = true;
});
afterEach(() => world.stop());

/** A line as pgaudit writes it on RDS: see audit.test.ts. */
function logs(user: string, { at = world.now, kind = 'WRITE', command = 'UPDATE', connection = 7, host = '10.0.1.5' } = {}): void {
  const time = at.toISOString().slice(0, 19).replace('T', ' ');
  const message = `${time} UTC:${host}(51234):${user}@shop:[${connection}]:LOG:  AUDIT: SESSION,1,1,${kind},${command},TABLE,public.t,"…",<not logged>`;
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

test('a dry run may write, because it is rolled back', async () => {
  await world.triesOut('dry-run');
  logs('shop_patch', { at: after(5) });
  assert.deepEqual((await world.reconcile()).unapproved, []);
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
