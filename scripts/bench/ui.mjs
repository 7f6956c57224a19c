/** The overview of a large estate in Chromium, beside the catalog's own list page. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser, signIn } from '../../e2e/portal/portal.mjs';
import { SetupProblem } from '../report.mjs';
import { prepareToolchain, root } from '../toolchain.mjs';
import { bringRoles } from './estate.mjs';
import { startEstateBackend } from './estateBackend.mjs';
import {
  ROLES_PER_SERVER,
  WORKLOADS_PER_SERVER,
  writeEstate,
} from './estateFiles.mjs';
import { entrySize, sizeOfScripts } from './scriptSizes.mjs';

const OVERVIEW = '/batch-migration';
const CATALOG =
  '/catalog?filters%5Bkind%5D=resource&filters%5Btype%5D=server-role&filters%5Buser%5D=all';
const WARM_UP = 2;
const LOADS = 10;
const FILTERS = 12;

/** @param servers how many; fewer than 2,000 are for work on this bench */
export async function* uiRows({ servers }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'batch-migration-bench-'));
  const prepared = path.join(folder, 'prepared');
  let backend;
  let browser;
  try {
    const withoutPlugin = await entryWithoutPlugin(folder);
    build();
    await writeEstate(prepared, servers);
    backend = await startEstateBackend(folder, { withApp: true });
    for (const role of ['declared', 'captured']) {
      await rename(
        path.join(prepared, role),
        path.join(folder, 'estate', role),
      );
    }
    await fill(backend, servers);
    browser = await launchBrowser();
    const page = await browser.newPage({
      viewport: { width: 1440, height: 1000 },
      locale: 'en-GB',
      timezoneId: 'Asia/Tokyo',
    });
    page.setDefaultTimeout(120_000);
    await signIn(page, backend.url, 'Mori');
    yield* loadRows(page, backend.url);
    yield* filterRows(page, backend.url);
    yield* scrollRows(page, backend.url);
    yield* sizeRows(browser, backend.url, withoutPlugin);
  } finally {
    await browser?.close();
    await backend?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill({ call }, servers) {
  const { answer } = await call('POST', '/api/batch-migration/refresh');
  const expected = servers * WORKLOADS_PER_SERVER;
  if (answer.workloads !== expected) {
    throw new SetupProblem(
      `The import found ${answer.workloads} workloads and not ${expected}.`,
    );
  }
  await bringRoles(call, servers * ROLES_PER_SERVER);
}

/**
 * Ours and the catalog's in turns, each a new load of the page. Interactive is
 * a page whose first rows can be followed and in which nothing waits any more.
 */
async function* loadRows(page, url) {
  const own = [];
  const peer = [];
  for (let i = 0; i < WARM_UP + LOADS; i += 1) {
    const ours = await interactive(page, url + OVERVIEW, OVERVIEW);
    const theirs = await interactive(page, url + CATALOG, '/catalog');
    if (i < WARM_UP) continue;
    own.push(ours);
    peer.push(theirs);
  }
  yield {
    name: `overview interactive after ${Math.round(
      median(own),
    )} ms, the catalog's list of roles after ${Math.round(median(peer))} ms`,
    value: median(own) / median(peer),
    unit: '×',
    target: 1,
    better: 'lower',
  };
}

/** Milliseconds from the start of the navigation. */
async function interactive(page, address, place) {
  await page.goto(address);
  const handle = await page.waitForFunction(
    ([links, rows]) =>
      document.querySelectorAll(links).length >= rows &&
      !document.querySelector(
        'main [aria-busy="true"], article [aria-busy="true"]',
      ) &&
      performance.now(),
    place === OVERVIEW
      ? ['td a[href*="/batch-migration/workloads/"]', 10]
      : ['a[href*="/catalog/default/resource/"]', 10],
    { polling: 'raf' },
  );
  return handle.jsonValue();
}

/** From the press on a value of a filter until its rows are shown. */
async function* filterRows(page, url) {
  await interactive(page, url + OVERVIEW, OVERVIEW);
  const times = [];
  await page.getByRole('button', { name: /^Kind/ }).click();
  const kinds = ['resident', 'on-demand'];
  for (let i = 0; i < FILTERS; i += 1) {
    const option = page.getByRole('checkbox', {
      name: new RegExp(`^${kinds[i % kinds.length]}`),
    });
    const milliseconds = await page.evaluate(watchRows).then(async () => {
      await option.click();
      return page.evaluate(() => window.rowsChanged);
    });
    times.push(milliseconds);
  }
  yield {
    name: `change of a filter, the slowest of ${FILTERS} (median ${Math.round(
      median(times),
    )} ms)`,
    value: Math.max(...times),
    unit: 'ms',
    target: 300,
    better: 'lower',
  };
}

/** In the page: `window.rowsChanged` is the milliseconds from the next press until other rows are painted. */
function watchRows() {
  const rows = () =>
    [...document.querySelectorAll('td a[href*="/batch-migration/workloads/"]')]
      .map(link => link.getAttribute('href'))
      .join();
  const before = rows();
  window.rowsChanged = new Promise(resolve => {
    window.addEventListener(
      'click',
      ({ timeStamp }) => {
        const look = () => {
          const now = rows();
          if (now !== '' && now !== before) {
            requestAnimationFrame(() => resolve(performance.now() - timeStamp));
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}

/** Down the whole overview and up again, with a hundred rows in the table. */
async function* scrollRows(page, url) {
  await interactive(page, `${url}${OVERVIEW}?limit=100`, OVERVIEW);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver(list =>
      window.longTasks.push(
        ...list.getEntries().map(({ duration }) => duration),
      ),
    ).observe({ type: 'longtask' });
  });
  await page.mouse.move(900, 600);
  for (const direction of [1, -1]) {
    for (let step = 0; step < 60; step += 1) {
      await page.mouse.wheel(0, direction * 240);
      await page.waitForTimeout(30);
    }
  }
  yield {
    name: 'longest task while scrolling the overview',
    value: await page.evaluate(() => Math.max(0, ...window.longTasks)),
    unit: 'ms',
    target: 100,
    better: 'lower',
  };
}

/** What a first visit of the overview loads more than the portal without the plugin. */
async function* sizeRows(browser, url, withoutPlugin) {
  const scripts = await scriptsOf(browser, url + OVERVIEW);
  const { total, charts } = sizeOfScripts(dist, scripts);
  yield {
    name: `scripts that the plugin adds to a first visit, gzip (the chart comes later with ${Math.round(
      charts / 1000,
    )} kB)`,
    value: (total - withoutPlugin) / 1000,
    unit: 'kB',
    target: 250,
    better: 'lower',
  };
}

/** Names of the scripts that a browser without a cache asks for. */
async function scriptsOf(browser, address) {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const names = new Set();
    page.on('response', response => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith('.js')) names.add(path.basename(pathname));
    });
    await signIn(page, new URL(address).origin, 'Mori');
    await page.goto(address);
    await page.waitForLoadState('networkidle');
    return [...names];
  } finally {
    await context.close();
  }
}

const dist = path.join(root, 'packages/app/dist');

/** Bytes that the portal loads before any page, built without the plugin. */
async function entryWithoutPlugin(folder) {
  const config = path.join(folder, 'without.yaml');
  // JSON is YAML.
  await writeFile(
    config,
    JSON.stringify({
      app: { packages: { exclude: ['backstage-plugin-batch-migration'] } },
    }),
  );
  build('--config', path.join(root, 'app-config.yaml'), '--config', config);
  return entrySize(dist);
}

function build(...options) {
  const { node, environment } = prepareToolchain();
  execFileSync(
    node,
    [
      path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      ...['package', 'build', ...options],
    ],
    {
      cwd: path.join(root, 'packages/app'),
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
