import { type Effect, ROLLS_BACK } from './effect';
import { functionEffect } from './mysql';
import type { Statement } from './scan';

/** https://www.postgresql.org/docs/current/sql-commands.html */
const ENDS = { kind: 'commits', why: 'it ends the transaction' } as const;
const ALONE = { kind: 'not-in-transaction', why: 'PostgreSQL refuses it within a transaction' } as const;
const SCHEMA = { kind: 'schema', why: 'it changes the schema: say ddl: transactional' } as const;

const ROWS = [
  'select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'table', 'show', 'explain', 'savepoint', 'release', 'declare', 'fetch',
  'move', 'close', 'lock', 'notify', 'listen', 'unlisten', 'prepare', 'execute', 'deallocate', 'analyze', '(', 'checkpoint',
];
const SCHEMA_WORDS = ['create', 'alter', 'drop', 'comment', 'grant', 'revoke', 'truncate', 'reindex', 'cluster', 'refresh', 'security', 'reassign', 'import'];

/** `SET` of these would undo the limits of patch.yaml, or how the session reads SQL. */
const REFUSED_SETTINGS = [
  'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'standard_conforming_strings',
  'backslash_quote', 'client_encoding', 'session', 'role', 'transaction', 'session_replication_role',
];

const outside = (why: string): Effect => ({ kind: 'outside', why });

const FUNCTIONS: Record<string, Effect> = {
  nextval: { kind: 'stays', why: 'numbers taken from a sequence are not given back' },
  setval: { kind: 'stays', why: 'setval is not rolled back: the sequence keeps the number' },
  pg_advisory_lock: { kind: 'stays', why: 'the lock is held until the session ends' },
  dblink: outside('it works in a transaction of its own'),
  dblink_exec: outside('it works in a transaction of its own'),
  dblink_send_query: outside('it works in a transaction of its own'),
  lo_export: outside('it writes a file of the server'),
  lo_import: outside('it reads a file of the server'),
  pg_read_file: outside('it reads a file of the server'),
  pg_read_binary_file: outside('it reads a file of the server'),
  pg_file_write: outside('it writes a file of the server'),
  pg_terminate_backend: outside('it ends another session'),
  pg_cancel_backend: outside('it stops the work of another session'),
  pg_reload_conf: outside('it changes the server'),
  pg_switch_wal: outside('it changes the server'),
  pg_create_restore_point: outside('it changes the server'),
  pg_drop_replication_slot: outside('it changes the server'),
  query_export_to_s3: outside('it writes to S3'),
  table_import_from_s3: outside('it reads from S3'),
  invoke: outside('aws_lambda.invoke calls a Lambda function'),
  http_get: outside('it calls another server'),
  http_post: outside('it calls another server'),
  http: outside('it calls another server'),
  set_config: { kind: 'unknown', why: 'what it sets cannot be seen: use SET' },
};

/** What one statement of PostgreSQL does. */
export function postgresqlEffect({ tokens }: Statement): Effect {
  const words = tokens.map(({ kind, text }) => (kind === 'word' || kind === 'symbol' ? text : ''));
  const [first, second] = words;
  if (first === 'rollback' || first === 'abort') return first === 'rollback' && words.slice(1, 3).includes('to') ? ROLLS_BACK : ENDS;
  if (['begin', 'start', 'commit', 'end'].includes(first)) return ENDS;
  if (first === 'prepare' && second === 'transaction') return ENDS;
  if (words.includes('concurrently') && ['create', 'drop', 'reindex', 'alter'].includes(first)) return ALONE;
  if (first === 'vacuum' || (first === 'alter' && second === 'system')) return ALONE;
  if (['create', 'drop', 'alter'].includes(first) && ['database', 'tablespace', 'subscription'].includes(second)) return ALONE;
  if (first === 'reindex' && words.some(word => word === 'database' || word === 'system')) return ALONE;
  if (first === 'discard') return ALONE;
  if (first === 'copy') return outside('files and programs belong to the server: use INSERT');
  if (first === 'load') return outside('it loads a library into the server');
  if (first === 'checkpoint') return outside('it changes the server');
  if (first === 'create' && ['server', 'user'].includes(second) && words.includes('mapping')) return outside('it leads to another server');
  if (first === 'do' || first === 'call') {
    return { kind: 'stays', why: 'PostgreSQL refuses COMMIT in it here, but not dblink and what else leaves the transaction' };
  }
  if (first === 'set' || first === 'reset') return settingEffect(words);
  if (SCHEMA_WORDS.includes(first)) return SCHEMA;
  const makesTable = tokens.some(({ kind, text }, index) => kind === 'word' && text === 'into' && !['insert', 'merge'].includes(words[index - 1]));
  if ((first === 'select' || first === 'with') && makesTable) return { kind: 'schema', why: 'SELECT INTO makes a table: say ddl: transactional' };
  if (!ROWS.includes(first)) return { kind: 'unknown', why: 'it is not on the list of statements that roll back' };
  return functionEffect(tokens, FUNCTIONS);
}

function settingEffect([first, ...words]: string[]): Effect {
  const name = words.find(word => word !== 'local' && word !== 'session') ?? '';
  const isRefused = first === 'reset' || REFUSED_SETTINGS.includes(name) || words.slice(0, 2).join(' ') === 'session authorization';
  if (name === 'constraints') return ROLLS_BACK;
  return isRefused ? { kind: 'unknown', why: `${first.toUpperCase()} ${name} would undo what patch.yaml says: say it there` } : ROLLS_BACK;
}
