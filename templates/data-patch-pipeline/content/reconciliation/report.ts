/**
 * What a reconciliation found. The newest is in the table of requests, where the portal reads it; the index `byKind`
 * finds it under `kind`, by `requestedAt`:
 *
 * | attribute | value |
 * | --- | --- |
 * | `pk` | `reconciliation#<ISO at>` |
 * | `sk` | `report` |
 * | `kind` | `reconciliation` |
 * | `requestedAt` | ISO, the same as `at` |
 * | `body` | `Report` as JSON |
 *
 * The whole of it, without bounds and with what was approved, is evidence under Object Lock: `WholeReport`.
 */
export interface Report {
  version: 1;
  /** ISO, when it was made. */
  at: string;
  /** ISO, both bounds belong to the period. What began after `until` is left to the next one. */
  from: string;
  until: string;
  scope: {
    builds: true;
    /** `null`: no audit log is configured, so that nothing is known of what did not go through a build. */
    databaseSessions: { logGroup: string } | null;
  };
  /** Changes that were looked at: approved, unapproved and unknown together. A dry run is none. */
  changes: number;
  approved: number;
  /** Dry runs and checks that were what they said, and sessions of dry runs; they change nothing. */
  dryRuns: number;
  /** The newest ones, at most `LISTED`. */
  unapproved: Unapproved[];
  /** What nobody can say. It is never counted as approved. */
  unknown: Unknown[];
  /** How many more there are of each list. */
  leftOut: { unapproved: number; unknown: number };
}

export interface Unapproved {
  what: 'build' | 'session';
  /** Of the build, `<project>:<uuid>`; of a session, its database user, host and connection. */
  id: string;
  /** ISO, when it began. */
  at: string;
  /** Who, as AWS or the database names them. */
  by: string;
  /** For people; it begins with a stable name where the check inside of a build has one, such as `no-order`. */
  reason: string;
}

export interface Unknown {
  what: 'build' | 'session';
  id: string;
  /** ISO; `until` where nothing better is known. */
  at: string;
  reason: string;
}

export interface Approved {
  what: 'build' | 'session';
  id: string;
  at: string;
  by: string;
  /** The request; `null` for dry runs that need none. */
  request: string | null;
}

/** What is kept as evidence: nothing is left out. */
export interface WholeReport extends Omit<Report, 'leftOut' | 'approved' | 'dryRuns'> {
  approved: Approved[];
  dryRuns: Approved[];
}

export const LISTED = 50;

/** Longer would be no reason, and an item of DynamoDB holds 400 KB. */
const TEXT = 600;

/** What of a whole report goes into the table. */
export function bounded(whole: WholeReport): Report {
  const { approved, dryRuns, unapproved, unknown, ...rest } = whole;
  return {
    ...rest,
    approved: approved.length,
    dryRuns: dryRuns.length,
    unapproved: newestFirst(unapproved).slice(0, LISTED).map(each => ({ ...shortened(each), by: shorten(each.by) })),
    unknown: newestFirst(unknown).slice(0, LISTED).map(shortened),
    leftOut: { unapproved: Math.max(0, unapproved.length - LISTED), unknown: Math.max(0, unknown.length - LISTED) },
  };
}

/** As it is stored. */
export function reportItem(report: Report) {
  const { at } = report;
  return { pk: `reconciliation#${at}`, sk: 'report', kind: 'reconciliation', requestedAt: at, body: JSON.stringify(report) };
}

export function newestFirst<Each extends { at: string; id: string }>(list: Each[]): Each[] {
  return [...list].sort((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? 1 : -1));
}

function shortened<Each extends { id: string; reason: string }>(each: Each): Each {
  return { ...each, id: shorten(each.id), reason: shorten(each.reason) };
}

function shorten(text: string): string {
  return text.length <= TEXT ? text : `${text.slice(0, TEXT - 1)}…`;
}
