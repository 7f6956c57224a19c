import { shellWords, type ShellWord } from './shellWords';

/** What jobs of one host share, and tasks of their own do not. */
export const HOST_TOPICS = ['files', 'mail', 'locks', 'tmp', 'output'] as const;
export type HostTopic = (typeof HOST_TOPICS)[number];

/** One thing that a job has from its host. */
export interface HostUse {
  topic: HostTopic;
  /** A path, the program that locks, or an address. */
  what: string;
}

/** What of a job is looked at. */
export interface HostedJob {
  command: string;
  stdin: string | null;
  /** `MAILTO` as it holds for the line; `null` where cron mails the owner or nobody. */
  mailTo: string | null;
}

const LOCKERS =
  /^(?:.*\/)?(flock|lockfile|setlock|lockrun|shlock|dotlockfile|run-one|with-lock-ex)$/;
const LOCK_FILE = /\.(?:lock|lck|pid)$/;
const TMP = /^\/(?:var\/|private\/)?tmp(?:\/|$)|^\/dev\/shm\//;
const LOG = /\.log(?:[.$%*-].*)?$|\/logs?\/|^logs?\//;
/** In every image, or never a file. */
const NOT_SHARED = /^\/(?:dev|proc|sys|bin|sbin|usr|lib|lib64)(?:\/|$)/;
const INTERPRETERS =
  /^(?:.*\/)?(?:sh|bash|zsh|dash|ruby|python\d?|perl|php|node|bundle|nice|ionice|timeout|env|sudo|exec|time|nohup)$/;

/**
 * What one job uses of the host that it leaves, as far as its command and its
 * crontab show it: what a program does inside is not seen.
 */
export function hostUses({ command, stdin, mailTo }: HostedJob): HostUse[] {
  const words = [...shellWords(command), ...shellWords(stdin ?? '')];
  const uses: HostUse[] = [];
  if (mailTo) uses.push({ topic: 'mail', what: mailTo });
  words.forEach((word, index) => {
    const { text } = word;
    const locker = startsCommand(words, index) && LOCKERS.exec(text);
    if (locker) uses.push({ topic: 'locks', what: lockOf(words, index) });
    else if (isPath(text) && LOCK_FILE.test(text)) {
      uses.push({ topic: 'locks', what: text });
    } else if (TMP.test(text)) uses.push({ topic: 'tmp', what: text });
    else if (isWritten(words, index) && !NOT_SHARED.test(text)) {
      uses.push({ topic: LOG.test(text) ? 'output' : 'files', what: text });
    }
  });
  return unique(uses);
}

/**
 * What each of several jobs uses of their host. A file that two of them name
 * is shared between them, whoever writes it.
 */
export function hostUsesTogether(jobs: HostedJob[]): HostUse[][] {
  const alone = jobs.map(hostUses);
  const named = jobs.map(job => dataPaths(job));
  return alone.map((uses, index) => {
    const shared = named[index].filter(path =>
      named.some((others, other) => other !== index && others.includes(path)),
    );
    return unique([
      ...uses,
      ...shared.map((what): HostUse => ({ topic: 'files', what })),
    ]);
  });
}

/** Lock files that more than one of several jobs uses: no job's own guard covers them. */
export function sharedLocks(uses: HostUse[][]): string[] {
  const locks = uses.map(each =>
    each.flatMap(({ topic, what }) =>
      topic === 'locks' && isPath(what) ? what : [],
    ),
  );
  return [
    ...new Set(
      locks.flatMap((each, index) =>
        each.filter(lock =>
          locks.some(
            (others, other) => other !== index && others.includes(lock),
          ),
        ),
      ),
    ),
  ];
}

/** Absolute paths that a job names as data: no program, no folder that it enters. */
function dataPaths({ command, stdin }: HostedJob): string[] {
  const words = [...shellWords(command), ...shellWords(stdin ?? '')];
  return words.flatMap(({ text }, index) => {
    const isData =
      text.startsWith('/') &&
      !NOT_SHARED.test(text) &&
      !TMP.test(text) &&
      !LOCK_FILE.test(text) &&
      !LOG.test(text) &&
      !startsCommand(words, index) &&
      !isRun(words, index);
    return isData ? text : [];
  });
}

function startsCommand(words: ShellWord[], index: number): boolean {
  const { after } = words[index];
  return after !== '' && !/[<>]/.test(after);
}

/** A script behind its interpreter, or where `cd` goes. */
function isRun(words: ShellWord[], index: number): boolean {
  const before = words[index - 1]?.text ?? '';
  return (
    words[index].after === '' && (before === 'cd' || INTERPRETERS.test(before))
  );
}

/** Behind `>`, `>>` or `tee`; a copy of a descriptor (`2>&1`) writes no file. */
function isWritten(words: ShellWord[], index: number): boolean {
  const { text, after } = words[index];
  if (/^&?\d*>>?$/.test(after)) return isPath(text);
  const before = words[index - 1];
  const teed =
    before?.text === 'tee' ||
    (before?.text === '-a' && words[index - 2]?.text === 'tee');
  return after === '' && teed && isPath(text);
}

function isPath(text: string): boolean {
  return /[/.]/.test(text) && !text.startsWith('-') && !text.includes('://');
}

/** The file that a locking program is given, or its own name. */
function lockOf(words: ShellWord[], index: number): string {
  for (const { text, after } of words.slice(index + 1)) {
    if (after !== '') break;
    if (text.startsWith('/') || LOCK_FILE.test(text)) return text;
  }
  return words[index].text;
}

function unique(uses: HostUse[]): HostUse[] {
  const seen = new Set<string>();
  return uses.filter(({ topic, what }) => {
    const key = `${topic} ${what}`;
    return !seen.has(key) && seen.add(key);
  });
}
