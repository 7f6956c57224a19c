/** Reads what bash reads: words with their quoting, redirections, heredocs, lists and compound commands. */
export type Part =
  | { kind: 'text'; text: string; quoted: boolean }
  | { kind: 'variable'; name: string; operation: string; argument: Word; quoted: boolean }
  | { kind: 'commands'; list: List; quoted: boolean }
  | { kind: 'arithmetic'; expression: Word; quoted: boolean }
  | { kind: 'process'; list: List; quoted: false };

export interface Word {
  parts: Part[];
  raw: string;
}

export interface Assignment {
  name: string;
  append: boolean;
  /** What stands in `name[…]`; bash runs substitutions in it. */
  index?: Word;
  value: Word | Word[];
}

export interface Redirection {
  descriptor: string;
  operator: string;
  target: Word;
}

export type Command =
  | { kind: 'simple'; assignments: Assignment[]; words: Word[]; redirections: Redirection[]; raw: string }
  | { kind: 'group'; body: List; redirections: Redirection[] }
  | { kind: 'for'; name: string; words: Word[] | undefined; body: List; redirections: Redirection[] }
  /** `((…))`, and what stands in `for ((…))`. */
  | { kind: 'arithmetic'; expression: Word; redirections: Redirection[] }
  | { kind: 'case'; subject: Word; bodies: List[]; redirections: Redirection[] }
  | { kind: 'function'; name: string; body: List; redirections: Redirection[] };

export interface Pipeline {
  commands: Command[];
  background: boolean;
}
export type List = Pipeline[];

/** What bash itself would still wait for, or refuse. */
export class NotShell extends Error {}

const DEEPEST = 60;
const RESERVED = new Set(['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', 'for', 'select', 'case', 'esac', 'function', '{', '}', '!', '[[', 'time', 'coproc']);
const META = ' \t\n;|&<>()';

export function parseShell(text: string): List {
  const parser = new Parser(text.replace(/\r\n?/g, '\n'));
  return parser.whole();
}

/** The words of a text in double quotes, as in a heredoc. */
export function parseQuoted(text: string): Word {
  return new Parser(text).quotedText();
}

class Parser {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  private heredocs: Array<{ redirection: Redirection; end: string; literal: boolean; stripTabs: boolean }> = [];

  constructor(text: string) {
    this.text = text;
  }

  whole(): List {
    const list: List = [];
    for (;;) {
      list.push(...this.list([]));
      if (this.at >= this.text.length) break;
      // A stray closing word or bracket: bash refuses the line, the rest is read all the same.
      this.at += 1;
    }
    this.readHeredocs();
    return list;
  }

  quotedText(): Word {
    const parts: Part[] = [];
    this.doubleQuoted(parts, '');
    return { parts, raw: this.text };
  }

  /** Commands up to one of the words, `)` or the end; the word itself is left. */
  private list(ends: string[]): List {
    if ((this.depth += 1) > DEEPEST) throw new NotShell('it is nested too deeply');
    const list: List = [];
    for (;;) {
      this.separators();
      const char = this.text[this.at];
      if (char === undefined || char === ')' || (char === ';' && this.text[this.at + 1] === ';')) break;
      const word = this.peekWord();
      if (ends.includes(word)) break;
      const start = this.at;
      list.push(this.pipeline());
      if (this.at === start) break;
    }
    this.depth -= 1;
    return list;
  }

  private separators(): void {
    for (;;) {
      this.blanks();
      const char = this.text[this.at];
      if (char === '\n') {
        this.at += 1;
        this.readHeredocs();
      } else if (char === ';' && this.text[this.at + 1] !== ';') {
        this.at += 1;
      } else if (char === '&' || char === '|') {
        this.at += 1;
      } else {
        return;
      }
    }
  }

  private blanks(): void {
    for (;;) {
      const char = this.text[this.at];
      if (char === ' ' || char === '\t') this.at += 1;
      else if (char === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else if (char === '#' && (this.at === 0 || META.includes(this.text[this.at - 1] as string))) {
        while (this.at < this.text.length && this.text[this.at] !== '\n') this.at += 1;
      } else return;
    }
  }

  private newlines(): void {
    for (;;) {
      this.blanks();
      if (this.text[this.at] !== '\n') return;
      this.at += 1;
      this.readHeredocs();
    }
  }

  private peekWord(): string {
    let end = this.at;
    while (end < this.text.length && !META.includes(this.text[end] as string) && end - this.at < 12) end += 1;
    return this.text.slice(this.at, end);
  }

  private pipeline(): Pipeline {
    const commands: Command[] = [];
    for (;;) {
      this.newlines();
      while (this.peekWord() === '!' || this.peekWord() === 'time' || this.peekWord() === 'coproc') {
        this.at += this.peekWord().length;
        this.blanks();
        if (this.text.startsWith('-p ', this.at)) this.at += 3;
        this.blanks();
      }
      const command = this.command();
      if (command) commands.push(command);
      this.blanks();
      if (this.text[this.at] === '|' && this.text[this.at + 1] !== '|') {
        this.at += this.text[this.at + 1] === '&' ? 2 : 1;
        continue;
      }
      const background = this.text[this.at] === '&' && this.text[this.at + 1] !== '&';
      return { commands, background };
    }
  }

  private command(): Command | undefined {
    const char = this.text[this.at];
    const word = this.peekWord();
    if (char === '(') {
      if (this.text[this.at + 1] === '(') {
        const end = this.text.indexOf('))', this.at);
        if (end > 0) {
          const expression = parseQuoted(this.text.slice(this.at + 2, end));
          this.at = end + 2;
          return { kind: 'arithmetic', expression, redirections: this.redirections() };
        }
      }
      this.at += 1;
      const body = this.list([]);
      this.expect(')');
      return { kind: 'group', body, redirections: this.redirections() };
    }
    if (RESERVED.has(word)) {
      switch (word) {
        case '{':
          return this.block('{', ['}']);
        case 'if':
          return this.block('if', ['fi'], ['then', 'else', 'elif']);
        case 'while':
        case 'until':
          return this.block(word, ['done'], ['do']);
        case 'for':
        case 'select':
          return this.loop(word);
        case 'case':
          return this.choice();
        case 'function': {
          this.at += 8;
          this.blanks();
          const name = this.word()?.raw ?? '';
          this.blanks();
          if (this.text.startsWith('()', this.at)) this.at += 2;
          return this.functionBody(name);
        }
        case '[[':
          return this.condition();
        default:
          // `then` or `done` where a command was due: skip the word.
          this.at += word.length;
          return undefined;
      }
    }
    return this.simple();
  }

  private expect(text: string): void {
    if (!this.text.startsWith(text, this.at)) throw new NotShell(`${text} is missing`);
    this.at += text.length;
  }

  private block(open: string, closers: string[], between: string[] = []): Command {
    this.at += open.length;
    const body: List = [];
    for (;;) {
      body.push(...this.list([...closers, ...between]));
      const word = this.peekWord();
      if (!closers.includes(word) && !between.includes(word)) throw new NotShell(`${closers[0]} is missing`);
      this.at += word.length;
      if (closers.includes(word)) break;
    }
    return { kind: 'group', body, redirections: this.redirections() };
  }

  private loop(open: string): Command {
    this.at += open.length;
    this.blanks();
    if (this.text.startsWith('((', this.at)) {
      const end = this.text.indexOf('))', this.at);
      if (end < 0) throw new NotShell(')) is missing');
      const head: Command = { kind: 'arithmetic', expression: parseQuoted(this.text.slice(this.at + 2, end)), redirections: [] };
      this.at = end + 2;
      this.separators();
      const inner = this.block('do', ['done']);
      return inner.kind === 'group' ? { ...inner, body: [{ commands: [head], background: false }, ...inner.body] } : inner;
    }
    const name = this.word()?.raw ?? '';
    this.newlines();
    let words: Word[] | undefined;
    if (this.peekWord() === 'in') {
      this.at += 2;
      words = [];
      for (;;) {
        this.blanks();
        const word = this.word();
        if (!word) break;
        words.push(word);
      }
    }
    this.separators();
    const open2 = this.peekWord();
    if (open2 !== 'do' && open2 !== '{') throw new NotShell('do is missing');
    const inner = this.block(open2, open2 === 'do' ? ['done'] : ['}']);
    if (inner.kind !== 'group') throw new NotShell('do is missing');
    return { kind: 'for', name, words, body: inner.body, redirections: inner.redirections };
  }

  private choice(): Command {
    this.at += 4;
    this.blanks();
    const subject = this.word() ?? { parts: [], raw: '' };
    this.newlines();
    this.expect('in');
    const bodies: List[] = [];
    for (;;) {
      this.newlines();
      if (this.peekWord() === 'esac') break;
      if (this.text[this.at] === '(') this.at += 1;
      for (;;) {
        this.blanks();
        if (!this.word()) break;
        this.blanks();
        if (this.text[this.at] === '|') this.at += 1;
      }
      this.expect(')');
      bodies.push(this.list(['esac']));
      this.blanks();
      if (this.text.startsWith(';;', this.at)) {
        this.at += 2;
        if (this.text[this.at] === '&') this.at += 1;
      } else if (this.peekWord() !== 'esac') {
        throw new NotShell('esac is missing');
      }
    }
    this.at += 4;
    return { kind: 'case', subject, bodies, redirections: this.redirections() };
  }

  private functionBody(name: string): Command {
    this.newlines();
    const body = this.command();
    return { kind: 'function', name, body: body ? [{ commands: [body], background: false }] : [], redirections: [] };
  }

  private condition(): Command {
    const start = this.at;
    const words: Word[] = [];
    for (;;) {
      this.newlines();
      const char = this.text[this.at];
      if (char === undefined) throw new NotShell(']] is missing');
      if ('<>()|&;'.includes(char)) {
        this.at += 1;
        continue;
      }
      const word = this.word();
      if (!word) throw new NotShell(']] is missing');
      words.push(word);
      if (word.raw === ']]') break;
    }
    return { kind: 'simple', assignments: [], words, redirections: this.redirections(), raw: this.text.slice(start, this.at) };
  }

  private redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      this.blanks();
      const redirection = this.redirection();
      if (!redirection) return found;
      found.push(redirection);
    }
  }

  private redirection(): Redirection | undefined {
    let end = this.at;
    if (this.text[end] === '{') {
      const close = this.text.indexOf('}', end);
      if (close < 0 || !/^\{[A-Za-z_]\w*$/.test(this.text.slice(end, Math.min(close, end + 40))) || !/[<>]/.test(this.text[close + 1] ?? '')) return undefined;
      end = close + 1;
    } else {
      while (/[0-9]/.test(this.text[end] ?? '')) end += 1;
    }
    const operator = ['<<<', '<<-', '&>>', '<<', '>>', '>&', '<&', '<>', '>|', '&>', '<', '>'].find(each => this.text.startsWith(each, end));
    if (!operator) return undefined;
    if ((operator === '<' || operator === '>') && this.text[end + 1] === '(') return undefined;
    const descriptor = this.text.slice(this.at, end);
    this.at = end + operator.length;
    this.blanks();
    const target = this.word();
    if (!target) throw new NotShell(`a redirection without a target`);
    const redirection = { descriptor, operator, target };
    if (operator === '<<' || operator === '<<-') {
      const literal = target.parts.some(part => part.quoted) || /[\\'"]/.test(target.raw);
      const end2 = target.parts.map(part => (part.kind === 'text' ? part.text : '')).join('');
      this.heredocs.push({ redirection, end: end2.replace(/[\uE010-\uE015]/g, mark => '*?[{,}'[mark.charCodeAt(0) - 0xe010] as string), literal, stripTabs: operator === '<<-' });
    }
    return redirection;
  }

  /** Bodies of the heredocs that were announced on the line that just ended. */
  private readHeredocs(): void {
    const due = this.heredocs;
    this.heredocs = [];
    for (const { redirection, end, literal, stripTabs } of due) {
      const lines: string[] = [];
      while (this.at < this.text.length) {
        let stop = this.text.indexOf('\n', this.at);
        if (stop < 0) stop = this.text.length;
        let line = this.text.slice(this.at, stop);
        this.at = Math.min(stop + 1, this.text.length);
        if (stripTabs) line = line.replace(/^\t+/, '');
        if (line === end) break;
        lines.push(line);
      }
      const body = lines.length > 0 ? `${lines.join('\n')}\n` : '';
      redirection.target = literal ? { parts: [{ kind: 'text', text: body, quoted: true }], raw: body } : parseQuoted(body);
    }
  }

  private simple(): Command | undefined {
    const start = this.at;
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.blanks();
      const char = this.text[this.at];
      if (char === undefined || char === '\n' || char === ';' || char === ')') break;
      if (char === '|' || (char === '&' && this.text[this.at + 1] !== '>')) break;
      const redirection = this.redirection();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      if (char === '(') {
        // name() { … }
        const name = words[0];
        const close = /^\(\s*\)/.exec(this.text.slice(this.at, this.at + 20));
        if (words.length === 1 && name && close) {
          this.at += close[0].length;
          return this.functionBody(name.raw);
        }
        throw new NotShell('a bracket where none can be');
      }
      if (words.length === 0 || isDeclaration(words[0] as Word)) {
        const assignment = this.assignment();
        if (assignment) {
          assignments.push(assignment);
          if (words.length > 0) words.push({ parts: [{ kind: 'text', text: assignment.name, quoted: true }], raw: assignment.name });
          continue;
        }
      }
      const word = this.word();
      if (!word) {
        // Never stand still: a lone bracket or operator is passed over.
        throw new NotShell(`${char} where none can be`);
      }
      words.push(word);
    }
    if (assignments.length + words.length + redirections.length === 0) return undefined;
    return { kind: 'simple', assignments, words, redirections, raw: this.text.slice(start, this.at) };
  }

  /** `[…]` behind a name, brackets inside included; nothing where none stands there. */
  private subscript(from = this.at): string {
    if (this.text[from] !== '[') return '';
    let depth = 0;
    for (let at = from; at < this.text.length && at < from + 200; at += 1) {
      if (this.text[at] === '[') depth += 1;
      else if (this.text[at] === ']' && (depth -= 1) === 0) return this.text.slice(from, at + 1);
    }
    return '';
  }

  private assignment(): Assignment | undefined {
    const name = /^[A-Za-z_]\w*/.exec(this.text.slice(this.at, this.at + 200))?.[0];
    if (name === undefined) return undefined;
    const subscript = this.subscript(this.at + name.length);
    const sign = /^\+?=/.exec(this.text.slice(this.at + name.length + subscript.length).slice(0, 2))?.[0];
    if (sign === undefined) return undefined;
    this.at += name.length + subscript.length + sign.length;
    const append = sign === '+=';
    const index = subscript ? { index: parseQuoted(subscript.slice(1, -1)) } : {};
    if (this.text[this.at] === '(') {
      this.at += 1;
      const value: Word[] = [];
      for (;;) {
        this.newlines();
        const word = this.word();
        if (!word) break;
        value.push(word);
      }
      this.expect(')');
      return { name, append, ...index, value };
    }
    return { name, append, ...index, value: this.word() ?? { parts: [], raw: '' } };
  }

  /** A word, or nothing where an operator stands. */
  private word(): Word | undefined {
    const start = this.at;
    const parts: Part[] = [];
    let text = '';
    const flush = () => {
      if (text) parts.push({ kind: 'text', text, quoted: false });
      text = '';
    };
    let any = false;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) break;
      if ((char === '<' || char === '>') && this.text[this.at + 1] === '(') {
        flush();
        this.at += 2;
        const list = this.list([]);
        this.expect(')');
        parts.push({ kind: 'process', list, quoted: false });
        any = true;
        continue;
      }
      if (META.includes(char)) break;
      any = true;
      if (char === '\\') {
        if (this.text[this.at + 1] === '\n') {
          this.at += 2;
          continue;
        }
        flush();
        parts.push({ kind: 'text', text: this.text[this.at + 1] ?? '', quoted: true });
        this.at += 2;
      } else if (char === "'") {
        flush();
        const end = this.text.indexOf("'", this.at + 1);
        if (end < 0) throw new NotShell("the closing ' is missing");
        parts.push({ kind: 'text', text: this.text.slice(this.at + 1, end), quoted: true });
        this.at = end + 1;
      } else if (char === '"') {
        flush();
        this.at += 1;
        this.doubleQuoted(parts, '"');
      } else if (char === '$') {
        if (this.text[this.at + 1] === "'") {
          flush();
          parts.push({ kind: 'text', text: this.ansiC(), quoted: true });
        } else if (this.text[this.at + 1] === '"') {
          this.at += 1;
        } else {
          const part = this.dollar(false);
          if (part) {
            flush();
            parts.push(part);
          } else {
            text += '$';
            this.at += 1;
          }
        }
      } else if (char === '`') {
        flush();
        parts.push(this.backtick(false));
      } else {
        const index = '*?[{,}'.indexOf(char);
        text += index >= 0 ? String.fromCharCode(0xe010 + index) : char;
        this.at += 1;
      }
    }
    flush();
    return any ? { parts, raw: this.text.slice(start, this.at) } : undefined;
  }

  private doubleQuoted(parts: Part[], end: string): void {
    let text = '';
    const flush = (always = false) => {
      if (text || always) parts.push({ kind: 'text', text, quoted: true });
      text = '';
    };
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) {
        if (end === '') break;
        throw new NotShell('the closing " is missing');
      }
      if (char === end) {
        this.at += 1;
        break;
      }
      if (char === '\\') {
        const next = this.text[this.at + 1] ?? '';
        if (next === '\n') {
          // Continued on the next line.
        } else if ('$`"\\'.includes(next)) {
          text += next;
        } else {
          text += `\\${next}`;
        }
        this.at += 2;
      } else if (char === '$') {
        const part = this.dollar(true);
        if (part) {
          flush();
          parts.push(part);
        } else {
          text += '$';
          this.at += 1;
        }
      } else if (char === '`') {
        flush();
        parts.push(this.backtick(true));
      } else {
        text += char;
        this.at += 1;
      }
    }
    flush(end === '"');
  }

  /** `$…`, or nothing where the dollar stands for itself. */
  private dollar(quoted: boolean): Part | undefined {
    const next = this.text[this.at + 1] ?? '';
    if (next === '(') {
      if (this.text[this.at + 2] === '(') {
        const end = this.arithmeticEnd(this.at + 3);
        if (end > 0) {
          const text = this.text.slice(this.at + 3, end);
          this.at = end + 2;
          return { kind: 'arithmetic', expression: parseQuoted(text), quoted };
        }
      }
      this.at += 2;
      const list = this.list([]);
      this.expect(')');
      return { kind: 'commands', list, quoted };
    }
    if (next === '[') {
      const end = this.text.indexOf(']', this.at);
      if (end > 0) {
        const text = this.text.slice(this.at + 2, end);
        this.at = end + 1;
        return { kind: 'arithmetic', expression: parseQuoted(text), quoted };
      }
    }
    if (next === '{') {
      if ((this.depth += 1) > DEEPEST) throw new NotShell('it is nested too deeply');
      const part = this.braced(quoted);
      this.depth -= 1;
      return part;
    }
    const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(this.text.slice(this.at + 1, this.at + 100));
    if (!name) return undefined;
    this.at += 1 + name[0].length;
    return { kind: 'variable', name: name[0], operation: '', argument: { parts: [], raw: '' }, quoted };
  }

  private arithmeticEnd(from: number): number {
    let depth = 0;
    for (let i = from; i < this.text.length && i < from + 2000; i += 1) {
      if (this.text[i] === '(') depth += 1;
      else if (this.text[i] === ')') {
        if (depth === 0) return this.text[i + 1] === ')' ? i : -1;
        depth -= 1;
      }
    }
    return -1;
  }

  private braced(quoted: boolean): Part {
    const head = /^([!#]?)([A-Za-z_]\w*|[0-9]+|[@*#?$!-])/.exec(this.text.slice(this.at + 2, this.at + 200));
    if (!head) throw new NotShell('${ without a name');
    this.at += 2 + head[0].length;
    const subscript = this.subscript();
    this.at += subscript.length;
    const rest: Part[] = [];
    const start = this.at;
    let text = '';
    const flush = () => {
      if (text) rest.push({ kind: 'text', text, quoted: true });
      text = '';
    };
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) throw new NotShell('} is missing');
      if (char === '}') break;
      if (char === '\\') {
        text += this.text[this.at + 1] ?? '';
        this.at += 2;
      } else if (char === "'" && !quoted) {
        const end = this.text.indexOf("'", this.at + 1);
        if (end < 0) throw new NotShell("the closing ' is missing");
        text += this.text.slice(this.at + 1, end);
        this.at = end + 1;
      } else if (char === '"') {
        flush();
        this.at += 1;
        this.doubleQuoted(rest, '"');
      } else if (char === '$' && this.text[this.at + 1] === "'") {
        text += this.ansiC();
      } else if (char === '$') {
        const part = this.dollar(true);
        if (part) {
          flush();
          rest.push(part);
        } else {
          text += '$';
          this.at += 1;
        }
      } else if (char === '`') {
        flush();
        rest.push(this.backtick(true));
      } else {
        text += char;
        this.at += 1;
      }
    }
    flush();
    const raw = this.text.slice(start, this.at);
    this.at += 1;
    const operation = head[1] === '#' ? 'length' : head[1] === '!' ? 'indirect' : (/^(?::?[-=?+]|##?|%%?|\/\/?|\^\^?|,,?|@|:)/.exec(raw)?.[0] ?? '');
    const name = `${head[2]}${subscript}`;
    return { kind: 'variable', name, operation, argument: { parts: withoutStart(rest, head[1] ? 0 : operation.length), raw }, quoted };
  }

  private backtick(quoted: boolean): Part {
    let inner = '';
    let i = this.at + 1;
    for (;;) {
      const char = this.text[i];
      if (char === undefined) throw new NotShell('the closing ` is missing');
      if (char === '`') break;
      if (char === '\\' && '$`\\'.includes(this.text[i + 1] ?? ' ')) {
        inner += this.text[i + 1];
        i += 2;
      } else {
        inner += char;
        i += 1;
      }
    }
    this.at = i + 1;
    if ((this.depth += 1) > DEEPEST) throw new NotShell('it is nested too deeply');
    const list = parseShell(inner);
    this.depth -= 1;
    return { kind: 'commands', list, quoted };
  }

  /** `$'…'` with its escapes undone. */
  private ansiC(): string {
    let end = this.at + 2;
    while (end < this.text.length && this.text[end] !== "'") end += this.text[end] === '\\' ? 2 : 1;
    if (end >= this.text.length) throw new NotShell("the closing ' is missing");
    const inner = this.text.slice(this.at + 2, end);
    this.at = end + 1;
    return unescapeC(inner);
  }
}

/** Escapes as `$'…'`, `printf` and `echo -e` know them. */
export function unescapeC(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,4})|c(.)|([^])|$)/g, (whole, x, u, U, octal, control, other) => {
    const hex = x ?? u ?? U;
    if (hex !== undefined) {
      const code = parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    }
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
    if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f);
    const known: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '?': '?' };
    return known[other] ?? whole;
  });
}

function withoutStart(parts: Part[], length: number): Part[] {
  const [first, ...rest] = parts;
  if (length === 0 || first?.kind !== 'text') return parts;
  return [{ ...first, text: first.text.slice(length) }, ...rest];
}

function isDeclaration({ raw }: Word): boolean {
  return ['export', 'declare', 'typeset', 'local', 'readonly', 'alias'].includes(raw);
}
