
export interface Token {
  kind: 'word' | 'name' | 'string' | 'number' | 'sign' | 'parameter' | 'meta';
  /** A word in capitals; a string without its quotes. */
  text: string;
  from: number;
  to: number;
}

// Without the private area, where our own marks are.
const WORD = /[A-Za-z_\u0080-\udfff\ue020-\uffff]/;
const IN_WORD = /[A-Za-z0-9_$\u0080-\udfff\ue020-\uffff]/;

/** Words, names, strings and signs of SQL; comments are left out, but MySQL's executable ones are read. */
export function sqlTokens(text: string, dialect: 'psql' | 'mysql'): { tokens: Token[]; problem?: string } {
  const tokens: Token[] = [];
  let problem: string | undefined;
  let at = 0;
  const push = (kind: Token['kind'], content: string, from: number) => tokens.push({ kind, text: content, from, to: at });
  while (at < text.length) {
    const from = at;
    const char = text[at] as string;
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '-' && text[at + 1] === '-' && (dialect === 'psql' || /^(?:\s|$)/.test(text.slice(at + 2, at + 3)))) {
      at = lineEnd(text, at);
    } else if (char === '#' && dialect === 'mysql') {
      at = lineEnd(text, at);
    } else if (char === '/' && text[at + 1] === '*') {
      const executable = dialect === 'mysql' ? /^\/\*M?!\d*/.exec(text.slice(at, at + 12)) : null;
      if (executable) {
        // The closing sign is passed over where it comes.
        at += executable[0].length;
      } else {
        const end = commentEnd(text, at, dialect === 'psql');
        if (end < 0) problem ??= 'a comment does not end';
        at = end < 0 ? text.length : end;
      }
    } else if (char === '*' && text[at + 1] === '/' && dialect === 'mysql') {
      at += 2;
    } else if (char === "'" || (char === '"' && dialect === 'mysql')) {
      const isUnicode = dialect === 'psql' && takesUnicode(tokens, at);
      const escapes = dialect === 'mysql' || /^[eE]$/.test(tokens.at(-1)?.to === at ? (tokens.at(-1)?.text ?? '') : '');
      if (escapes && dialect === 'psql') tokens.pop();
      const end = stringEnd(text, at, char, escapes);
      if (end < 0) problem ??= 'a string does not end';
      at = end < 0 ? text.length : end;
      const content = unquoted(text.slice(from + 1, end < 0 ? at : at - 1), char);
      push('string', isUnicode ? withUnicode(content) : escapes ? withEscapes(content, dialect) : content, from);
    } else if (char === '"' || char === '`') {
      const isUnicode = char === '"' && takesUnicode(tokens, at);
      const end = stringEnd(text, at, char, false);
      if (end < 0) problem ??= 'a name does not end';
      at = end < 0 ? text.length : end;
      const content = unquoted(text.slice(from + 1, end < 0 ? at : at - 1), char);
      push('name', isUnicode ? withUnicode(content) : content, from);
    } else if (char === '$' && /^\$(?:[A-Za-z_]\w{0,60})?\$/.test(text.slice(at, at + 64))) {
      const tag = (/^\$\w*\$/.exec(text.slice(at, at + 64)) as RegExpExecArray)[0];
      const end = text.indexOf(tag, at + tag.length);
      if (end < 0) problem ??= 'a dollar-quoted string does not end';
      const content = text.slice(at + tag.length, end < 0 ? text.length : end);
      at = end < 0 ? text.length : end + tag.length;
      push('string', content, from);
    } else if (/[0-9]/.test(char) || (char === '.' && /[0-9]/.test(text[at + 1] ?? ''))) {
      at += (/^(?:0[xX][0-9a-fA-F]+|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\.?/.exec(text.slice(at, at + 80)) as RegExpExecArray)[0].length;
      push('number', text.slice(from, at), from);
    } else if (WORD.test(char)) {
      while (at < text.length && IN_WORD.test(text[at] as string)) at += 1;
      push('word', text.slice(from, at).toUpperCase(), from);
    } else if (char === '\\' && text[at + 1] === ';') {
      at += 2;
      push('sign', ';', from);
    } else if (char === '\\' && text[at + 1] === '\\') {
      at += 2;
      push('meta', '\\', from);
    } else if (char === '\\') {
      at += 1;
      while (at < text.length && /[A-Za-z0-9!?.+]/.test(text[at] as string)) at += 1;
      push('meta', text.slice(from + 1, at), from);
    } else if (char === '?' || (char === ':' && /["'A-Za-z_]/.test(text[at + 1] ?? '') && text[at - 1] !== ':') || (char === '$' && /[0-9]/.test(text[at + 1] ?? '')) || (char === '@' && /[@A-Za-z_]/.test(text[at + 1] ?? '')) || char === '\uE000' || char === '\uE001') {
      at += 1;
      while (at < text.length && /[\w"'@.]/.test(text[at] as string)) at += 1;
      push('parameter', text.slice(from, at), from);
    } else {
      at += /^(?:<=>|<=|>=|<>|!=|\|\||::|:=|->>|->|!~\*|!~|~\*|&&|@>|<@)/.exec(text.slice(at, at + 3))?.[0].length ?? 1;
      push('sign', text.slice(from, at), from);
    }
  }
  return { tokens, ...(problem ? { problem } : {}) };
}

/** `U&` right before a quote: its escapes are those of Unicode. Both signs are taken away. */
function takesUnicode(tokens: Token[], at: number): boolean {
  const [letter, sign] = tokens.slice(-2);
  if (sign?.text !== '&' || sign.to !== at || letter?.text !== 'U' || letter.to !== at - 1) return false;
  tokens.splice(-2);
  return true;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function commentEnd(text: string, from: number, nested: boolean): number {
  let depth = 1;
  let at = from + 2;
  while (at < text.length) {
    if (text[at] === '*' && text[at + 1] === '/') {
      at += 2;
      if ((depth -= 1) === 0) return at;
    } else if (nested && text[at] === '/' && text[at + 1] === '*') {
      depth += 1;
      at += 2;
    } else {
      at += 1;
    }
  }
  return -1;
}

function stringEnd(text: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (escapes && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (text[at + 1] === quote) at += 1;
      else return at + 1;
    }
  }
  return -1;
}

function unquoted(text: string, quote: string): string {
  return text.replaceAll(quote + quote, quote);
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** `E'\x54\u0052\101'`; MySQL knows letters only. */
function withEscapes(text: string, dialect: 'psql' | 'mysql'): string {
  if (dialect === 'mysql') return text.replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);
  return text.replace(/\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(.))/gs, (_, x, u, U, octal, char) => {
    const hex: string | undefined = x ?? u ?? U;
    return hex !== undefined ? character(hex, 16) : octal !== undefined ? character(octal, 8) : (ESCAPES[char] ?? char);
  });
}

/** `U&'\0054\+000052'`. */
function withUnicode(text: string): string {
  return text.replace(/\\(?:([0-9a-fA-F]{4})|\+([0-9a-fA-F]{6})|(\\))/g, (_, four, six, backslash) => backslash ?? character(four ?? six, 16));
}

function character(digits: string, base: number): string {
  const code = parseInt(digits, base);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
