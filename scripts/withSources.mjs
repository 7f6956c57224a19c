import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { prepareToolchain, root } from './toolchain.mjs';

/**
 * Runs a script in a Node that reads the workspace's TypeScript, with this
 * process's output, and answers its exit code.
 */
export function runWithSources(script, args, nodeOptions = []) {
  const toolchain = prepareToolchain();
  const { status } = spawnSync(
    toolchain.node,
    [
      ...nodeOptions,
      '--require',
      path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      path.join(root, 'scripts', script),
      ...args,
    ],
    { cwd: root, env: toolchain.environment, stdio: 'inherit' },
  );
  return status ?? 1;
}
