/**
 * Generates repositories of workers and does in them what their new owners do
 * first. It takes minutes and the npm registry, so it is a suite of its own:
 *
 *   backstage-cli package test --testMatch '**\/*.suite.ts'
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import { renderGoldenPath } from '../rendering/renderRepository';
import { HOSTILE_COMMANDS } from '../testUtils/hostileCommands';
import { asPreview, inOrder, untold } from '../testUtils/synthesized';
import { workerAnswers } from '../testUtils/workerAnswers';
import { portal, workload } from '../testUtils/workload';
import { plannedWorkerResources } from './planWorkers';
import { prepareWorkers } from './prepareWorkers';

const CONTENT = join(
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  __dirname,
  '../../../../templates/sqs-worker/content',
);
const MINUTES = 60_000;

const hostile = HOSTILE_COMMANDS.map(([what, command], index) =>
  workload(`w${index}`, { kind: 'resident', name: what, command }),
);
const example = { workloadIds: [], newWorker: { name: 'mail', command: '' } };
const hasRuby = !spawnSync('ruby', ['--version']).error;

const CASES = [
  {
    what: 'singletons with hostile commands as they are',
    workloads: hostile,
    given: workerAnswers({ workloadIds: hostile.map(({ id }) => id) }),
    proof: /every problem is told at once/,
  },
  {
    what: 'a scaled worker with the example of Node, 10,000 messages',
    workloads: [],
    given: workerAnswers({
      ...example,
      poller: 'example',
      tasks: 'scaled',
      maxProcessingSeconds: 3600,
    }),
    proof: /does 10000 messages, each once/,
  },
  {
    what: 'the example of Ruby on a queue that exists, 10,000 messages',
    workloads: [],
    given: workerAnswers({
      ...example,
      runtime: 'ruby',
      poller: 'example',
      queue: 'existing',
      existingQueue: {
        name: 'mail.fifo',
        keyArn:
          'arn:aws:kms:ap-northeast-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
        deadLetters: 'mail-dead.fifo',
      },
    }),
    // Said plainly, never counted as passed.
    proof: hasRuby ? /does 10000 messages, each once/ : /not run: ruby/,
  },
  {
    what: 'a singleton in an image of its own, without a queue',
    workloads: [],
    given: workerAnswers({
      workloadIds: [],
      newWorker: { name: 'clock', command: 'exec /opt/clock' },
      runtime: 'image',
      image: '111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/clock:1.4.2',
      queue: 'none',
      repeatable: false,
      alertEmail: null,
    }),
    proof: /every problem is told at once/,
  },
];

describe.each(CASES)(
  'a repository for $what',
  ({ workloads, given, proof }) => {
    let directory: string;
    /** What the preview in the form says will be created. */
    let promised: PlannedResource[];

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'generated-'));
      const work = await prepareWorkers(given, portal(workloads), {
        token: 't',
      });
      promised = plannedWorkerResources(given.repository, work);
      await renderGoldenPath({
        content: CONTENT,
        directory,
        template: 'template:default/sqs-worker',
        version: '1.0.0',
        answers: given,
        work,
      });
      await run('npm', 'ci', '--no-audit', '--no-fund');
    }, 5 * MINUTES);
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
        env: { ...env, WORKER_TEST_MESSAGES: '10000' } as NodeJS.ProcessEnv,
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
        expect(stdout).toMatch(proof);
      },
      15 * MINUTES,
    );

    it(
      'synthesizes what the preview promised, every worker stopped and every command as it was',
      async () => {
        await run('npx', 'cdk', 'synth', '--quiet', '--no-notices');
        const template = JSON.parse(
          await readFile(
            join(directory, `cdk.out/${given.repository}.template.json`),
            'utf8',
          ),
        );
        const resources: Array<{ Type: string; Properties: any }> =
          Object.values(template.Resources);
        const services = resources.filter(
          ({ Type }) => Type === 'AWS::ECS::Service',
        );
        expect(services.length).toBe(Math.max(workloads.length, 1));
        for (const { Properties } of services) {
          expect(Properties.DesiredCount).toBe(0);
        }
        const commands = resources
          .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
          .map(({ Properties }) => Properties.ContainerDefinitions[0].Command);
        for (const { command } of workloads) {
          expect(commands).toContainEqual(['/bin/sh', '-c', command]);
        }
        expect(inOrder(promised)).toEqual(asPreview(resources));
        expect(untold(resources)).toEqual([]);
      },
      5 * MINUTES,
    );
  },
);
