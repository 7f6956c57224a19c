import { isPath } from '../paths.ts';
import { matches } from '../patterns.ts';
import { readUrl } from '../hosts.ts';
import { hookPath } from './files.ts';
import { hasWildcard, plain } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call } from './session.ts';
import { isWrapper } from './wrappers.ts';

/** They look at names, sizes and times of files, not into them. */
const LOOK_AT_NAMES = new Set(['ls', 'll', 'la', 'stat', 'test', '[', '[[', 'echo', 'printf', 'file', 'wc', 'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'cksum', 'du', 'touch', 'which', 'man', 'basename', 'dirname', 'realpath', 'readlink', 'cd', 'pushd', 'mkdir', 'rm', 'rmdir', 'unlink', 'chmod', 'chown', 'chgrp', 'getfacl', 'lsattr', 'tree', 'export', 'unset', 'alias', 'git', 'find', 'exit', 'return', 'type', 'truncate', 'shred', 'lsof', 'fuser', 'namei', 'exa', 'eza', 'kill', 'sleep', 'rails', 'rake', 'aws', 'curl', 'psql', 'mysql', 'redis-cli', 'node', 'ruby', 'bundle', 'npm', 'locate', 'ssh', 'true', ':', 'ps', 'pgrep', 'read', 'shift', 'set', 'apt-cache', 'dpkg', 'cmp']);
/** Their first word is a pattern, no file. */
const PATTERN_FIRST = new Set(['grep', 'egrep', 'fgrep', 'zgrep', 'rg', 'ag', 'ack', 'awk', 'gawk', 'mawk', 'sed', 'jq', 'yq', 'pgrep']);

const XARGS = { short: 'InPLdEsa', long: ['max-args', 'max-procs', 'delimiter', 'arg-file', 'max-lines'], stop: true };

/** Files with credentials among the words: of most programs that means that they are read. */
export function readsSecrets(call: Call): void {
  const { judge, name, raw } = call;
  if (name === 'xargs' && call.stdin?.paths) readsFound(call, readOptions(call.args, XARGS).rest, call.stdin.paths);
  for (const path of filesNamedByOptions(call)) if (isSecretPath(call, path)) judge.report('credential-read', raw);
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

/** A command that gets paths which a search found: `{}` stands for each, or they come last. */
export function readsFound(call: Call, [program = '', ...words]: string[], paths: readonly string[]): void {
  const name = plain(program).slice(plain(program).lastIndexOf('/') + 1);
  for (const path of paths) readsSecrets({ ...call, name, args: words.includes('{}') ? words.map(word => (word === '{}' ? path : word)) : [...words, path], stdin: undefined });
}

/** What programs read that otherwise only look at names, or that names files from another folder. */
function filesNamedByOptions(call: Call): string[] {
  const { args, name } = call;
  switch (name) {
    case 'xargs':
      return valuesOf(readOptions(args, XARGS), 'a', 'arg-file');
    case 'parallel':
      return valuesOf(readOptions(args, { short: 'aIjSNL', long: ['arg-file'], stop: true }), 'a', 'arg-file');
    case 'curl':
      return sentByCurl(args);
    case 'git':
      return readByGit(args);
    case 'tar':
    case 'bsdtar':
    case 'gtar':
      return packed(args);
    case 'ruby':
    case 'node':
      // What stands behind the code is what it reads.
      return args;
    case 'sed':
      return args.flatMap(arg => [...plain(arg).matchAll(/(?:^|[^\w\\])[rR]\s{0,20}([^\s;}]+)/g)].map(([, path]) => path as string));
    case 'file':
    case 'man':
      return valuesOf(readOptions(args, { short: 'fmCP' }), 'f');
    default:
      return [];
  }
}

/** `file://…`, and files that are sent as data; keys and certificates it only uses. */
function sentByCurl(args: string[]): string[] {
  return args.flatMap((arg, index) => {
    const word = plain(arg);
    const { scheme, path } = readUrl(word);
    if (scheme === 'file') return [path];
    const before = plain(args[index - 1] ?? '');
    if (/^(?:-[a-zA-Z]*T|--upload-file)$/.test(before)) return [word];
    const uploaded = /^(?:-T|--upload-file=)(.+)$/.exec(word)?.[1];
    const isForm = /^(?:-[a-zA-Z]*F|--form)$/.test(before) || /^(?:-F|--form=)/.test(word);
    const isData = /^(?:-[a-zA-Z]*d|--(?:data[\w-]*|json|url-query|variable))$/.test(before) || /^(?:-d|--(?:data[\w-]*|json)=)/.test(word);
    const value = word.replace(/^(?:-[dF]|--[\w-]+=)/, '');
    const sent = isForm ? /^[^=]{0,100}=[@<]([^;,]{1,300})/.exec(value)?.[1] : isData ? /^(?:[\w%]{0,60})@(.{1,300})/.exec(value)?.[1] : undefined;
    return [uploaded, sent].filter(each => each !== undefined);
  });
}

/** Git shows files that it does not keep, and kept ones as they were. */
function readByGit(args: string[]): string[] {
  const words = readOptions(args, { short: 'Cc', long: ['git-dir', 'work-tree', 'namespace'], stop: true }).rest;
  const [verb = '', ...rest] = words;
  if (args.some(arg => plain(arg) === '--no-index')) return rest;
  const kept = rest.map(word => /^[^/:]{0,80}:(.+)$/.exec(word)?.[1] ?? '').filter(Boolean);
  switch (plain(verb)) {
    case 'blame':
    case 'annotate':
      return rest;
    case 'show':
    case 'cat-file':
    case 'archive':
      return kept;
    case 'config':
      return rest.map(word => word.replace(/^(?:-f|--file=)(?=.)/, ''));
    default:
      return [];
  }
}

/** `tar -C folder name`: names are those of the folder that came last. */
function packed(args: string[]): string[] {
  let folder = '';
  return args.flatMap((arg, index) => {
    const before = plain(args[index - 1] ?? '');
    if (/^(?:-[a-zA-Z]*C|--directory)$/.test(before)) folder = inFolder(folder, arg);
    else if (/^(?:-C.|--directory=)/.test(plain(arg))) folder = inFolder(folder, arg.replace(/^(?:-C|--directory=)/, ''));
    else if (folder !== '' && !plain(arg).startsWith('-')) return [inFolder(folder, arg)];
    return [];
  });
}

function inFolder(folder: string, path: string): string {
  return folder === '' || /^[/~]/.test(path) ? path : `${folder}/${path}`;
}

export function isSecretPath({ judge, session }: Call, path: string): boolean {
  const { paths, exceptPaths } = judge.rules['credential-read'];
  if (/\s/.test(path) || matches('-*', path)) return false;
  // `/proc/$pid/environ`, `$folder/.env`: the rest of the name tells.
  const known = path.replace(/[\uE000\uE001]/g, 'x');
  // What a wildcard could also mean makes nothing an exception.
  return isPath(paths, known.replace(/^file:\/\//, ''), session.cwd) && !isPath(exceptPaths, plain(known), session.cwd);
}
