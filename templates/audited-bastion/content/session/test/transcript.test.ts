import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedLines } from '../transcript';

const AT = 'bastion:/app# ';

for (const [what, raw, typed] of [
  ['the difference of two files', `${AT}diff a b\r\n1c1\r\n< old\r\n---\r\n> password: hunter2\r\n`, ['diff a b']],
  ['a line that was quoted in a mail', `${AT}cat mail\r\nHe wrote:\r\n> hello\r\n`, ['cat mail']],
  ['output right after what goes on', `${AT}for i in 1; do\r\n> echo $i\r\n> done\r\n1\r\n> not typed\r\n`, ['for i in 1; do', 'echo $i', 'done']],
  ['a table of mysql', `${AT}mysql\r\nbastion-sql> select id from users;\r\n+----+\r\n| id |\r\n+----+\r\n|  1 |\r\n`, ['mysql', 'select id from users;']],
  ['a statement of mysql over several lines', "bastion-sql> select 1\r\n    -> from users;\r\n", ['select 1', 'from users;']],
  ['what grep found', `${AT}grep -rn gem\r\nGemfile:3:gem "rails"\r\n`, ['grep -rn gem']],
  ['what Node showed', `${AT}node\r\nWelcome to Node.js v22.12.0.\r\nType ".help" for more information.\r\n> 1 + 1\r\n2\r\n> [1].map(x => {\r\n... return x\r\n... })\r\n[ 1 ]\r\n> .exit\r\n${AT}cat mail\r\nHe wrote:\r\n> not typed\r\n`, ['node', '1 + 1', '[1].map(x => {', 'return x', '})', '.exit', 'cat mail']],
  ['irb', 'irb(main):001> User.all.each do |u|\r\nirb(main):002* puts u\r\nirb(main):003> end\r\n', ['User.all.each do |u|', 'puts u', 'end']],
  ['the console of Rails', 'news(prod):001:0> User.count\r\n=> 3\r\n', ['User.count']],
] as const) {
  test(`of ${what}, what was typed is read and nothing else`, () => assert.deepEqual(typedLines(raw).map(({ text }) => text), typed));
}

const ON = '\x1b[?2004h';
const OFF = '\x1b[?2004l';

/** As programs wrote it; `?` before what is doubtful. */
for (const [what, raw, typed] of [
  ['a completion that listed what may follow', `${ON}${AT}ls /usr/l\x07\r\nlib/   local/\r\n${AT}ls /usr/lib\r\n${OFF}\rx\r\n`, ['?ls /usr/l', 'ls /usr/lib']],
  ['the same without marks', `${AT}ls /usr/l\x07\r\nlib/   local/\r\n${AT}ls /usr/lib\r\nx\r\n`, ['?ls /usr/l', 'ls /usr/lib']],
  ['a line that was given up', `${ON}${AT}rm -rf /srv^C${OFF}\r${ON}${OFF}\r\r\n${ON}${AT}ls\r\n${OFF}\r`, ['?rm -rf /srv^C', 'ls']],
  ['the same without marks', `${AT}rm -rf /srv^C\r\n${AT}ls\r\n`, ['?rm -rf /srv^C', 'ls']],
  ['a loop that was given up', `${ON}${AT}for i in 1; do\r\n${OFF}\r${ON}> ^C${OFF}\r${ON}${OFF}\r\r\n`, ['?for i in 1; do']],
  ['a line that was taken, whatever it ends in', `${ON}${AT}rm -rf /srv #^C\r\n${OFF}\r`, ['rm -rf /srv #^C']],
  ['a program that was stopped', `${ON}${AT}sleep 60\r\n${OFF}\r^C\r\n`, ['sleep 60']],
  ['a search in the history', `${ON}${AT}\r(reverse-i-search)\`': \b\b\bo': echo one\b\b\b\r\x1b[12Pbastion:/app# echo one\b\b\b\r\n${OFF}\rone\r\n`, ['echo one']],
  ['a line in whose middle the terminal was cleared', `${ON}${AT}echo o\x1b[H\x1b[2J${AT}echo one\r\n${OFF}\r`, ['?echo o', 'echo one']],
  ['the editor of irb, with what it proposes below', 'irb(main):001:0> d\x1b[K\x1b[1G\x1b[19G\x1b[1B\x1b[18G\x1b[46mdup  \x1b[0m\x1b[18G\x1b[1B\x1b[46mdef  \x1b[0m\x1b[19G\x1b[2A\x1b[1Girb(main):001:1* \x1b[32mdef\x1b[0m a\x1b[K\x1b[1B\x1b[18G     \x1b[1B\x1b[18G     \x1b[1A\x1b[1Girb(main):002:0> end\x1b[K\x1b[1G\x1b[1B\x1b[1G\x1b[K=> :a\r\n', ['def a', 'end']],
  ['the editor of irb, whose Enter came before it was read', 'irb(main):002:0> \x1b[32mdef\x1b[0m a\x1b[K\x1b[1G\x1b[23G\x1b[1B\x1b[22G\x1b[46mabort\x1b[0m\x1b[22G\x1b[23G\x1b[1A\r\n\x1b[1B\x1b[1Girb(main):003:2*   \x1b[K\x1b[1G\x1b[1A\x1b[1G\x1b[1Girb(main):002:1* \x1b[32mdef\x1b[0m a\x1b[K\x1b[1G\x1b[1B\x1b[1Girb(main):003:1*   5\x1b[K', ['?def a', 'def a', '5']],
  ['irb, of a line that was taken twice', 'irb(main):001:0> a\r\n=> 1\r\nirb(main):001:0> a\r\n=> 1\r\nirb(main):002:0> a\r\nirb(main):003:0> a\r\n', ['a', 'a', 'a', 'a']],
  ['Japanese that was mended', `${AT}echo 日本\b\b\x1b[K語\r\n`, ['echo 日語']],
  ['the console of Rails without numbers', 'news(prod)> User.count\r\n=> 3\r\nnews(prod)> User.where(\r\nnews(prod)* id: 1)\r\n', ['User.count', 'User.where(', 'id: 1)']],
  ['redis-cli that was left with Ctrl-C', `127.0.0.1:6379> get a\r\n"1"\r\n127.0.0.1:6379> set b 2\r\n${AT}ls\r\n`, ['get a', '?set b 2', 'ls']],
  ['output that clears the line above it', `${ON}${AT}rm -rf /srv; printf x\r\n${OFF}\r\x1b[A\x1b[2K${ON}${AT}ls\r\n${OFF}\r`, ['rm -rf /srv; printf x', 'ls']],
  ['output that clears all below a place', `${AT}rm -rf /srv\r\n${AT}id\r\nuid=0\r\n\x1b[3A\x1b[J${AT}ls\r\n`, ['rm -rf /srv', 'ls', 'id']],
  ['output that writes over the line above it', `${AT}rm -rf /srv\r\n\x1b[A${AT}ls -la\x1b[K\r\n`, ['rm -rf /srv', 'ls -la']],
  ['pry in an object', '[2] pry(#<User>)> name\r\n', ['name']],
] as const) {
  test(`of ${what}, what was taken is told from what was not`, () => {
    assert.deepEqual(typedLines(raw).map(({ text, doubtful }) => `${doubtful ? '?' : ''}${text}`), typed);
  });
}
