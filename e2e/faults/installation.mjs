/** Two replicas on one PostgreSQL, each a process of its own that may be killed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../scripts/ports.mjs';
import { startPostgres } from '../../scripts/postgres.mjs';
import { startNode, stop, untilReady } from '../../scripts/services.mjs';
import { prepareToolchain, root } from '../../scripts/toolchain.mjs';

const TOKEN = 'a-token-of-these-tests-and-nobody-else';

/** Starts PostgreSQL and says how to start replicas, all with one estate. */
export async function startInstallation() {
  const toolchain = prepareToolchain();
  const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-faults-'));
  const estate = path.join(folder, 'estate');
  const events = path.join(folder, 'events');
  for (const one of [path.join(estate, 'captured'), events]) {
    mkdirSync(one, { recursive: true });
  }
  const postgres = await startPostgres(toolchain);
  const connection = new URL(Object.values(postgres.environment)[0]);
  const replicas = [];

  return {
    estate,
    events,
    postgres,
    /** Answers of SQL on the plugin's database, each on a connection of its own. */
    async query(sql, values) {
      const client = new pg.Client({
        host: connection.hostname,
        port: Number(connection.port),
        user: connection.username,
        database: 'backstage_plugin_batch-migration',
      });
      await client.connect();
      try {
        return (await client.query(sql, values)).rows;
      } finally {
        await client.end();
      }
    },
    async startReplica(name) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const config = path.join(folder, `${name}.json`);
      writeFileSync(
        config,
        JSON.stringify(configOf({ url, port, connection, estate })),
      );
      const service = startNode(name, {
        toolchain: {
          ...toolchain,
          environment: { ...toolchain.environment, RUN_EVENTS: events },
        },
        logDirectory: path.join(root, '.cache/logs/faults'),
        cwd: path.join(root, 'packages/backend'),
        args: [
          '--require',
          path.join(
            root,
            'node_modules/@backstage/cli/config/nodeTransform.cjs',
          ),
          path.join(root, 'e2e/faults/replica.cjs'),
          '--config',
          config,
        ],
      });
      const headers = { Authorization: `Bearer ${TOKEN}` };
      const api = `${url}/api/batch-migration`;
      const replica = {
        service,
        /** @returns status and JSON; status 0 where nobody answered */
        async call(method, address) {
          try {
            const response = await fetch(`${api}${address}`, {
              method,
              headers,
            });
            return { status: response.status, body: await response.json() };
          } catch (error) {
            return { status: 0, body: String(error.cause ?? error) };
          }
        },
        kill() {
          process.kill(-service.child.pid, 'SIGKILL');
        },
      };
      replicas.push(replica);
      await untilReady(service, `${api}/summary`, { headers });
      return replica;
    },
    async stop() {
      for (const { service } of replicas) await stop(service);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configOf({ url, port, connection, estate }) {
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'pg',
        connection: {
          host: connection.hostname,
          port: Number(connection.port),
          user: connection.username,
          password: 'none',
        },
      },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'tests' } },
        ],
      },
    },
    batchMigration: {
      timezone: 'Asia/Tokyo',
      inventories: [
        {
          type: 'files',
          target: path.join(estate, 'captured'),
          role: 'captured',
          freshness: { days: 7 },
        },
      ],
      // Rounds come when a test asks for one.
      observation: { frequency: { hours: 12 } },
    },
  };
}
