import { type Identity, isSame, type Person } from '../../people/approval/approvers';
import { hashOf } from '../../people/canonical';
import type { Mode } from '../patch/patch';

export { sha256 } from '../../people/canonical';
export type { Identity, Person };

/** What exactly was approved; the same text, and so the same hash, as in `people/approval/subject.ts`. */
export interface Subject {
  kind: 'patch';
  /** `owner/name`. */
  repository: string;
  /** The whole commit: 40 hexadecimal digits. */
  sha: string;
  /** `patches/20261124-free-plan`. */
  patch: string;
  /** The mode, then what it starts; see `commandOf`. */
  command: string[];
  parameters: Record<string, string>;
}

/** What the runner reads of a request; `ApprovalRequest` of `people/approval/record.ts` is one. */
export interface Approval {
  id: string;
  /** Only `approved` lets anything run. */
  status: string;
  subject: { kind: string };
  subjectHash: string;
  involved: { operator: Identity; author: Identity | null; coauthors?: Identity[]; runner: Identity | null };
  /** ISO; at that moment it is over. `null`: never. */
  expiresAt: string | null;
  /** `by` is a Slack user id. */
  answer: { by: string; name: string; title: string; email?: string; at: string } | null;
  /** An approval is good for one run: the id of its build. */
  used: { by: string; at: string } | null;
}

/** Why a build was started. Written by whoever starts builds, and by nobody else. */
export interface Order {
  /** `project:uuid`, as CodeBuild names the build. */
  build: string;
  mode: Mode;
  subject: Subject;
  startedBy: Identity;
  /** The branch of the request; it must still end in the approved commit. */
  branch?: string;
  /** Absent where a mode needs none. */
  approval?: Approval;
}

export interface Orders {
  /** The order that names this build. Undefined while there is none, and for ever if somebody else started it. */
  ofBuild(build: string): Promise<Order | undefined>;
}

export type IsSame = (one: Identity, other: Identity) => boolean;

/** Whether two are one person, as far as anybody wrote down. */
export function isSameBy(people: Person[]): IsSame {
  return (one, other) => isSame(one, other, people);
}

export function subjectHash({ kind, repository, sha, patch, command, parameters }: Subject): string {
  return hashOf({ kind, repository, sha, patch, command, parameters });
}
