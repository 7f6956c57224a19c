import { isPath } from '../paths.ts';
import { isNamed, matches } from '../patterns.ts';
import { isConstant } from '../shell/marks.ts';
import { type Chain, pathOf, type Segment } from './chains.ts';
import type { Reading } from './reading.ts';

export function secretPath(reading: Reading, path: string): void {
  const { paths, exceptPaths } = reading.judge.rules['credential-read'];
  if (path.length < 200 && !/\s/.test(path) && isConstant(path) && isPath(paths, path) && !isPath(exceptPaths, path)) reading.judge.report('credential-read', path);
}

export function matchExpressions(reading: Reading, chain: Chain): void {
  // `require('repl').start` is known as repl.start.
  const [root] = chain.segments;
  const module = root?.name === 'require' && root.args?.[0] ? reading.constants.text(root.args[0]) : undefined;
  const path = module === undefined ? pathOf(chain) : pathOf({ ...chain, segments: [{ ...(root as Segment), name: module.replace(/^node:/, '') }, ...chain.segments.slice(1)] });
  const { judge } = reading;
  for (const rule of ['credential-read', 'hook-disabled', 'clear-queue-or-cache'] as const) {
    const expressions: readonly string[] = judge.rules[rule].expressions;
    if (expressions.some(expression => matches(expression, path))) reading.report(rule, chain);
  }
}

export function judgeEnvironment(reading: Reading, chain: Chain): void {
  const [root, member] = chain.segments;
  const start = root?.name === 'ENV' ? 1 : root?.name === 'process' && member?.name === 'env' ? 2 : 0;
  if (start === 0) return;
  const next = chain.segments[start];
  if (chain.assigned && start < chain.segments.length) return;
  const { variables, harmlessVariables } = reading.judge.rules['credential-read'];
  const isSecret = (name: string) => isNamed(variables, name) && !isNamed(harmlessVariables, name);
  if (!next) {
    // `const { NODE_ENV } = process.env`: each name is judged where it is read.
    const { code } = reading;
    const pattern = code.is(chain.from - 1, '=') && code.is(chain.from - 2, '}') ? code.openingOf(chain.from - 2) : -1;
    if (pattern >= 0 && !code.tokens.slice(pattern, chain.from).some(token => token.text === '...')) return;
    if (!asksForNames(reading, chain)) reading.report('credential-read', chain);
    return;
  }
  if (['key?', 'has_key?', 'include?', 'keys', 'size', 'count', 'length', 'member?'].includes(next.name)) return;
  if (next.isIndex || ['fetch', 'dig', 'values_at', 'slice', 'delete'].includes(next.name)) {
    const given = next.args ?? [];
    for (const span of next.name === 'fetch' ? given.slice(0, 1) : given) {
      const name = reading.constants.text(span);
      const after = chain.segments[start + 1]?.name ?? '';
      if (name === undefined || !isConstant(name)) reading.giveUp('which variable it reads is not known', chain);
      else if (isSecret(name) && !['present?', 'blank?', 'nil?', 'length', 'size', 'empty?'].includes(after)) reading.report('credential-read', chain);
    }
    return;
  }
  if (start === 2) {
    if (isSecret(next.name)) reading.report('credential-read', chain);
    return;
  }
  reading.report('credential-read', chain);
}

/** `Object.keys(process.env)`, `'NAME' in process.env`, `Object.hasOwn(process.env, 'NAME')`: no value is shown. */
function asksForNames({ code }: Reading, { from, to }: Chain): boolean {
  if (code.is(from - 1, 'in')) return code.tokens[from - 2]?.kind === 'string';
  if (!code.is(from - 1, '(')) return false;
  const [object, , name] = code.tokens.slice(Math.max(0, from - 4), from - 1).map(({ text }) => text);
  if (code.is(to, ')')) return name === 'keys';
  const path = `${object}.${name}`;
  return code.is(to, ',') && /^(?:Object\.hasOwn|Reflect\.has|hasOwnProperty\.call)$/.test(path);
}
