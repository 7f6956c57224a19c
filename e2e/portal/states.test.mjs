/**
 * Pages while their answers are kept back, fail or are refused: none of these
 * states breaks a rule of accessibility or throws.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import {
  guestToken,
  launchBrowser,
  noteProblems,
  signIn,
  startPortal,
} from './portal.mjs';
import { settled, shoot } from './shots.mjs';

const API = '**/api/batch-migration/**';
const PAGE = 'article';
/** In Backstage's frame of an entity, the part that is ours. */
const SECTION = 'section[aria-labelledby^="batch-migration"]';

const refusal = (status, name) => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({
    error: { name, message: 'Not this time' },
    response: { statusCode: status },
  }),
});

/** What the API does meanwhile, and what the page shows then. */
const STATES = {
  loading: {
    answer: () => new Promise(() => {}),
    shown: page => page.locator('[aria-busy=true]').first().waitFor(),
  },
  failed: {
    answer: route => route.fulfill(refusal(500, 'Error')),
    shown: page => page.getByText('Not this time').first().waitFor(),
  },
  refused: {
    answer: route => route.fulfill(refusal(403, 'NotAllowedError')),
    shown: async (page, within) => {
      await page.getByText('You may not read').first().waitFor();
      await settled(page, within);
    },
  },
};

const pagesOf = id => ({
  overview: '/batch-migration',
  workload: `/batch-migration/workloads/${id}`,
  handover: `/batch-migration/handover?ids=${id}`,
  targets: '/batch-migration/targets',
  sources: '/batch-migration/sources',
  waves: '/batch-migration/waves',
  approvals: '/batch-migration/approvals',
  server: '/catalog/default/resource/bat000/migration',
});

describe('states of pages', { timeout: 15 * 60_000 }, () => {
  let portal;
  let browser;
  let pages;

  before(async () => {
    portal = await startPortal();
    browser = await launchBrowser();
    const answer = await fetch(
      `${portal.url}/api/batch-migration/workloads?text=company-index`,
      { headers: { Authorization: `Bearer ${await guestToken(portal.url)}` } },
    );
    const [{ id }] = (await answer.json()).items;
    pages = pagesOf(id);
  });

  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  const open = async () => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 1000 },
      locale: 'en-GB',
      timezoneId: 'Asia/Tokyo',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const problems = [];
    noteProblems(page, problems);
    await signIn(page, portal.url, 'Mori');
    return { page, problems };
  };

  for (const [state, { answer, shown }] of Object.entries(STATES)) {
    it(`are well formed when ${state}`, async () => {
      const { page, problems } = await open();
      const found = [];
      await page.route(API, answer);
      for (const [name, address] of Object.entries(pages)) {
        const say = problem => found.push(`${name}: ${problem}`);
        try {
          await page.goto(portal.url + address);
          const within = address.startsWith('/catalog') ? SECTION : PAGE;
          await page.locator(within).first().waitFor();
          await shown(page, within);
          (await violations(page, within)).forEach(say);
          await shoot(page, `states/${state}-${name}`);
        } catch (error) {
          say(error.message);
        }
        problems.splice(0).forEach(say);
      }
      await page.context().close();
      assert.deepEqual(found, []);
    });
  }
});
