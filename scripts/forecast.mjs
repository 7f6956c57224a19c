/**
 * `npm run forecast:backtest`: prints the tables of docs/forecast.md, computed
 * anew; with `--write` puts them there.
 */
import { run } from './report.mjs';
import { runWithSources } from './withSources.mjs';

await run(async () => {
  process.exitCode = runWithSources(
    'forecast/backtest.mjs',
    process.argv.slice(2),
  );
});
