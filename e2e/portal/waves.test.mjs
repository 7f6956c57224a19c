/** A wave gets its dates; an exemption takes two people and lapses at the replay clock; filters are kept. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { eventually, guestToken, visitPortal } from './portal.mjs';
import { shoot } from './shots.mjs';

const WAVE = '3 bat000 nightly';
/** Seen to run on neither side, and owned by nobody. */
const JOB = 'queue-depth';
const MINUTE = 60_000;
/** How long the exemption is asked for: the form takes whole minutes. */
const LASTS = 30 * MINUTE;

describe('waves, exemptions and saved views', { timeout: 20 * 60_000 }, () => {
  let portal;
  let page;
  let owner;
  let jobPath;
  let problems;
  let openAs;
  let close;

  /** Asks the API as the SRE. */
  const ask = async (path, init = {}) => {
    const response = await fetch(`${portal.url}/api/batch-migration${path}`, {
      ...init,
      headers: {
        Authorization: `Bearer ${await guestToken(portal.url)}`,
        'Content-Type': 'application/json',
        ...init.headers,
      },
    });
    const text = await response.text();
    assert.ok(response.ok, `${path} ${response.status}: ${text}`);
    return { body: JSON.parse(text), etag: response.headers.get('ETag') };
  };

  before(async () => {
    ({ portal, page, problems, openAs, close } = await visitPortal({
      timeout: 60_000,
    }));
    const { body } = await ask(`/workloads?text=${JOB}`);
    const [{ id }] = body.items;
    jobPath = `/batch-migration/workloads/${id}`;
    const { body: plan, etag } = await ask(`/workloads/${id}/plan`);
    await ask(`/workloads/${id}/plan`, {
      method: 'PUT',
      headers: { 'If-Match': etag },
      body: JSON.stringify({
        ...plan,
        ownerRef: 'group:default/news-platform',
      }),
    });
    owner = await openAs('Sato');
  });

  after(() => close?.());

  /** Now on the plugin's clock. */
  const clock = async () => Date.parse((await ask('/summary')).body.now);
  const dayAt = at =>
    new Date(at + 9 * 60 * MINUTE).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const exemptions = on => on.getByRole('region', { name: 'Exemptions' });
  const blockers = on => on.getByRole('region', { name: 'Blockers' });

  it('gives a wave its dates by keyboard, and the list tells what they mean', async () => {
    await page.goto(`${portal.url}/batch-migration/waves`);
    await page.getByRole('link', { name: WAVE, exact: true }).press('Enter');
    const wave = page.getByRole('region', { name: WAVE, exact: true });
    await wave.getByText('13 Mar 2026').first().waitFor();
    await wave.getByRole('button', { name: 'Edit wave' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: `Edit wave ${WAVE}` });
    const now = await clock();
    await dialog
      .getByLabel('First day')
      .fill(dayAt(now - 30 * 24 * 60 * MINUTE));
    await dialog.getByLabel('Deadline').fill(dayAt(now + 5 * 24 * 60 * MINUTE));
    await dialog
      .getByRole('textbox', { name: 'Title' })
      .fill('Nights of bat000');
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const row = page
      .getByRole('region', { name: 'All waves' })
      .getByRole('row', { name: /Nights of bat000/ });
    await row.getByText(/^deadline near · /).waitFor();
    await page.getByText(/^\d+ (is|are) late or due$/).waitFor();
    await page
      .getByRole('region', { name: 'How far, and when' })
      .getByRole('slider')
      .waitFor();
    assert.deepEqual(await violations(page), []);
    await shoot(page, 'waves');
  });

  it('shows the deadline beside the bar of the wave', async () => {
    await page.goto(`${portal.url}/batch-migration`);
    await page
      .getByRole('region', { name: 'By wave' })
      .getByText(/^17 Feb/)
      .first()
      .waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('locks the waves for who may plan their own workloads alone', async () => {
    await owner.goto(`${portal.url}/batch-migration/waves`);
    const create = owner.getByRole('button', { name: 'New wave' });
    await owner
      .getByRole('link', { name: 'Nights of bat000', exact: true })
      .waitFor();
    assert.equal(await create.getAttribute('aria-disabled'), 'true');
  });

  it('asks for an exemption, which who asked cannot approve', async () => {
    await page.goto(`${portal.url}${jobPath}`);
    await page.getByRole('button', { name: 'Why? does not run' }).waitFor();
    await exemptions(page)
      .getByRole('button', { name: 'Ask for an exemption' })
      .press('Enter');
    const dialog = page.getByRole('dialog', { name: `Exemption of ${JOB}` });
    await dialog
      .getByRole('textbox', { name: /Reason/ })
      .fill('The queue is drained by hand this morning');
    const until = new Date((await clock()) + 9 * 60 * MINUTE + LASTS);
    await dialog.getByLabel(/^Until/).fill(until.toISOString().slice(0, 16));
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const asked = exemptions(page);
    await asked.getByText('waits for approval').waitFor();
    await asked
      .getByText('You asked for it: another person has to approve it.')
      .first()
      .waitFor();
    const approve = asked.getByRole('button', { name: 'Approve' });
    assert.equal(await approve.getAttribute('aria-disabled'), 'true');
    assert.deepEqual(await violations(page), []);
  });

  it('is approved by the owner, and silences that the job does not run', async () => {
    await owner.goto(`${portal.url}${jobPath}`);
    await owner.getByRole('button', { name: 'Why? does not run' }).waitFor();
    await exemptions(owner)
      .getByRole('button', { name: 'Approve' })
      .press('Enter');
    await exemptions(owner)
      .getByText(/^Approved by/)
      .waitFor();
    await owner
      .getByRole('button', { name: 'Why? does not run' })
      .waitFor({ state: 'detached' });
  });

  it('lapses at the replay clock, and returns as a blocker and a danger', async () => {
    // What is open would ask a portal that is down.
    await page.goto('about:blank');
    await owner.goto('about:blank');
    await portal.letTimePass(LASTS);
    await eventually('the exemption has lapsed', async () => {
      await page.goto(`${portal.url}${jobPath}`);
      await exemptions(page).getByRole('listitem').first().waitFor();
      return blockers(page)
        .getByText('An exemption has lapsed')
        .first()
        .isVisible();
    });
    await exemptions(page).getByText('lapsed', { exact: true }).waitFor();
    await blockers(page)
      .getByText(/user:default\/sato approved lapsed at/)
      .waitFor();
    await page.getByRole('button', { name: 'Why? does not run' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await shoot(page, 'exemption');
  });

  it('is settled by withdrawing it, and stays in the list', async () => {
    await exemptions(page)
      .getByRole('button', { name: 'Withdraw' })
      .press('Enter');
    await exemptions(page).getByText('withdrawn', { exact: true }).waitFor();
    await blockers(page)
      .getByText('An exemption has lapsed')
      .waitFor({ state: 'detached' });
    await page
      .getByRole('region', { name: 'History' })
      .getByText(/Took back that/)
      .waitFor();
  });

  it('keeps filters as a view, by keyboard', async () => {
    await page.goto(`${portal.url}/batch-migration?danger=acute#workloads`);
    const menuButton = page.getByRole('button', { name: 'Saved views' });
    await menuButton.press('Enter');
    await page
      .getByRole('menuitem', { name: 'Save these filters as a view' })
      .press('Enter');
    const dialog = page.getByRole('dialog', {
      name: 'Save these filters as a view',
    });
    await dialog.getByRole('textbox', { name: /Name/ }).fill('Acute ones');
    await dialog
      .getByRole('checkbox', { name: 'Shared with everybody' })
      .press('Space');
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await dialog.getByRole('button', { name: 'Save view' }).press('Enter');
    await page.getByRole('button', { name: 'View: Acute ones' }).waitFor();
  });

  it('offers a shared view to another person, who asks the same', async () => {
    await owner.goto(`${portal.url}/batch-migration`);
    await owner.getByRole('button', { name: 'Saved views' }).press('Enter');
    await owner
      .getByRole('menuitem', { name: 'Acute ones (by mori)' })
      .press('Enter');
    await owner.getByRole('button', { name: 'View: Acute ones' }).waitFor();
    assert.equal(new URL(owner.url()).searchParams.get('danger'), 'acute');
  });

  it('left no error on any page', () => {
    assert.deepEqual(problems, []);
  });
});
