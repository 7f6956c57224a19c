import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface ExecOptions {
  cwd: string;
  /** The whole environment of the program. */
  env: Record<string, string>;
  onLine: (line: string) => void;
  timeLimitMs: number;
  /** Between SIGTERM and SIGKILL. */
  graceMs: number;
  /** Ends the program as the time limit does. */
  signal: AbortSignal;
}

export interface Ended {
  /** `null` where a signal ended it. */
  exit: number | null;
  signal: NodeJS.Signals | null;
  /** Ended by the time limit or by the build's own end. */
  stopped: boolean;
  /** Processes that it left behind; they were killed. */
  left: number;
  /** It could not be started. */
  error?: string;
}

export type Exec = (argv: readonly string[], options: ExecOptions) => Promise<Ended>;

/** Its name in the environment of every process that a patch starts, so that none of them gets away unseen. */
const MARK = 'PATCH_PROCESS';

const DRAIN_MS = 2_000;

/** Starts a program without a shell, in a process group of its own, and waits until nothing of it is left. */
export const exec: Exec = ([program, ...args], { cwd, env, onLine, timeLimitMs, graceMs, signal }) =>
  new Promise(resolve => {
    const mark = randomBytes(12).toString('hex');
    const child = spawn(program, args, { cwd, env: { ...env, [MARK]: mark }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let stopped = false;
    let killTimer: NodeJS.Timeout | undefined;
    const stop = () => {
      if (stopped) return;
      stopped = true;
      killGroup(child.pid, 'SIGTERM');
      killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), graceMs);
    };
    const limit = setTimeout(stop, timeLimitMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
    const settle = (ended: Omit<Ended, 'stopped' | 'left'>) => {
      clearTimeout(limit);
      clearTimeout(killTimer);
      signal.removeEventListener('abort', stop);
      const left = killLeft(child.pid, mark);
      const resolveOnce = () => {
        clearTimeout(drained);
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ ...ended, stopped, left });
      };
      // Its last lines are still in the pipes; what it left behind and was not found could hold them open for ever.
      const drained = setTimeout(resolveOnce, DRAIN_MS);
      if (ended.error) resolveOnce();
      else child.once('close', resolveOnce);
    };
    child.once('error', error => settle({ exit: null, signal: null, error: error.message }));
    child.once('exit', (code, by) => settle({ exit: code, signal: by }));
  });

function killGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** @returns how many processes of the program were still there */
function killLeft(group: number | undefined, mark: string): number {
  const marked = processesWith(`${MARK}=${mark}`).filter(pid => pid !== group);
  const inGroup = killGroup(group, 0) ? 1 : 0;
  killGroup(group, 'SIGKILL');
  for (const pid of marked) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  return Math.max(marked.length, inGroup);
}

/** Also those that left the group and the session. One that empties its environment is not found. */
function processesWith(variable: string): number[] {
  return list('/proc').filter(name => /^\d+$/.test(name) && read(`/proc/${name}/environ`).split('\0').includes(variable) && !read(`/proc/${name}/stat`).includes(') Z ')).map(Number);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
