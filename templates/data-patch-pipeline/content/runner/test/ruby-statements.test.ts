import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isRefused } from '../sql/effect';
import { postgresqlEffect } from '../sql/postgresql';
import { scanSql } from '../sql/scan';
import { MYSQL_STATEMENTS } from './mysql-statements';
import { POSTGRESQL_STATEMENTS } from './postgresql-statements';
import { NO_RUBY } from './ruby-app';

/** Asks the guard of the Ruby prelude. @returns a reason or `null` for each text */
function refusals(texts: string[], mysql: boolean, ddl = false): Array<string | null> {
  const program = `require 'json'; require '${join(__dirname, '../ruby/statements')}'; guard = PatchRunner::Statements.new(mysql: ${mysql}, ddl: ${ddl}); puts JSON.generate(JSON.parse($stdin.read).map { |text| guard.refusal(text) })`;
  const { stdout, stderr } = spawnSync('ruby', ['-e', program], { input: JSON.stringify(texts), encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

describe('the guard of the Ruby prelude against the tables of statements', { skip: NO_RUBY }, () => {
  /** Stricter than the lexer: a versioned comment is refused whatever it holds. SET is narrower here or wider there. */
  test('MySQL: what does not roll back is refused, what does is not', () => {
    const all = MYSQL_STATEMENTS.flatMap(({ statements }) => statements);
    const answers = refusals(all.map(([, text]) => text), true);
    all.forEach(([kind, text], index) => {
      const isHarmless = kind === 'rolls-back' || kind === 'stays';
      if (kind === 'unknown' && text.startsWith('SET sql_mode')) return;
      assert.equal(answers[index] === null, isHarmless, `${text}: ${answers[index]}`);
    });
  });
  test('PostgreSQL: the same', () => {
    const all = POSTGRESQL_STATEMENTS.flatMap(({ statements }) => statements);
    for (const ddl of [false, true]) {
      const answers = refusals(all.map(([, text]) => text), false, ddl);
      all.forEach(([, text], index) => {
        const [statement] = scanSql(text, 'postgresql').statements;
        const expected = isRefused(postgresqlEffect(statement), ddl ? 'transactional' : 'none');
        if (/^(?:select set_config|reset|select \* into|set client_encoding)/i.test(text)) return;
        assert.equal(answers[index] !== null, expected, `${text} (ddl ${ddl}): ${answers[index]}`);
      });
    }
  });
  test('nothing hides behind strings, comments or another statement', () => {
    const hidden = ["select ';'; commit", '/* x */ commit', '-- x\ncommit', "select E'\\''; commit; --'", 'select $a$ ; $a$; commit', 'select 1;;COMMIT', "select '''; x'; commit"];
    assert.ok(refusals(hidden, false).every(reason => reason !== null), JSON.stringify(refusals(hidden, false)));
    const shown = ["select 'commit; x'", 'select "commit;"', 'select $$ ; commit $$', 'select 1 -- ; commit', 'select 1 /* ; commit */'];
    assert.deepEqual(refusals(shown, false), shown.map(() => null));
  });
});
