import type { EndReason, Session } from './session';

/** What is to be done for a session now. Each can be done twice. */
export type Step =
  /** Set the service of its seat to one task, and see whether that runs. */
  | { type: 'start' }
  | { type: 'end'; why: EndReason }
  /** Set the service to none, stop what runs, and see whether it is gone. */
  | { type: 'stop' }
  | { type: 'compare' }
  | { type: 'keep' };

export interface SessionRules {
  /** Without a login, or without a command, for so long it ends. */
  idleMinutes: number;
  /** No task after so long: it will not come. */
  startMinutes: number;
  /** The agent uploads a transcript after the end: this long it may take. */
  transcriptMinutes: number;
}

const MINUTE_MS = 60_000;

/**
 * What follows from a session and the clock alone, one step at a time: whoever
 * asks late, twice, or after lost events gets the same answer. `null` where
 * nothing is due now.
 *
 * @param answered - whether the request for approval was approved, refused or closed
 */
export function nextStep(session: Session, now: Date, rules: SessionRules, answered: boolean): Step | null {
  const since = (time: string) => (now.getTime() - Date.parse(time)) / MINUTE_MS;
  if (session.ended === null) {
    if (since(session.endsAt) >= 0) return { type: 'end', why: 'limit' };
    const tasks = Object.values(session.tasks);
    if (tasks.length === 0) return since(session.askedAt) >= rules.startMinutes ? { type: 'end', why: 'never-started' } : { type: 'start' };
    const starts = tasks.flatMap(({ startedAt }) => startedAt ?? []).sort();
    const active = [...starts.slice(0, 1), ...(session.activeAt ? [session.activeAt] : [])].sort().pop();
    return since(active ?? session.askedAt) >= rules.idleMinutes ? { type: 'end', why: 'idle' } : null;
  }
  if (session.emptiedAt === null) return { type: 'stop' };
  if (session.compared === null) return since(session.emptiedAt) >= rules.transcriptMinutes ? { type: 'compare' } : null;
  return session.kept === null && answered ? { type: 'keep' } : null;
}

/** Nothing will ever be due again. */
export function isFinished(session: Session): boolean {
  return session.kept !== null;
}
