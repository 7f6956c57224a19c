import type { BastionSession, SessionFacts, Window, Write } from './facts';
import type { Approved, Unapproved, Unknown } from './report';

/** The clock of the database is another one than that of CodeBuild. */
const CLOCKS_DIFFER_MS = 60_000;

/** Writes of one database session. */
interface Session {
  user: string;
  host: string;
  writes: Write[];
  request: string | null;
}

export interface JudgedSessions {
  approved: Approved[];
  unapproved: Unapproved[];
  unknown: Unknown[];
}

/**
 * Whether whoever wrote into the database was allowed to. Users of the application are not looked at; a user of
 * patches may write while an approved build runs, one of consoles while an approved session does; nobody else may.
 *
 * @param builds - when builds that were as they should be ran, without those that only checked
 */
export function judgeSessions({ writes, unreadable, users, bastion, logGroup }: SessionFacts, builds: Window[], until: Date): JudgedSessions {
  const unknown: Unknown[] = unreadable.map(each => ({ what: 'session', ...each }));
  if (writes.length === 0 && unreadable.length === 0 && builds.length > 0 && users.patches.length > 0) {
    // Patches ran, and the log has nothing of them: it is off, or it does not log writes.
    unknown.push({ what: 'session', id: logGroup, at: until.toISOString(), reason: 'the audit log has no write, though patches ran: does it log writes?' });
  }
  const allowed = new Map<string, Session>();
  const pending = new Map<string, Session>();
  const others = new Map<string, Session>();
  for (const write of writes) {
    const { user, host, connection } = write;
    if (users.application.includes(user)) continue;
    const window = windowOf(write, { users, builds, bastion });
    const sessions = window === undefined ? others : 'status' in window && window.status === 'requested' ? pending : allowed;
    const key = `${user}@${host}#${connection}`;
    const session = sessions.get(key) ?? { user, host, writes: [], request: window?.request ?? null };
    session.writes.push(write);
    sessions.set(key, session);
  }
  for (const [id, session] of pending) {
    unknown.push({ what: 'session', id, at: startOf(session), reason: `nobody has answered the request ${session.request} of the bastion yet` });
  }
  return {
    approved: [...allowed].map(([id, session]) => ({ what: 'session', id, at: startOf(session), by: `${session.user}@${session.host}`, request: session.request })),
    unapproved: [...others].map(([id, session]) => ({ what: 'session', id, at: startOf(session), by: `${session.user}@${session.host}`, reason: reasonOf(session, users) })),
    unknown,
  };
}

/** The time in which a write was allowed, if it was; a bastion's session that was refused allows nothing. */
function windowOf({ user, at }: Write, { users, builds, bastion }: { users: SessionFacts['users']; builds: Window[]; bastion: BastionSession[] }): Window | BastionSession | undefined {
  if (users.patches.includes(user)) return builds.find(each => isWithin(at, each));
  if (!users.sessions.includes(user)) return undefined;
  const open = bastion.filter(each => isWithin(at, each));
  return open.find(({ status }) => status === 'approved') ?? open.find(({ status }) => status === 'requested');
}

function isWithin(at: string, { from, to }: Window): boolean {
  const time = Date.parse(at);
  return time >= Date.parse(from) - CLOCKS_DIFFER_MS && time <= Date.parse(to) + CLOCKS_DIFFER_MS;
}

function startOf({ writes }: Session): string {
  return writes.map(({ at }) => at).sort()[0];
}

function reasonOf({ user, writes }: Session, users: SessionFacts['users']): string {
  const commands = [...new Set(writes.map(({ command }) => command))].sort().join(', ');
  const rule = users.patches.includes(user)
    ? 'while no approved build ran'
    : users.sessions.includes(user)
      ? 'while no approved session of the bastion was open'
      : 'as a user who is neither the application nor a patch';
  return `wrote ${writes.length} times (${commands}) ${rule}`;
}
