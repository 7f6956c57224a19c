import { HOLE } from '../shell/marks.ts';
import { atobOrNothing } from '../shell/texts.ts';
import type { Code, Segment, Span } from './chains.ts';

/** More than a command has characters. */
const LONGEST_TEXT = 40_000;

export type Value = string | string[] | undefined;

/** What an expression comes to, where that can be told without running it. A part that cannot is a hole. */
export class Constants {
  private readonly code: Code;
  private readonly assigned = new Map<string, Span>();
  /** What `+=` and `<<` put behind a variable. */
  private readonly added = new Map<string, Span[]>();
  private readonly work: () => void;
  private depth = 0;

  constructor(code: Code, work: () => void) {
    this.code = code;
    this.work = work;
    code.tokens.forEach((token, index) => {
      const sign = code.tokens[index + 1]?.text ?? '';
      if (token.kind !== 'word' || !['=', '+=', '<<'].includes(sign) || !code.is(index + 1, sign) || code.is(index - 1, '.')) return;
      const value: Span = [index + 2, code.endOfStatement(index + 2)];
      if (sign === '=') this.assigned.set(token.text, value);
      else this.added.set(token.text, [...(this.added.get(token.text) ?? []), value]);
    });
  }

  assignmentOf(name: string): Span | undefined {
    return this.assigned.get(name);
  }

  of([from, to]: Span): Value {
    if (this.depth > 8 || to - from > 200) return undefined;
    if (this.depth > 1) this.work();
    this.depth += 1;
    const value = this.sum(from, to);
    this.depth -= 1;
    return typeof value === 'string' && value.length > LONGEST_TEXT ? undefined : value;
  }

  text(span: Span | undefined): string | undefined {
    const value = span && this.of(span);
    return Array.isArray(value) ? undefined : value;
  }

  private sum(from: number, to: number): Value {
    const { code } = this;
    let text = '';
    let isKnown = false;
    let start = from;
    for (let at = from; at <= to; at += 1) {
      const token = code.tokens[at];
      const isPlus = at < to && token?.kind === 'sign' && (token.text === '+' || token.text === '<<');
      if (at < to && token?.kind === 'sign' && ['(', '[', '{'].includes(token.text)) {
        at = Math.min(code.closingOf(at), to - 1);
        continue;
      }
      if (at < to && token?.holes) {
        at = Math.min(code.endOfText(at), to) - 1;
        continue;
      }
      if (!isPlus && at < to) continue;
      // `+"text"` of Ruby is the text.
      if (isPlus && at === from) {
        start = at + 1;
        continue;
      }
      const part = this.single(start, Math.min(at, to));
      if (Array.isArray(part)) return start === from && at >= to ? part : undefined;
      if (part === undefined) text += HOLE;
      else {
        text += part;
        isKnown = true;
      }
      start = at + 1;
    }
    return isKnown ? text : undefined;
  }

  private single(from: number, to: number): Value {
    const { code } = this;
    let at = from;
    while (at < to && code.tokens[at]?.kind === 'newline') at += 1;
    const token = code.tokens[at];
    if (!token || at >= to) return undefined;
    const percent = this.formatSign(at, to);
    if (percent > at) return formatted(this.text([at, percent]), this.listOf([percent + 1, to]));
    if ((token.kind === 'symbol' || token.kind === 'number') && code.endOfText(at) >= to) return this.folded(at);
    if (token.kind === 'string') {
      // "a" "b" is one string in Ruby.
      let text = '';
      let next = at;
      while (next < to && code.tokens[next]?.kind === 'string') {
        text += this.folded(next);
        next = code.endOfText(next);
      }
      if (next >= to || code.tokens[next]?.kind === 'newline') return text;
      if (next > code.endOfText(at)) return undefined;
    }
    if (token.kind === 'symbol' && code.is(at + 1, '.')) return this.methods(token.text, code, at + 1, to);
    const chain = code.chainAt(at);
    if (!chain) return undefined;
    const [root, ...rest] = chain.segments;
    if (!root) return undefined;
    let value: Value;
    let segments = rest;
    if (root.name === '"text"') value = token.items ?? this.folded(at);
    else if (root.name === '[list]') {
      const items = (root.args ?? []).map(span => this.text(span));
      if (items.some(item => item === undefined)) return undefined;
      value = items as string[];
    } else if (root.name === '(group)') value = root.args?.[0] && this.of(root.args[0]);
    else {
      const known = this.call(chain.segments);
      if (known) {
        value = known.value;
        segments = chain.segments.slice(known.used);
      } else {
        const assignment = this.assigned.get(root.name);
        if (!assignment || root.args !== undefined || (assignment[0] <= from && from < assignment[1])) return undefined;
        value = this.of(assignment);
        for (const span of this.added.get(root.name) ?? []) value = typeof value === 'string' ? value + (this.text(span) ?? HOLE) : undefined;
      }
    }
    return segments.reduce<Value>((current, segment) => this.method(current, segment), value);
  }

  /** A string with what its holes come to. */
  folded(index: number): string {
    const token = this.code.tokens[index];
    let hole = 0;
    return (token?.text ?? '').replace(new RegExp(HOLE, 'g'), () => {
      const [from, to] = token?.holes?.[hole++] ?? [0, 0];
      return (from < to ? this.text([index + from, index + to]) : undefined) ?? HOLE;
    });
  }

  /** The sign of `"…%s" % [...]`. */
  private formatSign(from: number, to: number): number {
    const { code } = this;
    if (!code.ruby) return -1;
    for (let at = from; at < to; at += 1) {
      if (code.is(at, '(') || code.is(at, '[') || code.is(at, '{')) at = code.closingOf(at);
      else if (code.is(at, '%')) return at;
    }
    return -1;
  }

  /** One value or a list, its unknown parts as holes. */
  private listOf([from, to]: Span): string[] {
    if (!this.code.is(from, '[') || this.code.closingOf(from) < to - 1) return [this.of([from, to]) ?? HOLE].flat();
    return this.code.split(from + 1, to - 1).flatMap(span => this.of(span) ?? HOLE);
  }

  private methods(text: string, code: Code, dot: number, to: number): Value {
    const name = code.tokens[dot + 1]?.text;
    return dot + 2 >= to && (name === 'to_s' || name === 'to_sym') ? text : undefined;
  }

  /** Calls that make a constant of constants. */
  private call(segments: Segment[]): { value: Value; used: number } | undefined {
    const path = segments.map(segment => segment.name);
    const args = (index: number) => segments[index]?.args ?? [];
    if (/^(?:Base64)$/.test(path[0] as string) && /^(?:urlsafe_|strict_)?decode64$/.test(path[1] ?? '')) return { value: decoded(this.text(args(1)[0])), used: 2 };
    if (path[0] === 'atob') return { value: decoded(this.text(args(0)[0])), used: 1 };
    if (path[0] === 'Buffer' && path[1] === 'from') {
      const encoding = this.text(args(1)[1]);
      const text = this.text(args(1)[0]);
      return { value: encoding === 'base64' ? decoded(text) : encoding === 'hex' ? fromHex(text) : text, used: 2 };
    }
    if (path[0] === 'String' && /^from(?:CharCode|CodePoint)$/.test(path[1] ?? '')) return { value: fromCodes(args(1).flatMap(span => (this.code.is(span[0], '...') ? this.listOf([span[0] + 1, span[1]]) : (this.text(span) ?? HOLE)))), used: 2 };
    if (path[0] === 'String' && path[1] === 'raw') return { value: this.text(args(1)[0]), used: 2 };
    const format = /^(?:format|sprintf)$/.test(path[0] as string) ? 0 : /^(?:Kernel|util)\.s?(?:format|printf)$/.test(`${path[0]}.${path[1]}`) ? 1 : -1;
    if (format >= 0 && args(format)[0]) return { value: formatted(this.text(args(format)[0]), args(format).slice(1).map(span => this.text(span) ?? HOLE)), used: format + 1 };
    if (path[0] === 'Rails' && path[1] === 'root') {
      if (path[2] === 'join') return { value: args(2).map(span => this.text(span) ?? HOLE).join('/'), used: 3 };
      return { value: '/app', used: 2 };
    }
    if (((path[0] === 'File' || path[0] === 'path') && path[1] === 'join') || (path[0] === 'path' && path[1] === 'resolve')) return { value: args(1).map(span => this.text(span) ?? HOLE).join('/'), used: 2 };
    if (path[0] === 'File' && path[1] === 'expand_path') return { value: this.text(args(1)[0]), used: 2 };
    if (path[0] === 'Pathname' && (path[1] === 'new' || segments[0]?.args)) return { value: this.text(args(path[1] === 'new' ? 1 : 0)[0]), used: path[1] === 'new' ? 2 : 1 };
    if (path[0] === 'URI' && segments[0]?.args) return { value: this.text(args(0)[0]), used: 1 };
    if (path[0] === 'URI' && (path[1] === 'parse' || path[1] === 'join')) return { value: this.text(args(1)[0]), used: 2 };
    if (path[0] === 'URL' && segments[0]?.args) return { value: this.text(args(0)[0]), used: 1 };
    if (path[0] === '__dirname') return { value: '.', used: 1 };
    return undefined;
  }

  private method(value: Value, { name, args = [] }: Segment): Value {
    if (value === undefined) return undefined;
    if (Array.isArray(value)) {
      switch (name) {
        case 'join':
          return value.join(this.text(args[0]) ?? '');
        case 'reverse':
          return [...value].reverse();
        case 'first':
          return value[0];
        case 'last':
          return value.at(-1);
        case '[]':
          return value[Number(this.text(args[0]))];
        case 'map':
        case 'pack':
          return name === 'pack' ? packed(value, this.text(args[0]) ?? '') : undefined;
        default:
          return undefined;
      }
    }
    switch (name) {
      case 'reverse':
        return [...value].reverse().join('');
      case 'to_s':
      case 'to_sym':
      case 'freeze':
      case 'strip':
      case 'trim':
      case 'squish':
      case 'chomp':
      case 'toString':
      case 'html_safe':
      case 'dup':
      case 'itself':
      case 'intern':
        return value;
      case 'downcase':
      case 'toLowerCase':
        return value.toLowerCase();
      case 'upcase':
      case 'toUpperCase':
        return value.toUpperCase();
      case 'unpack1':
      case 'unpack':
        return this.text(args[0])?.startsWith('m') ? decoded(value) : this.text(args[0])?.startsWith('H') ? undefined : undefined;
      case 'split':
      case 'chars':
        return name === 'chars' || (this.text(args[0]) ?? ' ') === '' ? [...value] : value.split(this.text(args[0]) ?? ' ');
      case 'tr':
      case 'gsub':
      case 'sub':
      case 'replace':
      case 'replaceAll':
      case 'delete': {
        const from = this.text(args[0]);
        const to = name === 'delete' ? '' : this.text(args[1]);
        if (from === undefined || to === undefined) return undefined;
        return name === 'sub' || name === 'replace' ? value.replace(from, () => to) : name === 'tr' && from.length > 1 ? undefined : value.split(from).join(to);
      }
      case '[]':
      case 'slice':
      case 'substring': {
        const [from, to] = args.map(span => this.text(span));
        if (!/^\d+$/.test(from ?? '') || !/^\d*$/.test(to ?? '')) return undefined;
        if (name === '[]' && to === undefined) return value[Number(from)];
        return value.slice(Number(from), to === undefined ? undefined : Number(to) + (this.code.ruby ? Number(from) : 0));
      }
      case 'capitalize':
        return value.slice(0, 1).toUpperCase() + value.slice(1).toLowerCase();
      case 'concat':
        return value + args.map(span => this.text(span) ?? HOLE).join('');
      case 'join':
        return [value, ...args.map(span => this.text(span) ?? HOLE)].join('/');
      default:
        return undefined;
    }
  }
}

function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : atobOrNothing(text);
}

function fromHex(text: string | undefined): string | undefined {
  return text?.replace(/../g, pair => String.fromCharCode(parseInt(pair, 16)));
}

function fromCodes(codes: string[]): string | undefined {
  return codes.every(code => /^(?:0x[0-9a-f]+|\d+)$/i.test(code)) ? String.fromCodePoint(...codes.map(code => Math.min(Number(code), 0x10ffff))) : undefined;
}

function packed(items: string[], how: string): string | undefined {
  if (how.startsWith('H')) return fromHex(items.join(''));
  return how.startsWith('m') ? decoded(items.join('')) : fromCodes(items);
}

/** `%s`, `%d` and `%%` of a format; what has a name is a hole. */
function formatted(pattern: string | undefined, values: string[]): string | undefined {
  let at = 0;
  return pattern?.replace(/%(?:%|[<{]\w+[>}]|[-+0 ]?\d{0,3}[sdipo])/g, sign => (sign === '%%' ? '%' : /[<{]/.test(sign) ? HOLE : (values[at++] ?? HOLE)));
}
