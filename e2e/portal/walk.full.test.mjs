/**
 * Every page in both languages, both themes and both frontend systems, wide and
 * narrow, by `npm run test:full`. Each page says who it is, breaks no rule of
 * accessibility, logs no error and scrolls in one direction only.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import { guestToken, launchBrowser, shoot, startPortal } from './portal.mjs';

/** Language and theme of each frontend system. */
const COMBINATIONS = {
  app: [
    { language: 'en', theme: 'light' },
    { language: 'ja', theme: 'dark' },
    { language: 'en', theme: 'dark' },
    { language: 'ja', theme: 'light' },
  ],
  'app-legacy': [
    { language: 'en', theme: 'dark' },
    { language: 'ja', theme: 'light' },
    { language: 'en', theme: 'light' },
    { language: 'ja', theme: 'dark' },
  ],
};
const WIDTHS = [1440, 820];

/** The part of a page of the catalog that is ours. */
const SECTION = 'section[aria-labelledby^="batch-migration"]';
const WORKLOADS = [
  'ranking-daily',
  'company-index',
  'push-sender',
  'sidekiq-long',
  'payments-web',
];

/** Pages that a document shows, and no story does. */
const PICTURES = { 'workload-payments-web': 'canary' };

/** Addresses with the part that is checked; `ids` are those of WORKLOADS. */
const pagesOf = ids => [
  ['overview', '/batch-migration'],
  ['no-match', '/batch-migration?text=there-is-no-such-workload'],
  ...WORKLOADS.map(name => [
    `workload-${name}`,
    `/batch-migration/workloads/${ids[name]}`,
  ]),
  ['workload-unknown', '/batch-migration/workloads/000000000000'],
  ['handover', `/batch-migration/handover?ids=${ids['company-index']}`],
  ['handover-empty', '/batch-migration/handover'],
  ['import', '/batch-migration/import'],
  ['targets', '/batch-migration/targets'],
  ['sources', '/batch-migration/sources'],
  ['waves', '/batch-migration/waves'],
  ['golden-paths', '/batch-migration/golden-paths'],
  ['danger', '/batch-migration/dangers/runs-twice'],
  ['server', '/catalog/default/resource/bat000/migration', SECTION],
  ['role', '/catalog/default/resource/bat000-scheduled-jobs/jobs', SECTION],
  ['owner', '/catalog/default/group/news-platform', SECTION],
];

for (const [app, combinations] of Object.entries(COMBINATIONS)) {
  describe(`every page of ${app}`, { timeout: 30 * 60_000 }, () => {
    let portal;
    let browser;
    let pages;

    before(async () => {
      portal = await startPortal({ app });
      browser = await launchBrowser();
      pages = pagesOf(await idsOf(portal.url));
    });

    after(async () => {
      await browser?.close();
      await portal?.close();
    });

    for (const { language, theme } of combinations) {
      for (const width of WIDTHS) {
        it(`in ${language}, ${theme}, ${width} px wide`, async () => {
          const { page, problems } = await visit(browser, portal.url, {
            language,
            theme,
            width,
          });
          const found = [];
          for (const [name, address, within = 'article'] of pages) {
            const say = problem => found.push(`${name}: ${problem}`);
            try {
              await page.goto(portal.url + address);
              await settled(page, within);
              (await violations(page, within)).forEach(say);
              if (await scrollsSideways(page)) say('scrolls sideways');
            } catch (error) {
              say(error.message);
            }
            problems.splice(0).forEach(say);
            const look = `${app}-${language}-${theme}-${width}`;
            await shoot(page, `walk/${look}-${name}`);
            if (look === 'app-en-light-1440' && name in PICTURES) {
              await shoot(page, PICTURES[name]);
            }
          }
          await page.context().close();
          assert.deepEqual(found, []);
        });
      }
    }
  });
}

async function idsOf(url) {
  const headers = { Authorization: `Bearer ${await guestToken(url)}` };
  const ids = {};
  for (const name of WORKLOADS) {
    const answer = await fetch(
      `${url}/api/batch-migration/workloads?text=${name}`,
      { headers },
    );
    const { items } = await answer.json();
    ids[name] = items.find(item => item.name === name)?.id;
    assert.ok(ids[name], `the demo has no ${name}`);
  }
  return ids;
}

/** Somebody who has chosen language and theme, signed in. */
async function visit(browser, url, { language, theme, width }) {
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
  });
  await context.addInitScript(
    chosen =>
      Object.entries(chosen).forEach(one => localStorage.setItem(...one)),
    { language, theme },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', message => {
    // The browser's own line about an answer such as 404, which the page shows.
    if (message.text().startsWith('Failed to load resource')) return;
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  const enter = page.getByRole('button', { name: /Enter|Mori/ });
  const entry = page.locator('a[href$="/batch-migration"]');
  await enter.or(entry).first().waitFor();
  if (await enter.isVisible()) await enter.click();
  await entry.first().waitFor();
  return { page, problems };
}

/** Until the part is there and nothing in it waits any more. */
async function settled(page, within) {
  await page.locator('h1').first().waitFor();
  await page.locator(within).first().waitFor();
  await page.waitForFunction(
    selector =>
      ![...document.querySelectorAll(selector)].some(part =>
        part.querySelector('[aria-busy="true"], .MuiSkeleton-root'),
      ),
    within,
  );
}

function scrollsSideways(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } =
      document.querySelector('article') ?? document.documentElement;
    return scrollWidth > clientWidth + 1;
  });
}
