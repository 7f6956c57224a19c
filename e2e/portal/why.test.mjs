/** Every derived word answers why by what was seen, and the keyboard is enough to ask. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { visitPortal } from './portal.mjs';

const SERVER = '/catalog/default/resource/bat000';
/** What the plugin adds to a page of the catalog. */
const OURS = 'section[aria-labelledby^="batch-migration"]';
const ROLE = '/catalog/default/resource/bat000-scheduled-jobs';

describe('why?', { timeout: 10 * 60_000 }, () => {
  let portal;
  let page;
  let problems;
  let close;

  before(async () => {
    ({ portal, page, problems, close } = await visitPortal());
  });

  after(() => close?.());

  const region = name => page.getByRole('region', { name });
  const hasFocus = word =>
    word.evaluate(element => element === document.activeElement);

  /** Opens the answer of a word by keyboard; Escape gives the focus back. */
  const ask = async (place, name, look) => {
    const word = place.getByRole('button', { name }).first();
    await word.press('Enter');
    const answer = page.getByRole('dialog', { name });
    await answer.waitFor();
    await look(answer);
    assert.deepEqual(await violations(page, '[role=dialog]'), []);
    await page.keyboard.press('Escape');
    await answer.waitFor({ state: 'detached' });
    assert.ok(await hasFocus(word), `the focus is not back on ${name}`);
  };

  const namesObservation = async answer => {
    const seen = answer.getByRole('list', { name: 'Observations' }).first();
    await seen
      .getByText(/^by \S+/)
      .first()
      .waitFor();
  };

  const says = words => answer => answer.getByText(words).first().waitFor();
  /** Tells grounds one by one. */
  const lists = answer => answer.getByRole('listitem').first().waitFor();

  it('of the overview: cards, dangers, servers', async () => {
    await ask(page, /^Why\? 1 twice/, namesObservation);
    await ask(page, /^Why\? \d more cannot be seen/, lists);
    await ask(
      region('In danger now'),
      'Why? runs twice: ranking-daily',
      namesObservation,
    );
    await ask(
      region('Servers: what is left, and is it empty in time?'),
      /^Why\? \d more dangers: bat000/,
      says(/^TLS:/),
    );
    assert.deepEqual(await violations(page), []);
  });

  it('of forecasts and dates: what ends when, what is late for what', async () => {
    await ask(region('Finished between'), /^Why\? /, async answer => {
      await says(/drawn again at random, a thousand times/)(answer);
      await answer.getByRole('table').waitFor();
    });
    const date = region('Next hard date');
    await ask(
      date,
      /^Why\? .* AWS retires the instance: bat000$/,
      says(/^Known from \S/),
    );
    const late = async answer => {
      await says(/^The forecast compared with the hard date/)(answer);
      await says(/^Known from \S/)(answer);
    };
    await ask(date, /^Why\? \d+\+ weeks late: bat000$/, late);
    const servers = region('Servers: what is left, and is it empty in time?');
    await ask(servers, /^Why\? \d+\+ weeks late: /, late);
    await ask(servers, /^Why\? past end of life: /, says(/^End of life:/));
    await ask(servers, /^Why\? in use: /, says('Workloads are left on it.'));
    const middle = says(/^The middle of the forecast is after the deadline/);
    await ask(region('By wave'), /^Why\? .* late: /, middle);
    await region('By wave')
      .getByRole('link', { name: /bat000/ })
      .first()
      .press('Enter');
    const waves = region('All waves');
    await ask(waves, /^Why\? late: 3 bat000/, async answer => {
      await middle(answer);
      await says(/^Deadline: .*2026/)(answer);
    });
    await ask(
      waves,
      /^Why\? too early to say: /,
      says(/^There is no forecast yet/),
    );
  });

  it('of a list of workloads: from the first stop by arrow keys', async () => {
    await page.goto(`${portal.url}/batch-migration?text=ranking-daily`);
    const table = region(/Workloads/).getByRole('table');
    await table.getByRole('link', { name: 'ranking-daily' }).focus();
    const focused = () =>
      page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    for (let steps = 0; steps < 10; steps += 1) {
      if (/^Why\? built/.test((await focused()) ?? '')) break;
      await page.keyboard.press('ArrowRight');
    }
    assert.equal(await focused(), 'Why? built: ranking-daily');
    await page.keyboard.press('Enter');
    await namesObservation(page.getByRole('dialog'));
    await page.keyboard.press('Escape');
  });

  it('of a workload: what is open stands in the address', async () => {
    await region(/Workloads/)
      .getByRole('link', { name: 'ranking-daily' })
      .press('Enter');
    await page
      .getByRole('heading', { level: 1, name: 'ranking-daily' })
      .waitFor();
    await page.getByRole('button', { name: 'Why? runs twice' }).waitFor();
    const words = page.locator(
      'button[aria-label^="Why?"]:not([aria-haspopup])',
    );
    const names = await words.evaluateAll(all =>
      all.map(word => word.getAttribute('aria-label')),
    );
    for (const name of names) {
      const word = page.getByRole('button', { name, exact: true }).first();
      await word.press('Enter');
      const answer = page.getByRole('group', { name, exact: true }).first();
      await answer
        .getByText(/^by \S+|It follows from the plan/)
        .first()
        .waitFor();
      assert.ok(await hasFocus(word));
    }
    assert.equal(
      new URL(page.url()).searchParams.getAll('why').length,
      names.length,
    );
    assert.deepEqual(await violations(page), []);
  });

  it('of the runs that a workload owed: in the chart, and as a table', async () => {
    const runs = region('Seen on both sides');
    const lookedFor = answer =>
      answer
        .getByText(/^(One run|More runs|No run) belongs? to it/)
        .first()
        .waitFor();
    await ask(runs, /^Why\? /, lookedFor);
    await runs.getByRole('button', { name: 'As a table' }).press('Enter');
    await ask(runs.getByRole('table'), /^Why\? /, lookedFor);
  });

  it('of a server: its verdict, its groups, its facts', async () => {
    await page.goto(`${portal.url}${SERVER}/migration`);
    const verdict = region('bat000 cannot be shut down');
    const asked = 'Why, as a checklist: bat000 cannot be shut down';
    await ask(verdict, asked, answer =>
      answer.getByRole('list', { name: 'Instances' }).waitFor(),
    );
    await ask(verdict, /^Why\? \d+ .*twice/, namesObservation);
    await ask(region('Facts'), /^Why\? System: /, answer =>
      answer.getByRole('list', { name: 'Said by' }).waitFor(),
    );
    await ask(region('Facts'), 'Why? past end of life', says(/^End of life:/));
    await ask(
      region('Facts'),
      /^Why\? 2026-03-18 AWS retires/,
      says(/^Known from \S/),
    );
    await ask(region('Roles'), /^Why\? \d+ missed$/, lists);
    assert.deepEqual(await violations(page, OURS), []);
    await verdict
      .getByRole('link', { name: 'ranking-daily, runs twice' })
      .press('Enter');
    await namesObservation(
      page.getByRole('group', { name: 'Why? Placement: on both' }),
    );
  });

  it('of the card of an entity', async () => {
    await page.goto(`${portal.url}${SERVER}`);
    await ask(page, /^Why\? 1 twice/, namesObservation);
  });

  it('of the jobs of a role', async () => {
    await page.goto(`${portal.url}${ROLE}/jobs`);
    await ask(
      region('Jobs'),
      'Why? runs twice: ranking-daily',
      namesObservation,
    );
    await ask(region('Jobs'), 'Why? not ready: sitemap', lists);
    await ask(
      region('Jobs'),
      /^Why\? Soak: \d of \d good runs: user-segment$/,
      lists,
    );
    assert.deepEqual(await violations(page, OURS), []);
  });

  it('of a handover: what a job runs, and who says so', async () => {
    await page.goto(
      `${portal.url}/batch-migration/handover?server=resource:default/bat000`,
    );
    await ask(region('Jobs'), /^Why\? can move then.*: sitemap$/, answer =>
      answer.getByText(/measured: .* runs/).waitFor(),
    );
    await ask(
      region('Jobs'),
      /^Why\? cannot move yet: ranking-daily$/,
      namesObservation,
    );
  });

  it('of what a crontab would become', async () => {
    await page.goto(`${portal.url}/batch-migration/import`);
    await page
      .getByRole('textbox', { name: 'Crontab text' })
      .fill('0 4 * * * flock -n /tmp/a.lock /opt/a.sh\n');
    await ask(page.locator('article'), /^Why\? Fit for Fargate/, answer =>
      answer.getByRole('listitem').first().waitFor(),
    );
  });

  it('met no error of a page on the way', () => {
    assert.deepEqual(problems, []);
  });
});
