import { checkSqlFile, effectOf } from '../patch/check-sql';
import type { Values } from '../patch/parameters';
import { type Patch, sentence } from '../patch/patch';
import { bind } from '../sql/bind';
import { scanSql } from '../sql/scan';
import type { Answer, Session } from '../sql/session';
import { begin, limitTimes } from '../sql/transaction';
import { type Attempt, broken, compare, type Finding, finding, type TableCount } from './attempt';

export interface SqlWork {
  session: Session;
  patch: Patch;
  values: Values;
  role: 'patch' | 'rollback';
  text: string;
  /** Text of files.verify. Undefined for a rollback, which has its own meaning of right. */
  verify?: string;
  /** False for a dry run. */
  commits: boolean;
  log: (line: string) => void;
  isStopped: () => boolean;
}

/** Runs a file of SQL and decides, inside of the transaction, whether it stays. */
export async function runSql(work: SqlWork): Promise<Attempt> {
  const { session, patch, role, text, commits, isStopped } = work;
  const attempt: Attempt = { outcome: 'failed', counts: [], findings: [], blocked: [], unguarded: unguardedOf(work) };
  const problems = checkSqlFile(patch, role, patch.files[role] ?? role, text);
  if (problems.length > 0) return { ...attempt, error: problems.map(sentence).join('\n') };
  const stays = commits ? [] : await notTransactional(session, text);
  if (stays.length > 0) return { ...attempt, error: `A dry run is not possible: ${stays.join(', ')} cannot roll back (engine of the table)` };

  const isOwn = patch.transaction === 'own';
  const transaction = isOwn ? undefined : await begin(session, patch);
  if (isOwn) await limitTimes(session, patch);
  let failure: unknown;
  try {
    const before = await countTables(session, patch);
    const changed = await runStatements(work);
    const after = await countTables(session, patch);
    attempt.counts = before.map(({ table, rows }, index) => ({ table, before: rows, after: after[index].rows }));
    if (role === 'patch') attempt.findings = await findingsOf(work, attempt.counts, changed);
  } catch (error) {
    attempt.error = (error as Error).message;
    failure = (error as Error).cause ?? error;
  }
  const isGood = attempt.error === undefined && broken(attempt.findings).length === 0 && !isStopped();
  try {
    if (isGood && commits) await transaction?.commit();
    else await transaction?.rollback(failure);
    // A stop that comes during the commit does not take it back.
    const committed = isGood && commits && transaction !== undefined;
    attempt.outcome = committed ? 'committed' : isStopped() ? 'stopped' : isOwn ? (isGood ? 'done' : 'failed') : 'rolled-back';
  } catch (error) {
    attempt.outcome = 'failed';
    attempt.error = [attempt.error, (error as Error).message].filter(Boolean).join('\n');
  }
  return attempt;
}

/** Asks only, in a transaction that can do nothing else. */
export async function verifySql(work: Pick<SqlWork, 'session' | 'patch' | 'values' | 'verify' | 'log'>): Promise<Finding[]> {
  const { session, patch } = work;
  await limitTimes(session, patch);
  await session.query(session.database === 'mysql' ? 'START TRANSACTION READ ONLY' : 'BEGIN READ ONLY');
  try {
    return await findingsOf({ ...work, patch: { ...patch, expect: { tables: [], queries: patch.expect.queries } } }, [], undefined);
  } finally {
    await session.query('ROLLBACK');
  }
}

async function findingsOf(work: Pick<SqlWork, 'session' | 'patch' | 'values' | 'verify' | 'log'>, counts: TableCount[], changed?: number): Promise<Finding[]> {
  const { session, patch, verify } = work;
  const answers = await askNumbers(session, patch);
  const findings = compare(patch.expect, { counts, answers, changed });
  if (verify !== undefined) {
    for (const statement of scanSql(verify, session.database).statements) {
      const { text, values } = bind(statement, { ...patch, database: session.database, values: work.values });
      const { rows } = await session.query(text, values);
      rows.slice(0, 10).forEach(row => work.log(`files.verify, line ${statement.line} found: ${JSON.stringify(row)}`));
      findings.push(finding(`rows found by files.verify, line ${statement.line}`, { min: 0, max: 0 }, rows.length));
    }
  }
  return findings;
}

export async function askNumbers(session: Session, { expect }: Patch): Promise<Array<number | null>> {
  const answers: Array<number | null> = [];
  for (const { query } of expect.queries) answers.push(oneNumber(await session.query(query)));
  return answers;
}

async function runStatements({ session, patch, values, text, log, isStopped }: SqlWork): Promise<number> {
  let changed = 0;
  for (const statement of scanSql(text, session.database).statements) {
    if (isStopped()) throw new Error('Stopped');
    const bound = bind(statement, { ...patch, database: session.database, values });
    let answer: Answer;
    try {
      answer = await session.query(bound.text, bound.values);
    } catch (error) {
      throw new Error(`line ${statement.line}: ${(error as Error).message}`, { cause: error });
    }
    changed += answer.changed;
    log(`line ${statement.line}: ${statement.text.replace(/\s+/g, ' ').slice(0, 200)}: ${answer.changed} rows changed`);
  }
  return changed;
}

/** Before and after, by the same questions. */
export async function countTables(session: Session, patch: Patch): Promise<Array<{ table: string; rows: number }>> {
  const counts = [];
  for (const { table } of patch.expect.tables) {
    counts.push({ table, rows: oneNumber(await session.query(`SELECT count(*) AS n FROM ${quoted(table, session)}`)) ?? 0 });
  }
  return counts;
}

/** The schema allows letters, digits and one dot in the name of a table. */
function quoted(table: string, { database }: Session): string {
  const quote = database === 'mysql' ? '`' : '"';
  return table.split('.').map(part => `${quote}${part}${quote}`).join('.');
}

/** A number, or a truth as 1 and 0; `null` for anything else. */
export function oneNumber({ rows }: Pick<Answer, 'rows'>): number | null {
  const values = rows.length === 1 ? Object.values(rows[0]) : [];
  if (values.length !== 1) return null;
  const [value] = values;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function unguardedOf({ session: { database }, text }: SqlWork): string[] {
  const effects = scanSql(text, database).statements.map(statement => ({ statement, effect: effectOf(statement, database) }));
  return effects.flatMap(({ statement, effect }) => (effect.kind === 'rolls-back' ? [] : [`line ${statement.line}: ${effect.why}`]));
}

/** Tables that the text names and that are of an engine without transactions, such as MyISAM. */
async function notTransactional(session: Session, text: string): Promise<string[]> {
  if (session.database !== 'mysql') return [];
  const { rows } = await session.query(
    "SELECT table_name AS name, t.engine AS engine FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine WHERE e.transactions <> 'YES' AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')",
  );
  const named = new Set(scanSql(text, 'mysql').statements.flatMap(({ tokens }) => tokens.map(token => token.text.replace(/`/g, '').toLowerCase())));
  return rows.filter(({ name }) => named.has(String(name).toLowerCase())).map(({ name, engine }) => `${name} (${engine})`);
}
