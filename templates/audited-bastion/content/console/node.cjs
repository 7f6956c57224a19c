'use strict';

// Loaded by every Node (NODE_OPTIONS): a REPL tells each line before it runs it.
const { appendFileSync, readFileSync, readlinkSync } = require('node:fs');
const { join } = require('node:path');
const repl = require('node:repl');
const { Script } = require('node:vm');

const OUT = join(__dirname, 'out');
const PART_BYTES = 500;

/** The process as the kernel tells it: "pid.start". */
function processName() {
  const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ');
  return `${process.pid}.${fields[19]}`;
}

function stream() {
  let seq = -1;
  const name = processName();
  let tty = '';
  try {
    tty = readlinkSync('/proc/self/fd/0').replace(/^\/dev\//, '');
  } catch {
    // No terminal has a name of its own.
  }
  return (type, text) => {
    seq += 1;
    const bytes = Buffer.from(text);
    const parts = [];
    for (let at = 0; at === 0 || at < bytes.length; ) {
      let end = Math.min(at + PART_BYTES, bytes.length);
      // Never in the middle of a character of UTF-8.
      while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end -= 1;
      parts.push(bytes.subarray(at, end).toString());
      at = end || 1;
    }
    parts.forEach((part, index) => {
      const of = parts.length > 1 ? { part: index + 1, parts: parts.length } : {};
      const at = new Date().toISOString();
      const user = process.env.USER || `uid ${process.getuid()}`;
      const line = { bastion: 1, type, stream: name, seq, at, tool: 'node', user, tty, cwd: process.cwd().slice(0, 200), text: part, ...of };
      // Throws where the log cannot be written: then nothing runs.
      appendFileSync(OUT, `${JSON.stringify(line)}\n`);
    });
  };
}

/** Whether Node could run any of it: as it stands, as the object that it looks like, or with `await` in it. */
function compiles(code) {
  return [code, `(${code}\n)`, `(async () => {${code}\n})`].some(text => {
    try {
      return new Script(text) !== undefined;
    } catch {
      return false;
    }
  });
}

/** What a completion evaluates: what stands before the cursor, with no call in it, which nobody entered. */
const COMPLETED = /^try \{ [\w$'"[\]{}.?]+ \} catch \{\}$/;

let tell;
/** One stream for the process: a REPL inside a REPL counts on. */
function begin() {
  if (tell) return;
  tell = stream();
  tell('start', '');
  process.once('exit', () => tell('end', ''));
}

const start = repl.start;
repl.start = (...given) => {
  begin();
  const [options, , third] = given;
  // An application's own may take what Node does not: TypeScript, another language.
  const isNodes = !(options?.eval ?? third);
  const server = start(...given);
  const evaluate = server.eval;
  const command = code => tell('command', String(code).replace(/\n$/, ''));
  // Of a statement over several lines the REPL hands over all of it again with each line.
  let unfinished = '';
  const dropped = () => {
    if (unfinished) command(unfinished);
    unfinished = '';
  };
  server.eval = function watched(code, context, file, done) {
    if (isNodes && COMPLETED.test(code)) return evaluate.call(this, code, context, file, done);
    if (!String(code).startsWith(unfinished)) dropped();
    unfinished = '';
    if (!isNodes || compiles(code)) {
      command(code);
      return evaluate.call(this, code, context, file, done);
    }
    // Nothing of it runs: it goes on, or is no code.
    return evaluate.call(this, code, context, file, (error, ...value) => {
      if (error instanceof repl.Recoverable) unfinished = String(code);
      else command(code);
      done(error, ...value);
    });
  };
  for (const [name, { action }] of Object.entries(server.commands)) {
    server.commands[name].action = function told(rest) {
      dropped();
      command(`.${name} ${rest}`.trimEnd());
      return action.call(this, rest);
    };
  }
  server.on('exit', dropped);
  return server;
};
