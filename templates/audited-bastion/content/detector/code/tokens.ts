import { HOLE } from '../shell/marks.ts';
import { unescapeC } from '../shell/parse.ts';

export interface Token {
  kind: 'word' | 'string' | 'symbol' | 'list' | 'shell' | 'number' | 'sign' | 'newline' | 'regex';
  /** A hole where a string has `#{…}` or `${…}` in it. */
  text: string;
  /** Words of `%w[…]`. */
  items?: string[];
  /** Where the code of each hole stands, counted in tokens from this one. */
  holes?: Array<[from: number, to: number]>;
  at: number;
  /** Whether blank space stands before it. */
  spaced: boolean;
}

const CLOSERS: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' };
/** A letter of a name in JavaScript: `\u0064`. */
const ESCAPE = /^\\u(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))/;
const LONGEST_ESCAPE = 10;
const WORD = /[A-Za-z_$@\u0080-\uffff]/;

export interface Tokens {
  tokens: Token[];
  problem?: string;
}

/** Ruby or JavaScript as tokens; what stands inside `#{…}` follows its string as tokens of their own. */
export function codeTokens(text: string, language: 'ruby' | 'node', depth = 0): Tokens {
  const tokens: Token[] = [];
  const heredocs: Array<{ token: Token; index: number; end: string; squiggly: boolean; raw: boolean; shell: boolean }> = [];
  let problem: string | undefined;
  let at = 0;
  const ruby = language === 'ruby';

  const add = (kind: Token['kind'], content: string, from: number, items?: string[]): Token => {
    const token: Token = { kind, text: content, at: from, spaced: from > 0 && /\s/.test(text[from - 1] as string), ...(items ? { items } : {}) };
    tokens.push(token);
    return token;
  };
  const inner = (code: string, index: number) => {
    if (depth > 8) {
      problem ??= 'strings are nested too deeply';
      return;
    }
    const read = codeTokens(code, language, depth + 1);
    if (read.problem) problem ??= read.problem;
    const base = at;
    const { length } = tokens;
    ((tokens[index] as Token).holes ??= []).push([length + 1 - index, length + 1 + read.tokens.length - index]);
    tokens.push({ kind: 'newline', text: '\n', at: base, spaced: true }, ...read.tokens.map(token => ({ ...token, at: base })), { kind: 'newline', text: '\n', at: base, spaced: true });
  };
  /** Reads to the closing sign; answers the text with holes, and the code in them. */
  const quoted = (open: string, close: string, interpolates: boolean, raw: boolean): { content: string; codes: string[] } => {
    let content = '';
    const codes: string[] = [];
    let nesting = 0;
    for (;;) {
      const char = text[at];
      if (char === undefined) {
        problem ??= 'a string does not end';
        break;
      }
      if (char === '\\') {
        const next = text[at + 1] ?? '';
        if (raw) {
          content += next === close || next === '\\' ? next : `\\${next}`;
          at += 2;
        } else {
          const escape = /^\\(?:x[0-9a-fA-F]{1,2}|u\{[0-9a-fA-F ]+\}|u[0-9a-fA-F]{4}|[0-7]{1,3}|[^])/.exec(text.slice(at, at + 16))?.[0] ?? '\\';
          content += escape.startsWith('\\u{') ? String.fromCodePoint(Math.min(parseInt(escape.slice(3), 16) || 0, 0x10ffff)) : escape === '\\\n' ? '' : unescapeC(escape).replace(/^\\/, '');
          at += escape.length;
        }
      } else if (interpolates && char === (ruby ? '#' : '$') && text[at + 1] === '{') {
        const end = matching(text, at + 1);
        if (end < 0) problem ??= 'a string does not end';
        codes.push(text.slice(at + 2, end < 0 ? undefined : end));
        content += HOLE;
        at = end < 0 ? text.length : end + 1;
      } else if (char === close && nesting === 0) {
        at += 1;
        break;
      } else {
        if (open !== close && char === open) nesting += 1;
        if (open !== close && char === close) nesting -= 1;
        content += char;
        at += 1;
      }
    }
    return { content, codes };
  };
  const string = (kind: 'string' | 'shell' | 'symbol', open: string, close: string, interpolates: boolean, raw: boolean, from: number) => {
    const { content, codes } = quoted(open, close, interpolates, raw);
    const index = tokens.length;
    add(kind, content, from);
    codes.forEach(code => inner(code, index));
  };
  const startsValue = () => {
    const last = tokens.at(-1);
    if (!last || last.kind === 'newline') return true;
    if (last.kind === 'sign') return !/^[)\]}]$/.test(last.text);
    return last.kind === 'word' && (/^(?:return|typeof|case|in|of|if|unless|and|or|not|puts|p|print|when|while|until|elsif|else|then|do|split|scan|match|grep|gsub|sub|match\?|await|void|delete|throw|new)$/.test(last.text) || (ruby && /\s/.test(text[at - 1] ?? '') && !/\s/.test(text[at + 1] ?? ' ') && /^[a-z]/.test(last.text)));
  };

  while (at < text.length) {
    const from = at;
    const char = text[at] as string;
    if (char === '\n') {
      at += 1;
      add('newline', '\n', from);
      for (const { token, index, end, raw, shell } of heredocs.splice(0)) {
        const lines: string[] = [];
        while (at < text.length) {
          let stop = text.indexOf('\n', at);
          if (stop < 0) stop = text.length;
          const line = text.slice(at, stop);
          at = Math.min(stop + 1, text.length);
          if (line.trim() === end) break;
          lines.push(line);
        }
        const body = lines.join('\n');
        const codes = raw ? [] : [...body.matchAll(/#\{([^}]{0,500})\}/g)].map(match => match[1] as string);
        token.text = raw ? body : body.replace(/#\{[^}]{0,500}\}/g, HOLE);
        if (shell) token.kind = 'shell';
        codes.forEach(code => inner(code, index));
      }
    } else if (/\s/.test(char)) {
      at += 1;
    } else if (char === '\\' && text[at + 1] === '\n') {
      at += 2;
    } else if (ruby && char === '#') {
      while (at < text.length && text[at] !== '\n') at += 1;
    } else if (ruby && text.startsWith('=begin', at) && (at === 0 || text[at - 1] === '\n')) {
      const end = text.indexOf('\n=end', at);
      at = end < 0 ? text.length : end + 5;
    } else if (!ruby && char === '/' && text[at + 1] === '/') {
      while (at < text.length && text[at] !== '\n') at += 1;
    } else if (!ruby && char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (char === "'") {
      at += 1;
      string('string', "'", "'", false, ruby, from);
    } else if (char === '"') {
      at += 1;
      string('string', '"', '"', ruby, false, from);
    } else if (char === '`') {
      at += 1;
      string(ruby ? 'shell' : 'string', '`', '`', true, false, from);
    } else if (ruby && char === '%' && /^%(?:[wWiIqQxsr][^\w\s]|[([{<|!])/.test(text.slice(at, at + 3)) && (startsValue() || /^%[wWiIqQxr]/.test(text.slice(at, at + 2)))) {
      const letter = /[a-zA-Z]/.test(text[at + 1] as string) ? (text[at + 1] as string) : 'Q';
      at += /[a-zA-Z]/.test(text[at + 1] as string) ? 2 : 1;
      const open = text[at] as string;
      const close = CLOSERS[open] ?? open;
      at += 1;
      if (/[wWiI]/.test(letter)) {
        const { content } = quoted(open, close, letter === 'W' || letter === 'I', true);
        add('list', content, from, content.split(/\s+/).filter(Boolean));
      } else if (letter === 'r') {
        quoted(open, close, false, true);
        while (/[imxounse]/.test(text[at] ?? '')) at += 1;
        add('regex', '', from);
      } else {
        string(letter === 'x' ? 'shell' : letter === 's' ? 'symbol' : 'string', open, close, letter !== 'q' && letter !== 's', letter === 'q', from);
      }
    } else if (ruby && char === '<' && /^<<[~-]?(?:["'`]?)[A-Z_a-z]\w*/.test(text.slice(at, at + 60)) && startsValue()) {
      const head = /^<<([~-]?)(["'`]?)([A-Z_a-z]\w*)\2/.exec(text.slice(at, at + 60)) as RegExpExecArray;
      at += head[0].length;
      heredocs.push({ index: tokens.length, token: add('string', '', from), end: head[3] as string, squiggly: head[1] === '~', raw: head[2] === "'", shell: head[2] === '`' });
    } else if (ruby && char === ':' && text[at + 1] === '"') {
      at += 2;
      string('symbol', '"', '"', true, false, from);
    } else if (ruby && char === ':' && /[A-Za-z_]/.test(text[at + 1] ?? '') && text[at - 1] !== ':') {
      at += 1;
      while (/[\w?!]/.test(text[at] ?? '')) at += 1;
      add('symbol', text.slice(from + 1, at), from);
    } else if (char === '/' && startsValue() && regexEnd(text, at) > 0) {
      at = regexEnd(text, at);
      const pattern = text.slice(from + 1, at - 1);
      while (/[a-z]/.test(text[at] ?? '')) at += 1;
      add('regex', pattern, from);
    } else if (/[0-9]/.test(char)) {
      at += (/^(?:0[xX][0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?n?)/.exec(text.slice(at, at + 60)) as RegExpExecArray)[0].length;
      add('number', text.slice(from, at), from);
    } else if (WORD.test(char) || (!ruby && (char === '#' || ESCAPE.test(text.slice(at, at + LONGEST_ESCAPE))))) {
      let word = '';
      do {
        const escape = ruby ? null : ESCAPE.exec(text.slice(at, at + LONGEST_ESCAPE));
        word += escape ? String.fromCodePoint(Math.min(parseInt((escape[1] ?? escape[2]) as string, 16), 0x10ffff)) : (text[at] as string);
        at += escape ? escape[0].length : 1;
      } while (at < text.length && (/[\w$\u0080-\uffff]/.test(text[at] as string) || (!ruby && ESCAPE.test(text.slice(at, at + LONGEST_ESCAPE)))));
      if (ruby && /[?!]/.test(text[at] ?? '') && text[at + 1] !== '=') word += text[at++];
      add('word', word, from);
    } else {
      at += /^(?:&\.|\?\.|::|=>|===?|!==?|<=>|<<=?|>=|<=|&&=?|\|\|=?|\?\?=?|->|\.\.\.?|\*\*|[-+*/%]=|=~|!~)/.exec(text.slice(at, at + 3))?.[0].length ?? 1;
      add('sign', text.slice(from, at), from);
    }
  }
  return { tokens, ...(problem ? { problem } : {}) };
}

/** The bracket that closes the one at `open`, strings aside. */
function matching(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length && at < open + 5000; at += 1) {
    const char = text[at];
    if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at;
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end > 0) at = end;
    }
  }
  return -1;
}

function regexEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length && at < from + 2000; at += 1) {
    const char = text[at];
    if (char === '\n') return -1;
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return -1;
}
