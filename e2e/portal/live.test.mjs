/** Two people look at one workload: what one changes the other sees, also after the connection was lost. Long work can be left and come back to. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import './failures.mjs';
import { eventually, visitPortal } from './portal.mjs';

const JOB = 'sitemap';
const API = '**/api/batch-migration';

describe('pages that stay open', { timeout: 10 * 60_000 }, () => {
  let portal;
  let mori;
  let sato;
  /** Where the workload is. */
  let address;
  /** What the page of who only looks sends about signals, and what reaches it. */
  const asked = [];
  const signals = [];
  let problems;
  let openAs;
  let close;

  const plan = page => page.getByRole('region', { name: 'Plan', exact: true });
  const notice = (page, text) => page.getByRole('status').getByText(text);

  /** Opens the workload; what is marked on its window is gone after a reload. */
  const look = async page => {
    await page.goto(address);
    await plan(page).getByRole('button', { name: 'Edit plan' }).waitFor();
    await page.evaluate(() => Object.assign(window, { stayed: true }));
  };
  const stayed = page => page.evaluate(() => window.stayed === true);

  const moveToWave = async wave => {
    await plan(mori).getByRole('button', { name: 'Edit plan' }).click();
    const drawer = mori.getByRole('dialog', { name: new RegExp(JOB) });
    await drawer.locator('#plan-wave').fill(wave);
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
    await plan(mori).getByText(wave).waitFor();
  };

  before(async () => {
    ({ portal, page: mori, problems, openAs, close } = await visitPortal());
    await mori.goto(`${portal.url}/batch-migration?text=${JOB}`);
    await mori
      .getByRole('region', { name: /Workloads/ })
      .getByRole('link', { name: JOB, exact: true })
      .click();
    await mori.getByRole('heading', { level: 1, name: JOB }).waitFor();
    address = mori.url();
    sato = await openAs('Sato', async page => {
      page.on('websocket', socket => {
        socket.on('framesent', ({ payload }) => asked.push(String(payload)));
        socket.on('framereceived', ({ payload }) =>
          signals.push(String(payload)),
        );
      });
    });
    await look(sato);
  });

  after(() => close?.());

  it('show what another person changed, told by a signal', async () => {
    const ours = frames =>
      frames.filter(frame => frame.includes('batch-migration'));
    await eventually('signals are listened to', () => ours(asked).length > 0);
    await moveToWave('Seen at once');
    await plan(sato).getByText('Seen at once').waitFor();
    assert.ok(await stayed(sato));
    // While a round goes on the page asks often, and may be quicker.
    await eventually('a signal came', () => ours(signals).length > 0);
    // Everybody who is signed in may listen.
    assert.ok(ours(signals).every(frame => !frame.includes(JOB)));
  });

  it('say that the connection is lost, and catch up when it is back', async () => {
    await sato.context().setOffline(true);
    await notice(sato, /^Connection lost/).waitFor();
    await moveToWave('Missed meanwhile');
    // What was seen stays, and is not said to be new.
    await plan(sato).getByText('Seen at once').waitFor();
    await notice(sato, /^Connection lost/).waitFor();
    await sato.context().setOffline(false);
    await notice(sato, /^Connected again/).waitFor();
    await plan(sato).getByText('Missed meanwhile').waitFor();
    await notice(sato, /^Connected again/).waitFor({ state: 'detached' });
    assert.ok(await stayed(sato));
  });

  it('ask by themselves where no signal comes through', async () => {
    const cut = await openAs('Sato', page =>
      page.routeWebSocket(/\/api\/signals/, socket => socket.close()),
    );
    await look(cut);
    await moveToWave('Asked for');
    // Every 30 seconds.
    await plan(cut).getByText('Asked for').waitFor({ timeout: 60_000 });
    assert.ok(await stayed(cut));
    await cut.context().close();
  });

  /** Lets calls go to the server, and keeps their answers back until they are asked for. */
  const holdBack = async (page, call) => {
    let release;
    const released = new Promise(resolve => {
      release = resolve;
    });
    let arrived = false;
    await page.route(`${API}${call}`, async route => {
      if (route.request().method() !== 'POST') {
        await route.fallback();
        return;
      }
      arrived = true;
      const response = await route.fetch();
      await released;
      await route.fulfill({ response });
    });
    return { release, hasArrived: () => arrived };
  };

  it('let a look at everything be left and come back to', async () => {
    const held = await holdBack(mori, '/refresh');
    const entry = mori
      .getByRole('link', { name: 'Batch migration', exact: true })
      .first();
    const running = mori.locator('button[aria-busy="true"]', {
      hasText: /Looking|Reading|Working out/,
    });
    await entry.click();
    await mori.getByRole('button', { name: 'Refresh', exact: true }).click();
    await running.waitFor();
    await mori.getByRole('link', { name: 'Catalog', exact: true }).click();
    await mori.waitForURL(/\/catalog/);
    await running.waitFor({ state: 'detached' });
    await entry.click();
    await running.waitFor();
    // Two looks at once are of no use to anybody.
    await running.click();
    await eventually('the look was asked for', async () => held.hasArrived());
    held.release();
    await mori.getByText(/^Looked again/).waitFor();
    await mori.getByRole('button', { name: 'Refresh', exact: true }).waitFor();
  });

  it('let workloads be created while their page is left', async () => {
    const held = await holdBack(mori, '/captures');
    await mori.getByRole('button', { name: 'Import crontab' }).click();
    await mori
      .getByRole('combobox', { name: 'Server' })
      .selectOption({ label: 'bastion' });
    await mori.getByRole('textbox', { name: 'User' }).fill('live');
    await mori
      .getByRole('textbox', { name: 'Crontab text' })
      .fill('0 9 * * 1 /opt/live/digest.sh\n');
    await mori.getByRole('button', { name: 'Create 1 workload' }).click();
    await mori
      .getByRole('dialog')
      .getByRole('button', { name: 'Create' })
      .click();
    await eventually('it was asked for', async () => held.hasArrived());
    const before = mori.url();
    await mori.goBack();
    await mori.goForward();
    await mori.waitForURL(before);
    await mori.getByText(/is still on its way/).waitFor();
    held.release();
    await mori.getByRole('link', { name: 'digest, line 1' }).waitFor();
    assert.deepEqual(problems, []);
  });
});
