import type { Judge } from '../findings.ts';
import { isPath } from '../paths.ts';
import { matches } from '../patterns.ts';
import { aws } from './aws.ts';
import { isPastItsWatch } from './clients.ts';
import { rulesOf } from './commandTable.ts';
import { ENVIRONMENT_PROGRAMS } from './environment.ts';
import { FILE_PROGRAMS, hookPath, overwrites } from './files.ts';
import { INTERPRETERS } from './interpreters.ts';
import { hasWildcard, HOLE, isConstant, plain } from './marks.ts';
import { NETWORK_PROGRAMS, opensSocket, opensTls } from './network.ts';
import { readOptions } from './options.ts';
import { NotShell } from './parse.ts';
import { type Call, type Output, Session } from './session.ts';
import { TEXT_PROGRAMS } from './texts.ts';
import { isWrapper, runWrapped } from './wrappers.ts';

const UNKNOWN: Output = { text: HOLE };

/** They look at names, sizes and times of files, not into them. */
const LOOK_AT_NAMES = new Set(['ls', 'll', 'la', 'stat', 'test', '[', '[[', 'echo', 'printf', 'file', 'wc', 'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'cksum', 'du', 'touch', 'which', 'man', 'basename', 'dirname', 'realpath', 'readlink', 'cd', 'pushd', 'mkdir', 'rm', 'rmdir', 'unlink', 'chmod', 'chown', 'chgrp', 'getfacl', 'lsattr', 'tree', 'export', 'unset', 'alias', 'git', 'find', 'exit', 'return', 'type', 'truncate', 'shred', 'lsof', 'fuser', 'namei', 'exa', 'eza', 'kill', 'sleep', 'rails', 'rake', 'aws', 'curl', 'psql', 'mysql', 'redis-cli', 'node', 'ruby', 'bundle', 'npm', 'locate', 'ssh', 'true', ':', 'ps', 'pgrep', 'read', 'shift', 'set', 'apt-cache', 'dpkg', 'cmp']);
/** They tell about their input, but do not show it. */
const COUNTS = new Set(['wc', 'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'cksum']);
/** Their first word is a pattern, no file. */
const PATTERN_FIRST = new Set(['grep', 'egrep', 'fgrep', 'zgrep', 'rg', 'ag', 'ack', 'awk', 'gawk', 'mawk', 'sed', 'jq', 'yq', 'pgrep']);

export function judgeShell(judge: Judge, text: string): void {
  const session = new Session(judge, runProgram);
  try {
    session.script(text);
    session.uncalled();
  } catch (error) {
    if (!(error instanceof NotShell)) throw error;
    judge.giveUp(`the shell cannot read it: ${error.message}`, text);
  }
}

function runProgram(given: Call): Output {
  const { judge, args } = given;
  switch (given.name) {
    case '<':
      return reads(given);
    case '>':
    case '>>':
      return writes(given);
  }
  if (!isConstant(given.name)) {
    judge.giveUp('which program it runs is not known', given.raw);
    return UNKNOWN;
  }
  if (hasWildcard(given.name) && !['[', '[['].includes(plain(given.name))) {
    judge.report('hidden-command', given.raw);
    return UNKNOWN;
  }
  const typed = plain(given.name);
  if (/^!(?:[!\-?\w$^*:]|$)/.test(typed) || /^\^[^^]+\^/.test(typed)) {
    judge.giveUp('it runs a command of the history again', given.raw);
    return UNKNOWN;
  }
  const name = typed.slice(typed.lastIndexOf('/') + 1);
  const call = { ...given, name };
  if (name === 'enable' && args.some(arg => /^-[a-z]*[nf]/.test(plain(arg)))) judge.report('hook-disabled', given.raw);
  const asksForHelp = (args.length === 1 && /^(?:--version|-V)$/.test(plain(args[0] as string))) || (args.length > 0 && args.length < 4 && plain(args.at(-1) as string) === '--help');
  if (!asksForHelp) for (const rule of rulesOf(judge.rules, name, args)) judge.report(rule, given.raw);
  if (!asksForHelp && isPastItsWatch(typed)) judge.report('left-the-watch', given.raw);
  readsSecrets(call);
  if (isWrapper(name)) {
    const output = runWrapped(call);
    if (output) return output;
  }
  if (name === 'aws') return aws(call);
  if (name === 'openssl') opensTls(call);
  const program = programOf(name);
  if (program) return program(call);
  runsFile(call, typed);
  return UNKNOWN;
}

function programOf(name: string): ((call: Call) => Output) | undefined {
  for (const programs of [TEXT_PROGRAMS, ENVIRONMENT_PROGRAMS, FILE_PROGRAMS, NETWORK_PROGRAMS, INTERPRETERS]) {
    if (Object.hasOwn(programs, name)) return programs[name];
  }
  const versioned = /^(python|ruby|perl|php|lua|node|pg_dump|psql)[0-9.]+$/.exec(name)?.[1];
  return versioned ? INTERPRETERS[versioned] : undefined;
}

/** A script below a scratch folder, or one that was named by its own path here, is no program of the image. */
function runsFile(call: Call, typed: string): void {
  const { judge, session, raw } = call;
  const { reviewedScripts } = judge.rules['cannot-be-judged'];
  if (!typed.includes('/') || session.isPathIn(reviewedScripts, typed)) return;
  const written = session.files.get(typed);
  if (written) {
    if (!isConstant(written.text)) judge.giveUp('the script it runs is not known', raw);
    session.script(written.text);
    return;
  }
  const scratch = judge.rules['delete-files'].scratchPaths;
  if (/\.(?:sh|bash|rb|py|pl|js|mjs|cjs|php)$/.test(typed) || isPath([...scratch, '/dev/shm/**', '/proc/**'], typed, session.cwd) || /^\.\/[^/]+$/.test(typed) || typed.startsWith('~')) judge.giveUp('the script it runs is not known', raw);
}

function reads(call: Call): Output {
  const path = call.args[0] ?? '';
  if (opensSocket(call, plain(path))) return UNKNOWN;
  if (COUNTS.has(call.next?.[0] ?? '')) return UNKNOWN;
  if (isSecretPath(call, path)) call.judge.report('credential-read', call.raw);
  return UNKNOWN;
}

function writes(call: Call): Output {
  const path = call.args[0] ?? '';
  if (opensSocket(call, plain(path))) return UNKNOWN;
  overwrites(call, path);
  return UNKNOWN;
}

/** Files with credentials among the words: of most programs that means that they are read. */
function readsSecrets(call: Call): void {
  const { judge, name, raw } = call;
  if (LOOK_AT_NAMES.has(name) || isWrapper(name)) return;
  let args = call.args;
  if (PATTERN_FIRST.has(name)) {
    const { flags, rest, values } = readOptions(args, { short: /awk$/.test(name) ? 'fvF' : /^sed$/.test(name) ? 'efl' : 'efABCm', long: ['regexp', 'file', 'include', 'exclude', 'exclude-dir'] });
    if (['l', 'c', 'q', 'L', 'count', 'quiet'].some(flag => flags.has(flag))) return;
    args = values.some(([option]) => option === 'e' || option === 'regexp') ? rest : rest.slice(1);
    // `grep x config/*` shows the lines with x.
    args = args.filter(arg => !hasWildcard(arg.slice(arg.lastIndexOf('/') + 1)) || /^\.|\/\./.test(arg));
  }
  for (const arg of args) {
    const word = arg.replace(/^(?:if=|@|-[a-zA-Z]@?|--[\w-]+=@?)(?=[./~\w])/, '');
    if (isSecretPath(call, word) || (word !== arg && isSecretPath(call, arg))) judge.report('credential-read', raw);
    else if (hookPath(call, word) && (name === 'source' || name === '.')) return;
  }
}

function isSecretPath({ judge, session }: Call, path: string): boolean {
  const { paths, exceptPaths } = judge.rules['credential-read'];
  return isConstant(path) && !/\s/.test(path) && isPath(paths, path.replace(/^file:\/\//, ''), session.cwd) && !isPath(exceptPaths, path, session.cwd) && !matches('-*', path);
}
