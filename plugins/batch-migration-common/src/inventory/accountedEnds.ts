import type { AccountedProcess } from './accounting';
import type { LoggedRun } from './cronLog';
import { isShellsParent, SESSION_LEAD_MS } from './cronLogEnds';

/** Both clocks show whole seconds, and the kernel reckons the start from the end. */
const CLOCK_MS = 1000;

const CRON = /^crond?$/i;

/** Of the daemon itself; it ends where cron is started anew. */
const INIT = 1;

/** A pid comes round, but not more often within what a capture holds. */
const MAX_OF_ONE_PID = 50;

/**
 * Gives runs the end that process accounting tells. cron's child, which starts
 * the shell and waits for all that it started, holds a run from before its
 * start to after its end: its real time is an upper bound.
 *
 * The log names the shell's pid. Where the shell was accounted for, its parent
 * is known. Where only cron's children were, one is taken if it is the only
 * one, and the run the only run, within {@link SESSION_LEAD_MS}.
 *
 * @param runs - all of the log by start, also those of which an end is known
 * @param parents - pids of cron's children, where the log names them
 * @returns whether a run that started then would have an end, had it ended:
 *   only where shells are accounted for under the pids of the log
 */
export function pairAccounting(
  runs: readonly LoggedRun[],
  parents: ReadonlyMap<LoggedRun, number>,
  processes: readonly AccountedProcess[],
): (startedAt: number) => boolean {
  const holders = new Set(
    processes.filter(({ name, parent }) => CRON.test(name) && parent > INIT),
  );
  const byPid = byPidOf(processes);
  const childless = new Set(holders);
  for (const process of processes) {
    for (const one of byPid.get(process.parent) ?? []) {
      if (isNear(one, process.startedAt)) childless.delete(one);
    }
  }
  const rest: LoggedRun[] = [];
  let knowsShells = false;
  for (const run of runs) {
    const near = (pid: number, at: number, isHolder: boolean) =>
      (byPid.get(pid) ?? []).filter(
        one => holders.has(one) === isHolder && isNear(one, at),
      );
    const shells = near(run.pid, run.startedAt, false);
    const parent = parents.get(run) ?? shells[0]?.parent;
    if (parent === undefined || shells.length > 1) {
      rest.push(run);
      continue;
    }
    const own = near(parent, shells[0]?.startedAt ?? run.startedAt, true);
    for (const holder of own) childless.delete(holder);
    knowsShells ||= shells.length === 1 && own.length === 1;
    // Of one that still waits nothing is accounted: its run goes on.
    if (own.length === 1) end(run, own[0], shells[0]?.status ?? null);
  }
  pairAlone(
    rest,
    [...childless].sort((a, b) => a.startedAt - b.startedAt),
  );
  const { from, until } = timeOf(processes);
  return at => knowsShells && at >= from && at <= until;
}

/** When accounting was on, as far as it tells of anything. */
function timeOf(processes: readonly AccountedProcess[]) {
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const { startedAt, seconds } of processes) {
    from = Math.min(from, startedAt);
    until = Math.max(until, startedAt + seconds * 1000);
  }
  return { from, until };
}

function byPidOf(processes: readonly AccountedProcess[]) {
  const byPid = new Map<number, AccountedProcess[]>();
  for (const process of processes) {
    const same = byPid.get(process.pid);
    if (!same) byPid.set(process.pid, [process]);
    else if (same.length < MAX_OF_ONE_PID) same.push(process);
  }
  return byPid;
}

function isNear({ startedAt }: AccountedProcess, at: number): boolean {
  return startedAt >= at - SESSION_LEAD_MS && startedAt <= at + CLOCK_MS;
}

/** The one run and the one child of cron for which nothing else comes into question. */
function pairAlone(
  runs: readonly LoggedRun[],
  holders: readonly AccountedProcess[],
): void {
  for (const run of runs) {
    const first = lowestFrom(holders, run.startedAt - SESSION_LEAD_MS);
    const next = lowestFrom(holders, run.startedAt + CLOCK_MS + 1);
    if (next - first !== 1) continue;
    const holder = holders[first];
    const others =
      lowestFrom(runs, holder.startedAt + SESSION_LEAD_MS + 1) -
      lowestFrom(runs, holder.startedAt - CLOCK_MS);
    if (others === 1 && isShellsParent(holder.pid, run.pid)) {
      end(run, holder, null);
    }
  }
}

/** Index of the first that starts not before, among those in the order of it. */
function lowestFrom(
  sorted: ReadonlyArray<{ startedAt: number }>,
  at: number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle].startedAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * An end that the log shows stays. Hundredths are cut, so the next whole second
 * is the least that is surely not shorter than the run was.
 */
function end(
  run: LoggedRun,
  holder: AccountedProcess,
  status: number | null,
): void {
  run.endedAt ??= run.startedAt + (Math.floor(holder.seconds) + 1) * 1000;
  if (status !== null && run.outcome === 'unknown') {
    run.outcome = status === 0 ? 'succeeded' : 'failed';
  }
}
