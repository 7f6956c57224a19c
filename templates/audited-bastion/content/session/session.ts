import type { Identity } from '../people/approval/approvers';

export const ENDS = ['limit', 'idle', 'by-hand', 'refused', 'never-started'] as const;
/**
 * Why a session ended:
 *
 * - `limit`: its time was over
 * - `idle`: nobody logged in, or nobody typed, for too long
 * - `by-hand`: somebody stopped it, or its task
 * - `refused`: an approver said no while it ran
 * - `never-started`: no task came up
 */
export type EndReason = (typeof ENDS)[number];

export interface Login {
  /** Of the CloudTrail event. */
  id: string;
  at: string;
  /** Who, as AWS names them: the ARN. */
  who: string;
  sourceIp: string;
  task: string;
  command: string;
  /** `ecs-execute-command-…`: the name of its transcript. */
  execId: string | null;
}

/** Lines of which a session keeps the beginning: the whole is in a file under Object Lock. */
export interface Lines {
  count: number;
  /** The first of them, cut, and without what looks like a credential. */
  first: string[];
}

export interface Comparison {
  at: string;
  /** Ids of the logins that it knew of. */
  logins: string[];
  /** Lines of commands that the hook told. */
  hook: number;
  /** Lines that were seen by both, and by one only. */
  both: number;
  onlyTranscript: Lines;
  /** Of the transcript alone, given up with Ctrl-C or only shown while they were completed, as far as that can be told. */
  doubtful: Lines;
  onlyHook: Lines;
  /** Logins without a transcript, or with one that was written more than once. */
  missing: string[];
  /** Records that were too long to be read to their end. */
  cut: string[];
  /** Both records as they were then, and how they differ, under Object Lock. */
  files: Array<{ name: string; key: string }>;
}

export interface Kept {
  key: string;
  sha256: string;
  /** Ids of the logins that the manifest has. */
  logins: string[];
}

/**
 * One session, from the question to its evidence. Times are ISO texts in UTC.
 * A login that nobody asked for is a session, too: it has no seat, begins with
 * the login, and everything else holds for it.
 */
export interface Session {
  id: string;
  /** `null`: it was not asked for. */
  seat: number | null;
  reason: string;
  /** 0 where nobody asked. */
  minutes: number;
  operator: Identity;
  /** ARN of the portal, where it asked for the operator. */
  carriedBy: string | null;
  askedAt: string;
  /** Its request is open, and told. */
  requestedAt: string | null;
  /** Ends then, whatever happens. */
  endsAt: string;
  /** Id of a task → when it was first and last heard of. */
  tasks: Record<string, { startedAt: string | null; stoppedAt: string | null }>;
  logins: Login[];
  /** Login or command. */
  activeAt: string | null;
  ended: { why: EndReason; by: string; at: string } | null;
  /** Nothing of it runs any more. */
  emptiedAt: string | null;
  compared: Comparison | null;
  /** The manifest. */
  kept: Kept | null;
}

export type SessionEvent =
  | { type: 'requested'; at: string }
  | { type: 'task-started'; task: string; at: string }
  | { type: 'task-stopped'; task: string; at: string }
  | { type: 'login'; login: Login }
  | { type: 'active'; at: string }
  | { type: 'end'; why: EndReason; by: string; at: string }
  | { type: 'emptied'; at: string }
  | { type: 'compared'; comparison: Comparison }
  | { type: 'kept'; manifest: Kept };

export type NewSession = Pick<Session, 'id' | 'seat' | 'reason' | 'minutes' | 'operator' | 'carriedBy'>;

export function newSession(given: NewSession, now: Date): Session {
  return {
    ...given,
    askedAt: now.toISOString(),
    endsAt: minutesAfter(now, given.minutes),
    requestedAt: null,
    tasks: {},
    logins: [],
    activeAt: null,
    ended: null,
    emptiedAt: null,
    compared: null,
    kept: null,
  };
}

/** The session of a login that nobody asked for. It ends with its task, and no later than one that was asked for. */
export function unaskedSession({ login, longestMinutes, ...given }: Pick<Session, 'id' | 'reason' | 'operator'> & { login: Login; longestMinutes: number }): Session {
  const at = new Date(login.at);
  return {
    ...newSession({ ...given, seat: null, minutes: 0, carriedBy: null }, at),
    endsAt: minutesAfter(at, longestMinutes),
    tasks: { [login.task]: { startedAt: null, stoppedAt: null } },
    logins: [login],
    activeAt: login.at,
  };
}

/**
 * A session after one more thing that happened. Events come late, twice, in any
 * order or never, so the order makes no difference: sets grow, the earliest
 * time wins, and once is as good as twice (then it is the same object).
 */
export function happened(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'requested': {
      const requestedAt = earlier(session.requestedAt, event.at);
      return requestedAt === session.requestedAt ? session : { ...session, requestedAt };
    }
    case 'task-started':
    case 'task-stopped':
      return withTask(session, event);
    case 'login': {
      const { login } = event;
      if (session.logins.some(({ id }) => id === login.id)) return session;
      const logins = [...session.logins, login].sort((a, b) => compareTexts(a.at, b.at) || compareTexts(a.id, b.id));
      return { ...session, logins, activeAt: later(session.activeAt, login.at) };
    }
    case 'active': {
      const activeAt = later(session.activeAt, event.at);
      return activeAt === session.activeAt ? session : { ...session, activeAt };
    }
    case 'end': {
      const { why, by, at } = event;
      const isFirst = session.ended === null || compareTexts(`${at} ${why} ${by}`, `${session.ended.at} ${session.ended.why} ${session.ended.by}`) < 0;
      return isFirst ? { ...session, ended: { why, by, at } } : session;
    }
    case 'emptied': {
      const emptiedAt = earlier(session.emptiedAt, event.at);
      return emptiedAt === session.emptiedAt ? session : { ...session, emptiedAt };
    }
    case 'compared':
      return isFuller(event.comparison, session.compared) ? { ...session, compared: event.comparison } : session;
    case 'kept':
      return session.kept ? session : { ...session, kept: event.manifest };
    default:
      throw new Error(`No event is called ${JSON.stringify(event satisfies never)}`);
  }
}

function withTask(session: Session, { type, task, at }: Extract<SessionEvent, { task: string }>): Session {
  const known = session.tasks[task] ?? { startedAt: null, stoppedAt: null };
  const next =
    type === 'task-started'
      ? { ...known, startedAt: earlier(known.startedAt, at) }
      : { ...known, stoppedAt: earlier(known.stoppedAt, at) };
  const same = session.tasks[task] && next.startedAt === known.startedAt && next.stoppedAt === known.stoppedAt;
  return same ? session : { ...session, tasks: { ...session.tasks, [task]: next } };
}

/** Logins are only ever added: the one that knew of more of them counts, of equal ones the earlier. */
function isFuller(one: Comparison, other: Comparison | null): boolean {
  if (other === null || one.logins.length !== other.logins.length) return one.logins.length > (other?.logins.length ?? -1);
  return one.at < other.at;
}

function minutesAfter(time: Date, minutes: number): string {
  return new Date(time.getTime() + minutes * 60_000).toISOString();
}

function earlier(one: string | null, other: string): string {
  return one !== null && one <= other ? one : other;
}

function later(one: string | null, other: string): string {
  return one !== null && one >= other ? one : other;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
