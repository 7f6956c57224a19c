/** Portals of Backstage's own layouts, with our packages as the README says. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startNode, untilReady } from '../../scripts/services.mjs';
import { root } from '../../scripts/toolchain.mjs';
import { change, configurationOf, stepsOf } from './installation.mjs';

/** Compiled for this machine when the workspace was installed. */
const NATIVE_ADDONS = ['better-sqlite3/build'];

/** What the README says of a home page, in a layout that has none. */
const HOME_PAGE = {
  file: 'packages/app/src/App.tsx',
  lines: [
    " import { SignalsDisplay } from '@backstage/plugin-signals';",
    "+import { HomePageMyMigrations } from 'backstage-plugin-batch-migration';",
    ' …',
    '     <Route path="/" element={<Navigate to="catalog" />} />',
    '+    <Route path="/home" element={<HomePageMyMigrations />} />',
  ],
};

/**
 * @param layout `default`, or `legacy` for the legacy frontend system
 * @param part the heading in the README that belongs to it
 */
export function createPortal({ toolchain, folder, registry, layout, part }) {
  const commands = path.join(folder, 'commands');
  const portal = path.join(folder, layout);
  mkdirSync(commands, { recursive: true });
  writeFileSync(
    path.join(commands, 'yarn'),
    `#!/bin/sh\nexec '${toolchain.node}' '${toolchain.yarn}' "$@"\n`,
    { mode: 0o755 },
  );
  const environment = {
    ...toolchain.environment,
    PATH: [commands, toolchain.environment.PATH].join(path.delimiter),
    BACKSTAGE_APP_NAME: `${layout}-portal`,
    CI: 'true',
    YARN_NPM_REGISTRY_SERVER: registry,
    // What this machine keeps of an earlier run would hide what was packed now.
    YARN_GLOBAL_FOLDER: path.join(folder, 'yarn'),
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    // The layout waits three days with what is newly published; ours is.
    YARN_NPM_MINIMAL_AGE_GATE: '0',
    // Installers that bring binaries from elsewhere; see NATIVE_ADDONS.
    YARN_ENABLE_SCRIPTS: 'false',
  };
  const execute = (program, args, cwd = portal) => {
    try {
      execFileSync(program, args, {
        cwd,
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
        encoding: 'utf8',
        maxBuffer: 256 * 1024 * 1024,
      });
    } catch (error) {
      // Yarn and the CLI say on their output what went wrong.
      throw new Error(`${error.message}\n${error.stdout.slice(-5000)}`);
    }
  };
  const node = args => execute(toolchain.node, args);

  execute(
    toolchain.node,
    [
      path.join(root, 'node_modules/.bin/backstage-create-app'),
      ...['--path', portal, '--skip-install'],
      ...(layout === 'legacy' ? ['--legacy'] : []),
    ],
    folder,
  );
  // The layout's seed of versions is on GitHub; those of the workspace are as
  // good.
  cpSync(path.join(root, 'yarn.lock'), path.join(portal, 'yarn.lock'));
  const manifest = path.join(portal, 'package.json');
  const { resolutions, ...rest } = readManifest(manifest);
  writeFileSync(
    manifest,
    JSON.stringify({
      ...rest,
      resolutions: {
        ...readManifest(path.join(root, 'package.json')).resolutions,
        ...resolutions,
      },
    }),
  );

  for (const step of [...stepsOf('Backend'), ...stepsOf(part)]) {
    if (step.command)
      execute(path.join(commands, step.command[0]), step.command.slice(1));
    else change(portal, step);
  }
  if (layout === 'legacy') change(portal, HOME_PAGE);
  for (const addon of NATIVE_ADDONS) {
    cpSync(
      path.join(root, 'node_modules', addon),
      path.join(portal, 'node_modules', addon),
      { recursive: true },
    );
  }
  return {
    folder: portal,
    checkTypes: () =>
      node([
        'node_modules/.bin/tsc',
        '--noEmit',
        '--emitDeclarationOnly',
        'false',
        '--incremental',
        'false',
      ]),
    build: () =>
      execute(
        toolchain.node,
        [
          path.join(portal, 'node_modules/@backstage/cli/bin/backstage-cli'),
          ...['package', 'build'],
        ],
        path.join(portal, 'packages/app'),
      ),
  };
}

/** The demo is small: what is new is found within a minute. */
const OFTEN = {
  frequency: { seconds: 20 },
  timeout: { minutes: 2 },
  initialDelay: { seconds: 10 },
};

const readManifest = file => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Starts the backend of the layout, which serves the built app, on the demo estate.
 * @returns its address, a file from which its catalog takes whatever is
 *   written there, and the folder in which golden paths leave repositories
 */
export async function startLayout({ toolchain, portal, port }) {
  const url = `http://127.0.0.1:${port}`;
  const estate = path.join(root, 'examples/estate');
  const config = path.join(portal, 'app-config.local.yaml');
  const registered = path.join(portal, 'registered.yaml');
  const repositories = path.join(portal, 'repositories');
  const [asShown] = configurationOf('Golden paths').catalog.locations;
  writeFileSync(
    config,
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        cors: { origin: url },
      },
      auth: { environment: 'development' },
      search: { collators: { batchMigration: { schedule: OFTEN } } },
      catalog: {
        processingInterval: { seconds: 20 },
        locations: [
          { type: 'file', target: registered },
          ...['org.yaml', 'systems.yaml'].map(file => ({
            type: 'file',
            target: path.join(estate, 'catalog', file),
            rules: [
              {
                allow: [
                  'User',
                  'Group',
                  'System',
                  'Domain',
                  'Component',
                  'Resource',
                ],
              },
            ],
          })),
          ...TEMPLATES.map(name => ({
            ...asShown,
            target: path.join(root, 'templates', name, 'template.yaml'),
          })),
        ],
      },
      batchMigration: {
        timezone: 'Asia/Tokyo',
        inventories: [
          {
            type: 'files',
            target: path.join(estate, 'captured'),
            role: 'captured',
            freshness: { days: 7 },
          },
          {
            type: 'files',
            target: path.join(estate, 'declared'),
            role: 'declared',
          },
          { type: 'aws', accountId: '111122223333', region: 'ap-northeast-1' },
        ],
        aws: { mode: 'replay', recordings: path.join(estate, 'aws') },
        replay: { clock: '2026-02-12T10:24:00+09:00' },
        seed: { plans: path.join(estate, 'plans') },
        repositories: { directory: repositories },
      },
    }),
  );
  mkdirSync(repositories, { recursive: true });
  const backend = startNode('layout', {
    toolchain,
    logDirectory: path.join(root, '.cache/logs'),
    cwd: path.join(portal, 'packages/backend'),
    args: [
      ...[
        '--require',
        path.join(
          portal,
          'node_modules/@backstage/cli/config/nodeTransform.cjs',
        ),
      ],
      'src/index.ts',
      ...['--config', path.join(portal, 'app-config.yaml')],
      ...['--config', config],
    ],
  });
  await untilReady(
    backend,
    `${url}/.backstage/health/v1/batch-migration`,
    {},
    text => JSON.parse(text).finishedAt !== null,
  );
  return { url, backend, registered, repositories };
}

/** The golden paths that the README has a portal register. */
export const TEMPLATES = [
  ...readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(
    /\(templates\/([\w-]+)\/template\.yaml\)/g,
  ),
].map(([, name]) => name);
