import type { ScheduleDialect, ScheduleSpec } from '../workload/model';

export type { ScheduleDialect, ScheduleSpec };

/** The two crons whose reading of a crontab is known. */
export const CRONS = ['debian', 'cronie'] as const;
export type Cron = (typeof CRONS)[number];

/** `user`: `crontab -e`; `system`: `/etc/crontab` and `cron.d`, with a user column. */
export const CRONTAB_DIALECTS = ['user', 'system'] as const;
export type CrontabDialect = (typeof CRONTAB_DIALECTS)[number];

export type IssueSeverity = 'error' | 'warning' | 'info';

/** Something a person should know about a line. Line and column are 1-based. */
export interface CrontabIssue {
  line: number;
  column: number;
  severity: IssueSeverity;
  /** Stable and kebab-case, for example `bad-minute`. */
  code: string;
  /** A sentence that says what to do. */
  message: string;
}

/** A reason why an expression has no runs that can be computed. */
export interface ScheduleProblem {
  code: string;
  message: string;
  /** 0-based index into the expression. */
  index: number;
}
