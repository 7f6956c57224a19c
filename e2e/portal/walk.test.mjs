/**
 * Every page, card and dialog in both languages, both themes, both frontend
 * systems and two widths: pairwise, and all combinations by `npm run test:full`.
 * Each says who it is in its language, breaks no rule of accessibility, logs
 * nothing and scrolls in one direction only.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import {
  eventually,
  guestToken,
  launchBrowser,
  noteProblems,
  startPortal,
} from './portal.mjs';
import { settled, shoot, shootForDocs } from './shots.mjs';
import { COMPONENT, DIALOG, MENU, PAGE, stopsOf, WORKLOADS } from './stops.mjs';
import { untranslated } from './untranslated.mjs';

const FULL = process.env.BATCH_MIGRATION_TEST_FULL === '1';
const WIDE = 1440;
const NARROW = 820;

/** The first two of each frontend system make all pairs of the three. */
const COMBINATIONS = {
  app: [
    { language: 'en', theme: 'light', narrow: true },
    { language: 'ja', theme: 'dark' },
    { language: 'en', theme: 'dark' },
    { language: 'ja', theme: 'light' },
  ],
  'app-legacy': [
    { language: 'en', theme: 'dark' },
    { language: 'ja', theme: 'light', narrow: true },
    { language: 'en', theme: 'light' },
    { language: 'ja', theme: 'dark' },
  ],
};

for (const [app, combinations] of Object.entries(COMBINATIONS)) {
  describe(`every page of ${app}`, { timeout: 30 * 60_000 }, () => {
    let portal;
    let browser;
    let stops;

    before(async () => {
      portal = await startPortal({ app });
      browser = await launchBrowser();
      const ids = await idsOf(portal.url);
      await makeComponent(portal, ids);
      stops = stopsOf(ids, app);
    });

    after(async () => {
      await browser?.close();
      await portal?.close();
    });

    for (const { language, theme, narrow } of FULL
      ? combinations
      : combinations.slice(0, 2)) {
      it(`in ${language}, ${theme}`, async () => {
        const widths = FULL || narrow ? [WIDE, NARROW] : [WIDE];
        const { page, problems } = await visit(browser, portal.url, {
          language,
          theme,
        });
        const found = [];
        for (const stop of stops) {
          const say = problem => found.push(`${stop.name}: ${problem}`);
          const look = `${app}-${language}-${theme}`;
          try {
            await walkTo(page, stop);
            for (const width of widths) {
              await checkAt(page, stop, { width, language, look, say });
            }
          } catch (error) {
            say(error.message);
            await shoot(page, `walk/${look}-failed-${stop.name}`);
          }
          problems.splice(0).forEach(say);
        }
        await page.context().close();
        assert.deepEqual(found, []);
      });
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

/** As a golden path leaves it beside the portal, and the catalog finds it. */
async function makeComponent({ url, repositories }, ids) {
  const folder = path.join(repositories, COMPONENT);
  mkdirSync(folder);
  // JSON is YAML.
  writeFileSync(
    path.join(folder, 'catalog-info.yaml'),
    JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: COMPONENT,
        annotations: {
          'batch-migration/golden-path': 'scheduled-fargate-job@1.0.0',
          // The last one is gone.
          'batch-migration/replaces': `${ids['ranking-daily']},${ids['company-index']},000000000000`,
        },
      },
      spec: {
        type: 'service',
        lifecycle: 'experimental',
        owner: 'group:default/news-platform',
      },
    }),
  );
  const headers = { Authorization: `Bearer ${await guestToken(url)}` };
  await eventually('the catalog knows the component', async () => {
    const answer = await fetch(
      `${url}/api/catalog/entities/by-name/component/default/${COMPONENT}`,
      { headers },
    );
    return answer.ok;
  });
}

/** Somebody who has chosen language and theme, signed in. */
async function visit(browser, url, { language, theme }) {
  const context = await browser.newContext({
    viewport: { width: WIDE, height: 1000 },
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
  noteProblems(page, problems);
  await page.goto(url, { timeout: 90_000 });
  const enter = page.getByRole('button', { name: /Enter|Mori/ });
  const entry = page.locator('a[href$="/batch-migration"]');
  await enter.or(entry).first().waitFor({ timeout: 90_000 });
  if (await enter.isVisible()) await enter.click();
  await entry.first().waitFor();
  return { page, problems };
}

/** As a link would lead there: without loading the portal anew. */
async function walkTo(
  page,
  { address, heading, within = PAGE, before: first },
) {
  await page.setViewportSize({ width: WIDE, height: 1000 });
  const go = () =>
    page.evaluate(to => {
      window.history.pushState(null, '', to);
      window.dispatchEvent(new PopStateEvent('popstate'));
    }, address);
  await go();
  // Backstage's own frames have headings of other levels.
  const level = within === PAGE ? 'h1' : 'h1, h2';
  if (heading) {
    await page.locator(level).filter({ hasText: heading }).first().waitFor();
  }
  await first?.(page);
  await settled(page, within);
}

async function checkAt(page, stop, { width, language, look, say }) {
  const { name, within = PAGE, begin, opens = [], narrowOpens = [] } = stop;
  if (width !== WIDE) await page.setViewportSize({ width, height: 1000 });
  else await begin?.(page);
  await settled(page, within);
  const check = async (part, selector, saying) => {
    (await violations(page, selector)).forEach(saying);
    (await untranslated(page, selector, language)).forEach(saying);
    const wide = await scrollsSideways(page, selector);
    if (wide) saying(`scrolls sideways: ${wide}`);
    await shoot(page, `walk/${look}-${width}-${part}`);
  };
  const at = problem => say(`${width} px: ${problem}`);
  await check(name, within, at);
  if (look === 'app-en-light' && width === WIDE && stop.picture) {
    await shootForDocs(page, stop.picture);
  }
  for (const { part, within: opened, open, leave } of width === WIDE
    ? opens
    : narrowOpens) {
    await open(page);
    await settled(page, opened);
    await check(`${name}-${part}`, opened, problem =>
      at(`${part}: ${problem}`),
    );
    if (leave) await leave(page);
    else if ([DIALOG, MENU].includes(opened)) {
      await page.keyboard.press('Escape');
      await page.locator(opened).first().waitFor({ state: 'detached' });
    }
  }
}

/** What reaches over the edge of the page or the dialog, if anything does. */
function scrollsSideways(page, within) {
  return page.evaluate(selector => {
    const part = document.querySelector(selector);
    const page = part.closest('article, [role=dialog]') ?? part;
    // A card cuts what reaches over its edge, and the page does not grow.
    const frame = [page, ...page.querySelectorAll('section')].find(
      each => each.scrollWidth > each.clientWidth + 1,
    );
    if (!frame) return undefined;
    const { scrollWidth, clientWidth } = frame;
    const edge = frame.getBoundingClientRect().left + clientWidth + 1;
    const over = [...frame.querySelectorAll('*')].filter(
      inner => inner.getBoundingClientRect().right > edge,
    );
    return `${scrollWidth} > ${clientWidth}, ${over
      .slice(0, 3)
      .map(inner => `${inner.tagName} ${inner.textContent.slice(0, 40)}`)
      .join(' | ')}`;
  }, within);
}
