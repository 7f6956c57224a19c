/** A source that fails, and one whose answer is withheld, say so on their page. */
import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { visitPortal } from './portal.mjs';

describe('the sources of the estate', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  let problems;
  let close;

  before(async () => {
    ({ portal, page, problems, close } = await visitPortal({
      estate: () => {},
    }));
  });

  after(() => close?.());

  const source = name => page.getByRole('listitem', { name });
  const refresh = async () => {
    await page.getByRole('button', { name: 'Refresh' }).first().click();
  };

  it('are reached from the overview, and answer', async () => {
    await page
      .getByRole('button', { name: 'More pages and actions' })
      .press('Enter');
    await page.getByRole('menuitem', { name: 'Sources' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    await source(/^files:captured/)
      .getByRole('heading', { name: /\(Answers\)$/ })
      .waitFor();
    await source(/^files:declared/)
      .getByText('inventory, as Git has it')
      .waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('name the server that cannot be read, and why', async () => {
    const captures = path.join(portal.estate, 'captured/bat002');
    for (const at of readdirSync(captures)) {
      writeFileSync(path.join(captures, at, 'capture.json'), '{ "host":');
    }
    await refresh();
    const captured = source(/^files:captured/);
    await captured
      .getByRole('heading', { name: /\(Fails in part\)$/ })
      .waitFor();
    await captured
      .getByText(/bat002.*capture\.json/)
      .first()
      .waitFor();
  });

  it('keep what an answer leaves out, and say so here and on the overview', async () => {
    const folder = path.join(portal.estate, 'captured');
    for (const server of readdirSync(folder)) {
      if (server !== 'bat000') {
        rmSync(path.join(folder, server), { recursive: true });
      }
    }
    await refresh();
    const captured = source(/^files:captured/);
    await captured
      .getByRole('heading', { name: /\(Keeps what it no longer names\)$/ })
      .waitFor();
    await captured.getByText(/no longer names \d+ servers that stay/).waitFor();
    await captured.getByRole('link', { name: 'bastion' }).waitFor();
    await page.getByText(/^\d+ of \d+ need mending$/).waitFor();
    assert.deepEqual(await violations(page), []);

    await page.goto(`${portal.url}/batch-migration`);
    const banner = page.getByRole('region', { name: /silent/ });
    await banner
      .getByText(/files:captured/)
      .first()
      .waitFor();
    await banner.getByRole('link', { name: /All sources/ }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
  });

  it('took no server out of the estate', async () => {
    await page.goto(`${portal.url}/catalog/default/resource/bastion/migration`);
    await page
      .getByRole('heading', { level: 2, name: 'bastion cannot be shut down' })
      .waitFor();
  });

  it('met no error of a page on the way', () => {
    assert.deepEqual(problems, []);
  });
});
