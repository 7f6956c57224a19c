/**
 * The layer `people` by itself: type-checked, and its tests run, in a folder
 * with nothing but the layers and the packages that they need. It takes
 * minutes and the npm registry, so it is a suite of its own:
 *
 *   backstage-cli package test --testMatch '**\/*.suite.ts'
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyLayer } from '../rendering/layers';
import { PEOPLE_PACKAGES } from './packages';

const CONTENT = join(
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  __dirname,
  '../../../../templates/scheduled-fargate-job/content',
);
const MINUTES = 60_000;

describe('the layer people', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'people-'));
    await copyLayer('people', directory);
    await copyLayer('cdk', directory);
    for (const file of ['cdk.json', '.npmrc']) {
      await cp(join(CONTENT, file), join(directory, file));
    }
    await write('package.json', manifest => ({
      devDependencies: { ...manifest.devDependencies, ...PEOPLE_PACKAGES },
    }));
    await write('tsconfig.json', () => ({ include: ['infra', 'people'] }));
    await run('npm', 'install', '--no-audit', '--no-fund');
  }, 10 * MINUTES);
  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** A file of the template's content with other fields. */
  async function write(file: string, changes: (given: any) => object) {
    const given = JSON.parse(await readFile(join(CONTENT, file), 'utf8'));
    const content = JSON.stringify({ ...given, ...changes(given) });
    await writeFile(join(directory, file), content);
  }

  /** As a person would, without an AWS account and without what Jest sets for itself. */
  async function run(command: string, ...args: string[]) {
    const {
      NODE_OPTIONS: _options,
      NODE_ENV: _environment,
      JEST_WORKER_ID: _worker,
      ...env
    } = process.env;
    const options = {
      cwd: directory,
      env: env as NodeJS.ProcessEnv,
      maxBuffer: 64 * 1024 * 1024,
    };
    return promisify(execFile)(command, args, options).catch(error => {
      throw new Error(
        `${command} ${args.join(' ')}:\n${error.stdout}\n${error.stderr}`,
      );
    });
  }

  it(
    'type-checks',
    async () => {
      await run('npx', 'tsc');
    },
    5 * MINUTES,
  );

  it(
    'passes its own tests, the attacks among them, and cdk-nag',
    async () => {
      const { stdout } = await run(
        'node',
        '--import',
        'tsx',
        '--test',
        'people/test/*.test.ts',
        'infra/test/*.test.ts',
      );
      expect(stdout).toMatch(/^. fail 0$/m);
      for (const attack of [
        'a forged payload',
        'a stale timestamp',
        'a replayed button',
        'self-approval',
        'a bot does not approve',
        'a group member who was removed meanwhile',
        'an approval of another subject hash',
      ]) {
        expect(stdout).toContain(`attack: ${attack}`);
      }
      if (stdout.includes('SKIP moto_server is not installed')) {
        // eslint-disable-next-line no-console
        console.warn('not run: moto_server is not installed');
      }
    },
    10 * MINUTES,
  );
});
