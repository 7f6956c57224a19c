/**
 * Generates repositories and does in them what their new owners do first. It
 * takes a minute and the npm registry, so it is a suite of its own:
 *
 *   backstage-cli package test --testMatch '**\/*.suite.ts'
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import { plannedResources } from './jobs/plannedResources';
import { prepareJobs } from './jobs/prepareJobs';
import { renderGoldenPath } from './rendering/renderRepository';
import { answers } from './testUtils/answers';
import { HOSTILE_COMMANDS } from './testUtils/hostileCommands';
import { asPreview, inOrder, untold } from './testUtils/synthesized';
import { portal, workload } from './testUtils/workload';

const CONTENT = join(
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  __dirname,
  '../../../templates/scheduled-fargate-job/content',
);
const MINUTES = 60_000;

const hostile = HOSTILE_COMMANDS.map(([what, command], index) =>
  workload(`w${index}`, { name: what, command }),
);
const masked = workload('masked', {
  command: 'mysql -p***MASKED:DB_PASSWORD*** -e "select 1"',
  schedule: {
    dialect: 'debian-cron',
    expression: '0 4 1 * 1',
    timezone: 'Europe/Berlin',
  },
});

const shared = workload('shared', { command: 'bin/export' });

const CASES = [
  {
    what: 'legacy jobs with hostile commands, a secret and two schedules',
    workloads: [...hostile, masked],
    given: answers({
      workloadIds: [...hostile, masked].map(({ id }) => id),
      secrets: {
        DB_PASSWORD:
          'arn:aws:ssm:ap-northeast-1:111122223333:parameter/news/db',
      },
    }),
  },
  {
    what: 'a new job',
    workloads: [],
    given: answers({
      repository: 'new-job',
      workloadIds: [],
      alertEmail: null,
      taskSize: '1024/4096',
      newJob: {
        name: 'hello',
        expression: 'rate(5 minutes)',
        timezone: 'Asia/Tokyo',
        command: 'node jobs/hello.mjs',
      },
    }),
  },
  {
    what: 'an image of its own, and files that jobs share',
    workloads: [shared],
    given: answers({
      repository: 'own-image',
      runtime: 'image',
      image: `111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/news@sha256:${'0'.repeat(
        64,
      )}`,
      workloadIds: [shared.id],
      host: { ...answers().host, files: 'efs' },
    }),
  },
];

describe.each(CASES)('a repository for $what', ({ workloads, given }) => {
  let directory: string;
  /** What the preview in the form says will be created. */
  let promised: PlannedResource[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'generated-'));
    const work = await prepareJobs(given, portal(workloads), { token: 't' });
    promised = plannedResources(given, work);
    await renderGoldenPath({
      content: CONTENT,
      directory,
      template: 'template:default/scheduled-fargate-job',
      version: '1.0.0',
      answers: given,
      work,
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
    10 * MINUTES,
  );

  it(
    'synthesizes what the preview promised, every schedule switched off and every command as it was',
    async () => {
      await run('npx', 'cdk', 'synth', '--quiet', '--no-notices');
      const template = JSON.parse(
        await readFile(
          join(directory, `cdk.out/${given.repository}.template.json`),
          'utf8',
        ),
      );
      const resources: Array<{ Type: string; Properties: any }> = Object.values(
        template.Resources,
      );
      const schedules = resources.filter(
        ({ Type }) => Type === 'AWS::Scheduler::Schedule',
      );
      expect(schedules.length).toBeGreaterThan(0);
      for (const { Properties } of schedules) {
        expect(Properties.State).toBe('DISABLED');
      }
      const commands = resources
        .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
        .map(({ Properties }) => Properties.ContainerDefinitions[0].Command);
      for (const { command } of workloads.slice(0, HOSTILE_COMMANDS.length)) {
        expect(commands).toContainEqual(['/bin/sh', '-c', command]);
      }
      expect(inOrder(promised)).toEqual(asPreview(resources));
      expect(untold(resources)).toEqual([]);
    },
    10 * MINUTES,
  );
});
