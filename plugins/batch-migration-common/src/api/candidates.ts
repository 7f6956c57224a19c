import type { ProposalDoubt, ProposalReason } from '../candidates';
import type {
  Instant,
  Kind,
  LocationRef,
  ObservedState,
  ScheduleSpec,
} from '../workload/model';
import type { ListResponse } from './contract';

/** Something on a platform that may do the work of a workload. */
export interface TargetCandidate {
  id: number;
  location: LocationRef;
  name: string;
  kind: Kind;
  /** As it was found; `unknown` where nobody has looked for long. */
  state: ObservedState;
  schedules: ScheduleSpec[];
  /** The schedules in words. */
  scheduleTexts: Array<{ en: string; ja: string }>;
  /** Credentials are masked. */
  command: string | null;
  image: string | null;
  /** Full names of what it starts. */
  starts: string[];
  tags: Record<string, string>;
  /** Id of the finder. */
  source: string;
  firstSeenAt: Instant;
  lastSeenAt: Instant;
  /** Since when it is known to be gone. */
  goneAt: Instant | null;
  /** Whether any workload is linked to it. */
  linked: boolean;
  /** The workloads that it is linked to, as far as the caller may read them. */
  linkedTo: Array<{ id: string; name: string }>;
  /** What it may replace, best first, as far as the caller may read it. */
  proposals: TargetProposal[];
  dismissal: Dismissal | null;
}

export interface TargetProposal {
  workload: { id: string; name: string };
  /** Above 0 and below 1: a rank, no probability. */
  score: number;
  reasons: ProposalReason[];
  doubts: ProposalDoubt[];
}

/** A person said that it replaces nothing in scope. */
export interface Dismissal {
  reason: string;
  actor: string;
  at: Instant;
}

/** A place where targets are looked for and that could not be read last time. */
export interface UnreadPlace {
  source: string;
  place: string;
  /** When it was last read completely. */
  readAt: Instant | null;
  failedAt: Instant;
  reason: string;
}

export interface TargetCandidatesResponse
  extends ListResponse<TargetCandidate> {
  /** When targets were last looked for; `null` where nobody has. */
  searchedAt: Instant | null;
  unread: UnreadPlace[];
}

export interface TargetCandidatesQuery {
  /** All where it is not given. */
  linked?: boolean;
  /** All where it is not given. */
  dismissed?: boolean;
  /** Id of a workload: what is proposed for it, best first. */
  workload?: string;
  /** In name, place, command or what it starts. */
  text?: string;
  limit?: number;
  cursor?: string;
}

export interface DismissalRequest {
  reason: string;
}
