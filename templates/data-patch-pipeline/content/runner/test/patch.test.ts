import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import Ajv from 'ajv';
import schema from '../../patch.schema.json';
import { checkPatches } from '../commands/check';
import { newPatch } from '../commands/new';
import { programOf } from '../engines/command';
import { readValues } from '../patch/parameters';
import { approvalFacts, type Engine, type Parameter, sentence } from '../patch/patch';
import { readPatch } from '../patch/read';
import { PATCH, patchWith, repositoryWith } from './patches';
import { temporaryFolder } from './temporary';

const problemsOf = (fields: object, files: Record<string, string> = {}) => readPatch(repositoryWith(fields, files), PATCH).problems.map(sentence).join('\n');

describe('patch.yaml', () => {
  test('is read with its defaults', () => {
    const { transaction, ddl, jobs, timeLimitMinutes, noDryRun } = patchWith();
    assert.deepEqual({ transaction, ddl, jobs, timeLimitMinutes, noDryRun }, { transaction: 'one', ddl: 'none', jobs: { queues: [], timeLimitMinutes: 0, wait: false }, timeLimitMinutes: 60, noDryRun: undefined });
  });

  const range = (min: number, max: number) => ({ min, max });
  const query = (text: string) => ({ expect: { queries: [{ name: 'x', query: text, ...range(0, 0) }] } });
  const MISTAKES: Array<[object, RegExp]> = [
    [{ title: '' }, /patch.yaml: line 1: title must match pattern/],
    [{ wibble: 1 }, /line \d+: wibble is no field/],
    [{ engine: 'perl' }, /engine must be rake or rails-runner/],
    [{ idempotent: 'yes' }, /idempotent must be boolean/],
    [{ statementTimeoutSeconds: 0 }, /statementTimeoutSeconds must be >= 1/],
    [{ lockTimeoutSeconds: undefined }, /lockTimeoutSeconds is missing/],
    [{ files: { patch: 'other.sql' } }, /files.patch names other.sql, which is not in the folder/],
    [{ files: { patch: '../x.sql' } }, /files.patch must match pattern/],
    [{ files: {} }, /files.patch is missing: engine sql runs it/],
    [{ database: undefined }, /database is missing: postgresql or mysql/],
    [{ database: 'mysql', ddl: 'transactional' }, /ddl must be none: only PostgreSQL/],
    [{ task: 'x' }, /task is only for engine rake/],
    [{ engine: 'rake', files: {} }, /task is missing/],
    [{ engine: 'go' }, /dryRun is missing: engine go cannot be guarded/],
    [{ engine: 'command', files: {}, command: ['x'] }, /dryRun is missing: engine command cannot be guarded/],
    [{ engine: 'node', transaction: 'one' }, /transaction must be own/],
    [{ transaction: 'own' }, /dryRun is missing: what commits by itself cannot be tried first/],
    [{ engine: 'command', files: {}, command: ['x', '{nobody}'], dryRun: { unavailable: 'x' } }, /command.1 names \{nobody\}, which is no parameter/],
    [{ engine: 'command', files: {}, command: ['/bin/sh', '-c', 'echo {plan}'], parameters: [{ name: 'plan', type: 'text' }], dryRun: { unavailable: 'x' } }, /command.2 hands a parameter to \/bin\/sh, which may run it/],
    [{ engine: 'command', files: {}, command: ['psql', '-c', '{plan}'], parameters: [{ name: 'plan', type: 'text' }], dryRun: { unavailable: 'x' } }, /hands a parameter to psql/],
    [{ engine: 'command', files: {}, command: ['{plan}'], parameters: [{ name: 'plan', type: 'text' }], dryRun: { unavailable: 'x' } }, /command.0 must be a program/],
    [{ expect: {} }, /expect.queries is missing: say how to see/],
    [{ expect: { ...query('select 1').expect, changed: range(3, 2) } }, /expect.changed allows no number/],
    [{ expect: { ...query('select 1').expect, tables: [{ table: 'x; drop', difference: range(0, 0) }] } }, /expect.tables.0.table must match pattern/],
    [query('delete from customers'), /expect.queries.0.query may only read/],
    [query('select 1; select 2'), /expect.queries.0.query must be one statement/],
    [query('with x as (delete from customers returning 1) select count(*) from x'), /may only read/],
    [query('select nextval(1), pg_terminate_backend(1)'), /reaches outside of the transaction/],
    [{ parameters: [{ name: 'Plan', type: 'text' }] }, /parameters.0.name must match pattern/],
    [{ parameters: [{ name: 'a', type: 'text' }, { name: 'a', type: 'text' }] }, /parameters.1.name a is taken/],
    [{ parameters: [{ name: 'a', type: 'choice' }] }, /parameters.0.choices is missing/],
    [{ parameters: [{ name: 'a', type: 'text', pattern: '(' }] }, /parameters.0.pattern is no regular expression/],
    [{ parameters: [{ name: 'a', type: 'text', min: 1 }] }, /parameters.0.min is only for numbers/],
    [{ jobs: { wait: true } }, /jobs.queues is missing[\s\S]*jobs.timeLimitMinutes is missing/],
    [{ jobs: { wait: false, queues: ['sidekiq:x'] } }, /jobs.queues does nothing/],
    [{ jobs: { wait: true, queues: ['kafka:x'], timeLimitMinutes: 1 } }, /jobs.queues.0 must match pattern/],
  ];
  for (const [fields, message] of MISTAKES) {
    test(`names file, line and field: ${message.source.slice(0, 60)}`, () => assert.match(problemsOf(fields), message));
  }

  test('names the line of SQL', () => {
    assert.match(problemsOf({}, { 'patch.sql': 'select 1;\n\nupdate customers set plan = :plan;' }), /patch.sql: line 3: :plan is no parameter/);
    assert.match(problemsOf({ files: { patch: 'patch.sql', verify: 'v.sql' } }, { 'v.sql': 'select 1;\ndelete from customers' }), /v.sql: line 2: may only read: delete from customers/);
  });

  test('is in a folder with a date, and with plain files only', () => {
    for (const path of ['patches/x', 'patches/20261324-x', 'patches/20261124-X', 'patches/20261124-x/..', '/etc', 'patches/20261124-x\n']) {
      assert.match(readPatch('/tmp', path).problems.map(sentence).join(), /must be named patches\/YYYYMMDD-name/, path);
    }
    const root = repositoryWith({});
    symlinkSync('/etc/passwd', join(root, PATCH, 'link.sql'));
    mkdirSync(join(root, PATCH, 'folder'));
    const problems = readPatch(root, PATCH).problems.map(sentence).join('\n');
    assert.match(problems, /folder: must be a plain file[\s\S]*link.sql: must be a plain file/);
  });

  test('has a schema that is a schema', () => assert.ok(new Ajv({ strictTypes: false }).validateSchema(schema)));
});

describe('npm run patch:new and patch:check', () => {
  const today = new Date('2026-11-24T23:30:00Z');
  for (const engine of schema.properties.engine.enum as Engine[]) {
    test(`a new patch of engine ${engine} is right as it is`, () => {
      const root = temporaryFolder('new');
      assert.equal(newPatch(root, { name: 'free-plan', engine, database: 'postgresql' }, today), PATCH);
      const { lines, good } = checkPatches(root, []);
      assert.ok(good, lines.join('\n'));
      assert.throws(() => newPatch(root, { name: 'free-plan', engine, database: 'postgresql' }, today), /is there already/);
    });
  }
  test('a wrong name, engine or database is refused', () => {
    assert.throws(() => newPatch('/tmp', { name: '../x', engine: 'sql', database: 'mysql' }, today), /lower-case words/);
    assert.throws(() => newPatch('/tmp', { name: 'x', engine: 'perl' as Engine, database: 'mysql' }, today), /The engine must be/);
    assert.throws(() => newPatch('/tmp', { name: 'x', engine: 'sql', database: 'oracle' }, today), /The database must be/);
  });
  test('the patches of this repository are right', () => {
    const root = join(__dirname, '../..');
    const { lines, good } = checkPatches(root, []);
    assert.ok(good, lines.join('\n'));
  });
});

describe('values of parameters', () => {
  const value = (parameter: Omit<Parameter, 'name'>, given: unknown) => readValues([{ name: 'x', ...parameter }], { x: given });
  const RIGHT: Array<[Omit<Parameter, 'name'>, unknown]> = [
    [{ type: 'text' }, "'; $(x) `y` \\! --"], [{ type: 'text', lines: true }, 'a\nb'], [{ type: 'text', pattern: '[a-z]+' }, 'abc'], [{ type: 'text' }, ''], [{ type: 'integer', min: 1, max: 9 }, 9], [{ type: 'integer' }, '-12'],
    [{ type: 'decimal' }, '12.50'], [{ type: 'date' }, '2028-02-29'], [{ type: 'boolean' }, true], [{ type: 'choice', choices: ['a'] }, 'a'],
  ];
  const WRONG: Array<[Omit<Parameter, 'name'>, unknown, RegExp]> = [
    [{ type: 'text' }, 'a\0b', /NUL/], [{ type: 'text' }, 'a\nb', /one line/], [{ type: 'text' }, 'a\x1b[2J', /control/], [{ type: 'text' }, '\ud800', /Unicode/], [{ type: 'text' }, 'x'.repeat(201), /200 characters/],
    [{ type: 'text', pattern: '[a-z]+' }, 'abc\n', /one line/], [{ type: 'text', pattern: '[a-z]+', lines: true }, 'abc\nd', /must match/], [{ type: 'integer' }, '1; drop', /whole number/], [{ type: 'integer' }, '1e9', /whole number/], [{ type: 'integer', max: 9 }, 10, /at most 9/],
    [{ type: 'integer', min: 1 }, 0, /at least 1/], [{ type: 'decimal' }, 'NaN', /number/], [{ type: 'date' }, '2026-02-30', /date/], [{ type: 'boolean' }, 'yes', /true or false/], [{ type: 'choice', choices: ['a'] }, 'b', /one of a/],
    [{ type: 'text' }, undefined, /needs a value/], [{ type: 'text' }, null, /needs a value/], [{ type: 'text' }, ['a'], /needs a value/], [{ type: 'text' }, { toString: 'x' }, /needs a value/],
  ];
  test('that are right are text', () => {
    for (const [parameter, given] of RIGHT) assert.deepEqual(value(parameter, given), { values: { x: String(given) }, problems: [] });
  });
  test('that are wrong are named, and not repeated', () => {
    for (const [parameter, given, message] of WRONG) {
      const { values, problems } = value(parameter, given);
      assert.match(problems.join(), message);
      assert.deepEqual(values, {});
    }
  });
  test('that nobody asked for are refused', () => {
    for (const name of ['y', '__proto__', 'constructor']) assert.match(readValues([], JSON.parse(`{"${name}":"1"}`)).problems.join(), /is no parameter/);
  });
  test('reach a Ruby or Node program as JSON in one variable', () => {
    const program = programOf({ patch: patchWith({ engine: 'node', files: { patch: 'p.mjs' } }, { 'p.mjs': '' }), mode: 'run', values: { x: '"\n' }, runner: '/r', plan: 'p', report: 'q' });
    assert.deepEqual([program.argv, program.env.PATCH_PARAMETERS], [['node', './patches/20261124-free-plan/p.mjs'], '{"x":"\\"\\n"}']);
  });
});

test('approvers read what cannot be tried, what stays and what does harm', () => {
  const facts = (fields: object) => approvalFacts(patchWith(fields)).map(([label, value]) => `${label}: ${value}`).join('\n');
  assert.match(facts({}), /Dry run: A dry run is possible\.\nIf a count is wrong: it is rolled back\nA second run: changes nothing more\nExpected: customers without a plan: 0/);
  const ruby = facts({ engine: 'ruby', files: { patch: 'patch.sql' } });
  assert.match(ruby, /If a count is wrong: it is rolled back; JOBS, MAIL AND CALLS that it made before STAY\n/);
  const command = facts({ engine: 'command', files: {}, command: ['x'], idempotent: false, dryRun: { unavailable: 'A binary' }, jobs: { wait: true, queues: ['sidekiq:a'], timeLimitMinutes: 5 } });
  assert.match(command, /NO DRY RUN IS POSSIBLE \(engine command\): A binary[\s\S]*IT STAYS: .* has no rollback file[\s\S]*DOES HARM[\s\S]*waits for sidekiq:a, 5 minutes/);
});

test('no file of the runner is started by a shell', () => {
  const runner = join(__dirname, '..');
  const sources = readdirSync(runner, { recursive: true }).map(String).filter(name => name.endsWith('.ts') && !name.startsWith('test'));
  for (const name of sources) assert.doesNotMatch(readFileSync(join(runner, name), 'utf8'), /shell: true|execSync\('/, name);
});
