import type { Judge } from '../findings.ts';
import { isNamed } from '../patterns.ts';
import { connectsAgain, connectsTo } from './connections.ts';
import { changesSettings } from './settings.ts';
import type { Variables } from './statement.ts';
import type { Token } from './tokens.ts';

function lineFrom(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? undefined : end);
}

/** Words that the mysql client itself understands. */
export function clientCommand(judge: Judge, text: string, token: Token, dialect: 'psql' | 'mysql'): boolean {
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
      case 'CONNECT':
        connectsTo(judge, rest.split(/\s+/)[1] ?? '', line);
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

/** Commands of psql that take all of their line. */
const WHOLE_LINE = new Set(['copy', 'ef', 'ev', 'sf', 'sv', 'h', 'help']);
/** Those of mysql that take none of it. */
const WITHOUT_ARGUMENTS = new Set(['g', 'G', 'c', 'p', 'q', 'w', 'W', 'x', 'h', 'n', 't']);

/** Where the arguments of a client's command end, and the next command or statement begins. */
export function argumentsEnd(text: string, token: Token, dialect: 'psql' | 'mysql'): number {
  const end = token.from + lineFrom(text, token.from).length;
  const name = nameOf(token);
  if (name === '\\' || (dialect === 'mysql' && WITHOUT_ARGUMENTS.has(name))) return token.to;
  if (dialect === 'mysql' || name.startsWith('!') || WHOLE_LINE.has(name)) return end;
  const pipes = ['o', 'out', 'g', 'gx', 'w', 'write'].includes(name);
  let quote = '';
  for (let at = token.to; at < end; at += 1) {
    const char = text[at] as string;
    if (quote !== '') {
      if (char === '\\' && quote === "'") at += 1;
      else if (char === quote) quote = '';
    } else if (`'"\``.includes(char)) {
      quote = char;
    } else if (char === '|' && pipes) {
      return end;
    } else if (char === '\\') {
      // Two of them end the arguments, one begins the next command.
      return at;
    }
  }
  return end;
}

/** Only `\copy` is known in any case. */
function nameOf({ text }: Token): string {
  return /^copy$/i.test(text) ? 'copy' : text;
}

/** Variables that name a program, which psql runs. */
const PROGRAMS = /^(?:PSQL_)?(?:PAGER|WATCH_PAGER|EDITOR)\b|^(?:VISUAL|SHELL|COMSPEC|LESSOPEN)\b/;

const EDITOR = /^(?:PSQL_EDITOR|EDITOR|VISUAL)\s+'?(?:vim?|nvim|nano|ed|emacs|view)'?$/;

/** psql's `\…` and the short ones of mysql. */
export function metaCommand(judge: Judge, text: string, token: Token, end: number, variables: Variables, dialect: 'psql' | 'mysql'): void {
  const line = text.slice(token.from, Math.max(end, token.to));
  const name = nameOf(token);
  const rest = line.slice(name.length + 1).trim();
  // What psql runs for the value of an argument.
  if (dialect === 'psql' && !name.startsWith('!') && !WHOLE_LINE.has(name)) for (const command of inBackticks(rest)) runsShell(judge, command);
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
    else if (rest && !(dialect === 'mysql' && WITHOUT_ARGUMENTS.has(name))) judge.nested({ language: 'shell', text: `: > ${rest}` });
  } else if (name === 'set') {
    const [variable = '', ...words] = rest.split(/\s+/);
    const value = words.join(' ').replace(/^'|'$/g, '').replaceAll("''", "'");
    if (variable.startsWith('PROMPT') && value.includes('`')) judge.nested({ language: 'shell', text: value.replace(/`/g, ' ') });
    variables.set(`:${variable}`, value);
    if (isNamed(judge.rules['hook-disabled'].variables, variable)) judge.report('hook-disabled', line);
  } else if (name === 'unset' && isNamed(judge.rules['hook-disabled'].variables, rest)) {
    judge.report('hook-disabled', line);
  } else if (dialect === 'mysql' ? name === 'r' : name === 'c' || name === 'connect') {
    if (dialect === 'mysql') connectsTo(judge, rest.replace(/;$/, '').split(/\s+/)[1] ?? '', line);
    else connectsAgain(judge, rest, line);
  } else if (name === 'setenv') {
    const value = rest.replace(/^\S+\s*/, '');
    if (PROGRAMS.test(rest) && !EDITOR.test(rest)) runsPipe(judge, value);
    if (rest.startsWith('PGOPTIONS') && changesSettings(judge.rules, value)) judge.report('database-server-change', line);
  } else if (name === 'getenv') {
    judge.nested({ language: 'shell', text: `echo "$${rest.split(/\s+/)[1] ?? ''}"` });
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

/** What stands between backticks, but not in single quotes. */
function inBackticks(text: string): string[] {
  const commands: string[] = [];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === "'") quoted = !quoted;
    else if (char === '\\' && quoted) at += 1;
    else if (char === '`' && !quoted) {
      const end = text.indexOf('`', at + 1);
      if (end < 0) return commands;
      commands.push(text.slice(at + 1, end));
      at = end;
    }
  }
  return commands;
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
