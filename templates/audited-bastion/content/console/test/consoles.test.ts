import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { compareRecords } from '../../session/compare';
import { Terminal, without } from './terminal';

let terminal: Terminal;
let server: ChildProcess | undefined;
afterEach(async () => {
  await terminal?.close();
  if (server) {
    server.kill('SIGTERM');
    await once(server, 'exit');
    server = undefined;
  }
});

test('lines of the REPL of Node are in the log before they run', { skip: without('node') }, async () => {
  terminal = new Terminal(folder => `env NODE_OPTIONS="--require ${join(folder, 'node.cjs')}" ${process.execPath}`);
  await terminal.types('1 + 1', () => terminal.shown.includes('> '));
  await terminal.types('require("fs").rmSync("/nowhere", { recursive: true, force: true })', () => terminal.shown.includes('2'));
  await terminal.until(() => terminal.commands().length === 2, 'both lines');
  assert.deepEqual(terminal.commands(), ['1 + 1', 'require("fs").rmSync("/nowhere", { recursive: true, force: true })']);
  assert.ok(terminal.lines().every(({ tool }) => tool === 'node'));
});

test('a statement over several lines is told once, when it is whole; what is no code, or is dropped, is told as well', { skip: without('node') }, async () => {
  terminal = new Terminal(folder => `env NODE_OPTIONS="--require ${join(folder, 'node.cjs')}" ${process.execPath}`);
  const told = (count: number) => () => terminal.commands().length === count;
  await terminal.types('[1, 2].map(one => {', () => terminal.shown.includes('> '));
  terminal.type('  return one + 1;');
  terminal.type('})');
  await terminal.types('await Promise.all([', told(1));
  terminal.type('  40 + 2,');
  terminal.type('])');
  await terminal.types('{ a: 1 }', told(2));
  await terminal.types('1}', told(3));
  await terminal.types('dropped({', told(4));
  await terminal.types('.break', () => terminal.shown.includes('dropped({'));
  await terminal.types('require("repl").start("inner> ")', told(6));
  await terminal.types('6 * 7', () => terminal.shown.includes('inner> '));
  // Both of them read the terminal.
  await terminal.until(told(9), 'all');
  const whole = ['[1, 2].map(one => {\n  return one + 1;\n})', 'await Promise.all([\n  40 + 2,\n])', '{ a: 1 }', '1}', 'dropped({', '.break', 'require("repl").start("inner> ")', '6 * 7', '6 * 7'];
  assert.deepEqual(terminal.commands(), whole);
  assert.deepEqual(terminal.lines().map(({ seq }) => seq), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('what an application evaluates in a way of its own is told before, whatever it is', { skip: without('node') }, async () => {
  const start = 'require("repl").start({ prompt: "own> ", eval: (code, context, file, done) => done(null, require("fs").readFileSync("log", "utf8").includes("no code")) })';
  terminal = new Terminal(folder => `env NODE_OPTIONS="--require ${join(folder, 'node.cjs')}" ${process.execPath} -e '${start}'`);
  await terminal.types('this is: no code', () => terminal.shown.includes('own> '));
  await terminal.until(() => /true\s/.test(terminal.shown), 'the answer');
  assert.deepEqual(terminal.commands(), ['this is: no code']);
});

test('lines of irb are in the log before they run', { skip: without('irb') }, async () => {
  terminal = new Terminal(folder => `env IRBRC=${join(folder, 'irbrc.rb')} irb --nomultiline --noreadline`);
  await terminal.types('1 + 1', () => terminal.shown.includes('irb'));
  await terminal.types('def a', () => terminal.commands().length === 1);
  terminal.type('  5');
  terminal.type('end');
  await terminal.types('puts "日本語"', () => terminal.commands().length === 2);
  await terminal.until(() => terminal.commands().length === 3, 'all three');
  assert.deepEqual(terminal.commands().map(text => text.trim()), ['1 + 1', 'def a\n  5\nend', 'puts "日本語"']);
});

test('lines of irb that a bash started are in the log, beside those of the bash', { skip: without('irb') }, async () => {
  terminal = new Terminal(folder => `env IRBRC=${join(folder, 'irbrc.rb')} ${join(folder, 'shell')}`);
  await terminal.until(() => terminal.lines().some(({ type }) => type === 'start'), 'the start');
  // Its editor of lines asks the terminal where the cursor stands; here nobody answers.
  const irb = 'irb --nomultiline --noreadline';
  terminal.type(irb);
  await terminal.types('40 + 2', () => /irb\(main\)[^\n]*> ?$/m.test(terminal.shown));
  await terminal.until(() => terminal.commands().includes('40 + 2'), 'the line of irb');
  await terminal.types('exit', () => terminal.shown.includes('=> 42'));
  await terminal.until(() => terminal.lines().some(({ tool, type }) => tool === 'irb' && type === 'end'), 'the end of irb');
  assert.deepEqual(terminal.lines().filter(({ type }) => type === 'command').map(({ tool, text }) => [tool, text]), [['bash', irb], ['irb', '40 + 2'], ['irb', 'exit']]);
});

test('a console inside irb counts on, and a child that it forks speaks for itself', { skip: without('irb') }, async () => {
  terminal = new Terminal(folder => `env IRBRC=${join(folder, 'irbrc.rb')} irb --nomultiline --noreadline`);
  await terminal.until(() => terminal.lines().some(({ type }) => type === 'start'), 'the start, before anything is typed');
  await terminal.types('binding.irb', () => terminal.shown.includes('irb'));
  await terminal.types('40 + 2', () => terminal.commands().length === 1);
  await terminal.types('Process.wait(fork { 1 })', () => terminal.shown.includes('=> 42'));
  await terminal.types('6 * 7 + 1', () => terminal.commands().length === 3);
  await terminal.until(() => terminal.shown.includes('=> 43'), 'the last answer');
  const [first] = terminal.lines();
  assert.deepEqual(terminal.lines().map(({ stream, seq, type }) => [stream, seq, type]), [0, 1, 2, 3, 4].map(seq => [first?.stream, seq, seq === 0 ? 'start' : 'command']));
});

test('what the terminal showed of Node gives the same lines as the hook, with completions and what was given up', { skip: without('node') }, async () => {
  terminal = new Terminal(folder => `stty rows 40 cols 100; env NODE_OPTIONS="--require ${join(folder, 'node.cjs')}" ${process.execPath}`, { TERM: 'xterm' });
  await terminal.until(() => terminal.shown.includes('> '), 'the prompt');
  for (const keys of ['1 + 1\r', '[1].map(x => {\r', 'return x\r', '})\r', 'process.vers\t\t', '\r', 'dropped({\r', '\x03', '.exit\r']) await terminal.presses(keys);
  await terminal.until(() => terminal.ended, 'the end');
  const { both, onlyTranscript, onlyHook } = compareRecords({ hook: terminal.commands(), transcripts: new Map([['login', terminal.shown]]) });
  assert.deepEqual({ both, onlyTranscript, onlyHook }, { both: 7, onlyTranscript: [], onlyHook: [] });
});

for (const [tool, command] of [['irb', 'irb'], ['pry', 'pry --no-pager']] as const) {
  test(`what the terminal showed of the editor of ${tool} gives the same lines as the hook`, { skip: without(tool) }, async () => {
    terminal = new Terminal(folder => `stty rows 40 cols 100; env IRBRC=${join(folder, 'irbrc.rb')} PRYRC=${join(folder, 'pryrc.rb')} ${command}`, { TERM: 'xterm' });
    await terminal.until(() => /\(main\)/.test(terminal.shown), 'the prompt');
    const long = `[1, 2, 3].map { |one| one + 1 }.select { |other| other > 2 }.map { |third| "${'wide '.repeat(10)}" }`;
    for (const keys of ['1 + 1\r', 'def a\r', '  5\r', 'end\r', 'puts 5\x03', `${long}\r`, 'puts "日本語"\r']) await terminal.presses(keys);
    await terminal.until(() => terminal.commands().length === 4, 'all statements');
    const { both, onlyTranscript, onlyHook } = compareRecords({ hook: terminal.commands(), transcripts: new Map([['login', terminal.shown]]) });
    assert.deepEqual({ both, onlyTranscript, onlyHook }, { both: 6, onlyTranscript: [], onlyHook: [] });
  });
}

const PRY = 'pry --no-pager --no-color';
const inPry = () => new Terminal(folder => `env PRYRC=${join(folder, 'pryrc.rb')} ${PRY}`);

test('lines of pry are in the log before they run, once they are whole', { skip: without('pry') }, async () => {
  terminal = inPry();
  await terminal.types('1 + 1', () => terminal.shown.includes('pry'));
  await terminal.types('def a', () => terminal.commands().length === 1);
  terminal.type('  5');
  terminal.type('end');
  await terminal.until(() => terminal.commands().length === 2, 'both');
  assert.deepEqual(terminal.commands().map(text => text.trim()), ['1 + 1', 'def a\n  5\nend']);
  assert.ok(terminal.lines().every(({ tool }) => tool === 'pry'));
});

test('commands of pry are in the log, too: a dot hands the line to the shell', { skip: without('pry') }, async () => {
  terminal = inPry();
  await terminal.types('.echo $((40 + 2))', () => terminal.shown.includes('pry'));
  await terminal.types('cat /etc/hostname', () => /^42\s/m.test(terminal.shown));
  await terminal.types('cd "text"', () => terminal.commands().length === 2);
  await terminal.until(() => terminal.commands().length === 3, 'all three');
  assert.deepEqual(terminal.commands(), ['.echo $((40 + 2))', 'cat /etc/hostname', 'cd "text"']);
});

for (const [tool, command] of [['irb', 'irb --nomultiline --noreadline'], ['pry', PRY]] as const) {
  test(`nothing runs in ${tool} where the log cannot be written`, { skip: without(tool) }, async () => {
    // A folder cannot be written to, also by root.
    const unwritable = (folder: string) => `rm ${join(folder, 'out')}; mkdir ${join(folder, 'out')}`;
    terminal = new Terminal(folder => `${unwritable(folder)}; env IRBRC=${join(folder, 'irbrc.rb')} PRYRC=${join(folder, 'pryrc.rb')} ${command}`);
    const refusals = () => terminal.shown.split('Is a directory').length;
    await terminal.until(() => /\(main\)[^\n]*> $/.test(terminal.shown), 'the prompt');
    const before = refusals();
    await terminal.types('File.write("evaluated", "")', () => true);
    await terminal.until(() => refusals() > before, 'the refusal of Ruby');
    if (tool === 'pry') {
      const once = refusals();
      terminal.type('.touch ran');
      await terminal.until(() => refusals() > once, 'the refusal of its command');
    }
    assert.deepEqual(['evaluated', 'ran'].filter(name => existsSync(join(terminal.folder, name))), []);
  });
}

test('lines of redis-cli are in the log while it goes on, but for those with a password', { skip: without('redis-cli', 'redis-server') }, async () => {
  const port = await freePort();
  server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  server.stdout!.on('data', chunk => (said += chunk));
  terminal = new Terminal(folder => `stty cols 120 rows 40; ${join(folder, 'bin/redis-cli')} -p ${port}`, { TERM: 'xterm' });
  await terminal.until(() => said.includes('Ready to accept'), 'the server');
  await terminal.types('SET a 1', () => terminal.shown.includes('> '));
  await terminal.types('AUTH hunter2', () => terminal.shown.includes('OK'));
  await terminal.types('FLUSHALL', () => terminal.shown.includes('ERR') || terminal.shown.includes('WRONGPASS'));
  await terminal.until(() => terminal.commands().includes('FLUSHALL'), 'the line');
  assert.deepEqual(terminal.commands(), ['SET a 1', 'FLUSHALL']);
  assert.doesNotMatch(terminal.log().join('\n'), /hunter2/);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}
