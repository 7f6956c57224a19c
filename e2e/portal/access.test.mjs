/** The auditor reads and cannot write; the manager sees the forecast. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { visitPortal } from './portal.mjs';

const JOB = 'feed-import';

/** What a locked button says, and its page beside it. */
const needs = permission =>
  `You can read this. To use it you need ${permission}.`;

describe('who may do what', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  let problems;
  let openAs;
  let close;

  /** A call as a person of the demo, past the browser. */
  const callAs = async (provider, path, options = {}) => {
    const signedIn = await fetch(`${portal.url}/api/auth/${provider}/refresh`, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await signedIn.json();
    return fetch(`${portal.url}/api/batch-migration${path}`, {
      ...options,
      headers: {
        Authorization: `Bearer ${backstageIdentity.token}`,
        'Content-Type': 'application/json',
        ...options.headers,
      },
    });
  };

  const button = name => page.getByRole('button', { name });

  /** It stays in place, is reached by keyboard, says what is missing, and does nothing. */
  const assertLocked = async (locked, permission) => {
    // Until the policy has answered, nothing is known to be missing.
    await locked.and(page.locator('[aria-disabled="true"]')).waitFor();
    assert.equal(await locked.getAttribute('disabled'), null);
    // Who comes by keyboard is told; a pointer is told where it hovers.
    await page.keyboard.press('Tab');
    await locked.focus();
    await page
      .getByRole('tooltip')
      .getByText(needs(permission))
      .first()
      .waitFor();
    const before = page.url();
    await locked.press('Enter');
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(page.url(), before);
  };

  before(async () => {
    ({ portal, page, problems, openAs, close } = await visitPortal({
      person: 'Kimura',
    }));
  });

  after(() => close?.());

  it('shows the auditor the estate, and locks what would change it', async () => {
    await page.goto(`${portal.url}/batch-migration?text=${JOB}`);
    await page.getByRole('link', { name: JOB, exact: true }).first().waitFor();
    await assertLocked(
      button('Refresh').first(),
      'batchMigration.inventory.refresh',
    );
    assert.deepEqual(await violations(page), []);
  });

  it('gives the auditor the table as CSV', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('Export CSV: download the workloads of this table').press('Enter'),
    ]);
    assert.match(
      download.suggestedFilename(),
      /^workloads-\d{4}-\d\d-\d\d\.csv$/,
    );
    const text = readFileSync(await download.path(), 'utf8');
    assert.ok(text.startsWith('\uFEFF"id","name",'));
    const rows = text.split('\r\n').slice(1, -1);
    assert.ok(rows.length >= 1);
    for (const row of rows) assert.ok(row.toLowerCase().includes(JOB));
  });

  it('shows the auditor a job, and locks its plan', async () => {
    await page.getByRole('link', { name: JOB, exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: JOB }).waitFor();
    await assertLocked(
      button('Edit plan').first(),
      'batchMigration.plan.update',
    );
    assert.deepEqual(await violations(page), []);
  });

  it('tells the auditor who may issue capture tokens', async () => {
    await page.goto(`${portal.url}/catalog/default/resource/bat000/migration`);
    await page
      .getByText(
        'Who may issue and revoke them needs batchMigration.captureToken.manage.',
      )
      .waitFor();
    assert.deepEqual(problems, []);
  });

  it('refuses the auditor past the pages, too', async () => {
    const { items } = await (
      await callAs('demo-auditor', `/workloads?text=${JOB}`)
    ).json();
    const path = `/workloads/${items[0].id}/plan`;
    const plan = await callAs('demo-auditor', path);
    const refused = await callAs('demo-auditor', path, {
      method: 'PUT',
      headers: { 'If-Match': plan.headers.get('ETag') },
      body: await plan.text(),
    });
    assert.equal(refused.status, 403);
    assert.match(
      (await refused.json()).error.message,
      /batchMigration\.plan\.update/,
    );
    const refresh = await callAs('demo-auditor', '/refresh', {
      method: 'POST',
    });
    assert.equal(refresh.status, 403);
  });

  it('shows the manager how far it is, and when it may end', async () => {
    page = await openAs('Ando');
    await page.goto(`${portal.url}/batch-migration`);
    await page.getByRole('heading', { name: 'How far, and when' }).waitFor();
    await page
      .getByText(/8 of 10 simulations; the middle is|Too early to say/)
      .first()
      .waitFor();
    await assertLocked(
      button('Refresh').first(),
      'batchMigration.inventory.refresh',
    );
    const forecast = await callAs('demo-manager', '/forecast');
    assert.equal(forecast.status, 200);
    const [{ forecast: answer }] = (await forecast.json()).items;
    assert.notEqual(answer, undefined);
    assert.deepEqual(problems, []);
  });
});
