import { readShape } from '../answers/commonAnswers';
import type { GoldenPath } from '../goldenPath';
import { catalogInfo } from '../rendering/catalogInfo';
import { codeowners } from '../rendering/codeowners';
import { jsonText } from '../rendering/jsonText';
import { manifestFor, renamed } from '../rendering/manifest';
import {
  checkAnswers,
  scheduledJobAnswers,
  type ScheduledJobAnswers,
} from './answers';
import { jobsArchitecture } from './architecture';
import { jobsCost } from './cost';
import { type JobDefinition, parseJobDefinitions } from './definition';
import { migrationReport } from './migrationReport';
import { ecspressoRepository } from '../outputs/ecspressoRepository';
import { planJobs } from './planJobs';
import { readmeHead } from './readme';
import { schedulesFile } from './schedulesFile';

/** One repository for the scheduled jobs of a team, on ECS Fargate. */
export const scheduledFargateJob: GoldenPath<
  ScheduledJobAnswers,
  JobDefinition[]
> = {
  name: 'scheduled-fargate-job',

  readAnswers(value) {
    const answers = readShape(
      scheduledJobAnswers,
      value,
      'answers of scheduled-fargate-job',
    );
    checkAnswers(answers);
    return answers;
  },

  readWork: parseJobDefinitions,

  plan: planJobs,

  layers: ({ runtime, output }) =>
    output === 'ecspresso'
      ? ['common', `runtimes/${runtime}`, 'outputs/ecspresso']
      : ['common', 'cdk', `runtimes/${runtime}`],

  // What the template itself holds is the CDK application and its documents.
  keeps: (path, { output }, from) =>
    output === 'cdk' ||
    ['.gitignore', '.npmrc'].includes(path) ||
    (from === 'layer' && path !== 'docs/adr/0001-cdk-on-l2-constructs.md'),

  async files(input, read) {
    const { answers, work: jobs } = input;
    if (answers.output === 'ecspresso') return ecspressoRepository(input, read);
    const withHead = async (head: string, path: string) =>
      `${head}\n\n${await read(path)}`;
    return {
      CODEOWNERS: codeowners(answers),
      'README.md': await withHead(readmeHead(answers, jobs), 'README.md'),
      'catalog-info.yaml': catalogInfo(input, {
        description: 'Scheduled jobs on ECS Fargate, as one stack',
        replaces: jobs.flatMap(({ workloadId }) => workloadId ?? []),
        tags: ['scheduled-jobs', 'ecs-fargate'],
      }),
      'docs/architecture.md': await withHead(
        jobsArchitecture(answers, jobs),
        'docs/architecture.md',
      ),
      'docs/cost.md': await withHead(jobsCost(answers, jobs), 'docs/cost.md'),
      'infra/config.json': jsonText(settings(answers)),
      'migration.md': migrationReport(answers, jobs),
      'package.json': manifestFor(await read('package.json'), answers),
      'package-lock.json': renamed(
        await read('package-lock.json'),
        answers.repository,
      ),
      'schedules.yaml': schedulesFile(jobs, answers),
    };
  },
};

/** Where jobs keep files that another run, job or person reads. */
function storageOf({ host }: ScheduledJobAnswers) {
  if (host.files === 'efs') return { kind: 'efs', mountPath: host.mountPath };
  return { kind: host.files ?? 'none' };
}

/** `infra/config.json`: where the stack goes. */
function settings(answers: ScheduledJobAnswers) {
  const [cpu, memoryMiB] = answers.taskSize.split('/').map(Number);
  return {
    name: answers.repository,
    owner: answers.owner,
    account: answers.account,
    region: answers.region,
    vpcId: answers.vpcId,
    subnetIds: answers.subnetIds,
    image: answers.image,
    task: { cpu, memoryMiB },
    alertEmail: answers.alertEmail,
    storage: storageOf(answers),
  };
}
