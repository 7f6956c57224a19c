/** The suites of `npm test`, each with its way to run and to count. */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireChromium } from './chromium.mjs';
import { startPostgres } from './postgres.mjs';
import { failedInJest } from './testResults.mjs';
import { root } from './toolchain.mjs';

const reports = path.join(root, '.cache/reports');
const cli = path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
const HEAP = '--max-old-space-size=6144';
const bin = name => path.join(root, 'node_modules/.bin', name);

export const suites = [
  {
    name: 'format',
    beside: 'types',
    title: 'Format (prettier)',
    run: ({ toolchain }) =>
      oneCheck(toolchain, [
        bin('prettier'),
        '--check',
        '--loglevel',
        'warn',
        '.',
      ]),
  },
  {
    name: 'lint',
    beside: 'types',
    title: 'Lint (eslint)',
    run: ({ toolchain }) => oneCheck(toolchain, [cli, 'repo', 'lint']),
  },
  {
    name: 'types',
    title: 'Types (tsc)',
    run: ({ toolchain }) =>
      oneCheck(toolchain, [
        bin('tsc'),
        '--noEmit',
        '--emitDeclarationOnly',
        'false',
        '--incremental',
        'false',
      ]),
  },
  {
    name: 'config',
    title: 'The configuration against the schemas of all packages',
    run: ({ toolchain }) =>
      oneCheck(toolchain, [cli, 'config:check', '--strict']),
  },
  {
    name: 'setup',
    title: 'Setting up on a machine where something is missing',
    run: ({ toolchain, full }) => nodeTests(toolchain, 'e2e/setup', { full }),
  },
  {
    name: 'unit',
    title: 'Unit and API tests (Jest; SQLite and PostgreSQL)',
    run: unitTests,
  },
  {
    name: 'generated',
    title: 'Generated repositories (npm ci, npm test, cdk synth)',
    run: ({ toolchain, full }) =>
      nodeTests(toolchain, 'e2e/generated', {
        full,
        // What installs packages or waits for a portal leaves a core idle.
        concurrency: 2,
      }),
  },
  {
    name: 'detector',
    title: 'The detector of dangerous commands, and its bench',
    run: ({ toolchain, full }) =>
      nodeTests(toolchain, 'e2e/detector', { full }),
  },
  {
    name: 'options',
    title: 'Generated repositories, every option that changes the output',
    fullOnly: true,
    run: ({ toolchain }) =>
      jestTests(toolchain, {
        args: [
          'package',
          'test',
          '--watchAll=false',
          '--testMatch',
          '**/*.suite.ts',
        ],
        cwd: path.join(root, 'plugins/batch-migration-golden-paths'),
        report: 'options.json',
        notes: ['shellcheck', 'ruby', 'go', 'javac']
          .filter(command => !isInstalled(command))
          .map(command => `not run: what needs ${command}, not installed`),
      }),
  },
  {
    name: 'large',
    title: 'An estate of 20,000 workloads (SQLite and PostgreSQL)',
    fullOnly: true,
    run: ({ toolchain }) =>
      withPostgres(toolchain, env =>
        jestTests(toolchain, {
          args: [
            'package',
            'test',
            '--watchAll=false',
            '--testMatch',
            '**/*.suite.ts',
          ],
          cwd: path.join(root, 'plugins/batch-migration-backend'),
          report: 'large.json',
          env,
        }),
      ),
  },
  {
    name: 'faults',
    beside: 'generated',
    title: 'Two replicas on one PostgreSQL, killed and crashed',
    run: ({ toolchain, full }) => nodeTests(toolchain, 'e2e/faults', { full }),
  },
  {
    name: 'packages',
    title: 'Packed packages in a minimal backend and app',
    run: ({ toolchain, full }) =>
      nodeTests(toolchain, 'e2e/packages', { full }),
  },
  {
    name: 'verify',
    title: "Published packages in Backstage's own layouts",
    fullOnly: true,
    run: ({ toolchain, full }) =>
      nodeTests(toolchain, 'e2e/verify', {
        full,
        env: { CHROMIUM: requireChromium() },
      }),
  },
  {
    name: 'browser',
    title: 'The started portal in Chromium',
    run: async ({ toolchain, full }) => {
      const chromium = requireChromium();
      for (const app of ['app', 'app-legacy']) {
        await must(toolchain, [cli, 'package', 'build'], {
          cwd: path.join(root, 'packages', app),
        });
      }
      const prepared = mkdtempSync(path.join(tmpdir(), 'batch-migration-'));
      try {
        await must(toolchain, ['e2e/portal/prepare.mjs', prepared]);
        return await nodeTests(toolchain, 'e2e/portal', {
          full,
          env: { CHROMIUM: chromium, PREPARED_PORTAL: prepared },
          // Each story has a portal of its own, which waits more than it works.
          concurrency: 2,
        });
      } finally {
        rmSync(prepared, { recursive: true, force: true });
      }
    },
  },
];

/** A file of tests that all need moto_server is called `*.moto.test.ts`. */
function unitTests({ toolchain, full }) {
  const hasMoto = isInstalled('moto_server');
  return withPostgres(toolchain, env =>
    jestTests(toolchain, {
      args: [
        'repo',
        'test',
        '--maxWorkers=2',
        ...(hasMoto ? [] : ['--testPathIgnorePatterns=\\.moto\\.test\\.']),
      ],
      report: 'unit.json',
      quiet: true,
      env: { ...env, ...(full ? { BATCH_MIGRATION_TEST_FULL: '1' } : {}) },
      notes: ['moto_server', 'busybox', 'gawk', 'original-awk']
        .filter(command => !isInstalled(command))
        .map(command => `not run: what needs ${command}, not installed`),
    }),
  );
}

/** Runs a suite while a PostgreSQL of its own is there. */
async function withPostgres(toolchain, suite) {
  const postgres = await startPostgres(toolchain);
  try {
    const result = await suite(postgres.environment);
    return {
      ...result,
      notes: [`PostgreSQL ${postgres.version}`, ...result.notes],
    };
  } finally {
    await postgres.stop();
  }
}

/**
 * Runs Jest through Backstage's CLI. A skipped test counts as failed, and so
 * does each word on the console where the tests have to be `quiet`.
 */
async function jestTests(
  toolchain,
  { args, report: name, cwd = root, env = {}, notes = [], quiet = false },
) {
  const report = freshReport(name);
  const words = freshReport(`${name}.console`);
  const warnings = freshReport(`${name}.warnings`);
  const reporters = quiet
    ? ['default', path.join(root, 'scripts/wordsOnConsole.mjs')]
    : [];
  await execute(
    toolchain,
    [
      cli,
      ...args,
      '--ci',
      '--json',
      `--outputFile=${report}`,
      ...reporters.map(reporter => `--reporters=${reporter}`),
    ],
    {
      cwd,
      env: {
        ...env,
        ...(quiet
          ? {
              WORDS_ON_CONSOLE: words,
              NODE_OPTIONS: `${HEAP} --redirect-warnings=${warnings}`,
            }
          : {}),
      },
    },
  );
  if (!existsSync(report)) return { passed: 0, failed: 1, notes };
  const said = [
    ...linesOf(words),
    // What Node calls deprecated or experimental is used by other packages.
    ...linesOf(warnings).filter(line =>
      /^\(node:\d+\) (?!.*(Deprecation|Experimental)Warning)/.test(line),
    ),
  ];
  const results = JSON.parse(readFileSync(report, 'utf8'));
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numFailedTestSuites,
    numRuntimeErrorTestSuites,
  } = results;
  return {
    passed: numPassedTests,
    // A file that does not even load counts, too.
    failed:
      numFailedTests +
      numRuntimeErrorTestSuites +
      numPendingTests +
      said.length,
    notes: [
      ...notes,
      ...(numPendingTests > 0
        ? [`${numPendingTests} skipped tests count as failed`]
        : []),
      ...(numFailedTestSuites > 0
        ? [`${numFailedTestSuites} test files with failures`]
        : []),
      ...said.map(line => `on the console: ${line}`),
    ],
    failures: failedInJest(results),
  };
}

/**
 * Runs the `*.test.mjs` of a folder with Node's own test runner, `concurrency`
 * files at a time; those called `*.full.test.mjs` by `--full` only.
 */
async function nodeTests(
  toolchain,
  folder,
  { full, env = {}, concurrency = 1 },
) {
  const report = freshReport(`${path.basename(folder)}.json`);
  const files = readdirSync(path.join(root, folder))
    .filter(name => name.endsWith('.test.mjs'))
    .filter(name => full || !name.endsWith('.full.test.mjs'))
    .sort()
    .map(name => path.join(folder, name));
  await execute(
    toolchain,
    [
      '--test',
      `--test-concurrency=${concurrency}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${path.join(root, 'scripts/testResults.mjs')}`,
      `--test-reporter-destination=${report}`,
      ...files,
    ],
    { env: { ...env, ...(full ? { BATCH_MIGRATION_TEST_FULL: '1' } : {}) } },
  );
  const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
  // It was ended before it had run them all.
  if (!text) return { passed: 0, failed: 1 };
  const results = JSON.parse(text);
  const isEmpty = results.passed + results.failed === 0;
  return isEmpty ? { passed: 0, failed: 1 } : results;
}

async function oneCheck(toolchain, args) {
  const code = await execute(toolchain, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function must(toolchain, args, options) {
  const code = await execute(toolchain, args, options);
  if (code !== 0)
    throw new Error(
      `${args.map(arg => path.basename(arg)).join(' ')} ended with ${code}`,
    );
}

/**
 * Runs Node with the arguments; its output is that of the test command, or
 * goes into the file that is open as `toolchain.output`.
 */
function execute(toolchain, args, { cwd = root, env = {} } = {}) {
  const output = toolchain.output ?? 'inherit';
  return new Promise((resolve, reject) => {
    const child = spawn(toolchain.node, args, {
      cwd,
      stdio: ['ignore', output, output],
      env: {
        ...toolchain.environment,
        CI: 'true',
        NODE_OPTIONS: HEAP,
        ...env,
      },
    });
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}

function isInstalled(command) {
  return !spawnSync(command, ['--help'], { stdio: 'ignore' }).error;
}

function linesOf(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

function freshReport(name) {
  mkdirSync(reports, { recursive: true });
  const file = path.join(reports, name);
  rmSync(file, { force: true });
  return file;
}
