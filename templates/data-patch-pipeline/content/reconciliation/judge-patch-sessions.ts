import { type DatabaseSession, isWithin, known, sessionsOf, wrote } from './database-session';
import type { BuildWindow, Write } from './facts';
import type { JudgedSessions } from './judge-sessions';

/**
 * Sessions of the users of patches: they may write while a build ran that was as it should be. A dry run needs no
 * approval, so anybody chooses when one runs, and its time alone excuses nobody: a session must be the build's own,
 * as far as the log tells. A build names itself to PostgreSQL, and it has one address.
 */
export function judgePatchSessions(writes: Write[], builds: BuildWindow[]): JudgedSessions {
  const judged: JudgedSessions = { approved: [], dryRuns: [], unapproved: [], unknown: [] };
  const outside = writes.filter(write => !windowOf(write, builds));
  for (const session of sessionsOf(outside)) judged.unapproved.push({ ...known(session), reason: `${wrote(session)} while no approved build ran` });

  for (const build of builds) {
    const sessions = sessionsOf(writes.filter(write => windowOf(write, builds) === build));
    for (const session of sessions) {
      const { reason, isOther } = doubtOf(session, { build, sessions, builds });
      const { id, at } = known(session);
      if (isOther) judged.unapproved.push({ ...known(session), reason });
      else if (reason !== '') judged.unknown.push({ what: 'session', id, at, reason });
      else (build.isDryRun ? judged.dryRuns : judged.approved).push({ ...known(session), request: build.request });
    }
  }
  return judged;
}

/** The build in whose time a write was made: the one that it names, else one that surely ran. */
function windowOf(write: Write, builds: BuildWindow[]): BuildWindow | undefined {
  const found = builds.filter(build => isWithin(write.at, build));
  return found.find(({ application }) => application === write.application) ?? found.find(build => isWithin(write.at, build, 0)) ?? found[0];
}

/** Why a session may not be the build's own; no reason where nothing speaks against it. */
function doubtOf(session: DatabaseSession, { build, sessions, builds }: { build: BuildWindow; sessions: DatabaseSession[]; builds: BuildWindow[] }): { reason: string; isOther?: boolean } {
  const isNamed = ({ application }: DatabaseSession) => application === build.application;
  const hasNamed = sessions.some(isNamed);
  if (hasNamed && !isNamed(session)) return { reason: `${wrote(session)} as “${session.application}” while the build ${build.id} wrote under its own name`, isOther: true };
  // One build follows another at once: by clocks that differ, the address of either may be met in the time of both.
  const surely = sessions.filter(each => isNamed(each) === hasNamed && !each.writes.every(({ at }) => builds.some(other => other !== build && isWithin(at, other))));
  const hosts = new Set(surely.map(({ host }) => host));
  if (hosts.size > 1) return { reason: `${wrote(session)} while the build ${build.id} ran, which has one address, and writes came from ${hosts.size}: ${[...hosts].sort().join(', ')}` };
  if (build.request === null && !hasNamed && session.application !== null) {
    return { reason: `${wrote(session)} as “${session.application}” during the dry run ${build.id}, which nobody had to approve: nothing says that it was its own` };
  }
  return { reason: '' };
}
