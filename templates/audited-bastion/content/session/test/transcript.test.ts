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
  test(`of ${what}, what was typed is read and nothing else`, () => assert.deepEqual(typedLines(raw), typed));
}
