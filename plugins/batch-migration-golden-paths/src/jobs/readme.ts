import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';
import { plain, table } from '../rendering/markdown';

/** The head of `README.md`; the static part of the golden path follows it. */
export function readmeHead(
  answers: ScheduledJobAnswers,
  jobs: JobDefinition[],
): string {
  return [
    `# ${answers.repository}`,
    plain(
      answers.description ??
        'Scheduled jobs on ECS Fargate, started by EventBridge Scheduler.',
    ),
    `Owner: ${plain(answers.owner)}. AWS account ${answers.account}, region ${
      answers.region
    }.`,
    table(
      ['Job', 'Schedule', 'Time zone', 'Time limit'],
      jobs.map(job => [
        plain(job.name),
        job.schedules.map(({ expression }) => plain(expression)).join('<br>'),
        plain(job.schedules[0].timezone),
        `${job.timeLimitMinutes} min`,
      ]),
    ),
    'The table shows the jobs as they were generated; `schedules.yaml` is what counts.',
  ].join('\n\n');
}
