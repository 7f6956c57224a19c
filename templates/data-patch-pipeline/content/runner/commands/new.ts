/** Makes the folder of a patch: npm run patch:new -- <name> [--engine sql] [--database postgresql] */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import schema from '../../patch.schema.json';
import type { Engine } from '../patch/patch';

const ENGINES: readonly string[] = schema.properties.engine.enum;
const DATABASES: readonly string[] = schema.properties.database.enum;

export interface NewPatch {
  name: string;
  engine: Engine;
  database: string;
}

/** What a person fills in: the rest is right already. */
export function skeleton({ engine, database }: NewPatch): Record<string, string> {
  const query = "select count(*) from customers where plan is null";
  const texts: Partial<Record<Engine, [string, string]>> = {
    sql: ['patch.sql', "update customers set plan = :plan where plan is null;\n"],
    'rails-runner': ['patch.rb', "plan = JSON.parse(ENV.fetch('PATCH_PARAMETERS')).fetch('plan')\nCustomer.where(plan: nil).find_each { |customer| customer.update!(plan: plan) }\n"],
    ruby: ['patch.rb', "plan = JSON.parse(ENV.fetch('PATCH_PARAMETERS')).fetch('plan')\nCustomer.where(plan: nil).find_each { |customer| customer.update!(plan: plan) }\n"],
    node: ['patch.mjs', "import pg from 'pg';\n\nconst { plan } = JSON.parse(process.env.PATCH_PARAMETERS);\nconst client = new pg.Client({ connectionString: process.env.DATABASE_URL });\nawait client.connect();\nawait client.query('update customers set plan = $1 where plan is null', [plan]);\nawait client.end();\n"],
    go: ['patch.go', 'package main\n\nfunc main() {\n}\n'],
  };
  const file = texts[engine];
  const lines = [
    '# yaml-language-server: $schema=../../patch.schema.json',
    'title: Give customers without a plan the free one',
    'why: A ticket, or what happened',
    `engine: ${engine}`,
    `database: ${database}`,
    ...(file ? ['files:', `  patch: ${file[0]}`] : []),
    ...(engine === 'rake' ? ['task: customers:free_plan'] : []),
    ...(engine === 'command' ? ['command: [bin/give-plan, --plan, "{plan}"]'] : []),
    'parameters:',
    '  - name: plan',
    '    type: choice',
    '    choices: [free, paid]',
    'expect:',
    '  tables:',
    '    - table: customers',
    '      difference: { min: 0, max: 0 }',
    '  queries:',
    '    - name: customers without a plan',
    `      query: ${query}`,
    '      min: 0',
    '      max: 0',
    'jobs:',
    '  wait: false',
    'statementTimeoutSeconds: 60',
    'lockTimeoutSeconds: 5',
    'idempotent: true',
    ...(engine === 'go' || engine === 'command' ? ['dryRun:', `  unavailable: A program of engine ${engine} opens its own connections`] : []),
  ];
  return { 'patch.yaml': `${lines.join('\n')}\n`, ...(file ? { [file[0]]: file[1] } : {}) };
}

/** @returns the path of the new folder */
export function newPatch(root: string, given: NewPatch, today: Date): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(given.name)) throw new Error(`The name must be lower-case words with hyphens, got: ${given.name}`);
  if (!ENGINES.includes(given.engine)) throw new Error(`The engine must be ${ENGINES.join(' or ')}, got: ${given.engine}`);
  if (!DATABASES.includes(given.database)) throw new Error(`The database must be ${DATABASES.join(' or ')}, got: ${given.database}`);
  const path = `patches/${today.toISOString().slice(0, 10).replaceAll('-', '')}-${given.name}`;
  const folder = join(root, path);
  if (existsSync(folder)) throw new Error(`${path} is there already`);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(skeleton(given))) writeFileSync(join(folder, name), text);
  return path;
}

if (require.main === module) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { engine: { type: 'string', default: 'sql' }, database: { type: 'string', default: 'postgresql' } } });
  const [name = ''] = positionals;
  try {
    console.log(newPatch(process.cwd(), { name, engine: values.engine as Engine, database: values.database }, new Date()));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
