/** What stands around the work of a command: lock, time limit, user, directory. */
import { shellWords, type ShellToken } from './shellWords';
import { guessRuntime, type Runtime } from './runtime';

export interface Wrappers {
  /** A lock that keeps runs apart; `waits` where a second run queues instead of giving up. */
  lock: { tool: string; path: string; waits: boolean } | null;
  timeLimitSeconds: number | null;
  /** The user that `su` or `sudo` changes to. */
  runAs: string | null;
  directory: string | null;
  /** Assignments before the command. */
  environment: Record<string, string>;
  /** `sleep n` before the work starts. */
  offsetSeconds: number;
  /** Wrappers met, outermost first, for example `flock`, `nice`. */
  tools: string[];
  /** The directory of `run-parts`: each file in it is a job. */
  runParts: string | null;
  stdout: string | null;
  stderr: string | null;
  /** The work itself, without what wraps it; a part of the command. */
  core: string;
  runtime: Runtime | null;
}

const PLAIN = new Set([
  'chronic',
  'cronic',
  'nohup',
  'exec',
  'setsid',
  'command',
  'time',
]);
const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh']);
const SEQUENCE = new Set(['&&', ';']);
/** `if test; then work; fi` with one way out. */
const WORK_OF_IF =
  /^if\s[^;]{1,500};\s*then\s+(?=\S)((?:(?!\b(?:else|elif|fi)\b)[^]){1,2000}?)\s*;\s*fi\s*$/;
const MAX_DEPTH = 6;

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Seconds of `30`, `5m`, `1.5h`; `null` where it is no duration. */
function seconds(text: string | undefined): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)([smhd]?)$/.exec(text ?? '');
  if (!match) return null;
  const unit = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] || 's'] ?? 1;
  return Number(match[1]) * unit;
}

class Peeler {
  position = 0;
  readonly tokens: ShellToken[];

  constructor(
    readonly command: string,
    readonly found: Wrappers,
    readonly depth: number,
  ) {
    this.tokens = shellWords(command);
  }

  word(offset = 0): string | undefined {
    const token = this.tokens[this.position + offset];
    return token?.type === 'word' ? token.text : undefined;
  }

  /** Index after the next `&&` or `;`, or -1 where another operator comes first. */
  afterSequence(from: number): number {
    for (let i = from; i < this.tokens.length; i++) {
      const token = this.tokens[i];
      if (token.type === 'operator')
        return SEQUENCE.has(token.text) ? i + 1 : -1;
    }
    return -1;
  }

  /** Index after the `&&` or `||` that ends a test, or -1. */
  afterTest(from: number): number {
    const end = this.tokens.findIndex(
      ({ type }, i) => i >= from && type === 'operator',
    );
    return end >= 0 && ['&&', '||'].includes(this.tokens[end].text)
      ? end + 1
      : -1;
  }

  /** Skips options; those in `valued` take the next word. Calls `seen` for each. */
  options(valued: string, seen: (flag: string, value?: string) => void): void {
    for (
      let text = this.word();
      text?.startsWith('-') && text !== '-';
      text = this.word()
    ) {
      this.position++;
      if (text === '--') return;
      const [flag, inline] = text.split('=', 2);
      if (flag.startsWith('--')) seen(flag, inline);
      else {
        for (let i = 1; i < flag.length; i++) {
          const letter = flag[i];
          if (valued.includes(letter)) {
            const attached = text.slice(i + 1);
            const value = attached || this.word();
            if (!attached) this.position++;
            seen(`-${letter}`, value);
            break;
          }
          seen(`-${letter}`);
        }
      }
    }
  }

  /** Goes on within a quoted command. */
  inner(command: string): void {
    peel(command, this.found, this.depth + 1);
  }

  rest(): string {
    const token = this.tokens[this.position];
    return token ? this.command.slice(token.start) : '';
  }
}

type Step = 'again' | 'inner' | 'stop';

function peelFlock(at: Peeler): Step {
  let waits = true;
  let command: string | undefined;
  at.options('wEc', (flag, value) => {
    if (flag === '-n' || flag === '--nonblock' || flag === '--nb')
      waits = false;
    if (flag === '-c') command = value;
  });
  const path = at.word();
  if (path === undefined) return 'stop';
  at.position++;
  at.options('wEc', (flag, value) => {
    if (flag === '-n' || flag === '--nonblock') waits = false;
    if (flag === '-c' || flag === '--command') command = value ?? at.word();
  });
  at.found.lock ??= { tool: 'flock', path, waits };
  if (command === undefined) return 'again';
  at.inner(command);
  return 'inner';
}

function peelUser(at: Peeler, tool: string): Step {
  let user: string | undefined;
  let command: string | undefined;
  const seen = (flag: string, value?: string) => {
    if (flag === '-u' || flag === '--user') user = value ?? at.word();
    if (flag === '-c' || flag === '--command') command = value ?? at.word();
  };
  const valued = tool === 'sudo' ? 'ugphCD' : 'csgGu';
  at.options(valued, seen);
  if (tool !== 'sudo') {
    if (at.word() === '-') at.position++;
    at.options(valued, seen);
    if (user === undefined && at.word() !== undefined) {
      user = at.word();
      at.position++;
    }
    at.options(valued, seen);
  }
  at.found.runAs = user ?? 'root';
  if (command === undefined) return tool === 'su' ? 'stop' : 'again';
  at.inner(command);
  return 'inner';
}

function peelShell(at: Peeler): Step {
  let command: string | undefined;
  const start = at.position - 1;
  at.options('co', (flag, value) => {
    if (flag === '-c') command = value;
  });
  if (command === undefined) {
    at.position = start;
    return 'stop';
  }
  at.inner(command);
  return 'inner';
}

function peelTool(at: Peeler, name: string): Step {
  const { found } = at;
  if (name === 'flock') return peelFlock(at);
  if (name === 'su' || name === 'sudo' || name === 'runuser') {
    return peelUser(at, name);
  }
  if (SHELLS.has(name)) return peelShell(at);
  if (name === 'timeout') {
    at.options('ks', () => {});
    // 0 switches the limit off (timeout(1)).
    found.timeLimitSeconds ??= seconds(at.word()) || null;
    at.position++;
  } else if (name === 'nice') {
    at.options('n', () => {});
  } else if (name === 'ionice') {
    at.options('cnpPu', () => {});
  } else if (name === 'env') {
    at.options('uCS', () => {});
  } else if (name === 'setlock') {
    let waits = true;
    at.options('', flag => {
      if (flag === '-n') waits = false;
    });
    found.lock ??= { tool: 'setlock', path: at.word() ?? '', waits };
    at.position++;
  } else if (PLAIN.has(name)) {
    at.options('', () => {});
  }
  return 'again';
}

const TOOLS = new Set([
  'flock',
  'su',
  'sudo',
  'runuser',
  'timeout',
  'nice',
  'ionice',
  'env',
  'setlock',
  ...PLAIN,
  ...SHELLS,
]);

/** Takes off one wrapper at the position. */
function peelOne(at: Peeler): Step {
  const { found } = at;
  const group = /^\(([^()]*)\)\s*$/.exec(at.rest());
  if (group) {
    at.inner(group[1].trim());
    return 'inner';
  }
  const text = at.word();
  if (text === undefined) return 'stop';
  const assignment = /^([A-Za-z_]\w*)=/.exec(text);
  if (assignment && at.tokens.length > at.position + 1) {
    found.environment[assignment[1]] = text.slice(assignment[0].length);
    const next = at.tokens[at.position + 1];
    at.position += next.type === 'operator' && SEQUENCE.has(next.text) ? 2 : 1;
    return 'again';
  }
  const name = baseName(text);
  if (
    name === 'cd' ||
    name === 'sleep' ||
    name === '.' ||
    name === 'source' ||
    name === 'export' ||
    name === 'exit'
  ) {
    const next = at.afterSequence(at.position + 1);
    const waited = seconds(at.word(1));
    if (next < 0 || (name === 'sleep' && waited === null)) return 'stop';
    if (name === 'cd') found.directory = at.word(1) ?? found.directory;
    if (name === 'sleep') found.offsetSeconds += waited ?? 0;
    at.position = next;
    return 'again';
  }
  if (name === 'test' || name === '[' || name === '[[') {
    const next = at.afterTest(at.position + 1);
    if (next < 0) return 'stop';
    found.tools.push('test');
    at.position = next;
    return 'again';
  }
  if (name === 'if') {
    const work = WORK_OF_IF.exec(at.rest())?.[1];
    if (work === undefined) return 'stop';
    found.tools.push('test');
    at.inner(work);
    return 'inner';
  }
  if (name === 'run-parts') {
    const words = at.tokens.slice(at.position + 1);
    const folder = words.find(
      token => token.type === 'word' && !token.text.startsWith('-'),
    );
    found.runParts ??= folder?.text ?? null;
    return 'stop';
  }
  if (!TOOLS.has(name)) return 'stop';
  const start = at.position;
  at.position++;
  const step = peelTool(at, name);
  if (at.position > start) found.tools.push(name);
  // `exec` or `time` alone is the work itself.
  if (step === 'again' && at.word() === undefined) {
    at.position = start;
    return 'stop';
  }
  return step;
}

function readRedirections({ tokens }: Peeler, found: Wrappers): void {
  for (let i = 0; i < tokens.length - 1; i++) {
    const { type, text, start } = tokens[i];
    if (type !== 'operator' || !text.startsWith('>')) continue;
    const before = tokens[i - 1];
    const stream =
      before?.type === 'word' &&
      before.end === start &&
      /^[12]$/.test(before.text)
        ? before.text
        : '1';
    const to = (text === '>&' ? '&' : '') + tokens[i + 1].text;
    if (stream === '2') found.stderr ??= to;
    else found.stdout ??= to;
  }
}

function peel(command: string, found: Wrappers, depth: number): void {
  const at = new Peeler(command, found, depth);
  readRedirections(at, found);
  let step: Step = 'again';
  while (step === 'again' && depth < MAX_DEPTH) step = peelOne(at);
  if (step !== 'inner') found.core = at.rest();
}

/** Looks through the wrappers of a command as cron would run it; the command itself stays untouched. */
export function readWrappers(command: string): Wrappers {
  const found: Wrappers = {
    lock: null,
    timeLimitSeconds: null,
    runAs: null,
    directory: null,
    environment: {},
    offsetSeconds: 0,
    tools: [],
    runParts: null,
    stdout: null,
    stderr: null,
    core: command,
    runtime: null,
  };
  peel(command.trim(), found, 0);
  found.runtime = guessRuntime(found.core);
  return found;
}
