import type { RequestEvent } from '../people/approval/chain';
import type { ApprovalRequest } from '../people/approval/record';
import type { IsSame, Order } from '../runner/approval/approval';
import type { Build, Pins, Project, ProjectSettings } from '../runner/approval/build';

/** A build as `BatchGetBuilds` answers it: also when it ran. */
export interface PastBuild extends Build {
  startTime?: Date;
  endTime?: Date;
}

/** Everything that is known of one build. */
export interface BuildFacts {
  id: string;
  build?: PastBuild;
  /** Written by the function that starts builds. */
  order?: Order;
  /** The request that the order names. */
  request?: StoredRequest;
  /** Why one of them could not be read: then nobody knows whether it was approved. */
  unreadable?: string;
}

/** A request as it is in the table, with the events that it must follow from. */
export interface StoredRequest {
  record: ApprovalRequest;
  /** Number and hash of the last event, as the request itself says. */
  version: number;
  head: string;
  events: RequestEvent[];
}

/** A build whose record somebody took away. */
export interface DeletedBuild {
  id: string;
  at: string;
  by: string;
}

/** A role that starts builds, runs them, or writes what they are held against. */
export interface WatchedRole {
  /** Its name. */
  role: string;
  /** Who works with it, and nobody else: `lambda.amazonaws.com`. */
  service: string;
  /** Of its trust policy, as the stack made it. */
  condition?: Record<string, Record<string, string>>;
}

/** Whom a role trusts now, as IAM has it. */
export interface RoleTrust extends WatchedRole {
  found: { policy?: string; unreadable?: string };
}

/** What the stack had made, from one time on: a build is held against what was in force when it began. */
export interface Baseline {
  /** ISO, when it was first seen. */
  since: string;
  pins: Pins;
  project: ProjectSettings;
}

/** One write that the database logged. */
export interface Write {
  /** ISO. */
  at: string;
  user: string;
  host: string;
  /** Process or connection: one session of the database. */
  connection: string;
  /** What the client calls itself; `null` where the log does not say. */
  application: string | null;
  /** `UPDATE`, `DROP TABLE`: what it did, never its values. */
  command: string;
}

export interface SessionFacts {
  logGroup: string;
  writes: Write[];
  /** What of the log was not understood or not read. */
  unreadable: Array<{ id: string; at: string; reason: string }>;
  users: { application: string[]; patches: string[]; sessions: string[] };
  /** Sessions of a bastion. */
  bastion: BastionSession[];
}

/** A time in which somebody was allowed to write; both bounds belong to it. */
export interface Window {
  id: string;
  from: string;
  to: string;
  request: string | null;
}

/** A build that was as it should be. */
export interface BuildWindow extends Window {
  /** What it calls itself to the database. */
  application: string;
  /** It was rolled back; where `request` is `null`, nobody had to approve it. */
  isDryRun: boolean;
}

export interface BastionSession extends Window {
  /** Of its request; an answer may come up to a day after the session. */
  status: string;
}

export interface Facts {
  at: Date;
  from: Date;
  until: Date;
  builds: BuildFacts[];
  deleted: DeletedBuild[];
  roles: RoleTrust[];
  /** What nobody could ask, such as CloudTrail. */
  unasked: Array<{ id: string; reason: string }>;
  /** Oldest first, the one of now last. */
  baselines: Baseline[];
  /** The project as CodeBuild answers it now; undefined if there is none. */
  project: Project | undefined;
  sessions: SessionFacts | null;
  isSame: IsSame;
}
