import type { Write } from '../facts';
import { readMysqlAudit } from './mysql-audit';
import { readPgaudit } from './pgaudit';

/** What a line of an audit log says. */
export type AuditLine =
  | { is: 'write'; write: Write }
  /** A read, a login, or no line of an audit. */
  | { is: 'other' }
  /** It looks like one, and nobody can say what it tells. */
  | { is: 'unreadable' };

/** Reads one line of pgaudit or of an audit plugin of MySQL, told apart by how they begin. */
export function readAuditLine(line: string): AuditLine {
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(line)) return readPgaudit(line);
  if (/^(?:\d{8} \d\d:\d\d:\d\d|\d{16}),/.test(line)) return readMysqlAudit(line);
  // A further line of a message of PostgreSQL begins otherwise, and is none of its own.
  return /AUDIT: |,(?:QUERY|WRITE|CREATE|ALTER|RENAME|DROP),/.test(line) ? { is: 'unreadable' } : { is: 'other' };
}
