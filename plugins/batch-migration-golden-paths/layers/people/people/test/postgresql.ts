/** A throw-away PostgreSQL on a socket, where its programs are on this machine. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Server {
  url: string;
  stop(): Promise<void>;
}

/** Why the tests with a real server do not run; undefined where they do. */
export const NO_POSTGRESQL: string | undefined = binaries() ? undefined : 'NOT RUN: no PostgreSQL here (PGBIN, pg_config --bindir, PATH)';

function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const candidates = [
    process.env.PGBIN,
    spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim(),
    ...(process.env.PATH ?? '').split(':'),
    ...(existsSync(debian) ? readdirSync(debian).map(version => join(debian, version, 'bin')) : []),
  ];
  return candidates.find(folder => folder && ['initdb', 'postgres'].every(name => existsSync(join(folder, name))));
}

export async function startPostgresql(): Promise<Server> {
  const bin = binaries();
  if (!bin) throw new Error(NO_POSTGRESQL);
  // A socket's path may have at most 107 bytes, so not below a long TMPDIR.
  const folder = mkdtempSync('/tmp/test-pg-');
  const user = otherUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C', HOME: folder } };
  const data = join(folder, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth', 'trust', '-E', 'UTF8', '--no-sync'], { ...options, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', chunk => (said += chunk));
  for (let tries = 0; !said.includes('ready to accept connections'); tries += 1) {
    if (server.exitCode !== null || tries > 300) throw new Error(`postgres did not start: ${said}`);
    await sleep(100);
  }
  return {
    url: `postgresql://postgres@${encodeURIComponent(folder)}/postgres`,
    async stop() {
      await ended(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** PostgreSQL refuses to run as root. */
export function otherUser(names = ['postgres', 'nobody']): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of names) {
    const [uid, gid] = ['-u', '-g'].map(flag => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout));
    if (uid > 0) return { uid, gid };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no other user here');
}
