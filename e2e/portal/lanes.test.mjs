/** The swim lanes of a job that goes to retirement: the legacy side ends, the target runs on. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import './failures.mjs';
import { visitPortal } from './portal.mjs';

const JOB = 'article-archive';
const CRONTAB = 'var/spool/cron/crontabs/batch';

/** Takes the lines of the job out of the newest capture of its host. */
function removeLines(estate) {
  const captures = path.join(estate, 'captured/bat000');
  const newest = readdirSync(captures).sort().at(-1);
  const file = path.join(captures, newest, CRONTAB);
  const lines = readFileSync(file, 'utf8').split('\n');
  const kept = lines.filter(
    line => !/ArticleArchive|article-archive/.test(line),
  );
  assert.ok(kept.length < lines.length, `${JOB} is not in ${file}`);
  writeFileSync(file, kept.join('\n'));
}

/** Runs every five minutes, day and night. */
const OFTEN = 'queue-depth';

/** Pairs of texts in the element that lie on each other. */
function textsThatMeet(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    boxes.push({
      text: range.toString(),
      ...range.getBoundingClientRect().toJSON(),
    });
  }
  const meet = (one, other) =>
    one.left < other.right - 1 &&
    other.left < one.right - 1 &&
    one.top < other.bottom - 1 &&
    other.top < one.bottom - 1;
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(other => meet(one, other))
      .map(other => `${one.text} and ${other.text}`),
  );
}

describe('the lanes of a job that retires', { timeout: 10 * 60_000 }, () => {
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

  const seen = () => page.getByRole('region', { name: 'Seen on both sides' });
  const chart = () => seen().getByRole('group', { name: /^due / });

  /** Opens the answer of a word of the page, and looks at it. */
  const ask = async (name, look) => {
    const word = page.getByRole('button', { name }).first();
    await word.press('Enter');
    const answer = page.getByRole('group', { name }).first();
    await answer.waitFor();
    await look(answer);
    await word.press('Enter');
  };

  it('show the switched-off line, and the runs of the target', async () => {
    await page.goto(`${portal.url}/batch-migration?text=${JOB}`);
    await page
      .getByRole('region', { name: /Workloads/ })
      .getByRole('link', { name: JOB, exact: true })
      .press('Enter');
    await page.getByRole('heading', { level: 1, name: JOB }).waitFor();
    await chart().waitFor();
    const runs = chart().locator(
      '[data-kind=tick][data-verdict=once] [data-outcome=succeeded]',
    );
    assert.ok((await runs.count()) > 0, 'no due run was seen to succeed');
    await ask(/^Why\? Placement: on target/, answer =>
      answer
        .getByText(/Legacy: idle/)
        .first()
        .waitFor(),
    );
    assert.deepEqual(await violations(page), []);
  });

  it('say by keyboard what each due run was, and why', async () => {
    await chart().focus();
    const newest = await chart().getAttribute('aria-label');
    assert.match(newest, /^due .*: once$/);
    await page.keyboard.press('ArrowLeft');
    assert.notEqual(await chart().getAttribute('aria-label'), newest);
    await page.keyboard.press('ArrowRight');
    const word = seen().getByRole('button', { name: `Why? ${newest}` });
    await word.press('Enter');
    const answer = page.getByRole('dialog', { name: `Why? ${newest}` });
    await answer
      .getByText(/Target/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });

  it('keep the runs once the line is gone and the job retired', async () => {
    removeLines(portal.estate);
    await page.getByRole('button', { name: 'More actions' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Refresh' }).press('Enter');
    await ask(/^Why\? (Stage: )?retired/, answer =>
      answer
        .getByText(/Legacy: (absent|not there)/)
        .first()
        .waitFor(),
    );
    const runs = chart().locator('[data-outcome=succeeded]');
    assert.ok((await runs.count()) > 0, 'the runs of the target are gone');
    assert.deepEqual(await violations(page), []);
  });

  it('write no text over another, however often a job runs', async () => {
    await page.goto(`${portal.url}/batch-migration?text=${OFTEN}`);
    await page
      .getByRole('region', { name: /Workloads/ })
      .getByRole('link', { name: OFTEN })
      .first()
      .press('Enter');
    await chart().waitFor();
    assert.ok((await chart().locator('[data-kind=tick]').count()) > 100);
    for (const width of [1440, 820, 375]) {
      await page.setViewportSize({ width, height: 1000 });
      await chart().waitFor();
      assert.deepEqual(await chart().evaluate(textsThatMeet), [], `${width}`);
      const name = chart().locator('[data-day] span').last();
      const { x } = await name.boundingBox();
      const { x: left } = await seen().boundingBox();
      assert.ok(x >= left, `at ${width} px the day is scrolled out of sight`);
    }
  });

  it('met no error of a page on the way', () => {
    assert.deepEqual(problems, []);
  });
});
