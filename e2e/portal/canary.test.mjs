/** A service moves by weights: it is read, watched by one more guardrail, goes back and on, and passes its point of no return. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { guestToken, visitPortal } from './portal.mjs';
import { shoot } from './shots.mjs';

const SERVICE = 'payments-web';
const RULES =
  '111122223333/ap-northeast-1/elbv2/describe-rules/app/payments/4d1c7a0be52f9836/b81f3e6029d74ac5.json';

describe('a canary', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  /** Where the service is. */
  let address;
  let problems;
  let openAs;
  let close;

  before(async () => {
    ({ portal, page, problems, openAs, close } = await visitPortal());
  });

  after(() => close?.());

  const region = (name, of = page) => of.getByRole('region', { name });
  const title = of =>
    of.getByRole('heading', { level: 1, name: new RegExp(SERVICE) });
  const step = (number, of = page) =>
    region('Cutover steps', of)
      .getByRole('listitem')
      .filter({
        has: of.getByRole('button', { name: new RegExp(`^Step ${number}: `) }),
      });

  /** Somebody changes the weights at the load balancer, and a probe looks. */
  const setWeights = async (legacy, target) => {
    const file = path.join(portal.recordings, RULES);
    const answer = JSON.parse(readFileSync(file, 'utf8'));
    const rule = answer.Rules.find(({ IsDefault }) => IsDefault);
    const [old, next] = rule.Actions[0].ForwardConfig.TargetGroups;
    Object.assign(old, { Weight: legacy });
    Object.assign(next, { Weight: target });
    writeFileSync(file, JSON.stringify(answer));
    const looked = await fetch(`${portal.url}/api/batch-migration/refresh`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await guestToken(portal.url)}` },
    });
    assert.equal(looked.status, 200);
  };

  it('says who gets which stack, whether it holds, and how to go back', async () => {
    await page.goto(`${portal.url}/batch-migration?text=${SERVICE}`);
    await region(/Workloads/)
      .getByRole('link', { name: SERVICE, exact: true })
      .click();
    await title(page).getByText('canary 10 %').waitFor();
    address = page.url();
    await region('How far by weight')
      .getByRole('img', { name: '10 %: bakes now' })
      .waitFor();
    await region('Who goes where')
      .getByRole('img', { name: 'Weights: legacy 90 %, target 10 %' })
      .waitFor();
    await region('Guardrails').getByText('All 5 hold.').waitFor();
    await region('Guardrails')
      .getByText(/50 % may start Fri 13 Feb 14:00/)
      .waitFor();
    const wrong = region('If it goes wrong');
    await wrong.getByText('Rolling back is safe now').waitFor();
    await wrong.getByText('It never changes weights itself').waitFor();
    const complete = page.getByRole('button', { name: 'Complete step 4' });
    assert.equal(await complete.getAttribute('aria-disabled'), 'true');
    await page.keyboard.press('Tab');
    await complete.focus();
    await page
      .getByRole('tooltip')
      .getByText(/bakes until Fri 13 Feb 14:00/)
      .waitFor();
    await shoot(page, 'canary-read');
    assert.deepEqual(await violations(page), []);
  });

  it('walks the points of a chart by keyboard', async () => {
    const charts = region('Side by side');
    await charts.getByRole('img', { name: /^Slowest 5 %, ms/ }).focus();
    await page.keyboard.press('End');
    await charts.getByText(/: legacy \d+, target \d+/).waitFor();
    await page.keyboard.press('Escape');
    await charts
      .getByText(/: legacy \d+, target \d+/)
      .waitFor({ state: 'detached' });
  });

  it('takes one more guardrail, which nobody knows until a person looked', async () => {
    await page.getByRole('button', { name: 'Edit plan' }).first().click();
    const drawer = page.getByRole('dialog', { name: new RegExp(SERVICE) });
    await drawer.getByRole('button', { name: 'Add a guardrail' }).click();
    await drawer
      .getByLabel('What must hold, guardrail 6')
      .fill('No call about payments');
    await drawer
      .getByLabel('Measured by: No call about payments')
      .selectOption({ label: 'a person looks' });
    // Who owns it may confirm what is final.
    await drawer.locator('#plan-ownerRef').fill('group:default/news-platform');
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await shoot(page, 'canary-guardrails');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });

    const guardrails = region('Guardrails');
    await guardrails.getByText('5 of 6 hold; the rest nobody knows.').waitFor();
    await guardrails.getByText('Nothing starts until they hold.').waitFor();
    await guardrails
      .getByRole('button', {
        name: 'Say what you saw: No call about payments',
      })
      .click();
    const dialog = page.getByRole('dialog', { name: /Step 3 at 10 %/ });
    await dialog.getByLabel('It holds').check();
    await dialog
      .getByLabel(/What did you look at/)
      .fill('The inbox of support');
    await dialog.getByRole('button', { name: 'Store' }).click();
    await guardrails.getByText('All 6 hold.').waitFor();
    await guardrails.getByText(/mori looked .*The inbox of support/).waitFor();
  });

  it('shows that somebody went back, without a reload, and on again', async () => {
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await setWeights(100, 0);
    await title(page).getByText('canary 0 %').waitFor();
    await region('If it goes wrong')
      .getByText(/there is nothing to take back/)
      .waitFor();
    await region('Guardrails')
      .getByText(/may start/)
      .waitFor({ state: 'detached' });
    await setWeights(90, 10);
    await title(page).getByText('canary 10 %').waitFor();
    await region('If it goes wrong')
      .getByText('Rolling back is safe now')
      .waitFor();
    assert.equal(await page.evaluate(() => window.stayed), true);
  });

  it('asks a second person for what is final', async () => {
    await step(6)
      .getByRole('button', { name: /^Ask a second person for step 6/ })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Ask a second person' })
      .click();
    const own = step(6).getByRole('button', { name: /^Confirm step 6/ });
    await own.waitFor();
    assert.equal(await own.getAttribute('aria-disabled'), 'true');
    // As long as one person alone said so, there is a way back.
    await region('If it goes wrong')
      .getByText('Rolling back is safe now')
      .waitFor();
  });

  it('has no way back once the second person confirmed it', async () => {
    const owner = await openAs('Sato');
    await owner.goto(address);
    await step(6, owner)
      .getByRole('button', { name: /^Confirm step 6/ })
      .click();
    await owner
      .getByRole('button', { name: 'Confirm step 6', exact: true })
      .click();
    await region('If it goes wrong', owner)
      .getByText('Rolling back is no longer possible')
      .waitFor();
    assert.deepEqual(await violations(owner), []);
    await owner.context().close();
    // Who asked sees it on the page that stayed open.
    await region('If it goes wrong')
      .getByText('Rolling back is no longer possible')
      .waitFor();
    const undo = step(2).getByRole('button', { name: /^Undo step 2/ });
    assert.equal(await undo.getAttribute('aria-disabled'), 'true');
    await shoot(page, 'canary-passed');
    assert.deepEqual(problems, []);
  });
});
