import type { Judge, SqlDialect } from '../findings.ts';
import { type Token, sqlTokens } from './tokens.ts';
import { argumentsEnd, clientCommand, metaCommand } from './clientCommands.ts';
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
      const end = argumentsEnd(text, token, dialect);
      metaCommand(judge, text, token, end, variables, dialect);
      index = from = firstFrom(tokens, index + 1, end);
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

function firstOnNextLine(tokens: Token[], index: number, text: string): number {
  const end = text.indexOf('\n', (tokens[index] as Token).from);
  return end < 0 ? tokens.length : firstFrom(tokens, index + 1, end);
}

function firstFrom(tokens: Token[], index: number, at: number): number {
  let next = index;
  while (next < tokens.length && (tokens[next] as Token).from < at) next += 1;
  return next;
}
