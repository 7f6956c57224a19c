import { WATCHED_CLIENTS } from './clients.ts';
import { HOLE, isConstant, plain } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import { type Call, type Output, requote } from './session.ts';

interface Wrapper {
  short?: string;
  long?: string[];
  /** Words of its own before the command. */
  skip?: number;
}

/** Programs that run the rest of their words. How they read options is a fact, no policy. */
const WRAPPERS: Record<string, Wrapper> = {
  nice: { short: 'n', long: ['adjustment'] },
  ionice: { short: 'cnpPu' },
  timeout: { short: 'ks', long: ['signal', 'kill-after'], skip: 1 },
  gtimeout: { short: 'ks', skip: 1 },
  time: { short: 'fo' },
  nohup: {},
  setsid: {},
  stdbuf: { short: 'ioe' },
  chroot: { skip: 1 },
  strace: { short: 'oepPsSuEabIOX' },
  ltrace: { short: 'oepnus' },
  doas: { short: 'uC' },
  gosu: { skip: 1 },
  'su-exec': { skip: 1 },
  runuser: { short: 'ug' },
  setpriv: { long: ['reuid', 'regid'] },
  unshare: {},
  nsenter: { short: 'tSGrw' },
  taskset: { skip: 1 },
  chrt: { skip: 1 },
  command: {},
  builtin: {},
  exec: { short: 'a' },
  busybox: {},
  toybox: {},
  chronic: {},
  unbuffer: {},
  rlwrap: {},
  eatmydata: {},
  fakeroot: {},
  catchsegv: {},
  caffeinate: {},
  coproc: {},
  tini: {},
  'dumb-init': {},
  setarch: { skip: 1 },
  linux64: {},
  envdir: { skip: 1 },
  dotenv: { short: 'f' },
  ts: {},
  sem: { short: 'j' },
  pv: {},
};

export function isWrapper(name: string): boolean {
  return Object.hasOwn(WRAPPERS, name) || ['env', 'sudo', 'xargs', 'parallel', 'watch', 'watchexec', 'hyperfine', 'entr', 'flock', 'bundle', 'docker', 'podman', 'kubectl', 'su', 'script', 'foreman', 'direnv', 'bin/spring', 'spring', 'yarn', 'pnpm', 'npm'].includes(name) || /^ld-linux.*\.so/.test(name);
}

/** Runs what a wrapper wraps; `undefined` where it wraps nothing and is a program of its own. */
export function runWrapped(call: Call): Output | undefined {
  const { name, args } = call;
  switch (name) {
    case 'env':
      return environment(call);
    case 'sudo':
      return sudo(call);
    case 'xargs':
    case 'parallel':
      return xargs(call);
    case 'watch':
      return joined(call, readOptions(args, { short: 'n', long: ['interval'], stop: true }).rest);
    case 'watchexec':
      return joined(call, readOptions(args, { short: 'ewifdos', long: ['exts', 'watch', 'ignore', 'filter', 'debounce', 'shell'], stop: true }).rest);
    case 'hyperfine':
      for (const command of [...readOptions(args, { short: 'wrpcmMLnu', long: ['warmup', 'runs', 'prepare', 'cleanup', 'setup', 'export-json', 'export-csv', 'export-markdown'] }).rest, ...valuesOf(readOptions(args, { short: 'wrpcmMLnus', long: ['prepare', 'cleanup', 'setup'] }), 'p', 'c', 's', 'prepare', 'cleanup', 'setup')]) text(call, command);
      return { text: HOLE };
    case 'entr': {
      const { flags, rest } = readOptions(args, { stop: true });
      return flags.has('s') ? joined(call, rest) : inner(call, rest, true);
    }
    case 'flock': {
      const options = readOptions(args, { short: 'cwE', stop: true });
      const [command] = valuesOf(options, 'c');
      if (command !== undefined) return text(call, command);
      const rest = options.rest.slice(1);
      return plain(rest[0] ?? '') === '-c' ? text(call, rest[1] ?? '') : inner(call, rest);
    }
    case 'bundle':
    case 'foreman':
      return ['exec', 'run'].includes(plain(args[0] ?? '')) ? inner(call, readOptions(args.slice(1), { stop: true }).rest) : undefined;
    case 'yarn':
    case 'pnpm':
    case 'npm':
      return ['exec', 'explore'].includes(plain(args[0] ?? '')) ? inPackage(call, args) : undefined;
    case 'spring':
      return inner(call, args);
    case 'direnv':
      return plain(args[0] ?? '') === 'exec' ? inner(call, args.slice(2)) : undefined;
    case 'docker':
    case 'podman':
    case 'kubectl':
      return inContainer(call);
    case 'su': {
      const options = readOptions(args, { short: 'csgw', long: ['command', 'shell'] });
      const [command] = valuesOf(options, 'c', 'command');
      if (command !== undefined) return text(call, command);
      call.judge.report('left-the-watch', call.raw);
      return { text: HOLE };
    }
    case 'script': {
      call.judge.report('hook-disabled', call.raw);
      const [command] = valuesOf(readOptions(args, { short: 'cEIOBTmo', long: ['command'] }), 'c', 'command');
      return command === undefined ? { text: HOLE } : text(call, command);
    }
  }
  if (name === 'command' && /^-[vV]/.test(plain(args[0] ?? ''))) return { text: HOLE };
  if (/^ld-linux/.test(name)) return inner(call, args);
  const wrapper = WRAPPERS[name];
  if (!wrapper) return undefined;
  const { rest } = readOptions(args, { short: wrapper.short ?? '', long: wrapper.long ?? [], stop: true });
  const words = rest.slice(wrapper.skip ?? 0);
  // With the PATH that the system begins with.
  if (name === 'command' && /^-[a-z]*p/.test(plain(args[0] ?? ''))) leavesWatch(call, words);
  return words.length === 0 ? undefined : inner(call, words);
}

/** `npm exec -- env`, `yarn exec env`, `npm explore package -- env`. */
function inPackage(call: Call, [verb = '', ...args]: string[]): Output | undefined {
  const words = args.map(plain);
  const separator = words.indexOf('--');
  const [command] = valuesOf(readOptions(args, { short: 'cp', long: ['call', 'package', 'workspace'] }), 'c', 'call');
  if (command !== undefined) return text(call, command);
  if (separator >= 0) return inner(call, args.slice(separator + 1));
  const { rest } = readOptions(args, { short: 'pw', long: ['package', 'workspace'], stop: true });
  return inner(call, plain(verb) === 'explore' ? rest.slice(1) : rest);
}

/** A client that is found without the PATH of the image. */
function leavesWatch({ judge, raw }: Call, [program = '']: string[]): void {
  if (WATCHED_CLIENTS.includes(plain(program))) judge.report('left-the-watch', raw);
}

function inner({ session, stdin, next, raw, fromList }: Call, words: string[], more = false): Output {
  return words.length === 0 ? { text: HOLE } : session.call(words, stdin, next, raw, fromList || more);
}

/** A text that the wrapper gives to a shell. */
function text({ session, judge, stdin }: Call, command: string): Output {
  if (!isConstant(command)) judge.giveUp('a command is put together from what is not known here', command);
  return session.script(plain(command), [], stdin);
}

function joined(call: Call, words: string[]): Output {
  return words.length === 0 ? { text: HOLE } : text(call, words.map(plain).join(' '));
}

function environment(call: Call): Output | undefined {
  const options = readOptions(call.args, { short: 'uCS', long: ['unset', 'chdir', 'split-string'], stop: true });
  const words = [...valuesOf(options, 'S', 'split-string').flatMap(value => value.split(/\s+/)), ...options.rest];
  const [folder] = valuesOf(options, 'C', 'chdir');
  for (const name of valuesOf(options, 'u', 'unset')) call.session.call(['unset', name], undefined, undefined, call.raw);
  let hasPath = !options.flags.has('i') && !valuesOf(options, 'u', 'unset').includes('PATH');
  while (words.length > 0 && /^[A-Za-z_]\w*=/.test(plain(words[0] as string))) {
    // What it is set to is judged as an assignment.
    hasPath ||= plain(words[0] as string).startsWith('PATH=');
    const [assignment] = words.splice(0, 1);
    call.session.script(`: ; ${/^\w+/.exec(assignment as string)?.[0]}=${requote((assignment as string).replace(/^\w+=/, ''))} :`);
  }
  if (!hasPath) leavesWatch(call, words);
  if (words.length > 0) return folder === undefined ? inner(call, words) : call.session.inFolder(folder, () => inner(call, words));
  // `env -i` prints an empty environment.
  return options.flags.has('i') ? { text: '' } : undefined;
}

function sudo(call: Call): Output {
  const options = readOptions(call.args, { short: 'ughpCrtTDRU', long: ['user', 'group', 'host', 'prompt', 'chdir'], stop: true });
  const words = [...options.rest];
  while (words.length > 0 && /^[A-Za-z_]\w*=/.test(plain(words[0] as string))) words.shift();
  if (words.length > 0) return inner(call, words);
  if (options.flags.has('i') || options.flags.has('s') || options.flags.has('login')) call.judge.report('left-the-watch', call.raw);
  return { text: HOLE };
}

const MOST_WORDS = 200;

function xargs(call: Call): Output {
  const { name, args, stdin } = call;
  const options = readOptions(args, { short: name === 'parallel' ? 'jSIaNL' : 'InPLdEsa', long: ['max-args', 'max-procs', 'replace', 'delimiter', 'arg-file', 'max-lines', 'jobs'], stop: true });
  const placeholder = valuesOf(options, 'I', 'replace')[0] ?? (name === 'parallel' || options.flags.has('i') ? '{}' : undefined);
  const given = stdin !== undefined && isConstant(stdin.text) ? stdin.text.split(placeholder === undefined ? /\s+/ : /\n/).filter(Boolean).slice(0, MOST_WORDS) : [HOLE];
  const own = options.rest.map(plain);
  const triple = own.indexOf(':::');
  const words = triple >= 0 ? own.slice(0, triple) : own;
  const items = triple >= 0 ? own.slice(triple + 1) : given;
  if (words.length === 0) {
    // Without a command it echoes; parallel runs each line.
    if (name === 'parallel') items.forEach(item => text(call, item));
    return { text: items.join(' ') };
  }
  const list = { ...call, stdin: undefined };
  if (placeholder === undefined) return inner(list, [...words, ...items], true);
  let output: Output = { text: '' };
  for (const item of items) {
    const filled = words.map(word => word.replaceAll(placeholder, item));
    output = name === 'parallel' && filled.length === 1 ? text(list, filled[0] as string) : inner(list, words.some(word => word.includes(placeholder)) ? filled : [...filled, item], true);
  }
  return output;
}

/** `docker exec`, `docker run`, `kubectl exec`: the rest runs somewhere else, and is no less dangerous there. */
function inContainer(call: Call): Output | undefined {
  const options = readOptions(call.args, { short: 'uewvpnclf', long: ['user', 'env', 'workdir', 'name', 'namespace', 'container', 'network', 'entrypoint', 'context'], stop: true });
  const [verb, ...rest] = options.rest;
  if (plain(verb ?? '') === 'compose') return inContainer({ ...call, args: rest });
  if (!['exec', 'run', 'debug'].includes(plain(verb ?? ''))) return undefined;
  const separator = rest.map(plain).indexOf('--');
  const words = separator >= 0 ? rest.slice(separator + 1) : readOptions(rest, { short: 'uewvpncl', long: ['user', 'env', 'workdir', 'name', 'namespace', 'container', 'network', 'entrypoint'], stop: true }).rest.slice(1);
  if (words.length === 0) return undefined;
  // Typed in another container, where there is no hook.
  if (words.length === 1 && /^(?:\/bin\/)?(?:ba|da|a|z)?sh$/.test(plain(words[0] as string))) call.judge.report('left-the-watch', call.raw);
  return inner(call, words);
}

