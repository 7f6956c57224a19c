/**
 * `npm test`: every suite, and at the end the line `N passed, N failed`.
 * `--full` adds what takes longer; `--only a,b` runs some suites while working
 * on them. Suites run one after the other, but for those that leave a core
 * idle: they run beside another, and their output follows when they end.
 */
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { run, say } from './report.mjs';
import { suites } from './suites.mjs';
import { prepareToolchain } from './toolchain.mjs';

await run(async () => {
  const full = process.argv.includes('--full');
  const only = valueOf('--only')?.split(',');
  const chosen = suites.filter(({ name, fullOnly }) =>
    only ? only.includes(name) : full || !fullOnly,
  );
  if (chosen.length === 0) {
    say(
      `There is no such suite. Suites: ${suites
        .map(({ name }) => name)
        .join(', ')}`,
    );
    process.exitCode = 1;
    return;
  }
  const toolchain = prepareToolchain();

  const totals = { passed: 0, failed: 0 };
  const rows = [];
  const failures = [];
  const count = ({ suite, result, seconds }) => {
    totals.passed += result.passed;
    totals.failed += result.failed;
    rows.push(
      `${suite.name.padEnd(10)} ${String(result.passed).padStart(
        5,
      )} passed ${String(result.failed).padStart(4)} failed ${String(
        seconds,
      ).padStart(5)} s`,
    );
    for (const note of result.notes ?? []) rows.push(`           ${note}`);
    if (result.failures) failures.push(`\n${suite.name}: ${result.failures}`);
  };
  for (const suite of chosen.filter(one => !companionOf(one, chosen))) {
    const beside = chosen.filter(one => companionOf(one, chosen) === suite);
    const others = inOrder(beside, { toolchain, full });
    say(`\n── ${suite.title}`);
    count(await timed(suite, { toolchain, full }));
    for (const { printed, ...other } of await others) {
      say(`\n── ${other.suite.title}\n${printed}`);
      count(other);
    }
  }

  for (const failure of failures) say(failure);
  say(`\n${rows.join('\n')}\n`);
  say(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
});

/** The suite beside which this one runs, if that is to run at all. */
function companionOf({ beside }, chosen) {
  return beside && chosen.find(({ name }) => name === beside);
}

/** Runs suites one after the other and keeps what they print. */
async function inOrder(some, { toolchain, full }) {
  const results = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-suites-'));
  try {
    for (const suite of some) {
      const file = path.join(folder, suite.name);
      const output = openSync(file, 'w');
      const result = await timed(suite, {
        toolchain: { ...toolchain, output },
        full,
      });
      closeSync(output);
      results.push({ ...result, printed: readFileSync(file, 'utf8') });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

async function timed(suite, context) {
  const started = performance.now();
  const result = await attempt(suite, context);
  const seconds = Math.round((performance.now() - started) / 1000);
  return { suite, result, seconds };
}

/** A suite that cannot run has failed. */
async function attempt(suite, context) {
  try {
    return await suite.run(context);
  } catch (error) {
    say(`${suite.title} could not run: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

function valueOf(option) {
  const index = process.argv.indexOf(option);
  return index === -1 ? undefined : process.argv[index + 1];
}
