/**
 * `npm test`: every suite, one after the other, and at the end the line
 * `N passed, N failed`. `--full` adds what takes longer; `--only a,b` runs
 * some suites while working on them.
 */
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
  for (const suite of chosen) {
    say(`\n── ${suite.title}`);
    const started = performance.now();
    const result = await attempt(suite, { toolchain, full });
    totals.passed += result.passed;
    totals.failed += result.failed;
    const seconds = Math.round((performance.now() - started) / 1000);
    rows.push(
      `${suite.name.padEnd(10)} ${String(result.passed).padStart(
        5,
      )} passed ${String(result.failed).padStart(4)} failed ${String(
        seconds,
      ).padStart(5)} s`,
    );
    for (const note of result.notes ?? []) rows.push(`           ${note}`);
  }

  say(`\n${rows.join('\n')}\n`);
  say(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
});

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
