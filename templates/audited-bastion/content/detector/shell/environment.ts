import { isNamed } from '../patterns.ts';
import { evaluates } from './evaluations.ts';
import { hasWildcard, HOLE, isConstant, plain } from './marks.ts';
import { readOptions } from './options.ts';
import { type Call, type Output, requote } from './session.ts';

const UNKNOWN: Output = { text: HOLE };
const DONE: Output = { text: '' };

/** Names of options that may be switched off without blinding anybody. */
const HARMLESS_OPTIONS = new Set(['pipefail', 'errexit', 'nounset', 'xtrace', 'noglob', 'noclobber', 'vi', 'emacs', 'verbose', 'monitor', 'notify', 'allexport', 'posix', 'ignoreeof', 'noexec']);

/** Everything in the environment is printed, unless the reader keeps to one harmless name. */
function printsEverything(call: Call): Output {
  if (!readerIsHarmless(call, call.next)) call.judge.report('credential-read', call.raw);
  return { text: HOLE, from: 'environment' };
}

function readerIsHarmless({ judge }: Call, next: string[] | undefined): boolean {
  const [name = '', ...args] = (next ?? []).map(plain);
  if (name === 'wc') return true;
  if (name === 'cut') return args.join('').replace(/['"]/g, '') === '-d=-f1' || args.join(' ') === '-d = -f 1';
  if (name === 'grep' || name === 'egrep') {
    const { flags, rest } = readOptions(args, { short: 'ABCm' });
    if (flags.has('v') || flags.has('invert-match') || flags.has('f')) return false;
    if (flags.has('c') || flags.has('q')) return true;
    const pattern = (rest[0] ?? '').replace(/^\^/, '').replace(/=.*$/, '');
    return /^\w+$/.test(pattern) && isNamed(judge.rules['credential-read'].harmlessSearches, pattern);
  }
  return false;
}

function isSecret({ judge }: Call, name: string): boolean {
  const { variables, harmlessVariables } = judge.rules['credential-read'];
  return isNamed(variables, name) && !isNamed(harmlessVariables, name);
}

export const ENVIRONMENT_PROGRAMS: Record<string, (call: Call) => Output> = {
  env: printsEverything,
  printenv(call) {
    const { rest } = readOptions(call.args);
    if (rest.length === 0) return printsEverything(call);
    for (const name of rest) {
      if (!isConstant(name)) call.judge.giveUp('which variable it prints is not known', call.raw);
      else if (isSecret(call, plain(name))) call.judge.report('credential-read', call.raw);
    }
    return UNKNOWN;
  },
  set(call) {
    const args = call.args.map(plain);
    if (args.length === 0) return printsEverything(call);
    for (const [index, arg] of args.entries()) {
      if (/^\+[a-zA-Z]*o$/.test(arg) && args[index + 1] !== undefined && !HARMLESS_OPTIONS.has(args[index + 1] as string)) call.judge.report('hook-disabled', call.raw);
      if (/^\+[a-zA-Z]*[TEBh]/.test(arg) || /^-[a-z]*p$/.test(arg)) call.judge.report('hook-disabled', call.raw);
      if (/^-[a-z]*o$/.test(arg) && ['privileged', 'restricted'].includes(args[index + 1] ?? '')) call.judge.report('hook-disabled', call.raw);
    }
    const separator = args.indexOf('--');
    if (separator >= 0) call.session.setPositional(args.slice(separator + 1));
    else if (!/^[-+]/.test(args[0] as string)) call.session.setPositional(args);
    return DONE;
  },
  jq: readsByName,
  gojq: readsByName,
  yq: readsByName,
  envsubst(call) {
    const text = call.stdin?.text ?? '';
    if ((text.match(/\$\{?\w+/g) ?? []).some(name => isSecret(call, name.replace(/^\$\{?/, '')))) call.judge.report('credential-read', call.raw);
    return UNKNOWN;
  },
  export: declares,
  declare: declares,
  typeset: declares,
  readonly: declares,
  local: declares,
  unset(call) {
    const hook = call.judge.rules['hook-disabled'];
    for (const name of call.args.map(plain)) {
      if (!isConstant(name)) call.judge.giveUp('which variable it takes away is not known', call.raw);
      else if (isNamed(hook.variables, name) || isNamed(hook.functions, name)) call.judge.report('hook-disabled', call.raw);
      call.session.variables.delete(name);
    }
    return DONE;
  },
  trap(call) {
    const args = call.args.map(plain).filter(arg => arg !== '--');
    if (args.length === 0 || args[0] === '-p' || args[0] === '-l') return UNKNOWN;
    const signals = args.slice(1).map(signal => signal.toUpperCase());
    if (args.length === 1 || signals.some(signal => ['DEBUG', 'RETURN', 'ERR'].includes(signal)) || signals.some(signal => !isConstant(signal))) {
      // Any change of the trap for DEBUG replaces the hook.
      if (signals.includes('DEBUG') || (args.length === 1 && args[0] === 'DEBUG') || signals.some(signal => !isConstant(signal))) call.judge.report('hook-disabled', call.raw);
    }
    if (args.length > 1 && args[0] !== '-' && args[0] !== '') call.judge.nested({ language: 'shell', text: args[0] as string });
    return DONE;
  },
  read(call) {
    const { rest } = readOptions(call.args, { short: 'adinNptu' });
    const line = call.stdin?.text.split('\n')[0] ?? '';
    const words = call.stdin && isConstant(line) && !hasWildcard(line) ? line.trim().split(/\s+/) : [];
    rest.forEach((name, index) => {
      const isLast = index === rest.length - 1;
      call.session.store(plain(name), call.stdin && words.length > 0 ? (isLast ? words.slice(index).join(' ') : (words[index] ?? '')) : HOLE, call.raw);
    });
    return DONE;
  },
  crontab(call) {
    // A file or `-` takes the place of the whole crontab.
    if (readOptions(call.args, { short: 'u' }).rest.length > 0) call.judge.report('left-the-watch', call.raw);
    return UNKNOWN;
  },
  cd: goes,
  pushd: goes,
  alias: () => UNKNOWN,
  eval(call) {
    const text = call.args.map(plain).join(' ');
    if (text.trim() === '') return DONE;
    if (!isConstant(text)) call.judge.giveUp('what eval runs is not known', call.raw);
    if (!/[a-z]/i.test(text)) return UNKNOWN;
    return call.session.script(text, [], call.stdin);
  },
  source: readsScript,
  '.': readsScript,
  kill(call) {
    const args = call.args.map(plain);
    const signal = /^-(?:s|n|-signal)$/.test(args[0] ?? '') ? (args.splice(0, 2)[1] ?? '') : /^-[A-Za-z0-9]/.test(args[0] ?? '') ? (args.shift() ?? '').slice(1) : 'TERM';
    if (/^(?:0|l|L|QUIT|SIGQUIT|3|USR1|USR2|SIGUSR1|SIGUSR2|10|12|TTIN|SIGTTIN|21|CONT|WINCH)$/i.test(signal) && !args.includes('1')) return DONE;
    if (args.length > 0 && args.every(arg => /^%\w*$/.test(arg))) return DONE;
    call.judge.report('stop-process', call.raw);
    return DONE;
  },
  history(call) {
    const args = call.args.map(plain);
    // What it shows was recorded when it was typed.
    if (args.some(arg => /^-[cdwranps]/.test(arg))) call.judge.report('hook-disabled', call.raw);
    else if (!args.every(isConstant)) call.judge.giveUp('what it does with the history is not known', call.raw);
    return UNKNOWN;
  },
  fc(call) {
    if (!call.args.some(arg => /^-[nr]*l/.test(plain(arg)))) call.judge.giveUp('it runs a command of the history again', call.raw);
    return UNKNOWN;
  },
  exec(call) {
    // Without a program it changes where this shell's own output goes.
    return call.args.length === 0 ? DONE : UNKNOWN;
  },
};

/** Programs whose expressions read the environment: `env`, `$ENV.NAME`, `strenv(NAME)`. */
function readsByName(call: Call): Output {
  const args = call.args.map(plain);
  // `--arg name value` names a variable of its own.
  const names = (index: number) => /^--(?:arg|argjson|slurpfile|rawfile|argfile)$/.test(args[index] ?? '');
  const words = args.filter((word, index) => !word.startsWith('-') && !names(index - 1) && !names(index - 2)).map(word => word.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
  // `yq` may have a verb before its expression.
  for (const word of words.slice(0, call.name === 'yq' ? 2 : 1)) {
    for (const [, name = ''] of word.matchAll(/(?:^|[^\w.$])(?:\$__prog_args|\$ENV|env|strenv|envsubst)\b(?!\s*:)\s*[.(["]{0,3}(\w*)/g)) {
      if (name === '' || isSecret(call, name)) call.judge.report('credential-read', call.raw);
    }
  }
  return UNKNOWN;
}

function goes(call: Call): Output {
  call.session.goTo(readOptions(call.args).rest[0] ?? '~');
  return DONE;
}

function declares(call: Call): Output {
  const { flags, rest } = readOptions(call.args, {});
  const { session, judge, name } = call;
  if (rest.length === 0) {
    if (flags.has('F') || flags.has('f')) return UNKNOWN;
    if (name !== 'local' && name !== 'readonly') return printsEverything(call);
    return UNKNOWN;
  }
  const hook = judge.rules['hook-disabled'];
  for (const word of rest.map(plain)) {
    const [variable = ''] = word.split('=');
    if (flags.has('p') && !isConstant(variable)) judge.giveUp('which variable it prints is not known', call.raw);
    if (flags.has('p') && isSecret(call, variable)) judge.report('credential-read', call.raw);
    const named = session.variables.get(variable);
    if (flags.has('n') && (isNamed(hook.variables, variable) || (typeof named === 'string' && isNamed(hook.variables, named)))) judge.report('hook-disabled', call.raw);
    // What was not read as an assignment, because a quote or variable stood before the equals sign.
    const assigned = word.slice(variable.length + 1);
    // A list in quotes is read as a list.
    const isList = (flags.has('a') || flags.has('A')) && /^\(.*\)$/s.test(assigned);
    if (word.includes('=') && /^[A-Za-z_]\w*$/.test(variable)) session.script(`${variable}=${isList ? assigned : requote(assigned)}`);
    if (flags.has('n') && /^[A-Za-z_]\w*$/.test(variable)) session.refer(variable);
    const value = session.variables.get(variable);
    if (flags.has('i') && typeof value === 'string') evaluates(session, value);
  }
  return DONE;
}

function readsScript(call: Call): Output {
  const path = plain(call.args[0] ?? '');
  const known = call.session.files.get(path);
  if (known) {
    if (!isConstant(known.text)) call.judge.giveUp('the script it reads is not known', call.raw);
    return call.session.script(known.text);
  }
  if (!call.session.isPathIn(call.judge.rules['cannot-be-judged'].reviewedScripts, path)) call.judge.giveUp('the script it reads is not known', call.raw);
  return UNKNOWN;
}
