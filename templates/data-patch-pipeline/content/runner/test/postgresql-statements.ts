import type { EffectKind } from '../sql/effect';

/** Statements of PostgreSQL and what each does to the transaction around it. */
export const POSTGRESQL_STATEMENTS: Array<{ source: string; statements: Array<[EffectKind, string]> }> = [
  {
    source: 'https://www.postgresql.org/docs/current/tutorial-transactions.html and sql-prepare-transaction.html',
    statements: [
      ['commits', 'BEGIN'], ['commits', 'START TRANSACTION'], ['commits', 'COMMIT'], ['commits', 'COMMIT AND CHAIN'], ['commits', 'END'], ['commits', 'ROLLBACK'], ['commits', 'ABORT'],
      ['commits', "PREPARE TRANSACTION 'x'"], ['commits', "COMMIT PREPARED 'x'"], ['commits', 'ROLLBACK AND CHAIN'],
      ['rolls-back', 'SAVEPOINT s'], ['rolls-back', 'RELEASE SAVEPOINT s'], ['rolls-back', 'ROLLBACK TO s'], ['rolls-back', 'ROLLBACK WORK TO SAVEPOINT s'],
    ],
  },
  {
    source: 'the pages of these commands, which say "cannot be executed inside a transaction block"',
    statements: [
      ['not-in-transaction', 'VACUUM'], ['not-in-transaction', 'CREATE DATABASE d'], ['not-in-transaction', 'DROP DATABASE d'], ['not-in-transaction', "CREATE TABLESPACE s LOCATION '/x'"],
      ['not-in-transaction', 'CREATE INDEX CONCURRENTLY i ON t (id)'], ['not-in-transaction', 'DROP INDEX CONCURRENTLY i'], ['not-in-transaction', 'REINDEX TABLE CONCURRENTLY t'],
      ['not-in-transaction', 'ALTER SYSTEM SET x = 1'], ['not-in-transaction', 'DISCARD ALL'], ['not-in-transaction', "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p"],
    ],
  },
  {
    source: 'https://www.postgresql.org/docs/current/ddl.html',
    statements: [
      ['schema', 'CREATE TABLE n (id int)'], ['schema', 'ALTER TABLE t ADD c int'], ['schema', 'DROP TABLE t'], ['schema', 'TRUNCATE t'], ['schema', 'CREATE INDEX i ON t (id)'], ['schema', "COMMENT ON TABLE t IS 'x'"],
      ['schema', 'GRANT SELECT ON t TO u'], ['schema', 'REVOKE SELECT ON t FROM u'], ['schema', 'REFRESH MATERIALIZED VIEW v'], ['schema', 'CREATE TABLE n AS SELECT 1'], ['schema', 'SELECT * INTO n FROM t'],
    ],
  },
  {
    source: 'https://www.postgresql.org/docs/current/dml.html',
    statements: [
      ['rolls-back', 'SELECT 1'], ['rolls-back', 'INSERT INTO t VALUES (1)'], ['rolls-back', 'UPDATE t SET n = 1'], ['rolls-back', 'DELETE FROM t'], ['rolls-back', 'WITH x AS (DELETE FROM t RETURNING 1) INSERT INTO u SELECT * FROM x'],
      ['rolls-back', 'MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE'], ['rolls-back', '(SELECT 1) UNION (SELECT 2)'], ['rolls-back', 'VALUES (1)'], ['rolls-back', 'LOCK TABLE t'], ['rolls-back', "SELECT 'commit; drop'"],
      ['rolls-back', 'SELECT "commit;" FROM t'], ['rolls-back', "SELECT E'\\';commit'"], ['rolls-back', 'SELECT $x$ ; commit $x$'], ['rolls-back', 'SELECT 1 /* /* nested */ ; commit */'], ['rolls-back', "SET time_zone = 'UTC'"], ['rolls-back', 'SELECT 1::int'],
    ],
  },
  {
    source: 'https://www.postgresql.org/docs/current/functions-admin.html, functions-sequence.html, dblink.html',
    statements: [
      ['stays', "SELECT nextval('s')"], ['stays', "SELECT setval('s', 9)"], ['stays', 'SELECT pg_advisory_lock(1)'], ['stays', 'DO $$ BEGIN COMMIT; END $$'], ['stays', 'CALL p()'],
      ['outside', "SELECT dblink_exec('x', 'y')"], ['outside', 'SELECT pg_terminate_backend(1)'], ['outside', "SELECT lo_export(1, '/x')"], ['outside', "COPY t TO PROGRAM 'sh'"], ['outside', "COPY t FROM '/x'"], ['outside', "LOAD 'x'"], ['outside', 'CHECKPOINT'],
      ['unknown', 'SET statement_timeout = 0'], ['unknown', 'SET LOCAL lock_timeout = 0'], ['unknown', 'SET SESSION AUTHORIZATION postgres'], ['unknown', 'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE'], ['unknown', 'RESET ALL'], ['unknown', "SELECT set_config('lock_timeout', '0', false)"], ['unknown', 'wibble'],
    ],
  },
];
