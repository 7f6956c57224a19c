/** What the calls under `/approvals` and `/workloads/{id}/approvals` take and answer. */
import type {
  ApprovalConcern,
  ApprovalEvent,
  ApprovalKind,
  ApprovalRequest,
  ApprovalStatus,
  ReconciliationReport,
  ReconciliationStanding,
} from '../approvals';
import type { Day } from '../forecast/model';
import type { Instant } from '../workload/model';
import type { ListResponse } from './contract';

export interface ApprovalsQuery {
  /** Alternatives; all where not given. */
  kind?: ApprovalKind[];
  status?: ApprovalStatus[];
  /** Id of a workload: what decides on its targets. */
  workload?: string;
  /** Something happened to them on that day or later; 90 days before `to`, or today, where not given. */
  from?: Day;
  /** They were asked on that day or before. */
  to?: Day;
  limit?: number;
  cursor?: string;
}

export interface ApprovalView extends ApprovalRequest {
  place: { id: string; title: string };
  /** `null` where nobody has to do anything. */
  concern: ApprovalConcern | null;
  /** A login that nobody had asked for. */
  unasked: boolean;
  /** Until now, or until its answer; `null` where its end is not known. */
  waitedSeconds: number | null;
  /** Address of the thread in Slack; `null` is not known. */
  threadUrl: string | null;
  /** Whose targets it is about, as far as the caller may read them. */
  workloads: Array<{ id: string; name: string }>;
}

/** A place that could not be asked, or a request that could not be read. */
export interface UnreadApproval {
  place: { id: string; title: string };
  /** `null`: nothing of the place is known. */
  requestId: string | null;
  /** A sentence in English for a person. */
  reason: string;
}

export interface ApprovalsResponse extends ListResponse<ApprovalView> {
  /** The instant for which it was told. */
  at: Instant;
  /** To what ended, something happened on that day or later. */
  from: Day;
  /** They were asked on that day or before; `null`: whenever. */
  to: Day | null;
  /**
   * What was asked then or before was not read, but for what waits, since
   * there is more than is read at once; `null`: all was.
   */
  cutAt: Instant | null;
  /** Whether more waits than is read at once. */
  isWaitingCut: boolean;
  /** How many need somebody now, whatever the filters. */
  concerns: Record<ApprovalConcern, number>;
  unread: UnreadApproval[];
  /** How many places are read: without one nobody knows anything. */
  places: number;
}

/**
 * Whether the events are all there and as they were written. `unknown`: the
 * request does not say which is the last.
 */
export interface ApprovalChain {
  state: 'whole' | 'broken' | 'unknown';
  /** What is wrong with it; sentences in English for a person. */
  problems: string[];
}

export interface ApprovalDetail extends ApprovalView {
  events: ApprovalEvent[];
  chain: ApprovalChain;
  /** Whether its run may have left a log, to be asked for. */
  hasLog: boolean;
}

/** What decides on the targets of one workload, and what it showed last. */
export interface ApprovalPlaceView {
  id: string;
  title: string;
  /** Whether a session can be asked for there, by who may. */
  asksSessions: boolean;
  /** Requests that need somebody now; `null` where not all of them could be read. */
  concerns: Record<ApprovalConcern, number> | null;
  reconciliation: {
    standing: ReconciliationStanding;
    /** `null` where there is none that can be read. */
    report: ReconciliationReport | null;
    /** Why not; a sentence in English for a person. */
    unread: string | null;
  };
}

export interface WorkloadApprovals {
  at: Instant;
  places: ApprovalPlaceView[];
}

export interface SessionRequest {
  /** Why the console is needed; approvers read it. */
  reason: string;
  /** From 5. */
  minutes: number;
  /** 16 to 32 lower-case letters and digits, made by who asks: sent again it is one session. */
  requestId: string;
}

export interface OpenedSession {
  id: string;
  endsAt: Instant;
}
