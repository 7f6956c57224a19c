/** At which instant can the built jobs of bat000 move together? Asked in Chromium. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { eventually, visitPortal } from './portal.mjs';
import { shootForDocs } from './shots.mjs';

const ROLE = '/catalog/default/resource/bat000-scheduled-jobs/jobs';
const JOBS = [
  'pickup-refresh',
  'trend-words',
  'expire-sessions',
  'sitemap',
  'user-badge-recount',
  'push-reserve',
];

describe(
  'handing over the built jobs of bat000',
  { timeout: 10 * 60_000 },
  () => {
    let portal;
    let page;
    let problems;
    let close;

    before(async () => {
      ({ portal, page, problems, close } = await visitPortal());
    });

    after(() => close?.());

    const verdict = words =>
      page.getByRole('heading', { level: 2, name: words }).waitFor();
    const chart = () =>
      page.getByRole('group', { name: 'One edit, one instant' });
    const minutes = async () => {
      const shown = await page.getByTestId('handover-instant').textContent();
      const [hour, minute] = shown.slice(-5).split(':').map(Number);
      return hour * 60 + minute;
    };
    const at = () => new URL(page.url()).searchParams.get('at');

    it('is reached from the jobs of a role', async () => {
      await page.goto(portal.url + ROLE);
      for (const job of JOBS) {
        await page.getByRole('checkbox', { name: `Select ${job}` }).check();
      }
      await page.getByRole('button', { name: 'Hand over: sitemap' }).waitFor();
      await page.getByRole('button', { name: 'Hand over 6 selected' }).click();
      await verdict(
        /^5 of 6 jobs can move on .* with no missed and no double run$/,
      );
      await page
        .getByText(/due runs, 0 missed, 0 double\.\s+push-reserve stays/)
        .waitFor();
      await shootForDocs(page, 'handover');
    });

    it('does not let a job be chosen that runs twice', async () => {
      const twice = page.getByRole('checkbox', {
        name: 'Choose ranking-daily',
      });
      assert.ok(await twice.isDisabled());
      await page.getByText('runs twice now: fix that first').waitFor();
    });

    it('moves the instant by keys, within the range, and keeps it in the address', async () => {
      await chart().focus();
      await page.keyboard.press('Home');
      const earliest = await minutes();
      await page.keyboard.press('ArrowLeft');
      assert.equal(await minutes(), earliest);
      await page.keyboard.press('ArrowRight');
      assert.equal(await minutes(), earliest + 1);
      await page
        .getByText(/^\d\d:\d\d, 5 of 6 fit$/)
        .waitFor({ state: 'attached' });
      await page.keyboard.press('End');
      const latest = await minutes();
      await page.keyboard.press('ArrowRight');
      assert.equal(await minutes(), latest);
      await eventually('the address has the instant', async () => at(), {
        seconds: 10,
      });
      await verdict(/^5 of 6 jobs can move/);
      assert.ok(
        await chart().evaluate(node => node === document.activeElement),
      );
      await page.keyboard.press('ArrowDown');
      await page
        .getByRole('status')
        .filter({ hasText: /^\S+: (last legacy run|no gap)/ })
        .first()
        .waitFor({ state: 'attached' });
      const kept = at();
      await page.reload();
      await verdict(/^5 of 6 jobs can move/);
      assert.equal(at(), kept);
      assert.equal(await minutes(), latest);
    });

    it('moves the instant by dragging, never out of the range', async () => {
      const before = await minutes();
      const box = await page.getByTestId('handover-handle').boundingBox();
      const y = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width / 2, y);
      await page.mouse.down();
      await page.mouse.move(box.x - 400, y, { steps: 5 });
      await page.mouse.up();
      const dragged = await minutes();
      assert.ok(dragged < before, `${dragged} is not before ${before}`);
      await chart().focus();
      await page.keyboard.press('Home');
      assert.equal(await minutes(), dragged);
    });

    it('shows the same as a table', async () => {
      await page.getByRole('button', { name: 'As a table' }).click();
      await page
        .getByRole('table', { name: 'One edit, one instant' })
        .getByRole('row', { name: /^push-reserve 7 min .* cannot move then$/ })
        .waitFor();
      await page.getByRole('button', { name: 'As a table' }).click();
    });

    for (const theme of ['light', 'dark']) {
      it(`breaks no rule of accessibility in the ${theme} theme`, async () => {
        await page.evaluate(id => localStorage.setItem('theme', id), theme);
        await page.reload();
        await verdict(/^5 of 6 jobs can move/);
        await page
          .getByRole('button', { name: /^How to undo: Comment out 5 lines/ })
          .click();
        assert.deepEqual(await violations(page), []);
      });
    }

    it('moves a job without a gap by a pause that names the run it costs', async () => {
      await page
        .getByRole('button', { name: 'Plan it alone: push-reserve' })
        .click();
      await verdict(
        /^1 of 1 job can move on .*: no double run, but some are held$/,
      );
      const settle = page.getByRole('region', { name: 'To settle first' });
      await settle
        .getByRole('heading', { name: 'push-reserve moves with a pause' })
        .waitFor();
      await settle
        .getByText(/has no TLS 1.2 and cannot reach the guard/)
        .waitFor();
      await settle.getByText('Held: 1 run').waitFor();
    });

    it('plans a job whose longest run a person attests', async () => {
      await page.goto(
        `${portal.url}/batch-migration/handover?server=resource:default/batch-server`,
      );
      await page
        .getByRole('button', {
          name: 'Attest the longest run of slow-query-digest',
        })
        .first()
        .click();
      const form = page.getByRole('dialog', {
        name: 'Longest run of slow-query-digest',
      });
      await form.getByLabel(/Longest run, in seconds/).fill('600');
      await form.getByLabel(/What it rests on/).fill('log of January');
      await form.getByRole('button', { name: 'Attest' }).click();
      await page.getByText(/up to 10 min, attested/).waitFor();
      await page.getByText(/attested by user:default\/mori/).waitFor();
      await verdict(/^1 of 2 jobs can move/);
    });

    it('has no built job on a server of which nothing was seen on the target', async () => {
      await page.goto(
        `${portal.url}/batch-migration/handover?server=resource:default/bat001`,
      );
      await verdict('Nothing can be handed over yet');
    });

    it('met no error of a page on the way', () => {
      assert.deepEqual(problems, []);
    });
  },
);
