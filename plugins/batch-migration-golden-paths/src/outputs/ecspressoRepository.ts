import type { RenderInput } from '../goldenPath';
import type { ScheduledJobAnswers } from '../jobs/answers';
import type { JobDefinition } from '../jobs/definition';
import { migrationReport } from '../jobs/migrationReport';
import { readmeHead } from '../jobs/readme';
import { catalogInfo } from '../rendering/catalogInfo';
import { codeowners } from '../rendering/codeowners';
import { manifestFor, renamed } from '../rendering/manifest';
import { ecspressoFiles } from './ecspresso';

/** Files with data of a repository that ecspresso and ecschedule deploy. */
export async function ecspressoRepository(
  input: RenderInput<ScheduledJobAnswers, JobDefinition[]>,
  read: (path: string) => Promise<string>,
): Promise<Record<string, string>> {
  const { answers, work: jobs } = input;
  const { ecs } = answers;
  // `checkAnswers` has refused them without it.
  if (ecs === null) throw new Error('The ecspresso output has no answers');
  return {
    ...ecspressoFiles(answers, ecs, jobs),
    CODEOWNERS: codeowners(answers),
    'README.md': `${readmeHead(answers, jobs)}\n\n${await read('README.md')}`,
    'catalog-info.yaml': catalogInfo(input, {
      description: 'Scheduled jobs on ECS Fargate, by ecspresso and ecschedule',
      replaces: jobs.flatMap(({ workloadId }) => workloadId ?? []),
      tags: ['scheduled-jobs', 'ecs-fargate', 'ecspresso'],
    }),
    'migration.md': migrationReport(answers, jobs),
    'package.json': manifestFor(await read('package.json'), answers),
    'package-lock.json': renamed(
      await read('package-lock.json'),
      answers.repository,
    ),
  };
}
