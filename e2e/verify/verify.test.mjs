/**
 * `npm run verify:packages`: packs every plugin, publishes it to a registry on
 * 127.0.0.1, installs from there into portals of Backstage's own layouts as the
 * README says, starts them on the demo estate and loads each page, card and
 * template. A file, an export or a dependency that a package forgets fails
 * here, and a line of the README that is no longer true.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../scripts/ports.mjs';
import { stop } from '../../scripts/services.mjs';
import { prepareToolchain, root } from '../../scripts/toolchain.mjs';
import { NEW_JOB, runTemplate } from '../generated/repository.mjs';
import { buildPlugins } from '../packages/build.mjs';
import { undeclaredImports } from '../packages/undeclared.mjs';
import '../portal/failures.mjs';
import {
  eventually,
  guestToken,
  launchBrowser,
  noteWords,
} from '../portal/portal.mjs';
import { createPortal, startLayout, TEMPLATES } from './layout.mjs';
import { startRegistry } from './registry.mjs';

const toolchain = prepareToolchain();
const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-verify-'));
const plugins = readdirSync(path.join(root, 'plugins'));

const LAYOUTS = [
  {
    layout: 'default',
    part: 'New frontend system',
    catalog: '/',
    home: '/home',
  },
  {
    layout: 'legacy',
    part: 'Legacy frontend system',
    catalog: '/catalog',
    resultType: 'Workloads',
    card: '/home',
  },
];

/** What people take from a package themselves; nothing in the portal loads it. */
const FILES = [
  'backstage-plugin-batch-migration-backend-module-aws/documents/read-crontabs.json',
];

/** Pages below `/batch-migration`, each with its first heading. */
const PAGES = {
  '': 'Batch migration',
  '/import': 'Import a crontab',
  '/handover': 'Plan a handover',
  '/targets': 'Found on the platforms',
  '/sources': 'Sources',
  '/waves': 'Waves',
  '/golden-paths': 'Golden paths',
  '/approvals': 'Sessions and patches',
  '/dangers/runs-twice': 'runs twice',
};

describe('published packages', { timeout: 60 * 60_000 }, () => {
  it('come with golden paths that the README names, all of them', () =>
    assert.deepEqual(
      [...TEMPLATES].sort(),
      readdirSync(path.join(root, 'templates')).sort(),
    ));

  let registry;
  const removals = [];

  before(async () => {
    registry = await startRegistry(toolchain);
    const run = (args, cwd) =>
      execFileSync(toolchain.node, args, {
        cwd,
        env: toolchain.environment,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    buildPlugins(toolchain);
    mkdirSync(path.join(folder, 'tarballs'));
    for (const plugin of plugins) {
      const directory = path.join(root, 'plugins', plugin);
      const tarball = path.join(folder, 'tarballs', `${plugin}.tgz`);
      run([toolchain.yarn, 'pack', '--out', tarball], directory);
      execFileSync(
        'npm',
        ['publish', tarball, '--registry', registry.url, '--access', 'public'],
        {
          cwd: folder,
          env: {
            ...process.env,
            // npm refuses to publish without a token; the registry takes any.
            [`npm_config_//${new URL(registry.url).host}/:_authToken`]:
              'anybody',
          },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
    }
  });

  after(async () => {
    await registry?.close();
    await Promise.all(removals);
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { layout, part, ...has } of LAYOUTS) {
    describe(`in Backstage's ${layout} layout`, () => {
      let portal;
      let started;
      let browser;
      let page;
      const problems = [];

      before(() => {
        portal = createPortal({
          toolchain,
          folder,
          registry: registry.url,
          layout,
          part,
        });
      });

      after(async () => {
        await browser?.close();
        await stop(started?.backend);
        // Two layouts with their dependencies are more than most machines
        // spare; to remove one takes minutes, in which the next is made.
        removals.push(
          rm(path.join(folder, layout), { recursive: true, force: true }),
        );
      });

      it('fits its types', () => portal.checkTypes());

      it('holds plugins that declare what they import', () => {
        const modules = path.join(portal.folder, 'node_modules');
        const ours = readdirSync(modules).filter(name =>
          /^backstage-plugin-.*batch-migration/.test(name),
        );
        assert.ok(ours.length > 0, 'no plugin of ours is installed');
        assert.deepEqual(
          ours.flatMap(name => undeclaredImports(path.join(modules, name))),
          [],
        );
      });

      // Whatever hangs here is named, and does not take the time of all.
      it('builds and starts', { timeout: 15 * 60_000 }, async () => {
        portal.build();
        started = await startLayout({
          toolchain,
          portal: portal.folder,
          port: await freePort(),
        });
        browser = await launchBrowser();
        page = await browser.newPage({
          viewport: { width: 1440, height: 1000 },
          locale: 'en-GB',
        });
        page.setDefaultTimeout(60_000);
        // Widgets of Backstage's own ask the internet, which is not here.
        let refused = 0;
        page.on('requestfailed', request => {
          if (!request.url().startsWith(started.url)) refused += 1;
        });
        page.on('pageerror', ({ message, stack }) => {
          if (message === 'Failed to fetch' && refused > 0) refused -= 1;
          else problems.push(`${page.url()}: ${stack || message}`);
        });
        noteWords(page, problems);
        await page.goto(started.url);
        const enter = page.getByRole('button', { name: 'Enter' });
        await enter
          .or(page.getByRole('link', { name: 'Batch migration' }))
          .first()
          .waitFor();
        if (await enter.isVisible()) await enter.click();
        await page
          .getByRole('link', { name: 'Batch migration' })
          .first()
          .click();
        await page
          .getByRole('heading', { level: 1, name: 'Batch migration' })
          .waitFor();
      });

      for (const [address, heading] of Object.entries(PAGES)) {
        it(`shows /batch-migration${address}`, async () => {
          await page.goto(`${started.url}/batch-migration${address}`);
          await page
            .getByRole('heading', { level: 1, name: heading })
            .waitFor();
        });
      }

      it('shows a workload', async () => {
        await page.goto(`${started.url}/batch-migration`);
        await page
          .getByRole('link', { name: 'ranking-daily', exact: true })
          .first()
          .click();
        await page
          .getByRole('heading', { level: 1, name: 'ranking-daily' })
          .waitFor();
        await page
          .getByRole('heading', { level: 2, name: 'Seen on both sides' })
          .waitFor();
      });

      const entity = name => `${started.url}/catalog/default/${name}`;

      /** The new frontend system draws its tabs as links. */
      const tab = name =>
        page
          .getByRole('tab', { name, exact: true })
          .or(page.getByRole('link', { name, exact: true }));

      const ask = async address => {
        const headers = {
          Authorization: `Bearer ${await guestToken(started.url)}`,
        };
        return fetch(`${started.url}/api/${address}`, { headers });
      };

      it('shows the card and the tab of a server', async () => {
        // A page of what is not there yet stays as it is.
        await eventually(
          'the catalog knows the server',
          async () =>
            (
              await ask('catalog/entities/by-name/resource/default/bat000')
            ).ok,
        );
        await page.goto(entity('resource/bat000'));
        await page.getByRole('region', { name: /^Migration/ }).waitFor();
        await tab('Migration').click();
        await page
          .getByRole('heading', {
            level: 2,
            name: 'bat000 cannot be shut down',
          })
          .waitFor();
      });

      it('shows the card and the tab of a role', async () => {
        await page.goto(entity('resource/bat000-scheduled-jobs'));
        await page.getByRole('region', { name: /^Migration/ }).waitFor();
        await tab('Jobs').click();
        await page
          .getByRole('checkbox', { name: 'Select feed-import' })
          .waitFor();
      });

      it('shows the card of an owner', async () => {
        await page.goto(entity('group/news-platform'));
        await page.getByRole('region', { name: /^Migrations of / }).waitFor();
      });

      it('shows the cards of what a golden path made', async () => {
        const answer = await ask(
          'batch-migration/workloads?text=ranking-daily',
        );
        const [{ id }] = (await answer.json()).items;
        // JSON is YAML.
        writeFileSync(started.registered, JSON.stringify(madeComponent(id)));
        await eventually(
          'the catalog knows the component',
          async () =>
            (
              await ask('catalog/entities/by-name/component/default/rankings')
            ).ok,
        );
        await page.goto(entity('component/rankings'));
        await page
          .getByRole('region', { name: /^Replaces/ })
          .getByRole('link', { name: 'ranking-daily' })
          .waitFor();
        await page
          .getByRole('region', { name: /^Golden path/ })
          .getByText('scheduled-fargate-job')
          .first()
          .waitFor();
      });

      it('filters the catalog', async () => {
        await page.goto(
          `${started.url}${has.catalog}?filters[kind]=resource&filters[user]=all`,
        );
        await page.getByText('Migration danger', { exact: true }).waitFor();
      });

      if (has.home) {
        it('offers the widget of the home page', async () => {
          await page.goto(started.url + has.home);
          await page.getByRole('button', { name: 'Edit' }).click();
          await page.getByRole('button', { name: 'Add widget' }).click();
          await page
            .getByRole('dialog')
            .getByRole('button', { name: /^My ?migrations/i })
            .click();
          await page.getByRole('dialog').waitFor({ state: 'hidden' });
          await page
            .getByText('My migrations', { exact: true })
            .first()
            .waitFor();
        });
      }

      if (has.card) {
        it('shows the card of the home page', async () => {
          await page.goto(started.url + has.card);
          await page.getByText('My migrations', { exact: true }).waitFor();
          // Who signs in here owns nothing.
          await page
            .getByText(/in the overview$|^No workload that has to leave/)
            .waitFor();
        });
      }

      it('finds a workload', async () => {
        await eventually('search knows ranking-daily', async () => {
          const answer = await ask(
            'search/query?term=ranking-daily&types[0]=batch-migration-workload',
          );
          return answer.ok && (await answer.json()).results.length > 0;
        });
        await page.goto(`${started.url}/search?query=ranking-daily`);
        if (has.resultType) {
          // Its name goes on with how many were found.
          await page
            .getByRole('button', { name: new RegExp(`^${has.resultType}`) })
            .click();
        }
        await page
          .getByRole('link', { name: /ranking-daily/ })
          .first()
          .waitFor();
      });

      for (const template of TEMPLATES) {
        it(`opens the form of ${template}`, async () => {
          await page.goto(
            `${started.url}/create/templates/default/${template}`,
          );
          await page.getByRole('button', { name: /^(Next|Review)$/ }).waitFor();
        });
      }

      it('makes a repository', async () => {
        const { status, log } = await runTemplate({
          url: started.url,
          token: await guestToken(started.url),
          values: NEW_JOB,
        });
        assert.equal(status, 'completed', log);
        const made = path.join(started.repositories, NEW_JOB.repository);
        assert.ok(existsSync(path.join(made, 'infra/stack.ts')));
      });

      it('answers what its API is', async () => {
        const answer = await ask('batch-migration/openapi');
        assert.equal(answer.status, 200);
        assert.match(await answer.text(), /^openapi: 3/m);
      });

      for (const file of FILES) {
        it(`brings ${path.basename(file)}`, () => {
          assert.ok(existsSync(path.join(portal.folder, 'node_modules', file)));
        });
      }

      it('asks for workloads by our own field', async () => {
        await page.goto(entity('resource/bat000-scheduled-jobs/jobs'));
        await page
          .getByRole('checkbox', { name: 'Select feed-import' })
          .check();
        await page.getByRole('button', { name: 'Migrate 1 selected' }).click();
        await page.getByRole('textbox', { name: 'Name' }).waitFor();
      });

      it('threw no error, and said nothing on the console', () =>
        assert.deepEqual(problems, []));
    });
  }
});

/** As the `catalog-info.yaml` of a generated repository. */
function madeComponent(replaced) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'rankings',
      annotations: {
        'batch-migration/golden-path': 'scheduled-fargate-job@1.0.0',
        'batch-migration/replaces': replaced,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'experimental',
      owner: 'group:default/news-platform',
    },
  };
}
