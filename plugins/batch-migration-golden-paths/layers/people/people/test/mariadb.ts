/** A throw-away MariaDB on a socket, where its programs are on this machine. MySQL itself is rarely packaged. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, otherUser, type Server } from './postgresql';

const SERVER = ['/usr/sbin/mariadbd', '/usr/local/bin/mariadbd', '/opt/homebrew/bin/mariadbd'].find(existsSync);

export const NO_MARIADB: string | undefined = SERVER ? undefined : 'NOT RUN: no MariaDB here';

export async function startMariadb(): Promise<Server> {
  if (!SERVER) throw new Error(NO_MARIADB);
  const folder = mkdtempSync('/tmp/test-my-');
  const user = otherUser(['mysql', 'nobody']);
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, HOME: folder } };
  const install = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
  const made = spawnSync('mariadb-install-db', install, { ...options, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.stderr}${made.stdout}`);
  const server = spawn(SERVER, ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', `--pid-file=${folder}/pid`, '--event-scheduler=OFF'], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', chunk => (said += chunk));
  for (let tries = 0; !said.includes('ready for connections'); tries += 1) {
    if (server.exitCode !== null || tries > 300) throw new Error(`mariadbd did not start: ${said}`);
    await sleep(100);
  }
  return {
    url: `mysql://root@localhost/mysql?socketPath=${encodeURIComponent(socket)}`,
    async stop() {
      await ended(server, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
