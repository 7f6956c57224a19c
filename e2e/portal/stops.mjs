/** Where the walk stops, and what it opens there. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/toolchain.mjs';
import { guestToken } from './portal.mjs';

/** Our own pages; in Backstage's frame, the part of the page that is ours. */
export const PAGE = 'article';
/** What can be done with the chosen jobs of a role. */
const BULK = '[role=group]:has(> b)';
const NOTICE = '[role=group]:is([aria-label="Undo"], [aria-label="元に戻す"])';
const SECTION = 'section[aria-labelledby^="batch-migration"]';
export const DIALOG = '[role=dialog]';
export const MENU = '[role=menu]';

export const WORKLOADS = [
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

/** Each has a page of the documents, and one of the portal. */
const DANGERS = readdirSync(path.join(root, 'docs/dangers'))
  .map(file => path.basename(file, '.md'))
  .filter(type => type !== 'index');

/** Those of the demo have each another mark: exact, to look at, another kind. */
const CRONTAB = `MAILTO=ops@example.com
0 9 * * 1     /opt/import/weekly-digest.sh
0 3 1,15 * 5  /opt/import/vacuum.sh
@reboot       /opt/import/relay --daemon
30 2 * * *    mysqldump news > /backup/n-$(date +\\%F).sql
#15 1 * * *   /opt/import/mail-log.sh
`;

/** Of a repository that a golden path made. */
export const COMPONENT = 'walked-component';

const press = name => page =>
  page
    .getByRole('button', { name })
    .and(page.locator(':not([aria-disabled=true])'))
    .first()
    .click();

/** Opens the same part by one of its names, whichever language it is in. */
const opening = (part, within, name, leave) => ({
  part,
  within,
  open: press(name),
  leave,
});

const issueToken = async page => {
  await press(/^(Issue a token|トークンを発行)/)(page);
  await press(/^(Issue|発行)$/)(page.getByRole('dialog'));
  // Only then is there something to take along.
  await page
    .getByRole('button', { name: /^(I have it|控えました)$/ })
    .waitFor();
};

const selectJob = page =>
  page.getByRole('checkbox', { name: /feed-import/ }).check();

/** Saves a plan, and is offered to take it back. */
const savePlan = async page => {
  await press(/^(Edit plan|計画を編集)$/)(page);
  await page.locator('#plan-wave').fill('walked');
  await press(/^(Save|保存)$/)(page.getByRole('dialog'));
};

const takePlanBack = async page => {
  await press(/^(Undo|元に戻す)$/)(page);
  await press(/^(Close the message|メッセージを閉じる)$/)(page);
};

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
export const stopsOf = (ids, app) => [
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
  ...['push-sender', 'company-index', 'sidekiq-long'].map(name => ({
    name: `workload-${name}`,
    address: `/batch-migration/workloads/${ids[name]}`,
    heading: new RegExp(`^${name}$`),
    opens:
      name === 'company-index'
        ? [
            {
              part: 'undo',
              within: NOTICE,
              open: savePlan,
              leave: takePlanBack,
            },
          ]
        : [],
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
    address:
      '/batch-migration/import?server=resource:default/bastion&name=walked',
    heading: /^(Import a crontab|crontab の取り込み)$/,
    begin: async page => {
      await page.locator('article textarea').first().fill(CRONTAB);
      await page.locator('[role=row][data-line="4"]').waitFor();
    },
    opens: [
      opening(
        'create',
        DIALOG,
        /^(Create \d workloads|ワークロード \d 件を作成)$/,
      ),
    ],
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
  ...DANGERS.map(type => ({
    name: `danger-${type}`,
    address: `/batch-migration/dangers/${type}`,
    // The heading is a sentence of each language, the line below it the type.
    before: page =>
      page.locator('header').getByText(type, { exact: true }).first().waitFor(),
  })),
  {
    name: 'server',
    address: '/catalog/default/resource/bat000/migration',
    heading: /^bat000$/,
    within: SECTION,
    opens: [
      opening('token', DIALOG, /^(Issue a token|トークンを発行)/),
      {
        part: 'secret',
        within: DIALOG,
        open: issueToken,
        leave: press(/^(I have it|控えました)$/),
      },
      opening('revoke', DIALOG, /^(Revoke the token|トークン .*を失効)/),
    ],
  },
  {
    name: 'role',
    address: '/catalog/default/resource/bat000-scheduled-jobs/jobs',
    heading: /bat000/,
    within: SECTION,
    opens: [
      { part: 'bulk', within: BULK, open: selectJob, leave: () => {} },
      opening('bulk-plan', DIALOG, /^(Plan \d selected|選択した \d 件を計画)$/),
    ],
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
  {
    name: 'search',
    address: '/search?query=ranking-daily',
    heading: /Search/,
    within:
      // The legacy portal numbers its classes.
      'li [class*="MuiListItemText-root"]:has(a[href*="/batch-migration/workloads/"])',
  },
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
