import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkAnswers } from '../jobs/answers';
import { hostAnswers } from '../jobs/hostAnswers';
import { prepareJobs } from '../jobs/prepareJobs';
import { renderGoldenPath } from '../rendering/renderRepository';
import { answers } from '../testUtils/answers';
import { HOSTILE_COMMANDS } from '../testUtils/hostileCommands';
import { portal, workload } from '../testUtils/workload';
import { ecscheduleFile } from './ecschedule';
import { ecspressoFile, taskDefinitionFile } from './ecspresso';

const ecs = {
  cluster: 'batch',
  securityGroupIds: ['sg-0a1b2c3d4e5f60718'],
  executionRoleArn: 'arn:aws:iam::111122223333:role/jobs-execution',
  taskRoleArn: null,
  eventsRole: 'ecsEventsRole',
  logGroup: '/jobs/news',
};
const workloads = HOSTILE_COMMANDS.map(([name, command], index) =>
  workload(`w${index}`, { name, command }),
);
const given = answers({
  workloadIds: workloads.map(({ id }) => id),
  ...{ output: 'ecspresso' as const, ecs },
});
const prepare = (
  jobs: ReturnType<typeof workload>[],
  changes: Parameters<typeof answers>[0] = {},
) =>
  prepareJobs(
    answers({
      ...{ output: 'ecspresso', ecs },
      workloadIds: jobs.map(({ id }) => id),
      ...changes,
    }),
    portal(jobs),
    { token: 't' },
  );

/** As `text/template` of Go reads raw strings, and the image's variable. */
const executed = (text: string) =>
  text
    .replace('{{ must_env `IMAGE` }}', 'repo/image:1')
    .replace(/\{\{`([^`]*)`\}\}/g, '$1');

describe('the ecspresso output', () => {
  let directory: string;
  const read = (path: string) => readFile(join(directory, path), 'utf8');

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ecspresso-'));
    await renderGoldenPath({
      content: join(
        __dirname,
        '../../../../templates/scheduled-fargate-job/content',
      ),
      directory,
      template: 'template:default/scheduled-fargate-job',
      version: '1.1.0',
      answers: given,
      work: await prepare(workloads),
    });
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('has no CDK in it', async () => {
    await expect(read('cdk.json')).rejects.toThrow('ENOENT');
    await expect(read('infra/stack.ts')).rejects.toThrow('ENOENT');
    expect(await read('README.md')).toContain('No guard.');
    expect(await read('README.md')).not.toMatch(/cdk synth|schedules\.yaml/);
  });

  it('starts each job by a rule in UTC, switched off, in a private network', async () => {
    const file = ecscheduleFile.parse(parse(await read('ecschedule.yaml')));
    expect(file.rules).toHaveLength(workloads.length);
    expect(file.rules[0]).toMatchObject({
      // 04:15 on weekdays in Tokyo.
      scheduleExpression: 'cron(15 19 ? * SUN,MON,TUE,WED,THU *)',
      disabled: true,
      launch_type: 'FARGATE',
    });
  });

  it.each(workloads.map(({ command, name }) => [name, command]))(
    'keeps a command with %s as it was, through the template engine of Go',
    async (_, command) => {
      const { rules } = parse(await read('ecschedule.yaml'));
      const commands = await Promise.all(
        rules.map(async ({ taskDefinition }: { taskDefinition: string }) => {
          const job = taskDefinition.replace('news-batch-jobs-', '');
          ecspressoFile.parse(parse(await read(`jobs/${job}/ecspresso.yml`)));
          const text = await read(`jobs/${job}/ecs-task-def.json`);
          expect(text).not.toContain('${{');
          const definition = taskDefinitionFile.parse(
            JSON.parse(executed(text)),
          );
          return definition.containerDefinitions[0].command;
        }),
      );
      expect(commands).toContainEqual(['/bin/sh', '-c', command]);
    },
  );

  it('passes its own tests', async () => {
    await symlink(
      join(__dirname, '../../../../node_modules'),
      join(directory, 'node_modules'),
    );
    const {
      NODE_OPTIONS: _options,
      NODE_TEST_CONTEXT: _context,
      ...env
    } = process.env;
    const stdout = execFileSync(
      process.execPath,
      ['--test', 'tools/test/jobs.test.mjs'],
      { cwd: directory, encoding: 'utf8', env: env as NodeJS.ProcessEnv },
    );
    expect(stdout).toMatch(/^(?:#|ℹ) fail 0$/m);
  });

  it('gives secrets by reference only', async () => {
    const arn = 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/news/db';
    const masked = workload('m', { command: 'x -p***MASKED:DB_PASSWORD***' });
    const [job] = await prepare([masked], { secrets: { DB_PASSWORD: arn } });
    expect(job.secrets).toEqual({ DB_PASSWORD: arn });
  });
});

describe('what the ecspresso output cannot do', () => {
  const at = (expression: string, timezone: string) =>
    workload('w1', {
      schedule: { dialect: 'debian-cron', expression, timezone },
    });

  it.each([
    ['a zone whose clocks change', at('15 4 * * *', 'Europe/Berlin'), /clocks/],
    ['a day that moves', at('0 5 31 * *', 'Asia/Tokyo'), /another month/],
    ['two schedules that meet', at('0 4 1 * 1', 'UTC'), /second start/],
    [
      'a lock',
      workload('w1', { command: 'flock /tmp/a.lock bin/a' }),
      /keeps two runs apart/,
    ],
  ])('is refused before anything is written: %s', async (_, job, why) => {
    await expect(prepare([job])).rejects.toThrow(why);
  });

  it('refuses a rule name that EventBridge does not take', async () => {
    const name = `${'news-batch-'.repeat(3)}jobs`;
    await expect(
      prepare([workload('w1', { name: 'x'.repeat(38) })], { repository: name }),
    ).rejects.toThrow(/takes 64 characters/);
  });

  it.each([
    [{ ecs: null }, /name the cluster/],
    [{ ecs: { ...ecs, cluster: 'a b' } }, /ecs\.cluster must be/],
    [{ ecs: { ...ecs, securityGroupIds: [] } }, /ecs\.securityGroupIds/],
    [{ ecs: { ...ecs, executionRoleArn: 'x' } }, /ecs\.executionRoleArn/],
    [{ ecs: { ...ecs, logGroup: 'a'.repeat(513) } }, /ecs\.logGroup/],
    [{ host: hostAnswers.parse({ files: 's3' }) }, /creates no storage/],
  ])('refuses %j', (changes, why) => {
    expect(() =>
      checkAnswers(answers({ output: 'ecspresso', ecs, ...changes })),
    ).toThrow(why);
  });
});
