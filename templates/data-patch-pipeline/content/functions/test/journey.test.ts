import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { chainProblems } from '../../people/approval/chain';
import { ACTIONS } from '../../people/approval/messages';
import { sha256 } from '../../people/canonical';
import { PATCH, patchFiles } from './patch-files';
import { PatchWorld, PROJECT } from './patch-world';
import { startHandler } from '../start';
import { buildState, iamCall, who } from './events';

let world: PatchWorld;
beforeEach(async () => {
  world = await new PatchWorld().start();
});
afterEach(() => world.stop());

test('from the question to the manifest: asked, read, approved, started, checked, run, told and kept', async () => {
  const run = await world.asks();
  const first = await world.firstMessage(run.id);
  const shown = JSON.stringify(first.blocks);
  for (const each of [/Give customers without a plan the free one/, /Ticket 4711/, /run node patches/, /author@example\.com/, /compare\/main\.\.\./, /refs\/heads\/fix/, new RegExp(run.subject.sha)]) {
    assert.match(shown, each);
  }
  const early = await world.starts('tanaka', run.id);
  assert.equal(early.statusCode, 409);
  assert.match(early.body.error, /not-approved/);

  await world.approves(run);
  assert.ok((await world.thread(run.id)).some(text => text.includes(`npm run patch -- start ${run.id}`)));
  assert.match(JSON.stringify((await world.firstMessage(run.id)).blocks), /Ticket 4711/, 'the facts stay when the answer is shown');
  const { statusCode, body } = await world.starts('tanaka', run.id);
  assert.equal(statusCode, 200);
  const { build } = body.run.started;
  assert.equal((await world.requests.get(run.id))!.used?.by, build);
  assert.equal(world.codebuild.builds[0].sourceVersion, run.subject.sha);

  const done = await world.runs(build);
  assert.equal(done.result, 'succeeded', done.messages.join('\n'));
  const told = await world.thread(run.id);
  assert.ok(told.some(text => text.startsWith('Started') && text.includes(build)));
  assert.equal(told.filter(text => text.startsWith('Succeeded')).length, 1);
  const { kept, ended } = (await world.store.get(run.id))!;
  assert.equal(ended?.result, 'succeeded');
  const manifest = world.kept(kept!.key);
  assert.equal(manifest.who.answer.by, 'U0CHIEF000');
  assert.equal(manifest.what.sha, run.subject.sha);
  assert.deepEqual(manifest.files.map(({ name }: { name: string }) => name), ['build.json', 'log.txt', 'order.json', 'request-events.json', 'run.json', 'started.json']);
  assert.deepEqual(chainProblems(await world.requests.events(run.id), manifest.lastEvent.hash), [], 'the manifest names the last event');
  assert.ok(told.some(text => text.includes(kept!.sha256)));
  assert.equal(world.alerts().length, 0);
});

test('the log is handed over as a file, and its hash with it', async () => {
  const run = await world.asks();
  assert.equal((await world.call('tanaka', { action: 'log', run: run.id })).statusCode, 409);
  await world.approves(run);
  const { body } = await world.starts('tanaka', run.id);
  assert.match((await world.call('tanaka', { action: 'log', run: run.id })).body.error, /has not left its log yet/);
  await world.runs(body.run.started.build);
  const log = (await world.call('suzuki', { action: 'log', run: run.id })).body;
  const content = Buffer.from(log.content, 'base64');
  assert.match(content.toString(), /plan free/);
  assert.equal(log.sha256, sha256(content));
  assert.equal(log.next, null);
});

test('a dry run of an engine that somebody decided on needs no approval, is told so, and runs', async () => {
  const run = await world.asks({ mode: 'dry-run' });
  assert.equal(run.needsApproval, false);
  assert.match((await world.firstMessage(run.id)).text, /needs no approval.*dry-run node/);
  assert.equal(await world.requests.get(run.id), undefined);
  const { body } = await world.starts('tanaka', run.id);
  const done = await world.runs(body.run.started.build);
  assert.notEqual(done.result, 'refused', done.messages.join('\n'));
  const { kept } = (await world.store.get(run.id))!;
  assert.equal(world.kept(kept!.key).who.answer, null);
});

test('a dry run of any other engine asks for approval', async () => {
  const run = await world.asks({ mode: 'dry-run', files: patchFiles({ engine: 'sql', database: 'postgresql', files: { patch: 'patch.sql' }, parameters: [], expect: { queries: [{ name: 'n', query: 'select 1', min: 1, max: 1 }] } }) }).catch(error => error);
  // The file of SQL is missing: what GitHub has is read before anybody is asked.
  assert.match(String(run), /patch\.sql, which is not in the folder/);
});

for (const [what, body, message] of [
  ['a value that no choice allows', { parameters: { plan: 'gold' } }, /plan must be one of/],
  ['a value too many', { parameters: { plan: 'free', shop: '1' } }, /no parameter/],
  ['a rollback that nobody wrote', { mode: 'rollback' }, /no rollback file/],
  ['a patch that is not there', { patch: 'patches/20261122-other' }, /is not in example\/shop/],
  ['a path that is no patch', { patch: '../secrets' }, /must be patches/],
  ['a branch that is none', { branch: '--upload-pack=x' }, /Give either branch/],
  ['a branch and a pull request', { pull: 3 }, /Give either branch/],
  ['a mode that is none', { mode: 'force' }, /mode must be/],
] as Array<[string, object, RegExp]>) {
  test(`${what} is refused before anybody is asked`, async () => {
    world.github.push({ branch: 'fix', by: 'author-dev', author: { email: 'author@example.com', login: 'author-dev' }, files: patchFiles() });
    const { statusCode, body: answer } = await world.call('tanaka', { action: 'request', patch: PATCH, branch: 'fix', mode: 'run', parameters: { plan: 'free' }, ...body });
    assert.ok(statusCode === 400 || statusCode === 409);
    assert.match(answer.error, message);
    assert.equal(world.slack.messages.length, 0);
  });
}

test('an author whom nobody can name in Slack is told at once, not after somebody approved', async () => {
  await assert.rejects(world.asks({ by: 'stranger-dev' }), /Nobody can say who .*stranger-dev.* is in Slack/);
});

test('asked twice with one id, it is one run, one message and one request', async () => {
  world.github.push({ branch: 'fix', by: 'author-dev', author: { email: 'author@example.com', login: 'author-dev' }, files: patchFiles() });
  const body = { action: 'request', patch: PATCH, branch: 'fix', mode: 'run', parameters: { plan: 'free' }, requestId: 'a'.repeat(20) };
  const one = await world.call('tanaka', body);
  const two = await world.call('tanaka', body);
  assert.equal(one.body.run.id, two.body.run.id);
  assert.equal(world.slack.messages.length, 1);
  assert.equal((await world.call('chief', body)).statusCode, 409);
});

test('the portal asks for those whom it has signed in, and nobody else does', async () => {
  world.github.push({ branch: 'fix', by: 'author-dev', author: { email: 'author@example.com', login: 'author-dev' }, files: patchFiles() });
  const body = { action: 'request', patch: PATCH, branch: 'fix', mode: 'run', parameters: { plan: 'free' }, onBehalfOf: { email: 'operator@example.com' } };
  assert.deepEqual((await world.call('backend', body, 'Portal')).body.run.operator, { emails: ['operator@example.com'] });
  assert.equal((await world.call('tanaka', body)).statusCode, 403);
  assert.equal((await world.call(undefined, body)).statusCode, 403);
});

test('what the portal asks for and starts says so in the request, in Slack, in the order and in the manifest', async () => {
  world.github.push({ branch: 'fix', by: 'author-dev', author: { email: 'author@example.com', login: 'author-dev' }, files: patchFiles() });
  const onBehalfOf = { email: 'operator@example.com' };
  const asks = (mode: string) => world.call('backend', { action: 'request', patch: PATCH, branch: 'fix', mode, parameters: { plan: 'free' }, onBehalfOf }, 'Portal');
  const { run } = (await asks('run')).body;
  const portal = who('backend', 'Portal');
  assert.equal((await world.requests.get(run.id))!.involved.carriedBy, portal);
  assert.ok(JSON.stringify((await world.firstMessage(run.id)).blocks).includes(portal));

  const start = startHandler({ start: (...given) => world.starting.start(...given), portalRole: 'Portal' });
  const starts = async () => JSON.parse((await start(iamCall(portal, { run: run.id, onBehalfOf }))).body);
  assert.match((await starts()).error, /not-approved/);
  await world.approves(run);
  const { build, by, carriedBy } = (await starts()).run.started;
  await world.runs(build);
  assert.deepEqual([by, carriedBy], [{ emails: ['operator@example.com'] }, portal]);
  assert.equal((await world.store.orderOf(build))!.carriedBy, portal);
  const told = await world.thread(run.id);
  for (const what of ['It was not started', 'Started']) assert.ok(told.find(text => text.includes(what))!.includes(portal), what);
  const { who: kept } = world.kept((await world.store.get(run.id))!.kept!.key);
  assert.deepEqual([kept.carriedBy, kept.startCarriedBy], [portal, portal]);

  const { run: unneeded } = (await asks('check')).body;
  assert.ok((await world.firstMessage(unneeded.id)).text.includes(portal));
});

test('what people ask for and start themselves names no portal', async () => {
  const run = await world.asks();
  await world.approves(run);
  const { body } = await world.starts('tanaka', run.id);
  await world.runs(body.run.started.build);
  assert.ok(!('carriedBy' in (await world.requests.get(run.id))!.involved));
  const { who: kept } = world.kept((await world.store.get(run.id))!.kept!.key);
  assert.deepEqual([kept.carriedBy, kept.startCarriedBy], [null, null]);
});

test('a refusal ends the run; a withdrawal does, and voids the approval', async () => {
  const refused = await world.asks();
  await world.slack.presses('U0OFFICER0', await world.firstMessage(refused.id), ACTIONS.refuse);
  await world.settle();
  await world.slack.submits('U0OFFICER0', world.slack.views[0], { [ACTIONS.reason]: 'Not today' });
  await world.settle();
  assert.equal((await world.store.get(refused.id))!.closed, 'refused');
  const withdrawn = await world.asks();
  await world.approves(withdrawn);
  assert.equal((await world.call('tanaka', { action: 'withdraw', run: withdrawn.id })).body.request.status, 'withdrawn');
  assert.match((await world.starts('tanaka', withdrawn.id)).body.error, /withdrawn/);
  const told = (await world.thread(withdrawn.id)).filter(text => text.startsWith('Withdrawn'));
  assert.equal(told.length, 1);
  assert.match(told[0], /^Withdrawn by `[^`]*tanaka`$/, 'nobody asks why, so it says none');
  assert.doesNotMatch(JSON.stringify((await world.firstMessage(withdrawn.id)).blocks), /people\.approve/, 'its buttons are gone');
  const unneeded = await world.asks({ mode: 'dry-run' });
  await world.call('tanaka', { action: 'withdraw', run: unneeded.id });
  assert.match((await world.starts('tanaka', unneeded.id)).body.error, /withdrawn/);
  assert.ok((await world.thread(unneeded.id)).some(text => text.startsWith('Withdrawn')));
  assert.equal(world.codebuild.builds.length, 0);
});

test('two who start at once, and an answer that was lost, are one build', async () => {
  const run = await world.asks();
  await world.approves(run);
  world.codebuild.lost = 'StartBuildCommand';
  await assert.rejects(world.starts('tanaka', run.id), /socket hang up/);
  const [one, two] = await Promise.all([world.starts('tanaka', run.id), world.starts('suzuki', run.id)]);
  assert.deepEqual([one.statusCode, two.statusCode], [200, 200]);
  assert.equal(world.codebuild.builds.length, 1);
  assert.equal((await world.runs(world.codebuild.builds[0].id)).result, 'succeeded');
});

test('a function that died between the approval’s use and the order goes on with the same build', async () => {
  const run = await world.asks();
  await world.approves(run);
  const order = world.store.order;
  world.store.order = async () => {
    throw new Error('out of memory');
  };
  await assert.rejects(world.starts('tanaka', run.id), /out of memory/);
  world.store.order = order;
  assert.equal((await world.starts('tanaka', run.id)).statusCode, 200);
  assert.equal(world.codebuild.builds.length, 1);
});

test('with GitHub down nothing is asked for and nothing started, and who asks is told', async () => {
  const run = await world.asks();
  await world.approves(run);
  world.github.outage = 503;
  const asked = await world.call('tanaka', { action: 'request', patch: PATCH, branch: 'fix', mode: 'run', parameters: { plan: 'free' } });
  const started = await world.starts('tanaka', run.id);
  for (const { statusCode, body } of [asked, started]) {
    assert.equal(statusCode, 409);
    assert.match(body.error, /GitHub answered 503.*Try again/);
  }
  assert.equal(world.codebuild.builds.length, 0);
  world.github.outage = null;
  assert.equal((await world.starts('tanaka', run.id)).statusCode, 200);
});

test('while one patch runs, another one waits', async () => {
  const one = await world.asks();
  await world.approves(one);
  await world.starts('tanaka', one.id);
  const two = await world.asks();
  await world.approves(two);
  const { statusCode, body } = await world.starts('tanaka', two.id);
  assert.equal(statusCode, 409);
  assert.match(body.error, /Another patch runs/);
  assert.equal((await world.requests.get(two.id))!.used, null, 'its approval is not used up');
});

test('the end of a build that no event told is found by the sweep, and told once', async () => {
  const run = await world.asks();
  await world.approves(run);
  const { body } = await world.starts('tanaka', run.id);
  world.codebuild.end(body.run.started.build, 'FAULT');
  world.pass({ minutes: 15 });
  await world.handleBuilds({ sweep: true });
  await world.handleBuilds({ sweep: true });
  await world.handleBuilds(buildState(PROJECT, body.run.started.build, 'FAULT'));
  await world.settle();
  const told = await world.thread(run.id);
  assert.equal(told.filter(text => text.includes('left no record')).length, 1);
  assert.ok((await world.store.get(run.id))!.kept);
  assert.deepEqual(await world.store.open(), []);
});

test('with Slack down, all of it is told when it is back, in order and once', async () => {
  const run = await world.asks();
  await world.approves(run);
  world.slack.outage = 'down';
  const { body } = await world.starts('tanaka', run.id);
  await world.runs(body.run.started.build);
  world.slack.outage = null;
  for (let minutes = 0; minutes < 60; minutes += 5) {
    world.pass({ minutes: 5 });
    await world.settle();
  }
  const told = await world.thread(run.id);
  const order = ['Started', 'Succeeded', 'The evidence is kept'].map(begin => told.findIndex(text => text.startsWith(begin)));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.ok(order.every(index => index >= 0));
});

test('an approval that nobody used ends with its time, and the run with it', async () => {
  const run = await world.asks();
  await world.approves(run);
  world.pass({ hours: 73 });
  assert.match((await world.starts('tanaka', run.id)).body.error, /expired/);
  await world.handleBuilds({ sweep: true });
  assert.equal((await world.store.get(run.id))!.closed, 'unused');
});

test('a request that nobody answers expires, with its facts in the message', async () => {
  const run = await world.asks();
  world.pass({ hours: 72 });
  await world.followUp(run.id);
  await world.settle();
  assert.match(JSON.stringify((await world.firstMessage(run.id)).blocks), /Ticket 4711/);
  await world.handleBuilds({ sweep: true });
  assert.equal((await world.store.get(run.id))!.closed, 'expired');
});
