import { pathsIn, type InventoryFiles } from './files';
import { readSyslog, type SyslogEntry } from './syslog';

const LOGS = 'var/log';

/** Logs in which cron, or PAM on its behalf, writes: Debian's and Red Hat's. */
const NAMES = ['cron.log', 'cron', 'syslog', 'messages', 'auth.log', 'secure'];

const COMPRESSED = /\.(?:gz|xz|bz2|zst|Z)$/;

/** `.1` and older, or logrotate's `dateext`; `''` is the newest. */
const ROTATION = /^(?:|\.\d{1,3}|-\d{8}(?:-\d{1,10})?)$/;

/** A problem with a log file that a person may want to mend. */
export interface LogIssue {
  path: string;
  line: number | null;
  code: 'compressed-log' | 'unreadable-file' | 'unreadable-line';
  message: string;
}

/** A stretch without holes that a log covers, in milliseconds, both inclusive. */
export interface LogStretch {
  from: number;
  until: number;
  entries: SyslogEntry[];
}

interface LogFile {
  path: string;
  rotation: string;
}

/** Every log of a capture in which cron's lines may stand, by name. */
function logsOf(files: InventoryFiles): LogFile[][] {
  const paths = pathsIn(files, LOGS);
  return NAMES.map(name =>
    paths
      .flatMap(path => {
        const rest = path.slice(`${LOGS}/${name}`.length);
        const rotation = rest.replace(COMPRESSED, '');
        return path.startsWith(`${LOGS}/${name}`) && ROTATION.test(rotation)
          ? [{ path, rotation }]
          : [];
      })
      .sort(newestFirst),
  ).filter(log => log.length > 0);
}

function newestFirst(a: LogFile, b: LogFile): number {
  if (a.rotation === '' || b.rotation === '') {
    return a.rotation.length - b.rotation.length;
  }
  const isNumbered = a.rotation.startsWith('.') && b.rotation.startsWith('.');
  return isNumbered
    ? Number(a.rotation.slice(1)) - Number(b.rotation.slice(1))
    : b.rotation.localeCompare(a.rotation, 'en-US');
}

/** Whether nothing is missing between a file and the next older one. */
function follows(newer: LogFile, older: LogFile): boolean {
  if (!older.rotation.startsWith('.')) return true;
  const index = ({ rotation }: LogFile) =>
    rotation === '' ? 0 : Number(rotation.slice(1));
  return index(older) === index(newer) + 1;
}

/**
 * Reads the logs of a capture. A file that cannot be read leaves a hole.
 *
 * @param capturedAt - in milliseconds
 */
export function readLogs(
  files: InventoryFiles,
  options: {
    capturedAt: number;
    timezone: string;
    /** Whether the collector read a file to its end. */
    isComplete(path: string): boolean;
  },
): { stretches: LogStretch[]; issues: LogIssue[] } {
  const issues: LogIssue[] = [];
  const stretches = logsOf(files).flatMap(log => {
    const own: LogStretch[] = [];
    let until = options.capturedAt;
    let newer: LogFile | null = null;
    for (const file of log) {
      const read = readLog(files, file, { ...options, until }, issues);
      if (!read || read.entries.length === 0) {
        newer = null;
        continue;
      }
      const { entries } = read;
      const isComplete = read.isComplete && options.isComplete(file.path);
      const [first] = entries;
      const last = entries[entries.length - 1];
      const open = own[own.length - 1];
      if (newer && follows(newer, file) && isComplete && open) {
        open.from = first.at;
        open.entries = [...entries, ...open.entries];
      } else {
        own.push({ from: first.at, until: last.at, entries });
      }
      // Its runs count, but what it lacks says nothing.
      if (!isComplete) own[own.length - 1].from = last.at;
      newer = isComplete ? file : null;
      until = first.at;
    }
    return own;
  });
  return { stretches, issues };
}

function readLog(
  files: InventoryFiles,
  { path }: LogFile,
  options: { until: number; timezone: string },
  issues: LogIssue[],
): { entries: SyslogEntry[]; isComplete: boolean } | null {
  if (COMPRESSED.test(path)) {
    issues.push({
      ...{ path, line: null, code: 'compressed-log' },
      message: `${path} is compressed: its runs are not known. Unpack it before the capture to know them.`,
    });
    return null;
  }
  const file = files.get(path)!;
  if (!file.readable) {
    issues.push({
      ...{ path, line: null, code: 'unreadable-file' },
      message: file.reason,
    });
    return null;
  }
  const { entries, unread } = readSyslog(file.text, options);
  if (unread.length > 0) {
    issues.push({
      ...{ path, line: unread[0], code: 'unreadable-line' },
      message: `${
        unread.length === 1 ? 'This line is' : `${unread.length} lines are`
      } no line of a syslog, so a run may be missing: what did not run in this file's time is not known.`,
    });
  }
  return { entries, isComplete: unread.length === 0 };
}
