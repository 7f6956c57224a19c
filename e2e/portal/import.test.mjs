/** A crontab becomes workloads, and a server shows when it works, in Chromium. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { launchBrowser, noteProblems, signIn, startPortal } from './portal.mjs';
import { shoot, shootForDocs } from './shots.mjs';

const SECRET = 's3cr3t-v4lue';
const CRONTAB = `# bastion, user ops
MAILTO=ops-alert@example.com
PATH=/usr/local/bin:/usr/bin:/bin
CRON_TZ=Asia/Tokyo

0 9 * * 1     /opt/import/weekly-digest.sh
*/7 * * * *   /opt/import/check-queue.sh
0 3 1,15 * 5  /opt/import/vacuum.sh
@reboot       /opt/import/relay --daemon
30 2 * * *    mysqldump news > /backup/n-$(date +%F).sql
5 4 * * *     flock -n /tmp/s.lock /opt/import/sync-s3.sh
0 0 31 2 *    /opt/import/old.sh
0 6 * * *     API_TOKEN=${SECRET} /opt/import/fx-rates.sh
#15 1 * * *   /opt/import/mail-log.sh
0 25 * * *    /opt/import/trim.sh
`;

describe('importing a crontab', { timeout: 10 * 60_000 }, () => {
  let portal;
  let browser;
  let page;
  const problems = [];
  const sent = [];

  before(async () => {
    portal = await startPortal();
    browser = await launchBrowser();
    page = await browser.newPage({
      viewport: { width: 1440, height: 1000 },
      locale: 'en-GB',
      timezoneId: 'Asia/Tokyo',
    });
    page.setDefaultTimeout(30_000);
    noteProblems(page, problems);
    page.on('request', request => sent.push(request.postData() ?? ''));
    await signIn(page, portal.url, 'Mori');
  });

  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  const text = () => page.getByRole('textbox', { name: 'Crontab text' });
  const row = name => page.getByRole('row', { name });

  it('is reached from the overview, and marks each line', async () => {
    await page.getByRole('link', { name: 'Batch migration' }).first().click();
    await page.getByRole('button', { name: 'Import crontab' }).click();
    await page
      .getByRole('combobox', { name: 'Server' })
      .selectOption({ label: 'bastion' });
    await page.getByRole('textbox', { name: 'User' }).fill('ops');
    await text().fill(CRONTAB);
    await row(/^weekly-digest, /).waitFor();
    await row(/^weekly-digest, /)
      .getByText('cron(0 9 ? * MON *)')
      .waitFor();
    const marks = await page
      .locator('[role=row][data-line]')
      .evaluateAll(rows =>
        rows.map(({ dataset }) => `${dataset.line} ${dataset.mark}`),
      );
    assert.deepEqual(marks, [
      '6 exact',
      '7 look',
      '8 look',
      '9 kind',
      '10 broken',
      '11 look',
      '12 kind',
      '13 look',
      '14 off',
      '15 broken',
    ]);
    await page
      .getByRole('alert')
      .getByText(/ignore the whole file/)
      .waitFor();
    assert.deepEqual(await violations(page), []);
    await shootForDocs(page, 'import');
  });

  it('binds text and jobs by keyboard', async () => {
    await text().focus();
    await page.keyboard.press('Control+Home');
    for (const _line of [4, 7, 8]) await page.keyboard.press('Alt+ArrowDown');
    assert.equal(await row(/^vacuum, /).getAttribute('aria-current'), 'true');
    await row(/^vacuum, /).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const line = await text().evaluate(
      area => area.value.slice(0, area.selectionStart).split('\n').length,
    );
    assert.equal(line, 9);
  });

  it('creates what a person ticks, without its secrets', async () => {
    // Without the line that cron refuses, the file counts.
    await text().fill(CRONTAB.replace(/^0 25.*\n/m, ''));
    const create = page.getByRole('button', { name: 'Create 8 workloads' });
    await page
      .getByRole('alert')
      .getByText(/ignore the whole file/)
      .waitFor({ state: 'detached' });
    await create.click();
    const dialog = page.getByRole('dialog', { name: 'Create 8 workloads?' });
    await dialog.getByText(/var\/spool\/cron\/crontabs\/ops/).waitFor();
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByText('8 workloads created').waitFor();
    assert.deepEqual(await violations(page), []);
    await shoot(page, 'import-created');
    assert.ok(
      sent.every(body => !body.includes(SECRET)),
      'a secret left the browser',
    );
    await page.getByRole('link', { name: 'fx-rates, line 13' }).click();
    await page.getByRole('heading', { level: 1, name: 'fx-rates' }).waitFor();
    assert.ok(!(await page.content()).includes(SECRET));
  });

  it('knows the same lines again', async () => {
    await page.goto(
      `${portal.url}/batch-migration/import?server=resource:default/bastion&name=ops`,
    );
    await text().fill(CRONTAB);
    await page.getByText(/8 are known already/).waitFor();
  });

  it('shows the hours of a server, by keyboard', async () => {
    await page.goto(`${portal.url}/catalog/default/resource/bat000/migration`);
    const grid = page.getByRole('grid', { name: 'Hours of the week' });
    await grid.waitFor();
    assert.equal(await grid.getByRole('gridcell').count(), 168);
    await grid.getByRole('gridcell', { name: /^Monday 00, / }).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    await page.getByRole('dialog', { name: 'Tuesday 02' }).waitFor();
    await page.keyboard.press('Escape');
    await grid.locator('[aria-label^="Tuesday 02"]:focus').waitFor();
    await page
      .getByRole('region', { name: 'Quiet windows' })
      .getByRole('button', { name: /^Plan a handover/ })
      .first()
      .click();
    await page.waitForURL(/\/batch-migration\/handover\?.*server=.*bat000/);
  });

  it('had no error in the browser', () => {
    assert.deepEqual(problems, []);
  });
});
