import { HOLE, isConstant } from '../shell/marks.ts';
import type { Chain, Span } from './chains.ts';
import type { Call, Reading } from './reading.ts';
import { runsSql } from './statements.ts';

export const SHELLS = new Set(['system', 'exec', 'spawn', 'execSync', 'spawnSync', 'execFile', 'execFileSync', 'fork', 'popen', 'popen2', 'popen3', 'popen2e', 'capture2', 'capture2e', 'capture3', 'pipeline', 'pipeline_r', 'syscall', 'sh', 'execa', 'execaCommand', '$']);
/** Nothing else has methods of these names. */
const ONLY_SHELLS = new Set(['execSync', 'spawnSync', 'execFile', 'execFileSync', 'popen3', 'popen2e', 'capture2', 'capture2e', 'capture3', 'execaCommand']);
const SHELL_OWNERS = /^(?:Kernel|Process|IO|Open3|PTY|POSIX|Subprocess|Terrapin|Cocaine|cp|child_process|childProcess|FileUtils|require|Object|main|self|Shellwords|\(group\)|\[\]|Rake|execa|shell)$/;

export function runsShell(reading: Reading, { chain, index, name, args, owner }: Call): void {
  if (index > 0 && !SHELL_OWNERS.test(owner ?? '') && !ONLY_SHELLS.has(name)) {
    if (name === 'exec' && owner !== undefined && args?.[0] && reading.code.ruby) runsSql(reading, { chain, index, args }, owner);
    return;
  }
  // `/re/.exec(text)` and a query that ends with `.exec()`.
  if (index > 0 && !reading.code.ruby && !ONLY_SHELLS.has(name) && (owner === '(group)' || owner === '[]') && !/child_process/.test(reading.code.textOf([chain.from, chain.to]))) return;
  if (name === '$' || name === 'sh' || name === 'fork' || name === 'run') if (index === 0 && !args?.[0]) return;
  if (!args || args.length === 0) {
    return;
  }
  const words: string[] = [];
  for (const span of args) {
    if (reading.code.is(span[0], '{') && words.length > 0) continue;
    const value = reading.constants.of(span);
    if (Array.isArray(value)) words.push(...value);
    else words.push(value ?? HOLE);
  }
  const command = words.filter((word, at) => !(at > 0 && /^(?:r|w|r\+|inherit|utf8)$/.test(word)));
  judgeShellText(reading, command.length === 1 ? (command[0] as string) : command.map(quoteForShell).join(' '), reading.code.textOf([chain.from, chain.to]));
}

/** `open("|id")` of Ruby runs a program. */
export function opensPipe(reading: Reading, chain: Chain, path: Span): void {
  const text = reading.constants.text(path);
  if (text?.startsWith('|')) judgeShellText(reading, text.slice(1), reading.code.textOf([chain.from, chain.to]));
}

/** The shell of a console is seen by no hook of the shell. */
export function judgeShellText(reading: Reading, command: string, at: string): void {
  const { judge } = reading;
  if (!isConstant(command)) judge.giveUp('a part of the command is not known', at);
  judge.nested({ language: 'shell', text: command });
  const program = /^\s*'?([\w./-]+)/.exec(command)?.[1] ?? '';
  if (!judge.rules['shell-from-console'].harmlessPrograms.includes(program) || /[;&|`$><]/.test(command)) judge.report('shell-from-console', at);
}

export function judgeProcess(reading: Reading, { chain, index, name, args = [], root }: Call): void {
  if (name === 'kill' && index > 0 && /^(?:Process|process)$/.test(root)) {
    const signal = [reading.constants.text(args[0]), reading.constants.text(args[1])];
    if (!signal.some(each => each === '0' || /^(?:USR1|USR2|TTIN|EXIT|SIGUSR1|SIGUSR2)$/.test(each ?? ''))) reading.report('stop-process', chain);
  }
  if (root === 'process' && ['binding', '_linkedBinding', 'dlopen', 'setuid', 'setgid'].includes(name) && index > 0) reading.giveUp('it reaches past Node', chain);
  if (/^(?:Fiddle|DL|FFI|Win32API)$/.test(root) && index > 0 && reading.code.ruby) reading.giveUp('it reaches past Ruby', chain);
}

function quoteForShell(word: string): string {
  return `'${word.replace(/'/g, `'\\''`)}'`;
}
