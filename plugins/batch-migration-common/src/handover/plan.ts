/** What the plan of a handover says. Times are ISO 8601 in UTC. */
import type { ScheduleDifference } from '../api/contract';
import type { Instant } from '../workload/model';
import type { HandoverSafety, HandoverWarning } from './model';

/**
 * `gap`: the old line goes between two runs. `guard`: both sides claim each
 * tick before they run it, for a while. `pause`: the job stands still, and
 * the ticks that this costs are named.
 */
export const HANDOVER_PROCEDURES = ['gap', 'guard', 'pause'] as const;
export type HandoverProcedure = (typeof HANDOVER_PROCEDURES)[number];

/** Why a job moves by its procedure; of a pause: why it cannot go behind the guard. */
export const HANDOVER_CAUSES = [
  'has-gap',
  'no-gap',
  'host-without-tls',
  'host-tls-unknown',
  'schedule-changes',
] as const;
export type HandoverCause = (typeof HANDOVER_CAUSES)[number];

/** How one job moves. */
export interface JobHandover {
  id: string;
  name: string;
  procedure: HandoverProcedure;
  cause: HandoverCause;
  /** Why this procedure, as a sentence. */
  reason: string;
  /** Of a pause: the job whose host or schedule keeps the group from the guard. */
  because: string | null;
  windowId: string;
  /** When the old line goes; where it has lines in several places, the last of them. */
  oldLineGoesAt: Instant;
  /** They bound the moment of the edit. */
  earliest: Instant;
  latest: Instant;
  /** Of the new schedules. */
  startDate: Instant;
  /** `null` where the job has no such tick. In a guard, ticks between the two run on either side. */
  lastLegacyTick: Instant | null;
  firstTargetTick: Instant | null;
  /** Ticks that a pause costs, or may cost; empty for the other procedures. */
  heldTicks: Instant[];
  /**
   * Ticks within `DIFFERENCE_DAYS` of the start date that only one side has,
   * because clocks jump: the translation's doing, not the handover's. At most `MAX_NAMED_DIFFERENCES`; empty where the schedule is meant to change.
   */
  differences: ScheduleDifference[];
  /** As given: each is a step of its own, before all others. */
  warnings: HandoverWarning[];
}

/** How many differences of one job a plan names: clocks that go back by two hours repeat 120 minutes. */
export const MAX_NAMED_DIFFERENCES = 200;
/** How far beyond the start date they are looked for. */
export const DIFFERENCE_DAYS = 14;

/** One edit of one place. */
export interface HandoverEdit {
  at: Instant;
  /** Ref of the crontab; `null` where nobody knows where the lines stand. */
  place: string | null;
  /** In the order in which they go. */
  jobIds: string[];
}

export interface HandoverWindow {
  id: string;
  procedure: HandoverProcedure;
  /** The instant of the first edit. */
  switchAt: Instant;
  /** Within which the first edit may move without another plan, both inclusive. */
  earliest: Instant;
  latest: Instant;
  jobIds: string[];
  /** One for each place, in order, a minute apart: one person makes them. */
  edits: HandoverEdit[];
}

export const HANDOVER_REFUSALS = [
  'runs-twice',
  'no-longest-run',
  'attestation-expires',
  'unreadable-schedule',
  'no-target',
  'rate-has-no-phase',
  'schedules-differ',
  'never-runs',
  'order-is-circular',
  'unknown-job-in-order',
  'moves-with-refused',
  'no-gap-then',
  'no-window',
] as const;

export interface HandoverRefusal {
  id: string;
  name: string;
  code: (typeof HANDOVER_REFUSALS)[number];
  /** A sentence that says what to do. */
  reason: string;
  /** Of `no-gap-then`: the nearest minutes at which it could move, with all that must move with it. */
  nearest?: { before: Instant | null; after: Instant | null };
}

export const HANDOVER_ACTIONS = [
  'settle-first',
  'accept-held-ticks',
  'deploy-target',
  'put-guard-around-old-line',
  'see-runs-ended',
  'remove-old-line',
  'target-starts',
  'see-old-line-gone',
  'see-first-run',
] as const;
export type HandoverAction = (typeof HANDOVER_ACTIONS)[number];

export interface HandoverStep {
  windowId: string;
  jobIds: string[];
  /** The place that it edits; `null` where it edits none, or nobody knows which. */
  place: string | null;
  at: Instant;
  action: HandoverAction;
  /** Sentences in English, with times in UTC; `stepWords` gives them in another language and zone. */
  text: string;
  reversible: boolean;
  /** How to take it back; `null` where there is nothing to take back. */
  undo: string | null;
  /** What must be seen before the next step. */
  check: string;
  confirmedBy: 'probe' | 'person';
}

export interface HandoverPlan {
  from: Instant;
  /** Exclusive. */
  to: Instant;
  /** As used, after raising what was below the least. */
  safety: HandoverSafety;
  /** By time. */
  windows: HandoverWindow[];
  jobs: JobHandover[];
  refused: HandoverRefusal[];
  /** By time; within one instant, in the order in which they are done. */
  steps: HandoverStep[];
}

/** A range of minutes, both inclusive, at any of which the same jobs can move together. */
export interface HandoverRange {
  earliest: Instant;
  latest: Instant;
  /** The instant that the planner would take. */
  switchAt: Instant;
  jobIds: string[];
}

/** Ticks and gaps of one job within a range, for a timeline. */
export interface HandoverLane {
  /** Each as long as the longest run. */
  legacyRuns: Array<{ at: Instant; seconds: number }>;
  targetRuns: Array<{ at: Instant; seconds: number }>;
  /** Within which its old line may go, both inclusive. */
  gaps: Array<{ earliest: Instant; latest: Instant }>;
}
