/** A target that nobody linked is found, proposed, linked, and leaves the list. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { visitPortal } from './portal.mjs';

const TARGET = 'wiki-backup';
const WORKLOAD = 'backup-wiki.sh';

describe('a target that nobody linked', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  let problems;
  let close;

  before(async () => {
    ({ portal, page, problems, close } = await visitPortal());
  });

  after(() => close?.());

  const found = () => page.getByRole('listitem', { name: TARGET, exact: true });

  it('is found, and proposed with its reasons', async () => {
    await page
      .getByRole('button', { name: 'More pages and actions' })
      .press('Enter');
    await page
      .getByRole('menuitem', { name: 'Found on the platforms' })
      .press('Enter');
    await found().getByRole('link', { name: WORKLOAD }).waitFor();
    await found()
      .getByText(/same (command|name|times)/)
      .first()
      .waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('is offered on the page of the workload, and linked by keyboard', async () => {
    await found().getByRole('link', { name: WORKLOAD }).press('Enter');
    const offer = page.getByRole('region', { name: 'May be its target' });
    const link = `Link ${TARGET} to ${WORKLOAD}`;
    await offer.getByRole('button', { name: link }).press('Enter');
    await offer
      .getByRole('status')
      .getByText(`${TARGET} is linked to ${WORKLOAD}`)
      .waitFor();
    await page.getByRole('button', { name: /^Why\? Placement/ }).waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('stands there no more', async () => {
    await page.goto(`${portal.url}/batch-migration/targets`);
    await page
      .getByRole('heading', { name: 'Targets that nobody linked' })
      .waitFor();
    await page.getByText(/^Looked for/).waitFor();
    assert.equal(await found().count(), 0);
  });

  it('that replaces nothing in scope goes into a list of its own, with the reason', async () => {
    const [name] = await page
      .getByRole('listitem')
      .filter({
        has: page.getByRole('button', { name: /replaces nothing in scope…$/ }),
      })
      .evaluateAll(items => items.map(item => item.getAttribute('aria-label')));
    const dismiss = `${name} replaces nothing in scope…`;
    await page.getByRole('button', { name: dismiss }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: /Reason/ })
      .fill('Of another team');
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: dismiss })
      .waitFor({ state: 'detached' });
    await page
      .getByRole('checkbox', { name: /Show those that replace nothing/ })
      .press('Space');
    await page.getByText(/mori.*Of another team/).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('dismissed'), 'true');
  });

  it('met no error of a page on the way', () => {
    assert.deepEqual(problems, []);
  });
});
