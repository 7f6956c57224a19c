import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

/** Builds every plugin as it is packed: its declarations first, which the build puts together. */
export function buildPlugins(toolchain) {
  const bin = name => path.join(root, 'node_modules/.bin', name);
  for (const args of [
    // Another suite checks the types; here they are only written.
    [bin('tsc'), '--incremental', 'false', '--noCheck'],
    [bin('backstage-cli'), 'repo', 'build'],
  ]) {
    execFileSync(toolchain.node, args, {
      cwd: root,
      env: toolchain.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
