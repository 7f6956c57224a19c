import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Values } from '../patch/parameters';
import { type Mode, type Patch, RUBY_ENGINES } from '../patch/patch';
import { type Attempt, type BlockedEffect, compare, finding, type TableCount } from './attempt';
import { fileOf, programOf } from './command';
import type { Ended, Exec } from './exec';

export interface CodeWork {
  patch: Patch;
  mode: Mode;
  values: Values;
  /** Root of the application's checkout. */
  root: string;
  /** Folder of the runner's bundle. */
  runner: string;
  /** The application's environment; see `environment.ts`. */
  env: Record<string, string>;
  /** Hosts that a dry run may still reach: database and Redis. */
  allowedHosts: string[];
  exec: Exec;
  log: (line: string) => void;
  graceMs: number;
  signal: AbortSignal;
}

/** What a prelude writes about its attempt. */
interface Report {
  outcome: Attempt['outcome'];
  error: string | null;
  counts: TableCount[];
  answers: Array<number | null>;
  verified: boolean | null;
  blocked: BlockedEffect[];
  unguarded: string[];
}

/** Runs a patch that is a program. Ruby and Node report through a prelude; the others have only their exit. */
export async function runCode(work: CodeWork): Promise<Attempt & { ended: Ended }> {
  const { patch, env, root, exec, log, graceMs, signal } = work;
  const folder = mkdtempSync(join(tmpdir(), 'patch-run-'));
  const plan = join(folder, 'plan.json');
  const report = join(folder, 'report.json');
  try {
    writeFileSync(plan, JSON.stringify(planOf(work)));
    const program = programOf({ ...work, plan, report });
    const timeLimitMs = patch.timeLimitMinutes * 60_000;
    const ended = await exec(program.argv, { cwd: root, env: { ...env, ...program.env }, onLine: log, timeLimitMs, graceMs, signal });
    return { ...attemptOf(work, ended, readReport(report)), ended };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether an engine's prelude counts inside of the transaction. */
export function hasPrelude({ engine }: Patch, mode: Mode): boolean {
  return RUBY_ENGINES.includes(engine) || (engine === 'node' && mode === 'dry-run');
}

function planOf({ patch, mode, values, allowedHosts }: CodeWork) {
  const main = fileOf(patch, mode);
  const counts = mode === 'run' || mode === 'dry-run';
  return {
    engine: patch.engine,
    mode,
    // Verifying must change nothing, so it is a dry run too.
    commits: mode === 'run' || mode === 'rollback',
    transaction: mode === 'verify' ? 'one' : patch.transaction,
    ddl: patch.ddl,
    task: counts ? patch.task : undefined,
    file: main ? `${patch.path}/${main}` : undefined,
    verify: counts && patch.files.verify ? `${patch.path}/${patch.files.verify}` : undefined,
    parameters: values,
    tables: counts ? patch.expect.tables : [],
    queries: mode === 'rollback' ? [] : patch.expect.queries,
    statementTimeoutSeconds: patch.statementTimeoutSeconds,
    lockTimeoutSeconds: patch.lockTimeoutSeconds,
    allowedHosts,
  };
}

function attemptOf({ patch, mode }: CodeWork, ended: Ended, report: Report | undefined): Attempt {
  const expect = { ...patch.expect, tables: mode === 'run' || mode === 'dry-run' ? patch.expect.tables : [], queries: mode === 'rollback' ? [] : patch.expect.queries };
  const counted = { counts: report?.counts ?? [], answers: report?.answers ?? [] };
  const findings = report ? compare(expect, counted) : [];
  if (typeof report?.verified === 'boolean') findings.push(finding(`${patch.files.verify} (1: as expected)`, { min: 1, max: 1 }, report.verified ? 1 : 0));
  const errors = [endSentence(ended), report?.error, hasPrelude(patch, mode) && !report ? 'No report was left: the process ended before its prelude could write one' : undefined];
  const error = errors.filter(Boolean).join('\n') || undefined;
  const attempt = { counts: counted.counts, findings, blocked: report?.blocked ?? [], unguarded: report?.unguarded ?? [], error };
  if (ended.stopped && report?.outcome !== 'committed') return { ...attempt, outcome: 'stopped' };
  if (!report) return { ...attempt, outcome: error ? 'failed' : 'done' };
  // An error takes back neither a commit nor a rollback.
  return { ...attempt, outcome: error && report.outcome === 'done' ? 'failed' : report.outcome };
}

function endSentence({ exit, signal, stopped, left, error }: Ended): string | undefined {
  const sentences = [
    error,
    stopped ? 'It was stopped: the build ended, or its time limit' : undefined,
    exit === 0 || error ? undefined : exit === null ? `It was ended by ${signal}` : `It ended with exit status ${exit}`,
    left > 0 ? `It left ${left} processes behind, which were killed: what they did is not counted` : undefined,
  ];
  return sentences.filter(Boolean).join('\n') || undefined;
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
