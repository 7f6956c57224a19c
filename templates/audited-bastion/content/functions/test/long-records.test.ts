import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { BastionWorld, hookLine } from './bastion-world';
import { executeCommand, who } from './events';

let world: BastionWorld;
beforeEach(async () => {
  world = await new BastionWorld().start();
});
afterEach(() => world.stop());

const EXEC = 'ecs-execute-command-0a1b2c3d4e5f60718';

test('ATTACK: lines of any length and number keep no session from its manifest; the whole of them is in it', async () => {
  const { id, tasks } = await world.asks();
  const [task] = Object.keys(tasks);
  await world.login(executeCommand({ task, by: who('tanaka'), at: world.now }));
  await world.writes(task, [hookLine(0, ''), hookLine(1, "printf '> %0500000d' 0")]);
  const flood = [`bastion:/app# ${'0'.repeat(500_000)}`, ...Array.from({ length: 5_000 }, (_, index) => `bastion:/app# echo ${index}`)];
  world.transcripts.set(EXEC, flood.map(line => `${line}\r\n`).join(''));
  await world.call('tanaka', { action: 'stop', session: id });
  world.pass({ minutes: 31 });
  await world.sweep();
  await world.settle();
  const { compared } = (await world.store.get(id))!;
  assert.equal(compared?.onlyTranscript.count, 5_001);
  assert.ok(JSON.stringify(await world.store.get(id)).length < 50_000);
  assert.ok((await world.thread(id)).some(text => text.includes('differ') && text.includes('−5001')));
  await world.approves(id);
  const { onlyTranscript } = JSON.parse((await world.keptFiles(id))['difference.json']);
  assert.deepEqual([onlyTranscript.length, onlyTranscript[0].length], [5_001, 500_000]);
});

test('a record that was cut says so in Slack and in the manifest', async () => {
  const { id, tasks } = await world.asks();
  const [task] = Object.keys(tasks);
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'ls')]);
  world.isCut = true;
  await world.call('tanaka', { action: 'stop', session: id });
  world.pass({ minutes: 31 });
  await world.sweep();
  await world.settle();
  const name = `hook-${task.split('/').pop()}.jsonl`;
  assert.ok((await world.thread(id)).some(text => text.includes('too long') && text.includes(name)));
  assert.deepEqual((await world.store.get(id))!.compared?.cut, [name]);
});

test('ATTACK: logins without number keep no session from its manifest: each beyond reason needs an approval of its own', async () => {
  const { id, tasks } = await world.asks();
  const [task] = Object.keys(tasks);
  for (let number = 0; number < 200; number += 1) {
    await world.store.add(id, { type: 'login', login: { id: `e-${number}`, at: world.now.toISOString(), who: who('tanaka'), sourceIp: '192.0.2.1', task, command: '/opt/bastion/shell', execId: null } });
  }
  await world.login(executeCommand({ task, by: who('tanaka'), at: world.now }));
  await world.login(executeCommand({ task, by: who('tanaka'), at: world.now, id: 'e-7' }));
  assert.equal((await world.store.get(id))!.logins.length, 200);
  assert.deepEqual((await world.requests.open()).map(each => each.id.slice(0, 6)).sort(), ['login-', 'sessio']);
});

test('of records that are too much together the last ones are left out, and named', async () => {
  const { id, tasks } = await world.asks();
  const [task] = Object.keys(tasks);
  for (const number of [1, 2, 3]) {
    const execId = `ecs-execute-command-${number}`;
    await world.login(executeCommand({ task, by: who('tanaka'), at: world.now, id: `e-${number}`, execId }));
    world.transcripts.set(execId, 'x'.repeat(9_000_000));
  }
  await world.call('tanaka', { action: 'stop', session: id });
  world.pass({ minutes: 31 });
  await world.sweep();
  const { compared } = (await world.store.get(id))!;
  assert.deepEqual(compared?.cut, ['transcript-ecs-execute-command-3.log']);
  assert.ok(compared.files.some(({ name }) => name === 'transcript-ecs-execute-command-2.log'));
});
