/** A job that nobody owns is proposed an owner, and a person takes it over, by keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { eventually, visitPortal } from './portal.mjs';
import { addStranger } from './strangers.mjs';

describe('a job that nobody owns', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  let problems;
  let close;

  before(async () => {
    ({ portal, page, problems, close } = await visitPortal({
      estate: addStranger,
    }));
  });

  after(() => close?.());

  const plan = () => page.getByRole('region', { name: 'Plan' });

  it('stands on a server of which that is a danger, and who was asked is told', async () => {
    await page.goto(
      `${portal.url}/catalog/default/resource/stranger/migration`,
    );
    const facts = page.getByRole('region', { name: 'Facts' });
    const word = facts.getByRole('button', { name: 'Why? nobody owns it' });
    await word.press('Enter');
    const answer = page.getByRole('dialog', { name: 'Why? nobody owns it' });
    await answer.getByText(/none names an owner/).waitFor();
    assert.ok((await answer.getByRole('listitem').count()) > 0);
    await page.keyboard.press('Escape');
  });

  it('is proposed whom its comment names, and says where', async () => {
    await page.goto(`${portal.url}/batch-migration?text=digest`);
    await page
      .getByRole('region', { name: /Workloads/ })
      .getByRole('link', { name: 'Digest of the morning, for the desk' })
      .click();
    const proposals = plan().getByRole('list', { name: 'Proposed owners' });
    await proposals
      .getByText(/^Proposed: news-platform — comment above the job/)
      .waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('has no owner before a person saves the plan', async () => {
    await plan().getByRole('button', { name: 'Use it: news-platform' }).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    const owner = drawer.getByLabel('Owner', { exact: true });
    await owner.waitFor();
    assert.equal(await owner.inputValue(), 'group:default/news-platform');
    await drawer.getByText('It counts once you save.').waitFor();
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.reload();
    await plan().getByRole('list', { name: 'Proposed owners' }).waitFor();
  });

  it('has that owner once it is saved, and is proposed nobody any more', async () => {
    await plan().getByRole('button', { name: 'Use it: news-platform' }).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Owner', { exact: true }).waitFor();
    await drawer.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Enter');
    await drawer.waitFor({ state: 'detached' });
    await plan().getByRole('link', { name: 'news-platform' }).waitFor();
    await eventually(
      'nobody is proposed',
      async () =>
        (await plan()
          .getByRole('list', { name: 'Proposed owners' })
          .count()) === 0,
    );
    await page.reload();
    await plan().getByRole('link', { name: 'news-platform' }).waitFor();
  });

  it('met no error of a page on the way', () => {
    assert.deepEqual(problems, []);
  });
});
