import { type Effect, ROLLS_BACK } from './effect';
import type { Statement, Token } from './scan';

/** https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html */
const COMMITS: Record<string, string> = {
  alter: 'changes of the schema commit',
  analyze: 'administration of tables commits',
  begin: 'it ends the transaction and begins another',
  binlog: 'it is for replication only',
  cache: 'administration of tables commits',
  change: 'administration of replication commits',
  check: 'administration of tables commits',
  commit: 'it ends the transaction',
  create: 'changes of the schema commit',
  drop: 'changes of the schema commit',
  flush: 'administration of the server commits',
  grant: 'changes of privileges commit',
  import: 'changes of the schema commit',
  install: 'changes of the schema commit',
  load: 'LOAD INDEX INTO CACHE and LOAD DATA into some engines commit',
  lock: 'LOCK TABLES commits',
  optimize: 'administration of tables commits',
  purge: 'administration of replication commits',
  rename: 'changes of the schema or of users commit',
  repair: 'administration of tables commits',
  reset: 'administration of the server commits',
  restart: 'it stops the server',
  revoke: 'changes of privileges commit',
  shutdown: 'it stops the server',
  start: 'START TRANSACTION ends the transaction, START REPLICA commits',
  stop: 'administration of replication commits',
  truncate: 'TRUNCATE is a change of the schema',
  uninstall: 'changes of the schema commit',
  unlock: 'UNLOCK TABLES commits after LOCK TABLES',
  xa: 'it ends the transaction',
};

const READS_OR_WRITES_ROWS = ['select', 'insert', 'update', 'delete', 'replace', 'with', 'values', 'table', 'do', 'show', 'describe', 'desc', 'explain', 'use', '('];

/** `SET` of these changes nothing beyond the session, and not how the session reads SQL. */
const HARMLESS_VARIABLES = [
  'foreign_key_checks', 'unique_checks', 'sql_safe_updates', 'time_zone', 'group_concat_max_len', 'sql_big_selects', 'cte_max_recursion_depth',
];

/** Functions whose work outlives a rollback. Stored functions and triggers cannot commit; loadable ones can do anything. */
const FUNCTIONS: Record<string, Effect> = {
  get_lock: { kind: 'stays', why: 'a lock of GET_LOCK is held until the session ends' },
  last_insert_id: ROLLS_BACK,
  load_file: { kind: 'outside', why: 'LOAD_FILE reads a file of the server' },
  sys_exec: { kind: 'outside', why: 'it runs a program on the server' },
  sys_eval: { kind: 'outside', why: 'it runs a program on the server' },
  lambda_sync: { kind: 'outside', why: 'it calls a Lambda function' },
  lambda_async: { kind: 'outside', why: 'it calls a Lambda function' },
};

/** What one statement of MySQL does. A versioned comment is read both ways: as run, and as skipped. */
export function mysqlEffect({ tokens }: Statement): Effect {
  const versions = new Set(tokens.map(({ versioned }) => versioned).filter(Boolean));
  if (versions.size > 1) return { kind: 'unknown', why: 'more than one versioned comment: what runs depends on the server' };
  const readings = versions.size === 0 ? [tokens] : [tokens, tokens.filter(({ versioned }) => versioned === 0)];
  const effects = readings.filter(reading => reading.length > 0).map(effectOf);
  return effects.find(({ kind }) => !['rolls-back', 'stays'].includes(kind)) ?? effects.find(({ kind }) => kind === 'stays') ?? ROLLS_BACK;
}

function effectOf(tokens: Token[]): Effect {
  const words = tokens.map(({ kind, text }) => (kind === 'word' || kind === 'symbol' ? text : ''));
  const [first, second, third] = words;
  if (first === 'call') return { kind: 'unguarded', why: 'a stored procedure may commit, and nothing outside of it can tell' };
  if (['prepare', 'execute', 'deallocate'].includes(first)) return { kind: 'unguarded', why: 'what it runs is made while it runs' };
  if ((first === 'create' || first === 'drop') && second === 'temporary' && third === 'table') {
    return { kind: 'stays', why: 'a temporary table is not rolled back; it is gone with the session' };
  }
  if (first === 'savepoint' || (first === 'release' && second === 'savepoint')) return ROLLS_BACK;
  if (first === 'rollback') {
    // ROLLBACK [WORK] TO [SAVEPOINT] name; everything else ends the transaction.
    return second === 'to' || (second === 'work' && third === 'to') ? ROLLS_BACK : { kind: 'commits', why: 'it ends the transaction' };
  }
  if (first === 'set') return setEffect(tokens);
  if (first in COMMITS) return { kind: 'commits', why: COMMITS[first] };
  if (!READS_OR_WRITES_ROWS.includes(first)) return { kind: 'unknown', why: 'it is not on the list of statements that roll back' };
  const into = words.findIndex((word, index) => word === 'into' && ['outfile', 'dumpfile'].includes(words[index + 1]));
  if (into >= 0) return { kind: 'outside', why: 'it writes a file of the server' };
  return functionEffect(tokens, FUNCTIONS);
}

/** `SET a = 1, @@session.b = 2`: every variable on the left must be harmless. */
function setEffect(tokens: Token[]): Effect {
  let isTarget = true;
  let expectsName = true;
  for (const { kind, text, depth } of tokens.slice(1)) {
    if (depth === 0 && kind === 'symbol' && text === ',') {
      isTarget = true;
      expectsName = true;
      continue;
    }
    if (!isTarget) continue;
    if (kind === 'symbol' && (text === '=' || text === ':=')) {
      isTarget = false;
      continue;
    }
    if (kind === 'variable' && !text.startsWith('@@')) expectsName = false;
    else if (expectsName && kind === 'word' && (text === 'session' || text === 'local')) continue;
    else {
      const name = text.toLowerCase().replace(/^@@(?:session\.|local\.)?/, '').replace(/`/g, '');
      if (name === 'autocommit') return { kind: 'commits', why: 'SET autocommit = 1 commits' };
      if (name === 'password' || name === 'default') return { kind: 'commits', why: 'changes of privileges commit' };
      if (!HARMLESS_VARIABLES.includes(name)) return { kind: 'unknown', why: `SET ${name} is not on the list of what only the session feels` };
      expectsName = false;
    }
  }
  return functionEffect(tokens, FUNCTIONS);
}

/** The worst of the functions that a statement calls by name. */
export function functionEffect(tokens: Token[], functions: Record<string, Effect>): Effect {
  let found = ROLLS_BACK;
  tokens.forEach(({ kind, text }, index) => {
    if ((kind !== 'word' && kind !== 'name') || tokens[index + 1]?.text !== '(') return;
    const name = text.replace(/[`"]/g, '').toLowerCase();
    const effect = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (effect && (found === ROLLS_BACK || found.kind === 'stays')) found = effect;
  });
  return found;
}
