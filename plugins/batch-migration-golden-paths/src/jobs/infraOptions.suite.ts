/**
 * Every setting of a repository of jobs that changes its stack, in one
 * repository: the CDK's own validation, cdk-nag and, where it is installed,
 * cfn-lint find nothing. Its own suite, as it takes the npm registry.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { renderGoldenPath } from '../rendering/renderRepository';
import { answers } from '../testUtils/answers';
import { portal } from '../testUtils/workload';
import { prepareJobs } from './prepareJobs';

const CONTENT = join(
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  __dirname,
  '../../../../templates/scheduled-fargate-job/content',
);
/** Said after every synth of an app that leaves a flag of the CDK out. */
const FLAGS_HINT = /^\d+ feature flags are not configured.*$/m;
const MINUTE = 60_000;
const ARN = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret';
const CFN_LINT = !spawnSync('cfn-lint', ['--version'], { stdio: 'ignore' })
  .error;
if (!CFN_LINT) {
  process.stderr.write(
    'NOT RUN: cfn-lint on the stacks of jobs, because it is not installed\n',
  );
}

const given = answers({
  workloadIds: [],
  newJob: {
    name: 'first',
    expression: 'cron(15 4 ? * MON-FRI *)',
    timezone: 'Asia/Tokyo',
    command: 'node jobs/hello.mjs',
  },
});

const schedule = (name: string, expression: string) => ({
  name,
  expression,
  timezone: 'Europe/Berlin',
});
/** Between them, every field of a job. */
const jobs = (storage: string) => [
  {
    name: 'frequent',
    state: 'ENABLED',
    schedules: [schedule('frequent', 'cron(0/5 * * * ? *)')],
    command: 'node jobs/hello.mjs',
    capacity: 'FARGATE_SPOT',
    rerunInterrupted: true,
    ephemeralStorageGiB: 40,
    stopTimeoutSeconds: 30,
    lockGroup: 'files',
    lockWaitMinutes: 5,
    notify: { emails: ['news@example.com'], on: 'every-run' },
    secrets: { WHOLE: `${ARN}:api-AbCdEf`, PART: `${ARN}:api` },
    storage: storage === 'none' ? 'none' : 'read',
  },
  {
    name: 'rare',
    state: 'ENABLED',
    schedules: [
      schedule('rare', 'cron(0 4 1 * ? *)'),
      {
        ...schedule('rare-2', 'rate(30 days)'),
        startDate: '2099-01-01T00:00:00Z',
        endDate: '2100-01-01T00:00:00Z',
      },
    ],
    command: ['node', 'jobs/hello.mjs'],
    stdin: 'text',
    timeLimitMinutes: 30,
    warnAfterMinutes: 10,
    lock: false,
    environment: { TZ: 'Europe/Berlin' },
    storage: storage === 'none' ? 'none' : 'read-write',
  },
];

describe('the settings of a repository of jobs', () => {
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'settings-'));
    await renderGoldenPath({
      content: CONTENT,
      directory,
      template: 'template:default/scheduled-fargate-job',
      version: '1.0.0',
      answers: given,
      work: await prepareJobs(given, portal([]), { token: 't' }),
    });
    run('npm', 'ci', '--no-audit', '--no-fund');
  }, 5 * MINUTE);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function run(command: string, ...args: string[]) {
    const { NODE_OPTIONS: _options, NODE_ENV: _mode, ...env } = process.env;
    return execFileSync(command, args, {
      cwd: directory,
      // The CDK writes warnings to its output in CI, and else beside it.
      env: { ...env, CI: 'true' } as NodeJS.ProcessEnv,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  it.each([
    [{ kind: 'none' }, { kind: 'none' }],
    [{ kind: 's3' }, { kind: 'queue' }],
    [
      { kind: 'efs', mountPath: '/mnt/shared' },
      {
        kind: 'bus',
        arn: 'arn:aws:events:ap-northeast-1:999999999999:event-bus/runs',
      },
    ],
  ])(
    'storage %j and run feed %j make a stack without a finding',
    (storage, runFeed) => {
      const path = join(directory, 'infra/config.json');
      const config = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ ...config, storage, runFeed }));
      writeFileSync(
        join(directory, 'schedules.yaml'),
        stringify({ jobs: jobs(storage.kind) }),
      );
      // Fails on an error of the CDK's validation or of cdk-nag.
      const said = run('npx', 'cdk', 'synth', '--quiet', '--no-notices');
      expect(said.replace(FLAGS_HINT, '').trim()).toBe('');
      if (!CFN_LINT) return;
      // W3005: the CDK makes a state machine depend on its role twice.
      run(
        'cfn-lint',
        '--ignore-checks',
        'W3005',
        '--',
        `cdk.out/${given.repository}.template.json`,
      );
    },
    5 * MINUTE,
  );

  it(
    'fails on a finding that nobody acknowledged',
    () => {
      const path = join(directory, 'infra/constructs/undelivered-starts.ts');
      const source = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        source.replace('enforceSSL: true', 'enforceSSL: false'),
      );
      try {
        expect(() => run('npx', 'cdk', 'synth', '--quiet')).toThrow(/SQS4/);
      } finally {
        writeFileSync(path, source);
      }
    },
    5 * MINUTE,
  );
});
