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
const CHANGES = 12;
const PATIENCE_MS = 30_000;
const QUIET_MS = 500;

/** The names of the rows, which lead to their pages. */
const LINKS = {
  [OVERVIEW]: 'tbody th a[href*="/batch-migration/workloads/"]',
  [CATALOG]: 'tbody a[href*="/catalog/default/resource/"]',
};

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
    await page.addInitScript(countAnswers);
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
 * a page whose first rows can be followed and in which nothing waits any more:
 * neither a card for its content nor the page for an answer.
 */
async function* loadRows(page, url) {
  const own = [];
  const peer = [];
  for (let i = 0; i < WARM_UP + LOADS; i += 1) {
    const ours = await interactive(page, url, OVERVIEW);
    const theirs = await interactive(page, url, CATALOG);
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

/**
 * Milliseconds from the start of the navigation.
 * @param query what the address of the place has beside it
 */
async function interactive(page, url, place, query = '') {
  await page.goto(url + place + query, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(
    ([links, quietMs]) => {
      const isReady =
        window.answersAwaited === 0 &&
        document.querySelectorAll(links).length >= 10 &&
        !document.querySelector(
          'main [aria-busy="true"], article [aria-busy="true"]',
        );
      if (!isReady) window.readySince = undefined;
      else window.readySince ??= performance.now();
      // Until then one answer may lead to the next question.
      return (
        performance.now() - window.readySince > quietMs && window.readySince
      );
    },
    [LINKS[place], QUIET_MS],
    { polling: 'raf' },
  );
  return handle.jsonValue();
}

/** In the page, before anything of it runs. */
function countAnswers() {
  const { fetch } = window;
  window.answersAwaited = 0;
  window.fetch = async (...question) => {
    window.answersAwaited += 1;
    try {
      return await fetch(...question);
    } finally {
      window.answersAwaited -= 1;
    }
  };
}

/** From the press on a value of a filter until its rows are shown; beside it the next and the previous page of the catalog. */
async function* filterRows(page, url) {
  await interactive(page, url, CATALOG);
  const pages = [];
  for (let i = 0; i < CHANGES; i += 1) {
    const other = page.getByRole('button', {
      name: ['Next Page', 'Previous Page'][i % 2],
    });
    pages.push(await untilOtherRows(page, CATALOG, other));
  }
  await interactive(page, url, OVERVIEW);
  await page.getByRole('button', { name: /^Kind/ }).click();
  const kinds = page.getByRole('dialog', { name: 'Kind' });
  const times = [];
  for (let i = 0; i < CHANGES; i += 1) {
    const kind = kinds.getByRole('checkbox', {
      name: ['resident', 'on demand'][i % 2],
    });
    times.push(await untilOtherRows(page, OVERVIEW, kind));
  }
  yield {
    name: `change of a filter, the slowest of ${CHANGES} (median ${Math.round(
      median(times),
    )} ms; another page of the catalog's list, median ${Math.round(
      median(pages),
    )} ms, slowest ${Math.round(Math.max(...pages))} ms)`,
    value: Math.max(...times),
    unit: 'ms',
    target: 300,
    better: 'lower',
  };
}

/** Presses, and answers the milliseconds from the press until other rows are painted. */
async function untilOtherRows(page, place, button) {
  await page.evaluate(watchRows, [LINKS[place], PATIENCE_MS]);
  await button.click();
  const milliseconds = await page.evaluate(() => window.rowsChanged);
  if (milliseconds === null) {
    throw new SetupProblem(
      `A press changed no row within ${PATIENCE_MS} ms: ${button}`,
    );
  }
  return milliseconds;
}

/** In the page: `window.rowsChanged` becomes the milliseconds, or `null` when nothing changed. */
function watchRows([links, patience]) {
  const rows = () =>
    [...document.querySelectorAll(links)]
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
          } else if (performance.now() - timeStamp > patience) resolve(null);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}

/** Down the whole page and up again, with a hundred rows in the table. */
async function* scrollRows(page, url) {
  const theirs = await longestTask(page, url, CATALOG, '&limit=100');
  const ours = await longestTask(page, url, OVERVIEW, '?limit=100');
  yield {
    name: `longest task while scrolling the overview (the catalog's list: ${Math.round(
      theirs,
    )} ms)`,
    value: ours,
    unit: 'ms',
    target: 100,
    better: 'lower',
  };
}

/** Chromium reports none below 50 ms: 0 means that there was no long one. */
async function longestTask(page, url, place, query) {
  await interactive(page, url, place, query);
  await page.waitForLoadState('networkidle');
  const rows = page.locator(LINKS[place]);
  const heights = async () =>
    Promise.all(
      [rows.first(), rows.last()].map(async row => (await row.boundingBox()).y),
    );
  const [top] = await heights();
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
    const [first, last] = await heights();
    if (direction === 1 ? last > 1000 : first !== top) {
      throw new SetupProblem(`${place} did not scroll.`);
    }
  }
  return page.evaluate(() => Math.max(0, ...window.longTasks));
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
