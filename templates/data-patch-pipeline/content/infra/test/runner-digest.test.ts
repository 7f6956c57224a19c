import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { parse } from 'yaml';
import { runnerDigest } from '../constructs/runner-digest';

const ROOT = join(__dirname, '..', '..');
const BUILDSPEC = readFileSync(join(ROOT, 'runner', 'buildspec.yml'), 'utf8');
const commands: string[] = parse(BUILDSPEC).phases.install.commands;
const step = commands.find(command => command.includes('{{RUNNER_DIGEST}}')) ?? '';

describe('what a build fetches, held against the hash that the buildspec was deployed with', () => {
  const base = mkdtempSync(join(tmpdir(), 'digest-'));
  const bundled = join(base, 'bundled');
  const fetched = join(base, 'fetched');
  execFileSync(process.execPath, [join(ROOT, 'runner', 'bundle.mjs'), bundled]);
  const digest = runnerDigest(bundled);
  after(() => rmSync(base, { recursive: true }));
  beforeEach(() => {
    rmSync(fetched, { recursive: true, force: true });
    execFileSync('cp', ['-a', bundled, fetched]);
  });
  /** The step of the buildspec itself, for another folder. */
  const check = () => spawnSync('bash', ['-c', step.replace('{{RUNNER_DIGEST}}', digest).replaceAll('/opt/patch-runner', fetched)], { encoding: 'utf8' });

  test('what was deployed goes on', () => {
    const { status, stdout, stderr } = check();
    assert.deepEqual([status, stdout + stderr], [0, '']);
  });

  test('the check comes before the runner is started, and before anything else is put beside it', () => {
    const index = (part: string) => commands.findIndex(command => command.includes(part));
    assert.ok(index('unzip') < index(step) && index(step) < index('pins.json') && index(step) < index('main.cjs'));
  });

  const CHANGES: Array<[string, () => void]> = [
    ['a changed runner', () => appendFileSync(join(fetched, 'main.cjs'), '//')],
    ['a changed prelude', () => appendFileSync(join(fetched, 'ruby/guard.rb'), '#')],
    ['a runner that is missing a file', () => rmSync(join(fetched, 'node/dry-run.cjs'))],
    ['a package beside the runner, which it would load', () => (mkdirSync(join(fetched, 'node_modules/pg-native'), { recursive: true }), writeFileSync(join(fetched, 'node_modules/pg-native/index.js'), ''))],
    ['a link to a folder of the branch', () => symlinkSync(base, join(fetched, 'node_modules'))],
    ['a link in place of a file, to what is the same for now', () => (rmSync(join(fetched, 'main.cjs')), symlinkSync(join(bundled, 'main.cjs'), join(fetched, 'main.cjs')))],
    ['a file that is hidden', () => writeFileSync(join(fetched, '.pnp.cjs'), '')],
  ];
  for (const [name, change] of CHANGES) {
    test(`ATTACK ${name} ends the build before anything of it runs`, () => {
      change();
      const { status, stdout } = check();
      assert.equal(status, 1);
      assert.match(stdout, /THE RUNNER IS NOT THE ONE THAT WAS DEPLOYED/);
    });
  }
});
