/** A portal as small as Backstage allows, made outside the workspace from packed plugins. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const BACKSTAGE_BACKEND = [
  'backend-defaults',
  'plugin-app-backend',
  'plugin-auth-backend',
  'plugin-auth-backend-module-guest-provider',
  'plugin-catalog-backend',
  'plugin-scaffolder-backend',
  'plugin-search-backend',
];
const BACKSTAGE_APP = [
  'cli',
  'cli-defaults',
  'frontend-defaults',
  'plugin-catalog',
  'ui',
];
const REACT = ['react', 'react-dom', 'react-router', 'react-router-dom'];

const installed = name =>
  JSON.parse(
    readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8'),
  ).version;
const versions = names =>
  Object.fromEntries(names.map(name => [name, installed(name)]));
const scoped = names => names.map(name => `@backstage/${name}`);

const BACKEND_SOURCE = `
const { createBackend } = require('@backstage/backend-defaults');
const backend = createBackend();
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('backstage-plugin-batch-migration-backend'));
backend.add(import('backstage-plugin-batch-migration-backend-module-aws'));
backend.add(import('backstage-plugin-batch-migration-backend-module-kubernetes'));
backend.add(import('backstage-plugin-catalog-backend-module-batch-migration'));
backend.add(import('backstage-plugin-scaffolder-backend-module-batch-migration'));
backend.add(import('backstage-plugin-search-backend-module-batch-migration'));
backend.start();
`;

const APP_SOURCE = `
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import batchMigrationPlugin from 'backstage-plugin-batch-migration/alpha';
import ReactDOM from 'react-dom/client';
import '@backstage/ui/css/styles.css';

const app = createApp({ features: [catalogPlugin, batchMigrationPlugin] });
ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
`;

/**
 * Writes the portal's files; nothing is installed yet.
 * @param tarballs package name to the path of its tarball
 */
export function writeMinimalPortal(folder, { tarballs, port }) {
  const url = `http://127.0.0.1:${port}`;
  const write = (file, content) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(
      path.join(folder, file),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    );
  };
  const workspace = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const packed = Object.fromEntries(
    Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]),
  );
  const frontend = 'backstage-plugin-batch-migration';
  const { [frontend]: frontendTarball, ...backendTarballs } = packed;

  write('package.json', {
    name: 'minimal-portal',
    private: true,
    workspaces: ['packages/*'],
    resolutions: { ...workspace.resolutions, ...packed },
    packageManager: workspace.packageManager,
  });
  // The same versions as in the workspace; no install script runs.
  cpSync(path.join(root, 'yarn.lock'), path.join(folder, 'yarn.lock'));
  write(
    '.yarnrc.yml',
    'nodeLinker: node-modules\nenableTelemetry: false\nenableScripts: false\n',
  );
  write('packages/backend/package.json', {
    name: 'backend',
    version: '0.0.0',
    private: true,
    backstage: { role: 'backend' },
    dependencies: {
      ...versions(scoped(BACKSTAGE_BACKEND)),
      ...versions(['better-sqlite3']),
      ...backendTarballs,
      app: 'link:../app',
    },
  });
  write('packages/backend/index.js', BACKEND_SOURCE);
  write('packages/app/package.json', {
    name: 'app',
    version: '0.0.0',
    private: true,
    bundled: true,
    backstage: { role: 'frontend' },
    dependencies: {
      ...versions(scoped(BACKSTAGE_APP)),
      ...versions(REACT),
      [frontend]: frontendTarball,
    },
    files: ['dist'],
  });
  write('packages/app/src/index.tsx', APP_SOURCE);
  cpSync(
    path.join(root, 'packages/app/public'),
    path.join(folder, 'packages/app/public'),
    { recursive: true },
  );
  write('app-config.yaml', {
    app: { title: 'Minimal portal', baseUrl: url },
    organization: { name: 'Minimal' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    auth: { providers: { guest: {} } },
    batchMigration: { timezone: 'Asia/Tokyo' },
  });
  return url;
}

/** Native addons are taken from the workspace, which built them already. */
export function copyNativeAddons(folder) {
  const addon = 'node_modules/better-sqlite3/build';
  cpSync(path.join(root, addon), path.join(folder, addon), { recursive: true });
}
