import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { detect, type Tool, TOOLS } from '../detect.ts';
import { parseRules } from '../readRules.ts';
import { WATCHED_CLIENTS } from '../shell/clients.ts';

const rules = parseRules(readFileSync('rules.yaml', 'utf8'));

interface Row {
  tool: Tool;
  command: string;
  expect: 'dangerous' | 'harmless';
  rule?: string;
  why?: string;
}

const rowsOf = (file: string): Row[] =>
  readFileSync(`detector/test/${file}`, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
const rows = ['commands', 'heldOut1', 'heldOut2', 'heldOut3', 'heldOut4', 'heldOut5', 'heldOut6', 'heldOut7', 'heldOut8'].map(name => `${name}.jsonl`).flatMap(rowsOf);

/** What the row expects and did not get; nothing where all is well. */
function disappointment({ tool, command, expect, rule }: Row): string | undefined {
  const found: string[] = detect(command, { tool }, rules).findings.map(finding => finding.rule);
  const isMet = expect === 'harmless' ? found.length === 0 : rule ? found.includes(rule) : found.length > 0;
  return isMet ? undefined : `${JSON.stringify(command)}: ${rule ?? expect}, found ${found.join(', ') || 'nothing'}`;
}

for (const expect of ['dangerous', 'harmless'] as const) {
  for (const tool of TOOLS) {
    test(`${expect} in ${tool}`, () => {
      const wanted = rows.filter(row => row.expect === expect && row.tool === tool);
      assert.ok(wanted.length > 0);
      assert.deepEqual(wanted.map(disappointment).filter(Boolean), []);
    });
  }
}

test('the table is as large as it has to be, and says nothing twice', () => {
  const table = rowsOf('commands.jsonl');
  assert.ok(table.filter(({ expect }) => expect === 'dangerous').length >= 200);
  assert.ok(table.filter(({ expect }) => expect === 'harmless').length >= 400);
  assert.equal(new Set(rows.map(({ tool, command }) => `${tool} ${command}`)).size, rows.length);
});

test('a finding says what, how grave, why and where', () => {
  assert.deepEqual(detect(`psql -c 'BEGIN; DELETE FROM users'`, { tool: 'shell' }, rules), {
    findings: [{ rule: 'write-without-where', severity: 'stop-and-ask', why: rules['write-without-where'].why, at: 'DELETE FROM users' }],
  });
});

test('each client that has a program in console/bin is told where it is called past it', () => {
  const programs = readdirSync('console/bin').filter(name => !name.includes('.'));
  assert.deepEqual([...WATCHED_CLIENTS].sort(), programs.sort());
  for (const program of programs) {
    const { findings } = detect(`/usr/bin/${program}`, { tool: 'shell' }, rules);
    assert.deepEqual(findings.map(({ rule }) => rule), ['left-the-watch'], program);
  }
});

test('what is not understood is told, with the reason', () => {
  const { findings, notUnderstood } = detect('eval "$X"', { tool: 'shell' }, rules);
  assert.deepEqual(findings.map(({ rule }) => rule), ['cannot-be-judged']);
  assert.equal(notUnderstood, 'what eval runs is not known');
  assert.match(detect(`echo 'open`, { tool: 'shell' }, rules).notUnderstood ?? '', /the closing ' is missing/);
});

test('paths are seen from where the command was typed', () => {
  const rulesFound = (cwd?: string) => detect('> hosts', { tool: 'shell', ...(cwd ? { cwd } : {}) }, rules).findings.map(({ rule }) => rule);
  assert.deepEqual(rulesFound('/etc'), ['overwrite-file']);
  assert.deepEqual(rulesFound('/tmp'), []);
});

test('a team edits data: hosts, buckets, tables, reviewed scripts', () => {
  const found = (command: string, changed: typeof rules) => detect(command, { tool: 'auto' }, changed).findings.map(({ rule }) => rule);
  const own = structuredClone(rules);
  own['traffic-outside'].insideHosts.push('*.example.com');
  own['traffic-outside'].allowedBuckets.push('our-exports');
  own['guarded-table'].tables.push('ledger');
  own['cannot-be-judged'].reviewedScripts.push('script/report.rb');
  for (const [command, before] of [
    ['curl https://status.example.com/', 'traffic-outside'],
    ['aws s3 cp /tmp/a.csv s3://our-exports/', 'traffic-outside'],
    ['rails runner script/report.rb', 'cannot-be-judged'],
  ] as const) {
    assert.deepEqual(found(command, rules), [before]);
    assert.deepEqual(found(command, own), []);
  }
  assert.deepEqual(found('UPDATE ledger SET total = 1 WHERE id = 5', rules), []);
  assert.deepEqual(found('UPDATE ledger SET total = 1 WHERE id = 5', own), ['guarded-table']);
});

const LONG = 1_000_000;
const piled: Array<[string, Tool, string]> = [
  ['letters', 'auto', 'a'.repeat(LONG)],
  ['dollars', 'shell', '$('.repeat(LONG / 2)],
  ['quotes', 'shell', `"'`.repeat(LONG / 2)],
  ['backslashes', 'shell', '\\'.repeat(LONG)],
  ['backticks', 'shell', '`'.repeat(LONG)],
  ['braces', 'shell', '{a,b}'.repeat(LONG / 5)],
  ['open braces', 'shell', '{'.repeat(LONG)],
  ['pipes', 'shell', 'a|'.repeat(LONG / 2)],
  ['heredocs', 'shell', '<<a '.repeat(LONG / 4)],
  ['assignments', 'shell', 'a=$a$a;'.repeat(LONG / 7)],
  ['loops', 'shell', 'for i in 1 2 3 4 5 6 7 8 9; do '.repeat(30_000)],
  ['functions', 'shell', `${'f() { f; f; }; '.repeat(2000)} f`],
  ['brackets', 'sql', `SELECT ${'('.repeat(LONG)}`],
  ['conditions', 'sql', `DELETE FROM a WHERE ${'(a = 1 OR '.repeat(LONG / 10)}`],
  ['comments', 'sql', '/*'.repeat(LONG / 2)],
  ['comments that end', 'auto', '/**/'.repeat(LONG / 4)],
  ['dollar quotes', 'sql', '$a$'.repeat(LONG / 3)],
  ['common tables', 'sql', 'WITH a AS ('.repeat(LONG / 11)],
  ['slashes', 'node', '/a'.repeat(LONG / 2)],
  ['templates', 'node', '`${'.repeat(LONG / 3)],
  ['calls', 'node', 'a('.repeat(LONG / 2)],
  ['dots', 'ruby', 'a.'.repeat(LONG / 2)],
  ['blocks', 'ruby', 'a { '.repeat(LONG / 4)],
  ['interpolations', 'ruby', '"#{'.repeat(LONG / 3)],
  ['ends', 'ruby', 'a do '.repeat(LONG / 5)],
  ['additions', 'node', `x = 'a';${'x += x;'.repeat(LONG / 7)}`],
  ['reflections', 'node', 'Reflect.apply('.repeat(LONG / 14)],
  ['patterns', 'node', 'const {a: {'.repeat(LONG / 11)],
  ['loops in loops', 'ruby', 'loop { A.destroy; '.repeat(LONG / 18)],
  ['formats', 'ruby', '"%s" % '.repeat(LONG / 7)],
  ['words', 'redis', `DEL ${'a '.repeat(LONG / 2)}`],
  ['blanks', 'sql', ' '.repeat(LONG)],
  ['commands of psql', 'psql', '\\a\\\\'.repeat(LONG / 4)],
  ['quotes in commands of psql', 'psql', `\\a'"\``.repeat(LONG / 5)],
  ['joined tables', 'sql', `DELETE FROM a USING ${'b JOIN c ON a.b = c.b, '.repeat(LONG / 24)} d WHERE d.id = 1`],
  ['subqueries', 'sql', `DELETE FROM a WHERE ${'EXISTS (SELECT 1 FROM b WHERE '.repeat(LONG / 30)}`],
  ['names that stand for names', 'shell', `${Array.from({ length: 50_000 }, (_, index) => `a${index}=a${index + 1};`).join('')}((a0))`],
  ['sums in sums', 'shell', '$(('.repeat(LONG / 3)],
  ['sums', 'shell', '((a=b));'.repeat(LONG / 8)],
  ['searched names', 'shell', `find / ${"-name '*.pem' ".repeat(LONG / 14)} -exec cat {} +`],
  ['a script of Redis', 'redis', `EVAL "${"redis.call('GET',".repeat(LONG / 18)}" 0`],
  ['commands of an editor', 'shell', `vim -c '${'a|'.repeat(LONG / 2)}'`],
  ['calls of an editor', 'shell', `vim -c '${'system("'.repeat(LONG / 8)}'`],
  ['quotes for an editor', 'shell', `vim -c '${'""'.repeat(LONG / 2)}'`],
  ['settings', 'sql', `SET ${'a = 1, '.repeat(LONG / 7)}`],
  ['words of a connection', 'psql', `\\c ${"'a".repeat(LONG / 2)}`],
  ['datasets', 'ruby', `a = DB[:a]; ${'a = a.delete; '.repeat(LONG / 14)}`],
  ['marks of our own', 'shell', '\uE000\uE013\uE015'.repeat(LONG / 3)],
];
for (const [name, tool, command] of piled) {
  test(`a line of ${name} ends quickly, and is not called harmless`, () => {
    const { characters } = rules['too-long'];
    assert.ok(workOf(() => assert.ok(detect(command, { tool }, rules).findings.some(({ rule }) => rule === 'too-long') || command.length <= characters)) < 3000);
    // The same up to the limit, where all of it is read.
    assert.ok(workOf(() => detect(command.slice(0, characters), { tool }, rules)) < 3000);
  });
}

/** Milliseconds of this process alone, so that a busy machine fails no test. */
function workOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test('whatever is cut off in the middle ends with an answer', () => {
  for (const { tool, command } of rows) {
    for (const length of [1, 2, 3].map(quarters => Math.ceil((command.length * quarters) / 4))) {
      assert.ok(Array.isArray(detect(command.slice(0, length), { tool }, rules).findings));
    }
  }
});

test('nothing that fails inside is passed over', () => {
  const reasons = rows.map(({ tool, command }) => detect(command, { tool }, rules).notUnderstood ?? '');
  assert.deepEqual(reasons.filter(reason => /the detector failed/.test(reason)), []);
});
