import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';
import { plain, table } from '../rendering/markdown';

/** The head of `README.md`; the static part of the golden path follows it. */
export function readmeHead(
  answers: ScheduledJobAnswers,
  jobs: JobDefinition[],
): string {
  // Only the CDK output keeps a time limit.
  const limits = answers.output === 'cdk';
  return [
    `# ${answers.repository}`,
    plain(
      answers.description ??
        `Scheduled jobs on ECS Fargate, started by ${
          limits ? 'EventBridge Scheduler' : 'rules of EventBridge'
        }.`,
    ),
    `Owner: ${plain(answers.owner)}. AWS account ${answers.account}, region ${
      answers.region
    }.`,
    table(
      ['Job', 'Schedule', 'Time zone', ...(limits ? ['Time limit'] : [])],
      jobs.map(job => [
        plain(job.name),
        job.schedules.map(({ expression }) => plain(expression)).join('<br>'),
        plain(job.schedules[0].timezone),
        ...(limits ? [`${job.timeLimitMinutes} min`] : []),
      ]),
    ),
    `The table shows the jobs as they were generated; \`${
      limits ? 'schedules.yaml' : 'ecschedule.yaml'
    }\` is what counts.`,
  ].join('\n\n');
}
