import type { AuditLine } from './line';

/**
 * `<log_line_prefix>LOG:  AUDIT: SESSION,1,1,WRITE,UPDATE,TABLE,public.t,"update …",<not logged>`
 *
 * The prefix is one of the two of RDS and Aurora, `%t:%r:%u@%d:[%p]:` and `%m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a:`.
 * A name of a user may hold whatever PostgreSQL allows, so it is what stands before the last `@` of its place.
 *
 * @see https://github.com/pgaudit/pgaudit#format
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html
 */
const AUDIT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?) (UTC|GMT):([^ ]*?)(?:\((\d+)\))?:([^ ]*)@([^ :]*):\[(\d+)\]:(?:\d+:[0-9A-Z]{5}:[^:]{13}:\d\d:\d\d (?:UTC|GMT):[^:]*:\d+:[0-9a-f.]+:(.{0,255}?):?)?[A-Z0-9]+:\s+AUDIT: (?:SESSION|OBJECT),\d+,\d+,([A-Z_]+),([^,]*),/;

/** The mark of an audit, so soon again that the first one may be the name of a program, which whoever connects chooses. */
const IN_A_NAME = /^.*?\[\d+\]:\d+:.{1,350}?AUDIT: (?:SESSION|OBJECT),.{0,300}?AUDIT: (?:SESSION|OBJECT),/;

/** Classes of pgaudit that change data, its shape, or who may. Statements inside of functions have lines of their own. */
const CHANGES = ['WRITE', 'DDL', 'ROLE'];
const CHANGES_NOTHING = ['READ', 'FUNCTION', 'MISC', 'MISC_SET'];

export function readPgaudit(line: string): AuditLine {
  if (!line.includes('AUDIT: ')) return { is: 'other' };
  const [, day, time, , host, , user, , process, application = null, kind, command] = AUDIT.exec(line) ?? [];
  const at = new Date(`${day}T${time}Z`);
  if (kind === undefined || Number.isNaN(at.getTime())) {
    // With another prefix; a statement that speaks of an audit has a quote before.
    return /^[^"']*?\bAUDIT: (?:SESSION|OBJECT),/.test(line) ? { is: 'unreadable' } : { is: 'other' };
  }
  if (application !== null && IN_A_NAME.test(line)) return { is: 'unreadable' };
  if (CHANGES_NOTHING.includes(kind)) return { is: 'other' };
  if (!CHANGES.includes(kind)) return { is: 'unreadable' };
  return { is: 'write', write: { at: at.toISOString(), user, host: host === '' ? 'local' : host, connection: process, application, command: command.toUpperCase() } };
}
