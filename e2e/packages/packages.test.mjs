/**
 * Packs every plugin as npm would publish it, installs the tarballs beside a
 * minimal backend and app, starts them and loads the page. A file that
 * `exports` names and the package forgets, or a dependency that only the
 * workspace has, fails here.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { prepareToolchain, root } from '../../scripts/toolchain.mjs';

const toolchain = prepareToolchain();
const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-packages-'));
const tarballs = path.join(folder, 'tarballs');
const manifest = file => JSON.parse(readFileSync(file, 'utf8'));
const plugins = readdirSync(path.join(root, 'plugins')).map(name => ({
  directory: path.join(root, 'plugins', name),
  manifest: manifest(path.join(root, 'plugins', name, 'package.json')),
}));

const yarn = (args, cwd) =>
  execFileSync(toolchain.node, [toolchain.yarn, ...args], {
    cwd,
    env: { ...toolchain.environment, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
const tarballOf = name => path.join(tarballs, `${name}.tgz`);

/** Every file that `exports`, `main`, `types` and the like of a manifest name. */
function namedFiles(value) {
  if (typeof value === 'string') return [value];
  if (value && typeof value === 'object') {
    return Object.values(value).flatMap(namedFiles);
  }
  return [];
}

describe('packed packages', { timeout: 15 * 60_000 }, () => {
  before(() => {
    mkdirSync(tarballs);
    execFileSync(
      toolchain.node,
      [path.join(root, 'node_modules/.bin/tsc'), '--incremental', 'false'],
      { cwd: root, env: toolchain.environment, stdio: 'inherit' },
    );
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { directory, manifest: own } of plugins) {
    it(`${own.name} packs all files that it names`, () => {
      yarn(['build'], directory);
      yarn(['pack', '--out', tarballOf(own.name)], directory);
      const unpacked = path.join(folder, 'unpacked', own.name);
      mkdirSync(unpacked, { recursive: true });
      execFileSync('tar', [
        'xzf',
        tarballOf(own.name),
        '-C',
        unpacked,
        '--strip-components=1',
      ]);
      const packed = manifest(path.join(unpacked, 'package.json'));
      const { main, module, types, exports, configSchema } = packed;
      for (const file of namedFiles({
        main,
        module,
        types,
        exports,
        configSchema,
      })) {
        assert.ok(
          readFileSync(path.join(unpacked, file)).length > 0,
          `${file} is missing`,
        );
      }
      assert.ok(
        !JSON.stringify(packed.dependencies ?? {}).includes('workspace:'),
      );
    });
  }
});
