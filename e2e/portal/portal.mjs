/** A portal of its own for each story of the browser tests: free port, temporary data, a copy of the recordings. */
import Database from 'better-sqlite3';
import { chromium } from 'playwright-core';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/ports.mjs';
import {
  startBackend,
  stop,
  untilEstate,
  untilReady,
} from '../../scripts/services.mjs';
import { prepareToolchain, root } from '../../scripts/toolchain.mjs';

/**
 * Starts the backend, which also serves the built app.
 * @param app the package of the frontend, `app` or `app-legacy`
 * @param estate changes a copy of the estate before the backend reads it; the
 *   test may change it further
 * @returns its address, the folders a test may change or read, how to let time
 *   pass, and how to stop it
 */
export async function startPortal({ app = 'app', estate } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-portal-'));
  const recordings = path.join(folder, 'aws');
  const repositories = path.join(folder, 'repositories');
  const database = path.join(folder, 'database');
  mkdirSync(repositories);
  cpSync(path.join(root, 'examples/estate/aws'), recordings, {
    recursive: true,
  });

  const copy = path.join(folder, 'estate');
  if (estate) {
    for (const part of ['captured', 'declared']) {
      cpSync(path.join(root, 'examples/estate', part), path.join(copy, part), {
        recursive: true,
      });
    }
    estate(copy);
  } else {
    continueFromPrepared(database);
  }

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const configFile = path.join(folder, 'app-config.test.yaml');
  // JSON is YAML.
  writeFileSync(
    configFile,
    JSON.stringify({
      app: { baseUrl: url, packageName: app },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        cors: { origin: url },
        database: {
          client: 'better-sqlite3',
          connection: { directory: database },
        },
      },
      batchMigration: {
        aws: { recordings },
        ...(estate ? { inventories: inventoriesOf(copy) } : {}),
        repositories: { directory: repositories },
      },
    }),
  );
  let backend;
  const start = async () => {
    backend = startBackend({
      toolchain: prepareToolchain(),
      logDirectory: path.join(root, '.cache/logs', path.basename(folder)),
      configs: [path.join(root, 'app-config.yaml'), configFile],
    });
    await untilEstate(backend, url);
    // Plans are stored after the first round, and their targets looked at in the
    // second: nothing is proven before the runs of the targets were read, too.
    const token = await guestToken(url);
    await untilReady(
      backend,
      `${url}/api/batch-migration/summary`,
      { headers: { Authorization: `Bearer ${token}` } },
      text => JSON.parse(text).byStage.some(({ key }) => key === 'proven'),
    );
  };
  const close = async () => {
    await stop(backend);
    rmSync(folder, { recursive: true, force: true });
  };
  /** Starts again on a replay clock that has gone on meanwhile; who is signed in has to load the page anew. */
  const letTimePass = async milliseconds => {
    await stop(backend);
    moveReplayClock(database, milliseconds);
    await start();
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    database,
    recordings,
    repositories,
    estate: copy,
    letTimePass,
    stop: () => stop(backend),
    close,
  };
}

/**
 * Starts a portal to the point from which stories begin, stops it, and keeps
 * its database in the folder: a story that starts from there is spared the
 * first rounds. Its tests have the folder in `PREPARED_PORTAL`.
 */
export async function preparePortal(folder) {
  const portal = await startPortal();
  try {
    await portal.stop();
    cpSync(portal.database, path.join(folder, 'database'), { recursive: true });
    writeFileSync(path.join(folder, 'stopped-at'), String(Date.now()));
  } finally {
    await portal.close();
  }
}

/** Takes the prepared database, where there is one, as if no time had passed since. */
function continueFromPrepared(database) {
  const folder = process.env.PREPARED_PORTAL;
  if (!folder) return;
  cpSync(path.join(folder, 'database'), database, { recursive: true });
  const stoppedAt = Number(
    readFileSync(path.join(folder, 'stopped-at'), 'utf8'),
  );
  moveReplayClock(database, stoppedAt - Date.now());
}

/** Moves what the clock of a stopped portal will show. */
function moveReplayClock(database, milliseconds) {
  const connection = new Database(
    path.join(database, 'batch-migration.sqlite'),
    { fileMustExist: true },
  );
  try {
    const { changes } = connection
      .prepare(
        "update settings set value = cast(value + ? as integer) where key = 'replay.clock.offset-ms'",
      )
      .run(milliseconds);
    if (changes !== 1) throw new Error('The portal has no replay clock');
  } finally {
    connection.close();
  }
}

/** Those of the demo, of another folder. */
function inventoriesOf(estate) {
  return [
    {
      type: 'files',
      target: path.join(estate, 'captured'),
      role: 'captured',
      freshness: { days: 7 },
    },
    {
      type: 'files',
      target: path.join(estate, 'declared'),
      role: 'declared',
    },
    { type: 'aws', accountId: '111122223333', region: 'ap-northeast-1' },
  ];
}

/** Those that are open now. */
export const browsers = new Set();

/** Chromium without its calls home. */
export async function launchBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  browsers.add(browser);
  browser.once('disconnected', () => browsers.delete(browser));
  return browser;
}

/** What is said on the console and is no problem of the page, by whom and why. */
const FOREIGN = [
  // Chromium, of an answer such as 404, which the page tells in its own words.
  /^Failed to load resource/,
  // Chromium, of Backstage's signals, where a page or the network goes away.
  /^WebSocket connection to .* failed: /,
  // Backstage's app, of the only alerts that both frontend systems have.
  /^AlertApi is deprecated/,
  // Backstage's app, of the icons that it brings itself.
  /^The following icons were registered as IconComponent, which is deprecated/,
];

/** Puts into the list what the page throws, or says on the console, from now on. */
export function noteProblems(page, problems) {
  page.on('pageerror', ({ message }) => problems.push(message));
  noteWords(page, problems);
}

/** Puts into the list what the page says on the console from now on. */
export function noteWords(page, problems) {
  page.on('console', message => {
    const isLoud = ['error', 'warning'].includes(message.type());
    if (!isLoud || FOREIGN.some(one => one.test(message.text()))) return;
    problems.push(`console: ${message.text()}`);
  });
}

/** Signs in on the demo's page and waits for the portal. */
export async function signIn(page, url, person) {
  await page.goto(url);
  await page.getByRole('button', { name: new RegExp(person) }).click();
  await page.getByRole('link', { name: 'Batch migration' }).first().waitFor();
}

/**
 * Starts a portal, and Chromium with somebody of the demo signed in to it.
 * @param person whom the sign-in page names so
 * @param timeout milliseconds that a page may take to show what is asked for
 * @returns the portal, the page, the problems of all pages from now on, how to
 *   sign in somebody else, and how to stop both. `openAs` opens a page in a
 *   context of its own, for two people do not share a session; its second
 *   argument is done with the page before it loads the portal
 */
export async function visitPortal({
  person = 'Mori',
  timeout = 30_000,
  ...options
} = {}) {
  const portal = await startPortal(options);
  const problems = [];
  let browser;
  const close = async () => {
    await browser?.close();
    await portal.close();
  };
  const openAs = async (who, prepare) => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 1000 },
      locale: 'en-GB',
      timezoneId: 'Asia/Tokyo',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(timeout);
    noteProblems(page, problems);
    await prepare?.(page);
    await signIn(page, portal.url, who);
    return page;
  };
  try {
    browser = await launchBrowser();
    const page = await openAs(person);
    return { portal, browser, page, problems, openAs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A token of the demo's SRE, for calls past the browser. */
export async function guestToken(url) {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!response.ok) {
    throw new Error(`Guest sign-in answered ${response.status}`);
  }
  return (await response.json()).backstageIdentity.token;
}

/** Tries until the check answers something truthy, and answers that. */
export async function eventually(what, check, { seconds = 90 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const result = await check();
    if (result) return result;
    await sleep(500);
  }
  throw new Error(`After ${seconds} s still not so: ${what}`);
}
