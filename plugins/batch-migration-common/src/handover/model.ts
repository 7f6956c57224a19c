/** What a handover is planned from. Times are ISO 8601 in UTC. */
import type { Instant, ScheduleSpec } from '../workload/model';

/** The longest run of a job, with where it is known from. Lock waits and `sleep` count. */
export interface LongestRun {
  seconds: number;
  source: 'measured' | 'attested';
  /** When an attestation ends; `null` for what was measured. */
  expiresAt: Instant | null;
}

/** What a person should settle before the job moves, although it can. */
export interface HandoverWarning {
  code: string;
  /** A sentence that says what to do. */
  message: string;
}

export interface HandoverJob {
  id: string;
  name: string;
  /** The old lines; a tick of any of them is a tick of the job. */
  legacy: ScheduleSpec[];
  /** The new schedules, without a StartDate that they may have today: the plan sets another. */
  target: ScheduleSpec[];
  /** The new schedule is meant to differ from the old one. */
  scheduleChanges: boolean;
  longestRun: LongestRun | null;
  /**
   * Refs of the places in which its old lines stand, for example
   * `crontab:default/bat000/var/spool/cron/crontabs/batch`: lines of one
   * place go in one edit. Empty where nobody knows.
   */
  places: string[];
  /** Names the lock and its host: jobs of the same lock move together. */
  lock: string | null;
  /** Ids of jobs that go before it, within the same window. */
  after: string[];
  /** Whether its host speaks TLS 1.2, without which it cannot reach the guard; `null` is unknown. */
  hostTls12: boolean | null;
  /** Both sides are active today. */
  runsTwice: boolean;
  warnings: HandoverWarning[];
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

export interface HandoverOptions {
  /** Nothing is planned before it. */
  from: Date;
  /** Days from `from` within which every switch lies; at most 62. */
  withinDays: number;
  safety?: Partial<HandoverSafety>;
  /**
   * One instant for all, a whole minute: jobs without a gap then are refused
   * with their nearest one. Without it windows are chosen.
   */
  switchAt?: Date;
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

/** What was given, with the defaults for what was not, raised to the least. */
export function resolveSafety(
  given: Partial<HandoverSafety> = {},
): HandoverSafety {
  const atLeast = (key: keyof HandoverSafety) => {
    const wanted = given[key] ?? DEFAULT_SAFETY[key];
    if (!Number.isFinite(wanted)) {
      throw new RangeError(`safety.${key} must be seconds, got: ${wanted}`);
    }
    return Math.max(wanted, LEAST_SAFETY[key]);
  };
  return {
    settleSeconds: atLeast('settleSeconds'),
    marginSeconds: atLeast('marginSeconds'),
    deploySeconds: atLeast('deploySeconds'),
  };
}
