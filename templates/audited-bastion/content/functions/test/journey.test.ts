import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ACTIONS } from '../../people/approval/messages';
import { readLogin } from '../login';
import { BastionWorld, hookLine } from './bastion-world';
import { cloudTrail, executeCommand, taskChange, who } from './events';

let world: BastionWorld;
beforeEach(async () => {
  world = await new BastionWorld().start();
});
afterEach(() => world.stop());

const EXEC = 'ecs-execute-command-0a1b2c3d4e5f60718';

test('from the question to the manifest: asked, logged in, watched, alerted, approved a day late, kept', async () => {
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  assert.equal(world.seats.desired.get(1), 1);
  assert.match((await world.firstMessage(session.id)).blocks.map(({ text }) => text?.text).join('\n'), /Look at order 12/);

  world.pass({ minutes: 2 });
  await world.tasks(taskChange(task, 'RUNNING', world.now));
  await world.login(executeCommand({ task, by: who('tanaka'), at: world.now }));
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'ls -la'), hookLine(2, 'psql -c "DELETE FROM users"')]);
  await world.settle();
  const told = await world.thread(session.id);
  assert.ok(told.some(text => text.startsWith('Logged in') && text.includes('tanaka') && text.includes('192.0.2.10')));
  const danger = told.find(text => text.includes('Dangerous command'))!;
  assert.match(danger, /DELETE FROM users/);
  assert.match(danger, /write-without-where/);
  assert.match(danger, /<@U0SECURITY>/);
  assert.equal(told.filter(text => text.includes('ls -la')).length, 0);

  world.transcripts.set(EXEC, 'bastion:/app# ls -la\r\nbastion:/app# psql -c "DELETE FROM users"\r\nDELETE 3\r\n');
  world.pass({ minutes: 60 });
  await world.tasks({ limitOf: session.id });
  assert.equal(world.seats.desired.get(1), 0);
  world.pass({ minutes: 31 });
  await world.sweep();
  await world.settle();
  assert.deepEqual((await world.store.get(session.id))!.compared?.onlyTranscript.count, 0);
  assert.ok([...world.objects.objects.keys()].some(key => key.includes('transcript-')), 'both records are locked before the answer');
  assert.equal((await world.store.get(session.id))!.kept, null);

  world.pass({ hours: 23 });
  await world.followUp(session.id);
  await world.settle();
  assert.equal(world.alerts().filter(text => text.includes(session.id)).length, 1);
  world.pass({ hours: 24 });
  await world.followUp(session.id);
  await world.followUp(session.id);
  await world.settle();
  assert.equal(world.alerts().filter(text => text.includes(session.id)).length, 2, 'repeated after another day, once');

  const first = await world.firstMessage(session.id);
  await world.slack.replies('U0OPERATOR', first, 'approve');
  await world.settle();
  assert.equal((await world.requests.get(session.id))!.status, 'requested', 'nobody approves their own session');
  await world.slack.replies('U0CHIEF000', first, 'approve');
  await world.settle();
  assert.equal((await world.requests.get(session.id))!.status, 'approved');
  const { kept } = (await world.store.get(session.id))!;
  const manifest = JSON.parse(Buffer.from(world.objects.objects.get(kept!.key)!.Body).toString('utf8'));
  assert.equal(manifest.who.answer.by, 'U0CHIEF000');
  assert.deepEqual(manifest.files.map(({ name }: { name: string }) => name.replace(/-\w+\./, '.')).sort(), ['difference.json', 'hook.jsonl', 'request.json', 'session.json', `transcript-ecs-execute-command.log`].sort());
  assert.ok((await world.thread(session.id)).some(text => text.includes(kept!.sha256)));
  world.pass({ hours: 24 });
  await world.followUp(session.id);
  await world.sweep();
  await world.settle();
  assert.equal(world.alerts().filter(text => text.includes(session.id)).length, 2, 'what is answered is not asked again');
});

test('with Slack down, everything is told when it is back, in order and once', async () => {
  world.slack.outage = 'down';
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  await world.login(executeCommand({ task, by: who('tanaka'), at: world.now }));
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'rm -rf /')]);
  await world.settle();
  assert.equal(world.slack.messages.length, 0);
  world.slack.outage = null;
  for (let minutes = 0; minutes < 60; minutes += 5) {
    world.pass({ minutes: 5 });
    await world.settle();
  }
  const told = await world.thread(session.id);
  assert.equal(told.filter(text => text.includes('Dangerous command')).length, 1);
  assert.ok(told.findIndex(text => text.startsWith('Logged in')) < told.findIndex(text => text.includes('Dangerous command')));
  assert.equal(world.slack.messages.filter(({ threadTs }) => threadTs === null).length, 1);
});

test('events that come twice are told once', async () => {
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  const event = executeCommand({ task, by: who('tanaka'), at: world.now });
  await world.login(event);
  await world.login(event);
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'rm -rf /')]);
  await world.arrives(task, [hookLine(1, 'rm -rf /'), hookLine(0, '')]);
  await world.settle();
  const told = await world.thread(session.id);
  assert.equal(told.filter(text => text.startsWith('Logged in')).length, 1);
  assert.equal(told.filter(text => text.includes('Dangerous command')).length, 1);
});

test('a login event that was lost is found in the trail by the sweep', async () => {
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  world.trail.push(readLogin(executeCommand({ task, by: who('tanaka'), at: world.now }).detail, 'bastion')!);
  world.pass({ minutes: 5 });
  await world.sweep();
  await world.sweep();
  await world.settle();
  assert.equal((await world.thread(session.id)).filter(text => text.startsWith('Logged in')).length, 1);
});

test('a login that nobody asked for is told at once, and an approval is due', async () => {
  const task = 'arn:aws:ecs:ap-northeast-1:111122223333:task/bastion/ffffffffffffffffffffffffffffffff';
  await world.login(executeCommand({ task, by: who('mallory'), at: world.now }));
  await world.settle();
  assert.ok(world.alerts().some(text => text.includes('nobody asked for') && text.includes('mallory')));
  const [request] = await world.requests.open();
  assert.match(request.id, /^login-/);
  world.pass({ hours: 24 });
  await world.followUp(request.id);
  await world.settle();
  assert.ok(world.alerts().some(text => text.includes(request.id) && text.includes('24')));
});

test('somebody else’s login into a session is one that nobody asked for', async () => {
  const session = await world.asks();
  await world.login(executeCommand({ task: Object.keys(session.tasks)[0], by: who('mallory'), at: world.now }));
  await world.settle();
  assert.ok((await world.thread(session.id)).some(text => text.includes('nobody asked for')));
  assert.equal((await world.requests.open()).length, 2);
});

test('a login past the watched shell ends the session', async () => {
  const session = await world.asks();
  await world.login(executeCommand({ task: Object.keys(session.tasks)[0], by: who('tanaka'), at: world.now, command: '/bin/sh' }));
  await world.settle();
  assert.equal((await world.store.get(session.id))!.ended?.by, 'bastion');
  assert.equal(world.seats.desired.get(1), 0);
  assert.ok((await world.thread(session.id)).some(text => text.includes('past the watched shell')));
});

test('a session that is refused while it runs ends at once', async () => {
  const session = await world.asks();
  const first = await world.firstMessage(session.id);
  await world.slack.presses('U0OFFICER0', first, ACTIONS.refuse);
  await world.settle();
  await world.slack.submits('U0OFFICER0', world.slack.views[0], { [ACTIONS.reason]: 'Not today' });
  await world.settle();
  assert.equal((await world.store.get(session.id))!.ended?.why, 'refused');
  assert.equal(world.seats.desired.get(1), 0);
});

test('lines that are missing, silence and a program without the hook are told by the sweep', async () => {
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  const beat = (seq: number) => hookLine(seq, '', { type: 'heartbeat', tool: 'keeper', stream: '1.1', terminals: ['41.7 bash', '99.3 python3', '98.1 vim'], at: new Date(world.now.getTime()).toISOString() });
  await world.writes(task, [hookLine(0, ''), hookLine(3, 'ls'), beat(1)]);
  world.pass({ minutes: 1 });
  await world.writes(task, [beat(2)]);
  world.pass({ minutes: 6 });
  await world.sweep();
  await world.settle();
  const told = await world.thread(session.id);
  assert.ok(told.some(text => text.includes('Lines are missing') && text.includes('41.7 1–2')));
  assert.ok(told.some(text => text.includes('without the hook') && text.includes('python3')));
  assert.ok(!told.some(text => text.includes('vim')));
  assert.ok(told.some(text => text.includes('silent')));
});

test('lines that no hook wrote, and two versions of one line, are told', async () => {
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  await world.writes(task, ['rm: cannot remove <!channel>', hookLine(0, ''), hookLine(1, 'echo a'), hookLine(1, 'echo forged')]);
  await world.settle();
  const told = await world.thread(session.id);
  assert.ok(told.some(text => text.includes('that no hook wrote') && text.includes('&lt;!channel&gt;')));
  assert.ok(told.some(text => text.includes('two versions') && text.includes('echo forged')));
});

test('ATTACK: a test event that root writes into the log of the console is none', async () => {
  const session = await world.asks();
  await world.writes(Object.keys(session.tasks)[0], [hookLine(0, '2026-11-22T03-commands', { type: 'canary', tool: 'canary', stream: 'canary' })]);
  await world.settle();
  assert.ok(!world.logged.some(({ event }) => event === 'canary-arrived'));
  assert.ok((await world.thread(session.id)).some(text => text.includes('that no hook wrote')));
});

test('what only the transcript has is told aloud', async () => {
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  await world.login(executeCommand({ task, by: who('tanaka'), at: world.now }));
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'ls')]);
  world.transcripts.set(EXEC, 'bastion:/app# ls\r\nbastion:/app# curl https://evil.example\r\n');
  await world.call('tanaka', { action: 'stop', session: session.id });
  world.pass({ minutes: 31 });
  await world.sweep();
  await world.settle();
  const told = (await world.thread(session.id)).find(text => text.includes('differ'))!;
  assert.match(told, /<@U0SECURITY>/);
  assert.match(told, /curl https:\/\/evil\.example/);
});

test('a task that nobody asked for is told and stopped', async () => {
  const task = world.seats.launch(1);
  await world.tasks(taskChange(task, 'RUNNING', world.now));
  await world.settle();
  assert.deepEqual(await world.seats.running(1), []);
  assert.ok(world.alerts().some(text => text.includes('nobody asked for')));
});

test('a session that nobody used needs no approval', async () => {
  const session = await world.asks();
  world.pass({ minutes: 31 });
  await world.sweep();
  world.pass({ minutes: 31 });
  await world.sweep();
  await world.settle();
  assert.equal((await world.requests.get(session.id))!.status, 'withdrawn');
  assert.ok((await world.thread(session.id)).includes('Withdrawn by `bastion`: nobody logged in'), 'why');
  await world.sweep();
  assert.ok((await world.store.get(session.id))!.kept);
});

test('one seat is one session; a second one waits, and gets it afterwards', async () => {
  const session = await world.asks();
  const refused = await world.call('chief', { action: 'start', reason: 'Another look', minutes: 30 });
  assert.equal(refused.statusCode, 409);
  await world.call('tanaka', { action: 'stop', session: session.id });
  const next = await world.call('chief', { action: 'start', reason: 'Another look', minutes: 30 });
  assert.equal(next.statusCode, 200);
  await world.tasks(taskChange(Object.keys(session.tasks)[0], 'STOPPED', world.now));
  await world.tasks({ limitOf: session.id });
  assert.equal(world.seats.desired.get(1), 1, 'what comes late of the first does not stop the second');
});

test('a session that has ended is not asked for again by its old id, and takes no seat', async () => {
  const again = { action: 'start', reason: 'Look at order 12', minutes: 60, requestId: 'a1b2c3d4e5f6a7b8' };
  const { body } = await world.call('tanaka', again);
  assert.equal((await world.call('tanaka', again)).body.session.id, body.session.id, 'sent again it is the same');
  await world.call('tanaka', { action: 'stop', session: body.session.id });
  await world.settle();
  const { statusCode, body: refused } = await world.call('tanaka', again);
  assert.equal(statusCode, 409);
  assert.match(refused.error, /has ended/);
});

test('a session whose function died after it had given its seat back does not stop who sits there now', async () => {
  const session = await world.asks();
  await world.store.add(session.id, { type: 'end', why: 'by-hand', by: 'x', at: world.now.toISOString() });
  await world.seats.stop(1);
  await world.store.leaveSeat(session.id, 1);
  await world.call('chief', { action: 'start', reason: 'Another look', minutes: 30 });
  await world.sweep();
  assert.equal(world.seats.desired.get(1), 1);
  assert.equal((await world.seats.running(1)).length, 1);
  assert.ok((await world.store.get(session.id))!.emptiedAt);
});

test('a sweep that fails for one session looks after the others, and says so', async () => {
  const session = await world.asks();
  world.seats.outage = new Error('ECS is away');
  world.pass({ minutes: 61 });
  await assert.rejects(world.sweep(), /ECS is away/);
  assert.equal((await world.store.get(session.id))!.ended?.why, 'limit');
  world.seats.outage = undefined;
  await world.sweep();
  assert.equal(world.seats.desired.get(1), 0);
});

for (const [what, name, body, role, status] of [
  ['nobody', undefined, { action: 'start', reason: 'Look at it', minutes: 30 }, undefined, 403],
  ['an operator in the name of another one', 'tanaka', { action: 'start', reason: 'Look at it', minutes: 30, onBehalfOf: { email: 'chief@example.com' } }, undefined, 403],
  ['the portal for whom it signed in', 'portal', { action: 'start', reason: 'Look at it', minutes: 30, onBehalfOf: { email: 'tanaka@example.com' } }, 'Portal', 200],
  ['the portal for a name that is none', 'portal', { action: 'start', reason: 'Look at it', minutes: 30, onBehalfOf: { email: 'x' } }, 'Portal', 403],
  ['somebody without a reason', 'tanaka', { action: 'start', reason: '  x ', minutes: 30 }, undefined, 409],
  ['somebody for a whole day', 'tanaka', { action: 'start', reason: 'Look at it', minutes: 1440 }, undefined, 409],
] as const) {
  test(`${what} who asks gets ${status}`, async () => {
    assert.equal((await world.call(name, body, role)).statusCode, status);
  });
}

test('what the portal asked for says so in the request, in Slack and in the manifest', async () => {
  const { body } = await world.call('portal', { action: 'start', reason: 'Look at it', minutes: 30, onBehalfOf: { email: 'tanaka@example.com' } }, 'Portal');
  const { id } = body.session;
  await world.settle();
  const { carriedBy, operator } = (await world.requests.get(id))!.involved;
  assert.match(carriedBy!, /:assumed-role\/Portal\//);
  assert.deepEqual(operator, { emails: ['tanaka@example.com'] });
  assert.ok(JSON.stringify((await world.firstMessage(id)).blocks).includes(carriedBy!));

  const request = (await world.store.get(id))!;
  await world.sessions.stop(id, 'tanaka');
  await world.login(executeCommand({ task: Object.keys(request.tasks)[0], by: who('tanaka'), at: world.now }));
  world.pass({ minutes: 30 });
  await world.sweep();
  await world.slack.replies('U0CHIEF000', await world.firstMessage(id), 'approve');
  await world.settle();
  const { kept } = (await world.store.get(id))!;
  const manifest = JSON.parse(Buffer.from(world.objects.objects.get(kept!.key)!.Body).toString('utf8'));
  assert.equal(manifest.who.carriedBy, carriedBy);
});

for (const [eventSource, eventName, requestParameters, isTold] of [
  ['cloudtrail.amazonaws.com', 'StopLogging', { name: 'management' }, true],
  ['events.amazonaws.com', 'DisableRule', { name: 'bastion-LoginRule' }, true],
  ['events.amazonaws.com', 'DisableRule', { name: 'shop-Nightly' }, false],
  ['lambda.amazonaws.com', 'PutFunctionConcurrency20171031', { functionName: 'bastion-Login', reservedConcurrentExecutions: 0 }, true],
  ['logs.amazonaws.com', 'DeleteSubscriptionFilter', { logGroupName: '/bastion/console' }, true],
  ['ssm.amazonaws.com', 'StartSession', { target: 'ecs:bastion_0000_0000-1' }, true],
  ['ssm.amazonaws.com', 'StartSession', { target: 'i-0123' }, false],
  ['ecs.amazonaws.com', 'DescribeTasks', { cluster: 'bastion' }, false],
] as const) {
  test(`${eventName} on ${JSON.stringify(requestParameters)} is ${isTold ? 'told' : 'nobody’s business'}`, async () => {
    const given = { source: 'aws.any', eventSource, eventName, requestParameters, at: world.now, id: 'e-9' };
    await world.tamper(cloudTrail({ ...given, by: who('mallory', 'Admin') }));
    await world.tamper(cloudTrail({ ...given, by: who('cdk', 'deployment'), id: 'e-10' }));
    await world.settle();
    assert.equal(world.alerts().filter(text => text.includes(eventName)).length, isTold ? 1 : 0);
  });
}
