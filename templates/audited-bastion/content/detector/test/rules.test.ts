import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { parseRules, RuleFileError } from '../readRules.ts';
import { PARAMETERS, RULE_IDS } from '../rules.ts';

const text = readFileSync('rules.yaml', 'utf8');
const schema = JSON.parse(readFileSync('rules.schema.json', 'utf8'));
/** The schema helps while typing; the reader decides. They must not contradict each other. */
const fitsSchema = new Ajv({ strictTypes: false }).compile(schema);

function problemsOf(changed: string): string[] {
  try {
    parseRules(changed);
    return [];
  } catch (error) {
    assert.ok(error instanceof RuleFileError);
    return error.problems;
  }
}

test('rules.yaml fits, has every rule, and tells editors where its schema is', () => {
  assert.deepEqual(Object.keys(parseRules(text)).sort(), [...RULE_IDS].sort());
  assert.ok(fitsSchema(parse(text)), JSON.stringify(fitsSchema.errors));
  assert.match(text, /^# yaml-language-server: \$schema=\.\/rules\.schema\.json\n/);
});

test('the schema has the rules and fields of the reader', () => {
  const { properties } = schema.properties.rules;
  assert.deepEqual(Object.keys(properties), RULE_IDS);
  for (const id of RULE_IDS) assert.deepEqual(Object.keys(properties[id].properties), ['severity', 'why', ...Object.keys(PARAMETERS[id])], id);
});

const line = (found: string) => text.split('\n').findIndex(each => each.includes(found)) + 1;
const wrong: Array<[string, string, string, RegExp]> = [
  ['a severity', 'delete-files:\n    severity: stop-and-ask', 'delete-files:\n    severity: ignore', new RegExp(`^line ${line('  delete-files:') + 1}: rules\\.delete-files\\.severity must be stop-and-ask or tell, got: "ignore"$`)],
  ['a why', 'why: Every row of the table is changed or deleted.', "why: ''", /^line \d+: rules\.write-without-where\.why must be a sentence$/],
  ['a rule', '  grant:\n', '  grants:\n', /^line \d+: rules\.grants is no rule; the rules are delete-files, /],
  ['a field', 'mostKeys: 10', 'maxKeys: 10', /^line \d+: rules\.redis-destroy\.maxKeys is no field of this rule; the fields are severity, why, guardedKeys, mostKeys$/],
  ['a count', 'mostKeys: 10', 'mostKeys: some', /^line \d+: rules\.redis-destroy\.mostKeys must be a whole number from 1 to 1000000, got: "some"$/],
  ['a list', 'allowedBuckets: []', 'allowedBuckets: ours', /^line \d+: rules\.traffic-outside\.allowedBuckets must be a list of texts$/],
  ['an entry', 'allowedBuckets: []', 'allowedBuckets: [5]', /^line \d+: rules\.traffic-outside\.allowedBuckets\[0\] must be a text .*got: 5$/],
  ['a path', 'scratchPaths: [/tmp/**, /var/tmp/**, tmp/cache/**]', "scratchPaths: ['/**/tmp']", /^line \d+: rules\.delete-files\.scratchPaths\[0\] may have \*\* only at its end, got: \/\*\*\/tmp$/],
];
for (const [name, from, to, problem] of wrong) {
  test(`${name} that is wrong is named with its line and field`, () => {
    assert.ok(text.includes(from));
    const changed = text.replace(from, to);
    assert.match(problemsOf(changed)[0] ?? 'nothing', problem);
    assert.ok(!fitsSchema(parse(changed)));
  });
}

test('a rule that is missing, a top that is wrong, and YAML that is none are told', () => {
  assert.ok(problemsOf('rules: {}').includes('line 1: rules.grant is missing'));
  assert.deepEqual(problemsOf('[]'), ['line 1: rules must be a map of rules']);
  assert.match(problemsOf('rules:\n  grant: {\n')[0] ?? '', /^line \d+: /);
  assert.match(problemsOf(`${text}\nmore: 1\n`)[0] ?? '', /^line \d+: more is no field; the only one is rules$/);
});
