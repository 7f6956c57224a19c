import type { Status } from '../people/approval/record';
import type { EndReason, Login, Session } from './session';

/** What is to be done for a session now. Each can be done twice. */
export type Step =
  /** Open its request, before anything runs. */
  | { type: 'ask' }
  /** Set the service of its seat to one task, and see whether that runs. */
  | { type: 'start'; seat: number }
  | { type: 'end'; why: EndReason }
  /** Stop what runs of it, and see whether it is gone. */
  | { type: 'stop' }
  | { type: 'compare' }
  /** Nobody used it: nobody need answer. */
  | { type: 'withdraw' }
  | { type: 'keep' };

export interface SessionRules {
  /** Without a login, or without a command, for so long it ends. */
  idleMinutes: number;
  /** No task after so long: it will not come. */
  startMinutes: number;
  /** The agent uploads a transcript after the end, and CloudTrail tells logins late: this long both may take. */
  recordMinutes: number;
}

/** CloudTrail tells most calls within a quarter of an hour: twice that. */
export const WAITS: Pick<SessionRules, 'startMinutes' | 'recordMinutes'> = { startMinutes: 20, recordMinutes: 30 };

const MINUTE_MS = 60_000;

/**
 * What follows from a session, the answer to its request and the clock alone,
 * one step at a time: whoever asks late, twice, or after lost events gets the
 * same answer. `null` where nothing is due now.
 *
 * @param status - of its request; `undefined` where none was opened
 */
export function nextStep(session: Session, now: Date, rules: SessionRules, status: Status | undefined): Step | null {
  const since = (time: string) => (now.getTime() - Date.parse(time)) / MINUTE_MS;
  if (session.requestedAt === null) return { type: 'ask' };
  if (session.ended === null) {
    const why = whyOver(session, since, rules, status);
    if (why) return { type: 'end', why };
    return session.seat !== null && Object.keys(session.tasks).length === 0 ? { type: 'start', seat: session.seat } : null;
  }
  if (session.emptiedAt === null) return { type: 'stop' };
  if (session.kept !== null) return null;
  if (session.compared === null || uncompared(session).length > 0) return since(session.emptiedAt) >= rules.recordMinutes ? { type: 'compare' } : null;
  if (status === 'requested') return isUnused(session) ? { type: 'withdraw' } : null;
  return { type: 'keep' };
}

function whyOver(session: Session, since: (time: string) => number, rules: SessionRules, status: Status | undefined): EndReason | null {
  if (status === 'refused') return 'refused';
  if (since(session.endsAt) >= 0) return 'limit';
  const tasks = Object.values(session.tasks);
  // It came by a login, and sits where somebody else does: what they do says nothing of it.
  if (session.seat === null) return tasks.every(({ stoppedAt }) => stoppedAt !== null) ? 'by-hand' : null;
  if (tasks.length === 0) return since(session.askedAt) >= rules.startMinutes ? 'never-started' : null;
  const starts = tasks.flatMap(({ startedAt }) => startedAt ?? []).sort();
  const active = [...starts.slice(0, 1), ...(session.activeAt ? [session.activeAt] : [])].sort().pop();
  return since(active ?? session.askedAt) >= rules.idleMinutes ? 'idle' : null;
}

/** Logins that came after the records were compared. */
function uncompared({ logins, compared }: Session): Login[] {
  return logins.filter(({ id }) => !compared?.logins.includes(id));
}

/** Neither CloudTrail nor the hook, by either of its ways, has anything of it. */
function isUnused({ activeAt, compared }: Session): boolean {
  return activeAt === null && compared?.hook === 0;
}

/**
 * Logins for which this session's request and manifest come too late: those of
 * one that was withdrawn as unused, and those that its manifest does not have.
 * Each becomes a session of its own.
 */
export function loginsLeftOut({ seat, logins, kept }: Session, status: Status | undefined): Login[] {
  if (seat === null) return [];
  if (status === 'withdrawn') return logins;
  return kept === null ? [] : logins.filter(({ id }) => !kept.logins.includes(id));
}

/** Nothing will ever be due again. */
export function isFinished(session: Session): boolean {
  return session.kept !== null;
}
