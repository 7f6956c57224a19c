import { hashOf, type Json } from '../canonical';

/** What exactly somebody approves. Everything in it is part of the hash; nothing else may decide what runs. */
export type Subject = PatchSubject | SessionSubject;

export interface PatchSubject {
  kind: 'patch';
  /** `owner/name`. */
  repository: string;
  /** The whole commit: 40 hexadecimal digits. */
  sha: string;
  /** Its folder: `patches/20261122-name`. */
  patch: string;
  command: string[];
  parameters: Record<string, string>;
}

export interface SessionSubject {
  kind: 'session';
  sessionId: string;
  reason: string;
  timeLimitMinutes: number;
}

export type Kind = Subject['kind'];

export function subjectHash(subject: Subject): string {
  if (subject.kind === 'patch' && !/^[0-9a-f]{40}$/.test(subject.sha)) {
    // A branch or a short id could come to mean another commit.
    throw new Error(`sha must be a whole commit id of 40 digits, got: ${subject.sha}`);
  }
  return hashOf(subject as unknown as Json);
}

/** What people read and type instead of the hash. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
