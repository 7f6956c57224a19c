import { isPath } from '../paths.ts';
import { isConstant } from '../shell/marks.ts';
import type { Segment, Span } from './chains.ts';
import { type Call, callAt, type Reading } from './reading.ts';

/** What `send(:name, …)` comes to, where the name is known. */
export function sent(reading: Reading, { chain, index, name: sender, args = [], segment }: Call): Call | undefined {
  const [first, ...rest] = args;
  if (!first) return undefined;
  const name = reading.constants.text(first);
  if (name === undefined || !isConstant(name)) {
    if (/^(?:send|public_send|__send__|method|instance_method)$/.test(sender)) reading.giveUp('which method it calls is not known', chain);
    return undefined;
  }
  const called: Segment = { ...segment, name, args: rest, isIndex: false };
  return callAt({ ...chain, segments: [...chain.segments.slice(0, index), called, ...chain.segments.slice(index + 1)] }, index, called);
}

export const EVALUATE = new Set(['eval', 'instance_eval', 'class_eval', 'module_eval', 'Function', 'runInThisContext', 'runInNewContext', 'runInContext', 'compileFunction', 'setTimeout', 'setInterval', 'setImmediate']);

export function evaluates(reading: Reading, { chain, args, name, owner }: Call): void {
  const [first] = args ?? [];
  if (!first) return;
  if (/^set/.test(name) && reading.code.tokens[first[0]]?.kind !== 'string') return;
  const code = reading.constants.text(name === 'Function' ? (args?.at(-1) as Span) : first);
  if (owner === 'redis' || owner === '$redis') {
    reading.report('redis-script', chain);
    return;
  }
  if (code === undefined || name === 'Function') reading.giveUp('what it evaluates is not known', chain);
  if (code !== undefined) {
    if (!isConstant(code)) reading.giveUp('a part of what it evaluates is not known', chain);
    reading.judge.nested({ language: reading.code.ruby ? 'ruby' : 'node', text: code });
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
