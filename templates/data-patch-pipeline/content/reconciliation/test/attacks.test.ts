import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { OTHER_SHA, PROJECT, ReconciliationWorld, trustOf } from './reconciliation-world';

const EVIL = { name: 'NODE_OPTIONS', value: '--require=/tmp/x', type: 'PLAINTEXT' };

let world: ReconciliationWorld;
beforeEach(async () => {
  world = await new ReconciliationWorld().start();
});
afterEach(() => world.stop());

/** As `UpdateAssumeRolePolicy` does. */
const trusts = (role: string, changes: object) =>
  world.past.trusts.set(role, { Version: '2012-10-17', Statement: { ...trustOf('lambda.amazonaws.com').Statement[0], ...changes } });

/** What somebody does, and how it is reported. Beside it one patch ran as it should. */
const UNAPPROVED: Array<[string, () => Promise<unknown>, RegExp]> = [
  ['direct StartBuild by a person', async () => world.builds({ initiator: 'mallory' }), /started-by-somebody-else.*mallory.*no-order/],
  ['direct StartBuild with the name of the starter’s session', async () => world.builds({ initiator: 'shop-patch-starter/mallory' }), /started-by-somebody-else/],
  ['direct StartBuild of an approved commit', async () => {
    await world.approves();
    world.builds({ initiator: 'mallory' });
  }, /no-order/],
  ['direct StartBuild that the check inside refused', async () => world.builds({ initiator: 'mallory', buildStatus: 'FAILED' }), /no-order/],
  ['environment override: one more variable', async () => (await world.runs()).build.environment!.environmentVariables!.push(EVIL), /environment-overridden: .*NODE_OPTIONS/],
  ['environment override: another database', async () => ((await world.runs()).build.environment!.environmentVariables = [{ name: 'DATABASE_URL', value: 'other/database', type: 'SECRETS_MANAGER' }]), /environment-overridden/],
  ['changed buildspec', async () => ((await world.runs()).build.source!.buildspec = 'version: 0.2\nphases: { build: { commands: [sh evil.sh] } }'), /buildspec-changed/],
  ['no buildspec, so that of the branch', async () => delete (await world.runs()).build.source!.buildspec, /buildspec-changed/],
  ['image override', async () => ((await world.runs()).build.environment!.image = 'evil/image:1'), /image-overridden/],
  ['source override', async () => ((await world.runs()).build.source!.location = 'https://github.com/evil/shop.git'), /source-overridden/],
  ['a second source', async () => ((await world.runs()).build.secondarySources = [{ type: 'S3', location: 'evil/x.zip' }]), /source-overridden/],
  ['role override', async () => ((await world.runs()).build.serviceRole = 'arn:aws:iam::111122223333:role/admin'), /role-overridden/],
  ['network override', async () => ((await world.runs()).build.vpcConfig = { vpcId: 'vpc-2', subnets: ['subnet-9'], securityGroupIds: ['sg-9'] }), /network-overridden/],
  ['privileged mode', async () => ((await world.runs()).build.environment!.privilegedMode = true), /privileged/],
  ['a debug session', async () => ((await world.runs()).build.debugSession = { sessionEnabled: true }), /debug-session/],
  ['a batch', async () => ((await world.runs()).build.buildBatchArn = 'arn:aws:codebuild:x:1:build-batch/x'), /a batch/],
  ['an old SHA: approved, and another one ran', async () => Object.assign((await world.runs()).build, { sourceVersion: OTHER_SHA, resolvedSourceVersion: OTHER_SHA }), /another-commit/],
  ['a branch in the place of the commit', async () => ((await world.runs()).build.sourceVersion = 'fix'), /not-a-commit/],
  ['one approval used by two builds', async () => {
    const { request } = await world.runs();
    const second = world.builds();
    await world.orders(second.id!, { mode: 'run', request: request.id });
  }, /^used: .*events name the run/],
  ['an approval that nobody used', async () => {
    const request = await world.approves();
    await world.orders(world.builds().id!, { mode: 'run', request: request.id });
  }, /^used: .*its events name 0 runs/],
  ['a request that nobody approved', async () => {
    await world.requests.create({ id: 'open-1', subject: world.subject('run'), involved: { operator: { slack: 'U0OPERATOR' }, author: null, runner: null }, validHours: 1 });
    await world.orders(world.builds().id!, { mode: 'run', request: 'open-1' });
  }, /not-approved/],
  ['self-approval', async () => world.runs('run', { by: 'U0OPERATOR' }), /self-approval/],
  ['self-approval by the author, under another name', async () => world.runs('run', { by: 'U0AUTHOR00' }), /self-approval/],
  ['an approval that was over when it was used', async () => {
    const { request } = await world.runs();
    const sooner = '2026-11-22T02:00:00.000Z';
    world.rewrite(`request#${request.id}`, 'request', body => (body.expiresAt = sooner));
  }, /expired/],
  ['an approval that was written into the request alone', async () => {
    await world.requests.create({ id: 'forged-1', subject: world.subject('run'), involved: { operator: { slack: 'U0OPERATOR' }, author: null, runner: null }, validHours: 72 });
    const build = world.builds();
    world.rewrite('request#forged-1', 'request', body => {
      const at = world.now.toISOString();
      Object.assign(body, { status: 'approved', answer: { by: 'U0CHIEF000', name: 'Chief', title: 'CTO', at, how: 'button', reason: null, mark: 'x' }, used: { by: build.id, at } });
    });
    await world.orders(build.id!, { mode: 'run', request: 'forged-1' });
  }, /forged-1 is not whole/],
  ['an event that was changed', async () => {
    const { request } = await world.runs();
    world.rewrite(`request#${request.id}`, 'event#000002', body => (body.act.by = 'U0OFFICER0'));
  }, /event 2 was changed.*another approver/],
  ['another approver in the request than in its events', async () => {
    const { request } = await world.runs();
    world.rewrite(`request#${request.id}`, 'request', body => (body.answer.by = 'U0OFFICER0'));
  }, /another approver/],
  ['events that were cut off', async () => {
    const { request } = await world.runs();
    world.dynamo.items.delete(`request#${request.id}\u0000event#000003`);
  }, /noted elsewhere.*2 events and should have 3/],
  ['a run that says it is a dry run', async () => world.triesOut('dry-run', world.subject('run')), /another-subject: .*order says dry-run, its subject run/],
  ['a run without a request', async () => world.triesOut('run'), /not-approved/],
  ['a dry run without a request, of an engine that needs one', async () => world.triesOut('dry-run', world.subject('dry-run', { command: ['dry-run', 'node', 'patches/x/patch.mjs'] })), /not-approved/],
  ['another mode than approved', async () => {
    const request = await world.approves({ subject: world.subject('dry-run') });
    const build = world.builds();
    await world.requests.apply(request.id, { type: 'use', by: build.id!, subjectHash: request.subjectHash });
    await world.orders(build.id!, { mode: 'run', request: request.id });
  }, /order says run, its subject dry-run/],
  ['another repository', async () => world.runs('run', { subject: world.subject('run', { repository: 'example/other' }) }), /another-subject/],
  ['a record of a build that somebody deleted', async () => {
    const gone = `${PROJECT}:99999999-2222-3333-4444-555555555555`;
    world.past.deletions.push({ eventTime: world.now.toISOString(), userIdentity: { arn: 'arn:aws:sts::111122223333:assumed-role/admin/mallory' }, requestParameters: { ids: [gone, 'other:1'] } });
  }, /^deleted: /],
  ['a role that starts builds lets a person assume it too', async () => trusts('shop-patches-Start', { Principal: { Service: 'lambda.amazonaws.com', AWS: 'arn:aws:iam::111122223333:root' } }), /^trust-changed: .*iam::111122223333:root/],
  ['a role that starts builds lets a person assume it by a second statement', async () => world.past.trusts.set('shop-patches-Start', { Statement: [...trustOf('lambda.amazonaws.com').Statement, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }] }), /^trust-changed: /],
  ['a role that starts builds lets another service assume it', async () => trusts('shop-patches-Start', { Principal: { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] } }), /^trust-changed: .*ec2/],
  ['the role of builds works for any project', async () => world.past.trusts.set('shop-patch', trustOf('codebuild.amazonaws.com')), /^trust-changed: /],
  ['a project that was changed past the stack', async () => (world.past.project!.environment!.image = 'evil/image:1'), /project-changed/],
];

describe('ATTACK: reported as unapproved', () => {
  for (const [name, attack, reason] of UNAPPROVED) {
    test(name, async () => {
      await world.runs();
      await world.reconcile();
      assert.deepEqual(world.alerts(), [], 'before it nothing was wrong');
      await attack();
      const report = await world.reconcile();
      assert.equal(report.unapproved.length, 1, JSON.stringify(report, null, 1));
      assert.match(report.unapproved[0].reason, reason);
      assert.equal(report.changes, report.approved + 1 + report.unknown.length);
      assert.equal(world.alerts().length, 1);
      assert.match(world.alerts()[0], /<@U0SECURITY>.*1 unapproved/);
    });
  }

  test('an attempt to delete that AWS refused, and a deletion in another project, are none', async () => {
    world.past.deletions.push({ eventTime: world.now.toISOString(), errorCode: 'AccessDenied', requestParameters: { ids: [`${PROJECT}:1`] } });
    world.past.deletions.push({ eventTime: world.now.toISOString(), requestParameters: { ids: [`other:1`, `${PROJECT}-2:1`] } });
    assert.deepEqual((await world.reconcile()).unapproved, []);
  });
});

/** What nobody can say is neither approved nor unapproved. */
const UNKNOWN: Array<[string, () => Promise<unknown>, RegExp]> = [
  ['a build without a record', async () => world.past.withoutRecord.add((await world.runs()).build.id!), /no record/],
  ['records that CodeBuild does not give', async () => {
    await world.runs();
    world.past.failing.set('BatchGetBuildsCommand', 'AccessDeniedException');
  }, /AccessDeniedException/],
  ['an order whose request is not there', async () => world.orders(world.builds().id!, { mode: 'run', request: 'nobody' }), /request nobody .* not there/],
  ['an order that cannot be read', async () => {
    const build = await world.triesOut();
    const key = `build#${build.id}\u0000order`;
    world.dynamo.items.set(key, { ...world.dynamo.items.get(key)!, body: { S: '{' } });
  }, /could not be read: SyntaxError/],
  ['a role that IAM does not tell', async () => world.past.trusts.delete('shop-patch'), /IAM does not say whom this role trusts: NoSuchEntityException/],
  ['a policy of a role that nobody can read', async () => trusts('shop-patches-Start', {}).set('shop-patches-Start', 'no policy' as never), /its policy cannot be read/],
  ['a trail that cannot be asked', async () => world.past.failing.set('LookupEventsCommand', 'AccessDeniedException'), /CloudTrail does not say/],
];

describe('unknown is never good', () => {
  for (const [name, happen, reason] of UNKNOWN) {
    test(name, async () => {
      await happen();
      const report = await world.reconcile();
      assert.deepEqual([report.approved, report.dryRuns, report.unapproved.length, report.unknown.length], [0, 0, 0, 1], JSON.stringify(report, null, 1));
      assert.match(report.unknown[0].reason, reason);
      assert.equal(report.changes, 1);
      assert.match(world.alerts()[0], /1 unknown/);
    });
  }

  test('where builds cannot be listed there is no report, and the function fails', async () => {
    world.past.failing.set('ListBuildsForProjectCommand', 'ThrottlingException');
    await assert.rejects(world.reconcile());
    assert.deepEqual(await world.table.index('byKind', 'reconciliation'), []);
    assert.equal(world.objects.objects.size, 0);
  });
});
