import { overwrites } from './files.ts';
import { HOLE, isConstant, plain } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call, Output } from './session.ts';

const UNKNOWN: Output = { text: HOLE };
/** What may stand before a command of ex: `silent`, `argdo`, `g/x/`, and the lines that it is about. */
const BEFORE = /^[:\s]*(?:(?:sil\w{0,3}!?|verb\w{0,3}|noa\w{0,7}|keep\w{1,8}|vert\w{0,4}|(?:arg|buf|win|tab|c|l)do!?)\s+|[gv]!?\/[^/]{0,200}\/\s*)*[%$.,;\d'<>+-]*\s*/;
/** `!ls`, `r !ls`, `r!ls` and `w !ls`; `w!` only insists. */
const RUNS = /^(?:r(?:e|ea|ead)?\s*|w(?:r|ri|rit|rite)?\s+)?!(.*)$/s;
const CALLS = /\b(?:system|systemlist|shell-command(?:-to-string)?|job_?start|term_start|termopen|execute|popen|start-process)\s*\(?\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')/g;
const OTHERWISE = /^(?:sh|shell|ter\w*|py\w*|lua\w*|rub\w*|perl\w*|cal\w*|exe\w*|so\w*|let|norm\w*!?\s+:)(?![\w.])/;
const WRITES = /^(?:e(?:d|di|dit)?|w(?:r|ri|rit|rite)?|sav\w*|up\w*|tabe\w*|sp\w*|vs\w*)!?\s+(?:\+\+\S+\s+)?([^\s!>|]+)/;
const MOST_COMMANDS = 50;

/** Editors: what they open may be the hook, and what they are told may run a command. */
export function editor(call: Call): Output {
  const { judge, name, stdin } = call;
  const words = call.args.map(plain);
  // As ex, `-s` is silence; otherwise it takes the keys to type from a file.
  const isEx = name === 'ex' || words.some(word => /^-[a-zA-Z]*[eE][a-zA-Z]*$/.test(word));
  const options = readOptions(call.args, { short: name === 'nano' ? 'CJQTXYors' : `cTuUSiw${isEx || name === 'ed' ? '' : 's'}`, long: ['cmd', 'eval', 'execute', 'load', 'script', 'funcall'] });
  const typed = (isEx || name === 'ed') && stdin && isConstant(stdin.text) ? stdin.text.split('\n').filter(Boolean) : [];
  const commands = [...valuesOf(options, 'c', 'cmd', 'eval', 'execute'), ...words.filter(word => /^\+./.test(word)).map(word => word.slice(1)), ...typed];
  for (const command of commands.slice(0, MOST_COMMANDS)) tells(call, command);
  if ((isEx || name === 'ed') && stdin && !isConstant(stdin.text)) judge.giveUp('what the editor is told is not known', call.raw);
  const scripts = [...valuesOf(options, 'S', 's', 'load', 'script'), ...valuesOf(options, 'u', 'U').filter(file => !/^(?:NONE|NORC|DEFAULTS)$/.test(file))];
  if (commands.length > MOST_COMMANDS || (/vim?$|^(?:ex|view|emacs)$/.test(name) && scripts.length > 0)) judge.giveUp('what the editor is told is not known', call.raw);
  // nano runs its speller.
  if (name === 'nano') for (const speller of valuesOf(options, 's')) runs(call, speller);
  if (options.flags.has('R') || name === 'view') return UNKNOWN;
  for (const path of options.rest) if (!plain(path).startsWith('+')) overwrites(call, path);
  return UNKNOWN;
}

/** One line for the editor, with more commands behind each `|`. */
function tells(call: Call, line: string): void {
  const calls = [...line.matchAll(CALLS)];
  for (const [, double, single] of calls) runs(call, double?.replace(/\\(.)/g, '$1') ?? (single as string).replaceAll("''", "'"));
  if (calls.length === 0 && /\b(?:system\w*|shell-command|start-process)\b/.test(line)) call.judge.giveUp('an editor runs commands', call.raw);
  let rest: string | undefined = line;
  for (let count = 0; rest !== undefined; count += 1) {
    const command: string = rest.replace(BEFORE, '');
    const run = RUNS.exec(command)?.[1];
    if (run !== undefined) {
      runs(call, run);
      return;
    }
    if (count >= MOST_COMMANDS || (calls.length === 0 && OTHERWISE.test(command))) {
      call.judge.giveUp('an editor runs commands', call.raw);
      return;
    }
    const path = WRITES.exec(command)?.[1];
    if (path !== undefined) overwrites(call, path);
    rest = behindBar(command);
  }
}

/** A pattern that is searched for may hold bars; elsewhere a backslash goes before one that ends nothing. */
function behindBar(command: string): string | undefined {
  const pattern = /^([/?])(?:(?!\1)[^\\]|\\.)*/s.exec(command)?.[0].length ?? 0;
  const bar = /^(?:[^|\\]|\\.)*\|/s.exec(command.slice(pattern))?.[0].length;
  return bar === undefined ? undefined : command.slice(pattern + bar);
}

function runs({ judge, raw }: Call, command: string): void {
  if (!isConstant(command)) judge.giveUp('a part of what it runs is not known', raw);
  judge.nested({ language: 'shell', text: plain(command) });
}
