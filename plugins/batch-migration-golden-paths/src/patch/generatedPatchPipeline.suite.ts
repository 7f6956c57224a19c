/**
 * Generates pipelines for data patches and does in them what their new owners
 * do first. It takes minutes and the npm registry, so it is a suite of its own:
 *
 *   backstage-cli package test --testMatch '**\/*.suite.ts'
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { renderGoldenPath } from '../rendering/renderRepository';
import { cfnLint } from '../testUtils/cfnLint';
import { patchForm } from '../testUtils/patchForm';
import { asPreview, inOrder, untold } from '../testUtils/synthesized';
import { portal } from '../testUtils/workload';
import { dataPatchPipeline } from './dataPatchPipeline';

const CONTENT = join(
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  __dirname,
  '../../../../templates/data-patch-pipeline/content',
);
const MINUTES = 60_000;

const LINT = cfnLint('the stack of data patches');
const ECR = '111122223333.dkr.ecr.ap-northeast-1.amazonaws.com';
const CASES: Array<[string, ReturnType<typeof patchForm>]> = [
  ['everything answered, in English', patchForm()],
  [
    'nothing that may be left out, in Japanese, on arm64, locked for good',
    patchForm({
      description: '',
      alertEmail: '',
      build: {
        image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0',
        computeType: 'BUILD_GENERAL1_LARGE',
        architecture: 'arm64',
        timeoutMinutes: 480,
      },
      environment: [],
      secrets: patchForm().secrets.slice(0, 1),
      queues: [],
      buckets: [],
      keys: [],
      securityGroupId: '',
      dryRunWithoutApproval: [],
      audit: {},
      slack: { ...patchForm().slack, language: 'ja' },
      validHours: 1,
      evidence: { mode: 'COMPLIANCE', days: 3653 },
      portalRole: '',
      deploymentRoles: [],
    }),
  ],
  [
    'an image of its own in ECR, and an audit log without a bastion',
    patchForm({
      build: {
        ...patchForm().build,
        image: `${ECR}/news@sha256:${'0'.repeat(64)}`,
      },
      audit: { ...patchForm().audit, sessions: [], bastionTable: '' },
      dryRunWithoutApproval: ['sql', 'rake', 'rails-runner', 'ruby', 'node'],
    }),
  ],
  [
    'an image of another registry',
    patchForm({
      build: { ...patchForm().build, image: 'ghcr.io/example/news:1.4' },
    }),
  ],
];

describe.each(CASES)('a data patch pipeline: %s', (_what, answers) => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'patches-'));
    await renderGoldenPath({
      content: CONTENT,
      directory,
      template: 'template:default/data-patch-pipeline',
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
    'synthesizes what the preview promised, one project that one function starts, and cfn-lint finds nothing',
    async () => {
      await run('npx', 'cdk', 'synth', '--quiet', '--no-notices');
      const path = `cdk.out/${answers.repository}.template.json`;
      const template = JSON.parse(
        await readFile(join(directory, path), 'utf8'),
      );
      const resources: Array<{ Type: string; Properties: any }> = Object.values(
        template.Resources,
      );
      const preview = await dataPatchPipeline.plan(answers, portal([]), {
        token: '',
      });
      expect(preview.problems).toEqual([]);
      expect(inOrder(preview.resources)).toEqual(asPreview(resources));
      expect(untold(resources)).toEqual([]);
      const { path: file = '', text } = preview.file ?? {};
      expect(await readFile(join(directory, file), 'utf8')).toBe(text);
      const projects = resources.filter(
        ({ Type }) => Type === 'AWS::CodeBuild::Project',
      );
      expect(projects).toHaveLength(1);
      const [{ Properties }] = projects;
      expect(Properties.ConcurrentBuildLimit).toBe(1);
      const starters = resources.filter(
        ({ Type, Properties: { PolicyDocument } }) =>
          Type === 'AWS::IAM::Policy' &&
          PolicyDocument.Statement.some(
            ({ Effect, Action }: { Effect: string; Action: string[] }) =>
              Effect === 'Allow' &&
              [Action].flat().includes('codebuild:StartBuild'),
          ),
      );
      expect(starters).toHaveLength(1);
      if (LINT) await run('cfn-lint', ...LINT(path));
    },
    10 * MINUTES,
  );
});
