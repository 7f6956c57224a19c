import type { Token } from './tokens.ts';

/** A stretch of tokens: first included, last not. */
export type Span = [from: number, to: number];

export interface Segment {
  name: string;
  /** What is between its brackets, parted by commas; `undefined` where it has none. */
  args: Span[] | undefined;
  block: Span | undefined;
  isIndex: boolean;
  /** The token behind it. */
  to: number;
}

export interface Chain {
  segments: Segment[];
  from: number;
  to: number;
  /** Something is assigned to it. */
  assigned: boolean;
}

const KEYWORDS = new Set(['if', 'unless', 'while', 'until', 'and', 'or', 'do', 'then', 'end', 'rescue', 'ensure', 'else', 'elsif', 'in', 'when', 'of', 'instanceof', 'not', 'begin', 'case', 'class', 'def', 'module', 'return', 'const', 'let', 'var', 'new', 'await', 'async', 'function', 'typeof', 'void', 'throw', 'yield', 'for']);
/** Of them, those that JavaScript takes for names. */
const RUBY_KEYWORDS = new Set(['unless', 'until', 'and', 'or', 'then', 'end', 'rescue', 'ensure', 'elsif', 'when', 'not', 'begin', 'def', 'module']);
const OPENERS = new Set(['(', '[', '{']);
const LONGEST_STATEMENT = 400;
const CLOSERS = new Set([')', ']', '}']);

/** Code with its brackets paired once, so that chains of calls can be cut out of it. */
export class Code {
  readonly tokens: Token[];
  readonly ruby: boolean;
  private readonly partner: Int32Array;

  constructor(tokens: Token[], ruby: boolean) {
    this.tokens = tokens;
    this.ruby = ruby;
    this.partner = new Int32Array(tokens.length).fill(-1);
    const open: number[] = [];
    tokens.forEach((token, index) => {
      if (token.kind !== 'sign') return;
      if (OPENERS.has(token.text)) open.push(index);
      else if (CLOSERS.has(token.text)) {
        const start = open.pop();
        if (start !== undefined) {
          this.partner[start] = index;
          this.partner[index] = start;
        }
      }
    });
  }

  is(index: number, text: string): boolean {
    const token = this.tokens[index];
    return token !== undefined && token.kind !== 'string' && token.kind !== 'symbol' && token.kind !== 'shell' && token.text === text;
  }

  private isKeyword(word: string): boolean {
    return KEYWORDS.has(word) && (this.ruby || !RUBY_KEYWORDS.has(word));
  }

  private isSign(index: number, signs: Set<string>): boolean {
    const token = this.tokens[index];
    return token?.kind === 'sign' && signs.has(token.text);
  }

  private closing(open: number): number {
    const end = this.partner[open] ?? -1;
    return end < 0 ? this.tokens.length : end;
  }

  /** The chain that begins at a word, string or bracket, unless it is the middle of one. */
  chainAt(index: number): Chain | undefined {
    const token = this.tokens[index] as Token;
    const isStart = token.kind === 'word' || token.kind === 'string' || token.kind === 'list' || (this.ruby && ['symbol', 'number'].includes(token.kind) && this.is(index + 1, '.')) || (token.kind === 'sign' && (token.text === '[' || token.text === '(' || token.text === '::'));
    if (!isStart || this.follows(index)) return undefined;
    if (token.kind === 'word' && this.isKeyword(token.text)) return undefined;
    if (token.kind === 'sign' && token.text !== '::' && this.callsWith(index)) return undefined;
    let at = index;
    const segments: Segment[] = [];
    if (token.kind === 'word') {
      segments.push({ name: token.text, args: undefined, block: undefined, isIndex: false, to: at });
      at += 1;
    } else if (token.kind === 'sign' && token.text !== '::') {
      const end = this.closing(at);
      segments.push({ name: token.text === '[' ? '[list]' : '(group)', args: this.split(at + 1, end), block: undefined, isIndex: false, to: at });
      at = end + 1;
    } else if (token.kind !== 'sign') {
      at = this.endOfText(index);
      segments.push({ name: '"text"', args: [[index, at]], block: undefined, isIndex: false, to: at });
    }
    for (;;) {
      const last = segments.at(-1);
      if (last) last.to = at;
      const next = this.tokens[at];
      if (!next) break;
      if (next.kind === 'sign' && next.text === '(' && !(this.ruby && next.spaced && last?.name === 'puts') && last && last.args === undefined) {
        const end = this.closing(at);
        last.args = this.split(at + 1, end);
        at = end + 1;
      } else if (next.kind === 'sign' && next.text === '(' && !this.ruby && last) {
        // f()() of JavaScript.
        const end = this.closing(at);
        segments.push({ name: '()', args: this.split(at + 1, end), block: undefined, isIndex: false, to: at });
        at = end + 1;
      } else if (next.kind === 'string' && !this.ruby && last && last.args === undefined && !next.spaced) {
        // A tagged template of JavaScript.
        const end = this.endOfText(at);
        last.args = [[at, end]];
        at = end;
      } else if (next.kind === 'sign' && ['.', '&.', '::', '?.'].includes(next.text)) {
        while (this.tokens[at + 1]?.kind === 'newline') at += 1;
        const name = this.tokens[at + 1];
        if (name?.kind === 'word' || (name?.kind === 'sign' && name.text === '(' && this.ruby)) {
          segments.push({ name: name.kind === 'word' ? name.text : 'call', args: undefined, block: undefined, isIndex: false, to: at });
          at += name.kind === 'word' ? 2 : 1;
        } else if (name?.kind === 'sign' && (name.text === '[' || name.text === '(')) {
          at += 1;
        } else {
          break;
        }
      } else if (next.kind === 'newline' && this.continues(at)) {
        while (this.tokens[at]?.kind === 'newline') at += 1;
      } else if (next.kind === 'sign' && next.text === '[' && (!next.spaced || !this.ruby)) {
        const end = this.closing(at);
        segments.push({ name: '[]', args: this.split(at + 1, end), block: undefined, isIndex: true, to: at });
        at = end + 1;
      } else if (this.ruby && last && next.kind === 'sign' && next.text === '{' && last.block === undefined) {
        const end = this.closing(at);
        last.block = [at + 1, end];
        at = end + 1;
      } else if (this.ruby && last && next.kind === 'word' && next.text === 'do' && last.block === undefined) {
        const end = this.endOf(at);
        last.block = [at + 1, end];
        at = end + 1;
      } else if (this.ruby && last && last.args === undefined && !last.isIndex && this.startsArgument(at)) {
        const end = this.commandEnd(at);
        last.args = this.split(at, end);
        at = end;
      } else {
        break;
      }
    }
    const after = this.tokens[at];
    return { segments, from: index, to: at, assigned: after?.kind === 'sign' && ['=', '||=', '+=', '<<'].includes(after.text) };
  }

  private follows(index: number): boolean {
    let before = index - 1;
    while (this.tokens[before]?.kind === 'newline') before -= 1;
    const token = this.tokens[before];
    return token?.kind === 'sign' && ['.', '&.', '::', '?.'].includes(token.text) && before >= 0;
  }

  /** The bracket of a call or index, not of a group or list. */
  private callsWith(index: number): boolean {
    const before = this.tokens[index - 1];
    if (!before || (this.tokens[index] as Token).spaced) return false;
    return (before.kind === 'word' && !this.isKeyword(before.text)) || (before.kind === 'sign' && (before.text === ')' || before.text === ']'));
  }

  private continues(at: number): boolean {
    let next = at;
    while (this.tokens[next]?.kind === 'newline') next += 1;
    const token = this.tokens[next];
    return token?.kind === 'sign' && ['.', '&.', '?.'].includes(token.text);
  }

  /** `system "ls"`, `send :name`: arguments without brackets. */
  private startsArgument(at: number): boolean {
    const token = this.tokens[at] as Token;
    if (!token.spaced) return false;
    if (['string', 'symbol', 'number', 'list', 'shell'].includes(token.kind)) return true;
    if (token.kind === 'word') return !KEYWORDS.has(token.text);
    if (token.kind !== 'sign') return false;
    const after = this.tokens[at + 1];
    return token.text === '[' || token.text === '->' || token.text === '::' || (['*', '&', '-'].includes(token.text) && after !== undefined && !after.spaced);
  }

  private commandEnd(from: number): number {
    let at = from;
    while (at < this.tokens.length) {
      const token = this.tokens[at] as Token;
      if (token.kind === 'newline' && !this.continues(at) && !this.is(at - 1, ',')) break;
      if (token.kind === 'word' && ['do', 'if', 'unless', 'while', 'until', 'rescue', 'and', 'or', 'then', 'end'].includes(token.text) && !this.follows(at)) break;
      if (token.kind === 'sign' && (token.text === ';' || CLOSERS.has(token.text))) break;
      at = token.kind === 'sign' && OPENERS.has(token.text) ? this.closing(at) + 1 : at + 1;
    }
    return Math.min(at, this.tokens.length);
  }

  /** The `end` of a `do`. */
  private endOf(open: number): number {
    let depth = 0;
    for (let at = open; at < this.tokens.length; at += 1) {
      const token = this.tokens[at] as Token;
      if (token.kind !== 'word' || this.follows(at)) continue;
      const before = this.tokens[at - 1];
      const startsLine = before === undefined || before.kind === 'newline' || (before.kind === 'sign' && [';', '=', '(', '|'].includes(before.text));
      if (token.text === 'do' || (startsLine && ['if', 'unless', 'case', 'begin', 'def', 'class', 'module', 'for'].includes(token.text))) depth += 1;
      else if (token.text === 'end' && (depth -= 1) === 0) return at;
    }
    return this.tokens.length;
  }

  /** Pieces between commas. */
  split(from: number, to: number): Span[] {
    const spans: Span[] = [];
    let start = from;
    for (let at = from; at < to; at += 1) {
      const token = this.tokens[at] as Token;
      if (token.kind !== 'sign') continue;
      if (OPENERS.has(token.text)) at = Math.max(at, Math.min(this.closing(at), to));
      else if (token.text === ',') {
        spans.push([start, at]);
        start = at + 1;
      }
    }
    if (start < to) spans.push([start, to]);
    return spans;
  }

  /** Where the statement that goes on at a token ends: `;` or the end of the line, brackets aside. */
  endOfStatement(from: number): number {
    let end = from;
    const last = Math.min(this.tokens.length, from + LONGEST_STATEMENT);
    while (end < last && !this.is(end, ';') && !this.isSign(end, CLOSERS) && this.tokens[end]?.kind !== 'newline') {
      end = this.isSign(end, OPENERS) ? this.closing(end) + 1 : this.endOfText(end);
    }
    return Math.min(end, this.tokens.length);
  }

  openingOf(close: number): number {
    return this.partner[close] ?? -1;
  }

  closingOf(open: number): number {
    return this.closing(open);
  }

  /** Behind a string and the code inside it. */
  endOfText(index: number): number {
    let end = index + 1;
    for (const [from, to] of this.tokens[index]?.holes ?? []) if (index + from === end + 1) end = index + to + 1;
    return end;
  }

  textOf([from, to]: Span): string {
    return this.tokens
      .slice(from, Math.min(to, from + 60))
      .map(token => (token.spaced ? ' ' : '') + (token.kind === 'string' ? JSON.stringify(token.text) : token.kind === 'symbol' ? `:${token.text}` : token.text))
      .join('')
      .trim();
  }
}

/** `Rails.application.credentials` as one text. */
export function pathOf({ segments }: Chain, to = segments.length): string {
  return segments
    .slice(0, to)
    .map(segment => segment.name)
    .join('.');
}
