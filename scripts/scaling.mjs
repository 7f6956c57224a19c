/**
 * `npm run scaling`: prints the tables of docs/scaling.md, computed anew; with
 * `--write` puts them there.
 */
import { run } from './report.mjs';
import { runWithSources } from './withSources.mjs';

await run(async () => {
  process.exitCode = runWithSources(
    'scaling/tables.mjs',
    process.argv.slice(2),
  );
});
