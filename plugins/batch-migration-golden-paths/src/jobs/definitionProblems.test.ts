/**
 * What passes here must pass the generated repository's own check: a person
 * should learn of a refusal before there is a repository.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderGoldenPath } from '../rendering/renderRepository';
import { answers } from '../testUtils/answers';
import { portal, workload } from '../testUtils/workload';
import { JOBS_IN_ONE_STACK } from './definitionProblems';
import { prepareJobs } from './prepareJobs';
import { schedulesFile } from './schedulesFile';

const CONTENT = join(
  __dirname,
  '../../../../templates/scheduled-fargate-job/content',
);

const SECRET = 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/news/db';

/** A workload with what its crontab gave it. */
const withHost = (detail: object, changes: object = {}) => {
  const one = workload('w1', changes);
  return {
    ...one,
    locations: one.locations.map(location => ({
      ...location,
      detail: { ...location.detail, ...detail },
    })),
  };
};

const TAKEN: Array<[string, ReturnType<typeof workload>]> = [
  ['a plain variable', withHost({ environment: { RAILS_ENV: 'x' } })],
  ['standard input', withHost({ stdin: 'hello' })],
];

const REFUSED: Array<[string, ReturnType<typeof workload>, RegExp]> = [
  [
    'a variable of the repository',
    withHost({ environment: { JOB_NAME: 'x' } }),
    /sets JOB_NAME, which the repository sets/,
  ],
  [
    'a variable with a dynamic reference',
    withHost({ environment: { X: '{{resolve:ssm:/a}}' } }),
    /X holds "\{\{resolve:"/,
  ],
  [
    'standard input with a token',
    withHost({ stdin: '${Token[TOKEN.1]}' }),
    /its standard input holds/,
  ],
  [
    'a variable that is a secret, too',
    withHost(
      { environment: { DB_PASSWORD: 'x' } },
      { command: 'run -p***MASKED:DB_PASSWORD***' },
    ),
    /DB_PASSWORD is a variable of its crontab and a secret/,
  ],
  [
    'a command at the limit with standard input',
    withHost({ stdin: 'x' }, { command: `echo ${'x'.repeat(8090)}` }),
    /too long with what reads its standard input/,
  ],
];

describe('definitionProblems', () => {
  let directory: string;
  let checkJob: (job: object, stackName: string) => object[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'definition-problems-'));
    const given = answers();
    await renderGoldenPath({
      content: CONTENT,
      directory,
      template: 'template:default/scheduled-fargate-job',
      version: '1.1.0',
      answers: given,
      work: await prepareJobs(given, portal([workload('w1')]), { token: 't' }),
    });
    // eslint-disable-next-line import/no-dynamic-require -- it is no package
    ({ checkJob } = require(join(directory, 'infra/schedules/check.ts')));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const given = answers({
    workloadIds: ['w1'],
    secrets: { DB_PASSWORD: SECRET },
  });

  it.each(TAKEN)('%s is taken here as there', async (_, one) => {
    const jobs = await prepareJobs(given, portal([one]), { token: 't' });
    const written = parse(schedulesFile(jobs, given));
    expect(checkJob(written.jobs[0], given.repository)).toEqual([]);
  });

  it.each(REFUSED)('%s is refused', async (_, one, refusal) => {
    await expect(
      prepareJobs(given, portal([one]), { token: 't' }),
    ).rejects.toThrow(refusal);
  });

  it.each([
    ['rate(1 minutes)', /must be written with the singular/],
    ['rate(5 minute)', /must be written with the plural|is no schedule/],
  ])('%s is refused here as there', async (expression, refusal) => {
    const newJob = {
      ...{ name: 'hello', expression },
      ...{ timezone: 'Asia/Tokyo', command: 'true' },
    };
    await expect(
      prepareJobs(answers({ workloadIds: [], newJob }), portal([]), {
        token: 't',
      }),
    ).rejects.toThrow(refusal);
    const job = {
      ...{ name: 'hello', state: 'DISABLED', command: 'true' },
      schedules: [{ name: 'hello', expression, timezone: 'Asia/Tokyo' }],
    };
    expect(checkJob(job, 'x')).not.toEqual([]);
  });

  it('takes as many jobs as fit into one stack', async () => {
    const many = Array.from({ length: JOBS_IN_ONE_STACK + 1 }, (_, index) =>
      workload(`w${index}`),
    );
    const prepare = (count: number) =>
      prepareJobs(
        answers({ workloadIds: many.slice(0, count).map(({ id }) => id) }),
        portal(many),
        { token: 't' },
      );
    await expect(prepare(JOBS_IN_ONE_STACK)).resolves.toHaveLength(
      JOBS_IN_ONE_STACK,
    );
    await expect(prepare(JOBS_IN_ONE_STACK + 1)).rejects.toThrow(
      /holds at most 35 jobs, got: 36/,
    );
  });
});
