import { pairAccounting } from './accountedEnds';
import type { AccountedProcess } from './accounting';
import type { SyslogEntry } from './syslog';
import { pairEnds, type End, type Session } from './cronLogEnds';

/** A command that cron started, as its log tells. */
export interface LoggedRun {
  user: string;
  /** As cron logs it: without standard input, and with what cannot be printed escaped. */
  command: string;
  /** The log cut the line: the command goes on. */
  isCut: boolean;
  /** Of the shell that ran the command. */
  pid: number;
  /** Milliseconds since the epoch, exact to the second. */
  startedAt: number;
  /** `null` where the log does not show it. */
  endedAt: number | null;
  outcome: 'succeeded' | 'failed' | 'running' | 'unknown';
}

export interface CronLog {
  /** By start. */
  runs: LoggedRun[];
  /** Files that cron said it ignores, the last time that it read them; by crontab. */
  ignored: Map<string, { at: number; reason: string }>;
  /** When cron last read a changed file; by crontab: `user/batch`, `crontab`, `cron.d/news`. */
  reloadedAt: Map<string, number>;
}

const CRON = /^crond?$/i;
const PAM =
  /^pam_unix\((?:cron|crond)[:)]\S* session (opened|closed) for user ([^\s(]{1,64})/;
const COMMAND = /^\(([^()\s]{1,64})\) (CMD|END|CMDEND) \(/;
const FAILED =
  /^\(CRON\) error \(grandchild #(\d{1,10}) (?:failed with exit status|terminated by signal) \d/;
const IGNORED = /^\(([^()]{1,255})\) ERROR \((.*ignored)\)?$/;
const RELOAD = /^\(([^()]{1,255})\) RELOAD \(([^()]{0,255})/;
const STARTED =
  /^\(CRON\) (?:STARTUP|INFO) \((?:pidfile|fork ok|running with|\d)/i;

const commandId = ({ user, command }: LoggedRun) => `${user}\n${command}`;

/** A run whose end is not there may still go on only if it is younger than this. */
const MAX_RUNNING_MS = 24 * 60 * 60 * 1000;

/**
 * Finds cron's runs in a log.
 *
 * Debian's cron and cronie log `CMD` from the process that becomes the shell,
 * and all else from its parent. So an end carries another pid than the start,
 * most often the one before. Debian's cron names the shell's pid in
 * `grandchild #n failed`, and logs `CMD ([n] …)` from the parent where it was
 * started with `-L 8`. No log says that a command ended well; the status that
 * process accounting keeps does.
 *
 * @param entries - oldest first, each line once
 * @param until - when the log was captured, in milliseconds
 * @param accounted - what ended on the host, as its process accounting tells
 */
export function readCronLog(
  entries: readonly SyslogEntry[],
  until: number,
  accounted: readonly AccountedProcess[] = [],
): CronLog {
  const runs: LoggedRun[] = [];
  const parents = new Map<LoggedRun, number>();
  const ends: End[] = [];
  const failures: Array<{ pid: number; at: number }> = [];
  const sessions: Session[] = [];
  const open = new Map<number, Session>();
  const ignored: CronLog['ignored'] = new Map();
  const reloadedAt: CronLog['reloadedAt'] = new Map();
  let startedAt = Number.NEGATIVE_INFINITY;

  for (const { at, program, pid, message } of entries) {
    if (!CRON.test(program) || pid === null || at > until) continue;
    const command = COMMAND.exec(message);
    const session = PAM.exec(message);
    if (command) {
      const [head, user, event] = command;
      const { text, isCut, shell } = commandOf(message.slice(head.length));
      if (event === 'CMD') {
        const run: LoggedRun = {
          ...{ user, command: text, isCut, startedAt: at },
          pid: shell ?? pid,
          endedAt: null,
          outcome: 'unknown',
        };
        runs.push(run);
        if (shell !== null) parents.set(run, pid);
      } else {
        ends.push({ user, command: text, pid, shell, at });
      }
    } else if (session) {
      if (session[1] === 'opened') {
        const opened = { user: session[2], pid, openedAt: at, closedAt: null };
        sessions.push(opened);
        open.set(pid, opened);
      } else {
        const opened = open.get(pid);
        if (opened) opened.closedAt = at;
        open.delete(pid);
      }
    } else {
      const failed = FAILED.exec(message);
      const refused = IGNORED.exec(message);
      const reload = RELOAD.exec(message);
      if (failed) failures.push({ pid: Number(failed[1]), at });
      if (refused) {
        ignored.set(crontabOf(refused[1], ''), { at, reason: refused[2] });
      }
      if (reload) {
        const crontab = crontabOf(reload[1], reload[2]);
        reloadedAt.set(crontab, at);
        // What is wrong with it now is said after this line.
        ignored.delete(crontab);
      }
      if (STARTED.test(message)) startedAt = at;
    }
  }
  pairEnds({ runs, parents, ends, failures, sessions });
  const showsEnds =
    ends.length > 0 || sessions.some(({ closedAt }) => closedAt !== null);
  const isAccounted = pairAccounting(runs, parents, accounted);
  const longest = longestByCommand(runs);
  for (const run of runs) {
    const mayRun =
      (showsEnds || isAccounted(run.startedAt)) &&
      run.endedAt === null &&
      // Younger than others took: it most likely ended right after the capture.
      until - run.startedAt > (longest.get(commandId(run)) ?? 0) &&
      // A cron that was started later does not know of it any more.
      run.startedAt > startedAt &&
      until - run.startedAt < MAX_RUNNING_MS;
    if (mayRun && run.outcome === 'unknown') run.outcome = 'running';
  }
  return { runs, ignored, reloadedAt };
}

/**
 * A crontab as cron names it: by its user, or as `*system*` with the name in
 * `cron.d` attached (Debian) or in the path alone (cronie).
 */
function crontabOf(name: string, path: string): string {
  if (!name.startsWith('*system*')) return `user/${name}`;
  const file = name.slice('*system*'.length);
  if (file !== '') return `cron.d/${file}`;
  const [, inFolder] = /^\/etc\/cron\.d\/([^/]+)$/.exec(path) ?? [];
  return inFolder ? `cron.d/${inFolder}` : 'crontab';
}

/** How long the longest run of each command took, in milliseconds. */
function longestByCommand(runs: readonly LoggedRun[]): Map<string, number> {
  const longest = new Map<string, number>();
  for (const run of runs) {
    if (run.endedAt === null) continue;
    const before = longest.get(commandId(run)) ?? 0;
    longest.set(commandId(run), Math.max(before, run.endedAt - run.startedAt));
  }
  return longest;
}

/** What stands between the brackets: cron's own, the pid of `-L 8` taken off. */
function commandOf(rest: string): {
  text: string;
  isCut: boolean;
  shell: number | null;
} {
  const isCut = !rest.endsWith(')');
  const whole = isCut ? rest : rest.slice(0, -1);
  const shell = /^\[(\d{1,10})\] /.exec(whole);
  return {
    text: shell ? whole.slice(shell[0].length) : whole,
    isCut,
    shell: shell ? Number(shell[1]) : null,
  };
}
