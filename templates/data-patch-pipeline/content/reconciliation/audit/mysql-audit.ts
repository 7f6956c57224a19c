import type { AuditLine } from './line';

/**
 * `[timestamp],[serverhost],[username],[host],[connectionid],[queryid],[operation],[database],[object],[retcode]`
 *
 * The time is `20261124 10:00:00` on RDS for MySQL and MariaDB, and microseconds since 1970 on Aurora. In the text
 * of a query quotes and line breaks are escaped, so that it is one line.
 *
 * @see https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
 */
const AUDIT = /^(\d{8} \d\d:\d\d:\d\d|\d{16}),([^,]*),([^,]*),([^,]*),(\d+),(\d+),([A-Z_]+),([^,]*),(.*),(\d*)$/s;

const CHANGES_NOTHING = ['CONNECT', 'DISCONNECT', 'FAILED_CONNECT', 'CHANGEUSER', 'READ'];
/** Of the events of tables, which RDS does not log, and MariaDB elsewhere may. */
const TABLE_CHANGES = ['WRITE', 'CREATE', 'ALTER', 'RENAME', 'DROP'];

export function readMysqlAudit(line: string): AuditLine {
  const [, time, , user, host, connection, , operation, , object] = AUDIT.exec(line) ?? [];
  const at = time === undefined ? null : timeOf(time);
  if (at === null) return { is: 'unreadable' };
  if (CHANGES_NOTHING.includes(operation)) return { is: 'other' };
  const command = TABLE_CHANGES.includes(operation) ? operation : changeOf(unquoted(object));
  // Since MariaDB 12 the port is beside the host.
  return command === null ? { is: 'other' } : { is: 'write', write: { at, user, host: host.replace(/:\d+$/, ''), connection, application: null, command } };
}

/** ISO; `null` for what is no time. */
function timeOf(text: string): string | null {
  const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d) (.*)$/.exec(text) ?? [];
  const date = year ? new Date(`${year}-${month}-${day}T${time}Z`) : new Date(Number(text) / 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function unquoted(object: string): string {
  return object.replace(/^'([\s\S]*)'$/, '$1').replace(/\\([\s\S])/g, (_escape, letter: string) => (letter === 'n' ? '\n' : letter));
}

const READS = ['select', 'show', 'describe', 'desc', 'explain', 'use', 'set', 'begin', 'start', 'commit', 'rollback', 'savepoint', 'release', 'with', 'values', 'table', 'help'];

/** What a query changes, as its first word; `null` for what surely only reads. What cannot be seen through counts. */
function changeOf(query: string): string | null {
  const text = withoutStrings(query).replace(/^(?:\s|\(|;|--[ \t][^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*(?![!+M])[\s\S]*?\*\/)+/, '');
  if (text === '') return null;
  const [, word = ''] = /^(\w+)/.exec(text) ?? [];
  const command = word.toUpperCase() || 'UNKNOWN';
  if (!READS.includes(word.toLowerCase())) return command;
  const rest = text.slice(word.length);
  // A versioned comment is code to the server.
  if (/\/\*[!M]/.test(rest)) return command;
  if (/\binto\s+(?:outfile|dumpfile)\b/i.test(rest)) return command;
  if (/^(?:with|explain|describe|desc)$/i.test(word) && /\b(?:insert|update|delete|replace)\b/i.test(rest)) return command;
  if (/^set$/i.test(word) && /\b(?:password|global|persist|persist_only)\b/i.test(rest)) return command;
  return null;
}

function withoutStrings(query: string): string {
  return query.replace(/'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"/g, "''");
}
