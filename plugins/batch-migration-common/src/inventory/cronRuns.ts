import type {
  InventoryIssue,
  InventoryRun,
  RunRange,
} from '../workload/inventory';
import { ACCOUNTING, readAccounting } from './accounting';
import { readCronLog, type CronLog, type LoggedRun } from './cronLog';
import type { InventoryFiles } from './files';
import { readLogs, type LogStretch } from './logFiles';
import { comparable, matchRuns, type CronLine } from './matchRuns';
import type { SyslogEntry } from './syslog';

/** The lines of one crontab, by the name that cron gives it: `user/batch`. */
export interface CrontabLines {
  name: string;
  path: string;
  items: readonly CronLine[];
}

export interface CronRuns {
  runs: InventoryRun[];
  ranges: RunRange[];
  issues: Array<
    Pick<InventoryIssue, 'path' | 'line' | 'severity' | 'code' | 'message'>
  >;
}

interface Source {
  files: InventoryFiles;
  /** Where they were read already. */
  logs?: ReturnType<typeof readLogs>;
  crontabs: readonly CrontabLines[];
  /** The host's own name. */
  host: string;
  capturedAt: string;
  timezone: string;
  /** Whether the collector read a path to its end. */
  isComplete(path: string): boolean;
}

/**
 * The runs of crontab lines that the logs of a capture tell of, and since when
 * no run means that nothing ran: from where the log begins, or from where cron
 * last read the file anew, for what stood in it before is not known.
 */
export function cronRuns(source: Source): CronRuns {
  const capturedAt = Date.parse(source.capturedAt);
  const { stretches, issues } =
    source.logs ??
    readLogs(source.files, {
      capturedAt,
      timezone: source.timezone,
      isComplete: path => source.isComplete(path),
    });
  const accounting = accountingOf(source.files);
  const log = readCronLog(
    entriesOf(stretches),
    capturedAt,
    accounting.processes,
  );
  const items = source.crontabs.flatMap(crontab => [...crontab.items]);
  const { runs, unknown } = matchRuns(log.runs, items, source.host);
  return {
    runs,
    ranges: rangesOf(stretches, log, source.crontabs),
    issues: [
      ...issues.map(issue => ({ ...issue, severity: 'info' as const })),
      ...accounting.issues,
      ...ignoredFiles(log, source.crontabs),
      ...unknownRuns(unknown),
    ],
  };
}

/** What the host's process accounting tells, where the capture has it. */
function accountingOf(files: InventoryFiles) {
  const file = files.get(ACCOUNTING);
  if (!file) return { processes: [], issues: [] };
  const issueOf = (line: number | null, code: string, message: string) => ({
    ...{ path: ACCOUNTING, line, severity: 'info' as const, code, message },
  });
  if (!file.readable) {
    const issues = [issueOf(null, 'unreadable-file', file.reason)];
    return { processes: [], issues };
  }
  const { processes, unread } = readAccounting(file.text);
  const message =
    unread.length === 1
      ? 'This line is no process'
      : `${unread.length} lines are no processes`;
  const issues =
    unread.length === 0 ? [] : [issueOf(unread[0], 'unreadable-line', message)];
  return { processes, issues };
}

/** Oldest first; a line that two logs hold counts once. */
function entriesOf(stretches: readonly LogStretch[]): SyslogEntry[] {
  const seen = new Set<string>();
  return stretches
    .flatMap(({ entries }) => entries)
    .filter(({ at, pid, message }) => {
      const id = `${at} ${pid} ${message}`;
      return !seen.has(id) && seen.add(id);
    })
    .sort((a, b) => a.at - b.at);
}

/** A log in which cron starts nothing has another purpose: its silence says nothing. */
function rangesOf(
  stretches: readonly LogStretch[],
  log: CronLog,
  crontabs: readonly CrontabLines[],
): RunRange[] {
  const telling = stretches.filter(({ entries }) =>
    entries.some(({ message }) => /^\([^()\s]+\) CMD \(/.test(message)),
  );
  return crontabs.flatMap(({ name, items }) =>
    telling.flatMap(stretch => {
      const from = Math.max(stretch.from, log.reloadedAt.get(name) ?? 0);
      if (from >= stretch.until) return [];
      return items.map(({ location }) => ({
        location,
        from: new Date(from).toISOString(),
        until: new Date(stretch.until).toISOString(),
      }));
    }),
  );
}

/** What cron itself said of a file weighs more than how we read it. */
function ignoredFiles(
  { ignored }: CronLog,
  crontabs: readonly CrontabLines[],
): CronRuns['issues'] {
  return [...ignored].map(([name, { at, reason }]) => ({
    path: crontabs.find(one => one.name === name)?.path ?? name,
    line: null,
    severity: 'error',
    code: 'cron-ignores-file',
    message: `At ${new Date(
      at,
    ).toISOString()} cron said of ${name}: "${reason}". Correct the file: none of its jobs runs.`,
  }));
}

/** Lines that were removed since, and what other programs hand to cron. */
function unknownRuns(unknown: readonly LoggedRun[]): CronRuns['issues'] {
  if (unknown.length === 0) return [];
  const last = unknown[unknown.length - 1];
  const runs = unknown.length === 1 ? '1 run' : `${unknown.length} runs`;
  return [
    {
      path: 'var/log',
      line: null,
      severity: 'info',
      code: 'run-of-no-line',
      message: `${runs} in cron's log belong to no line of a captured crontab, the last one of ${
        last.user
      } at ${new Date(last.startedAt).toISOString()}: ${comparable(
        last.command,
      ).slice(0, 200)}`,
    },
  ];
}
