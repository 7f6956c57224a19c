/** Runs the golden path through a started scaffolder, and what it made through its own checks. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { prepareToolchain } from '../../scripts/toolchain.mjs';
import { eventually } from '../portal/portal.mjs';

const run = promisify(execFile);

/** Answers that both paths of the form share. */
export const PLATFORM = {
  owner: 'group:default/news-platform',
  taskSize: '512/1024',
  account: '111122223333',
  region: 'ap-northeast-1',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  subnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0b1c2d3e4f5061728'],
};

/** A shell would run parts of it, YAML and workflows would read others as syntax. */
export const COMMAND = `echo "it's $(whoami) \`id\` \${{ secrets.X }} 日本語 100%"`;

/** The form of a job that has no legacy side. */
export const NEW_JOB = {
  ...PLATFORM,
  repository: 'greeting-jobs',
  source: 'new',
  newJob: {
    name: 'greet',
    schedule: {
      expression: 'cron(15 4 ? * MON-FRI *)',
      timezone: 'Asia/Tokyo',
    },
    command: COMMAND,
  },
};

/**
 * Runs the template to its end.
 * @returns the status of the task and the text of its log
 */
export async function runTemplate({
  url,
  token,
  values,
  template = 'scheduled-fargate-job',
}) {
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
  };
  const created = await fetch(`${url}/api/scaffolder/v2/tasks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      templateRef: `template:default/${template}`,
      values,
    }),
  });
  if (created.status !== 201) {
    throw new Error(`The task was refused: ${await created.text()}`);
  }
  const { id } = await created.json();
  const status = await eventually(
    'the scaffolder run has ended',
    async () => {
      const response = await fetch(`${url}/api/scaffolder/v2/tasks/${id}`, {
        headers,
      });
      const task = await response.json();
      return ['completed', 'failed', 'cancelled'].find(
        ended => ended === task.status,
      );
    },
    { seconds: 120 },
  );
  const events = await fetch(
    `${url}/api/scaffolder/v2/tasks/${id}/events?after=0`,
    { headers },
  );
  const log = (await events.json()).map(({ body }) => body.message).join('\n');
  return { status, log };
}

/** Of the output of `npm test`: the tests that failed, each with its reason. */
const FAILED = /^( *)not ok .*\n(?:\1 .*\n|\n)*/gm;

/** What a command printed is told where it fails. */
async function runIn(folder, env, command, ...args) {
  const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
  return run(command, args, options).catch(error => {
    const failed = error.stdout?.match(FAILED) ?? [error.stdout?.slice(-4000)];
    throw new Error(
      [`${command} ${args.join(' ')} failed.`, ...failed, error.stderr].join(
        '\n',
      ),
      { cause: error },
    );
  });
}

/** `npm ci && npm test && npx cdk synth` as the repository's new owner would, without AWS. */
export async function checkRepository(folder) {
  const { environment } = prepareToolchain();
  const env = Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        !name.startsWith('AWS_') &&
        !name.startsWith('CDK_') &&
        // Node's test runner runs no test within a test: it would pass unseen.
        name !== 'NODE_TEST_CONTEXT',
    ),
  );
  await runIn(folder, env, 'npm', 'ci', '--no-audit', '--no-fund');
  const tested = await runIn(folder, env, 'npm', 'test');
  const synthesized = await runIn(folder, env, 'npx', 'cdk', 'synth');
  return { tested: tested.stdout, synthesized: synthesized.stdout };
}
