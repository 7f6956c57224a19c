/** Steps are completed, a final one waits for the owner, and from then on there is no way back. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { visitPortal } from './portal.mjs';
import { shoot, shootForDocs } from './shots.mjs';

const ROLE = '/catalog/default/resource/bat000-scheduled-jobs/jobs';
/** Its plan has steps, and its target runs although its line does. */
const JOB = 'ranking-daily';
/** Its target is there, and nobody has planned its steps. */
const UNPLANNED = 'theme-score';

describe('cutover steps', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  /** Where the workload is. */
  let address;
  let problems;
  let openAs;
  let close;

  before(async () => {
    ({ portal, page, problems, openAs, close } = await visitPortal());
  });

  after(() => close?.());

  const steps = (of = page) =>
    of.getByRole('region', { name: 'Cutover steps' });
  const row = (number, of = page) =>
    steps(of)
      .getByRole('listitem')
      .filter({
        has: of.getByRole('button', {
          name: new RegExp(`^Step ${number}: `),
        }),
      });

  const openJob = async job => {
    await page.goto(`${portal.url}/batch-migration?text=${job}`);
    await page
      .getByRole('region', { name: /Workloads/ })
      .getByRole('link', { name: job, exact: true })
      .click();
    await page.getByRole('heading', { level: 1, name: job }).waitFor();
  };

  it('begin with a template that fits, chosen by keyboard', async () => {
    await openJob(UNPLANNED);
    await steps().getByText('No steps are planned yet.').waitFor();
    // Locked until the permission is known.
    await steps()
      .getByRole('button', { name: 'Choose a template', disabled: false })
      .focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: `Steps of ${UNPLANNED}` });
    await drawer
      .getByRole('button', { name: 'Take these steps' })
      .press('Enter');
    await drawer.getByRole('button', { name: 'Move step 8 down' }).waitFor();
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await drawer.getByRole('button', { name: 'Save steps' }).press('Enter');
    await drawer.waitFor({ state: 'detached' });
    await steps().getByText('7 can be undone, 2 cannot').waitFor();
  });

  it('are ticked by what a probe saw, with a warning where it was too early', async () => {
    await openJob(JOB);
    address = page.url();
    await steps().getByText('7 can be undone, 2 cannot').waitFor();
    await row(1).getByRole('img', { name: 'done', exact: true }).waitFor();
    await row(1)
      .getByText(/^seen /)
      .waitFor();
    await row(3).getByText('not yet: legacy is active').waitFor();
    // Nobody ticks by hand what a probe sees.
    assert.equal(
      await row(3)
        .getByRole('button', { name: /^Complete/ })
        .count(),
      0,
    );
    await row(4)
      .getByText(/before step 3/)
      .waitFor();
    await page
      .getByRole('img', { name: /^The point of no return is step 8/ })
      .waitFor();
    await shoot(page, 'cutover-ticked');
    assert.deepEqual(await violations(page), []);
  });

  it('are completed by a person, and taken back with a reason', async () => {
    await row(7)
      .getByRole('button', { name: /^Complete step 7/ })
      .click();
    await page
      .getByRole('button', { name: 'Complete step 7', exact: true })
      .click();
    await row(7)
      .getByText(/^by mori/)
      .waitFor();
    await row(7)
      .getByRole('button', { name: /^Undo step 7/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Reason/).fill('The output differs');
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await dialog.getByRole('button', { name: 'Undo step 7' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row(7).getByText('to be ticked by a person').waitFor();
    await row(7)
      .getByRole('button', { name: /^Step 7/ })
      .click();
    await row(7)
      .getByText(/taken back by mori.*The output differs/)
      .waitFor();
    await row(7)
      .getByRole('button', { name: /^Complete step 7/ })
      .press('Enter');
    await page
      .getByRole('button', { name: 'Complete step 7', exact: true })
      .press('Enter');
    await row(7)
      .getByText(/^by mori/)
      .waitFor();
    // The button is gone, and whoever goes by keyboard is still in the card.
    await steps().locator(':focus').waitFor();
  });

  it('wait for a second person where they are final', async () => {
    await row(9)
      .getByRole('button', { name: /^Ask a second person for step 9/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/no step can be undone/).waitFor();
    await dialog.getByRole('button', { name: 'Ask a second person' }).click();
    await row(9)
      .getByText(/mori asked .* waits for a second person/)
      .waitFor();
    const own = row(9).getByRole('button', { name: /^Confirm step 9/ });
    assert.equal(await own.getAttribute('aria-disabled'), 'true');
    assert.equal(
      await page.getByRole('img', { name: /no return is passed/ }).count(),
      0,
    );
  });

  it('are confirmed by the owner of the job, and the point of no return is drawn', async () => {
    const owner = await openAs('Sato');
    await owner.goto(address);
    await row(9, owner)
      .getByRole('button', { name: /^Confirm step 9/ })
      .click();
    await owner
      .getByRole('button', { name: 'Confirm step 9', exact: true })
      .click();
    await steps(owner)
      .getByText(/Point of no return, passed .* by mori, confirmed by sato/)
      .waitFor();
    await owner
      .getByRole('img', { name: /^The point of no return is passed/ })
      .waitFor();
    await shootForDocs(owner, 'cutover', steps(owner));
    assert.deepEqual(await violations(owner), []);
    await owner.context().close();
  });

  it('are not taken back any more, on the page and in the API', async () => {
    await page.reload();
    const undo = row(2).getByRole('button', { name: /^Undo step 2/ });
    await undo.waitFor();
    assert.equal(await undo.getAttribute('aria-disabled'), 'true');
    await undo.focus();
    await page
      .getByRole('tooltip')
      .getByText(/passed by mori/)
      .waitFor();
    const id = address.split('/').pop().split('?')[0];
    const answer = await page.evaluate(
      async ({ workload }) => {
        const session = await fetch('/api/auth/demo-sre/refresh', {
          headers: { 'x-requested-with': 'XMLHttpRequest' },
        });
        const { backstageIdentity } = await session.json();
        const headers = {
          Authorization: `Bearer ${backstageIdentity.token}`,
          'Content-Type': 'application/json',
        };
        const path = `/api/batch-migration/workloads/${workload}`;
        const read = await (await fetch(path, { headers })).json();
        const sent = await fetch(`${path}/steps/trial`, {
          method: 'POST',
          headers,
          body: JSON.stringify({
            action: 'undo',
            version: read.plan.version,
            reason: 'Too late',
          }),
        });
        return { status: sent.status, body: await sent.json() };
      },
      { workload: id },
    );
    assert.equal(answer.status, 400);
    assert.match(
      answer.body.error.message,
      /user:default\/mori did “Grants of the old host revoked”/,
    );
  });

  it('come from the handover planner too, into each plan or none', async () => {
    await page.goto(portal.url + ROLE);
    for (const job of ['sitemap', 'trend-words']) {
      await page.getByRole('checkbox', { name: `Select ${job}` }).check();
    }
    await page.getByRole('button', { name: /^Hand over \d selected/ }).click();
    const save = page.getByRole('button', { name: /^Save to \d plans?$/ });
    await save.click();
    await page.getByText(/^Saved to \d plans?$/).waitFor();
    await page.goto(`${portal.url}/batch-migration?text=sitemap`);
    await page
      .getByRole('region', { name: /Workloads/ })
      .getByRole('link', { name: 'sitemap', exact: true })
      .click();
    await steps()
      .getByRole('button', { name: /^Step \d: Old line commented out/ })
      .waitFor();
    assert.deepEqual(problems, []);
  });
});
