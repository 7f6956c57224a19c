/**
 * Generates a repository for ecspresso and ecschedule, and does in it what its
 * new owner does first. It needs the npm registry, so it is a suite of its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareJobs } from '../jobs/prepareJobs';
import { renderGoldenPath } from '../rendering/renderRepository';
import { answers } from '../testUtils/answers';
import { HOSTILE_COMMANDS } from '../testUtils/hostileCommands';
import { portal, workload } from '../testUtils/workload';

const CONTENT = join(
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  __dirname,
  '../../../../templates/scheduled-fargate-job/content',
);
const MINUTES = 60_000;

const workloads = HOSTILE_COMMANDS.map(([what, command], index) =>
  workload(`w${index}`, { name: what, command }),
);

describe.each(['node', 'ruby', 'go', 'java'] as const)(
  'a repository for ecspresso with %s',
  runtime => {
    it(
      'passes its own tests',
      async () => {
        const directory = mkdtempSync(join(tmpdir(), 'ecspresso-'));
        const given = answers({
          workloadIds: workloads.map(({ id }) => id),
          runtime,
          output: 'ecspresso',
          ecs: {
            cluster: 'news',
            securityGroupIds: ['sg-0a1b2c3d4e5f60718'],
            executionRoleArn: 'arn:aws:iam::111122223333:role/news-execution',
            taskRoleArn: 'arn:aws:iam::111122223333:role/news-task',
            eventsRole: 'news-events',
            logGroup: '/news/batch',
          },
        });
        const { NODE_OPTIONS: _options, NODE_ENV: _mode, ...env } = process.env;
        const run = (...args: string[]) =>
          execFileSync('npm', args, {
            cwd: directory,
            env: env as NodeJS.ProcessEnv,
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'pipe'],
          });
        try {
          await renderGoldenPath({
            content: CONTENT,
            directory,
            template: 'template:default/scheduled-fargate-job',
            version: '1.1.0',
            answers: given,
            work: await prepareJobs(given, portal(workloads), { token: 't' }),
          });
          run('ci', '--no-audit', '--no-fund');
          expect(run('test')).toMatch(/^. fail 0$/m);
        } finally {
          rmSync(directory, { recursive: true, force: true });
        }
      },
      5 * MINUTES,
    );
  },
);
