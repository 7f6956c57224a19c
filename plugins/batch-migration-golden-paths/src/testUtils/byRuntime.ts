import { join } from 'node:path';
import { RUNTIMES, type Runtime } from '../answers/commonAnswers';
import { prepareJobs } from '../jobs/prepareJobs';
import { renderGoldenPath } from '../rendering/renderRepository';
import { prepareWorkers } from '../worker/prepareWorkers';
import { answers } from './answers';
import { bastionForm } from './bastionForm';
import { patchForm } from './patchForm';
import { workerAnswers } from './workerAnswers';
import { portal, workload } from './workload';

export const OWN_IMAGE =
  '111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/news:1.4';

/** Every golden path with every runtime. */
export const GOLDEN_PATH_RUNTIMES = [
  'scheduled-fargate-job',
  'sqs-worker',
].flatMap(name =>
  RUNTIMES.map((runtime): [string, Runtime] => [name, runtime]),
);

const HOSTILE_DESCRIPTION = '`$(id)` | ${{ secrets.X }} <b>';

/** Golden paths between people, which have no runtime to choose. */
export const PEOPLE_GOLDEN_PATHS = [
  'audited-bastion',
  'data-patch-pipeline',
] as const;

/** Renders such a repository, with a description that means ill. */
export async function renderForPeople(
  name: (typeof PEOPLE_GOLDEN_PATHS)[number],
  directory: string,
): Promise<void> {
  const changes = { description: HOSTILE_DESCRIPTION };
  await render(name, directory, {
    answers:
      name === 'audited-bastion' ? bastionForm(changes) : patchForm(changes),
    work: [],
  });
}

/** Renders a repository as its template would, with a description that means ill. */
export async function renderByRuntime(
  name: string,
  runtime: Runtime,
  directory: string,
): Promise<void> {
  const common = {
    runtime,
    image: runtime === 'image' ? OWN_IMAGE : null,
    description: HOSTILE_DESCRIPTION,
  };
  const { given, work } =
    name === 'sqs-worker' ? await workers(common) : await jobs(common);
  await render(name, directory, { answers: given, work });
}

async function render(
  name: string,
  directory: string,
  input: { answers: unknown; work: unknown },
): Promise<void> {
  await renderGoldenPath({
    // eslint-disable-next-line no-restricted-syntax -- a test, never built
    content: join(__dirname, '../../../../templates', name, 'content'),
    directory,
    template: `template:default/${name}`,
    version: '1.0.0',
    ...input,
  });
}

type Common = Pick<
  ReturnType<typeof answers>,
  'runtime' | 'image' | 'description'
>;

async function jobs(common: Common) {
  const given = answers(common);
  const found = portal([workload('w1')]);
  return { given, work: await prepareJobs(given, found, { token: 't' }) };
}

async function workers(common: Common) {
  const hasPoller = common.runtime === 'node' || common.runtime === 'ruby';
  const given = workerAnswers({
    ...common,
    poller: hasPoller ? 'example' : 'own',
    workloadIds: ['w1'],
  });
  const found = portal([workload('w1', { kind: 'resident' })]);
  return { given, work: await prepareWorkers(given, found, { token: 't' }) };
}
