/** The most memory that processes and services of a host had since they started. */
export interface MemoryPeaks {
  /** KiB by pid. */
  processes: ReadonlyMap<number, number>;
  /** KiB by the name of the unit. */
  services: ReadonlyMap<string, number>;
  /** 1-based numbers of lines that tell of neither. */
  unread: number[];
}

/** Where a capture holds it. */
export const MEMORY_PEAKS = 'memory.txt';

const LINE = /^(?:process (\d{1,13}) (\d{1,10})|service (\d{1,13}) - (\S+))/;

/** Reads `memory.txt`, as the capture script writes it. */
export function readMemoryPeaks(text: string): MemoryPeaks {
  const processes = new Map<number, number>();
  const services = new Map<string, number>();
  const unread: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const found = LINE.exec(line.slice(0, 1000));
    if (!found) unread.push(index + 1);
    else if (found[2] !== undefined) {
      processes.set(Number(found[2]), Number(found[1]));
    } else services.set(found[4], Number(found[3]));
  });
  return { processes, services, unread };
}

/**
 * What several processes had at most, in whole MiB; `null` where it is not
 * known of all. Memory that they share counts for each, so they took no more.
 */
export function peakOfProcesses(
  { processes }: MemoryPeaks,
  pids: readonly number[],
): number | null {
  let sum = 0;
  for (const pid of pids) {
    const kib = processes.get(pid);
    if (kib === undefined) return null;
    sum += kib;
  }
  return sum === 0 ? null : Math.ceil(sum / 1024);
}
