/**
 * Pages while their answers are kept back, fail, are refused or come from no
 * plugin at all, and what they say where they cannot be brought up to date:
 * none of these states breaks a rule of accessibility or throws, in both
 * languages and both themes.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import { LOOKS, lookAs } from './looks.mjs';
import './failures.mjs';
import { guestToken, visitPortal } from './portal.mjs';
import { settled, shoot } from './shots.mjs';
import { squeezed } from './squeezed.mjs';
import { untranslated } from './untranslated.mjs';

const API = '**/api/batch-migration/**';
const WORKLOADS = '**/api/batch-migration/workloads?*';
/** Over the page, with what can be done about it. */
const NOTICE = 'div:has(> [role=status])';

/** Of a small laptop and of a phone, in pixels. */
const WIDTHS = [1280, 390];

const ours = address => ({ address, within: 'article' });
/** In the frame that Backstage draws around an entity. */
const framed = address => ({ address, within: 'main' });

const refusal = (status, name) => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({
    error: { name, message: 'Not this time' },
    response: { statusCode: status },
  }),
});

/** What the API does meanwhile, and what a page says then. */
const STATES = {
  loading: {
    answer: () => new Promise(() => {}),
    // After five seconds a line stands above the boxes.
    meanwhile: async page => {
      await page.locator('[aria-busy=true]').first().waitFor();
      await page.clock.fastForward(6_000);
    },
    words: { en: /^Still waiting for /, ja: /を待っています$/ },
  },
  failed: {
    answer: route => route.fulfill(refusal(500, 'Error')),
    words: { en: /The server answered: Not/, ja: /サーバーの応答: Not/ },
  },
  refused: {
    answer: route => route.fulfill(refusal(403, 'NotAllowedError')),
    meanwhile: settled,
    words: { en: /^You may not read /, ja: /を閲覧する権限がありません$/ },
  },
  // What Backstage answers of itself where it has no such plugin.
  absent: {
    answer: route => {
      const url = new URL(route.request().url());
      url.pathname = url.pathname.replace('batch-migration', 'not-installed');
      return route.continue({ url: url.href });
    },
    words: {
      en: /has no batch migration plugin/,
      ja: /Batch Migration プラグインがないか/,
    },
    // It is told where any failure is told.
    of: ['overview', 'workload', 'server', 'role'],
  },
};

/** What the notice over a page says. */
const NOTICES = {
  lost: { en: /^Connection lost/, ja: /^接続が切れました/ },
  back: { en: /^Connected again/, ja: /^再接続しました/ },
  outdated: {
    en: /^Something here could not be brought up to date/,
    ja: /^一部を更新できませんでした/,
  },
};

const pagesOf = id => ({
  overview: ours('/batch-migration'),
  workload: ours(`/batch-migration/workloads/${id}`),
  handover: ours(`/batch-migration/handover?ids=${id}`),
  targets: ours('/batch-migration/targets'),
  sources: ours('/batch-migration/sources'),
  waves: ours('/batch-migration/waves'),
  approvals: ours('/batch-migration/approvals'),
  server: framed('/catalog/default/resource/bat000/migration'),
  role: framed('/catalog/default/resource/bat000-scheduled-jobs/jobs'),
});

describe('states of pages', { timeout: 15 * 60_000 }, () => {
  let portal;
  let page;
  let pages;
  /** Of a workload whose steps a person does, too. */
  let steps;
  let problems;
  let close;

  before(async () => {
    ({ portal, page, problems, close } = await visitPortal());
    // Lets the time of a page pass faster than that of the test.
    await page.clock.install();
    pages = pagesOf(await idOf('company-index'));
    steps = ours(`/batch-migration/workloads/${await idOf('ranking-daily')}`);
  });

  after(() => close?.());

  const idOf = async name => {
    const answer = await fetch(
      `${portal.url}/api/batch-migration/workloads?text=${name}`,
      { headers: { Authorization: `Bearer ${await guestToken(portal.url)}` } },
    );
    return (await answer.json()).items[0].id;
  };

  /** Checks what somebody sees who looks so. */
  const check = async (name, within, { language, theme }, say) => {
    const at = problem => say(`${language}, ${theme}: ${problem}`);
    (await violations(page, within)).forEach(at);
    (await untranslated(page, within, language)).forEach(at);
    await shoot(page, `states/${name}-${language}-${theme}`);
  };

  /** Opens a page, and checks it once it says the words, in both looks. */
  const checkPage = async (name, { address, within }, state, say) => {
    await page.goto(portal.url + address);
    for (const look of LOOKS) {
      await lookAs(page, look);
      await page.locator(within).first().waitFor();
      await state.meanwhile?.(page, within);
      await page.getByText(state.words[look.language]).first().waitFor();
      await check(name, within, look, say);
    }
  };

  for (const [state, behaviour] of Object.entries(STATES)) {
    it(`are well formed when ${state}`, async () => {
      const found = [];
      await page.route(API, behaviour.answer);
      for (const name of behaviour.of ?? Object.keys(pages)) {
        const say = problem => found.push(`${name}: ${problem}`);
        try {
          await checkPage(`${state}-${name}`, pages[name], behaviour, say);
        } catch (error) {
          say(error.message);
          await shoot(page, `states/${state}-${name}-stopped`);
        }
        problems.splice(0).forEach(say);
      }
      await page.unroute(API, behaviour.answer);
      assert.deepEqual(found, []);
    });
  }

  it('are well formed when a role has no jobs', async () => {
    const found = [];
    const none = async route => {
      const response = await route.fetch();
      const json = { ...(await response.json()), items: [], totalItems: 0 };
      await route.fulfill({ response, json });
    };
    const empty = {
      meanwhile: settled,
      words: {
        en: 'No workload is known here yet.',
        ja: 'ここのワークロードはまだ分かっていません。',
      },
    };
    await page.route(WORKLOADS, none);
    await checkPage('empty-role', pages.role, empty, problem =>
      found.push(problem),
    );
    await page.unroute(WORKLOADS, none);
    assert.deepEqual(found.concat(problems.splice(0)), []);
  });

  it('leave each word its room, on a small laptop and on a phone', async () => {
    const found = [];
    const { width: before, height } = page.viewportSize();
    const { overview, handover, server } = pages;
    const wordy = { overview, handover, server, steps };
    for (const [name, { address, within }] of Object.entries(wordy)) {
      await page.goto(portal.url + address);
      for (const look of LOOKS) {
        await lookAs(page, look);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height });
          await settled(page, within);
          const at = `${name}-${look.language}-${width}`;
          const squeezes = await squeezed(page, within);
          found.push(...squeezes.map(text => `${at}: ${text}`));
          await shoot(page, `states/${at}`);
        }
      }
    }
    await page.setViewportSize({ width: before, height });
    assert.deepEqual(found.concat(problems.splice(0)), []);
  });

  for (const look of LOOKS) {
    it(`say so while they cannot be brought up to date, in ${look.language}`, async () => {
      const found = [];
      const notice = words => page.getByRole('status').getByText(words);
      const checkNotice = async kind => {
        const words = NOTICES[kind][look.language];
        await notice(words).waitFor();
        await check(kind, NOTICE, look, problem => found.push(problem));
        // Some go by themselves: what was checked was this one.
        assert.ok(await notice(words).isVisible(), `${kind} is gone`);
      };
      const cannotRead = route =>
        route.request().url().endsWith('/changes')
          ? route.fallback()
          : route.fulfill(refusal(500, 'Error'));
      await lookAs(page, look);
      await page.goto(portal.url + pages.sources.address);
      await settled(page, 'article section');

      await page.context().setOffline(true);
      await checkNotice('lost');
      await page.context().setOffline(false);
      await checkNotice('back');
      await page.context().setOffline(true);
      await page.route(API, cannotRead);
      await page.context().setOffline(false);
      await checkNotice('outdated');
      await page.unroute(API, cannotRead);
      await page.getByRole('button', { name: /^(Try again|再試行)$/ }).click();
      await notice(NOTICES.outdated[look.language]).waitFor({
        state: 'detached',
      });
      assert.deepEqual(found.concat(problems.splice(0)), []);
    });
  }

  it('are well formed where the catalog offers our filters', async () => {
    const found = [];
    const say = problem => found.push(problem);
    await page.goto(`${portal.url}/catalog?filters[kind]=resource`);
    for (const look of LOOKS) {
      await lookAs(page, look);
      for (const name of ['migrationVerdict', 'migrationDanger']) {
        const expand = `[data-testid="${name}-picker-expand"]`;
        await page.locator(expand).waitFor();
        await check(name, `label:has(${expand})`, look, say);
        await page.locator(expand).click();
        await page.locator('[role=listbox]').waitFor();
        // The field of Material UI, which Backstage draws, says nowhere in
        // ARIA's present words what it opened; what it opened is ours.
        await check(`${name}-open`, '[role=listbox]', look, say);
        await page.keyboard.press('Escape');
        await page.locator('[role=listbox]').waitFor({ state: 'detached' });
      }
    }
    assert.deepEqual(found.concat(problems.splice(0)), []);
  });
});
