/**
 * What `GET /progress` and `GET /forecast` take and answer. Both count
 * everything, readable or not, as `GET /summary` does.
 */
import type { Day, Forecast, ProgressDay } from '../forecast/model';
import type { EntityRef, Instant, Stage } from '../workload/model';
import type { Counts } from './contract';

/** Of what progress is counted. */
export const PROGRESS_SUBJECTS = ['all', 'server', 'wave'] as const;

export interface ProgressSubject {
  type: (typeof PROGRESS_SUBJECTS)[number];
  /** Ref of the server or name of the wave; `null` for all. */
  key: string | null;
}

/** Why there is more or less to do than on the day before. */
export const SCOPE_CHANGE_TYPES = [
  'server-found',
  'workloads-appeared',
  'workloads-gone',
  'planned-in',
  'planned-out',
] as const;
export type ScopeChangeType = (typeof SCOPE_CHANGE_TYPES)[number];

/** A workload on two servers counts in the change of each. */
export interface ScopeChange {
  type: ScopeChangeType;
  /** How many workloads, at least 1. */
  count: number;
  /** On which server; `null` for a wave. */
  serverRef: EntityRef | null;
  /** Which inventory said so last, and when it was taken; `null` where none did. */
  source: string | null;
  takenAt: Instant | null;
}

/** What was counted last on one day. */
export interface ProgressPoint extends ProgressDay {
  countedAt: Instant;
  /** Stages that no workload has are left out. */
  byStage: Counts<Stage>[];
  /** Workloads whose placement is unknown: not counted as progress. */
  notSeen: number;
  /** Since the day counted before, largest first; at most 20. */
  changes: ScopeChange[];
  /** How many more there were. */
  moreChanges: number;
}

/**
 * One of `server` (entity ref) and `wave`, or none for all; `from` and `to` are
 * days, both inclusive, at most two years apart; the year up to today by
 * default.
 */
export interface ProgressQuery {
  server?: string;
  wave?: string;
  from?: Day;
  to?: Day;
}

export interface ProgressResponse {
  now: Instant;
  timezone: string;
  from: Day;
  to: Day;
  subject: ProgressSubject;
  /** A day on which nobody counted has no item. */
  items: ProgressPoint[];
  /** Days after the first item on which nobody counted. */
  gaps: Array<{ from: Day; to: Day; days: number }>;
}

/** `server` and `wave` may be repeated, 100 in all; without them the whole estate. */
export interface ForecastQuery {
  server?: string[];
  wave?: string[];
}

export interface ForecastResponse {
  now: Instant;
  today: Day;
  timezone: string;
  /** Servers as they were asked for, then waves. The fan is told of the estate or of one subject alone. */
  items: Array<{ subject: ProgressSubject; forecast: Forecast }>;
}
