/**
 * `npm run history:verify`: whether the history is whole, and what was done to
 * it where it is not. docs/history.md tells its options and exit codes.
 */
import { run } from './report.mjs';
import { runWithSources } from './withSources.mjs';

await run(async () => {
  process.exitCode = runWithSources(
    'history/verify.mjs',
    process.argv.slice(2),
  );
});
