import { isWithin, known, sessionsOf, wrote } from './database-session';
import type { BastionSession, BuildWindow, SessionFacts, Write } from './facts';
import { judgePatchSessions } from './judge-patch-sessions';
import type { Approved, Unapproved, Unknown } from './report';

export interface JudgedSessions {
  approved: Approved[];
  /** Of dry runs, which leave nothing. */
  dryRuns: Approved[];
  unapproved: Unapproved[];
  unknown: Unknown[];
}

/**
 * Whether whoever wrote into the database was allowed to. Users of the application are not looked at; a user of
 * patches may write as a build that was as it should be, one of consoles while an approved session is open; nobody
 * else may.
 *
 * @param builds - when builds that were as they should be ran, without those that only checked
 */
export function judgeSessions({ writes, unreadable, users, bastion, logGroup }: SessionFacts, builds: BuildWindow[], until: Date): JudgedSessions {
  const unread: Unknown[] = unreadable.map(each => ({ what: 'session', ...each }));
  if (writes.length === 0 && unreadable.length === 0 && builds.length > 0 && users.patches.length > 0) {
    // Patches ran, and the log has nothing of them: it is off, or it does not log writes.
    unread.push({ what: 'session', id: logGroup, at: until.toISOString(), reason: 'the audit log has no write, though patches ran: does it log writes?' });
  }
  const of = (names: string[]) => writes.filter(({ user }) => names.includes(user));
  const everybody = [...users.application, ...users.patches, ...users.sessions];
  const others = writes.filter(({ user }) => !everybody.includes(user));
  const patches = judgePatchSessions(of(users.patches), builds);
  const consoles = judgeConsoles(of(users.sessions), bastion);
  return {
    approved: [...patches.approved, ...consoles.approved],
    dryRuns: patches.dryRuns,
    unapproved: [
      ...patches.unapproved,
      ...consoles.unapproved,
      ...sessionsOf(others).map(session => ({ ...known(session), reason: `${wrote(session)} as a user who is neither the application nor a patch` })),
    ],
    unknown: [...unread, ...patches.unknown, ...consoles.unknown],
  };
}

/** A bastion's session that was refused allows nothing. */
function judgeConsoles(writes: Write[], bastion: BastionSession[]): Omit<JudgedSessions, 'dryRuns'> {
  const judged: Omit<JudgedSessions, 'dryRuns'> = { approved: [], unapproved: [], unknown: [] };
  const openAt = ({ at }: Write) => {
    const open = bastion.filter(each => isWithin(at, each));
    return open.find(({ status }) => status === 'approved') ?? open.find(({ status }) => status === 'requested');
  };
  for (const session of sessionsOf(writes, write => openAt(write)?.id ?? '')) {
    const { id, at } = known(session);
    const open = openAt(session.writes[0]);
    if (!open) judged.unapproved.push({ ...known(session), reason: `${wrote(session)} while no approved session of the bastion was open` });
    else if (open.status === 'approved') judged.approved.push({ ...known(session), request: open.request });
    else judged.unknown.push({ what: 'session', id, at, reason: `nobody has answered the request ${open.request} of the bastion yet` });
  }
  return judged;
}
