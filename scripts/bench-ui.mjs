/**
 * `npm run bench:ui`: how fast the overview of 100,000 workloads is in
 * Chromium, beside the catalog's list of the 10,000 roles; each row against its
 * bar. `--servers 40` takes a smaller estate, for work on the bench. Exit code
 * 1 where a bar is missed.
 */
import { requireChromium } from './chromium.mjs';
import { run } from './report.mjs';
import { runWithSources } from './withSources.mjs';

await run(async () => {
  process.env.CHROMIUM ??= requireChromium();
  process.exitCode = runWithSources(
    'bench/measureUi.mjs',
    process.argv.slice(2),
  );
});
