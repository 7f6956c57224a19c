/** What a newcomer reads when something is missing: one line, and an exit code that is not 0. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort, requireFreePort } from '../../scripts/ports.mjs';
import { root } from '../../scripts/toolchain.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-setup-'));
const checkout = path.join(folder, 'checkout');

/** Runs a script of the copied checkout. */
function runScript(script, env) {
  return new Promise(resolve => {
    execFile(
      process.execPath,
      [path.join(checkout, 'scripts', script)],
      { cwd: checkout, env: { HOME: folder, ...env }, encoding: 'utf8' },
      (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr: stderr.trim() }),
    );
  });
}

/** A folder for the PATH that holds only the named commands. */
function onlyCommands(name, commands) {
  const bin = path.join(folder, name);
  mkdirSync(bin);
  for (const command of commands) {
    const target = execFileSync('sh', ['-c', `command -v ${command}`], {
      encoding: 'utf8',
    }).trim();
    symlinkSync(target, path.join(bin, command));
  }
  return bin;
}

describe('on a fresh clone', { timeout: 120_000 }, () => {
  before(() => {
    for (const name of [
      'scripts',
      'package.json',
      'yarn.lock',
      '.yarnrc.yml',
      'packages',
      'plugins',
    ]) {
      cpSync(path.join(root, name), path.join(checkout, name), {
        recursive: true,
        filter: source => !/node_modules|\/dist$|\/src$/.test(source),
      });
    }
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const missing of ['python3', 'make', 'g++']) {
    it(`names the missing ${missing}`, async () => {
      const others = ['python3', 'make', 'g++'].filter(
        command => command !== missing,
      );
      const { code, stderr } = await runScript('setup.mjs', {
        PATH: onlyCommands(`without-${missing}`, others),
      });
      assert.equal(code, 1);
      assert.equal(stderr.split('\n').length, 1, stderr);
      assert.match(
        stderr,
        new RegExp(`^${missing.replaceAll('+', '\\+')} is missing`),
      );
    });
  }

  it('says that the registry cannot be reached', async () => {
    const { code, stderr } = await runScript('setup.mjs', {
      PATH: process.env.PATH,
      npm_config_cache: path.join(folder, 'npm-cache'),
      npm_config_registry: `http://127.0.0.1:${await freePort()}/`,
      npm_config_fetch_retries: '0',
    });
    assert.equal(code, 1);
    assert.equal(stderr.split('\n').length, 1, stderr);
    assert.match(stderr, /the npm registry cannot be reached/);
  });

  it('names the port that is in use', async () => {
    const server = createServer();
    await new Promise(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address();
    try {
      await assert.rejects(
        requireFreePort(port, 'portal'),
        error =>
          error.message.startsWith(`Port ${port} of 127.0.0.1`) &&
          !error.message.includes('\n'),
      );
    } finally {
      server.close();
    }
    await requireFreePort(port, 'portal');
  });
});
