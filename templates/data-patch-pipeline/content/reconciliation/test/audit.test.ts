import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAuditLine } from '../audit/line';

/**
 * Lines after the documented shape; none was recorded. pgaudit: https://github.com/pgaudit/pgaudit#format, behind
 * the prefix of RDS, https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html.
 */
const PREFIX = '2026-11-24 10:00:00 UTC:10.0.1.5(51234):shop_patch@shop:[4711]:LOG:  ';
const pgaudit = (rest: string, prefix = PREFIX) => `${prefix}AUDIT: ${rest}`;

/** https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/ */
const mysql = (query: string, { time = '20261124 10:00:00', operation = 'QUERY', host = '10.0.1.5' } = {}) =>
  `${time},ip-10-0-1-9,shop_patch,${host},42,1001,${operation},shop,${query},0`;

const WRITES: Array<[string, string]> = [
  [pgaudit('SESSION,1,1,WRITE,UPDATE,TABLE,public.customers,"update customers set plan = \'free\', x = 1",<not logged>'), 'UPDATE'],
  [pgaudit('SESSION,2,1,WRITE,INSERT,,,"insert into t\nvalues (1)",<none>'), 'INSERT'],
  [pgaudit('SESSION,3,1,DDL,DROP TABLE,TABLE,public.customers,drop table customers;,<not logged>'), 'DROP TABLE'],
  [pgaudit('SESSION,4,1,ROLE,GRANT,,,grant all on t to mallory,<not logged>'), 'GRANT'],
  [pgaudit('OBJECT,5,2,WRITE,DELETE,TABLE,public.customers,delete from customers,<not logged>'), 'DELETE'],
  [mysql("'update customers set plan = \\'free\\', x = 1'"), 'UPDATE'],
  [mysql("'/* from a tool */ -- and more\\n DELETE FROM t'"), 'DELETE'],
  [mysql("'/*!50000 update t set x = 1 */'"), 'UNKNOWN'],
  [mysql("'select 1 /*!50000 into outfile \\'x\\' */'"), 'SELECT'],
  [mysql("'select * into outfile \\'/tmp/x\\' from t'"), 'SELECT'],
  [mysql("'with old as (select id from t) delete from t where id in (select id from old)'"), 'WITH'],
  [mysql("'set global general_log = 0'"), 'SET'],
  [mysql("'set password for shop = \\'x\\''"), 'SET'],
  [mysql("'call free_plans()'"), 'CALL'],
  [mysql("'execute prepared'"), 'EXECUTE'],
  [mysql("'create table t (x int)'"), 'CREATE'],
  [mysql('customers', { operation: 'WRITE' }), 'WRITE'],
];

const OTHERS = [
  pgaudit('SESSION,1,1,READ,SELECT,TABLE,public.customers,"select \'AUDIT: SESSION,1,1,WRITE,UPDATE,,,\'",<not logged>'),
  pgaudit('SESSION,1,1,MISC,SET,,,set search_path to shop,<not logged>'),
  pgaudit('SESSION,1,1,FUNCTION,DO,,,do $$ begin end $$,<not logged>'),
  `${PREFIX}connection authorized: user=shop_patch`,
  `${PREFIX}statement: select 'AUDIT: nothing'`,
  '\tvalues (1)',
  '',
  mysql("'select \\'update t set x = 1\\' from t for update'"),
  mysql("'SHOW VARIABLES LIKE \\'%audit%\\''"),
  mysql("'set names utf8mb4'"),
  mysql("'(select 1) union (select 2)'"),
  mysql("'with a as (select 1) select * from a'"),
  mysql("'explain select * from t'"),
  mysql("'commit'"),
  mysql("'-- nothing'"),
  mysql('', { operation: 'CONNECT' }),
  mysql('', { operation: 'DISCONNECT' }),
  mysql('customers', { operation: 'READ' }),
];

const UNREADABLE = [
  pgaudit('SESSION,1,1,WRITE,UPDATE,TABLE,t,x,<none>', '2026-11-24 10:00:00 UTC [4711] '),
  pgaudit('SESSION,1,1,WRITE,UPDATE,TABLE,t,x,<none>', '2026-11-24 10:00:00 JST:10.0.1.5(51234):shop@shop:[4711]:LOG:  '),
  pgaudit('SESSION,1,1,SOMETHING_NEW,UPDATE,TABLE,t,x,<none>'),
  '20261399 10:00:00,ip,shop,host,1,1,QUERY,shop,x,0',
  '20261124 10:00:00,ip,shop,host,QUERY,shop,update,0',
  'Nov 24 10:00:00 host mysql: shop,host,1,1,QUERY,shop,update,0',
];

describe('lines of an audit log', () => {
  for (const [line, command] of WRITES) {
    test(`a write: ${line.slice(0, 160)}`, () => {
      const found = readAuditLine(line);
      assert.deepEqual(found, { is: 'write', write: { at: '2026-11-24T10:00:00.000Z', user: 'shop_patch', host: '10.0.1.5', connection: line.startsWith('2026-') ? '4711' : '42', application: null, command } });
    });
  }
  for (const line of OTHERS) test(`no write: ${line.slice(0, 160)}`, () => assert.deepEqual(readAuditLine(line), { is: 'other' }));
  for (const line of UNREADABLE) test(`not understood: ${line.slice(0, 160)}`, () => assert.deepEqual(readAuditLine(line), { is: 'unreadable' }));

  test('a name of PostgreSQL is read to its last @, and a socket has no host', () => {
    const line = readAuditLine(pgaudit('SESSION,1,1,WRITE,UPDATE,TABLE,t,x,<none>', '2026-11-24 10:00:00.123 UTC:[local]:me@work@shop:[1]:LOG:  '));
    assert.ok(line.is === 'write');
    assert.deepEqual([line.write.user, line.write.host, line.write.at], ['me@work', '[local]', '2026-11-24T10:00:00.123Z']);
  });

  test('the longer prefix of RDS has the name of the program', () => {
    const named = (application: string, rest = 'SESSION,1,1,WRITE,UPDATE,TABLE,t,"update t set x = 1",<none>') =>
      readAuditLine(pgaudit(rest, `2026-11-24 10:00:00.123 UTC:10.0.1.5(51234):shop_patch@shop:[4711]:3:00000:2026-11-24 09:59:58 UTC:12/34:0:693c34cb.2398:${application}:LOG:  `));
    for (const application of ['patch 11111111-2222-3333-4444-555555555555', 'psql', '', 'a: b "c"']) {
      const line = named(application);
      assert.ok(line.is === 'write', application);
      assert.deepEqual([line.write.application, line.write.connection, line.write.command], [application, '4711', 'UPDATE']);
    }
    assert.deepEqual(named('psql', 'SESSION,1,1,READ,SELECT,,,select 1,<none>'), { is: 'other' });
    // Whoever connects chooses the name: it must not make a write look like a read.
    assert.deepEqual(named('x:LOG:  AUDIT: SESSION,1,1,READ,SELECT,'), { is: 'unreadable' });
  });

  test('the time of Aurora is in microseconds, and a host of MariaDB 12 has its port', () => {
    const line = readAuditLine(mysql("'delete from t'", { time: '1795514400123456', host: '10.0.1.5:51234' }));
    assert.ok(line.is === 'write');
    assert.deepEqual([line.write.at, line.write.host], ['2026-11-24T10:00:00.123Z', '10.0.1.5']);
  });
});
