/**
 * Tells what each open page showed when a test failed: as text where the test
 * command prints, for another machine's pictures are gone with it, and as a
 * picture here. A test file imports this, and all of its tests have it.
 */
import { afterEach } from 'node:test';
import { browsers } from './portal.mjs';
import { shoot } from './shots.mjs';

/** No more of a page is printed than a person reads, in lines. */
const SHOWN_LINES = 80;

/** A page that hangs must not take the time of the tests that follow, in milliseconds. */
const PATIENCE_MS = 10_000;

afterEach(async ({ error, fullName }) => {
  if (!error) return;
  const pages = [...browsers].flatMap(browser =>
    browser.contexts().flatMap(context => context.pages()),
  );
  for (const [index, page] of pages.entries()) {
    const picture = `failed/${fullName.replace(/[^\w]+/g, '-')}-${index + 1}`;
    const [text, shot] = await Promise.allSettled([
      page.locator('main, body').last().ariaSnapshot({ timeout: PATIENCE_MS }),
      shoot(page, picture, { timeout: PATIENCE_MS }),
    ]);
    const lines = (text.value ?? String(text.reason)).split('\n');
    console.log(
      [
        `Open when "${fullName}" failed: ${page.url()}`,
        ...lines.slice(0, SHOWN_LINES).map(line => `  ${line}`),
        ...(lines.length > SHOWN_LINES
          ? [`  … and ${lines.length - SHOWN_LINES} lines more`]
          : []),
        shot.reason
          ? `  No picture: ${shot.reason}`
          : `  Picture: .cache/screenshots/${picture}.png`,
      ].join('\n'),
    );
  }
});
