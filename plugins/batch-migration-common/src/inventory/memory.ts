import type { Fact, Server } from '../workload/model';

/** Linux says here how much memory it has; a copy of it in a capture is read. */
export const MEMINFO = 'proc/meminfo';

/** Fact of a server: its memory, in MiB. */
export const MEMORY_FACT = 'memory-mib';

/**
 * `MemTotal` of `/proc/meminfo`, in whole MiB; `null` where it does not say.
 * It is what Linux can hand out: a little less than the machine has.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_meminfo.5.html
 */
export function totalMib(text: string): number | null {
  const kib = /^MemTotal:\s+(\d{1,15}) kB\s*$/m.exec(text)?.[1];
  return kib === undefined || Number(kib) === 0
    ? null
    : Math.floor(Number(kib) / 1024);
}

/** The memory of a server, in MiB; `null` where no fact says it, or facts contradict each other. */
export function memoryMibOf({ facts }: Pick<Server, 'facts'>): number | null {
  const told = facts.filter(
    ({ name, value }) => name === MEMORY_FACT && value !== null,
  );
  // What the host itself says goes before a list that somebody keeps.
  const own = told.filter(({ source }: Fact) => source === MEMINFO);
  const values = new Set((own.length > 0 ? own : told).map(one => one.value!));
  const [value] = values;
  return values.size === 1 && /^\d{1,9}$/.test(value) && Number(value) > 0
    ? Number(value)
    : null;
}
