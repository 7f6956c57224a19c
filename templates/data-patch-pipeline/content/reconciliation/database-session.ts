import type { Window, Write } from './facts';

/** The clock of the database is another one than that of CodeBuild. */
const CLOCKS_DIFFER_MS = 60_000;

/** Writes of one session of the database. */
export interface DatabaseSession {
  /** User, host and connection. */
  id: string;
  user: string;
  host: string;
  /** What the client calls itself; `null` where the log does not say. */
  application: string | null;
  writes: Write[];
}

/** Sessions of some writes, each for itself by what `apart` says of a write. */
export function sessionsOf(writes: Write[], apart: (write: Write) => string = () => ''): DatabaseSession[] {
  const sessions = new Map<string, DatabaseSession>();
  for (const write of writes) {
    const { user, host, connection, application } = write;
    const id = `${user}@${host}#${connection}`;
    const key = JSON.stringify([id, application, apart(write)]);
    const session = sessions.get(key) ?? { id, user, host, application, writes: [] };
    session.writes.push(write);
    sessions.set(key, session);
  }
  return [...sessions.values()];
}

export function isWithin(at: string, { from, to }: Window, differMs = CLOCKS_DIFFER_MS): boolean {
  const time = Date.parse(at);
  return time >= Date.parse(from) - differMs && time <= Date.parse(to) + differMs;
}

/** As a report names it. */
export function known({ id, user, host, writes }: DatabaseSession) {
  return { what: 'session' as const, id, at: writes.map(({ at }) => at).sort()[0], by: `${user}@${host}` };
}

/** What it wrote, by the kinds of statements. */
export function wrote({ writes }: DatabaseSession): string {
  const commands = [...new Set(writes.map(({ command }) => command))].sort().join(', ');
  return `wrote ${writes.length} times (${commands})`;
}
