/** What a command needs to run, and what to call it. */
import { shellWords } from './shellWords';

export const RUNTIMES = [
  'ruby',
  'php',
  'python',
  'node',
  'java',
  'perl',
  'shell',
] as const;
export type Runtime = (typeof RUNTIMES)[number];

const BY_PROGRAM: Array<[RegExp, Runtime]> = [
  [
    /^(ruby|rake|rails|runner|bundle|rbenv|rvm|whenever|backup|thor)[\d.]*$/,
    'ruby',
  ],
  [/^(php|artisan|composer|drush|wp)[\d.]*$/, 'php'],
  [/^(python|pypy|pipenv|poetry|uv|django-admin)[\d.]*$/, 'python'],
  [/^(node|nodejs|npm|npx|yarn|pnpm|bun|deno|tsx|ts-node)$/, 'node'],
  [/^(java|mvn|gradle|gradlew|sbt)$/, 'java'],
  [/^perl[\d.]*$/, 'perl'],
  [/^(sh|bash|zsh|dash|ksh)$/, 'shell'],
];

const BY_EXTENSION: Record<string, Runtime> = {
  rb: 'ruby',
  rake: 'ruby',
  php: 'php',
  py: 'python',
  js: 'node',
  mjs: 'node',
  ts: 'node',
  jar: 'java',
  pl: 'perl',
  sh: 'shell',
};

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function extension(path: string): string {
  const match = /\.([a-z]{1,5})$/.exec(baseName(path));
  return match ? match[1] : '';
}

/** The words of the first simple command. */
function commandWords(core: string): string[] {
  // Names come from the beginning: a long line need not be read to its end.
  const tokens = shellWords(core.slice(0, 2000));
  const at = tokens.findIndex(({ type }) => type === 'operator');
  const end = at < 0 ? tokens.length : at;
  const last = tokens[end - 1];
  // In `a 2>b` the 2 is a stream, not an argument.
  const isStream =
    at > 0 &&
    /^[<>]/.test(tokens[at].text) &&
    last.end === tokens[at].start &&
    /^\d$/.test(last.text);
  return tokens.slice(0, isStream ? end - 1 : end).map(({ text }) => text);
}

/** The runtime of the work, guessed from program and script; `null` where nothing tells. */
export function guessRuntime(core: string): Runtime | null {
  const words = commandWords(core);
  if (words.length === 0) return null;
  const program = baseName(words[0]);
  for (const [pattern, runtime] of BY_PROGRAM) {
    if (pattern.test(program) && runtime !== 'shell') return runtime;
  }
  for (const word of words.slice(0, 3)) {
    const runtime = BY_EXTENSION[extension(word)];
    if (runtime) return runtime;
  }
  return BY_PROGRAM.some(([pattern]) => pattern.test(program)) ? 'shell' : null;
}

const MAX_NAME = 60;

function shorten(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > MAX_NAME ? `${plain.slice(0, MAX_NAME - 1)}…` : plain;
}

function withoutExtension(path: string): string {
  return baseName(path).replace(/(?<=.)\.[a-z]{1,5}$/, '');
}

/** A name from the work of a command: the rake task, the class that a runner calls, else the script. */
export function nameOfCommand(core: string): string {
  const words = commandWords(core).filter(word => word !== '');
  if (words.length === 0) return 'unnamed job';
  const runner =
    /(?:runner|eval)\s.{0,200}?\b([A-Z]\w*(?:::[A-Z]\w*)*(?:\.\w+[!?]?)?)/.exec(
      core.slice(0, 2000),
    );
  const programs = words.map(baseName);
  const rake = programs.findIndex(word => word === 'rake' || word === 'rails');
  const plain = (from: number) =>
    words
      .slice(from)
      .find(word => !word.startsWith('-') && !/^\w+=/.test(word));
  if (runner && programs.includes('runner')) return shorten(runner[1]);
  if (rake >= 0) {
    const task = words
      .slice(rake + 1)
      .find(word => /^[\w-]+(:[\w-]+)*(\[.*)?$/.test(word));
    if (task) return shorten(task.replace(/\[.*$/, ''));
  }
  const artisan = programs.indexOf('artisan');
  if (artisan >= 0) {
    const task = plain(artisan + 1);
    if (task) return shorten(task);
  }
  const module = words.indexOf('-m');
  if (module >= 0 && guessRuntime(core) === 'python' && words[module + 1]) {
    return shorten(words[module + 1]);
  }
  const script = words.find(word => BY_EXTENSION[extension(word)]);
  if (script) return shorten(withoutExtension(script));
  if (guessRuntime(core) !== null || words[0] === 'npm') {
    const task = plain(1);
    if (task) return shorten(withoutExtension(task));
  }
  // Options may hold credentials, and say little.
  const plainWords = words.slice(1).filter(word => !word.startsWith('-'));
  return shorten([programs[0], ...plainWords.slice(0, 2)].join(' '));
}
