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
import {
  eventually,
  guestToken,
  launchBrowser,
  noteProblems,
  shoot,
  startPortal,
} from './portal.mjs';
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

/** Our own pages; in Backstage's frame, the part of the page that is ours. */
const PAGE = 'article';
const SECTION = 'section[aria-labelledby^="batch-migration"]';
const DIALOG = '[role=dialog]';
const MENU = '[role=menu]';

const WORKLOADS = [
  'ranking-daily',
  'company-index',
  'push-sender',
  'sidekiq-long',
  'queue-depth',
  'payments-web',
  'feed-import',
  'data-patch',
  'console',
];

/** Those of the demo have each another mark: exact, to look at, another kind. */
const CRONTAB = `MAILTO=ops@example.com
0 9 * * 1     /opt/import/weekly-digest.sh
0 3 1,15 * 5  /opt/import/vacuum.sh
@reboot       /opt/import/relay --daemon
30 2 * * *    mysqldump news > /backup/n-$(date +\\%F).sql
#15 1 * * *   /opt/import/mail-log.sh
`;

/** Of a repository that a golden path made. */
const COMPONENT = 'walked-component';

const press = name => page =>
  page
    .getByRole('button', { name })
    .and(page.locator(':not([aria-disabled=true])'))
    .first()
    .click();

/** Opens the same part by one of its names, whichever language it is in. */
const opening = (part, within, name) => ({ part, within, open: press(name) });

/** A form of the scaffolder, filled up to its step of jobs. */
const toJobs = async page => {
  for (let step = 0; step < 2; step += 1) {
    await page.getByRole('button', { name: 'Next' }).click();
  }
};

/** The home page of the new frontend system begins empty. */
const addWidget = async page => {
  const widget = page.locator('li a[href*="/batch-migration/workloads/"]');
  const add = page.getByRole('button', { name: 'Add widget' });
  await add.or(widget).first().waitFor();
  if (!(await add.isVisible())) return;
  await add.click();
  await page.getByRole('dialog').getByText('My migrations').first().click();
};

const formOf = ids =>
  encodeURIComponent(
    JSON.stringify({
      repository: 'walked-jobs',
      owner: 'group:default/news-platform',
      workloadIds: [ids['feed-import']],
    }),
  );

/**
 * What is walked to: an address, the heading of the page, the part of it that
 * is checked, what is done first, and what is opened on it. No two of one
 * heading follow each other, so that the next page is never taken for the last.
 */
const stopsOf = (ids, app) => [
  {
    name: 'overview',
    address: '/batch-migration',
    heading: /^(Batch migration|バッチ移行)$/,
    opens: [
      opening('menu', MENU, /^(More pages and actions|ほかのページと操作)$/),
      opening('views', MENU, /^(Saved views|保存したビュー)$/),
      opening('columns', DIALOG, /^(Columns|列)$/),
      opening('plans', DIALOG, /^(Import plans|計画を読み込む)/),
    ],
    narrowOpens: [
      opening('filters', '#batch-migration-filters', /^(Filters|絞り込み)$/),
    ],
  },
  {
    name: 'workload-ranking-daily',
    address: `/batch-migration/workloads/${ids['ranking-daily']}`,
    heading: /^ranking-daily$/,
    opens: [opening('plan', DIALOG, /^(Edit plan|計画を編集)$/)],
  },
  {
    name: 'no-match',
    address: '/batch-migration?text=there-is-no-such-workload',
    heading: /^(Batch migration|バッチ移行)$/,
  },
  ...['company-index', 'push-sender', 'sidekiq-long'].map(name => ({
    name: `workload-${name}`,
    address: `/batch-migration/workloads/${ids[name]}`,
    heading: new RegExp(`^${name}$`),
  })),
  {
    name: 'workload-queue-depth',
    address: `/batch-migration/workloads/${ids['queue-depth']}`,
    heading: /^queue-depth$/,
    opens: [
      opening('exemption', DIALOG, /^(Ask for an exemption|例外を申請)$/),
    ],
  },
  {
    name: 'workload-payments-web',
    address: `/batch-migration/workloads/${ids['payments-web']}`,
    heading: /^payments-web/,
    picture: 'canary',
    opens: [
      opening('step', DIALOG, /^(Undo step|手順 \d+ を取り消す)/),
      // With the fields of its guardrails.
      opening('plan', DIALOG, /^(Edit plan|計画を編集)$/),
    ],
  },
  {
    name: 'workload-unknown',
    address: '/batch-migration/workloads/000000000000',
    heading: /./,
  },
  {
    name: 'guardrail',
    address: `/batch-migration/workloads/${ids['payments-web']}`,
    heading: /^payments-web/,
    before: page => askForGuardrail(page, ids['payments-web']),
    opens: [opening('say', DIALOG, /^(Say what you saw|見た結果を記録)/)],
  },
  {
    name: 'handover',
    address: `/batch-migration/handover?ids=${ids['company-index']}`,
    heading: /^(Plan a handover|切替の計画)$/,
  },
  {
    name: 'import',
    address: '/batch-migration/import',
    heading: /^(Import a crontab|crontab の取り込み)$/,
    begin: async page => {
      await page.locator('article textarea').first().fill(CRONTAB);
      await page.locator('[role=row][data-line="4"]').waitFor();
    },
  },
  {
    name: 'handover-empty',
    address: '/batch-migration/handover',
    heading: /^(Plan a handover|切替の計画)$/,
  },
  ...[
    ['targets', /^(Found on the platforms|プラットフォームで見つかったもの)$/],
    ['sources', /^(Sources|情報源)$/],
    ['waves', /^(Waves|ウェーブ)$/],
    ['golden-paths', /^(Golden paths|ゴールデンパス)$/],
  ].map(([name, heading]) => ({
    name,
    address: `/batch-migration/${name}`,
    heading,
  })),
  {
    name: 'approvals',
    address: '/batch-migration/approvals',
    heading: /^(Sessions and patches|セッションとパッチ)$/,
    picture: 'approvals',
    opens: [
      opening('patch', DIALOG, /20260210-backfill-invoice-tax/),
      opening('session', DIALOG, /refund of order 88213/),
    ],
  },
  {
    // With the newest reconciliation.
    name: 'workload-data-patch',
    address: `/batch-migration/workloads/${ids['data-patch']}`,
    heading: /^data-patch$/,
  },
  {
    name: 'workload-console',
    address: `/batch-migration/workloads/${ids.console}`,
    heading: /^console$/,
    opens: [
      opening(
        'session',
        DIALOG,
        /^(Ask for a session on|Investigation bastion のセッションを申請)/,
      ),
    ],
  },
  ...[
    ['runs-twice', /^(runs twice|二重実行)$/],
    ['drift', /./],
    ['not-equivalent', /./],
  ].map(([type, heading]) => ({
    name: `danger-${type}`,
    address: `/batch-migration/dangers/${type}`,
    heading,
  })),
  {
    name: 'server',
    address: '/catalog/default/resource/bat000/migration',
    heading: /^bat000$/,
    within: SECTION,
  },
  {
    name: 'role',
    address: '/catalog/default/resource/bat000-scheduled-jobs/jobs',
    heading: /bat000/,
    within: SECTION,
  },
  {
    name: 'server-card',
    address: '/catalog/default/resource/bat000',
    heading: /^bat000$/,
    within: SECTION,
  },
  {
    name: 'role-card',
    address: '/catalog/default/resource/bat000-scheduled-jobs',
    heading: /bat000/,
    within: SECTION,
  },
  {
    name: 'owner',
    address: '/catalog/default/group/news-platform',
    heading: /news-platform|News Platform/,
    within: SECTION,
  },
  {
    // What a golden path made: what it replaces, and which version it holds.
    name: 'component',
    address: `/catalog/default/component/${COMPONENT}`,
    heading: new RegExp(COMPONENT),
    within: SECTION,
  },
  {
    name: 'home',
    address: '/home',
    // The card of the legacy layout is found by what it holds alone.
    within: `${
      app === 'app' ? '.MuiCard-root' : 'article'
    }:has(li a[href*="/batch-migration/workloads/"])`,
    before: addWidget,
  },
  ...(app === 'app'
    ? [
        {
          name: 'search',
          address: '/search?query=ranking-daily',
          heading: /Search/,
          within:
            'li .MuiListItemText-root:has(a[href*="/batch-migration/workloads/"])',
        },
      ]
    : []),
  {
    name: 'form',
    address: `/create/templates/default/scheduled-fargate-job?formData=${formOf(
      ids,
    )}`,
    heading: /./,
    within: 'form',
    before: toJobs,
  },
];

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

/** The demo measures all of its guardrails; one that a person has to see comes to the plan. */
async function askForGuardrail(page, id) {
  const { origin } = new URL(page.url());
  const address = `${origin}/api/batch-migration/workloads/${id}/plan`;
  const headers = { Authorization: `Bearer ${await guestToken(origin)}` };
  const answer = await fetch(address, { headers });
  const plan = await answer.json();
  const { guardrails } = plan.canary;
  if (!guardrails.some(guardrail => guardrail.id === 'seen')) {
    const added = {
      ...{ id: 'seen', title: 'Receipts', limit: null },
      measure: { type: 'attestation' },
    };
    const stored = await fetch(address, {
      method: 'PUT',
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        'If-Match': answer.headers.get('ETag'),
      },
      body: JSON.stringify({
        ...plan,
        canary: { ...plan.canary, guardrails: [...guardrails, added] },
      }),
    });
    assert.equal(stored.status, 200);
  }
  await page.getByText('Receipts').first().waitFor();
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
    await shoot(page, stop.picture);
  }
  for (const { part, within: opened, open } of width === WIDE
    ? opens
    : narrowOpens) {
    await open(page);
    await settled(page, opened);
    await check(`${name}-${part}`, opened, problem =>
      at(`${part}: ${problem}`),
    );
    if ([DIALOG, MENU].includes(opened)) {
      await page.keyboard.press('Escape');
      await page.locator(opened).first().waitFor({ state: 'detached' });
    }
  }
}

/** Until the part is there and nothing in it waits any more. */
async function settled(page, within) {
  await page.locator(within).first().waitFor();
  await page.waitForFunction(
    selector =>
      ![...document.querySelectorAll(selector)].some(part =>
        part.querySelector('[aria-busy="true"], .MuiSkeleton-root'),
      ),
    within,
  );
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
