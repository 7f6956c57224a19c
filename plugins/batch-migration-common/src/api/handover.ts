/** What `POST /handover/preview` takes and answers. It stores nothing and switches nothing. */
import type { HandoverWarning } from '../handover/model';
import type {
  HandoverLane,
  HandoverPlan,
  HandoverRange,
} from '../handover/plan';
import type { SimulationResult } from '../handover/simulateHandover';
import type { Instant, ScheduleSpec } from '../workload/model';

export interface HandoverPreviewRequest {
  /** 1 to 1,000 ids. */
  workloadIds: string[];
  /** Nothing is planned before it; now by default. An instant in the past counts as now. */
  from?: Instant;
  /** 1 to 62, 14 by default. */
  withinDays?: number;
  /** From the end of the last old run to the switch. */
  settleSeconds?: number;
  /** From the switch to the next tick. */
  marginSeconds?: number;
  /** From planning to the switch. */
  deploySeconds?: number;
  /** One instant (a whole minute) for all: jobs that cannot move then are refused with their nearest gap. */
  switchAt?: Instant;
}

/** A job as the planner sees it, with where its longest run is known from. */
export interface HandoverJobView {
  id: string;
  name: string;
  /** The old schedules as written, and the new ones. */
  legacy: ScheduleSpec[];
  target: ScheduleSpec[];
  longestRun: {
    seconds: number;
    source: 'measured' | 'attested';
    /** How many runs were measured, or who attested. */
    basis: string;
    expiresAt: Instant | null;
  } | null;
  lock: string | null;
  hostTls12: boolean | null;
  /** What a person should settle first although the job can move. */
  warnings: HandoverWarning[];
  /** Ticks and gaps around the chosen switch, for the timeline; the page shows old ones before it, new ones after. */
  lane: HandoverLane;
}

/** A range of minutes at any of which the same jobs can move together. */
export interface HandoverCandidate extends HandoverRange {
  /** Starts of any job of these servers within the range, readable or not. */
  runs: number;
  /** Uses of their on-demand tools at these hours of the week in the last four; `null` where no source tells of uses. */
  uses: number | null;
}

export interface HandoverPreviewResponse {
  now: Instant;
  timezone: string;
  /** In the order of the request. */
  jobs: HandoverJobView[];
  /** By how many jobs fit, then by time; at most ten. */
  candidates: HandoverCandidate[];
  plan: HandoverPlan;
  /** The plan played through with skewed clocks, late edits and repeated deliveries. */
  simulation: SimulationResult;
}
