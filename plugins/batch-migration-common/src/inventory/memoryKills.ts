import type { SyslogEntry } from './syslog';

/** The kernel ended a process because the host, or its group, had no memory left. */
export interface MemoryKill {
  /** Milliseconds since the epoch. */
  at: number;
  pid: number;
  /** What it executed last, at most 15 characters. */
  process: string;
  /** What it had in memory then, where the kernel says it. */
  mib: number | null;
}

const KILLED = /\bKilled process (\d{1,10}) \(([^()]{1,64})\)/;

/** Anonymous memory is the process's own; files can be read again. */
const OWN_MEMORY = /\banon-rss:(\d{1,15})kB/;

/** Kills in a host's log, oldest first, each once. */
export function memoryKillsIn(entries: readonly SyslogEntry[]): MemoryKill[] {
  const kills = new Map<string, MemoryKill>();
  for (const { at, program, message } of entries) {
    if (program !== 'kernel') continue;
    const found = KILLED.exec(message);
    if (!found) continue;
    const kib = OWN_MEMORY.exec(message)?.[1];
    const pid = Number(found[1]);
    kills.set(`${at} ${pid}`, {
      ...{ at, pid, process: found[2] },
      mib: kib === undefined ? null : Math.ceil(Number(kib) / 1024),
    });
  }
  return [...kills.values()].sort((a, b) => a.at - b.at);
}
