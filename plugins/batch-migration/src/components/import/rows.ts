/** What the lines of a crontab come to: one row a job or a line that cannot be read. */
import type {
  CrontabIssueView,
  CrontabPreviewJob,
  CrontabPreviewResponse,
} from 'backstage-plugin-batch-migration-common';

/** `exact` moves as it is, `kind` becomes something else, `off` is commented out. */
export const MARKS = ['exact', 'kind', 'look', 'broken', 'off'] as const;
export type Mark = (typeof MARKS)[number];

type Severity = CrontabIssueView['severity'];

/** A sentence of the reader, or one of the page's own with its numbers. */
export type Remark = { severity: Severity; column: number | null } & (
  | { own: null; code: string; message: string }
  | { own: 'secret'; names: string[] }
  | { own: 'resident' | 'retire' }
  | { own: 'doubled' | 'several' | 'differs'; count: number }
  | { own: 'unsupported' | 'fit'; message: string }
  | { own: 'unevenMinutes' | 'unevenHours'; every: number; gap: number }
);

export interface Row {
  line: number;
  mark: Mark;
  /** `null` for a line that cannot be read: it cannot become a workload. */
  job: CrontabPreviewJob | null;
  /** Gravest first. */
  remarks: Remark[];
}

const GRAVITY: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
/** The rules of Fargate that change what the job does; others only ask for facts. */
const CHANGING_RULES = ['local-lock', 'interval'];

/** What asks for facts about the program, and is no remark on its line. */
export const isAside = (remark: Remark) =>
  remark.own === 'fit' && remark.severity === 'info';

const gravestFirst = (remarks: Remark[]) =>
  [...remarks].sort(
    (a, b) =>
      GRAVITY[a.severity] - GRAVITY[b.severity] ||
      Number(isAside(a)) - Number(isAside(b)),
  );

export const isReboot = (job: CrontabPreviewJob) => job.schedule === '@reboot';

/** No date matches, so there is nothing to move. */
export const neverRuns = (job: CrontabPreviewJob) =>
  !isReboot(job) &&
  job.translation.status !== 'unsupported' &&
  job.translation.schedules.length === 0;

/** What cron takes and no shell can: a quote or `$(` that stays open. */
const BREAKS_COMMAND = 'command-cut-at-percent';

const toRemark = (issue: CrontabIssueView): Remark => ({
  ...issue,
  own: null,
  ...(issue.code === BREAKS_COMMAND && { severity: 'error' }),
});

/** How far apart the last start of an hour or a day is from the first of the next. */
function unevenStep({ schedule }: CrontabPreviewJob) {
  const [minute = '', hour = ''] = schedule.trim().split(/\s+/);
  const steps = [
    { own: 'unevenMinutes' as const, field: minute, round: 60 },
    { own: 'unevenHours' as const, field: hour, round: 24 },
  ];
  for (const { own, field, round } of steps) {
    const every = Number(/^\*\/(\d+)$/.exec(field)?.[1]);
    if (every < round && round % every !== 0) {
      return { own, every, gap: round % every };
    }
  }
  return undefined;
}

function ownRemarks(job: CrontabPreviewJob): Remark[] {
  const { translation } = job;
  const remarks: Remark[] = [];
  const add = (severity: Severity, remark: object) =>
    remarks.push({ severity, column: null, ...remark } as Remark);
  if (job.maskedSecrets.length > 0) {
    add('warning', { own: 'secret', names: job.maskedSecrets });
  }
  if (isReboot(job)) add('info', { own: 'resident' });
  else if (neverRuns(job)) add('info', { own: 'retire' });
  else if (translation.status === 'unsupported') {
    add('warning', { own: 'unsupported', message: translation.reason ?? '' });
  }
  const uneven = unevenStep(job);
  if (uneven) add('warning', uneven);
  const count = translation.schedules.length;
  if (translation.deduplicate) add('warning', { own: 'doubled', count });
  else if (count > 1) add('info', { own: 'several', count });
  if (translation.differences.length > 0) {
    add('warning', { own: 'differs', count: translation.differences.length });
  }
  for (const { rule, verdict, message } of job.fit) {
    if (verdict === 'does-not-fit' && !neverRuns(job)) {
      const severity = CHANGING_RULES.includes(rule) ? 'warning' : 'info';
      add(severity, { own: 'fit', message });
    }
  }
  return remarks;
}

function markOf(job: CrontabPreviewJob, remarks: Remark[]): Mark {
  if (!job.enabled) return 'off';
  if (remarks.some(({ severity }) => severity === 'error')) return 'broken';
  if (remarks.some(({ severity }) => severity === 'warning')) return 'look';
  if (isReboot(job) || neverRuns(job)) return 'kind';
  return job.translation.status === 'exact' ? 'exact' : 'look';
}

function rowOf(job: CrontabPreviewJob): Row {
  // That it never runs is said once, with what to do about it.
  const issues = job.issues.filter(
    ({ code }) => !(code === 'never-fires' && neverRuns(job)),
  );
  const remarks = gravestFirst([...issues.map(toRemark), ...ownRemarks(job)]);
  return { line: job.line, mark: markOf(job, remarks), job, remarks };
}

/** The rows in the order of their lines. */
export function rowsOf(preview: CrontabPreviewResponse): Row[] {
  const settings = new Set(preview.environment.map(({ line }) => line));
  const jobs = new Map(preview.jobs.map(job => [job.line, rowOf(job)]));
  const unreadable = new Map<number, Row>();
  for (const issue of preview.issues) {
    const { line } = issue;
    const job = jobs.get(line);
    if (job) {
      // Issues of the file, such as a missing line end, fall on a job's line too.
      const isSaid = job.job?.issues.some(
        ({ code, column }) => code === issue.code && column === issue.column,
      );
      if (!isSaid) {
        job.remarks = gravestFirst([...job.remarks, toRemark(issue)]);
        job.mark = markOf(job.job!, job.remarks);
      }
    } else if (issue.severity === 'error' && !settings.has(line)) {
      const row = unreadable.get(line) ?? {
        line,
        mark: 'broken',
        job: null,
        remarks: [],
      };
      row.remarks.push(toRemark(issue));
      unreadable.set(line, row);
    }
  }
  return [...jobs.values(), ...unreadable.values()].sort(
    (a, b) => a.line - b.line,
  );
}

/** Remarks by line, those on settings and comments included. */
export function remarksByLine(
  rows: Row[],
  preview: CrontabPreviewResponse,
): Map<number, Remark[]> {
  const byLine = new Map(
    rows.map(({ line, remarks }) => [
      line,
      remarks.filter(remark => !isAside(remark)),
    ]),
  );
  const others = new Map<number, Remark[]>();
  for (const issue of preview.issues) {
    if (!byLine.has(issue.line)) {
      others.set(issue.line, [
        ...(others.get(issue.line) ?? []),
        toRemark(issue),
      ]);
    }
  }
  return new Map(
    [...byLine, ...others]
      .filter(([, remarks]) => remarks.length > 0)
      .sort(([a], [b]) => a - b),
  );
}
