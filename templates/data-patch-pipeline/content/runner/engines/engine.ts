import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Doors, Place } from '../doors';
import { applicationOf, environmentOf, hostsOf } from '../environment';
import type { Values } from '../patch/parameters';
import type { Mode, Patch } from '../patch/patch';
import type { Session } from '../sql/session';
import { type Attempt, compare, finding } from './attempt';
import { hasPrelude, runCode } from './code';
import { fileOf } from './command';
import { askNumbers, countTables, runSql, verifySql } from './sql';

/** CodeBuild ends a build some time after SIGTERM; evidence has to be written in it. */
const GRACE_MS = 20_000;

export interface Work {
  doors: Doors;
  place: Place;
  patch: Patch;
  mode: Mode;
  values: Values;
  log: (line: string) => void;
  /** Ends it early: the build's own end, or the time limit. */
  signal: AbortSignal;
}

/** Tries, runs, verifies or takes back a patch with its engine. */
export async function attempt(work: Work): Promise<Attempt & { exit: number | null }> {
  const { patch, mode } = work;
  if (mode === 'verify' && (patch.engine === 'sql' || !patch.files.verify)) return withSession(work, session => verify(work, session));
  if (patch.engine === 'sql') return withSession(work, session => sql(work, session));
  return program(work);
}

async function verify({ patch, values, place, log }: Work, session: Session): Promise<Attempt & { exit: null }> {
  const findings = await verifySql({ session, patch, values, verify: patch.engine === 'sql' ? textOf(place, patch, 'verify') : undefined, log });
  return { outcome: 'done', counts: [], findings, blocked: [], unguarded: [], exit: null };
}

async function sql({ patch, mode, values, place, log, signal }: Work, session: Session): Promise<Attempt & { exit: null }> {
  const role = mode === 'rollback' ? 'rollback' : 'patch';
  const text = textOf(place, patch, mode);
  if (text === undefined) throw new Error(`${patch.path} has no file for ${mode}`);
  const result = await runSql({ session, patch, values, role, text, verify: role === 'patch' ? textOf(place, patch, 'verify') : undefined, commits: mode !== 'dry-run', log, isStopped: () => signal.aborted });
  return { ...result, exit: null };
}

async function program(work: Work): Promise<Attempt & { exit: number | null }> {
  const { doors, place, patch, mode, signal } = work;
  const { environment, pins } = place;
  const env = { ...environmentOf(environment, pins), PGAPPNAME: applicationOf(environment.CODEBUILD_BUILD_ID ?? '') };
  const given = { ...work, root: place.root, runner: place.runner, env, allowedHosts: hostsOf(env), exec: doors.exec, graceMs: GRACE_MS, signal };
  const run = async () => {
    const result = await runCode(given);
    // With a prelude it ran inside of the transaction already.
    if (mode !== 'run' || hasPrelude(patch, mode) || !patch.files.verify || result.error !== undefined) return result;
    const verified = await runCode({ ...given, mode: 'verify' });
    const holds = finding(`${patch.files.verify} (1: as expected)`, { min: 1, max: 1 }, verified.error === undefined ? 1 : 0);
    return { ...result, findings: [...result.findings, holds] };
  };
  const asksDatabase = patch.expect.tables.length + patch.expect.queries.length > 0;
  if (hasPrelude(patch, mode) || mode !== 'run' || !asksDatabase) {
    const { ended, ...result } = await run();
    return { ...result, exit: ended.exit };
  }
  // The patch commits by itself: the counts can only be told, from outside.
  return withSession(work, async session => {
    const before = await countTables(session, patch);
    const { ended, ...result } = await run();
    const after = await countTables(session, patch);
    const counts = before.map(({ table, rows }, index) => ({ table, before: rows, after: after[index].rows }));
    const findings = compare(patch.expect, { counts, answers: await askNumbers(session, patch) });
    return { ...result, counts, findings: [...findings, ...result.findings], exit: ended.exit };
  });
}

async function withSession<T>({ doors, patch, signal }: Work, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await doors.connect(patch.database ?? 'postgresql')();
  const cancel = () => void session.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await use(session);
  } finally {
    signal.removeEventListener('abort', cancel);
    await session.close().catch(() => undefined);
  }
}

function textOf({ root }: Place, patch: Patch, mode: Mode): string | undefined {
  const file = fileOf(patch, mode);
  return file && readFileSync(join(root, patch.path, file), 'utf8');
}
