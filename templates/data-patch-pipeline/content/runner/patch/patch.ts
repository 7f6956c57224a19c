/** A patch as `patch.yaml` describes it; see docs/patches.md. */

export const MODES = ['check', 'dry-run', 'run', 'verify', 'rollback'] as const;
export type Mode = (typeof MODES)[number];

export type Engine = 'rake' | 'rails-runner' | 'ruby' | 'node' | 'go' | 'sql' | 'command';
export type Database = 'postgresql' | 'mysql';
export type ParameterType = 'text' | 'integer' | 'decimal' | 'date' | 'boolean' | 'choice';

export const RUBY_ENGINES: readonly Engine[] = ['rake', 'rails-runner', 'ruby'];

export interface Parameter {
  name: string;
  type: ParameterType;
  description?: string;
  pattern?: string;
  maxLength?: number;
  lines?: boolean;
  min?: number;
  max?: number;
  choices?: string[];
  secret?: boolean;
}

/** Both bounds are allowed values. */
export interface Range {
  min: number;
  max: number;
}

export interface Expectations {
  changed?: Range;
  tables: Array<{ table: string; difference: Range }>;
  queries: Array<Range & { name: string; query: string }>;
}

export interface Patch {
  /** `patches/20261124-free-plan`, relative to the root of the application's repository. */
  path: string;
  title: string;
  why: string;
  engine: Engine;
  database?: Database;
  files: { patch?: string; verify?: string; rollback?: string };
  task?: string;
  command?: string[];
  parameters: Parameter[];
  transaction: 'one' | 'own';
  ddl: 'none' | 'transactional';
  expect: Expectations;
  jobs: { wait: boolean; queues: string[]; timeLimitMinutes: number };
  statementTimeoutSeconds: number;
  lockTimeoutSeconds: number;
  timeLimitMinutes: number;
  idempotent: boolean;
  /** Why there is no dry run; undefined where there is one. */
  noDryRun?: string;
}

/** A mistake, with the file and the field that it is in. */
export interface Problem {
  file: string;
  field?: string;
  line?: number;
  message: string;
}

export function sentence({ file, field, line, message }: Problem): string {
  return [file, line === undefined ? undefined : `line ${line}`, [field, message].filter(Boolean).join(' ')].filter(Boolean).join(': ');
}

/** What approvers are shown of a patch that cannot be tried first. */
export function dryRunSentence(patch: Patch): string {
  return patch.noDryRun === undefined
    ? 'A dry run is possible.'
    : `NO DRY RUN IS POSSIBLE (engine ${patch.engine}): ${patch.noDryRun}`;
}

/** Only in a dry run is a program kept from what no database takes back. SQL reaches nothing else. */
export function reachesOutside({ engine }: Patch): boolean {
  return engine !== 'sql';
}

/** What approvers read of a patch, beside its commit, command and values. */
export function approvalFacts(patch: Patch): Array<[label: string, value: string]> {
  const { title, why, engine, database, idempotent, transaction, files, expect, jobs } = patch;
  const bounds = ({ min, max }: Range) => (min === max ? `${min}` : `${min} to ${max}`);
  const expected = [
    ...(expect.changed ? [`rows changed: ${bounds(expect.changed)}`] : []),
    ...expect.tables.map(({ table, difference }) => `rows of ${table}, after less before: ${bounds(difference)}`),
    ...expect.queries.map(query => `${query.name}: ${bounds(query)}`),
    ...(files.verify ? [`${files.verify} finds nothing wrong`] : []),
  ];
  return [
    ['What', title],
    ['Why', why],
    ['Runs', [engine, database].filter(Boolean).join(', ')],
    ['Dry run', dryRunSentence(patch)],
    ['If a count is wrong', transaction === 'one' ? `it is rolled back${reachesOutside(patch) ? '; JOBS, MAIL AND CALLS that it made before STAY' : ''}` : `IT STAYS: the patch commits by itself${files.rollback ? `; ${files.rollback} takes it back` : ', and has no rollback file'}`],
    ['A second run', idempotent ? 'changes nothing more' : 'DOES HARM: it is not idempotent'],
    ['Expected', expected.join('; ')],
    ...(jobs.wait ? [['Jobs', `the build waits for ${jobs.queues.join(', ')}, ${jobs.timeLimitMinutes} minutes at most`] as [string, string]] : []),
  ];
}
