/** Requests for approval, and what holds them against what happened, as the portal shows them. */
import type { Instant } from '../workload/model';

/** `patch`: a change of data before it runs; `session`: a console, at the latest a day after. */
export const APPROVAL_KINDS = ['patch', 'session'] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/**
 * - `requested`: waits for an answer
 * - `approved`, `refused`: answered by somebody who may
 * - `expired`: nobody answered while the answer still counted
 * - `withdrawn`: taken back by who asked
 * - `closed`: ended without an answer by somebody who may answer, with a reason
 */
export const APPROVAL_STATUSES = [
  'requested',
  'approved',
  'refused',
  'expired',
  'withdrawn',
  'closed',
] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** What exactly somebody approves. Credentials in it are masked. */
export type ApprovalSubject =
  | {
      kind: 'patch';
      /** `owner/name`. */
      repository: string;
      /** The whole commit. */
      sha: string;
      /** Its folder: `patches/20261122-name`. */
      patch: string;
      /** In one line, as approvers read it. */
      command: string;
      parameters: Record<string, string>;
    }
  | {
      kind: 'session';
      sessionId: string;
      reason: string;
      /** 0 for a login that nobody asked for. */
      timeLimitMinutes: number;
    };

export interface ApprovalAnswer {
  /** Id of the person in Slack. */
  by: string;
  name: string;
  /** On the list of approvers, for example CTO. */
  title: string;
  at: Instant;
  how: 'button' | 'reply';
  /** Of a refusal or a closing. */
  reason: string | null;
}

/** One request. The portal reads it and decides nothing. */
export interface ApprovalRequest {
  id: string;
  kind: ApprovalKind;
  status: ApprovalStatus;
  subject: ApprovalSubject;
  subjectHash: string;
  /** 1, and one more for every change of the subject. */
  subjectNumber: number;
  /** Who asks, or logged in, as an address or a name; `null` is not known. */
  operator: string | null;
  /** ARN of the portal that asked for them; `null` where they asked themselves. */
  carriedBy: string | null;
  /** Who wrote what is to run; `null` where nothing was written. */
  author: string | null;
  /** Who starts it, where that is known to be somebody else. */
  runner: string | null;
  requestedAt: Instant;
  /** From then on it can be neither approved nor used; `null`: an answer counts whenever it comes. */
  expiresAt: Instant | null;
  answer: ApprovalAnswer | null;
  /** An approval is good for one run: which one. */
  used: { by: string; at: Instant } | null;
  /** How often nobody's answer was told. */
  alerts: number;
}

/** One thing that happened to a request. */
export interface ApprovalEvent {
  /** From 1. */
  sequence: number;
  at: Instant;
  /** `request`, `approve`, `refuse`, `close`, `withdraw`, `change`, `expire`, `alert`, `use`, `note`. */
  act: string;
  /** What a note is about. */
  what: string | null;
  by: string | null;
  reason: string | null;
  /** What became of it, for example `approved` or `other-subject`. */
  outcome: string;
  /** Of the request, afterwards. */
  status: string;
  hash: string;
}

/** What happened in production without anybody's approval. */
export interface UnapprovedChange {
  what: 'build' | 'session';
  id: string;
  at: Instant;
  by: string;
  reason: string;
}

/** What nobody could hold against an approval. */
export type UndecidedChange = Omit<UnapprovedChange, 'by'>;

/** What happened, held against the approvals. */
export interface ReconciliationReport {
  /** When it was made. */
  at: Instant;
  /** What of time it is about. */
  from: Instant;
  until: Instant;
  scope: {
    builds: boolean;
    /** `null`: no audit log of the database is read. */
    databaseSessions: { logGroup: string } | null;
  };
  /** Approved, unapproved and unknown together. */
  changes: number;
  approved: number;
  /** The newest of them. */
  unapproved: UnapprovedChange[];
  unknown: UndecidedChange[];
  /** How many more there are of each list: the whole report is in its account. */
  leftOut: { unapproved: number; unknown: number };
}
