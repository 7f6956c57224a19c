import type { ScheduleSpec } from '../workload/model';

/** A job with what its legacy side starts. */
export interface DensityJob {
  id: string;
  name: string;
  /** One for each active line: equal lines start twice. */
  specs: readonly ScheduleSpec[];
  /** Why nobody knows when it starts; `null` where its schedules can be read. */
  problem: string | null;
  /** How long one run takes; `null` where nobody measured or attested it. */
  runSeconds: number | null;
  /** The asker may not read it: it counts in totals, without its name. */
  hidden: boolean;
}

/** An on-demand tool with when people used it. */
export interface DensityTool {
  /** UTC milliseconds, in any order. */
  uses: readonly number[];
  hidden: boolean;
}

export interface DensityOptions {
  /** UTC milliseconds, inclusive. */
  from: number;
  /** Exclusive. */
  to: number;
  /** Whole minutes from 1. */
  bucketMinutes: number;
  /** IANA zone of the week. */
  timezone: string;
  /** Whether jobs that run very often count too. */
  frequent: boolean;
  /** Windows are looked for after it. */
  now: number;
}

/** For a run of which nobody knows how long it takes: the least that cron can tell apart. */
export const ASSUMED_RUN_SECONDS = 60;
