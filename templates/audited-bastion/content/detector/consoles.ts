import type { Judge } from './findings.ts';

/** What pry puts into the line of a command before it runs it. */
const INTERPOLATION = /#\{(?:[^{}]|\{[^{}]*\})*\}/g;
/** The end of a command may be a block, which gets its output. */
const BLOCK = /\|\s*((?:\{|do\b).*)$/s;
/** What reads or writes files, or brings code, has a name in the shell, too. */
const AS_IN_THE_SHELL: Record<string, string> = { cat: 'cat', edit: 'vi', 'save-file': 'tee', 'gem-install': 'gem install', gist: 'gist', jist: 'gist' };
/** Other commands take Ruby or options, and some have names that Ruby would not read as one word. */
const NAME = /^(?:[$?@]|[a-z]+(?:-[a-z]+)+)(?=\s)/;

/** These evaluate nothing; what `hist` runs again is seen when it runs. */
const LOOKING_UP = /^(?:hist|help|ri|find-method)(?:\s+[\w:#.?!-]+)*$/;

/** Ruby, and the commands of pry: `help` in pry lists them. */
export function judgePry(judge: Judge, text: string): void {
  const [, shellLine] = /^\.(.*)$/s.exec(text) ?? [];
  if (shellLine !== undefined) {
    judge.nested({ language: 'ruby', text: `system(${rubyText(shellLine)})` });
    judge.nested({ language: 'ruby', text: BLOCK.exec(shellLine)?.[1] ?? '' });
    return;
  }
  if (LOOKING_UP.test(text.trim())) return;
  const [, name = '', rest = ''] = /^([a-z-]+)(?:\s+(.*))?$/s.exec(text) ?? [];
  const program = Object.hasOwn(AS_IN_THE_SHELL, name) ? AS_IN_THE_SHELL[name] : undefined;
  if (program) judge.nested({ language: 'shell', text: `${program} ${rest.replace(INTERPOLATION, '"$interpolated"')}` });
  judge.nested({ language: 'ruby', text: text.replace(NAME, '') });
}

/** A text in Ruby of the same characters, with what is interpolated. */
function rubyText(line: string): string {
  const inserted = line.match(INTERPOLATION) ?? [];
  const pieces = line.split(INTERPOLATION).map(piece => piece.replace(/[\\"#]/g, '\\$&'));
  return `"${pieces.map((piece, at) => piece + (inserted[at] ?? '')).join('')}"`;
}

/** JavaScript, and the two commands of Node's REPL that write a file or run one. */
export function judgeNode(judge: Judge, text: string): void {
  const [, name, file = ''] = /^\.(save|load)\s+(.*)$/.exec(text) ?? [];
  if (name === undefined) judge.nested({ language: 'node', text });
  else judge.nested({ language: 'shell', text: `${name === 'save' ? 'tee' : 'node'} ${file}` });
}
