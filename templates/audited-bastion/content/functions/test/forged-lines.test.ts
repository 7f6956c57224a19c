import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { BastionWorld, hookLine } from './bastion-world';

// Root in the console may write to the same log as the hook.

let world: BastionWorld;
let task: string;
let id: string;
beforeEach(async () => {
  world = await new BastionWorld().start();
  const session = await world.asks();
  id = session.id;
  [task] = Object.keys(session.tasks);
});
afterEach(() => world.stop());

const now = () => world.now.toISOString();
const beat = (seq: number, more: object = {}) => hookLine(seq, '', { type: 'heartbeat', tool: 'keeper', stream: '7.3', at: now(), terminals: [], ...more });

async function told(): Promise<string[]> {
  await world.settle();
  return world.thread(id);
}

test('ATTACK: a beat of the year 2099 is told, and silence after it as well', async () => {
  await world.writes(task, [beat(1), beat(2, { at: '2099-01-01T00:00:00Z' })]);
  assert.ok((await told()).some(text => text.includes('only looks like the hook’s') && text.includes('2099') && text.includes('<@U0SECURITY>')));
  world.pass({ minutes: 6 });
  await world.sweep();
  assert.ok((await told()).some(text => text.includes('silent')));
});

test('ATTACK: a line of the year 2099 neither hides what is missing nor keeps a session up', async () => {
  await world.writes(task, [hookLine(0, ''), hookLine(3, 'ls', { at: '2099-01-01T00:00:00Z' })]);
  world.pass({ minutes: 5 });
  await world.sweep();
  assert.ok((await told()).some(text => text.includes('Lines are missing') && text.includes('41.7 1–2')));
  world.pass({ minutes: 31 });
  await world.sweep();
  assert.equal((await world.store.get(id))!.ended?.why, 'idle');
});

test('ATTACK: beats of a second keeper are told, and do not hide a program without the hook', async () => {
  for (let seq = 1; seq <= 3; seq += 1) {
    await world.writes(task, [beat(seq, { terminals: ['99.3 python3'] })]);
    world.pass({ minutes: 1 });
    await world.writes(task, [beat(seq, { stream: '98.1' })]);
  }
  await world.sweep();
  const all = await told();
  assert.ok(all.some(text => text.includes('only looks like the hook’s') && text.includes('98.1')));
  assert.ok(all.some(text => text.includes('without the hook') && text.includes('python3')));
});

test('ATTACK: a beat under the number of the next one is told', async () => {
  await world.writes(task, [beat(1), beat(2), beat(2, { terminals: ['99.3 python3'] })]);
  assert.ok((await told()).some(text => text.includes('two versions') && text.includes('python3')));
});

test('ATTACK: a dangerous command under a number that was taken long before is judged', async () => {
  const taken = Array.from({ length: 400 }, (_, seq) => hookLine(seq, seq === 0 ? '' : 'true'));
  await world.writes(task, taken);
  await world.writes(task, [hookLine(5, 'psql -c "DELETE FROM users"')]);
  assert.ok((await told()).some(text => text.includes('Dangerous command') && text.includes('DELETE FROM users')));
});

test('ATTACK: a long command under a number that was taken is told, whole', async () => {
  const text = `psql -c "DELETE FROM users" # ${'x'.repeat(900)}`;
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'true'), ...[0, 1].map(part => hookLine(1, text.slice(part * 500, part * 500 + 500), { part: part + 1, parts: 2 }))]);
  const all = await told();
  assert.ok(all.some(each => each.includes('two versions') && each.includes('DELETE FROM users')));
  assert.ok(all.some(each => each.includes('Dangerous command')));
});

test('of a flood of wrong lines the first ones are told, and how many more', async () => {
  await world.writes(task, Array.from({ length: 40 }, (_, seq) => hookLine(seq, 'true', { at: '2099-01-01T00:00:00Z' })));
  const all = (await told()).filter(text => text.includes('only looks like the hook’s'));
  assert.equal(all.length, 6);
  assert.ok(all.some(text => text.includes('+35')));
});

test('a shell whose end is not in the log is told once its task has stopped; one that told it is not', async () => {
  await world.writes(task, [hookLine(0, ''), hookLine(1, 'ls'), ...[hookLine(0, '', { stream: '50.1' }), hookLine(1, '', { stream: '50.1', type: 'end' })]]);
  await world.call('tanaka', { action: 'stop', session: id });
  await world.sweep();
  assert.ok(!(await told()).some(text => text.includes('whose end')));
  world.pass({ minutes: 5 });
  await world.sweep();
  const all = (await told()).filter(text => text.includes('whose end'));
  assert.deepEqual(all.map(text => text.includes('41.7')), [true]);
});

test('a batch of many lines reads and stores its streams once', async () => {
  const { table } = world;
  let calls = 0;
  const counted = { get: table.get, put: table.put };
  table.get = async (...given) => ((calls += 1), counted.get.apply(table, given));
  table.put = async (...given) => ((calls += 1), counted.put.apply(table, given));
  await world.writes(task, Array.from({ length: 2000 }, (_, seq) => hookLine(seq, seq === 0 ? '' : `echo ${seq}`)));
  assert.ok(calls < 30, `${calls} calls`);
});
