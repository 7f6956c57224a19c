/**
 * The whole story in Chromium: from a danger on the overview to a repository
 * that tests and synthesizes, and on to a target that a probe has seen.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkRepository, PLATFORM } from '../generated/repository.mjs';
import { violations } from './axe.mjs';
import './failures.mjs';
import {
  eventually,
  guestToken,
  launchBrowser,
  noteProblems,
  signIn,
  startPortal,
} from './portal.mjs';
import { shoot, shootForDocs } from './shots.mjs';

const JOBS = ['feed-import', 'billing-export', 'news-digest-pm'];
const REPOSITORY = 'news-batch-jobs';

describe('emptying bat000', { timeout: 15 * 60_000 }, () => {
  let portal;
  let browser;
  let page;
  let broken = false;
  const problems = [];

  /** A step of the story; after one that failed the others cannot hold. */
  const step = (name, act) =>
    it(name, async () => {
      assert.ok(!broken, 'an earlier step of the story failed');
      try {
        await act();
      } catch (error) {
        broken = true;
        await shoot(page, 'failed');
        throw error;
      }
    });

  const heading = (level, name) => page.getByRole('heading', { level, name });

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
  });

  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  step('shows first what is wrong in production now', async () => {
    await signIn(page, portal.url, 'Mori');
    await heading(1, 'Batch migration').waitFor();
    const dangers = page.getByRole('region', { name: 'In danger now' });
    await dangers
      .getByRole('link', { name: 'ranking-daily', exact: true })
      .waitFor();
    await dangers
      .getByRole('img', { name: 'legacy active, target active: runs twice' })
      .waitFor();
    await shootForDocs(page, 'overview');
  });

  step('leads from the danger to what was seen on both sides', async () => {
    await page
      .getByRole('region', { name: 'In danger now' })
      .getByRole('link', { name: 'ranking-daily', exact: true })
      .click();
    await heading(1, 'ranking-daily').waitFor();
    await page
      .getByText(/the next double run is at/)
      .first()
      .waitFor();
    await shootForDocs(page, 'workload');
  });

  step('answers why it says so, by what was seen and what ran', async () => {
    const dangers = page.getByRole('region', { name: 'Dangers' });
    const why = dangers.getByRole('button', { name: 'Why? runs twice' });
    await why.press('Enter');
    const answer = dangers.getByRole('group', { name: 'Why? runs twice' });
    const seen = answer.getByRole('list', { name: 'Observations' });
    await seen.getByText(/Legacy: active/).waitFor();
    await seen.getByText(/Target: active/).waitFor();
    const runs = answer.getByRole('list', { name: 'Runs' });
    assert.equal(await runs.getByRole('listitem').count(), 2);
    assert.equal(
      await why.evaluate(button => button === document.activeElement),
      true,
    );
    const open = page.getByRole('button', { name: /^Why\?/ });
    const count = await open.count();
    assert.ok(count >= 4, `${count} words answer why`);
    await shoot(page, 'why');
    await dangers.getByRole('button', { name: 'How to stop one side' }).click();
    await heading(1, 'runs twice').waitFor();
    await page.getByText(/Decide which side is right/).waitFor();
    await page.goto(`${portal.url}/batch-migration`);
    await heading(1, 'Batch migration').waitFor();
  });

  step('says why the server cannot be shut down', async () => {
    await page
      .getByRole('region', { name: 'In danger now' })
      .getByRole('link', { name: 'bat000', exact: true })
      .first()
      .click();
    await heading(2, 'bat000 cannot be shut down').waitFor();
    await shootForDocs(page, 'server');
  });

  step('opens the golden path with the chosen jobs of the role', async () => {
    await page
      .getByRole('link', { name: /scheduled-jobs/ })
      .first()
      .click();
    const jobs = page.getByRole('region', { name: 'Jobs' });
    await jobs.waitFor();
    for (const job of JOBS) {
      await page.getByRole('checkbox', { name: `Select ${job}` }).check();
    }
    await shootForDocs(page, 'role', jobs);
    await page.getByRole('button', { name: 'Migrate 3 selected' }).click();
    await heading(2, 'Scheduled Fargate job').waitFor();
  });

  step('makes a repository on disk', async () => {
    await page.getByRole('textbox', { name: 'Name' }).fill(REPOSITORY);
    await page.getByRole('textbox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'News Platform' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('What are the programs written in?').first().waitFor();
    await page.getByRole('button', { name: 'Next' }).click();

    for (const job of JOBS) {
      await page
        .getByRole('button', { name: new RegExp(`^${job}`) })
        .first()
        .waitFor();
    }
    // Cron mailed their output, and one wrote a log file on the host.
    await page
      .getByRole('radio', { name: /^Failures go to the alert topic/ })
      .check();
    await page.getByRole('radio', { name: /^To the log group/ }).check();
    await shoot(page, 'scaffolder');
    await page.getByRole('button', { name: 'Next' }).click();

    await page
      .getByRole('textbox', { name: 'AWS account' })
      .fill(PLATFORM.account);
    await page.getByRole('textbox', { name: 'VPC' }).fill(PLATFORM.vpcId);
    await page
      .getByRole('textbox', { name: /Subnet|subnetIds/ })
      .first()
      .fill(PLATFORM.subnetIds[0]);
    await page.getByRole('button', { name: 'Next' }).click();

    const preview = page.getByRole('region', { name: 'What will be created' });
    await preview
      .getByRole('row', { name: /Step Functions state machine 4/ })
      .waitFor();
    await preview.getByText('of 2 of 3 jobs whose cost is known').waitFor();
    assert.equal(await preview.getByRole('alert').count(), 0);
    assert.deepEqual(
      await violations(page, 'section[aria-label="What will be created"]'),
      [],
    );
    await shoot(page, 'preview');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await page
      .getByRole('link', { name: 'Component in the catalog' })
      .waitFor({ timeout: 90_000 });
    await shoot(page, 'created');
  });

  step('whose own checks pass without AWS', async () => {
    await checkRepository(path.join(portal.repositories, REPOSITORY));
  });

  step('shows the repository and what it waits for', async () => {
    await page.goto(`${portal.url}/batch-migration?text=feed-import`);
    await page
      .getByRole('region', { name: /Workloads/ })
      .getByRole('link', { name: 'feed-import', exact: true })
      .click();
    await heading(1, 'feed-import').waitFor();
    await page.getByText(REPOSITORY).first().waitFor();
    await page
      .getByText(/not deployed/i)
      .first()
      .waitFor();
  });

  step('moves to built once a probe has seen the target', async () => {
    const folder = path.join(
      portal.recordings,
      PLATFORM.account,
      PLATFORM.region,
      'scheduler/get-schedule',
      REPOSITORY,
    );
    mkdirSync(folder, { recursive: true });
    const states = `arn:aws:states:${PLATFORM.region}:${PLATFORM.account}`;
    writeFileSync(
      path.join(folder, 'feed-import.json'),
      JSON.stringify({
        Arn: `arn:aws:scheduler:${PLATFORM.region}:${PLATFORM.account}:schedule/${REPOSITORY}/feed-import`,
        GroupName: REPOSITORY,
        Name: 'feed-import',
        ScheduleExpression: 'cron(0/5 * * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        State: 'DISABLED',
        CreationDate: '2026-02-12T10:24:30+09:00',
        LastModificationDate: '2026-02-12T10:24:30+09:00',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: `${states}:stateMachine:${REPOSITORY}-feed-import`,
          RoleArn: `arn:aws:iam::${PLATFORM.account}:role/${REPOSITORY}-scheduler`,
        },
      }),
    );
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Refresh' }).click();
    await page
      .getByText(/target is not active/i)
      .first()
      .waitFor();
    await shoot(page, 'built');

    await page.goto(
      `${portal.url}/batch-migration?stage=built&text=feed-import`,
    );
    const workloads = page.getByRole('region', { name: /Workloads/ });
    await workloads
      .getByRole('link', { name: 'feed-import', exact: true })
      .waitFor();
    await workloads
      .getByRole('img', { name: 'legacy active, target idle' })
      .waitFor();
  });

  step('has the new component in the catalog', async () => {
    const token = await guestToken(portal.url);
    const component = await eventually('the component is there', async () => {
      const response = await fetch(
        `${portal.url}/api/catalog/entities/by-name/component/default/${REPOSITORY}`,
        { headers: { Authorization: `Bearer ${token}` } },
      );
      return response.ok ? response.json() : undefined;
    });
    assert.equal(
      component.metadata.annotations['batch-migration/replaces'].split(',')
        .length,
      JOBS.length,
    );
    await page.goto(`${portal.url}/catalog/default/component/${REPOSITORY}`);
    await page.getByRole('link', { name: 'News Platform' }).first().waitFor();
  });

  step('lists it among the repositories of golden paths', async () => {
    await page.goto(`${portal.url}/batch-migration`);
    await page.getByRole('button', { name: 'More pages and actions' }).click();
    await page.getByRole('menuitem', { name: 'Golden paths' }).click();
    await heading(1, 'Golden paths').waitFor();
    await page
      .getByRole('region', { name: 'Repositories of golden paths' })
      .getByRole('row', { name: new RegExp(REPOSITORY) })
      .getByText('at the newest version')
      .waitFor();
    assert.deepEqual(await violations(page), []);
    await shoot(page, 'golden-paths');
    await page.goto(`${portal.url}/catalog/default/component/${REPOSITORY}`);
    const card = page.getByRole('region', { name: 'Golden path' });
    await card.getByText('at the newest version').waitFor();
  });

  step('shows its owner what has to move', async () => {
    await page.goto(`${portal.url}/catalog/default/group/news-platform`);
    const card = page.getByRole('region', { name: /^Migrations of / });
    await card.getByRole('listitem').first().waitFor();
    assert.deepEqual(
      await violations(page, 'section:has(a[href*="/batch-migration?owner="])'),
      [],
    );
    await shoot(page, 'owner');
  });

  step('speaks Japanese', async () => {
    await page.goto(`${portal.url}/settings`);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('option', { name: /日本語|Japanese/i }).click();
    await page.goto(`${portal.url}/batch-migration`);
    await page.getByText('二重実行').first().waitFor();
    await shoot(page, 'overview-ja');
  });

  step('met no error of a page on the way', () => {
    assert.deepEqual(problems, []);
  });
});
