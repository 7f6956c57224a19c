/** What a handover is planned from, and what the plan says. Times are ISO 8601 in UTC. */
import type { Instant, ScheduleSpec } from '../workload/model';

/** The longest run of a job, with where it is known from. Lock waits and `sleep` count. */
export interface LongestRun {
  seconds: number;
  source: 'measured' | 'attested';
  /** When an attestation ends; `null` for what was measured. */
  expiresAt: Instant | null;
}

export interface HandoverJob {
  id: string;
  name: string;
  /** The old lines; a tick of any of them is a tick of the job. */
  legacy: ScheduleSpec[];
  /** The new schedules. */
  target: ScheduleSpec[];
  /** The new schedule is meant to differ from the old one. */
  scheduleChanges: boolean;
  longestRun: LongestRun | null;
  /** Names the lock and its host: jobs of the same lock move together. */
  lock: string | null;
  /** Ids of jobs that go before it, within the same window. */
  after: string[];
  /** Whether its host speaks TLS 1.2, without which it cannot reach the guard; `null` is unknown. */
  hostTls12: boolean | null;
  /** Both sides are active today. */
  runsTwice: boolean;
}

/** Seconds that are kept free on either side of the switch. Less than the least is raised to it. */
export interface HandoverSafety {
  /** From the end of the last old run to the switch. */
  settleSeconds: number;
  /** From the switch to the next tick. */
  marginSeconds: number;
  /** From planning to the switch: time to deploy the new schedules. */
  deploySeconds: number;
}

/** The largest difference of a host's clock from true time that the plan bears. */
export const CLOCK_SKEW_SECONDS = 30;
/** cron looks for a changed crontab once a minute. */
export const CRON_RELOAD_SECONDS = 60;
/** A person, or a deploy, needs this long from the instant to the saved file. */
export const EDIT_SECONDS = 30;
/** Starting a process on a loaded host: the run begins after its tick. */
export const START_SECONDS = 30;
/** A delivery comes up to a minute after its tick, never before it; Scheduler's precision is a minute. */
export const DELIVERY_SECONDS = 60;
/** Scheduler refuses to create a schedule whose StartDate is further in the past. */
export const START_DATE_PAST_SECONDS = 300;
/** How long both sides stay behind the guard, so that ticks of both are seen to meet there. */
export const GUARDED_SECONDS = 3600;

export const LEAST_SAFETY: HandoverSafety = {
  settleSeconds: CLOCK_SKEW_SECONDS + START_SECONDS,
  marginSeconds: CLOCK_SKEW_SECONDS + CRON_RELOAD_SECONDS + EDIT_SECONDS,
  // A deploy late by the five minutes that Scheduler allows still succeeds.
  deploySeconds: START_DATE_PAST_SECONDS,
};

export const DEFAULT_SAFETY: HandoverSafety = {
  settleSeconds: 120,
  marginSeconds: 120,
  deploySeconds: 1800,
};

/**
 * `gap`: the old line goes between two runs. `guard`: both sides claim each
 * tick before they run it, for a while. `pause`: the job stands still, and
 * the ticks that this costs are named.
 */
export const HANDOVER_PROCEDURES = ['gap', 'guard', 'pause'] as const;
export type HandoverProcedure = (typeof HANDOVER_PROCEDURES)[number];

/** How one job moves. */
export interface JobHandover {
  id: string;
  name: string;
  procedure: HandoverProcedure;
  /** Why this procedure, as a sentence. */
  reason: string;
  windowId: string;
  /** When the old line goes: `earliest` and `latest` bound the moment of the edit. */
  oldLineGoesAt: Instant;
  earliest: Instant;
  latest: Instant;
  /** Of the new schedules. */
  startDate: Instant;
  /** `null` where the job has no such tick. In a guard, ticks between the two run on either side. */
  lastLegacyTick: Instant | null;
  firstTargetTick: Instant | null;
  /** Ticks that a pause costs, or may cost; empty for the other procedures. */
  heldTicks: Instant[];
}

export interface HandoverWindow {
  id: string;
  /** The instant of the one edit. */
  switchAt: Instant;
  earliest: Instant;
  latest: Instant;
  jobIds: string[];
}

export const HANDOVER_REFUSALS = [
  'runs-twice',
  'no-longest-run',
  'attestation-expires',
  'unreadable-schedule',
  'no-target',
  'rate-has-no-phase',
  'schedules-differ',
  'order-is-circular',
  'unknown-job-in-order',
  'moves-with-refused',
  'no-window',
] as const;

export interface HandoverRefusal {
  id: string;
  name: string;
  code: (typeof HANDOVER_REFUSALS)[number];
  /** A sentence that says what to do. */
  reason: string;
}

export const HANDOVER_ACTIONS = [
  'deploy-target',
  'put-guard-around-old-line',
  'see-runs-ended',
  'remove-old-line',
  'target-starts',
  'see-old-line-gone',
  'see-first-run',
] as const;

export interface HandoverStep {
  windowId: string;
  jobIds: string[];
  at: Instant;
  action: (typeof HANDOVER_ACTIONS)[number];
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
  windows: HandoverWindow[];
  jobs: JobHandover[];
  refused: HandoverRefusal[];
  /** By time; within one instant, in the declared order. */
  steps: HandoverStep[];
}
