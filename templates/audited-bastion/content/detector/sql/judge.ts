import type { Judge, SqlDialect } from '../findings.ts';
import { type Token, sqlTokens } from './tokens.ts';
import { judgeStatement, type Variables } from './statement.ts';
import { isWord } from './where.ts';

/** Statements and the client's own commands, as typed into psql or mysql. */
export function judgeSql(judge: Judge, text: string, dialect: SqlDialect): void {
  // No database joins DR/**/OP, but who writes it means to.
  if (/\w\/\*(?:[^*]|\*(?!\/))*\*\/\w/.test(text)) judgeAs(judge, text.replace(/(\w)\/\*(?:[^*]|\*(?!\/))*\*\/(?=\w)/g, '$1'), dialect === 'mysql' ? 'mysql' : 'psql');
  // The two read strings and comments differently, so that one may see a write where the other sees text.
  if (dialect === 'either') {
    judgeAs(judge, text, 'psql');
    if (/[\\#`]|\/\*M?!|--/.test(text)) judgeAs(judge, text, 'mysql');
  } else {
    judgeAs(judge, text, dialect);
  }
}

const DELIMITER = /^\s*delimiter\s+(\S+)\s*$/gim;

function judgeAs(judge: Judge, given: string, dialect: 'psql' | 'mysql'): void {
  const text = dialect === 'mysql' ? withoutDelimiters(given) : given;
  const { tokens, problem } = sqlTokens(text, dialect);
  judge.work(tokens.length);
  const variables: Variables = new Map();
  let from = 0;
  for (let index = 0; index <= tokens.length; index += 1) {
    const token = tokens[index];
    if (token !== undefined && token.kind === 'word' && isLineStart(text, token.from) && index === from && clientCommand(judge, text, token, dialect)) {
      index = from = firstOnNextLine(tokens, index, text);
      index -= 1;
    } else if (token?.kind === 'meta') {
      statement(judge, tokens.slice(from, index), text, variables, dialect);
      metaCommand(judge, text, tokens, index, variables, dialect);
      // `\g` and `\gexec` may be followed by the next statement on its own line.
      index = from = firstOnNextLine(tokens, index, text);
      index -= 1;
    } else if (token === undefined || (token.kind === 'sign' && token.text === ';')) {
      statement(judge, tokens.slice(from, index), text, variables, dialect);
      from = index + 1;
    }
  }
  if (problem) judge.giveUp(`the database cannot read it: ${problem}`, text);
}

function statement(judge: Judge, tokens: Token[], text: string, variables: Variables, dialect: 'psql' | 'mysql'): void {
  const [first, second] = tokens;
  if (!first) return;
  // A prompt that was pasted along.
  if (isWord(first, 'MYSQL', 'MARIADB') && second?.text === '>') return statement(judge, tokens.slice(2), text, variables, dialect);
  judgeStatement(judge, { tokens, text, variables, dialect });
}

function withoutDelimiters(text: string): string {
  let result = text;
  for (const [line, delimiter] of text.matchAll(DELIMITER)) {
    if (delimiter !== ';' && delimiter) result = result.replace(line, '').split(delimiter).join(';');
    else result = result.replace(line, '');
  }
  return result;
}

function isLineStart(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, text.lastIndexOf('\n', at - 1) + 1), at);
  return before.trim() === '';
}

function lineFrom(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? undefined : end);
}

function firstOnNextLine(tokens: Token[], index: number, text: string): number {
  const end = text.indexOf('\n', (tokens[index] as Token).from);
  if (end < 0) return tokens.length;
  let next = index + 1;
  while (next < tokens.length && (tokens[next] as Token).from < end) next += 1;
  return next;
}

/** Words that the mysql client itself understands. */
function clientCommand(judge: Judge, text: string, token: Token, dialect: 'psql' | 'mysql'): boolean {
  const line = lineFrom(text, token.from);
  const rest = line.slice(token.to - token.from).trim().replace(/;$/, '');
  if (dialect === 'mysql' || /^(?:SYSTEM|SOURCE|PAGER)$/.test(token.text)) {
    switch (token.text) {
      case 'SYSTEM':
        runsShell(judge, rest);
        return true;
      case 'SOURCE':
        judge.giveUp('the file that it runs is not known', line);
        return true;
      case 'TEE':
        judge.nested({ language: 'shell', text: `: > ${rest}` });
        return true;
      case 'PAGER':
        if (rest) runsPipe(judge, rest);
        return true;
    }
  }
  return false;
}

/** psql's `\…` and the short ones of mysql. */
function metaCommand(judge: Judge, text: string, tokens: Token[], index: number, variables: Variables, dialect: 'psql' | 'mysql'): void {
  const token = tokens[index] as Token;
  const line = lineFrom(text, token.from);
  const name = token.text;
  const rest = line.slice(name.length + 1).trim();
  if (name.startsWith('!')) {
    runsShell(judge, line.slice(2).trim());
  } else if (name === 'i' || name === 'ir' || name === 'include' || name === 'include_relative' || name === '.') {
    judge.giveUp('the file that it runs is not known', line);
  } else if (name === 'copy') {
    copies(judge, line, rest);
  } else if (name === 'gexec') {
    judge.giveUp('it runs what a query answers as statements', line);
  } else if (['o', 'out', 'g', 'gx', 'w', 'write', 'P', 'T'].includes(name)) {
    const pipe = /^(?:\([^)]{0,200}\)\s*)?\|(.*)$/.exec(rest)?.[1] ?? (name === 'P' ? rest : undefined);
    if (pipe) runsPipe(judge, pipe);
    else if (rest) judge.nested({ language: 'shell', text: `: > ${rest}` });
  } else if (name === 'set') {
    const [variable = '', ...words] = rest.split(/\s+/);
    const value = words.join(' ').replace(/^'|'$/g, '').replaceAll("''", "'");
    if (variable.startsWith('PROMPT') && value.includes('`')) judge.nested({ language: 'shell', text: value.replace(/`/g, ' ') });
    if (/`[^`]+`/.test(value)) runsShell(judge, (/`([^`]+)`/.exec(value) as RegExpExecArray)[1] as string);
    variables.set(`:${variable}`, value);
  } else if (name === 'setenv' && /^(?:PAGER|PSQL_EDITOR|EDITOR|SHELL)\b/.test(rest)) {
    runsPipe(judge, rest.replace(/^\S+\s*/, ''));
  } else if (name === 's' && dialect === 'psql') {
    judge.report('credential-read', line);
  } else if (name === 'password') {
    judge.report('grant', line);
  } else if (name === 'lo_import' || name === 'lo_export') {
    judge.report('database-file-access', line);
  } else if (name === 'e' || name === 'edit') {
    judge.giveUp('what is written in the editor is not seen', line);
  }
}

function copies(judge: Judge, line: string, rest: string): void {
  const program = /\b(?:to|from)\s+program\s+'((?:[^']|'')*)'/i.exec(rest)?.[1];
  if (program !== undefined) {
    judge.report('shell-from-console', line);
    judge.nested({ language: 'shell', text: program.replaceAll("''", "'") });
  } else if (/\bto\s+(?:stdout|pstdout)\b/i.test(rest)) {
    const query = /^\s*\((.*)\)\s*to\b/is.exec(rest)?.[1];
    if (query) judge.nested({ language: 'sql', text: query, dialect: 'psql' });
  } else if (/\bfrom\b\s+\S+[^)]*$/i.test(rest.replace(/\([^)]*\)/g, ' '))) {
    judge.report('bulk-write', line);
  } else {
    judge.report('bulk-export', line);
  }
}

/** A shell that a database client opens is seen by no hook of the shell. */
function runsShell(judge: Judge, command: string): void {
  if (command === '') {
    judge.report('left-the-watch', '\\!');
    return;
  }
  judge.nested({ language: 'shell', text: command });
  const program = command.split(/\s/)[0] as string;
  if (!judge.rules['shell-from-console'].harmlessPrograms.includes(program)) judge.report('shell-from-console', command);
}

const PAGERS = new Set(['', 'less', 'more', 'most', 'cat', 'head', 'tail', 'wc', 'grep', 'egrep', 'sort', 'uniq', 'column', 'pspg', 'cut']);

/** A pager gets what the query answers. */
function runsPipe(judge: Judge, given: string): void {
  const command = given.trim().replace(/^'(.*)'$/s, '$1');
  const program = command.split(/\s/)[0] as string;
  if (!PAGERS.has(program)) judge.report('shell-from-console', command);
  judge.nested({ language: 'shell', text: `select_answer | ${command}` });
}
