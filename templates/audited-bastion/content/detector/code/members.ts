import { isConstant } from '../shell/marks.ts';
import type { Chain, Code, Segment, Span } from './chains.ts';
import type { Constants } from './constants.ts';

const DEEPEST = 6;
const GLOBALS = /^(?:globalThis|global|window|self)$/;
const BUILT_IN = /^(?:process|require|module|eval|Function|global|globalThis|Reflect|Buffer|fetch)$/;
/** Calls of which a variable may hold the answer, as if it stood there itself. */
const ANSWERS_ITSELF = /^(?:require|import|getBuiltinModule|createRequire|_load|getRepository|getTreeRepository|getMongoRepository|getCustomRepository|model|collection|db|table|get|bind|getOwnPropertyDescriptor|\(group\)|\[list\]|\[\])$/;

/** Where a name of JavaScript comes from: what was assigned, and which members of it. */
interface Origin {
  value: Span;
  keys: string[];
}

/**
 * The same chain as it would be written plainly: `a['b'+'c']` is `a.bc`, a
 * variable is what was assigned to it, `Reflect.apply(f, x, [y])` is `f(y)`.
 */
export class Members {
  private readonly code: Code;
  private readonly constants: Constants;
  private readonly work: () => void;
  private readonly origins = new Map<string, Origin>();

  constructor(code: Code, constants: Constants, work: () => void) {
    this.work = work;
    this.code = code;
    this.constants = constants;
    if (code.ruby) return;
    code.tokens.forEach((token, index) => {
      if (token.kind === 'sign' && token.text === '}' && code.is(index + 1, '=')) this.unpack(code.openingOf(index) + 1, index, { value: [index + 2, code.endOfStatement(index + 2)], keys: [] });
    });
  }

  plain(chain: Chain, depth = 0): Chain {
    if (this.code.ruby) return this.constantsOf(chain);
    if (depth > DEEPEST) return chain;
    if (depth > 0) this.work();
    let segments = this.called(this.root(chain, depth));
    for (let step = 0; step < DEEPEST; step += 1) {
      const simpler = this.direct(segments, depth);
      if (!simpler) break;
      segments = this.called(simpler);
    }
    return { ...chain, segments };
  }

  /** `Object.const_get("A::B")` and `"A::B".constantize` are `A::B`. */
  private constantsOf(chain: Chain): Chain {
    const at = chain.segments.findIndex(({ name }, index) => index > 0 && /^(?:const_get|(?:safe_)?constantize)$/.test(name));
    const [root] = chain.segments;
    const asked = at < 0 ? undefined : chain.segments[at]?.name === 'const_get' ? chain.segments[at]?.args?.[0] : at === 1 && root?.name === '"text"' ? root.args?.[0] : undefined;
    const path = asked && this.constants.text(asked);
    if (!path || !/^(?:::)?[A-Z]\w*(?:::[A-Z]\w*)*$/.test(path)) return chain;
    const before = chain.segments.slice(0, at).filter(({ name }) => !/^(?:Object|Kernel|Module|"text")$/.test(name));
    const named = path.split('::').filter(Boolean).map(name => ({ name, args: undefined, block: undefined, isIndex: false, to: chain.segments[at]?.to ?? chain.to }));
    return { ...chain, segments: [...before, ...named, ...chain.segments.slice(at + 1)] };
  }

  /** The chain that is the whole of an expression. */
  chainOf([from, to]: Span, depth = 0): Chain | undefined {
    let at = from;
    while (at < to && (this.code.tokens[at]?.kind === 'newline' || this.code.is(at, 'await'))) at += 1;
    const chain = at < to ? this.code.chainAt(at) : undefined;
    if (!chain) return undefined;
    let end = chain.to;
    while (this.code.tokens[end]?.kind === 'newline') end += 1;
    return end >= to ? this.plain(chain, depth + 1) : undefined;
  }

  /** `const { env: e, stdout: { write } } = process`. */
  private unpack(from: number, to: number, origin: Origin, depth = 0): void {
    if (depth > DEEPEST || from <= 0 || from > to) return;
    for (const [start, end] of this.code.split(from, to)) {
      let at = start;
      while (this.code.tokens[at]?.kind === 'newline') at += 1;
      const computed = this.code.is(at, '[') ? this.constants.text([at + 1, this.code.closingOf(at)]) : undefined;
      const key = computed ?? this.code.tokens[at]?.text ?? '';
      const next = this.code.is(at, '[') ? this.code.closingOf(at) + 1 : at + 1;
      const name = this.code.is(next, ':') ? next + 1 : at;
      const keys = [...origin.keys, key];
      if (this.code.is(name, '{')) this.unpack(name + 1, Math.min(this.code.closingOf(name), end), { ...origin, keys }, depth + 1);
      else if (this.code.tokens[name]?.kind === 'word') this.origins.set(this.code.tokens[name].text, { ...origin, keys });
    }
  }

  private root(chain: Chain, depth: number): Segment[] {
    const [root, ...rest] = chain.segments.map(segment => this.named(segment));
    if (!root) return [];
    const inside = root.name === '(group)' ? this.lastOf(root.args, depth) : root.name === '[list]' ? this.itemOf(root, rest[0], depth) : this.assigned(root, chain, depth);
    if (!inside) return [root, ...rest];
    const isCalled = root.args !== undefined && !/^[([]/.test(root.name);
    return [...inside, ...(isCalled ? [{ ...root, name: '()' }] : []), ...(root.name === '[list]' ? rest.slice(1) : rest)];
  }

  /** `(0, eval)` is eval. */
  private lastOf(args: Span[] | undefined, depth: number): Segment[] | undefined {
    const last = args?.at(-1);
    return last && this.chainOf(last, depth)?.segments;
  }

  /** `[eval][0]`. */
  private itemOf(list: Segment, index: Segment | undefined, depth: number): Segment[] | undefined {
    const number = index?.isIndex && index.args?.[0] ? this.constants.text(index.args[0]) : undefined;
    const item = /^\d+$/.test(number ?? '') ? list.args?.[Number(number)] : undefined;
    return item && this.chainOf(item, depth)?.segments;
  }

  private assigned(root: Segment, { from, to, segments: { length }, assigned }: Chain, depth: number): Segment[] | undefined {
    const { code } = this;
    const isKey = code.is(to, ':') && (code.is(from - 1, '{') || code.is(from - 1, ','));
    const assignment = this.constants.assignmentOf(root.name);
    const origin = this.origins.get(root.name) ?? (assignment && { value: assignment, keys: [] });
    if (!origin || isKey || (assigned && length === 1) || (origin.value[0] <= from && from < origin.value[1])) return undefined;
    const segments = this.chainOf(origin.value, depth)?.segments;
    if (!segments || segments.some(({ name, args, isIndex }) => name === '"text"' || (args !== undefined && !isIndex && !ANSWERS_ITSELF.test(name)))) return undefined;
    return [...segments, ...origin.keys.map(name => ({ name, args: undefined, block: undefined, isIndex: false, to }))];
  }

  private named(segment: Segment): Segment {
    if (!segment.isIndex || segment.args?.length !== 1) return segment;
    const name = this.constants.text(segment.args[0]);
    return name === undefined || name === '' || !isConstant(name) || /^-?\d+$/.test(name) ? segment : { ...segment, name, args: undefined, isIndex: false };
  }

  /** Brackets behind a name call it; globals, `call`, `apply` and `bind` go away. */
  private called(given: Segment[]): Segment[] {
    let segments = given;
    while (segments.length > 1 && (GLOBALS.test(segments[0]?.name ?? '') || (segments[0]?.name === 'this' && BUILT_IN.test(segments[1]?.name ?? ''))) && !segments[1]?.isIndex) segments = segments.slice(1);
    const result: Segment[] = [];
    for (const segment of segments) {
      const last = result.at(-1);
      const isOf = last !== undefined && last.args === undefined && segment.args !== undefined;
      if (isOf && segment.name === '()') result[result.length - 1] = { ...last, args: segment.args, to: segment.to };
      else if (isOf && (segment.name === 'call' || segment.name === 'bind') && isFunction(result)) result[result.length - 1] = { ...last, args: segment.name === 'bind' && segment.args?.length === 1 ? undefined : segment.args?.slice(1), to: segment.to };
      else if (isOf && segment.name === 'apply' && last.name !== 'Reflect') result[result.length - 1] = { ...last, args: this.itemsOf(segment.args?.[1]), to: segment.to };
      else result.push(segment);
    }
    return result;
  }

  private itemsOf(list: Span | undefined): Span[] {
    if (!list) return [];
    return this.code.is(list[0], '[') ? this.code.split(list[0] + 1, Math.min(this.code.closingOf(list[0]), list[1])) : [list];
  }

  /** Roundabout ways to a member or a module. */
  private direct(segments: Segment[], depth: number): Segment[] | undefined {
    const [root, second] = segments;
    const { args } = second ?? {};
    if (args?.[0] && (root?.name === 'Reflect' || root?.name === 'Object')) {
      const target = this.chainOf(args[0], depth)?.segments;
      const key = args[1] && this.constants.text(args[1]);
      const path = `${root.name}.${second?.name}`;
      if (target && path === 'Reflect.apply') return [...target, { name: '()', args: this.itemsOf(args[2]), block: undefined, isIndex: false, to: second?.to ?? 0 }, ...segments.slice(2)];
      if (target && path === 'Reflect.construct') return [...target, { name: '()', args: this.itemsOf(args[1]), block: undefined, isIndex: false, to: second?.to ?? 0 }, ...segments.slice(2)];
      const isDescriptor = path === 'Object.getOwnPropertyDescriptor' && segments[2]?.name === 'value';
      if (target && (path === 'Reflect.get' || isDescriptor)) {
        const member: Segment = { name: key ?? '[]', args: key === undefined ? args.slice(1, 2) : undefined, block: undefined, isIndex: key === undefined, to: second?.to ?? 0 };
        return [...target, member, ...segments.slice(isDescriptor ? 3 : 2)];
      }
    }
    // process.mainModule.require, module.constructor._load, createRequire(…)(…).
    const at = segments.findIndex((segment, index) => index > 0 && segment.args?.[0] && (/^(?:require|_load|getBuiltinModule)$/.test(segment.name) || (segment.name === '()' && segments[index - 1]?.name === 'createRequire')));
    return at > 0 ? [{ ...(segments[at] as Segment), name: 'require' }, ...segments.slice(at + 1)] : undefined;
  }
}

/** Not so `redis.call('GET', …)`, which is a method of its own. */
function isFunction(path: Segment[]): boolean {
  const last = path.at(-1)?.name ?? '';
  return path.length === 1 ? /^(?:eval|Function|require|fetch|setTimeout)$/.test(last) : !/redis|client|conn/i.test(last);
}
