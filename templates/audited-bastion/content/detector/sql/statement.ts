import type { Judge } from '../findings.ts';
import type { RuleId } from '../rules.ts';
import { readsCredentials, showsTables } from './credentials.ts';
import { writesOnlyOthers } from './joins.ts';
import { turnsGuardOn } from './settings.ts';
import { closing, isWord, nameFits, narrows, splitAt, topLevelIndex } from './where.ts';
import type { Token } from './tokens.ts';

export type Variables = Map<string, string>;

export interface Statement {
  tokens: Token[];
  text: string;
  variables: Variables;
  dialect: 'psql' | 'mysql';
  /** How many common tables it stands in. */
  depth?: number;
}

/** Statements of more words are told rather than taken apart. */
const LONGEST = 20_000;
const DEEPEST = 30;

/** Statements by their first word that are dangerous whatever follows. */
const ALWAYS: Record<string, RuleId> = {
  TRUNCATE: 'drop-or-truncate',
  DROP: 'drop-or-truncate',
  ALTER: 'schema-change',
  RENAME: 'schema-change',
  REINDEX: 'schema-change',
  CLUSTER: 'schema-change',
  OPTIMIZE: 'schema-change',
  REPAIR: 'schema-change',
  GRANT: 'grant',
  REVOKE: 'grant',
  REASSIGN: 'grant',
  SECURITY: 'grant',
  LOAD: 'database-file-access',
  IMPORT: 'schema-change',
  LOCK: 'database-server-change',
  FLUSH: 'database-server-change',
  RESET: 'database-server-change',
  PURGE: 'database-server-change',
  STOP: 'database-server-change',
  CHANGE: 'database-server-change',
  SHUTDOWN: 'database-server-change',
  RESTART: 'database-server-change',
  INSTALL: 'database-server-change',
  UNINSTALL: 'database-server-change',
  MERGE: 'bulk-write',
};

export function judgeStatement(judge: Judge, statement: Statement): void {
  const { tokens } = statement;
  if (tokens.length > LONGEST || (statement.depth ?? 0) > DEEPEST) {
    judge.giveUp('the statement is too long', statement.text);
    return;
  }
  const words = leading(judge, statement);
  if (words.length === 0) return;
  const inner = { ...statement, tokens: words };
  const [first] = words;
  if (first?.kind === 'parameter') {
    const value = statement.variables.get(first.text);
    if (value !== undefined) judge.nested({ language: 'sql', text: value, dialect: statement.dialect });
    else judge.giveUp('which statement it runs is not known', excerpt(inner));
    return;
  }
  if (first?.kind !== 'word') return;
  everywhere(judge, inner);
  showsTables(judge, words, excerpt(inner));
  byVerb(judge, inner, first.text);
}

/** What stands before the verb: brackets, EXPLAIN, common table expressions, prompts. */
function leading(judge: Judge, statement: Statement): Token[] {
  let { tokens } = statement;
  for (;;) {
    const first = tokens[0];
    if (first?.text === '(' && first.kind === 'sign') {
      tokens = tokens.slice(1);
    } else if (isWord(first, 'EXPLAIN', 'DESCRIBE', 'DESC')) {
      const verb = topLevelIndex(tokens, token => isWord(token, 'SELECT', 'DELETE', 'UPDATE', 'INSERT', 'MERGE', 'WITH', 'REPLACE', 'EXECUTE', 'CREATE', 'TABLE'), 1);
      const options = tokens.slice(1, verb < 0 ? undefined : verb);
      const runs = options.some((token, index) => isWord(token, 'ANALYZE', 'ANALYSE') && !isWord(options[index + 1], 'FALSE', 'OFF') && options[index + 1]?.text !== '0');
      if (!runs || verb < 0) return [];
      tokens = tokens.slice(verb);
    } else if (isWord(first, 'WITH')) {
      tokens = afterCommonTables(judge, statement, tokens);
    } else {
      return tokens;
    }
  }
}

/** Writes inside of `WITH x AS (…)` happen, whatever the main statement is. */
function afterCommonTables(judge: Judge, statement: Statement, tokens: Token[]): Token[] {
  const depth = (statement.depth ?? 0) + 1;
  let at = 1;
  while (at < tokens.length) {
    const open = topLevelIndex(tokens, token => isWord(token, 'AS'), at);
    if (open < 0) break;
    let bracket = open + 1;
    while (isWord(tokens[bracket], 'NOT', 'MATERIALIZED')) bracket += 1;
    const end = tokens[bracket]?.text === '(' ? closing(tokens, bracket) : -1;
    if (end < 0) {
      judgeStatement(judge, { ...statement, depth, tokens: tokens.slice(bracket + 1) });
      return [];
    }
    judgeStatement(judge, { ...statement, depth, tokens: tokens.slice(bracket + 1, end) });
    at = end + 1;
    if (tokens[at]?.text !== ',') return tokens.slice(at);
  }
  return tokens.slice(1);
}

function byVerb(judge: Judge, statement: Statement, verb: string): void {
  const { tokens } = statement;
  const report = (rule: RuleId) => judge.report(rule, excerpt(statement));
  const always = Object.hasOwn(ALWAYS, verb) ? ALWAYS[verb] : undefined;
  if (always) {
    if (verb === 'RESET' && !isWord(tokens[1], 'MASTER', 'SLAVE', 'REPLICA', 'PERSIST', 'QUERY', 'BINARY')) {
      if (!nameFits(judge.rules['database-server-change'].settings, nameFrom(tokens, 1))) return;
    }
    // `DROP TEMPORARY TABLE` ends with the session anyway.
    if (verb === 'DROP' && isWord(tokens[1], 'TEMPORARY', 'TEMP')) return;
    if (verb === 'STOP' && tokens.length === 1) return;
    report(always);
    return;
  }
  switch (verb) {
    case 'DELETE':
    case 'UPDATE':
      writes(judge, statement);
      return;
    case 'INSERT':
    case 'REPLACE':
      inserts(judge, statement);
      return;
    case 'SELECT':
      selects(judge, statement);
      return;
    case 'CREATE':
      if (isWord(tokens[1], 'USER', 'ROLE', 'GROUP')) report('grant');
      else if (!tokens.slice(1, 5).some(token => isWord(token, 'TEMP', 'TEMPORARY'))) report('schema-change');
      return;
    case 'VACUUM':
      if (tokens.some(token => isWord(token, 'FULL'))) report('schema-change');
      return;
    case 'SET':
      sets(judge, statement);
      return;
    case 'KILL':
      if (!isWord(tokens[1], 'QUERY')) report('database-server-change');
      return;
    case 'START':
      if (isWord(tokens[1], 'SLAVE', 'REPLICA', 'GROUP_REPLICATION')) report('database-server-change');
      return;
    case 'COPY':
      copies(judge, statement);
      return;
    case 'SHOW':
      // With the hash of the password.
      if (isWord(tokens[1], 'CREATE') && isWord(tokens[2], 'USER')) report('credential-read');
      return;
    case 'DO':
    case 'PREPARE':
    case 'EXECUTE':
    case 'EXEC':
    case 'CALL':
      runs(judge, statement, verb);
      return;
    case 'DECLARE':
    case 'BEGIN':
    case 'IF':
    case 'FOR':
    case 'LOOP':
    case 'WHILE':
    case 'ELSE':
    case 'THEN':
    case 'PERFORM':
    case 'RETURN':
      block(judge, statement);
  }
}

const VERBS = ['DELETE', 'UPDATE', 'INSERT', 'TRUNCATE', 'DROP', 'ALTER', 'GRANT', 'REVOKE', 'CREATE', 'EXECUTE', 'COPY', 'CALL', 'MERGE', 'REPLACE'];

/** Procedural code: statements follow THEN, LOOP, ELSE and BEGIN without a semicolon. */
function block(judge: Judge, statement: Statement): void {
  const { tokens } = statement;
  const start = tokens.findIndex((token, index) => index > 0 && isWord(token, ...VERBS) && isWord(tokens[index - 1], 'BEGIN', 'THEN', 'LOOP', 'ELSE', 'DO', 'ATOMIC', 'QUERY', 'DECLARE'));
  if (start > 0) judgeStatement(judge, { ...statement, tokens: tokens.slice(start) });
}

function writes(judge: Judge, statement: Statement): void {
  const { tokens } = statement;
  guards(judge, statement, tokens.slice(1, 8));
  changesSetting(judge, statement);
  const returning = topLevelIndex(tokens, token => isWord(token, 'RETURNING', 'LIMIT'));
  const where = topLevelIndex(tokens, token => isWord(token, 'WHERE'));
  // `FOR UPDATE` and `ON UPDATE` never come first, so that here it is a write; but a lone word is none.
  if (tokens.length < 2) return;
  if (where < 0) {
    judge.report('write-without-where', excerpt(statement));
    return;
  }
  const end = topLevelIndex(tokens, token => isWord(token, 'RETURNING', 'LIMIT', 'ORDER'), where);
  const condition = tokens.slice(where + 1, end > where ? end : undefined);
  if (returning >= 0 && returning < where && !isWord(tokens[returning], 'LIMIT')) return void judge.report('write-without-where', excerpt(statement));
  if (!narrows(condition) || writesOnlyOthers(tokens, condition)) judge.report('wide-where', excerpt(statement));
}

/** `UPDATE pg_settings` is `SET`. */
function changesSetting(judge: Judge, statement: Statement): void {
  const { tokens } = statement;
  if (!tokens.slice(1, 5).some(token => (token.kind === 'word' || token.kind === 'name') && token.text.toLowerCase() === 'pg_settings')) return;
  const where = tokens.findIndex(token => isWord(token, 'WHERE'));
  const named = tokens.slice(where + 1).filter(token => token.kind === 'string').map(token => token.text);
  const { settings } = judge.rules['database-server-change'];
  const isExact = named.length > 0 && where > 0 && !tokens.slice(where).some(token => isWord(token, 'LIKE', 'ILIKE', 'SIMILAR', 'OR') || /^[~|]/.test(token.text));
  if (!isExact || named.some(name => nameFits(settings, name))) judge.report('database-server-change', excerpt(statement));
}

function guards(judge: Judge, statement: Statement, tokens: Token[]): void {
  const names = tokens.map((token, index) => (tokens[index + 1]?.text === '.' ? `${token.text}.${tokens[index + 2]?.text ?? ''}` : token.text));
  if (names.some((name, index) => (tokens[index]?.kind === 'word' || tokens[index]?.kind === 'name') && nameFits(judge.rules['guarded-table'].tables, name))) judge.report('guarded-table', excerpt(statement));
}

function inserts(judge: Judge, statement: Statement): void {
  const { tokens } = statement;
  guards(judge, statement, tokens.slice(1, 8));
  const select = topLevelIndex(tokens, token => isWord(token, 'SELECT', 'TABLE', 'WITH'), 1);
  const bracketed = tokens.findIndex((token, index) => isWord(token, 'SELECT') && tokens[index - 1]?.text === '(');
  const start = select > 0 ? select : bracketed;
  if (start < 0 || topLevelIndex(tokens, token => isWord(token, 'VALUES', 'VALUE')) > 0) return;
  const from = tokens.findIndex((token, index) => index > start && isWord(token, 'FROM'));
  if (from < 0) return;
  const where = tokens.findIndex((token, index) => index > from && isWord(token, 'WHERE'));
  const limited = tokens.some((token, index) => index > from && isWord(token, 'LIMIT'));
  const end = topLevelIndex(tokens, token => isWord(token, 'GROUP', 'ORDER', 'LIMIT', 'ON', 'RETURNING', 'UNION'), where + 1);
  if (!limited && (where < 0 || !narrows(tokens.slice(where + 1, end > where ? end : undefined)))) judge.report('bulk-write', excerpt(statement));
}

function selects(judge: Judge, statement: Statement): void {
  const { tokens } = statement;
  const into = topLevelIndex(tokens, token => isWord(token, 'INTO'));
  if (into > 0) {
    if (isWord(tokens[into + 1], 'OUTFILE', 'DUMPFILE')) judge.report('database-file-access', excerpt(statement));
    else if (tokens[into + 1]?.kind !== 'parameter' && !isWord(tokens[into + 1], 'TEMP', 'TEMPORARY', 'STRICT') && statement.dialect === 'psql' && !isWord(statement.tokens[0], 'PERFORM')) judge.report('schema-change', excerpt(statement));
  }
  readsCredentials(judge, tokens, excerpt(statement));
}

function sets(judge: Judge, statement: Statement): void {
  const [verb, ...rest] = statement.tokens;
  // `SET a = 1, b = 0` of MySQL; in `SET a TO b, c` of PostgreSQL the rest are values.
  splitAt(rest, ',').forEach((piece, index) => {
    if (index === 0 || piece.some(token => token.text === '=' || token.text === ':=')) setsOne(judge, { ...statement, tokens: [verb as Token, ...piece] }, excerpt(statement));
  });
}

function setsOne(judge: Judge, { tokens, variables }: Statement, at: string): void {
  const [, second, third] = tokens;
  const value = tokens.slice(tokens.findIndex(token => token.text === '=' || token.text === ':=' || isWord(token, 'TO')) + 1);
  const isWatched = (name: string) => nameFits(judge.rules['database-server-change'].settings, name) && !turnsGuardOn(name, value.map(token => token.text));
  if (isWord(second, 'GLOBAL', 'PERSIST', 'PERSIST_ONLY', 'PASSWORD')) judge.report(isWord(second, 'PASSWORD') ? 'grant' : 'database-server-change', at);
  else if (second?.kind === 'parameter' && second.text.startsWith('@@')) {
    if (/^@@(?:global|persist)/i.test(second.text) || isWatched(second.text.replace(/^@@(?:session\.|local\.)?/i, ''))) judge.report('database-server-change', at);
  } else if (second?.kind === 'parameter') {
    const known = constant(tokens.slice(3), variables);
    variables.set(second.text, known ?? '');
  } else {
    const start = isWord(second, 'SESSION', 'LOCAL') ? 2 : 1;
    const name = isWord(second, 'SESSION') && isWord(third, 'AUTHORIZATION') ? 'session_authorization' : nameFrom(tokens, start);
    if (isWatched(name)) judge.report('database-server-change', at);
  }
}

function nameFrom(tokens: Token[], start: number): string {
  let name = tokens[start]?.text ?? '';
  for (let index = start + 1; tokens[index]?.text === '.'; index += 2) name += `.${tokens[index + 1]?.text ?? ''}`;
  return name;
}

function copies(judge: Judge, statement: Statement): void {
  const { tokens } = statement;
  const direction = topLevelIndex(tokens, token => isWord(token, 'TO', 'FROM'), 1);
  const target = tokens[direction + 1];
  if (isWord(target, 'PROGRAM')) {
    judge.report('database-file-access', excerpt(statement));
    const command = tokens[direction + 2];
    if (command?.kind === 'string') judge.nested({ language: 'shell', text: command.text });
  } else if (isWord(tokens[direction], 'FROM')) {
    judge.report(isWord(target, 'STDIN') ? 'bulk-write' : 'database-file-access', excerpt(statement));
  } else if (!isWord(target, 'STDOUT')) {
    judge.report('database-file-access', excerpt(statement));
  }
  if (tokens[1]?.text === '(') judgeStatement(judge, { ...statement, tokens: tokens.slice(2, closing(tokens, 1)) });
}

/** Statements that are put together while they run. */
function runs(judge: Judge, statement: Statement, verb: string): void {
  const { tokens, variables, dialect } = statement;
  const at = excerpt(statement);
  if (verb === 'DO') {
    const body = tokens.find(token => token.kind === 'string');
    // MySQL's DO only computes.
    if (body) judge.nested({ language: 'sql', text: body.text.replace(/\b(?:BEGIN|THEN|LOOP|ELSE)\b/gi, ';'), dialect });
    return;
  }
  if (verb === 'PREPARE') {
    const as = topLevelIndex(tokens, token => isWord(token, 'AS', 'FROM'));
    const rest = tokens.slice(as + 1);
    if (isWord(tokens[as], 'AS')) judgeStatement(judge, { ...statement, tokens: rest });
    else executes(judge, rest, statement, at);
    return;
  }
  if (verb === 'CALL' || verb === 'EXEC') {
    judge.giveUp('what the procedure does is not known', at);
    return;
  }
  const start = isWord(tokens[1], 'IMMEDIATE') ? 2 : 1;
  const what = tokens[start];
  // `EXECUTE name(…)` runs what was prepared, which was judged then.
  if (what?.kind === 'word' && !isWord(what, 'FORMAT', 'CONCAT', 'QUOTE_IDENT', 'REPLACE', 'REVERSE', 'CHR', 'CONVERT_FROM', 'DECODE', 'LOWER', 'CONCAT_WS') && tokens[start + 1]?.text !== '||') return;
  const end = topLevelIndex(tokens, token => isWord(token, 'USING', 'INTO'), start);
  executes(judge, tokens.slice(start, end > 0 ? end : undefined), { ...statement, variables }, at);
}

function executes(judge: Judge, tokens: Token[], { variables, dialect }: Statement, at: string): void {
  const value = constant(tokens, variables);
  if (value) judge.nested({ language: 'sql', text: value, dialect });
  if (!value || value.includes('\uE000')) judge.giveUp('the statement is put together while it runs', at);
}

/** Strings that are joined by `||`, `CONCAT` or `format`; what is not constant becomes a hole. */
function constant(tokens: Token[], variables: Variables): string | undefined {
  const [first] = tokens;
  if (!first) return undefined;
  let text = '';
  if (isWord(first, 'FORMAT')) {
    const format = tokens.find(token => token.kind === 'string');
    return format?.text.replace(/%[IsL]/g, '\uE000');
  }
  for (const token of tokens) {
    if (token.kind === 'string') text += token.text;
    else if (token.kind === 'parameter') text += variables.get(token.text) ?? '\uE000';
    else if (token.kind === 'sign' || isWord(token, 'CONCAT', 'CONCAT_WS')) continue;
    else text += '\uE000';
  }
  return text;
}

/** Functions that reach out of the query, wherever in a statement they stand. */
function everywhere(judge: Judge, statement: Statement): void {
  const { tokens, dialect } = statement;
  tokens.forEach((token, index) => {
    if ((token.kind !== 'word' && token.kind !== 'name') || tokens[index + 1]?.text !== '(') return;
    const name = token.text.toLowerCase();
    if (nameFits(judge.rules['database-file-access'].functions, name)) judge.report('database-file-access', excerpt(statement));
    if (nameFits(judge.rules['database-server-change'].functions, name)) judge.report('database-server-change', excerpt(statement));
    if (['query_to_xml', 'dblink', 'dblink_exec', 'query_to_xml_and_xmlschema', 'cursor_to_xml'].includes(name)) {
      for (const inner of tokens.slice(index + 2, closing(tokens, index + 1))) if (inner.kind === 'string') judge.nested({ language: 'sql', text: inner.text, dialect });
    }
    if (name === 'set_config') {
      const end = topLevelIndex(tokens, each => each.text === ',' || each.text === ')', index + 2);
      const setting = constant(tokens.slice(index + 2, end < 0 ? undefined : end), statement.variables) ?? '';
      if (setting.includes('\uE000') || nameFits(judge.rules['database-server-change'].settings, setting)) judge.report('database-server-change', excerpt(statement));
    }
  });
  tokens.forEach((token, index) => {
    if (isWord(token, 'INTO') && isWord(tokens[index + 1], 'OUTFILE', 'DUMPFILE')) judge.report('database-file-access', excerpt(statement));
  });
}

function excerpt({ tokens, text }: Statement): string {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first && last ? text.slice(first.from, Math.min(last.to, first.from + 400)) : text;
}
