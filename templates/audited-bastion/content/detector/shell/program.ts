import type { Judge } from '../findings.ts';
import { isPath } from '../paths.ts';
import type { RuleId } from '../rules.ts';
import { aws } from './aws.ts';
import { isPastItsWatch } from './clients.ts';
import { runsByOption } from './commandOptions.ts';
import { rulesOf } from './commandTable.ts';
import { onlySays } from './dryRun.ts';
import { ENVIRONMENT_PROGRAMS } from './environment.ts';
import { computesSubscripts, EVALUATING_PROGRAMS } from './evaluations.ts';
import { FILE_PROGRAMS, overwrites } from './files.ts';
import { searches } from './find.ts';
import { INTERPRETERS } from './interpreters.ts';
import { hasWildcard, HOLE, isConstant, plain } from './marks.ts';
import { NETWORK_PROGRAMS, opensSocket, opensTls } from './network.ts';
import { NotShell } from './parse.ts';
import { isSecretPath, readsSecrets } from './secretFiles.ts';
import { type Call, type Output, Session } from './session.ts';
import { TEXT_PROGRAMS } from './texts.ts';
import { isWrapper, runWrapped } from './wrappers.ts';

const UNKNOWN: Output = { text: HOLE };

/** Rules about what a dry run does not do. */
const NOT_DONE = new Set<RuleId>(['delete-files', 'overwrite-file', 'destructive-command', 'cloud-change', 'code-from-outside']);
/** They tell about their input, but do not show it. */
const COUNTS = new Set(['wc', 'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'cksum']);

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
  if (!asksForHelp) {
    const isDry = onlySays(name, args.map(plain));
    for (const rule of rulesOf(judge.rules, name, args)) if (!(isDry && NOT_DONE.has(rule))) judge.report(rule, given.raw);
  }
  if (!asksForHelp && isPastItsWatch(typed)) judge.report('left-the-watch', given.raw);
  readsSecrets(call);
  computesSubscripts(call);
  runsByOption(call);
  // Whatever lies there under the name of a program is none of the image.
  if (typed.includes('/') && isPath(judge.rules['delete-files'].scratchPaths, typed, given.session.cwd)) {
    runsFile(call, typed);
    return UNKNOWN;
  }
  if (isWrapper(name)) {
    const output = runWrapped(call);
    if (output) return output;
  }
  if (name === 'aws') return aws(call);
  if (name === 'find') return searches(call);
  if (name === 'openssl') opensTls(call);
  const program = programOf(name);
  if (program) return program(call);
  runsFile(call, typed);
  return UNKNOWN;
}

function programOf(name: string): ((call: Call) => Output) | undefined {
  for (const programs of [TEXT_PROGRAMS, ENVIRONMENT_PROGRAMS, EVALUATING_PROGRAMS, FILE_PROGRAMS, NETWORK_PROGRAMS, INTERPRETERS]) {
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
