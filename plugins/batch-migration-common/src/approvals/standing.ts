import type { ReconciliationReport } from './model';

/** Reports are made daily: one that was missed is no news, two are. */
const STALE_MS = 2 * 86_400_000;
/** As much as clocks of two accounts differ, and more. */
const AHEAD_MS = 3_600_000;

/**
 * What the newest reconciliation shows. Only `clean` is good.
 *
 * - `clean`: everything that happened was approved
 * - `unapproved`: something was not
 * - `undecided`: of something nobody could tell, or its numbers do not add up
 * - `stale`: the newest one is older than two days
 * - `none`: there is none
 * - `unreadable`: what is stored is not what this version knows
 * - `unread`: its account could not be asked
 */
export const RECONCILIATION_STANDINGS = [
  'clean',
  'unapproved',
  'undecided',
  'stale',
  'none',
  'unreadable',
  'unread',
] as const;
export type ReconciliationStanding = (typeof RECONCILIATION_STANDINGS)[number];

/** Judges a report that could be read; `null` where there is none. */
export function standingOf(
  report: ReconciliationReport | null,
  now: Date,
): Extract<
  ReconciliationStanding,
  'clean' | 'unapproved' | 'undecided' | 'stale' | 'none'
> {
  if (report === null) return 'none';
  // That something ran unapproved does not grow old.
  const { unapproved, unknown } = countsOf(report);
  if (unapproved > 0) return 'unapproved';
  const { at, from, until, scope, changes, approved } = report;
  // A new report about an old time says nothing about now.
  const about = Math.min(Date.parse(at), Date.parse(until));
  if (now.getTime() - about > STALE_MS) return 'stale';
  const isSound =
    scope.builds &&
    changes === approved + unknown &&
    Date.parse(from) < Date.parse(until) &&
    about - now.getTime() <= AHEAD_MS;
  return isSound && unknown === 0 ? 'clean' : 'undecided';
}

/** How many there are, with those that the report leaves out. */
export function countsOf({
  unapproved,
  unknown,
  leftOut,
}: ReconciliationReport): { unapproved: number; unknown: number } {
  return {
    unapproved: unapproved.length + leftOut.unapproved,
    unknown: unknown.length + leftOut.unknown,
  };
}

/** Whether sessions with the database itself were left out, since nothing logs them. */
export function coversBuildsOnly({ scope }: ReconciliationReport): boolean {
  return scope.builds && scope.databaseSessions === null;
}
