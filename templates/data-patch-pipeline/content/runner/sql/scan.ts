import type { Database } from '../patch/patch';

/**
 * Splits SQL into statements and words, as the server's own lexer would: strings,
 * comments and quoted names hold no keywords and no `;`.
 *
 * https://dev.mysql.com/doc/refman/8.4/en/language-structure.html
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export interface Token {
  /** `word` is an unquoted keyword or name, in lower case. */
  kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'parameter' | 'variable';
  text: string;
  /** Offset in the whole text. */
  start: number;
  end: number;
  /** Within parentheses, so many. */
  depth: number;
  /** Of MySQL's versioned comment with this number, from 1; 0 outside of them. */
  versioned: number;
}

export interface Statement {
  tokens: Token[];
  /** From the first token to the end of the last one. */
  text: string;
  start: number;
  /** Counted from 1. */
  line: number;
}

export interface Scan {
  statements: Statement[];
  /** What cannot be read with certainty, each with its line. */
  faults: Array<{ line: number; message: string }>;
}

type Rule = (text: string, at: number) => number | undefined;

const match = (pattern: RegExp): Rule => {
  const sticky = new RegExp(pattern.source, `${pattern.flags}y`);
  return (text, at) => {
    sticky.lastIndex = at;
    return sticky.exec(text)?.[0].length;
  };
};

const WORD = match(/[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/);
const NUMBER = match(/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[A-Za-z_0-9]*/);
const PARAMETER = match(/:[A-Za-z_]\w*/);
const VARIABLE = match(/@@?(?:[A-Za-z0-9_.$]|`[^`]*`|'[^']*'|"[^"]*")*/);
const DOLLAR_QUOTE = match(/\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/);
const DELIMITER = match(/delimiter[ \t]+(\S+)[^\n]*/i);
const VERSIONED = match(/\/\*M?!\d*/);
const PLAIN_LINE = match(/[^\n]*/);

export function scanSql(text: string, database: Database): Scan {
  const mysql = database === 'mysql';
  const statements: Statement[] = [];
  const faults: Scan['faults'] = [];
  let tokens: Token[] = [];
  let delimiter = ';';
  let depth = 0;
  let at = 0;
  /** Inside of a versioned comment of MySQL, whose content some servers run. */
  let inVersioned = false;
  let versionedComments = 0;

  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const fault = (offset: number, message: string) => faults.push({ line: lineOf(offset), message });
  const take = (kind: Token['kind'], length: number) => {
    const raw = text.slice(at, at + length);
    tokens.push({ kind, text: kind === 'word' ? raw.toLowerCase() : raw, start: at, end: at + length, depth, versioned: inVersioned ? versionedComments : 0 });
    at += length;
  };
  const endStatement = () => {
    if (tokens.length > 0) {
      const start = tokens[0].start;
      statements.push({ tokens, start, line: lineOf(start), text: text.slice(start, tokens[tokens.length - 1].end) });
    }
    tokens = [];
    depth = 0;
  };

  while (at < text.length) {
    const char = text[at];
    const two = text.slice(at, at + 2);
    if (/[\s\u00a0\ufeff]/.test(char)) at += 1;
    else if (mysql && tokens.length === 0 && DELIMITER(text, at)) {
      const line = text.slice(at, at + (DELIMITER(text, at) ?? 0));
      delimiter = line.trim().split(/\s+/)[1];
      at += line.length;
    } else if (text.startsWith(delimiter, at)) {
      if (inVersioned) fault(at, 'ends a statement inside of a versioned comment');
      at += delimiter.length;
      endStatement();
    } else if ((two === '--' && (!mysql || /^(?:[\s\x00-\x1f]|$)/.test(text.slice(at + 2, at + 3)))) || (mysql && char === '#')) {
      at += PLAIN_LINE(text, at) ?? 0;
    } else if (mysql && /^\/\*M?!/.test(text.slice(at, at + 4))) {
      const head = VERSIONED(text, at) ?? 0;
      const content = text.slice(at + head).split('*/')[0];
      // A server of another version skips to the first */, whatever is quoted before it.
      if (inVersioned || /['"`#\\]|\/\*|--/.test(content) || ![0, 5, 6].includes(text.slice(at, at + head).replace(/\D/g, '').length)) {
        fault(at, 'has a versioned comment that servers of other versions read differently');
      }
      inVersioned = true;
      versionedComments += 1;
      at += head;
    } else if (inVersioned && two === '*/') {
      inVersioned = false;
      at += 2;
    } else if (two === '/*') {
      const end = endOfComment(text, at, !mysql);
      if (end === undefined) fault(at, 'has a comment without an end');
      at = end ?? text.length;
    } else if (char === "'" || char === '"' || (mysql && char === '`')) {
      const before = tokens[tokens.length - 1];
      const prefix = before?.end === at && before.kind === 'word' ? before.text : '';
      const escapes = mysql ? char !== '`' : char === "'" && prefix === 'e';
      const end = endOfQuoted(text, at, char, escapes);
      if (end === undefined) fault(at, `has a ${char} without an end`);
      const isName = mysql ? char === '`' : char === '"';
      take(isName ? 'name' : 'string', (end ?? text.length) - at);
    } else if (!mysql && DOLLAR_QUOTE(text, at)) {
      const quote = text.slice(at, at + (DOLLAR_QUOTE(text, at) ?? 0));
      const end = text.indexOf(quote, at + quote.length);
      if (end < 0) fault(at, `has a ${quote} without an end`);
      take('string', (end < 0 ? text.length : end + quote.length) - at);
    } else if (char === '\\') {
      fault(at, `has a command of a client (${PLAIN_LINE(text, at) ? text.slice(at, at + 12).split('\n')[0] : '\\'}): only SQL runs here`);
      at += PLAIN_LINE(text, at) ?? 1;
    } else if (char === '\0') {
      fault(at, 'holds a NUL');
      at += 1;
    } else if (WORD(text, at)) {
      // END$$ is a word and the delimiter $$.
      const length = WORD(text, at) ?? 1;
      const cut = text.slice(at, at + length).indexOf(delimiter);
      take('word', cut > 0 ? cut : length);
    } else if (NUMBER(text, at)) take('number', NUMBER(text, at) ?? 1);
    else if (two === '::' || two === ':=') take('symbol', 2);
    else if (PARAMETER(text, at)) take('parameter', PARAMETER(text, at) ?? 1);
    else if (mysql ? char === '?' : /\$\d/.test(two)) {
      fault(at, `has the placeholder ${mysql ? '?' : two}: name a parameter (:name) instead`);
      at += 1;
    } else if (mysql && char === '@') take('variable', VARIABLE(text, at) ?? 1);
    else {
      if (char === ')') depth = Math.max(0, depth - 1);
      take('symbol', 1);
      if (char === '(') depth += 1;
    }
  }
  if (inVersioned) fault(text.length, 'has a versioned comment without an end');
  endStatement();
  return { statements, faults };
}

/** PostgreSQL's comments nest, MySQL's do not. */
function endOfComment(text: string, from: number, nests: boolean): number | undefined {
  let open = 0;
  for (let at = from; at < text.length; at += 1) {
    const two = text.slice(at, at + 2);
    if (two === '/*' && (nests || open === 0)) {
      open += 1;
      at += 1;
    } else if (two === '*/') {
      open -= 1;
      at += 1;
      if (open === 0) return at + 1;
    }
  }
  return undefined;
}

function endOfQuoted(text: string, from: number, quote: string, escapes: boolean): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (escapes && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at += 1;
    }
  }
  return undefined;
}
