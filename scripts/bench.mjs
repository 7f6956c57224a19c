/**
 * `npm run bench`: how fast the schedules are, each row against its bar;
 * `--json` prints the rows as one JSON array. Exit code 1 where a bar is missed.
 */
import { run } from './report.mjs';
import { runWithSources } from './withSources.mjs';

await run(async () => {
  process.exitCode = runWithSources(
    'bench/measure.mjs',
    process.argv.slice(2),
    ['--expose-gc'],
  );
});
