import { isPath, normalPath } from '../paths.ts';
import { isPastItsWatch } from './clients.ts';
import { git } from './git.ts';
import { hasWildcard, HOLE, isConstant, plain } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call, Output } from './session.ts';
import { runsUnseen } from './unseen.ts';

const DONE: Output = { text: '' };

/** A place below a scratch folder, named so exactly that nothing else can be meant. */
export function isScratch({ session, judge }: Call, path: string): boolean {
  const { scratchPaths } = judge.rules['delete-files'];
  if (!isConstant(path)) return false;
  const normal = normalPath(path, session.cwd);
  const parent = normal.slice(0, normal.lastIndexOf('/') + 1);
  return isPath(scratchPaths, normal) && !hasWildcard(normal.split('/').slice(0, 3).join('/')) && parent.length > 1;
}

/** Something is written there, in place of what was. */
export function overwrites(call: Call, path: string, at = call.raw): void {
  const { judge, session } = call;
  if (/^\/dev\/(?:null|stdout|stderr|stdin|tty|fd\/\d+|pts\/\d+)$/.test(path)) return;
  if (hookPath(call, path)) {
    judge.report('hook-disabled', at);
    return;
  }
  if (!isConstant(path)) return;
  const { importantPaths, scratchPaths } = judge.rules['overwrite-file'];
  if (isPath(scratchPaths, path, session.cwd)) return;
  if (isPath(importantPaths, path, session.cwd)) judge.report('overwrite-file', at);
}

export function hookPath({ judge, session }: Call, path: string): boolean {
  return isConstant(path) && isPath(judge.rules['hook-disabled'].paths, path, session.cwd);
}

export const FILE_PROGRAMS: Record<string, (call: Call) => Output> = {
  rm(call) {
    const { judge, args, fromList } = call;
    const { flags, rest } = readOptions(args);
    const recursive = ['r', 'R', 'recursive', 'no-preserve-root'].some(flag => flags.has(flag));
    for (const path of rest) {
      if (hookPath(call, path)) judge.report('hook-disabled', call.raw);
      else if (isScratch(call, path) || (!recursive && isScratch(call, path.replace(/(?:[\w.-]{2,}[\uE010\uE011]|[\uE010\uE011][\w.-]{2,})[^/]*$/, 'file')))) continue;
      else if (recursive || hasWildcard(path) || fromList) judge.report('delete-files', call.raw);
      else if (!isConstant(path)) judge.giveUp('which file it deletes is not known', call.raw);
      else if (isImportant(call, path)) judge.report('delete-files', call.raw);
    }
    if (recursive && rest.length === 0) judge.report('delete-files', call.raw);
    return DONE;
  },
  unlink: call => FILE_PROGRAMS.rm?.(call) ?? DONE,
  rmdir(call) {
    for (const path of readOptions(call.args).rest) if (!isScratch(call, path) && isImportant(call, path)) call.judge.report('delete-files', call.raw);
    return DONE;
  },
  fd: call => runAfter(call, ['-x', '--exec', '-X', '--exec-batch']),
  dd(call) {
    for (const arg of call.args.map(plain)) {
      if (arg.startsWith('of=')) {
        const path = arg.slice(3);
        if (hookPath(call, path)) call.judge.report('hook-disabled', call.raw);
        else if (path !== '/dev/null' && !isPath(call.judge.rules['overwrite-file'].scratchPaths, path, call.session.cwd)) call.judge.report('overwrite-file', call.raw);
      }
    }
    return { text: HOLE };
  },
  truncate(call) {
    const options = readOptions(call.args, { short: 'sr', long: ['size', 'reference'] });
    for (const path of options.rest) {
      if (hookPath(call, path)) call.judge.report('hook-disabled', call.raw);
      else if (!isPath(call.judge.rules['overwrite-file'].scratchPaths, path, call.session.cwd)) call.judge.report('overwrite-file', call.raw);
    }
    return DONE;
  },
  tee(call) {
    for (const path of readOptions(call.args).rest) overwrites(call, path);
    return call.stdin ?? { text: HOLE };
  },
  cp: call => copies(call, false),
  mv: call => copies(call, true),
  install: call => copies(call, false),
  ln: call => copies(call, false),
  sed(call) {
    const options = readOptions(call.args, { short: 'efl', long: ['expression', 'file'] });
    const scripts = valuesOf(options, 'e', 'expression');
    const files = scripts.length > 0 ? options.rest : options.rest.slice(1);
    for (const script of scripts.length > 0 ? scripts : options.rest.slice(0, 1)) {
      // GNU sed runs commands: the `e` command and the `e` flag of `s`.
      if (/^\s*(?:[0-9$,]*|\/(?:[^/\\\n]|\\.){0,200}\/)\s*e(?:\s|$)/m.test(script) || /^s(.)(?:(?!\1)[^\\\n]|\\.){0,500}\1(?:(?!\1)[^\\\n]|\\.){0,500}\1[gimpI0-9]*e/m.test(plain(script))) call.judge.giveUp('sed runs what it edits as commands', call.raw);
      const written = /(?:^|[;}\s/0-9$])[wW]\s+([^\s;]+)\s*$/m.exec(script);
      if (written) overwrites(call, written[1] as string);
    }
    if (valuesOf(options, 'f', 'file').length > 0) call.judge.giveUp('the script of sed is in a file', call.raw);
    if (call.args.some(arg => /^(?:-[nErsz]*i|--in-place)/.test(plain(arg)))) for (const file of files) overwrites(call, file);
    return call.stdin && isConstant(call.stdin.text) && scripts.length + options.rest.length === 1 ? substituted(call.stdin.text, scripts[0] ?? options.rest[0] ?? '') : { text: HOLE };
  },
  chmod: call => rights(call, /^(?:[0-7]?[0-7]?[0-7][2367]|0?[4267][0-7]{3}|(?:[ugoa]*[oa][ugoa]*|)[+=][rXstx]*w[rwxXst]*|[ugoa]*\+[rwx]*s.*)$/),
  chown: call => rights(call, /$^/),
  chgrp: call => rights(call, /$^/),
  chattr: call => rights(call, /$^/),
  setfacl: call => rights(call, /$^/),
  git,
  man(call) {
    for (const pager of valuesOf(readOptions(call.args, { short: 'PHLM', long: ['pager'] }), 'P', 'H', 'pager')) runsUnseen(call.judge, pager, call.raw);
    return { text: HOLE };
  },
  zip(call) {
    const args = call.args.map(plain);
    const run = args.indexOf('-TT') >= 0 ? args[args.indexOf('-TT') + 1] : args.find(arg => arg.startsWith('--unzip-command'));
    if (run !== undefined) runsUnseen(call.judge, run, call.raw);
    if (args.includes('-m') || args.includes('--move')) call.judge.report('delete-files', call.raw);
    return { text: HOLE };
  },
  tar(call) {
    const args = call.args.map(plain);
    for (const [index, arg] of args.entries()) {
      const command = /^--(?:checkpoint-action=exec=|to-command=|use-compress-program=|rsh-command=|info-script=)(.*)$/.exec(arg)?.[1] ?? (arg === '-I' || arg === '--to-command' ? args[index + 1] : undefined);
      if (command !== undefined && !/^(?:gzip|bzip2|xz|zstd|lz4|pigz)(?: -\w+)*$/.test(command)) runsUnseen(call.judge, command, call.raw);
    }
    if (args.includes('--remove-files')) call.judge.report('delete-files', call.raw);
    return { text: HOLE };
  },
};

function runAfter(call: Call, flags: string[]): Output {
  const index = call.args.findIndex(arg => flags.includes(plain(arg)));
  if (index >= 0) call.session.call([...call.args.slice(index + 1), HOLE], undefined, undefined, call.raw, true);
  return { text: HOLE };
}

function isImportant({ judge, session }: Call, path: string): boolean {
  return isPath(judge.rules['overwrite-file'].importantPaths, path, session.cwd);
}

function copies(call: Call, moves: boolean): Output {
  const options = readOptions(call.args, { short: 'tSmogZ', long: ['target-directory', 'suffix', 'mode', 'owner', 'group'] });
  const [target] = valuesOf(options, 't', 'target-directory');
  const sources = target === undefined ? options.rest.slice(0, -1) : options.rest;
  const into = target ?? options.rest.at(-1);
  if (into !== undefined && (sources.length > 0 || target !== undefined)) {
    overwrites(call, into);
    for (const source of sources) {
      const name = plain(source).split('/').at(-1) ?? '';
      if (into.endsWith('/') || into === '.' || into === '~') overwrites(call, `${into}/${name}`);
      if (isPastItsWatch(plain(source))) call.judge.report('left-the-watch', call.raw);
      if (moves && (hookPath(call, source) || isImportant(call, source))) call.judge.report(hookPath(call, source) ? 'hook-disabled' : 'overwrite-file', call.raw);
    }
  }
  return DONE;
}

function rights(call: Call, tooWide: RegExp): Output {
  // `-x` takes a right away; it is no option.
  const taken = call.args.find(arg => /^-[rwxst]+$/.test(plain(arg)));
  const { flags, rest } = readOptions(call.args.filter(arg => arg !== taken));
  const [mode = '', ...paths] = taken === undefined ? rest : [taken, ...rest];
  const recursive = flags.has('R') || flags.has('recursive');
  const settled = (path: string) => isPath(call.judge.rules['delete-files'].scratchPaths, path, call.session.cwd) && !hasWildcard(path);
  for (const path of paths) {
    if (hookPath(call, path)) call.judge.report('hook-disabled', call.raw);
    else if ((recursive && !settled(path)) || (tooWide.test(plain(mode)) && !settled(path)) || /^[ug]*\+[rwx]*s|^[4267][0-7]{3}$/.test(plain(mode)) || isPath(call.judge.rules['change-rights'].importantPaths, path, call.session.cwd)) {
      call.judge.report('change-rights', call.raw);
    }
  }
  return DONE;
}

/** `s/a/b/` on a known text, so that `echo … | sed … | sh` can be read. */
function substituted(text: string, script: string): Output {
  const parts = /^s(.)((?:(?!\1)[^\\])*)\1((?:(?!\1)[^\\])*)\1(g?)$/.exec(plain(script));
  if (!parts || /[.*[\]^$+?(){}|&]/.test(`${parts[2]}${parts[3]}`)) return { text: HOLE };
  const [, , from = '', to = '', all] = parts;
  return { text: text.split('\n').map(line => (all ? line.split(from).join(to) : line.replace(from, () => to))).join('\n') };
}
