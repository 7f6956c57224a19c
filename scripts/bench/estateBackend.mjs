/** The portal's backend, from its sources, on a PostgreSQL of its own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { freePort } from '../ports.mjs';
import { startPostgres } from '../postgres.mjs';
import { SetupProblem } from '../report.mjs';
import { startBackend, stop, untilReady } from '../services.mjs';
import { prepareToolchain, root } from '../toolchain.mjs';

/** Not while anybody measures. */
const LATER = {
  schedule: {
    frequency: { hours: 24 },
    timeout: { minutes: 15 },
    initialDelay: { hours: 24 },
  },
};

/** A first import may take longer than any answer that somebody waits for. */
const LONGEST_MS = 30 * 60 * 1000;

/**
 * Starts both, signs in as a person who may do everything, and waits until the
 * first look at a still empty estate has ended.
 * @param withApp whether the backend serves the built portal, too
 */
export async function startEstateBackend(folder, { withApp = false } = {}) {
  const toolchain = prepareToolchain();
  const postgres = await startPostgres(toolchain);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(folder, 'app-config.yaml');
  await mkdir(path.join(folder, 'estate'), { recursive: true });
  await writeFile(
    config,
    JSON.stringify({
      ...configOf(folder, url, postgres),
      ...(withApp && {
        app: { baseUrl: url, packageName: 'app' },
        // An index in memory of 100,000 workloads keeps every answer waiting.
        search: { collators: { batchMigration: LATER, catalog: LATER } },
      }),
    }),
  );
  const backend = startBackend({
    // The memory is that of a Node as it comes.
    toolchain: {
      ...toolchain,
      environment: { ...toolchain.environment, NODE_OPTIONS: undefined },
    },
    logDirectory: path.join(folder, 'logs'),
    configs: [config],
  });
  const end = async () => {
    await stop(backend);
    await postgres.stop();
  };
  try {
    const answer = await untilReady(
      backend,
      `${url}/api/auth/demo-sre/refresh`,
      {
        method: 'POST',
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      },
    );
    await untilReady(
      backend,
      `${url}/.backstage/health/v1/batch-migration`,
      {},
      text => JSON.parse(text).finishedAt !== null,
    );
    const { token } = JSON.parse(answer).backstageIdentity;
    const { pid } = backend.child;
    let peak = 0;
    const peakMegabytes = () => {
      peak = Math.max(peak, memoryOf(pid, 'VmHWM'));
      return peak;
    };
    return {
      url,
      stop: end,
      call: caller(url, token),
      download: address => download(`${url}${address}`, token),
      peakMegabytes,
      /** What it answers, and how much more memory the backend held meanwhile. */
      async whileWatchingMemory(work) {
        peakMegabytes();
        // Resets VmHWM (proc(5)).
        writeFileSync(`/proc/${pid}/clear_refs`, '5');
        const before = memoryOf(pid, 'VmRSS');
        const result = await work();
        const moreMegabytes = memoryOf(pid, 'VmHWM') - before;
        return { ...result, moreMegabytes };
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function configOf(folder, url, { environment }) {
  const [connection] = Object.entries(environment)
    .filter(([name]) => name.endsWith('CONNECTION_STRING'))
    .map(([, value]) => new URL(value));
  const { hostname, port } = new URL(url);
  return {
    app: { baseUrl: 'http://localhost:3000' },
    organization: { name: 'Bench' },
    backend: {
      baseUrl: url,
      listen: { host: hostname, port: Number(port) },
      database: {
        client: 'pg',
        connection: {
          host: connection.hostname,
          port: Number(connection.port),
          user: connection.username,
          password: 'none',
        },
      },
    },
    auth: {
      environment: 'development',
      providers: {
        guest: { userEntityRef: 'user:default/mori' },
        'demo-sre': {},
        'demo-job-owner': {},
        'demo-manager': {},
        'demo-auditor': {},
      },
    },
    permission: { enabled: true },
    catalog: {
      rules: [
        {
          allow: [
            'Component',
            'System',
            'Domain',
            'API',
            'Resource',
            'Location',
          ],
        },
      ],
      // What is measured must not be disturbed by the catalog's own rounds.
      processingInterval: { hours: 24 },
      locations: [
        {
          type: 'file',
          target: path.join(root, 'examples/estate/catalog/org.yaml'),
          rules: [{ allow: ['User', 'Group'] }],
        },
      ],
    },
    batchMigration: {
      timezone: 'Asia/Tokyo',
      inventories: ['captured', 'declared'].map(role => ({
        type: 'files',
        target: path.join(folder, 'estate', role),
        role,
        freshness: { days: 7 },
      })),
      observation: { frequency: { hours: 12 } },
      catalog: { frequency: { hours: 12 } },
    },
  };
}

/** Calls as the signed-in person; answers what was said and how long it took in milliseconds. */
function caller(url, token) {
  const agent = new http.Agent({ keepAlive: true });
  return async (method, address, body) => {
    const startedAt = performance.now();
    const sent = body && JSON.stringify(body);
    const { status, text } = await ask(`${url}${address}`, sent, {
      agent,
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(sent && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(sent),
        }),
      },
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    const milliseconds = performance.now() - startedAt;
    if (status < 200 || status > 299) {
      throw new SetupProblem(
        `${method} ${address} answered ${status}: ${text.slice(0, 500)}`,
      );
    }
    return { milliseconds, answer: text && JSON.parse(text) };
  };
}

/** Not `fetch`, which gives up on an answer that takes more than five minutes. */
function ask(address, body, options) {
  return new Promise((resolve, reject) => {
    const request = http.request(address, options, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          text: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body || undefined);
  });
}

/** Takes a file and keeps nothing of it; answers its lines and seconds. */
function download(address, token) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = { Authorization: `Bearer ${token}` };
    const options = { headers, signal: AbortSignal.timeout(LONGEST_MS) };
    const request = http.get(address, options, response => {
      let lines = 0;
      response.on('data', part => {
        for (const byte of part) if (byte === 10) lines += 1;
      });
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200
          ? resolve({ lines, seconds: (performance.now() - startedAt) / 1000 })
          : reject(
              new SetupProblem(`${address} answered ${response.statusCode}`),
            ),
      );
    });
    request.on('error', reject);
  });
}

/**
 * What a process holds in memory, in millions of bytes: `VmRSS` now, `VmHWM`
 * at most since that was last reset.
 */
function memoryOf(pid, field) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kB] = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status);
  return (Number(kB) * 1024) / 1e6;
}
