import { STOP_TIMEOUT_SECONDS } from '../limits';

/** Limits of AWS that a job of `schedules.yaml` must keep, and some of our own. */

export const JOB_NAME = /^(?=.{2,38}$)[a-z](?:-?[a-z0-9])+$/;
export const SCHEDULE_NAME = /^[0-9a-zA-Z-_.]{1,64}$/;
export const STATE_MACHINE_NAME_CHARACTERS = 80;

/** RunTask refuses overrides whose JSON is longer. */
export const OVERRIDES_CHARACTERS = 8192;

export const TIME_LIMIT_MINUTES = { min: 1, max: 10_080 };
export const LOCK_WAIT_MINUTES = { min: 0, max: 720 };
export const STOP_TIMEOUT = { min: 2, max: STOP_TIMEOUT_SECONDS };

/** A stack holds 500 resources; a job takes twelve of them, and more with several schedules or `notify`. */
export const JOBS_IN_ONE_STACK = 35;

/** Scheduler refuses to create a schedule whose start lies longer ago. */
export const START_DATE_GRACE_MS = 5 * 60_000;
