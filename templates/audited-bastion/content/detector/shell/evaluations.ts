import { HOLE, isConstant, plain } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import { parseQuoted } from './parse.ts';
import type { Call, Output, Session } from './session.ts';

const UNKNOWN: Output = { text: HOLE };
const DONE: Output = { text: '' };

/**
 * What bash computes with: the names in it stand for their values, these again
 * for theirs, and the subscripts in all of them are expanded once more.
 */
export function evaluates(session: Session, text: string, seen = new Set<string>()): void {
  if (runsSomething(text)) session.quoted(parseQuoted(text));
  for (const name of text.match(/[A-Za-z_]\w*/g) ?? []) {
    if (seen.has(name)) continue;
    seen.add(name);
    const value = session.variables.get(name);
    if (value !== undefined) evaluates(session, Array.isArray(value) ? value.join(' ') : value, seen);
  }
}

function runsSomething(text: string): boolean {
  return isConstant(text) && /\$[({[]|`/.test(text);
}

const TAKE_NAMES = new Set(['read', 'printf', 'unset', 'declare', 'typeset', 'local', 'export', 'readonly', 'getopts', 'wait', 'mapfile', 'readarray']);

/** `name[…]` where a program takes names of variables: what is in the brackets is computed. */
export function computesSubscripts({ name, session, args }: Pick<Call, 'name' | 'session' | 'args'>): void {
  if (!TAKE_NAMES.has(name)) return;
  const names = name !== 'printf' ? args : plain(args[0] ?? '') === '-v' ? args.slice(1, 2) : [];
  for (const each of names.map(plain)) if (/^[A-Za-z_]\w*\[/.test(each) && runsSomething(each)) evaluates(session, each);
}

const COMPARES_NUMBERS = /^-(?:eq|ne|lt|le|gt|ge)$/;

/** `[[ a -eq 1 ]]` computes both sides; `[` takes them for numbers. */
function condition(call: Call): Output {
  const args = call.args.map(plain);
  args.forEach((arg, index) => {
    if (arg === '-v') computesSubscripts({ ...call, name: 'unset', args: args.slice(index + 1, index + 2) });
    if (call.name === '[[' && COMPARES_NUMBERS.test(arg)) [args[index - 1], args[index + 1]].forEach(side => evaluates(call.session, side ?? ''));
  });
  return DONE;
}

/** `mapfile -C command` calls it with the number of each line and the line. */
function readsArray(call: Call): Output {
  const options = readOptions(call.args, { short: 'dnOsuCc' });
  for (const name of options.rest.map(plain)) call.session.store(name, HOLE, call.raw);
  for (const origin of valuesOf(options, 'O')) evaluates(call.session, origin);
  for (const command of valuesOf(options, 'C')) call.session.callback(command, call.raw);
  return DONE;
}

/** `-W` expands its words, `-C` and `-F` run commands: `compgen` at once, `complete` when Tab is pressed. */
function completes(call: Call): Output {
  const options = readOptions(call.args, { short: 'oAGWFCXPS' });
  for (const words of valuesOf(options, 'W')) if (runsSomething(words)) call.session.quoted(parseQuoted(words));
  for (const command of valuesOf(options, 'C', 'F')) call.session.callback(command, call.raw);
  return options.flags.has('v') ? { text: HOLE, from: 'environment' } : UNKNOWN;
}

/** Programs of bash that read a text once more than it looks. */
export const EVALUATING_PROGRAMS: Record<string, (call: Call) => Output> = {
  let(call) {
    for (const expression of call.args) evaluates(call.session, plain(expression));
    return DONE;
  },
  '[[': condition,
  '[': condition,
  test: condition,
  mapfile: readsArray,
  readarray: readsArray,
  compgen: completes,
  complete: completes,
  wait: () => DONE,
};
