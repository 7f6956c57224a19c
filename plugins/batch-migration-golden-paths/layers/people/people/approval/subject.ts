import { hashOf, type Json } from '../canonical';
import { CODE_BLOCK, escapeText } from '../slack/text';

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

/**
 * A command as approvers read it: where one argument ends and the next begins
 * must be plain, so what is not plain is quoted.
 */
export function shownCommand({ command }: PatchSubject): string {
  return command.map(part => (/^[\w./:=@%+,-]+$/.test(part) ? part : JSON.stringify(part))).join(' ');
}

export function shownParameters({ parameters }: PatchSubject): string {
  return JSON.stringify(parameters, null, 1);
}

/** @throws Error for what Slack would show cut: nobody approves an end that they cannot read */
export function checkShown(subject: Subject): void {
  if (subject.kind !== 'patch') return;
  for (const [field, shown] of [['command', shownCommand(subject)], ['parameters', shownParameters(subject)]]) {
    const { length } = escapeText(shown);
    if (length > CODE_BLOCK) throw new Error(`${field} is too long to be shown whole: ${length} characters, and ${CODE_BLOCK} fit; put it into the patch`);
  }
}

/** What people read and type instead of the hash. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
