/** A registry on 127.0.0.1: ours are published there, everything else comes from the one that npm uses. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../scripts/ports.mjs';
import { startNode, stop, untilReady } from '../../scripts/services.mjs';
import { registry, root } from '../../scripts/toolchain.mjs';

/** @returns its address, and how to stop it */
export async function startRegistry(toolchain) {
  const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-registry-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const config = path.join(folder, 'config.yaml');
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      storage: path.join(folder, 'storage'),
      uplinks: { npm: { url: registry(), cache: false, timeout: '120s' } },
      packages: {
        // Without an uplink: a forgotten package is missing, and nobody else's
        // of that name is taken.
        'backstage-plugin-*batch-migration*': {
          access: '$all',
          publish: '$all',
        },
        '**': { access: '$all', proxy: 'npm' },
      },
      web: { enable: false },
      log: { type: 'stdout', format: 'pretty', level: 'warn' },
      listen: url,
    }),
  );
  const service = startNode('registry', {
    toolchain,
    logDirectory: path.join(root, '.cache/logs'),
    cwd: folder,
    args: [
      path.join(root, 'node_modules/verdaccio/bin/verdaccio'),
      '--config',
      config,
    ],
  });
  await untilReady(service, `${url}/-/ping`);
  return {
    url,
    close: async () => {
      await stop(service);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
