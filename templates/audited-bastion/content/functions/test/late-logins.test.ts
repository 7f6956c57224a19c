import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Session } from '../../session/session';
import { BastionWorld, hookLine } from './bastion-world';
import { executeCommand, who } from './events';

let world: BastionWorld;
beforeEach(async () => {
  world = await new BastionWorld().start();
});
afterEach(() => world.stop());

const EXEC = 'ecs-execute-command-0a1b2c3d4e5f60718';

/** Somebody logs in, types and leaves; nothing of it arrives but what a test brings. */
async function session(): Promise<{ asked: Session; task: string; tellsLogin: () => Promise<void> }> {
  const asked = await world.asks();
  const [task] = Object.keys(asked.tasks);
  world.pass({ minutes: 2 });
  const event = executeCommand({ task, by: who('tanaka'), at: world.now });
  world.transcripts.set(EXEC, 'bastion:/app# ls\r\nbastion:/app# curl https://evil.example\r\n');
  return { asked, task, tellsLogin: () => world.login(event) };
}

async function isOver(id: string): Promise<void> {
  await world.call('tanaka', { action: 'stop', session: id });
  world.pass({ minutes: 31 });
  await world.sweep();
  await world.settle();
}

test('a session that the hook saw used is not withdrawn, though no login was told', async () => {
  const { asked, task } = await session();
  // In the log, and the subscription brought nothing.
  world.hook.set(task.split('/').pop()!, [hookLine(0, ''), hookLine(1, 'ls')]);
  await isOver(asked.id);
  await world.sweep();
  assert.equal((await world.requests.get(asked.id))!.status, 'requested');
  assert.equal((await world.store.get(asked.id))!.kept, null);
});

test('a login that is told after the comparison is compared, locked and told like any other', async () => {
  const { asked, task, tellsLogin } = await session();
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'ls')]);
  await isOver(asked.id);
  assert.ok(!(await world.thread(asked.id)).some(text => text.includes('evil.example')));
  await tellsLogin();
  await world.settle();
  assert.ok((await world.thread(asked.id)).some(text => text.includes('differ') && text.includes('evil.example')));
  await world.approves(asked.id);
  assert.match((await world.keptFiles(asked.id))[`transcript-${EXEC}.log`], /evil\.example/);
});

test('a login of a session that was withdrawn as unused needs an approval, is compared and kept', async () => {
  const { asked, tellsLogin } = await session();
  await isOver(asked.id);
  assert.equal((await world.requests.get(asked.id))!.status, 'withdrawn');
  await tellsLogin();
  await tellsLogin();
  await world.settle();
  const [request] = await world.requests.open();
  assert.match(request.id, /^login-/);
  const told = world.alerts().filter(text => text.includes('after its session was closed'));
  assert.equal(told.length, 1);
  world.pass({ hours: 24 });
  await world.followUp(request.id);
  await world.sweep();
  await world.settle();
  assert.ok(world.alerts().some(text => text.includes(request.id) && text.includes('24')), 'told after a day without an answer');
  assert.ok((await world.thread(request.id)).some(text => text.includes('evil.example')));
  await world.approves(request.id);
  const files = await world.keptFiles(request.id);
  assert.match(files[`transcript-${EXEC}.log`], /evil\.example/);
  assert.match(files['session.json'], /tanaka/);
});

test('a login that is told after the manifest has a manifest of its own', async () => {
  const { asked, task, tellsLogin } = await session();
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'ls')]);
  await isOver(asked.id);
  await world.approves(asked.id);
  assert.ok((await world.store.get(asked.id))!.kept);
  await tellsLogin();
  await world.settle();
  assert.deepEqual((await world.requests.open()).map(({ id }) => id.slice(0, 6)), ['login-']);
});
