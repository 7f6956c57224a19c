import type {
  ApprovalRequest,
  LocationRef,
} from 'backstage-plugin-batch-migration-common';

/** Where requests for approval are kept: in the account in which they act. */
export interface ApprovalPlace {
  /** Unique among all sources and stable: it stands in addresses. */
  id: string;
  /** For people. */
  title: string;
  /** Targets on whose changes or sessions it decides; every key where `null`. */
  targets: ReadonlyArray<{ ref: string; key: string | null }>;
  /** Whether a session can be asked for there, with `askSession`. */
  asksSessions: boolean;
}

/** Where places may be that nobody knows of. */
export interface UnsearchedApprovals {
  id: string;
  /** For people. */
  title: string;
  /** Why not, and what to mend. */
  reason: string;
}

/** The last of the events that a request says it has. */
export interface ApprovalHead {
  sequence: number;
  hash: string;
}

/** One request as it is stored: nothing of it was judged, and credentials may stand in it. */
export interface StoredApproval {
  id: string;
  /** `null` where it is no JSON. */
  record: unknown;
  head: ApprovalHead | null;
  /** When something happened to it last; `null` where its account does not keep that. */
  changedAt: string | null;
}

export interface StoredApprovals {
  requests: StoredApproval[];
  /** What was asked then or before was not read, but for what waits; `null`: all was. */
  cutAt: string | null;
  /** Whether more waits than was read. */
  isWaitingCut: boolean;
}

/** Which requests are read. */
export interface ApprovalRange {
  /** Something happened to them since; all that waits, and what ended nobody knows when, belongs to it. */
  from: Date;
  /** What was asked later need not be told; `null`: until now. */
  until: Date | null;
  /** Of each kind at most so many that ended, those asked last. */
  limit: number;
}

/** One request with everything that happened to it, oldest first. */
export interface StoredApprovalEvents extends StoredApproval {
  events: unknown[];
  /** Whether there are more, so that nobody can say that they are whole. */
  isCut?: boolean;
}

/** Where people talk about a request. */
export interface ApprovalThread {
  /** Its address; `null` where the installation does not say which workspace it is. */
  url: string | null;
  channel: string;
}

/** What a run wrote. Whoever reads it ends it. */
export interface ApprovalLog {
  /** For a file. */
  name: string;
  lines: AsyncIterable<string>;
}

export interface SessionAsk {
  /** 16 to 32 lower-case letters and digits: asked again with it, it is one session. */
  requestId: string;
  reason: string;
  minutes: number;
  /** The e-mail address of the person whom the portal has signed in. */
  email: string;
}

/** A session was not opened, and why; it is told to who asked. */
export class SessionRefused extends Error {}

interface ReadOptions {
  signal?: AbortSignal;
}

/**
 * Reads requests for approval where they are decided. It decides nothing, and
 * writes nothing but the question for a session.
 *
 * Each call throws an error that says what to mend, and leaves judging and
 * masking to the backend.
 */
export interface ApprovalSource {
  /** Unique and stable. */
  readonly id: string;
  /** Those of the moment; one that stays is the same object. */
  readonly places: readonly ApprovalPlace[];
  /** Where further places may be; none where it does not look for any. */
  readonly unsearched?: readonly UnsearchedApprovals[];

  /** All that waits, and what lies in a range; more may be told, and is left out by whoever asks. */
  requests(
    place: ApprovalPlace,
    options: ReadOptions & ApprovalRange,
  ): Promise<StoredApprovals>;

  /** `null` where there is no such request. */
  request(
    place: ApprovalPlace,
    id: string,
    options?: ReadOptions,
  ): Promise<StoredApprovalEvents | null>;

  /** By the id of the request; one without a thread is left out. */
  threads(
    place: ApprovalPlace,
    ids: readonly string[],
    options?: ReadOptions,
  ): Promise<Map<string, ApprovalThread>>;

  /** The newest report, as JSON as it is stored; `null` where there is none. */
  reconciliation(
    place: ApprovalPlace,
    options?: ReadOptions,
  ): Promise<{ body: unknown } | null>;

  /** `null` where its run has left none. */
  log(
    place: ApprovalPlace,
    request: ApprovalRequest,
    options?: ReadOptions,
  ): Promise<ApprovalLog | null>;

  /**
   * Asks for a session in the name of a person; given where a place
   * `asksSessions`.
   *
   * @returns the id of the session
   * @throws SessionRefused with what the account says
   */
  askSession?(
    place: ApprovalPlace,
    ask: SessionAsk,
    options?: ReadOptions,
  ): Promise<{ id: string; endsAt: string }>;
}

/** Whether a place decides on what happens at a target. */
export function decidesOn(
  { targets }: ApprovalPlace,
  { ref, key }: LocationRef,
): boolean {
  return targets.some(
    target => target.ref === ref && (target.key === null || target.key === key),
  );
}
