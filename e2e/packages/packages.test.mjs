/**
 * Packs every plugin as npm would publish it, installs the tarballs beside a
 * minimal backend and app outside the workspace, starts them and loads the
 * page. A file that `exports` names and the package forgets, or a dependency
 * that only the workspace has, fails here.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../scripts/ports.mjs';
import { startNode, stop, untilReady } from '../../scripts/services.mjs';
import { prepareToolchain, registry, root } from '../../scripts/toolchain.mjs';
import '../portal/failures.mjs';
import { guestToken, launchBrowser } from '../portal/portal.mjs';
import { buildPlugins } from './build.mjs';
import { copyNativeAddons, writeMinimalPortal } from './minimalPortal.mjs';
import { undeclaredImports } from './undeclared.mjs';

const toolchain = prepareToolchain();
const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-packages-'));
const manifest = file => JSON.parse(readFileSync(file, 'utf8'));
const plugins = readdirSync(path.join(root, 'plugins')).map(name => ({
  directory: path.join(root, 'plugins', name),
  manifest: manifest(path.join(root, 'plugins', name, 'package.json')),
}));
const tarballs = Object.fromEntries(
  plugins.map(plugin => [
    plugin.manifest.name,
    path.join(folder, 'tarballs', `${plugin.manifest.name}.tgz`),
  ]),
);

const nodeRun = (args, cwd, env = {}) =>
  execFileSync(toolchain.node, args, {
    cwd,
    env: { ...toolchain.environment, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });

/** Every file that `exports`, `main`, `types` and the like of a manifest name. */
function namedFiles(value) {
  if (typeof value === 'string') return [value];
  if (value && typeof value === 'object') {
    return (
      Object.entries(value)
        // Backstage's own condition names a kind of feature, not a file.
        .filter(([condition]) => condition !== 'backstage')
        .flatMap(([, target]) => namedFiles(target))
    );
  }
  return [];
}

describe('packed packages', { timeout: 20 * 60_000 }, () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('as tarballs', () => {
    before(() => {
      mkdirSync(path.join(folder, 'tarballs'));
      buildPlugins(toolchain);
    });

    for (const { directory, manifest: own } of plugins) {
      it(`${own.name} holds every file that it names, and declares what it imports`, () => {
        nodeRun(
          [toolchain.yarn, 'pack', '--out', tarballs[own.name]],
          directory,
        );
        const unpacked = path.join(folder, 'unpacked', own.name);
        mkdirSync(unpacked, { recursive: true });
        execFileSync('tar', [
          'xzf',
          tarballs[own.name],
          '-C',
          unpacked,
          '--strip-components=1',
        ]);
        const packed = manifest(path.join(unpacked, 'package.json'));
        const { main, module, types, exports, configSchema } = packed;
        const files = namedFiles({
          main,
          module,
          types,
          exports,
          configSchema,
        });
        assert.ok(files.length > 0, 'the manifest names no file');
        for (const file of files) {
          assert.ok(
            readFileSync(path.join(unpacked, file)).length > 0,
            `${file} is empty`,
          );
        }
        assert.ok(
          !JSON.stringify(packed.dependencies ?? {}).includes('workspace:'),
          'a dependency still points into the workspace',
        );
        assert.deepEqual(undeclaredImports(unpacked), []);
      });
    }
  });

  describe('beside a minimal backend and app', () => {
    const portal = path.join(folder, 'portal');
    let url;
    let backend;

    before(async () => {
      mkdirSync(portal);
      url = writeMinimalPortal(portal, { tarballs, port: await freePort() });
      nodeRun([toolchain.yarn, 'install'], portal, {
        YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
        YARN_NPM_REGISTRY_SERVER: registry(),
      });
      copyNativeAddons(portal);
      nodeRun(
        [
          path.join(portal, 'node_modules/@backstage/cli/bin/backstage-cli'),
          'package',
          'build',
        ],
        path.join(portal, 'packages/app'),
      );
      backend = startNode('minimal-backend', {
        toolchain,
        logDirectory: path.join(root, '.cache/logs'),
        cwd: path.join(portal, 'packages/backend'),
        args: ['index.js', '--config', '../../app-config.yaml'],
      });
      await untilReady(backend, `${url}/.backstage/health/v1/readiness`);
    });

    after(() => stop(backend));

    it('answers the API to those who are signed in, and to nobody else', async () => {
      const summary = `${url}/api/batch-migration/summary`;
      assert.equal((await fetch(summary)).status, 401);
      const response = await fetch(summary, {
        headers: { Authorization: `Bearer ${await guestToken(url)}` },
      });
      assert.equal(response.status, 200);
      assert.equal((await response.json()).scope, 0);
    });

    it('registers the scaffolder actions', async () => {
      const response = await fetch(`${url}/api/scaffolder/v2/actions`, {
        headers: { Authorization: `Bearer ${await guestToken(url)}` },
      });
      const ids = (await response.json()).map(({ id }) => id);
      assert.ok(ids.includes('batch-migration:targets:link'), ids.join(', '));
    });

    it('runs the command golden-path', () => {
      const command = path.join(
        ...[
          portal,
          'node_modules/backstage-plugin-batch-migration-golden-paths',
        ],
        'bin/golden-path.cjs',
      );
      assert.match(
        nodeRun([command, 'upgrade', '--help'], portal),
        /--templates <where>/,
      );
    });

    it('shows the page', async () => {
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage();
        await page.goto(`${url}/batch-migration`);
        await page.getByRole('button', { name: 'Enter' }).click();
        await page
          .getByRole('heading', { level: 1, name: 'Batch migration' })
          .waitFor();
        await page.getByText('No server is watched yet').waitFor();
      } finally {
        await browser.close();
      }
    });
  });
});
