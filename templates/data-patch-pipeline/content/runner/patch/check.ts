import Ajv, { type ErrorObject } from 'ajv';
import schema from '../../patch.schema.json';
import { type Engine, RUBY_ENGINES } from './patch';

/** A map of YAML, before anybody looked at it. */
export type Fields = Record<string, unknown>;

export interface FieldProblem {
  /** Path in patch.yaml, for example `expect`, `tables`, 0. */
  field: Array<string | number>;
  message: string;
}

/** These read no transaction of ours: they open their own connections, in a process of their own. */
const WITHOUT_DRY_RUN: readonly Engine[] = ['go', 'command'];
/** Their arguments are programs: a parameter among them would be code. */
const INTERPRETERS = /^(?:ba|da|z|k|a|c|tc|fi)?sh$|^(?:env|xargs|eval|exec|sudo|nohup|ruby|irb|rails|rake|perl|python[\d.]*|php|node|deno|bun|awk|sed|psql|mysql|mariadb|sqlite3|redis-cli|ssh|find|make)$/;

const isOfSchema = new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile(schema);

/** Everything that is wrong with the fields of one patch. @param folder the files of its folder */
export function checkFields(fields: Fields, folder: readonly string[]): FieldProblem[] {
  if (!isOfSchema(fields)) return (isOfSchema.errors ?? []).flatMap(schemaProblem);
  const patch = fields as unknown as Description;
  return [
    ...checkFiles(patch, folder),
    ...checkEngine(patch),
    ...checkCommand(patch),
    ...checkExpectations(patch),
    ...checkParameters(patch),
    ...checkJobs(patch),
  ];
}

interface Description {
  engine: Engine;
  database?: string;
  files?: Record<string, string | undefined>;
  task?: string;
  command?: string[];
  transaction?: string;
  ddl?: string;
  dryRun?: object;
  expect?: { changed?: Bounds; tables?: Array<{ difference: Bounds }>; queries?: Array<Bounds & { query: string }> };
  parameters?: Array<{ name: string; type: string; pattern?: string; choices?: string[]; min?: number; max?: number; lines?: boolean; maxLength?: number }>;
  jobs?: { wait: boolean; queues?: string[]; timeLimitMinutes?: number };
}
type Bounds = { min: number; max: number };

function schemaProblem({ instancePath, keyword, params, message }: ErrorObject): FieldProblem[] {
  if (keyword === 'allOf') return [];
  const field = instancePath.split('/').slice(1).map(step => (/^\d+$/.test(step) ? Number(step) : step));
  if (keyword === 'additionalProperties') return [{ field: [...field, params.additionalProperty], message: 'is no field' }];
  if (keyword === 'required') return [{ field: [...field, params.missingProperty], message: 'is missing' }];
  if (keyword === 'enum') return [{ field, message: `must be ${params.allowedValues.join(' or ')}` }];
  return [{ field, message: message ?? 'is wrong' }];
}

function checkFiles({ files = {}, engine }: Description, folder: readonly string[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const [role, name] of Object.entries(files)) {
    if (name !== undefined && !folder.includes(name)) problems.push({ field: ['files', role], message: `names ${name}, which is not in the folder` });
    if (name !== undefined && engine === 'sql' && !name.endsWith('.sql')) problems.push({ field: ['files', role], message: 'must end in .sql' });
  }
  const needsFile = engine !== 'rake' && engine !== 'command';
  if (needsFile && !files.patch) problems.push({ field: ['files', 'patch'], message: `is missing: engine ${engine} runs it` });
  if (!needsFile && files.patch) problems.push({ field: ['files', 'patch'], message: `does nothing with engine ${engine}` });
  return problems;
}

function checkEngine({ engine, database, transaction, ddl, dryRun, task }: Description): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const report = (name: string, message: string) => problems.push({ field: [name], message });
  if (engine === 'sql' && !database) report('database', 'is missing: postgresql or mysql');
  if ((engine === 'rake') !== (task !== undefined)) report('task', engine === 'rake' ? 'is missing: engine rake runs it' : 'is only for engine rake');
  const own = engine !== 'sql' && !RUBY_ENGINES.includes(engine);
  if (own && transaction === 'one') report('transaction', `must be own: a patch of engine ${engine} has connections of its own`);
  if (WITHOUT_DRY_RUN.includes(engine) && !dryRun) {
    report('dryRun', `is missing: engine ${engine} cannot be guarded, so say dryRun.unavailable with the reason; approvers read it`);
  }
  if (engine === 'sql' && transaction === 'own' && !dryRun) report('dryRun', 'is missing: what commits by itself cannot be tried first; say dryRun.unavailable with the reason');
  if (ddl === 'transactional' && database !== 'postgresql') report('ddl', 'must be none: only PostgreSQL rolls back changes of the schema');
  return problems;
}

function checkCommand({ engine, command, parameters = [] }: Description): FieldProblem[] {
  if ((engine === 'command') !== (command !== undefined)) {
    return [{ field: ['command'], message: engine === 'command' ? 'is missing: engine command runs it' : 'is only for engine command' }];
  }
  const problems: FieldProblem[] = [];
  const names = new Set(parameters.map(({ name }) => name));
  const isInterpreter = INTERPRETERS.test((command?.[0] ?? '').split('/').pop() ?? '');
  command?.forEach((word, index) => {
    for (const [, name] of word.matchAll(/\{(\w+)\}/g)) {
      const field = ['command', index];
      if (!names.has(name)) problems.push({ field, message: `names {${name}}, which is no parameter` });
      else if (index === 0) problems.push({ field, message: 'must be a program, not a parameter' });
      else if (isInterpreter) problems.push({ field, message: `hands a parameter to ${command[0]}, which may run it: read PATCH_PARAMETERS there instead` });
    }
  });
  return problems;
}

function checkExpectations({ expect = {}, files = {}, database, engine }: Description): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { changed, tables = [], queries = [] } = expect;
  const order = (bounds: Bounds, ...field: FieldProblem['field']) => {
    if (bounds.min > bounds.max) problems.push({ field: ['expect', ...field], message: `allows no number: min ${bounds.min} is more than max ${bounds.max}` });
  };
  if (changed) order(changed, 'changed');
  tables.forEach(({ difference }, index) => order(difference, 'tables', index, 'difference'));
  queries.forEach((query, index) => order(query, 'queries', index));
  if (changed && engine !== 'sql') problems.push({ field: ['expect', 'changed'], message: 'is only for engine sql' });
  if (!files.verify && queries.length === 0) {
    problems.push({ field: ['expect', 'queries'], message: 'is missing: say how to see that the patch did its work, there or in files.verify' });
  }
  if (tables.length + queries.length > 0 && !database) problems.push({ field: ['database'], message: 'is missing: expect asks it' });
  return problems;
}

function checkParameters({ parameters = [] }: Description): FieldProblem[] {
  return parameters.flatMap((parameter, index): FieldProblem[] => {
    const problems: FieldProblem[] = [];
    const report = (name: string, message: string) => problems.push({ field: ['parameters', index, name], message });
    const { name, type, pattern, choices, min, max } = parameter;
    if (parameters.findIndex(each => each.name === name) < index) report('name', `${name} is taken by an earlier parameter`);
    if ((type === 'choice') !== (choices !== undefined)) report('choices', type === 'choice' ? 'is missing' : 'is only for type choice');
    if (pattern !== undefined && !isPattern(pattern)) report('pattern', 'is no regular expression');
    for (const field of ['pattern', 'lines', 'maxLength'] as const) {
      if (type !== 'text' && parameter[field] !== undefined) report(field, 'is only for type text');
    }
    for (const field of ['min', 'max'] as const) {
      if (type !== 'integer' && type !== 'decimal' && parameter[field] !== undefined) report(field, 'is only for numbers');
    }
    if (min !== undefined && max !== undefined && min > max) report('min', 'is more than max');
    return problems;
  });
}

function checkJobs({ jobs }: Description): FieldProblem[] {
  if (!jobs?.wait) return jobs?.queues ? [{ field: ['jobs', 'queues'], message: 'does nothing while wait is false' }] : [];
  return (['queues', 'timeLimitMinutes'] as const).flatMap(name =>
    jobs[name] === undefined ? [{ field: ['jobs', name], message: 'is missing: wait is true' }] : [],
  );
}

function isPattern(pattern: string): boolean {
  try {
    return Boolean(new RegExp(`^(?:${pattern})$`, 'u'));
  } catch {
    return false;
  }
}
