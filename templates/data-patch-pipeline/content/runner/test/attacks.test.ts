import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { subjectHash } from '../approval/approval';
import type { Project } from '../approval/build';
import { REFUSALS, type RefusalName } from '../approval/refusals';
import { checkOnly, runBuild } from '../run';
import { BUILD, play, type Scene } from './build';
import { repositoryWith } from './patches';
import { CHANGES } from './project';

const OTHER = 'b'.repeat(40);
const EVIL = { name: 'NODE_OPTIONS', value: '--require=/tmp/x', type: 'PLAINTEXT' };
const approval = (scene: Scene) => scene.order!.approval!;

/** What an attacker does, and by which names the check refuses it. */
const ATTACKS: Array<[string, (scene: Scene) => void, RefusalName[]]> = [
  ['self-approval: who asked approves', scene => (approval(scene).answer!.by = 'UASKED01'), ['self-approval']],
  ['self-approval: the author approves, under another name', scene => (approval(scene).answer!.by = 'UAUTHOR1'), ['self-approval']],
  ['self-approval: a further author approves, under another name', scene => (approval(scene).answer!.by = 'UAUTHOR2'), ['self-approval']],
  ['self-approval: who will run it approves', scene => (approval(scene).answer!.by = 'urunner1'), ['self-approval']],
  ['self-approval: who started it approves', scene => (scene.order!.startedBy = { slack: 'UBOSS001' }), ['self-approval']],
  ['an approval without anybody', scene => (approval(scene).answer = null), ['approver-unknown']],
  ['an approval of an old SHA', scene => Object.assign(scene.build, { sourceVersion: OTHER, resolvedSourceVersion: OTHER }) && (scene.environment.CODEBUILD_RESOLVED_SOURCE_VERSION = OTHER) && (scene.checkedOut = OTHER) && (scene.head = OTHER), ['another-commit', 'working-tree-changed', 'another-subject', 'branch-moved']],
  ['an approval of an old SHA, with the order of the new one', scene => {
    Object.assign(scene.build, { sourceVersion: OTHER, resolvedSourceVersion: OTHER });
    Object.assign(scene, { checkedOut: OTHER, head: OTHER });
    scene.environment.CODEBUILD_RESOLVED_SOURCE_VERSION = OTHER;
    scene.order!.subject = { ...scene.order!.subject, sha: OTHER };
  }, ['another-subject']],
  ['a moved branch', scene => (scene.head = OTHER), ['branch-moved']],
  ['a branch that is gone', scene => (scene.head = undefined), ['branch-unknown']],
  ['a build of the branch in place of the commit', scene => (scene.build.sourceVersion = 'fix'), ['not-a-commit', 'another-commit']],
  ['a build of a short id', scene => (scene.build.sourceVersion = 'a'.repeat(8)), ['not-a-commit', 'another-commit']],
  ['a working tree that was changed', scene => (scene.checkedOut = undefined), ['working-tree-changed', 'another-subject']],
  ['a changed buildspec', scene => (scene.build.source!.buildspec = 'version: 0.2\nphases: { build: { commands: [sh evil.sh] } }'), ['buildspec-changed']],
  ['a buildspec file of the branch', scene => (scene.build.source!.buildspec = 'evil.yml'), ['buildspec-changed']],
  ['no buildspec, so that of the branch', scene => delete scene.build.source!.buildspec, ['buildspec-changed']],
  ['a changed buildspec in project and build', scene => {
    scene.build.source!.buildspec = 'x';
    scene.project.source!.buildspec = 'x';
  }, ['buildspec-changed', 'project-changed']],
  ['environment override: one more variable', scene => scene.build.environment!.environmentVariables!.push(EVIL), ['environment-overridden']],
  ['environment override: another value', scene => (scene.build.environment!.environmentVariables = [{ name: 'DATABASE_URL', value: 'postgresql://elsewhere', type: 'PLAINTEXT' }]), ['environment-overridden']],
  ['environment override: one variable twice', scene => scene.build.environment!.environmentVariables!.push({ ...scene.pins.environmentVariables[0] }), ['environment-overridden']],
  ['environment override: a variable left out', scene => (scene.build.environment!.environmentVariables = []), ['environment-overridden']],
  ['image override', scene => (scene.build.environment!.image = 'evil/image:latest'), ['image-overridden']],
  ['environment type override', scene => (scene.build.environment!.type = 'ARM_CONTAINER'), ['image-overridden']],
  ['certificate override', scene => (scene.build.environment!.certificate = 'arn:aws:s3:::evil/ca.pem'), ['image-overridden']],
  ['privileged mode override', scene => (scene.build.environment!.privilegedMode = true), ['privileged']],
  ['role override', scene => (scene.build.serviceRole = 'arn:aws:iam::111122223333:role/admin'), ['role-overridden']],
  ['role override: one of the same name in another account', scene => (scene.build.serviceRole = 'arn:aws:iam::999999999999:role/shop-patch'), ['role-overridden']],
  ['source override: another repository', scene => {
    scene.build.source!.location = 'https://github.com/evil/shop.git';
    scene.environment.CODEBUILD_SOURCE_REPO_URL = 'https://github.com/evil/shop.git';
  }, ['source-overridden']],
  ['source override: another type', scene => (scene.build.source!.type = 'S3'), ['source-overridden']],
  ['source override: certificates not checked', scene => (scene.build.source!.insecureSsl = true), ['source-overridden']],
  ['source override: a second source', scene => (scene.build.secondarySources = [{ type: 'S3', location: 'evil/x.zip' }]), ['source-overridden']],
  ['network override', scene => (scene.build.vpcConfig = { vpcId: 'vpc-2', subnets: ['subnet-9'], securityGroupIds: ['sg-9'] }), ['network-overridden']],
  ['cache override', scene => (scene.build.cache = { type: 'S3', location: 'evil/cache' }), ['cache-overridden']],
  ['key override', scene => (scene.build.encryptionKey = 'arn:aws:kms:ap-northeast-1:999999999999:key/evil'), ['key-overridden']],
  ['time limit override', scene => (scene.build.timeoutInMinutes = 480), ['time-limit-overridden']],
  ['a debug session', scene => (scene.build.debugSession = { sessionEnabled: true }), ['debug-session']],
  ['a changed project', scene => (scene.project.environment!.image = 'evil/image:latest'), ['project-changed']],
  ['direct StartBuild by a person', scene => {
    scene.build.initiator = 'mallory';
    scene.environment.CODEBUILD_INITIATOR = 'mallory';
    scene.order = undefined;
  }, ['started-by-somebody-else', 'no-order']],
  ['direct StartBuild that names the starter in the environment', scene => (scene.build.initiator = 'mallory'), ['environment-disagrees', 'started-by-somebody-else']],
  ['direct StartBuild of an approved commit', scene => (scene.order = undefined), ['no-order']],
  ['a batch build', scene => (scene.build.buildBatchArn = 'arn:aws:codebuild:x:1:build-batch/x'), ['started-by-somebody-else']],
  ['the order of another build', scene => (scene.order!.build = 'shop-patch:other'), ['order-of-another-build', 'used']],
  ['the id of an approved build, told by the environment', scene => (scene.running = ['shop-patch:mine', BUILD]), ['another-build-running']],
  ['the id of a build that has ended', scene => {
    Object.assign(scene.build, { buildComplete: true, buildStatus: 'SUCCEEDED' });
    scene.running = ['shop-patch:mine'];
  }, ['build-not-running', 'another-build-running']],
  ['the id of a build that nobody knows', scene => (scene.environment.CODEBUILD_BUILD_ID = 'shop-patch:none'), ['build-unknown']],
  ['no id at all', scene => delete scene.environment.CODEBUILD_BUILD_ID, ['build-unknown']],
  ['a build of another project', scene => Object.assign(scene.build, { projectName: 'other' }), ['not-our-project']],
  ['a build of another account', scene => {
    scene.build.arn = scene.build.arn!.replace('111122223333', '999999999999');
    scene.environment.CODEBUILD_BUILD_ARN = scene.build.arn;
  }, ['not-our-project']],
  ['a commit that the environment tells', scene => (scene.environment.CODEBUILD_RESOLVED_SOURCE_VERSION = OTHER), ['environment-disagrees']],
  ['an approval that is over', scene => (approval(scene).expiresAt = '2026-11-24T10:00:00Z'), ['expired']],
  ['an approval that is over at a time nobody can read', scene => (approval(scene).expiresAt = 'soon'), ['expired']],
  ['a withdrawn approval', scene => (approval(scene).status = 'withdrawn'), ['voided']],
  ['a refused request', scene => (approval(scene).status = 'refused'), ['voided']],
  ['a request nobody answered', scene => (approval(scene).status = 'requested'), ['not-approved']],
  ['an order without an approval', scene => delete scene.order!.approval, ['not-approved']],
  ['an approval that another run used', scene => (approval(scene).used = { by: 'shop-patch:earlier', at: 'x' }), ['used']],
  ['an approval that nobody used yet', scene => (approval(scene).used = null), ['used']],
  ['other parameters than approved', scene => (scene.order!.subject = { ...scene.order!.subject, parameters: { plan: 'x' } }), ['another-subject']],
  ['another patch than approved', scene => (scene.order!.subject = { ...scene.order!.subject, patch: 'patches/20261125-other' }), ['another-subject']],
  ['a path that leaves the folder', scene => (scene.order!.subject = { ...scene.order!.subject, patch: 'patches/../../etc' }), ['another-subject']],
  ['another mode than approved', scene => (scene.order!.mode = 'rollback'), ['another-subject']],
  ['a subject that was changed with its hash kept', scene => Object.assign(approval(scene).subject, { sha: OTHER }), ['another-subject', 'another-commit', 'working-tree-changed', 'branch-moved']],
  ['another repository', scene => (scene.pins.repository = 'example/other'), ['another-subject']],
];

describe('ATTACK on the check inside of the build', () => {
  for (const [name, change, expected] of ATTACKS) {
    test(name, async () => {
      const { doors, place, kept, begun, printed } = play(change, { mode: 'run' });
      const { result, record } = await runBuild(doors, place);
      assert.equal(result, 'refused', printed.join('\n'));
      const names = [...new Set(record.refusals.map(each => each.name))];
      assert.deepEqual(names.sort(), [...expected].sort(), printed.join('\n'));
      assert.deepEqual([begun.length, kept.length, record.attempt], [0, 1, null], 'nothing ran, and evidence was kept');
    });
  }

  test('every name of a refusal is met by an attack', () => {
    const met = new Set(ATTACKS.flatMap(([, , names]) => names));
    assert.deepEqual(Object.keys(REFUSALS).filter(name => !met.has(name as RefusalName)), []);
  });
});

describe('ATTACK: the project was changed past the stack, and its next build started through it', () => {
  const names = async (change: (scene: Scene) => void) => {
    const { doors, place, begun } = play(change, { mode: 'run' });
    const { result, record } = await runBuild(doors, place);
    assert.deepEqual([result, begun.length], ['refused', 0]);
    return record.refusals.map(each => each.name);
  };
  for (const [what, change] of CHANGES) {
    test(`${what}: the build is refused although it is as its project`, async () => {
      const found = await names(scene => [scene.project, scene.build].forEach(each => change(each)));
      assert.ok(found.includes('project-changed') && found.length > 1, found.join());
    });
    test(`${what}: the project alone`, async () => {
      assert.ok((await names(scene => change(scene.project))).includes('project-changed'));
    });
    test(`${what}: the build alone`, async () => {
      const found = await names(scene => change(scene.build));
      assert.ok(found.length > 0 && !found.includes('project-changed'), found.join());
    });
  }

  const OF_PROJECT: Array<[string, (project: Project) => unknown]> = [
    ['several builds at a time', project => (project.concurrentBuildLimit = 2)],
    ['no limit of builds', project => delete project.concurrentBuildLimit],
    ['another log', project => (project.logsConfig!.cloudWatchLogs!.groupName = '/evil')],
    ['no log', project => (project.logsConfig!.cloudWatchLogs!.status = 'DISABLED')],
  ];
  for (const [what, change] of OF_PROJECT) {
    test(`${what}: refused`, async () => assert.deepEqual(await names(scene => change(scene.project)), ['project-changed']));
  }
});

test('a build that everything is right about passes, and nothing of the branch runs in the check', async () => {
  const { doors, place, kept } = play(() => {}, { mode: 'run' });
  const { result } = await checkOnly(doors, place);
  assert.deepEqual([result, kept], ['succeeded', []]);
});

test('the order is waited for, because it is written after the build has its name', async () => {
  let asked = 0;
  const { doors, place } = play(scene => {
    const { order } = scene;
    scene.doors.orders = { ofBuild: async () => ((asked += 1) < 5 ? undefined : order) };
  });
  assert.equal((await checkOnly(doors, place)).result, 'succeeded');
  assert.equal(asked, 5);
});

test('a dry run needs an approval unless the stack says otherwise for the engine', async () => {
  const without = (scene: Scene) => delete scene.order!.approval;
  const refused = play(without, { mode: 'dry-run' });
  assert.deepEqual((await checkOnly(refused.doors, refused.place)).record.refusals.map(({ name }) => name), ['not-approved']);
  const allowed = play(scene => without(scene) && (scene.pins.dryRunWithoutApproval = ['sql']), { mode: 'dry-run' });
  assert.equal((await checkOnly(allowed.doors, allowed.place)).result, 'succeeded');
  const run = play(scene => without(scene) && (scene.pins.dryRunWithoutApproval = ['sql']), { mode: 'run' });
  assert.equal((await checkOnly(run.doors, run.place)).result, 'refused');
});

test('a refusal never repeats a value that may be a secret', async () => {
  const root = repositoryWith({ parameters: [{ name: 'token', type: 'text', secret: true }] }, { 'patch.sql': 'select :token' });
  const { doors, place, printed, kept } = play(scene => (scene.head = OTHER), { root, mode: 'run', parameters: { token: 'very-secret-value' } });
  await runBuild(doors, place);
  assert.doesNotMatch(JSON.stringify([printed, kept.map(({ record, files }) => [record, files.map(({ content }) => Buffer.from(content).toString())])]), /very-secret-value|s3cr3t-password/);
});

test('the hash of a subject is that of people/approval/subject.ts: canonical JSON, SHA-256', () => {
  const subject = { kind: 'patch' as const, repository: 'example/shop', sha: OTHER, patch: 'patches/20261124-x', command: ['run', 'sql', 'a b'], parameters: { b: '2', a: '1"\n' } };
  // Made with another program: JSON with sorted keys and no blanks, then SHA-256.
  assert.equal(subjectHash(subject), '37738a8ae55578570459386c3857497169722166ba9b4ffee53d67e2a0fa91e4');
  assert.equal(subjectHash({ ...subject, parameters: { a: '1"\n', b: '2' } }), subjectHash(subject));
});
