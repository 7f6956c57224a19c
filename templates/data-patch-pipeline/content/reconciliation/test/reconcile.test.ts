import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { verifyAll } from '../../people/evidence/verify';
import { CHANGES } from '../../runner/test/project';
import { LISTED, type Report } from '../report';
import { PROJECT, ReconciliationWorld } from './reconciliation-world';

let world: ReconciliationWorld;
beforeEach(async () => {
  world = await new ReconciliationWorld().start();
});
afterEach(() => world.stop());

test('what was approved is approved, a dry run is no change, and nobody is disturbed', async () => {
  for (const mode of ['run', 'rollback', 'verify'] as const) await world.runs(mode);
  await world.runs('dry-run');
  await world.triesOut('dry-run');
  await world.triesOut('check');
  const report = await world.reconcile();
  assert.deepEqual(
    { ...report, at: undefined, from: undefined, until: undefined },
    {
      version: 1, at: undefined, from: undefined, until: undefined, scope: { builds: true, databaseSessions: null },
      changes: 3, approved: 3, dryRuns: 3, unapproved: [], unknown: [], leftOut: { unapproved: 0, unknown: 0 },
    },
  );
  assert.deepEqual(world.slack.messages, []);
  const line = world.logged.find(({ event }) => event === 'reconciled')!;
  assert.deepEqual([line.Reconciled, line.NewFindings, line.Stack], [1, 0, 'shop-patches']);
});

test('an approved build that ended before it had its source is no finding', async () => {
  const { build } = await world.runs();
  delete build.resolvedSourceVersion;
  build.buildStatus = 'STOPPED';
  const { approved, unapproved } = await world.reconcile();
  assert.deepEqual([approved, unapproved], [1, []]);
});

test('the portal finds the newest report, and the whole one is under lock', async () => {
  const { build, request } = await world.runs();
  await world.reconcile();
  world.builds({ initiator: 'mallory' });
  const report = await world.reconcile();
  const [item] = await world.table.index('byKind', 'reconciliation', { newestFirst: true, limit: 1 });
  assert.deepEqual([item.pk, item.sk, item.requestedAt], [`reconciliation#${report.at}`, 'report', report.at]);
  assert.deepEqual(JSON.parse(String(item.body)) as Report, report);
  const whole = await world.whole();
  assert.deepEqual(whole.approved, [{ what: 'build', id: build.id, at: build.startTime!.toISOString(), by: 'shop-patch-starter/start for U0OPERATOR', request: request.id }]);
  assert.equal(whole.unapproved.length, 1);
  assert.deepEqual(await verifyAll(world.reader.read, world.now), { manifests: 2, differences: [] });
});

test('lists are bounded, what is left out is counted, and evidence has all of it', async () => {
  for (let count = 0; count < LISTED + 10; count += 1) {
    world.pass({ minutes: 1 });
    world.builds({ initiator: `mallory-${'x'.repeat(2000)}` });
  }
  const report = await world.reconcile();
  assert.deepEqual([report.changes, report.unapproved.length, report.leftOut.unapproved], [LISTED + 10, LISTED, 10]);
  assert.ok(report.unapproved[0].at > report.unapproved[LISTED - 1].at, 'the newest are listed');
  assert.ok(Buffer.byteLength(JSON.stringify(report)) < 350_000);
  assert.equal((await world.whole()).unapproved.length, LISTED + 10);
  assert.equal(world.alerts().length, 1);
  const [key] = [...world.objects.objects.keys()].filter(each => each.endsWith('-report.json'));
  assert.match(world.alerts()[0], /60 unapproved.*\n(?:• .*\n){10}… and 50 more: all of them are in the evidence/);
  assert.ok(world.alerts()[0].includes(key), 'and where');
});

test('ATTACK: a finding that newer ones push out of the report is told, and counted, all the same', async () => {
  for (let count = 0; count < LISTED; count += 1) world.builds({ initiator: 'mallory' });
  await world.reconcile();
  assert.equal(world.alerts().length, 1);
  // Found now, and older than all that was told: its record came to light late.
  const hidden = world.builds({ initiator: 'the-one', startTime: new Date(world.now.getTime() - 5 * 3_600_000) });
  for (let count = 0; count < 3; count += 1) world.builds({ initiator: 'mallory' });
  const report = await world.reconcile();
  assert.ok(!report.unapproved.some(({ id }) => id === hidden.id), 'the report has no room for it');
  assert.equal(world.alerts().length, 2);
  assert.match(world.alerts()[1], /the-one/);
  assert.equal(world.logged.filter(({ event }) => event === 'reconciled').at(-1)!.NewFindings, 4);
  await world.reconcile();
  assert.equal(world.alerts().length, 2, 'once');
});

test('a finding is told once, and again only with another reason', async () => {
  const build = world.builds({ initiator: 'mallory' });
  await world.reconcile();
  world.pass({ hours: 23 });
  await world.reconcile();
  assert.equal(world.alerts().length, 1);
  build.environment!.image = 'evil/image:1';
  await world.reconcile();
  assert.equal(world.alerts().length, 2);
  assert.equal(world.logged.filter(({ event, NewFindings }) => event === 'reconciled' && NewFindings === 1).length, 2);
});

test('what is found again long after it was told is told again', async () => {
  world.past.project!.serviceRole = 'arn:aws:iam::111122223333:role/evil';
  await world.reconcile();
  const told = world.alerts().length;
  assert.equal(told, 1);
  world.pass({ hours: 30 * 24 });
  await world.reconcile();
  assert.equal(world.alerts().length, told, 'it goes on, and was told');
  world.pass({ hours: 11 * 24 });
  await world.reconcile();
  assert.equal(world.alerts().length, told + 1);
  await world.reconcile();
  assert.equal(world.alerts().length, told + 1);
});

test('text of attackers mentions nobody', async () => {
  world.builds({ initiator: '<!channel> <@U0CHIEF000>' });
  await world.reconcile();
  assert.doesNotMatch(world.alerts()[0], /<!channel>|<@U0CHIEF000>/);
});

test('the clock runs over midnight and the end of a month: each build is in a period, and leaves it after 31 days', async () => {
  world.now = new Date('2026-11-30T23:50:00Z');
  const late = world.builds({ initiator: 'mallory' });
  world.now = new Date('2026-12-01T00:00:00Z');
  const early = world.builds({ initiator: 'mallory' });
  const ids = ({ unapproved }: Report) => unapproved.map(({ id }) => id).sort();
  const at = async (time: string) => {
    world.now = new Date(Date.parse(time) - 3_600_000);
    return ids(await world.reconcile());
  };
  assert.deepEqual(await at('2026-12-01T00:04:00Z'), [], 'what began a quarter of an hour ago has not settled');
  assert.deepEqual(await at('2026-12-01T00:10:00Z'), [late.id]);
  assert.deepEqual(await at('2026-12-01T00:15:00Z'), [late.id, early.id], 'the bound belongs to it');
  assert.deepEqual(await at('2027-01-01T00:05:00Z'), [late.id, early.id]);
  assert.deepEqual(await at('2027-01-01T00:06:00Z'), [early.id]);
  assert.deepEqual(await at('2027-01-01T00:16:00Z'), []);
  assert.equal(world.alerts().length, 2, 'each is told once');
});

test('10,000 builds are read page by page, and the one among them is found', async () => {
  for (let count = 0; count < 10_000; count += 1) {
    world.pass({ minutes: 4 });
    if (count === 1234) world.builds({ initiator: 'mallory' });
    else await world.triesOut('check');
  }
  const report = await world.reconcile();
  assert.deepEqual([report.dryRuns, report.unapproved.length, report.unknown.length], [9999, 1, 0]);
  assert.deepEqual([world.past.count('ListBuildsForProject'), world.past.count('BatchGetBuilds')], [100, 100]);
  for (const { name, input } of world.past.calls) if (name === 'BatchGetBuildsCommand') assert.ok(input.ids.length <= 100);
});

test('what is older than the period is not read', async () => {
  for (let count = 0; count < 500; count += 1) world.builds({ initiator: 'old' });
  world.pass({ hours: 24 * 40 });
  await world.runs();
  const report = await world.reconcile();
  assert.deepEqual([report.approved, report.unapproved.length], [1, 0]);
  assert.equal(world.past.count('ListBuildsForProject'), 2, 'the page with the new one, and one of old ones');
});

test('a deployment changes what builds are held against, and those before it stay right', async () => {
  await world.runs();
  await world.reconcile();
  const deploy = (image: string) => {
    world.pins.image = image;
    world.past.project!.environment!.image = image;
  };
  deploy('aws/codebuild/standard:8.0');
  world.pass({ hours: 2 });
  await world.runs();
  assert.deepEqual((await world.reconcile()).unapproved, [], 'before the deployment was noted');
  world.pass({ hours: 2 });
  await world.runs();
  assert.deepEqual((await world.reconcile()).unapproved, []);

  world.pass({ hours: 2 });
  const { build } = await world.runs();
  build.environment!.image = 'aws/codebuild/standard:7.0';
  const { unapproved, approved } = await world.reconcile();
  assert.deepEqual([approved, unapproved.map(({ id }) => id)], [3, [build.id]], 'the image of before is an override by now');
});

test('a project that was changed past the stack becomes no new measure', async () => {
  await world.reconcile();
  world.past.project!.environment!.image = 'evil/image:1';
  await world.reconcile();
  world.past.project!.environment!.image = 'aws/codebuild/standard:7.0';
  const { build } = await world.runs();
  build.environment!.image = 'evil/image:1';
  const { unapproved } = await world.reconcile();
  assert.deepEqual(unapproved.map(({ id }) => id), [build.id]);
});

describe('ATTACK: the project is changed past the stack', () => {
  for (const [what, change] of CHANGES) {
    test(`${what}: reported, and no measure for later builds`, async () => {
      await world.reconcile();
      const before = structuredClone(world.past.project!);
      change(world.past.project!);
      const changed = await world.reconcile();
      assert.deepEqual(changed.unapproved.map(({ id }) => id), [PROJECT]);
      assert.match(changed.unapproved[0].reason, /^project-changed: /);
      const { build } = await world.runs();
      world.past.project = before;
      assert.deepEqual((await world.reconcile()).unapproved.map(({ id }) => id), [build.id]);
    });
  }
});

test('done again after it died in the middle, there is one more report and no second alert', async () => {
  world.builds({ initiator: 'mallory' });
  const { put } = world.outbox;
  world.outbox.put = async () => {
    throw new Error('SQS does not answer');
  };
  await assert.rejects(world.reconcile(), /SQS does not answer/);
  world.outbox.put = put;
  await world.reconcile();
  await world.reconcile();
  assert.equal(world.alerts().length, 1);
  assert.deepEqual((await verifyAll(world.reader.read, world.now)).differences, []);
});

test('builds of other projects are none of ours', async () => {
  world.builds({ projectName: 'other', arn: 'arn:aws:codebuild:ap-northeast-1:111122223333:build/other:1' });
  assert.match((await world.reconcile()).unapproved[0].reason, /not-our-project.*build\/other:1/);
});
