/** The same plugin in the legacy frontend system. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import './failures.mjs';
import { launchBrowser, noteProblems, startPortal } from './portal.mjs';
import { shoot } from './shots.mjs';

describe('the legacy frontend system', { timeout: 5 * 60_000 }, () => {
  let portal;
  let browser;

  before(async () => {
    portal = await startPortal({ app: 'app-legacy' });
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  it('mounts the page, the entity tabs and cards, and the form fields', async () => {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 1000 },
    });
    const problems = [];
    noteProblems(page, problems);
    await page.goto(`${portal.url}/batch-migration`);
    const enter = page.getByRole('button', { name: 'Enter' });
    // A backend that has just come up answers its first questions slowly.
    await enter.click({ timeout: 120_000 });
    await page
      .getByRole('region', { name: 'In danger now' })
      .getByRole('link', { name: 'bat000', exact: true })
      .first()
      .click();
    await page
      .getByRole('heading', { level: 2, name: 'bat000 cannot be shut down' })
      .waitFor();

    await page.goto(
      `${portal.url}/catalog/default/resource/bat000-scheduled-jobs/jobs`,
    );
    await page.getByRole('checkbox', { name: 'Select feed-import' }).check();
    await page.getByRole('button', { name: 'Migrate 1 selected' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('legacy-jobs');
    await page.getByRole('textbox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'News Platform' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('What are the programs written in?').first().waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page
      .getByRole('button', { name: /^feed-import/ })
      .first()
      .waitFor();
    await shoot(page, 'legacy');

    await page.goto(`${portal.url}/catalog/default/group/news-platform`);
    await page
      .getByRole('region', { name: /^Migrations of / })
      .getByRole('listitem')
      .first()
      .waitFor();
    assert.deepEqual(problems, []);
  });
});
