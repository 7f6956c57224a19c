/**
 * What `GET /schedule/density` takes and answers. Jobs and tools that the
 * asker may not read count in `totals` and in the counts of `quietWindows`,
 * which would else be called quiet wrongly, and nowhere else.
 */
import type { Instant } from '../workload/model';

/**
 * `server` and `role` filter (repeatable entity refs); `from` and `to` are
 * ISO 8601, the four weeks up to now by default and at most 366 days;
 * `bucketMinutes` is 1 to 1,440, 60 by default; `timezone` is the zone of the
 * estate by default.
 */
export interface DensityQuery {
  server?: string[];
  role?: string[];
  from?: Instant;
  to?: Instant;
  bucketMinutes?: number;
  timezone?: string;
  /** Jobs that run more often than every 30 minutes; left out by default because they make every hour alike. */
  frequent?: boolean;
}

/** One hour of the week in the asked zone. */
export interface DensityCell {
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** 0 to 23. */
  hour: number;
  /** Starts in the whole range. */
  runs: number;
  /** Uses of on-demand tools in the whole range. */
  uses: number;
  /** Uses that began while a job ran. */
  contended: number;
  /** How many jobs start in it. */
  jobCount: number;
  /** The jobs that start in it, most starts first; at most 20 of them. */
  jobs: Array<{ id: string; name: string; runs: number }>;
}

export interface DensityResponse {
  from: Instant;
  to: Instant;
  timezone: string;
  bucketMinutes: number;
  /** Starts per bucket of UTC time from `from`. */
  buckets: number[];
  /** Uses per bucket; `null` where no source tells of uses. */
  uses: number[] | null;
  totals: {
    runs: number;
    uses: number | null;
    jobs: number;
    /** How many of the jobs the asker may not read. */
    hiddenJobs: number;
  };
  /** Every hour of the week, Monday 00 first; 168 of them. */
  cells: DensityCell[];
  /** Jobs that were left out as frequent, with how often they run. */
  frequentJobs: Array<{ id: string; name: string; everyMinutes: number }>;
  /** Jobs whose times nobody can compute, with the reason. */
  unknownJobs: Array<{ id: string; name: string; reason: string }>;
  /** Jobs whose run length nobody measured or attested: contention takes a minute for each run. */
  assumedJobs: Array<{ id: string; name: string }>;
  /** Ranges of the week with the fewest starts and uses, best first. */
  quietWindows: Array<{
    weekdays: number[];
    /** Local minutes of the day; `to` is exclusive. */
    fromMinute: number;
    toMinute: number;
    runs: number;
    uses: number | null;
    /** The next such range, for the handover page. */
    nextAt: Instant;
  }>;
  /** Stretches of the day in which on-demand uses began while jobs ran, most first; at most ten. */
  contention: Array<{
    weekdays: number[];
    fromMinute: number;
    toMinute: number;
    uses: number;
    contended: number;
    jobs: Array<{ id: string; name: string }>;
  }>;
}
