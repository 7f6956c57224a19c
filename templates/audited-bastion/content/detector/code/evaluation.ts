import { isPath } from '../paths.ts';
import { isConstant } from '../shell/marks.ts';
import type { Chain, Segment, Span } from './chains.ts';
import { type Call, callAt, type Reading } from './reading.ts';

const METHOD = /^(?:method|public_method|instance_method|public_instance_method|singleton_method)$/;
/** Questions about a method, which is not called. */
const ASKS = new Set(['source_location', 'owner', 'arity', 'parameters', 'name', 'source', 'comment', 'original_name', 'receiver', 'super_method', 'inspect']);

/** What `send(:name, …)` and `method(:name).call(…)` come to, where the name is known. */
export function sent(reading: Reading, { chain, index, name: sender, args = [], segment }: Call): Call | undefined {
  const [first, ...rest] = reading.code.is(args[0]?.[0] ?? -1, '*') ? splat(reading, args) : args;
  if (!first) return undefined;
  const name = reading.constants.text(first);
  const literal = /^(?:"text"|\[list\])$/.test(chain.segments[0]?.name ?? '') && index === 1;
  if (name === undefined || !isConstant(name)) {
    if (!literal) reading.giveUp('which method it calls is not known', chain);
    return undefined;
  }
  const isMethod = METHOD.test(sender);
  if (isMethod && ASKS.has(chain.segments[index + 1]?.name ?? '')) return undefined;
  const caller = isMethod ? chain.segments.slice(index + 1).find(each => /^(?:call|bind_call|\(\)|\[\]|===|yield)$/.test(each.name) && each.args) : undefined;
  const given = caller ? (caller.name === 'bind_call' ? caller.args?.slice(1) : caller.args) : rest;
  if (isMethod && !caller && RUNS_TEXT.test(name)) reading.giveUp('what it is called with is not known', chain);
  const called: Segment = { ...segment, name, args: given ?? [], isIndex: false };
  return callAt({ ...chain, segments: [...chain.segments.slice(0, index), called, ...chain.segments.slice(index + 1)] }, index, called);
}

const RUNS_TEXT = /^(?:system|exec|spawn|eval|instance_eval|class_eval|module_eval|execute|syscall|`|send|public_send|__send__)$/;

/** `send(*%w[update_all x])`. */
function splat({ code }: Reading, args: Span[]): Span[] {
  const [[from, to]] = args as [Span];
  if (code.is(from + 1, '[')) return [...code.split(from + 2, Math.min(code.closingOf(from + 1), to)), ...args.slice(1)];
  return [[from + 1, to], ...args.slice(1)];
}

/** `:name.to_proc.call(X)` is `X.name`. */
export function symbolCalled(reading: Reading, { chain, index, args, name }: Call): Call | undefined {
  const [root, turned] = chain.segments;
  if (index < 2 || root?.name !== '"text"' || turned?.name !== 'to_proc' || !/^(?:call|\[\]|yield|===)$/.test(name) || !args?.[0]) return undefined;
  const method = root.args?.[0] && reading.constants.text(root.args[0]);
  const receiver = reading.code.chainAt(args[0][0]);
  if (!method || !receiver) return undefined;
  const called: Segment = { name: method, args: args.slice(1), block: undefined, isIndex: false, to: chain.to };
  return callAt({ ...receiver, segments: [...receiver.segments, called] }, receiver.segments.length, called);
}

export const EVALUATE = new Set(['eval', 'instance_eval', 'class_eval', 'module_eval', 'Function', 'runInThisContext', 'runInNewContext', 'runInContext', 'compileFunction', 'setTimeout', 'setInterval', 'setImmediate']);

export function evaluates(reading: Reading, call: Call): void {
  const { chain, args = [], name, owner } = call;
  const [first] = args;
  if (!first) return;
  if (/^set/.test(name) && reading.code.tokens[first[0]]?.kind !== 'string') return;
  if (owner === 'redis' || owner === '$redis') {
    reading.report('redis-script', chain);
    return;
  }
  if (name === 'Function') makesFunction(reading, call);
  else judgeText(reading, call, first);
}

/** `Function('return process')()`, and the same by the constructor of any function. */
function makesFunction(reading: Reading, call: Call): void {
  reading.giveUp('what it evaluates is not known', call.chain);
  if (call.args?.length) judgeText(reading, call, call.args.at(-1) as Span);
}

/** Text that runs as code, with what is called on its answer. */
function judgeText(reading: Reading, { chain, index, segment }: Call, span: Span): void {
  const { code, constants, judge } = reading;
  const text = constants.text(span);
  if (text === undefined) {
    reading.giveUp('what it evaluates is not known', chain);
    return;
  }
  if (!isConstant(text)) reading.giveUp('a part of what it evaluates is not known', chain);
  const language = code.ruby ? 'ruby' : 'node';
  judge.nested({ language, text });
  const behind = chain.segments.slice(index + 1).find(({ name }) => name !== '()');
  const answer = text.replace(/^\s*return\b/, '').replace(/;\s*$/, '');
  if (behind && !/[;\n]/.test(answer)) {
    const called = chain.segments[index + 1]?.name === '()' ? (chain.segments[index + 1] as Segment) : segment;
    judge.nested({ language, text: `(${answer})${code.textOf([called.to, chain.to])}` });
  }
}

/** Ways to run text that only the one language has. */
export function evaluatesOtherwise(reading: Reading, call: Call): void {
  const { name, args = [], owner, chain, index } = call;
  const [first] = args;
  if (!first) return;
  if (reading.code.ruby) {
    if (/^(?:ERB|Erubi|Erubis|Tilt|Slim|Haml|Liquid|ERBTemplate)$/.test(call.root) && name === 'new') judgeTemplate(reading, chain, first);
    else if (name === 'render' || name === 'render_to_string') judgeInline(reading, call);
    else if (/^(?:InstructionSequence|ISeq)$/.test(owner ?? '') && /^(?:compile|new|compile_prism)$/.test(name)) judgeText(reading, call, first);
    else if (/^(?:compile_file|compile_file_prism|load_from_binary|load_iseq)$/.test(name)) reading.giveUp('the script it runs is not known', chain);
    else if ((name === 'instance_exec' || name === 'define_method') && index >= 0 && reading.code.is(first[0], '&')) reading.giveUp('what it evaluates is not known', chain);
    return;
  }
  const isNumber = reading.code.tokens[first[0]]?.kind === 'number' && first[1] === first[0] + 1;
  if (name === 'constructor' && index > 0 && !isNumber) makesFunction(reading, call);
  else if (name === 'Script' || name === 'SourceTextModule' || /^(?:Async|Generator|AsyncGenerator)Function$/.test(name)) judgeText(reading, call, name.endsWith('Function') ? (args.at(-1) as Span) : first);
  else if (name === 'Worker') {
    if (args[1] && /\beval\b(?! ?: ?false)/.test(reading.code.textOf(args[1]))) judgeText(reading, call, first);
    else reading.giveUp('what the worker runs is not known', chain);
  } else if (name === '_compile' || (name === 'compile' && owner === 'vm')) judgeText(reading, call, first);
}

/** The code between `<%` and `%>`. */
function judgeTemplate(reading: Reading, chain: Chain, span: Span): void {
  const text = reading.constants.text(span);
  if (text === undefined || !isConstant(text)) reading.giveUp('what the template runs is not known', chain);
  for (const piece of (text ?? '').split('<%').slice(1)) {
    const code = piece.split('%>')[0]?.replace(/^[=#-]/, sign => (sign === '#' ? '# ' : '')) ?? '';
    reading.judge.nested({ language: 'ruby', text: code });
  }
}

/** `render(inline: "<%= … %>")`. */
function judgeInline(reading: Reading, { chain, args = [] }: Call): void {
  for (const [from, to] of args) {
    if (reading.code.tokens[from]?.text === 'inline') judgeTemplate(reading, chain, [from + 2, to]);
  }
}

export function loads(reading: Reading, { chain, args, name }: Call): void {
  const [first] = args as [Span];
  const path = reading.constants.text(first);
  const { scratchPaths } = reading.judge.rules['delete-files'];
  if (/^(?:node:)?child_process$/.test(path ?? '')) reading.report('shell-from-console', chain);
  if (path === undefined) {
    if (!(name === 'import' && reading.code.tokens[first[0]]?.kind === 'word') && name !== 'load') reading.giveUp('what it loads is not known', chain);
    else if (name === 'load') reading.giveUp('what it loads is not known', chain);
  } else if (isPath([...scratchPaths, '/dev/shm/**'], path) || /^https?:|^data:/.test(path)) reading.giveUp('what it loads is not known', chain);
  else if (name === 'load' && reading.code.ruby && !isPath(reading.judge.rules['cannot-be-judged'].reviewedScripts, path)) reading.giveUp('the script it runs is not known', chain);
}
