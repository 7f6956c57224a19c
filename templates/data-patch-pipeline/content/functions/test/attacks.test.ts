import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartBuildCommand, type StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { afterEach, beforeEach, test } from 'node:test';
import { ACTIONS } from '../../people/approval/messages';
import { sha256 } from '../../people/canonical';
import type { RefusalName } from '../../runner/approval/refusals';
import type { Done } from '../../runner/run';
import type { PatchRun } from '../../runs/run';
import { startHandler } from '../start';
import { buildState, cloudTrail, iamCall, who } from './events';
import { PATCH, patchFiles } from './patch-files';
import { KEY_ID, PatchWorld, PROJECT } from './patch-world';

// Each attack goes through the real handlers and the real check of the build: refused, or reported.

let world: PatchWorld;
beforeEach(async () => {
  world = await new PatchWorld().start();
});
afterEach(() => world.stop());

const statusOf = async (run: PatchRun) => (await world.requests.get(run.id))!.status;
const denials = () => world.results.map(result => 'denial' in result && result.denial);
const names = (done: Done): RefusalName[] => done.record.refusals.map(({ name }) => name);

async function approved(): Promise<PatchRun> {
  const run = await world.asks();
  await world.approves(run);
  assert.equal(await statusOf(run), 'approved');
  return run;
}

/** A role whose sessions are named by IAM Identity Center. */
const IDENTITY_CENTER = 'AWSReservedSSO_Operator_0123456789abcdef';

/** Somebody with rights of their own starts a build past the stack, as an administrator can. */
async function startsDirectly(input: Omit<StartBuildCommandInput, 'projectName'>, by = 'Admin/mallory'): Promise<string> {
  const { build } = await world.codebuild.as(by).send(new StartBuildCommand({ projectName: PROJECT, ...input }));
  return build!.id!;
}

function reported(id: string): void {
  assert.equal(world.alerts().filter(text => text.includes('nobody ordered') && text.includes(id)).length, 1);
  const manifests = [...world.objects.objects.keys()].filter(key => key.startsWith('evidence/manifests/')).map(key => world.kept(key));
  assert.ok(manifests.some(({ kind, what }) => kind === 'build' && what.build === id), 'it is kept as evidence');
}

test('attack: self-approval by who asked is denied', async () => {
  world.slack.groups.set('S0EXECS000', ['U0OPERATOR']);
  const run = await world.asks();
  await world.approves(run, 'U0OPERATOR');
  assert.deepEqual(denials(), ['own-request']);
  assert.equal(await statusOf(run), 'requested');
});

test('attack: self-approval by the author is denied, also as a second author and under the address of a commit', async () => {
  world.slack.groups.set('S0EXECS000', ['U0AUTHOR00', 'U0OFFICER0']);
  world.github.push({ branch: 'fix', by: 'author-dev', author: { email: 'officer@example.com', login: null }, committer: { email: 'author@example.com', login: 'author-dev' }, files: { 'app/helper.rb': 'x' } });
  const run = await world.asks();
  await world.approves(run, 'U0AUTHOR00');
  await world.approves(run, 'U0OFFICER0');
  assert.deepEqual(denials(), ['own-change', 'own-change']);
  assert.equal(await statusOf(run), 'requested');
});

test('attack: self-approval by who pushed a commit in somebody else’s name is denied', async () => {
  const run = await world.asks({ by: 'officer' });
  await world.approves(run, 'U0OFFICER0');
  assert.deepEqual(denials(), ['own-change']);
});

test('attack: who approved does not start it', async () => {
  const run = await approved();
  const { statusCode, body } = await world.starts('chief', run.id);
  assert.equal(statusCode, 409);
  assert.match(body.error, /self-approval/);
  assert.equal(world.codebuild.builds.length, 0);
  assert.ok((await world.thread(run.id)).some(text => text.includes('not started') && text.includes('self-approval')));
});

test('attack: who approved does not start it as a session of AWS that nobody wrote down', async () => {
  const run = await world.asks();
  // Of the officer the list knows the login of GitHub alone; the session is named by the address that Slack knows.
  await world.approves(run, 'U0OFFICER0');
  assert.equal(await statusOf(run), 'approved');
  const { statusCode, body } = await world.starts('Officer@example.com', run.id, IDENTITY_CENTER);
  assert.equal(statusCode, 409);
  assert.match(body.error, /self-approval: .*would start it/);
  assert.equal(world.codebuild.builds.length, 0);
});

test('attack: self-approval by a session that one named like somebody else: nothing is asked for, and nothing started', async () => {
  const run = await approved();
  const asked = await world.call('suzuki@example.com', { action: 'request', patch: PATCH, branch: 'fix', mode: 'run', parameters: { plan: 'free' } });
  assert.equal(asked.statusCode, 409);
  assert.match(asked.body.error, /Nobody can say who `Operator\/suzuki@example.com` is in Slack/);

  const { statusCode, body } = await world.starts('suzuki@example.com', run.id);
  assert.equal(statusCode, 409);
  assert.match(body.error, /self-approval: .*add them to people/);
  assert.equal(world.codebuild.builds.length, 0);
});

test('who came by IAM Identity Center is known by the address that it names them by', async () => {
  const run = await approved();
  assert.equal((await world.starts('suzuki@example.com', run.id, IDENTITY_CENTER)).statusCode, 200);
});

test('attack: who cannot be told apart from who approved does not start it', async () => {
  const run = await approved();
  const { statusCode, body } = await world.starts('somebody', run.id);
  assert.equal(statusCode, 409);
  assert.match(body.error, /self-approval: .*add them to people/);
  assert.equal(world.codebuild.builds.length, 0);
});

test('attack: an approval of an old SHA starts nothing, and says where the branch is', async () => {
  const run = await approved();
  const moved = world.github.push({ branch: 'fix', by: 'author-dev', files: patchFiles({}, "console.log('evil');\n") });
  const { statusCode, body } = await world.starts('tanaka', run.id);
  assert.equal(statusCode, 409);
  assert.match(body.error, new RegExp(`branch-moved: .*${moved}.*${run.subject.sha}`));
  assert.equal(world.codebuild.builds.length, 0);
  const [note] = (await world.requests.events(run.id)).filter(({ act }) => act.type === 'note');
  assert.equal((note.act as { what: string }).what, 'not-started', 'the attempt is in the chain of events');
});

test('attack: a branch that moves between start and check is refused by the build, before anything of it runs', async () => {
  const run = await approved();
  const { body } = await world.starts('tanaka', run.id);
  world.github.push({ branch: 'fix', by: 'author-dev', files: { 'app/evil.rb': 'x' } });
  const done = await world.runs(body.run.started.build);
  assert.deepEqual(names(done), ['branch-moved']);
  assert.ok((await world.thread(run.id)).some(text => text.includes('refused to run it')));
});

test('attack: the files of another commit under an approved order are refused by the build', async () => {
  const run = await approved();
  const { body } = await world.starts('tanaka', run.id);
  const build = world.codebuild.builds[0];
  const other = world.github.push({ branch: 'evil', by: 'mallory', files: patchFiles({ title: 'Another' }) });
  Object.assign(build, { sourceVersion: other, resolvedSourceVersion: other });
  const done = await world.runs(body.run.started.build);
  assert.ok(names(done).includes('another-commit'), names(done).join());
  assert.ok((await world.thread(run.id)).some(text => text.includes('does not agree') && text.includes('commit')));
});

test('attack: a changed buildspec of the branch is not read, and one that was handed to CodeBuild is refused and reported', async () => {
  await approved();
  const sha = world.github.push({ branch: 'fix', by: 'author-dev', files: { 'buildspec.yml': 'version: 0.2' } });
  const id = await startsDirectly({ sourceVersion: sha, buildspecOverride: 'version: 0.2\nphases: { build: { commands: [sh evil.sh] } }' });
  const done = await world.runs(id);
  assert.ok(names(done).includes('buildspec-changed'), names(done).join());
  reported(id);
});

test('attack: a changed buildspec that leaves the check out ends as a build that nobody ordered, and is reported', async () => {
  const run = await approved();
  const id = await startsDirectly({ sourceVersion: run.subject.sha, buildspecOverride: 'version: 0.2\nphases: { build: { commands: [sh evil.sh] } }' });
  await world.ends(id, 'SUCCEEDED');
  reported(id);
  assert.equal((await world.requests.get(run.id))!.used, null, 'the approval is not used up by it');
});

test('attack: a forged Slack payload approves nothing', async () => {
  const run = await world.asks();
  const sent = await world.slack.presses('U0OPERATOR', await world.firstMessage(run.id), ACTIONS.approve);
  world.acts.messages.length = 0;
  const forged = sent.body.replace('U0OPERATOR', 'U0CHIEF000');
  const { status } = await fetch(world.url, { method: 'POST', body: forged, headers: sent.headers });
  assert.equal(status, 401);
  await world.settle();
  assert.equal(await statusOf(run), 'requested');
  assert.match((await world.starts('tanaka', run.id)).body.error, /not-approved/);
});

test('attack: a replayed button approves no second run', async () => {
  const run = await world.asks();
  const sent = await world.slack.presses('U0CHIEF000', await world.firstMessage(run.id), ACTIONS.approve);
  await world.settle();
  const { body } = await world.starts('tanaka', run.id);
  await world.runs(body.run.started.build);
  await world.slack.replays(sent);
  await world.settle();
  assert.equal((await world.starts('tanaka', run.id)).body.run.started.build, body.run.started.build, 'it is the run of before');
  assert.equal(world.codebuild.builds.length, 1);
  const next = await world.asks();
  assert.equal(await statusOf(next), 'requested', 'the same patch asked for again is another request');
});

test('attack: the button of one request approves no other one', async () => {
  const [one, two] = [await world.asks(), await world.asks()];
  await world.approves(one);
  assert.equal(await statusOf(two), 'requested');
  assert.match((await world.starts('tanaka', two.id)).body.error, /not-approved/);
});

for (const [what, override, refusal] of [
  ['environment override', { environmentVariablesOverride: [{ name: 'DATABASE_URL', value: 'postgresql://elsewhere', type: 'PLAINTEXT' }] }, 'environment-overridden'],
  ['environment override: a variable that loads code', { environmentVariablesOverride: [{ name: 'NODE_OPTIONS', value: '--require=/tmp/x' }] }, 'environment-overridden'],
  ['image override', { imageOverride: 'evil/image:1' }, 'image-overridden'],
  ['role override', { serviceRoleOverride: 'arn:aws:iam::111122223333:role/admin' }, 'role-overridden'],
  ['source override', { sourceLocationOverride: 'https://github.com/mallory/shop.git' }, 'source-overridden'],
  ['a debug session', { debugSessionEnabled: true }, 'debug-session'],
] as Array<[string, Partial<StartBuildCommandInput>, RefusalName]>) {
  test(`attack: ${what} is refused by the build, and reported`, async () => {
    const run = await approved();
    const id = await startsDirectly({ sourceVersion: run.subject.sha, ...override });
    const done = await world.runs(id);
    assert.equal(done.result, 'refused');
    assert.ok(names(done).includes(refusal), names(done).join());
    reported(id);
  });
}

test('attack: the starter sends no override, whatever it is called with', async () => {
  const run = await approved();
  const handler = startHandler({ start: (...given) => world.starting.start(...given), portalRole: null });
  await handler(iamCall(who('tanaka'), { run: run.id, buildspecOverride: 'x', environmentVariablesOverride: [{ name: 'A', value: 'b' }], sourceVersion: 'main' }));
  assert.deepEqual(world.codebuild.started, [{ projectName: PROJECT, sourceVersion: run.subject.sha, idempotencyToken: sha256(run.id) }]);
});

test('attack: direct StartBuild of an approved commit is refused by the build, and reported', async () => {
  const run = await approved();
  const id = await startsDirectly({ sourceVersion: run.subject.sha });
  const done = await world.runs(id);
  assert.deepEqual([...new Set(names(done))].sort(), ['no-order', 'started-by-somebody-else']);
  reported(id);
  await world.handleBuilds({ sweep: true });
  await world.settle();
  reported(id);
});

test('attack: direct StartBuild whose event was stopped is found by the sweep', async () => {
  const run = await approved();
  const id = await startsDirectly({ sourceVersion: run.subject.sha });
  world.codebuild.end(id, 'SUCCEEDED');
  world.pass({ minutes: 15 });
  await world.handleBuilds({ sweep: true });
  await world.settle();
  reported(id);
});

test('attack: direct StartBuild is told the moment that CloudTrail does, and so are changes of the project', async () => {
  const call = (eventName: string, by: string) => world.tamper(cloudTrail({ eventSource: 'codebuild.amazonaws.com', eventName, by, at: world.now, requestParameters: { projectName: PROJECT } }));
  await call('StartBuild', who('mallory', 'Admin'));
  await call('UpdateProject', who('mallory', 'Admin'));
  await call('StartBuild', who('shop-patches-Start', 'shop-patches-start'));
  await call('UpdateProject', who('github', 'deployment'));
  await world.settle();
  const told = world.alerts();
  assert.equal(told.length, 2);
  assert.ok(told.every(text => text.includes('mallory') && text.includes('<@U0SECURITY>')));
});

test('attack: the key of the evidence is to be deleted, which names it by its id alone: told', async () => {
  const call = (keyId: string) => world.tamper(cloudTrail({ eventSource: 'kms.amazonaws.com', eventName: 'ScheduleKeyDeletion', by: who('mallory', 'Admin'), at: world.now, requestParameters: { keyId, pendingWindowInDays: 7 } }));
  await call('0000abcd-12ab-34cd-56ef-000000000000');
  await call(`arn:aws:kms:ap-northeast-1:111122223333:key/${KEY_ID}`);
  await world.settle();
  assert.equal(world.alerts().length, 1);
  assert.match(world.alerts()[0], /ScheduleKeyDeletion/);
});

test('attack: a patch that writes a better record of itself first makes the build fail, and is told', async () => {
  const run = await approved();
  const { body } = await world.starts('tanaka', run.id);
  const id: string = body.run.started.build;
  const forged = Buffer.from(JSON.stringify({ format: 1, build: id, result: 'succeeded', messages: ['all is well'], mode: 'run', subjectHash: 'x', logSha256: null, refusals: [] }));
  world.objects.objects.set(`runs/${id.split(':')[1]}/run.json`, { Body: forged, ChecksumSHA256: '', ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: world.now });
  const done = await world.runs(id);
  assert.equal(done.result, 'failed');
  const told = await world.thread(run.id);
  const differs = told.find(text => text.includes('does not agree'))!;
  assert.match(differs, /<@U0SECURITY>/);
  assert.match(differs, /end: true, and should be false/);
});

test('attack: code that nobody approved is not installed by asking for its check alone', async () => {
  world.github.push({ branch: 'fix', by: 'mallory', files: { 'package-lock.json': '{}', 'package.json': '{"scripts":{"preinstall":"sh evil.sh"}}' } });
  const run = await world.asks({ mode: 'check' });
  assert.equal(run.needsApproval, false);
  const { body } = await world.starts('tanaka', run.id);
  assert.equal((await world.runs(body.run.started.build)).result, 'succeeded');
  assert.equal(world.installed, false);
});

test('what was approved is installed', async () => {
  const run = await approved();
  const { body } = await world.starts('tanaka', run.id);
  await world.runs(body.run.started.build);
  assert.equal(world.installed, true);
});

test('attack: text of a patch mentions nobody and hides nothing in Slack', async () => {
  const run = await world.asks({ files: patchFiles({ title: '<!channel> *ok*', why: '<https://evil.example|the ticket>' }) });
  const shown = JSON.stringify((await world.firstMessage(run.id)).blocks);
  assert.doesNotMatch(shown, /<!channel>|<https:\/\/evil/);
  await world.approves(run);
  const { body } = await world.starts('tanaka', run.id);
  await world.runs(body.run.started.build);
  assert.doesNotMatch((await world.thread(run.id)).join('\n'), /<!channel>/);
});

test('attack: a test event of somebody else ends no build', async () => {
  await world.handleBuilds({ ...buildState(PROJECT, `${PROJECT}:x`, 'SUCCEEDED'), source: 'patches.shop-patches' });
  assert.equal(world.codebuild.calls.length, 0);
  await world.handleBuilds(buildState('another-project', 'another-project:x', 'SUCCEEDED'));
  assert.equal(world.codebuild.calls.length, 0);
});

test('attack: a file of the patch that was changed in the build is another subject', async () => {
  const run = await approved();
  const { body } = await world.starts('tanaka', run.id);
  const root = world.checkout(run.subject.sha);
  writeFileSync(join(root, PATCH, 'patch.yaml'), patchFiles({ files: { patch: 'evil.mjs', verify: 'verify.mjs' } })[`${PATCH}/patch.yaml`]);
  writeFileSync(join(root, PATCH, 'evil.mjs'), 'process.exit(0)');
  const done = await world.runs(body.run.started.build, { root });
  assert.ok(names(done).includes('another-subject'), names(done).join());
});
