/** Pictures of pages: those that tests leave to be looked at, and those that documents show. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/toolchain.mjs';

/** So long nothing may wait before a page counts as calm, in milliseconds. */
const CALM_MS = 500;

/** Answers that ask for further answers end after so many rounds. */
const ROUNDS = 20;

const take = async (page, folder, name, options) => {
  mkdirSync(path.join(root, folder, path.dirname(name)), { recursive: true });
  await page.screenshot({
    path: path.join(root, folder, `${name}.png`),
    animations: 'disabled',
    ...options,
  });
};

/**
 * Takes a picture of what the page shows now.
 * @param options further ones of Playwright's `screenshot`
 */
export const shoot = (page, name, options) =>
  take(page, '.cache/screenshots', name, options);

/**
 * Takes the picture of a document, once nothing on the page waits any more;
 * UPDATE_SCREENSHOTS=1 renews the document's own.
 * @param part what the caption is about, at the top of the picture; without
 *   one the picture begins with the page
 */
export async function shootForDocs(page, name, part) {
  await calm(page);
  await (part ?? page.locator('h1').first()).evaluate((shown, isPart) => {
    // Whatever scrolls around it, the window or a frame of Backstage's.
    if (isPart) shown.scrollIntoView({ block: 'start' });
    else {
      for (let frame = shown; frame; frame = frame.parentElement) {
        frame.scrollTop = 0;
      }
    }
  }, part !== undefined);
  // What comes into view may load only then.
  await calm(page);
  await take(
    page,
    process.env.UPDATE_SCREENSHOTS ? 'docs/images' : '.cache/screenshots',
    name,
  );
}

/** Until the part is there and nothing in it waits any more. */
export async function settled(page, within) {
  await page.locator(within).first().waitFor();
  await page.waitForFunction(
    selector =>
      ![...document.querySelectorAll(selector)].some(part =>
        part.querySelector('[aria-busy="true"], [class*="MuiSkeleton-root"]'),
      ),
    within,
  );
}

/** Until nothing on the page waits, and a moment later still nothing does: one answer may ask for the next. */
async function calm(page) {
  const waiting = page.locator(
    '[aria-busy="true"], [class*="MuiSkeleton-root"], [role="progressbar"]:not([aria-valuenow])',
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    await settled(page, 'body');
    await sleep(CALM_MS);
    if ((await waiting.count()) === 0) return;
  }
  throw new Error(`${page.url()} never comes to rest`);
}
