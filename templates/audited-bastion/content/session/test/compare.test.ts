import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRecords } from '../compare';
import { typedLines } from '../transcript';

const compare = (hook: string[], transcript: string | null) => compareRecords({ hook, transcripts: new Map([['exec-1', transcript]]) });

for (const [what, raw, typed] of [
  ['a line', '\x1b[?2004hbastion:/app# ls -la\r\n\x1b[?2004l\rtotal 0\r\n', ['ls -la']],
  ['a line that was mended', 'bastion:/app# lss\b\x1b[K -la\r\n', ['ls -la']],
  ['a letter put in before others', 'bastion:/app# l /tmp\x1b[5D\x1b[1@s\r\n', ['ls /tmp']],
  ['a line that the terminal wrapped', 'bastion:/app# echo aaaa \rbbbb\r\n', ['echo aaaabbbb']],
  ['several lines', 'bastion:/app# for i in 1; do\r\n> echo $i\r\n> done\r\n1\r\n', ['for i in 1; do', 'echo $i', 'done']],
  ['what psql showed', 'app=> delete from users\r\napp-> where id = 1;\r\nDELETE 1\r\n', ['delete from users', 'where id = 1;']],
  ['what mysql showed', 'bastion-sql> select 1;\r\n+---+\r\n', ['select 1;']],
  ['what redis-cli showed', '127.0.0.1:6379> FLUSHALL\r\nOK\r\n', ['FLUSHALL']],
  ['what irb showed', 'irb(main):001:0> User.count\r\n=> 3\r\n', ['User.count']],
  ['an empty prompt', 'bastion:/app# \r\n', []],
] as const) {
  test(`${what} is read from a transcript`, () => assert.deepEqual(typedLines(raw).map(({ text }) => text), typed));
}

test('two records that say the same', () => {
  const { hook, both, onlyHook, onlyTranscript, missing } = compare(['ls', 'for i in 1; do\necho $i\ndone'], 'bastion:/app# ls\r\nbastion:/app# for i in 1; do\r\n> echo $i\r\n> done\r\n');
  assert.deepEqual({ hook, both, onlyHook, onlyTranscript, missing }, { hook: 4, both: 4, onlyHook: [], onlyTranscript: [], missing: [] });
});

test('a line past the hook is found in the transcript', () => {
  assert.deepEqual(compare(['ls'], 'bastion:/app# ls\r\nbastion:/app# rm -rf /srv\r\n').onlyTranscript, ['rm -rf /srv']);
});

test('a line that nobody typed is found in the log', () => {
  assert.deepEqual(compare(['ls', 'echo forged'], 'bastion:/app# ls\r\n').onlyHook, ['echo forged']);
});

test('typed twice and told once is a difference', () => {
  assert.deepEqual(compare(['ls'], 'bastion:/app# ls\r\nbastion:/app# ls\r\n').onlyTranscript, ['ls']);
});

test('a transcript that is missing is told, and no line is blamed for it', () => {
  const { missing, onlyHook } = compare(['ls'], null);
  assert.deepEqual({ missing, onlyHook }, { missing: ['exec-1'], onlyHook: [] });
});

test('without any transcript what the hook saw is counted all the same', () => {
  const { hook, onlyHook } = compareRecords({ hook: ['ls', 'id'], transcripts: new Map() });
  assert.deepEqual({ hook, onlyHook }, { hook: 2, onlyHook: [] });
});

test('what psql only shows no hook tells; what it runs, reads or writes past the hook is a difference', () => {
  const typed = ['\\d', '\\dt+ public.*', '\\x', '\\timing on', '\\q', '\\! id', '\\o /tmp/x', '\\i fix.sql', '\\d `id`', '\\x \\! id'];
  assert.deepEqual(compare([], typed.map(line => `app=> ${line}\r\n`).join('')).onlyTranscript, typed.slice(5));
});

test('a long line that the editor of irb broke is the one that the hook told, and only once', () => {
  const long = `User.where(id: 1).update_all(note: "${'long '.repeat(20)}")`;
  const shown = `irb(main):001> ${long.slice(0, 80)}\r\n${long.slice(80)}\r\n=> 1\r\n`;
  assert.deepEqual(compare([long], shown + shown).onlyTranscript, [long.slice(0, 80)]);
  assert.deepEqual(compare([long], `bastion:/app# ${long.slice(0, 80)}\r\n`).onlyTranscript, [long.slice(0, 80)]);
});

test('what was given up is doubtful, but for what the hook told all the same', () => {
  const { both, onlyTranscript, doubtful } = compare(['ls', 'sleep 60 #^C'], 'bastion:/app# rm -rf /srv^C\r\nbastion:/app# ls\r\nbastion:/app# sleep 60 #^C\r\n');
  assert.deepEqual({ both, onlyTranscript, doubtful }, { both: 2, onlyTranscript: [], doubtful: ['rm -rf /srv^C'] });
});
