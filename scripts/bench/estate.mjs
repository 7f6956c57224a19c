/** A large estate on PostgreSQL, in the portal's own backend beside the catalog. */
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupProblem } from '../report.mjs';
import { startEstateBackend } from './estateBackend.mjs';
import {
  hostOf,
  ROLES_PER_SERVER,
  WORKLOADS_PER_SERVER,
  writeCapture,
  writeEstate,
} from './estateFiles.mjs';

const API = '/api/batch-migration';
const ROLES = 'filter=kind%3Dresource%2Cspec.type%3Dserver-role';
const WARM_UP = 20;
const REQUESTS = 200;

/** Pages with filters, each order and a text: what people do with a list. */
const PAGES = [
  ['two filters', 'kind=scheduled&stage=discovered'],
  ['two filters, by name', 'kind=scheduled&placement=legacy&orderBy=name'],
  ['two filters, by server', 'kind=scheduled&stage=discovered&orderBy=server'],
  ['two filters, by stage', 'kind=resident&stage=discovered&orderBy=stage'],
  ['two filters, by next run', 'kind=scheduled&danger=drift&orderBy=nextRun'],
  ['a filter and a text', `kind=scheduled&text=${hostOf(77)}%3Areport`],
];

/** @param servers - how many; fewer than 2,000 are for work on this bench */
export async function* estateRows({ servers = 2000 } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'batch-migration-bench-'));
  const prepared = path.join(folder, 'prepared');
  let backend;
  try {
    await writeEstate(prepared, servers);
    backend = await startEstateBackend(folder);
    for (const role of ['declared', 'captured']) {
      await rename(
        path.join(prepared, role),
        path.join(folder, 'estate', role),
      );
    }
    yield* importRows(backend, path.join(folder, 'estate'), servers);
    yield* exportRows(backend, servers);
    yield* requestRows(backend, servers);
    yield {
      name: `peak memory of the backend with ${sizeOf(servers)}`,
      value: backend.peakMegabytes(),
      unit: 'MB',
      target: 1200,
      better: 'lower',
    };
  } finally {
    await backend?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const sizeOf = servers =>
  `${(servers * WORKLOADS_PER_SERVER).toLocaleString('en-US')} workloads`;

async function* importRows({ call, peakMegabytes }, folder, servers) {
  const refresh = async () => {
    const { answer, milliseconds } = await call('POST', `${API}/refresh`);
    if (answer.failures.length > 0) {
      throw new SetupProblem(
        `The refresh failed: ${JSON.stringify(answer.failures.slice(0, 3))}`,
      );
    }
    return { ...answer, seconds: milliseconds / 1000 };
  };
  const inSeconds = (name, value, target) => ({
    name: `${name} of ${sizeOf(servers)}`,
    value,
    unit: 's',
    target,
    better: 'lower',
  });
  const first = await refresh();
  const expected = servers * WORKLOADS_PER_SERVER;
  if (first.workloads !== expected) {
    throw new SetupProblem(
      `The first import found ${first.workloads} workloads and not ${expected}.`,
    );
  }
  yield inSeconds('first import', first.seconds, 180);
  yield {
    name: `peak memory of the backend after the first import`,
    value: peakMegabytes(),
    unit: 'MB',
    target: 1200,
    better: 'lower',
  };
  const again = await refresh();
  if (again.servers !== 0) {
    throw new SetupProblem(`${again.servers} unchanged servers were taken.`);
  }
  yield inSeconds('unchanged re-import', again.seconds, 15);

  await writeCapture(folder, 42, {
    capturedAt: new Date(),
    more: '7 7 * * * /srv/batch/the-new-job --all\n',
  });
  yield inSeconds(
    'refresh after one crontab changed',
    (await refresh()).seconds,
    15,
  );
  yield inSeconds(
    'one changed crontab visible after its refresh, one',
    await untilVisible(call, 'the-new-job'),
    2,
  );
  yield inSeconds(
    'one crontab handed in and visible, one',
    await handIn(call, servers - 1),
    2,
  );
}

/** Seconds until a workload of this name is listed. */
async function untilVisible(call, name) {
  const startedAt = performance.now();
  for (;;) {
    const { answer } = await call('GET', `${API}/workloads?text=${name}`);
    if (answer.totalItems > 0) return (performance.now() - startedAt) / 1000;
    await sleep(50);
  }
}

async function handIn(call, index) {
  const startedAt = performance.now();
  await call('POST', `${API}/captures`, {
    server: `resource:default/${hostOf(index)}`,
    files: [
      {
        path: 'var/spool/cron/crontabs/batch',
        text: '9 9 * * * /srv/batch/the-job-handed-in\n',
      },
    ],
  });
  await untilVisible(call, 'the-job-handed-in');
  return (performance.now() - startedAt) / 1000;
}

/** The whole estate as a file, which nobody may hold in memory as a whole. */
async function* exportRows({ download, whileWatchingMemory }, servers) {
  const { lines, seconds, moreMegabytes } = await whileWatchingMemory(() =>
    download(`${API}/export.csv`),
  );
  // With the head, and with the two that were added meanwhile.
  const least = servers * WORKLOADS_PER_SERVER;
  if (lines <= least) {
    throw new SetupProblem(
      `The export had ${lines} lines for ${least} workloads.`,
    );
  }
  yield {
    name: `GET /export.csv of ${sizeOf(servers)}`,
    value: seconds,
    unit: 's',
    target: 60,
    better: 'lower',
  };
  yield {
    name: `memory of the backend that the export of ${sizeOf(servers)} adds`,
    value: moreMegabytes,
    unit: 'MB',
    target: 150,
    better: 'lower',
  };
}

/** Ours and the catalog's in turns, so that other load on the machine meets both. */
async function* requestRows({ call }, servers) {
  await bringRoles(call, servers * ROLES_PER_SERVER);
  const facets = `/api/catalog/entity-facets?${ROLES}&facet=spec.owner`;
  const byQuery = `/api/catalog/entities/by-query?${ROLES}&limit=50&orderField=metadata.name%2Casc`;
  yield* against('GET /summary', `${API}/summary`, 'entity-facets', facets);
  for (const [name, query] of PAGES) {
    yield* against(
      `GET /workloads with ${name}`,
      `${API}/workloads?limit=50&${query}`,
      'by-query',
      byQuery,
    );
  }

  async function* against(name, address, peerName, peerAddress) {
    const own = [];
    const peer = [];
    for (let i = 0; i < WARM_UP + REQUESTS; i += 1) {
      const ours = await call('GET', address);
      const theirs = await call('GET', peerAddress);
      if (i < WARM_UP) continue;
      own.push(ours.milliseconds);
      peer.push(theirs.milliseconds);
    }
    yield {
      name: `${name}, p95 ${Math.round(p95(own))} ms against ${Math.round(
        p95(peer),
      )} ms of the catalog's ${peerName}`,
      value: p95(own) / p95(peer),
      unit: '×',
      target: 1,
      better: 'lower',
    };
  }
}

/** The catalog takes the roles from the plugin; waits until all are there. */
export async function bringRoles(call, roles) {
  await call(
    'POST',
    '/api/catalog/.backstage/scheduler/v1/tasks/batch-migration-inventory-refresh/trigger',
  );
  const deadline = Date.now() + 30 * 60 * 1000;
  for (;;) {
    const { answer } = await call(
      'GET',
      `/api/catalog/entities/by-query?${ROLES}&limit=0`,
    );
    if (answer.totalItems === roles) break;
    if (Date.now() > deadline) {
      throw new SetupProblem(
        `The catalog has ${answer.totalItems} of ${roles} roles after half an hour.`,
      );
    }
    await sleep(2000);
  }
  // Its work goes on a little after the last entity is listed.
  await sleep(10_000);
}

function p95(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}
