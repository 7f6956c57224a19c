/** Plans go out as a file and come back: reviewed, merged with what others did, and approved by a second person. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { eventually, guestToken, visitPortal } from './portal.mjs';
import { shoot } from './shots.mjs';

/** Owned by the group of the demo's job owner. */
const OWNER = 'group:default/news-platform';

describe('plans as files', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  let token;
  /** Two jobs of that owner. */
  let jobs;
  let file;
  let problems;
  let openAs;
  let close;

  /** A call as the SRE, past the browser. */
  const call = async (path, { method = 'GET', headers, body } = {}) => {
    const response = await fetch(`${portal.url}/api/batch-migration${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    return response.json();
  };
  const planOf = id => call(`/workloads/${id}/plan`);
  /** What somebody else does meanwhile. */
  const changeElsewhere = async (id, over) => {
    const plan = await planOf(id);
    await call(`/workloads/${id}/plan`, {
      method: 'PUT',
      headers: { 'If-Match': `"v${plan.version}"` },
      body: { ...plan, ...over },
    });
  };

  /** The file with a field of the entries of these jobs set. */
  const edited = (text, field, value) =>
    text
      .split(/(?=^ {2}(?:#|- workload:))/m)
      .map(part =>
        jobs.some(({ id }) => part.startsWith(`  - workload: ${id}\n`))
          ? part.replace(
              new RegExp(`^    ${field}: .*$`, 'm'),
              `    ${field}: ${value}`,
            )
          : part,
      )
      .join('');

  const drawer = () =>
    page.getByRole('dialog', { name: 'Import plans from a file' });
  const press = async name => {
    await drawer().getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  const openOverview = async () => {
    await page.goto(
      `${portal.url}/batch-migration?owner=${encodeURIComponent(OWNER)}`,
    );
    await page.getByRole('button', { name: 'Export plans' }).waitFor();
  };
  const chooseFile = async text => {
    await page.getByRole('button', { name: 'Import plans' }).focus();
    await page.keyboard.press('Enter');
    await drawer()
      .getByLabel('Choose a file')
      .setInputFiles({
        name: 'plans.yaml',
        mimeType: 'application/yaml',
        buffer: Buffer.from(text),
      });
    const field = drawer().getByRole('textbox', { name: 'Plans as YAML' });
    await eventually(
      'the file is read',
      async () => (await field.inputValue()) === text,
    );
  };

  before(async () => {
    ({ portal, page, problems, openAs, close } = await visitPortal());
    token = await guestToken(portal.url);
    const { items } = await call(
      `/workloads?owner=${encodeURIComponent(
        OWNER,
      )}&kind=scheduled&orderBy=name&limit=200`,
    );
    jobs = items.filter(({ schedule }) => schedule).slice(0, 2);
    assert.equal(jobs.length, 2);
  });

  after(() => close?.());

  it('exports what the overview shows', async () => {
    await openOverview();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export plans' }).press('Enter');
    file = readFileSync(await (await download).path(), 'utf8');
    assert.match(file, /^apiVersion: batch-migration\/v1$/m);
    for (const { id, name } of jobs) {
      assert.ok(file.includes(`  - workload: ${id}\n`));
      assert.ok(file.includes(`# ${name} (`));
    }
  });

  it('leads to the line that is wrong', async () => {
    await chooseFile(file.replace('kind: Plans', 'kind: List'));
    await press('See what would change');
    const issues = drawer().getByRole('table', {
      name: 'What is wrong in the file',
    });
    await issues.getByText('kind must be Plans, got: List').waitFor();
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await press('Close');
  });

  it('shows what would change, and changes it once that is applied', async () => {
    const before = await Promise.all(jobs.map(({ id }) => planOf(id)));
    await chooseFile(edited(file, 'wave', 'reviewed'));
    await press('See what would change');
    const changes = drawer().getByRole('table', { name: 'What would change' });
    await changes.getByText('reviewed').first().waitFor();
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await shoot(page, 'plans-preview');
    assert.deepEqual(
      await Promise.all(jobs.map(({ id }) => planOf(id))),
      before,
    );
    await press('Change 2 plans');
    await drawer().getByText('2 plans were changed.').waitFor();
    await press('Close');
    for (const { id } of jobs) {
      assert.equal((await planOf(id)).wave, 'reviewed');
    }
  });

  it('merges what was edited with what somebody else did meanwhile', async () => {
    const [{ id, name }] = jobs;
    const response = await fetch(
      `${
        portal.url
      }/api/batch-migration/plans/export?owner=${encodeURIComponent(OWNER)}`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    const exported = await response.text();
    await changeElsewhere(id, { notes: 'Ueda knows more' });
    await openOverview();
    await chooseFile(edited(exported, 'wave', 'merged'));
    await press('See what would change');
    await drawer().getByRole('rowheader', { name }).waitFor();
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await shoot(page, 'plans-conflict');
    await press('Bring your changes into theirs');
    await press('Change 2 plans');
    await drawer().getByText('2 plans were changed.').waitFor();
    await press('Close');
    const { wave, notes } = await planOf(id);
    assert.deepEqual([wave, notes], ['merged', 'Ueda knows more']);
  });

  it('plans rows of the overview together, by keyboard', async () => {
    await openOverview();
    const table = page.getByRole('table', { name: /Workloads/ });
    await table.getByRole('rowheader').getByRole('link').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    await page.getByRole('button', { name: 'Plan 2 selected' }).press('Enter');
    const bulk = page.getByRole('dialog', { name: 'Plans of 2 workloads' });
    await bulk.getByLabel('Wave').fill('by keyboard');
    await shoot(page, 'plans-bulk');
    await bulk.getByRole('button', { name: 'Save in 2 plans' }).press('Enter');
    await bulk.waitFor({ state: 'detached' });
    await table.getByText('by keyboard').first().waitFor();
    assert.equal(await table.getByText('by keyboard').count(), 2);
    assert.deepEqual(await violations(page), []);
  });

  it('lets another person approve a new schedule, and not who set it', async () => {
    const [{ id }] = jobs;
    await page.goto(`${portal.url}/batch-migration/workloads/${id}`);
    const plan = () => page.getByRole('region', { name: 'Plan' });
    await plan().getByRole('button', { name: 'Edit plan' }).press('Enter');
    const form = page.getByRole('dialog', { name: /^Plan of/ });
    await form.getByRole('checkbox', { name: /meant to differ/ }).check();
    await form.getByLabel('Expression').fill('5 6 * * *');
    await form.getByLabel('Why it differs').fill('The feed comes later');
    await form.getByText('Add from the library').click();
    await form
      .getByRole('checkbox', { name: 'No due run is missed while it moves' })
      .check();
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await shoot(page, 'plans-drawer');
    await form.getByRole('button', { name: 'Save' }).press('Enter');
    await form.waitFor({ state: 'detached' });
    await plan()
      .getByText(/not approved yet/)
      .waitFor();
    await plan()
      .getByRole('button', { name: 'Approve this schedule' })
      .press('Enter');
    await plan()
      .getByText(/another person approves it/)
      .waitFor();

    page = await openAs('Sato');
    await page.goto(`${portal.url}/batch-migration/workloads/${id}`);
    await plan()
      .getByRole('button', { name: 'Approve this schedule' })
      .press('Enter');
    await plan()
      .getByText(/approved by/)
      .waitFor();
    await shoot(page, 'plans-approved');
    const { intendedSchedule } = await planOf(id);
    assert.equal(intendedSchedule.approval.by, 'user:default/sato');
    assert.equal(intendedSchedule.setBy, 'user:default/mori');
    assert.deepEqual(await violations(page), []);
  });

  it('met no error of a page on the way', () => {
    assert.deepEqual(problems, []);
  });
});
