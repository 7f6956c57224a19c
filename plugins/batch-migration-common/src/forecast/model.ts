/** A calendar day, `YYYY-MM-DD`, in the zone of the estate. */
export type Day = string;

/** What was counted on one day. Days on which nobody counted are left out. */
export interface ProgressDay {
  date: Day;
  /** Workloads that are to move. */
  scope: number;
  /** Seen to be retired; what is stale is not among them. */
  retired: number;
  /** Retained by decision, and seen to be so. */
  retained: number;
  /** Retired or retained when last seen, but stale now: neither progress nor a step back. */
  staleDone: number;
}

/** How far back each bootstrap draws from. */
export const FORECAST_MONTHS = [3, 6, 12] as const;
export type ForecastMonths = (typeof FORECAST_MONTHS)[number];

/** Shares of the simulations that have ended by a date, in percent. */
export const FORECAST_SHARES = [10, 50, 80, 90, 95] as const;
export type ForecastShare = (typeof FORECAST_SHARES)[number];

/** By when so many percent of the simulations had ended; `null` is not within the horizon. */
export type FinishDays = Record<`p${ForecastShare}`, Day | null>;

/** What the weeks of one window say. */
export interface WindowForecast {
  months: ForecastMonths;
  /** Weeks that it holds; fewer than its months where the record is shorter. */
  weeks: number;
  /** Weeks of them on which nobody counted: the change across such a gap is spread evenly. */
  unseenWeeks: number;
  /** Means over its weeks, workloads a week. */
  donePerWeek: number;
  scopePerWeek: number;
  /** `null` where it holds the same weeks as the window before, or too few. */
  finish: FinishDays | null;
}

/** Between what the middle 80 % of the simulations of all windows lie on one day. */
export interface FanPoint {
  date: Day;
  done: { low: number; middle: number; high: number };
  scope: { low: number; middle: number; high: number };
}

/** Why no range is given. */
export const TOO_EARLY_REASONS = [
  'too-few-weeks',
  'not-current',
  'no-progress',
  'scope-grows-faster',
  'beyond-horizon',
] as const;
export type TooEarlyReason = (typeof TOO_EARLY_REASONS)[number];

/** What the forecast was made from. */
export interface ForecastBasis {
  /** First and last day of the record; `null` where there is none. */
  from: Day | null;
  to: Day | null;
  /** Whole weeks of the record, and those of them on which nobody counted. */
  weeks: number;
  unseenWeeks: number;
  scope: number;
  /** Retired and retained. */
  done: number;
  windows: WindowForecast[];
}

/** When it ends: a range, or why nothing can be said; never one date. */
export type Forecast = ForecastBasis &
  (
    | { state: 'nothing-in-scope' | 'finished' }
    | { state: 'too-early'; reason: TooEarlyReason }
    | {
        state: 'range';
        /**
         * `p10` is the earliest of all windows, `p80`, `p90` and `p95` are the
         * latest of them, `p50` is the middle of all simulations together. The
         * range is from `p10` to `p90`, and is never open.
         */
        finish: FinishDays & Record<'p10' | 'p50' | 'p80' | 'p90', Day>;
        fan: FanPoint[];
      }
  );

export interface ForecastOptions {
  /** Today in the zone of the estate. */
  today: Day;
  /** Of each window, 1,000 by default. */
  simulations?: number;
  /** Years after which a simulation is given up, 10 by default. */
  horizonYears?: number;
  /** Points of the fan, 24 by default; 0 for none. */
  fanPoints?: number;
  /** The same record and seed answer the same. */
  seed?: number;
}
