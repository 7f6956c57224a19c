import { createHash } from 'node:crypto';
import type { Mode } from '../patch/patch';

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

/** Somebody as one system names them. */
export interface Identity {
  slack?: string;
  email?: string;
  github?: string;
  aws?: string;
}

/** What the runner reads of a request; `ApprovalRequest` of `people/approval/record.ts` is one. */
export interface Approval {
  id: string;
  /** Only `approved` lets anything run. */
  status: string;
  subject: { kind: string };
  subjectHash: string;
  involved: { operator: Identity; author: Identity | null; runner: Identity | null };
  /** ISO; at that moment it is over. `null`: never. */
  expiresAt: string | null;
  /** `by` is a Slack user id. */
  answer: { by: string; name: string; title: string; at: string } | null;
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

/** What one person is called; an entry of `people` in approvers.yaml. */
export interface Person {
  slack: string[];
  emails: string[];
  github: string[];
  aws: string[];
}

/** Whether two are one person, as far as anybody wrote down. */
export function isSameBy(people: readonly Person[]): IsSame {
  const own = ({ slack, email, github, aws }: Identity) => namesOf({ slack: [slack], emails: [email], github: [github], aws: [aws] });
  const all = (identity: Identity) => {
    const names = own(identity);
    return [...names, ...people.map(namesOf).filter(theirs => theirs.some(name => names.includes(name))).flat()];
  };
  return (one, other) => {
    const names = all(other);
    return all(one).some(name => names.includes(name));
  };
}

function namesOf({ slack, emails, github, aws }: Record<keyof Person, Array<string | undefined>>): string[] {
  const named = (system: string, names: Array<string | undefined>) => names.flatMap(name => (name ? [`${system}:${name.toLowerCase()}`] : []));
  // IAM Identity Center names a session by the e-mail address.
  return [...named('slack', slack), ...named('email', emails), ...named('email', aws.filter(name => name?.includes('@'))), ...named('github', github), ...named('aws', aws)];
}

type Json = string | string[] | Record<string, string>;

export function subjectHash({ kind, repository, sha, patch, command, parameters }: Subject): string {
  return sha256(canonical({ command, kind, parameters, patch, repository, sha }));
}

/** Keys sorted, no blanks: two objects that mean the same are one text. */
function canonical(value: Json | Record<string, Json>): string {
  if (Array.isArray(value)) return `[${value.map(each => canonical(each)).join(',')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical((value as Record<string, Json>)[key])}`).join(',')}}`;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
