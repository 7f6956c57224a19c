import type { LoggedRun } from './cronLog';

/** `END` of Debian's cron, `CMDEND` of cronie: logged by the shell's parent. */
export interface End {
  user: string;
  command: string;
  /** Of the parent. */
  pid: number;
  /** Of the shell, where cron logs it. */
  shell: number | null;
  at: number;
}

/** A PAM session, held by the shell's parent from before its start to after its end. */
export interface Session {
  user: string;
  pid: number;
  openedAt: number;
  closedAt: number | null;
}

/** A parent forks the shell at once; what lies further apart belongs to another run. */
const MAX_PID_DISTANCE = 5000;

/** Pids come round: an end is not that of a run after which so many others of its command began. */
const MAX_OVERLAPPING = 20;

/** PAM and the start of the shell take less than this, on a loaded host too. */
export const SESSION_LEAD_MS = 10_000;

/** More sessions at once cannot be told apart. */
const MAX_TOGETHER = 50;

/** Which end belongs to which start. What is ambiguous stays without an end. */
export function pairEnds(log: {
  runs: LoggedRun[];
  parents: ReadonlyMap<LoggedRun, number>;
  ends: readonly End[];
  failures: ReadonlyArray<{ pid: number; at: number }>;
  sessions: readonly Session[];
}): void {
  const { runs, parents, ends, failures, sessions } = log;
  pairFailures(runs, failures);
  pairLoggedEnds(runs, ends);
  pairSessions(
    runs.filter(({ endedAt }) => endedAt === null),
    parents,
    sessions,
  );
}

function groupBy<T, K>(values: readonly T[], keyOf: (value: T) => K) {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** The newest run of that pid before it: pids are used again. */
function pairFailures(
  runs: readonly LoggedRun[],
  failures: ReadonlyArray<{ pid: number; at: number }>,
) {
  const byPid = groupBy(runs, ({ pid }) => pid);
  for (const { pid, at } of failures) {
    const candidates = byPid.get(pid) ?? [];
    const run = lastStartedBy(candidates, at);
    if (run && run.endedAt === null) {
      run.endedAt = at;
      run.outcome = 'failed';
    }
  }
}

function lastStartedBy(
  runs: readonly LoggedRun[],
  at: number,
): LoggedRun | undefined {
  for (let index = runs.length - 1; index >= 0; index--) {
    if (runs[index].startedAt <= at) return runs[index];
  }
  return undefined;
}

/**
 * An end names user and command. Runs of one command that overlap are told
 * apart by the pids: the nearest pairs first, so that the end of a run from
 * before the log is not given to a later one.
 */
function pairLoggedEnds(runs: readonly LoggedRun[], ends: readonly End[]) {
  const nameOf = (one: { user: string; command: string }) =>
    `${one.user}\n${one.command}`;
  const endsOf = groupBy(ends, nameOf);
  for (const [name, own] of groupBy(runs, nameOf)) {
    const pairs: Array<{ run: LoggedRun; end: End; distance: number }> = [];
    const byPid = [...own].sort((a, b) => a.pid - b.pid);
    const orderOf = new Map(own.map((run, index) => [run, index]));
    for (const end of endsOf.get(name) ?? []) {
      const first = lowestFrom(byPid, 'pid', end.shell ?? end.pid);
      const started = lowestFrom(own, 'startedAt', end.at + 1);
      for (let index = first; index < byPid.length; index++) {
        const run = byPid[index];
        const distance = run.pid - (end.shell ?? end.pid);
        if (distance > (end.shell === null ? MAX_PID_DISTANCE : 0)) break;
        if (index - first > MAX_TOGETHER) break;
        const younger = started - orderOf.get(run)! - 1;
        if (younger >= 0 && younger < MAX_OVERLAPPING) {
          pairs.push({ run, end, distance });
        }
      }
    }
    pairs.sort(
      (a, b) =>
        a.distance - b.distance ||
        // Of one pid that was used again: the end that comes first.
        a.end.at - a.run.startedAt - (b.end.at - b.run.startedAt),
    );
    const isTaken = new Set<End | LoggedRun>();
    for (const { run, end } of pairs) {
      if (isTaken.has(run) || isTaken.has(end)) continue;
      isTaken.add(run).add(end);
      run.endedAt ??= end.at;
    }
  }
}

/** Index of the first run whose value is not below, among runs in the order of it. */
function lowestFrom(
  sorted: readonly LoggedRun[],
  by: 'pid' | 'startedAt',
  value: number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle][by] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A session names only the user. Where several of one user start within
 * seconds, pids do not tell which is whose: then none of them gets an end.
 */
function pairSessions(
  runs: readonly LoggedRun[],
  parents: ReadonlyMap<LoggedRun, number>,
  sessions: readonly Session[],
) {
  const sessionsOf = groupBy(sessions, ({ user }) => user);
  const rest: LoggedRun[] = [];
  const isTaken = new Set<Session>();
  const byPid = groupBy(sessions, ({ pid }) => pid);
  for (const run of runs) {
    const pid = parents.get(run);
    const own = (pid === undefined ? [] : byPid.get(pid) ?? []).filter(
      session => precedes(session, run),
    );
    if (own.length === 1) {
      isTaken.add(own[0]);
      run.endedAt = own[0].closedAt;
    } else if (pid === undefined) {
      rest.push(run);
    }
  }
  for (const [user, own] of groupBy(rest, one => one.user)) {
    const free = (sessionsOf.get(user) ?? []).filter(one => !isTaken.has(one));
    pairByElimination(own, free);
  }
}

/** Whether the session was opened just before the run, and not closed before it. */
function precedes(session: Session, run: LoggedRun): boolean {
  return (
    session.openedAt <= run.startedAt &&
    run.startedAt - session.openedAt <= SESSION_LEAD_MS &&
    (session.closedAt === null || session.closedAt >= run.startedAt)
  );
}

/** The parent was there before its shell; a lower pid has come round. */
export function isShellsParent(parent: number, shell: number): boolean {
  return parent < shell || parent - shell > MAX_PID_DISTANCE;
}

function pairByElimination(runs: readonly LoggedRun[], free: Session[]) {
  const candidates = new Map<LoggedRun, Set<Session>>();
  let first = 0;
  for (const run of runs) {
    while (
      first < free.length &&
      free[first].openedAt < run.startedAt - SESSION_LEAD_MS
    ) {
      first++;
    }
    const own = new Set<Session>();
    for (
      let index = first;
      index < free.length && free[index].openedAt <= run.startedAt;
      index++
    ) {
      if (own.size > MAX_TOGETHER) break;
      const isParent = isShellsParent(free[index].pid, run.pid);
      if (isParent && precedes(free[index], run)) own.add(free[index]);
    }
    candidates.set(run, own.size > MAX_TOGETHER ? new Set() : own);
  }
  const runsOf = new Map<Session, LoggedRun[]>();
  for (const [run, own] of candidates) {
    for (const session of own) {
      const known = runsOf.get(session);
      if (known) known.push(run);
      else runsOf.set(session, [run]);
    }
  }
  const settled = [...candidates].filter(([, own]) => own.size === 1);
  for (let next = settled.pop(); next; next = settled.pop()) {
    const [run, own] = next;
    const [session] = own;
    if (!session || run.endedAt !== null) continue;
    run.endedAt = session.closedAt;
    for (const other of runsOf.get(session) ?? []) {
      const left = candidates.get(other)!;
      if (other !== run && left.delete(session) && left.size === 1) {
        settled.push([other, left]);
      }
    }
  }
}
