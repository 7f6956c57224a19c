/**
 * Generates a bastion and does in it what its new owners do first. It takes
 * minutes and the npm registry, so it is a suite of its own:
 *
 *   backstage-cli package test --testMatch '**\/*.suite.ts'
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { renderGoldenPath } from '../rendering/renderRepository';
import { bastionForm } from '../testUtils/bastionForm';
import { cfnLint } from '../testUtils/cfnLint';
import { asPreview, inOrder, untold } from '../testUtils/synthesized';
import { portal } from '../testUtils/workload';
import { auditedBastion } from './auditedBastion';

const CONTENT = join(
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  __dirname,
  '../../../../templates/audited-bastion/content',
);
const MINUTES = 60_000;
const LINT = cfnLint('the stack of a bastion');

const CASES: Array<[string, ReturnType<typeof bastionForm>]> = [
  ['one seat, in English', bastionForm()],
  [
    'five seats, in Japanese, locked for good, with nothing that may be left out',
    bastionForm({
      seats: 5,
      slack: { ...bastionForm().slack, language: 'ja' },
      evidence: { mode: 'COMPLIANCE', days: 3653 },
      environment: [],
      secrets: [],
      buckets: [],
      alertEmail: '',
      portalRole: 'Portal',
      deploymentRoles: ['deployment'],
    }),
  ],
];

describe.each(CASES)('a bastion: %s', (_what, answers) => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bastion-'));
    await renderGoldenPath({
      content: CONTENT,
      directory,
      template: 'template:default/audited-bastion',
      version: '1.0.0',
      answers,
      work: [],
    });
    await run('npm', 'ci', '--no-audit', '--no-fund');
  }, 10 * MINUTES);
  afterAll(() => rm(directory, { recursive: true, force: true }));

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
    'passes its own tests',
    async () => {
      const { stdout } = await run('npm', 'test');
      expect(stdout).toMatch(/^. fail 0$/m);
    },
    20 * MINUTES,
  );

  it(
    'synthesizes what the preview promised, every seat at zero, and cfn-lint finds nothing',
    async () => {
      await run('npx', 'cdk', 'synth', '--quiet', '--no-notices');
      const path = `cdk.out/${answers.repository}.template.json`;
      const template = JSON.parse(
        await readFile(join(directory, path), 'utf8'),
      );
      const resources: Array<{ Type: string; Properties: any }> = Object.values(
        template.Resources,
      );
      const preview = await auditedBastion.plan(answers, portal([]), {
        token: '',
      });
      expect(preview.problems).toEqual([]);
      expect(inOrder(preview.resources)).toEqual(asPreview(resources));
      expect(untold(resources)).toEqual([]);
      const { path: file = '', text } = preview.file ?? {};
      expect(await readFile(join(directory, file), 'utf8')).toBe(text);
      const services = resources.filter(
        ({ Type }) => Type === 'AWS::ECS::Service',
      );
      expect(services.length).toBeGreaterThan(0);
      for (const { Properties } of services) {
        expect(Properties.DesiredCount).toBe(0);
      }
      if (LINT) await run('cfn-lint', ...LINT(path));
    },
    10 * MINUTES,
  );
});
