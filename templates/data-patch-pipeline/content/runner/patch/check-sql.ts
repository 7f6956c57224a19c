import { type Effect, isRefused } from '../sql/effect';
import { mysqlEffect } from '../sql/mysql';
import { postgresqlEffect } from '../sql/postgresql';
import { scanSql, type Statement } from '../sql/scan';
import type { Database, Patch, Problem } from './patch';

export function effectOf(statement: Statement, database: Database): Effect {
  return database === 'mysql' ? mysqlEffect(statement) : postgresqlEffect(statement);
}

/** What a file of SQL may not hold, each with its line. */
export function checkSqlFile(patch: Patch, role: 'patch' | 'verify' | 'rollback', file: string, text: string): Problem[] {
  const database = patch.database ?? 'postgresql';
  const { statements, faults } = scanSql(text, database);
  const problems: Problem[] = faults.map(fault => ({ file, ...fault }));
  if (statements.length === 0) problems.push({ file, message: 'holds no statement' });
  const names = new Set(patch.parameters.map(({ name }) => name));
  for (const statement of statements) {
    const { line } = statement;
    for (const { kind, text: name } of statement.tokens) {
      if (kind === 'parameter' && !names.has(name.slice(1))) problems.push({ file, line, message: `${name} is no parameter of patch.yaml` });
    }
    const effect = effectOf(statement, database);
    const start = statement.text.replace(/\s+/g, ' ').slice(0, 60);
    if (role === 'verify' && !onlyReads(statement)) {
      problems.push({ file, line, message: `may only read: ${start}` });
    } else if ((patch.transaction === 'one' || role === 'verify') && isRefused(effect, patch.ddl)) {
      problems.push({ file, line, message: `${refusalOf(effect)}: ${start} (${effect.why})` });
    }
  }
  return problems;
}

/** The queries of `expect`: one statement each, which reads. */
export function checkQueries({ expect, database = 'postgresql' }: Patch, file: string): Problem[] {
  return expect.queries.flatMap(({ query }, index): Problem[] => {
    const field = `expect.queries.${index}.query`;
    const { statements, faults } = scanSql(query, database);
    const problems = faults.map(({ message }): Problem => ({ file, field, message }));
    if (statements.length !== 1) problems.push({ file, field, message: 'must be one statement' });
    for (const statement of statements) {
      if (!onlyReads(statement)) problems.push({ file, field, message: 'may only read' });
      const effect = effectOf(statement, database);
      if (isRefused(effect, 'none')) problems.push({ file, field, message: `${refusalOf(effect)} (${effect.why})` });
      if (statement.tokens.some(({ kind }) => kind === 'parameter')) problems.push({ file, field, message: 'takes no parameters: use files.verify' });
    }
    return problems;
  });
}

/** `WITH x AS (DELETE …) SELECT` begins like a question and is none. */
function onlyReads({ tokens }: Statement): boolean {
  const writes = ['insert', 'update', 'delete', 'merge', 'replace', 'into'];
  if (!['select', 'with', 'values', 'table', '('].includes(tokens[0].text)) return false;
  return !tokens.some(({ kind, text }, index) => {
    if (kind !== 'word' || !writes.includes(text)) return false;
    const isFunction = tokens[index + 1]?.text === '(' && (text === 'replace' || text === 'insert');
    const locksRows = text === 'update' && ['for', 'key'].includes(tokens[index - 1]?.text);
    return !isFunction && !locksRows;
  });
}

function refusalOf({ kind }: Effect): string {
  switch (kind) {
    case 'schema':
      return 'changes the schema';
    case 'commits':
      return 'ends the transaction';
    case 'not-in-transaction':
      return 'needs transaction: own';
    case 'outside':
      return 'reaches outside of the transaction';
    case 'unguarded':
      return 'cannot be guarded';
    default:
      return 'may not run in the transaction of the runner';
  }
}
