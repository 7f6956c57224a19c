/**
 * Brings what the project needs beyond git, Node with npm, python3, make and
 * g++: Yarn, a pinned Node 22 unless the running one is 22, and the installed
 * packages. Everything goes into the git-ignored `.tools/` and `node_modules/`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { say, SetupProblem } from './report.mjs';

export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
);
const tools = path.join(root, '.tools');
const installStamp = path.join(tools, 'installed');

const NODE_VERSION = '22.23.3';
const YARN_VERSION = '4.13.0';

const MISSING_COMPILER = {
  python3:
    'python3 is missing: native packages are built with it. On Debian: apt-get install python3',
  make: 'make is missing: native packages are built with it. On Debian: apt-get install make',
  'g++':
    'g++ is missing: native packages are built with it. On Debian: apt-get install g++',
};

/**
 * Makes everything ready and answers the environment for child processes.
 * A second call installs nothing.
 */
export function prepareToolchain() {
  const installed = isInstalled();
  // Before anything is downloaded: it would be for nothing.
  if (!installed) requireCompilers();
  const node = bringNode();
  const yarn = bringYarn();
  const environment = {
    ...process.env,
    PATH: [
      path.dirname(node.binary),
      path.join(root, 'node_modules/.bin'),
      process.env.PATH,
    ].join(path.delimiter),
    npm_config_nodedir: node.headers,
    BATCH_MIGRATION_ROOT: root,
    YARN_ENABLE_TELEMETRY: '0',
    // Left by `npm start`: they name npm's own Node and would mislead Yarn.
    npm_execpath: undefined,
    npm_node_execpath: undefined,
  };
  if (!installed) installPackages({ node: node.binary, yarn, environment });
  return { node: node.binary, yarn, environment };
}

function bringNode() {
  const prefix = path.resolve(process.execPath, '../..');
  if (
    process.versions.node.startsWith('22.') &&
    existsSync(path.join(prefix, 'include/node/node.h'))
  ) {
    return { binary: process.execPath, headers: prefix };
  }
  const name = `node-${process.platform}-${process.arch}`;
  const home = bring(`${name}@${NODE_VERSION}`, name, `Node ${NODE_VERSION}`);
  return { binary: path.join(home, 'bin/node'), headers: home };
}

function bringYarn() {
  const name = '@yarnpkg/cli-dist';
  const home = bring(`${name}@${YARN_VERSION}`, name, `Yarn ${YARN_VERSION}`);
  return path.join(home, 'bin/yarn.js');
}

/** Installs one npm package into its own folder under `.tools/`. */
export function bring(specifier, name, title) {
  const folder = path.join(tools, specifier.replace(/[@/]/g, '_'));
  const home = path.join(folder, 'node_modules', name);
  if (existsSync(path.join(home, 'package.json'))) return home;
  say(`Bringing ${title} from npm into .tools/ …`);
  mkdirSync(folder, { recursive: true });
  const result = spawnSync(
    'npm',
    [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      specifier,
    ],
    { encoding: 'utf8' },
  );
  if (result.status !== 0 || !existsSync(path.join(home, 'package.json'))) {
    throw new SetupProblem(explain(result, `${title} could not be installed`));
  }
  return home;
}

function isInstalled() {
  return (
    existsSync(installStamp) &&
    existsSync(path.join(root, 'node_modules')) &&
    readFileSync(installStamp, 'utf8') === installFingerprint()
  );
}

function requireCompilers() {
  for (const [command, message] of Object.entries(MISSING_COMPILER)) {
    if (spawnSync(command, ['--version']).error) {
      throw new SetupProblem(message);
    }
  }
}

function installPackages({ node, yarn, environment }) {
  say(
    'Installing packages with the frozen lockfile (about two minutes the first time) …',
  );
  const result = spawnSync(node, [yarn, 'install', '--immutable'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...environment, YARN_NPM_REGISTRY_SERVER: registry() },
  });
  if (result.status !== 0) {
    throw new SetupProblem(
      explain(result, 'The packages could not be installed'),
    );
  }
  mkdirSync(tools, { recursive: true });
  writeFileSync(installStamp, installFingerprint());
}

/** Changes when another install is needed. */
function installFingerprint() {
  const hash = createHash('sha256').update(NODE_VERSION);
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(path.join(root, folder))
      .sort()
      .map(name => path.join(folder, name, 'package.json')),
  );
  for (const file of [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...manifests,
  ]) {
    if (existsSync(path.join(root, file))) {
      hash.update(file).update(readFileSync(path.join(root, file)));
    }
  }
  return hash.digest('hex');
}

/** Yarn does not read npm's configuration; both should ask the same registry. */
export function registry() {
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
  });
  return stdout.trim().replace(/\/$/, '');
}

/** One line for a person, out of what an installer printed. */
function explain({ stdout, stderr, error }, what) {
  const text = `${stdout ?? ''}\n${stderr ?? ''}`;
  if (error) return `${what}: ${error.message}. Is npm installed?`;
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|getaddrinfo|RequestError/.test(
      text,
    )
  ) {
    return `${what}: the npm registry cannot be reached. Check the network or the proxy settings and run the command again.`;
  }
  const log = path.join(tools, 'install.log');
  mkdirSync(tools, { recursive: true });
  writeFileSync(log, text);
  const reason =
    text
      .split('\n')
      .filter(line => /YN0028|YN0009|YN0035|YN0082|npm error/.test(line))
      .pop()
      ?.trim() ?? 'see the log';
  return `${what}: ${reason} (whole output: ${path.relative(root, log)})`;
}
