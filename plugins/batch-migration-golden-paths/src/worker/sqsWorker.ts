import { readShape } from '../answers/commonAnswers';
import type { GoldenPath } from '../goldenPath';
import { catalogInfo } from '../rendering/catalogInfo';
import { codeowners } from '../rendering/codeowners';
import { jsonText } from '../rendering/jsonText';
import { manifestFor, renamed } from '../rendering/manifest';
import {
  checkWorkerAnswers,
  workerAnswers,
  type WorkerAnswers,
} from './answers';
import { workersArchitecture } from './architecture';
import { workersCost } from './cost';
import { parseWorkerDefinitions, type WorkerDefinition } from './definition';
import { workersMigration } from './migrationReport';
import { planWorkers } from './planWorkers';
import { workersReadmeHead } from './readme';
import { workersFile } from './workersFile';

/** One repository for the workers of a team: one ECS service for each process. */
export const sqsWorker: GoldenPath<WorkerAnswers, WorkerDefinition[]> = {
  name: 'sqs-worker',

  readAnswers(value) {
    const answers = readShape(workerAnswers, value, 'answers of sqs-worker');
    checkWorkerAnswers(answers);
    return answers;
  },

  readWork: parseWorkerDefinitions,

  plan: planWorkers,

  layers: ({ runtime, poller }) => [
    'common',
    'cdk',
    `runtimes/${runtime}`,
    ...(poller === 'example' ? ['workers/proof', `workers/${runtime}`] : []),
  ],

  async files(input, read) {
    const { answers, work: workers } = input;
    const withHead = async (head: string, path: string) =>
      `${head}\n\n${await read(path)}`;
    return {
      CODEOWNERS: codeowners(answers),
      'README.md': await withHead(
        workersReadmeHead(answers, workers),
        'README.md',
      ),
      'catalog-info.yaml': catalogInfo(input, {
        description: 'Workers on ECS Fargate, as one stack',
        replaces: workers.flatMap(({ workloadId }) => workloadId ?? []),
        tags: ['workers', 'sqs', 'ecs-fargate'],
      }),
      'docs/architecture.md': await withHead(
        workersArchitecture(answers, workers),
        'docs/architecture.md',
      ),
      'docs/cost.md': await withHead(
        workersCost(answers, workers),
        'docs/cost.md',
      ),
      'infra/config.json': jsonText(settings(answers)),
      'migration.md': workersMigration(answers, workers),
      'package.json': withProof(
        manifestFor(await read('package.json'), answers),
        answers,
      ),
      'package-lock.json': renamed(
        await read('package-lock.json'),
        answers.repository,
      ),
      'workers.yaml': workersFile(workers),
    };
  },
};

/** The example poller brings its proof, which `npm test` runs. */
function withProof(manifest: string, { poller }: WorkerAnswers): string {
  if (poller !== 'example') return manifest;
  const parsed = JSON.parse(manifest);
  parsed.scripts = {
    ...parsed.scripts,
    test: `${parsed.scripts.test} && npm run test:worker`,
    'test:worker': 'node --test worker-test/*.test.mjs',
  };
  return jsonText(parsed);
}

/** `infra/config.json`: where the stack goes. */
function settings(answers: WorkerAnswers) {
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
  };
}
