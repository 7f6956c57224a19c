import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkSqlFile } from '../patch/check-sql';
import { isRefused } from '../sql/effect';
import { mysqlEffect } from '../sql/mysql';
import { postgresqlEffect } from '../sql/postgresql';
import { scanSql } from '../sql/scan';
import { MYSQL_STATEMENTS } from './mysql-statements';
import { patchWith } from './patches';
import { POSTGRESQL_STATEMENTS } from './postgresql-statements';

const texts = (sql: string) => scanSql(sql, 'mysql').statements.map(({ text }) => text);
const mysqlPatch = patchWith({ database: 'mysql' });
const problems = (sql: string) => checkSqlFile(mysqlPatch, 'patch', 'patch.sql', sql).map(({ line, message }) => `${line}: ${message}`);

describe('what a statement of MySQL does to its transaction', () => {
  const all = MYSQL_STATEMENTS.flatMap(({ statements }) => statements);
  test('the table holds at least 100 statements, each once', () => {
    assert.ok(all.length >= 100, String(all.length));
    assert.equal(new Set(all.map(([, text]) => text)).size, all.length);
  });
  for (const { source, statements } of MYSQL_STATEMENTS) {
    test(source, () => {
      for (const [kind, text] of statements) {
        const scan = scanSql(text, 'mysql');
        assert.deepEqual([scan.faults, scan.statements.length], [[], 1], text);
        assert.equal(mysqlEffect(scan.statements[0]).kind, kind, text);
      }
    });
  }
  test('what is not on the list is refused, in any case of letters', () => {
    for (const text of ['wibble', 'dRoP tAbLe t', 'HELP x', '0 DROP TABLE t', '; ;drop table t', '@a drop']) {
      assert.ok(scanSql(text, 'mysql').statements.some(each => isRefused(mysqlEffect(each), 'none')), text);
    }
  });
});

describe('what a statement of PostgreSQL does to its transaction', () => {
  for (const { source, statements } of POSTGRESQL_STATEMENTS) {
    test(source, () => {
      for (const [kind, text] of statements) {
        const scan = scanSql(text, 'postgresql');
        assert.deepEqual([scan.faults, scan.statements.length], [[], 1], text);
        assert.equal(postgresqlEffect(scan.statements[0]).kind, kind, text);
      }
    });
  }
});

describe('where a statement of MySQL ends', () => {
  test('not at a ; within a string, a name or a comment', () => {
    assert.deepEqual(texts("SELECT ';', \";\", `;` /* ; */ # ;\n; SELECT 2;"), ["SELECT ';', \";\", `;`", 'SELECT 2']);
    assert.deepEqual(texts("SELECT 'a\\';b'; SELECT 'c'';d'"), ["SELECT 'a\\';b'", "SELECT 'c'';d'"]);
  });
  test('at the DELIMITER that a line sets', () => {
    const sql = 'DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END$$\ndelimiter ;\nSELECT 3;';
    assert.deepEqual(texts(sql), ['CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END', 'SELECT 3']);
    assert.match(problems(sql).join(), /ends the transaction: CREATE PROCEDURE/);
  });
  test('what cannot be read with certainty is a fault, with its line', () => {
    const cases: Array<[string, RegExp]> = [
      ["SELECT 1;\nSELECT 'x", /2: has a ' without an end/],
      ['SELECT 1; /* x', /1: has a comment without an end/],
      ["/*!999999 ' */ DROP TABLE t; -- '", /1: has a versioned comment that servers of other versions read differently/],
      ['/*!999999 /* */ DROP TABLE t /* */', /read differently/],
      ['/*!50000 SELECT 1; DROP TABLE t */', /ends a statement inside of a versioned comment/],
      ['/*!5000000000 SELECT */ 1', /read differently/],
      ['\n\\! touch /tmp/x', /2: has a command of a client/],
      ['SELECT ?', /1: has the placeholder \?/],
      ['SELECT 1\0', /1: holds a NUL/],
      ['SELECT :nobody', /1: :nobody is no parameter/],
    ];
    for (const [sql, message] of cases) assert.match(problems(sql).join('\n'), message, sql);
  });
});
