import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { BastionWorld } from '../../functions/test/bastion-world';
import { gaps, NEW_STREAM, receive } from '../../session/stream/stream';
import { compareRecords } from '../../session/compare';
import { typedLines } from '../../session/transcript';
import { Terminal, without, writtenAt } from './terminal';

const skip = without();
let terminal: Terminal;
afterEach(() => terminal?.close());

/** A shell at its prompt. */
async function shell(): Promise<Terminal> {
  terminal = new Terminal(folder => join(folder, 'shell'));
  await terminal.until(() => terminal.lines().some(({ type }) => type === 'start'), 'the start');
  return terminal;
}

async function typeAll(lines: string[]): Promise<void> {
  for (const line of lines) terminal.type(line);
  terminal.type('echo the-"end"');
  await terminal.until(() => terminal.shown.includes('the-end'), 'the end');
}

test('what is typed is in the log, whole, numbered, before it runs', { skip }, async () => {
  await shell();
  await typeAll(['echo "quo\\ted"', '  echo with blanks before', 'for i in 1 2; do', 'echo $i', 'done', '(echo in a subshell)', 'echo 日本語']);
  assert.deepEqual(terminal.commands(), [
    'echo "quo\\ted"', '  echo with blanks before', 'for i in 1 2; do\necho $i\ndone', '(echo in a subshell)', 'echo 日本語', 'echo the-"end"',
  ]);
  const state = terminal.lines().reduce((each, line) => receive(each, line).state, NEW_STREAM);
  assert.deepEqual(gaps(state), []);
});

test('a long line comes in parts, none longer than a pipe takes at once', { skip }, async () => {
  await shell();
  const long = `echo ${'日本語 '.repeat(300)}`.trimEnd();
  await typeAll([long]);
  const parts = terminal.lines().filter(({ seq }) => seq === 1);
  assert.ok(parts.length > 1);
  assert.equal(parts.map(({ text }) => text).join(''), long);
  for (const line of terminal.log()) assert.ok(Buffer.byteLength(line) < 4096);
});

test('a line ends the shell that cannot be logged, before it runs', { skip }, async () => {
  await shell();
  rmSync(join(terminal.folder, 'out'));
  // A folder cannot be written to, also by root.
  mkdirSync(join(terminal.folder, 'out'));
  terminal.type('touch should-not-be-here');
  await terminal.until(() => terminal.ended, 'the end of the shell');
  assert.ok(!existsSync(join(terminal.folder, 'should-not-be-here')));
});

test('who switches off the history or the trap is told, and what they type after that, too', { skip }, async () => {
  await shell();
  await typeAll(['set +o history', 'echo hidden', 'trap - DEBUG', 'echo again']);
  const lines = terminal.lines();
  assert.deepEqual(lines.filter(({ type }) => type === 'tampered').map(({ text }) => text), ['history', 'history trap', 'history']);
  for (const text of ['echo hidden', 'trap - DEBUG', 'echo again']) assert.ok(terminal.commands().includes(text), text);
  assert.ok(lines.some(({ unrecorded }) => unrecorded));
});

test('the settings that the hook needs cannot be changed', { skip }, async () => {
  await shell();
  await typeAll(['HISTCONTROL=ignorespace', 'PROMPT_COMMAND=', 'unset PS0', ' echo with a blank']);
  assert.ok(terminal.commands().includes(' echo with a blank'));
  assert.match(terminal.shown, /readonly/);
});

test('what is typed without an echo is in no record', { skip }, async () => {
  await shell();
  terminal.type('read -s -p "Password:" secret');
  await terminal.until(() => terminal.shown.includes('Password:'), 'the question');
  terminal.type('hunter2');
  await typeAll([]);
  assert.doesNotMatch(terminal.log().join('\n'), /hunter2/);
});

test('typed at a real terminal, a dangerous command is in Slack once its line is read', { skip }, async () => {
  await shell();
  const world = await new BastionWorld().start();
  try {
    world.now = new Date();
    const session = await world.asks();
    const [task] = Object.keys(session.tasks);
    await typeAll(['psql -c "DELETE FROM users" || true']);
    await world.writes(task, terminal.log(), writtenAt);
    await world.settle();
    const told = await world.thread(session.id);
    assert.ok(told.some(text => text.includes('Dangerous command') && text.includes('DELETE FROM users')), told.join('\n'));
    assert.ok(!told.some(text => text.includes('that no hook wrote') || text.includes('only looks like')));
  } finally {
    await world.stop();
  }
});

test('what the terminal showed gives the same lines as the hook', { skip }, async () => {
  await shell();
  await typeAll(['ls /', 'for i in 1; do', 'echo $i', 'done']);
  assert.deepEqual(typedLines(terminal.shown).map(({ text }) => text), ['ls /', 'for i in 1; do', 'echo $i', 'done', 'echo the-"end"']);
});

for (const term of ['xterm', 'dumb']) {
  test(`what was completed, searched for, cleared or given up is no difference of the records (${term})`, { skip }, async () => {
    terminal = new Terminal(folder => join(folder, 'shell'), { TERM: term });
    await terminal.until(() => terminal.shown.includes('# ') || terminal.shown.includes('$ '), 'the prompt');
    for (const keys of ['echo one\r', 'ls /usr/l\t\t', 'ib/os-rel\t\r', 'rm -rf /srv\x03', '\x12one\r', 'for i in 1; do\r', 'echo $i\x03', 'echo tw\x0co\r', 'echo three #^C\r']) await terminal.presses(keys);
    await terminal.until(() => terminal.commands().length === 5, 'all lines');
    const { both, onlyTranscript, onlyHook } = compareRecords({ hook: terminal.commands(), transcripts: new Map([['login', terminal.shown]]) });
    assert.deepEqual({ both, onlyTranscript, onlyHook }, { both: 5, onlyTranscript: [], onlyHook: [] });
  });
}

test('the keeper tells what sits at a terminal', { skip }, async () => {
  terminal = new Terminal(folder => join(folder, 'keeper'), { BASTION_BEAT_SECONDS: '1' });
  await terminal.until(() => terminal.lines().filter(({ type }) => type === 'heartbeat').length >= 2, 'two beats');
  const [beat] = terminal.lines().filter(({ type }) => type === 'heartbeat');
  assert.ok(beat.terminals.some(each => /^\d+\.\d+ keeper$/.test(each)), beat.terminals.join(', '));
});

for (const [what, typed] of [['at its prompt', []], ['with a program in it', ['sleep 60']]] as const) {
  test(`a task that stops lets a shell ${what} tell its end`, { skip }, async () => {
    await shell();
    await typeAll([]);
    for (const line of typed) await terminal.types(line, () => true);
    await terminal.until(() => terminal.commands().length === 1 + typed.length, 'what was typed');
    const keeper = spawn(join(terminal.folder, 'keeper'), { stdio: 'ignore' });
    const left = new Promise(resolve => keeper.once('exit', resolve));
    await terminal.until(() => terminal.lines().some(({ type }) => type === 'heartbeat'), 'a beat');
    keeper.kill('SIGTERM');
    assert.equal(await left, 0);
    const [start] = terminal.lines().filter(({ tool }) => tool === 'bash');
    const own = terminal.lines().filter(({ stream }) => stream === start.stream);
    const state = own.reduce((each, line) => receive(each, line).state, NEW_STREAM);
    assert.equal(own[own.length - 1].type, 'end');
    assert.deepEqual([state.ended, gaps(state)], [true, []]);
  });
}
