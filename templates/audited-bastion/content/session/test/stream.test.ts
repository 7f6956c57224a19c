import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HookLine, readLine } from '../stream/line';
import { gaps, NEW_STREAM, play as playAll, receive } from '../stream/stream';

const line = (seq: number, text = `line ${seq}`, more: Partial<HookLine> = {}): HookLine => ({
  ...readLine(JSON.stringify({ bastion: 1, type: 'command', stream: '41.7', seq, at: '2026-11-22T03:00:00Z', tool: 'bash', user: 'root', tty: 'pts/0', cwd: '/app', text }))!,
  ...more,
});
const play = (lines: HookLine[]) => lines.reduce((state, each) => receive(state, each).state, NEW_STREAM);

test('a missing number is a gap until it comes, in whatever order', () => {
  assert.deepEqual(gaps(play([line(0), line(1), line(4)])), [[2, 3]]);
  assert.deepEqual(gaps(play([line(4), line(1), line(0), line(1)])), [[2, 3]]);
  assert.deepEqual(gaps(play([line(4), line(3), line(2), line(0), line(1)])), []);
  assert.deepEqual(gaps(play([line(2)])), [[0, 1]], 'the first one counts, too');
});

test('a line that comes again is no new one, and with another text it is told', () => {
  const state = play([line(0), line(1, 'echo a')]);
  assert.equal(receive(state, line(1, 'echo a')).received.is, 'repeated');
  assert.deepEqual(receive(state, line(1, 'echo b')).received, { is: 'changed', text: 'echo b' });
});

test('ATTACK: a command in more parts than an item of the table holds is told once, and lets others through', () => {
  const state = play([line(0)]);
  const part = (seq: number, index: number, text = 'x'.repeat(500)) => line(seq, text, { part: index, parts: 2000 });
  const { state: after, received } = playAll(state, Array.from({ length: 1999 }, (_, index) => ({ line: part(1, index + 1), heardAt: line(0).at })));
  assert.equal(received.filter(({ is }) => is === 'too-long').length, 1);
  assert.deepEqual(after.parts, {});
  assert.deepEqual(gaps(after), []);
  assert.equal(receive(after, line(2, 'echo a')).received.is, 'line');
  // Many that never become whole are no more together.
  const many = play(Array.from({ length: 3000 }, (_, index) => part(index, 1, '\u0001'.repeat(400))));
  assert.ok(JSON.stringify(many).length < 200_000);
});

test('ATTACK: lines with every other number left out are kept no longer than an item of the table holds', () => {
  const state = play(Array.from({ length: 5000 }, (_, index) => line(index * 2)));
  assert.ok(JSON.stringify(state).length < 50_000);
  assert.deepEqual(gaps(state).at(-1), [9997, 9997]);
});

test('a long text is whole when its last part has come, whichever that is', () => {
  const parts = ['DELETE ', 'FROM ', 'users'].map((text, index) => line(0, text, { part: index + 1, parts: 3 }));
  for (const order of [[0, 1, 2], [2, 0, 1], [1, 1, 2, 0]]) {
    let state = NEW_STREAM;
    const results = order.map(index => {
      const { received, state: next } = receive(state, parts[index]);
      state = next;
      return received;
    });
    assert.deepEqual(results[results.length - 1], { is: 'line', text: 'DELETE FROM users' });
    assert.deepEqual(state.parts, {});
  }
});

test('ATTACK: under a number that was taken before, a line is not lost: it is told, or judged where the first text is not known any more', () => {
  const taken = play([line(0), line(1, 'echo harmless')]);
  const parts = [line(1, 'DELETE ', { part: 1, parts: 2 }), line(1, 'FROM users', { part: 2, parts: 2 })];
  const first = receive(taken, parts[0]);
  assert.equal(first.received.is, 'part');
  assert.deepEqual(receive(first.state, parts[1]).received, { is: 'changed', text: 'DELETE FROM users' });
  const long = play(Array.from({ length: 400 }, (_, seq) => line(seq)));
  assert.deepEqual(receive(long, line(5, 'rm -rf /')).received, { is: 'again', text: 'rm -rf /' });
});

test('ATTACK: a part that was written before the real one does not take its place unseen', () => {
  const { state } = receive(NEW_STREAM, line(0, 'harmless', { part: 1, parts: 2 }));
  assert.deepEqual(receive(state, line(0, 'rm -rf', { part: 1, parts: 2 })).received, { is: 'changed', text: 'rm -rf' });
});

test('parts that come again are the same line', () => {
  const parts = [line(0, 'DELETE ', { part: 1, parts: 2 }), line(0, 'FROM users', { part: 2, parts: 2 })];
  const once = play(parts);
  const { state } = receive(once, parts[0]);
  const { state: after, received } = receive(state, parts[1]);
  assert.equal(received.is, 'repeated');
  assert.deepEqual(after, once);
});

test('ATTACK: lines that go on coming do not make what is missing any younger', () => {
  const at = (minutes: number) => new Date(Date.parse('2026-11-22T03:00:00Z') + minutes * 60_000).toISOString();
  let state = NEW_STREAM;
  for (const [minutes, seq] of [[0, 0], [1, 2], [2, 3], [3, 4]]) state = receive(state, line(seq), at(minutes)).state;
  assert.equal(state.waitingSince, at(1));
  assert.equal(receive(state, line(1), at(4)).state.waitingSince, null);
});

for (const [what, message] of [
  ['text', 'hello'], ['JSON of a program', '{"level":"info"}'], ['a list', '[]'], ['null', 'null'], ['another version', '{"bastion":2}'],
  ['no number', JSON.stringify({ ...line(0), bastion: 1, seq: 'x' })], ['a tool of nobody', JSON.stringify({ ...line(0), bastion: 1, tool: 'vim' })],
  ['a stream that is a path', JSON.stringify({ ...line(0), bastion: 1, stream: '../x' })], ['a part past the last', JSON.stringify({ ...line(0), bastion: 1, part: 3, parts: 2 })],
  ['no time', JSON.stringify({ ...line(0), bastion: 1, at: 'soon' })],
]) {
  test(`${what} is no line of the hook`, () => assert.equal(readLine(message), null));
}
