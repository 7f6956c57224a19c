/** A process that ended, as the kernel accounted for it (acct(5)). */
export interface AccountedProcess {
  /** Milliseconds since the epoch, exact to the second. */
  startedAt: number;
  /** Real time, cut to hundredths. */
  seconds: number;
  /** As a shell says it: 128 and the number of the signal that ended it. */
  status: number;
  uid: number;
  pid: number;
  parent: number;
  /** What it executed last, at most 15 characters. */
  name: string;
}

export interface Accounting {
  /** In the order in which they ended. */
  processes: AccountedProcess[];
  /** 1-based numbers of lines that are no process. */
  unread: number[];
}

/** Where a capture holds it. */
export const ACCOUNTING = 'pacct.txt';

/** Start, real seconds, exit status, uid, pid, ppid, command. */
const LINE =
  /^(\d{1,10}) (\d{1,10}\.\d\d) (\d{1,5}) (\d{1,10}) (\d{1,10}) (\d{1,10}) (\S{1,64})$/;

/** Reads `pacct.txt`, as the capture script writes it. */
export function readAccounting(text: string): Accounting {
  const read: Accounting = { processes: [], unread: [] };
  text.split('\n').forEach((written, index) => {
    const line = written.replace(/\r$/, '');
    if (line.trim() === '') return;
    const found = line.length <= 200 ? LINE.exec(line) : null;
    if (!found) {
      read.unread.push(index + 1);
      return;
    }
    const [startedAt, seconds, status, uid, pid, parent] = found
      .slice(1, 7)
      .map(Number);
    read.processes.push({
      startedAt: startedAt * 1000,
      ...{ seconds, status, uid, pid, parent, name: found[7] },
    });
  });
  return read;
}
