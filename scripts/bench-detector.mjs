/**
 * `npm run bench:detector -- <file> [--rules <file>]`: tries the detector of
 * the golden path `audited-bastion` on a file of commands and prints recall,
 * false alarms, what was missed and how fast it was. Exit code 1 only where a
 * file cannot be read.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { run } from './report.mjs';
import { prepareToolchain, root } from './toolchain.mjs';

await run(async () => {
  const toolchain = prepareToolchain();
  const { status } = spawnSync(
    toolchain.node,
    [
      // The detector is TypeScript that Node reads by leaving out its types.
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      path.join(root, 'scripts/detector/bench.mjs'),
      ...process.argv.slice(2),
    ],
    { env: toolchain.environment, stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
});
