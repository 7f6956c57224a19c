import { mermaidLabel } from '../rendering/mermaid';
import { inlineCode, table } from '../rendering/markdown';
import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';

/** A diagram of more jobs than these is read by nobody. */
const DRAWN_JOBS = 8;

/** The data of `docs/architecture.md`: the diagram of these jobs, and the names in AWS. */
export function jobsArchitecture(
  { repository, account, region, host }: ScheduledJobAnswers,
  jobs: JobDefinition[],
): string {
  const drawn = jobs.slice(0, DRAWN_JOBS);
  const left = jobs.length - drawn.length;
  const diagram = [
    'flowchart LR',
    `  subgraph scheduler[${mermaidLabel(
      `EventBridge Scheduler, group ${repository}`,
    )}]`,
    ...drawn.map(
      ({ name, schedules }, index) =>
        `    s${index}[${mermaidLabel(
          name,
          ...schedules.map(({ expression }) => expression),
          schedules[0].timezone,
        )}]`,
    ),
    ...(left > 0 ? [`    more[${mermaidLabel(`and ${left} more`)}]`] : []),
    '  end',
    `  machine[${mermaidLabel('State machine', 'one for each job')}]`,
    `  guards[(${mermaidLabel('Guards in DynamoDB', 'tick and lease')})]`,
    `  task[${mermaidLabel('Fargate task', 'private subnets')}]`,
    `  logs[${mermaidLabel('Logs', `/scheduled-jobs/${repository}`)}]`,
    `  undelivered[${mermaidLabel('Queue of starts that were not delivered')}]`,
    `  alerts[${mermaidLabel('Alert topic')}]`,
    '  scheduler -->|job and scheduled time| machine',
    '  scheduler -.->|not delivered| undelivered -.-> alerts',
    '  machine -->|record the tick, once| guards',
    '  machine -->|take the lease| guards',
    '  machine -->|run, and wait for its end| task --> logs',
    '  machine -->|release the lease| guards',
    '  machine -.->|not succeeded| alerts',
    ...storage(host.files),
  ];
  return [
    '# Architecture',
    'The jobs as they were generated; `schedules.yaml` is what counts.',
    `\`\`\`mermaid\n${diagram.join('\n')}\n\`\`\``,
    '## Names in AWS',
    `Account ${account}, region ${region}.`,
    table(
      ['What', 'Name'],
      [
        ['Stack, schedule group, cluster', inlineCode(repository)],
        ['Schedules', 'as `schedules[].name` in `schedules.yaml`'],
        [
          'State machine and task family of a job',
          inlineCode(`${repository}-JOB`),
        ],
        ['Logs of the programs', inlineCode(`/scheduled-jobs/${repository}`)],
        [
          'Logs of the state machines',
          inlineCode(`/aws/vendedlogs/states/${repository}`),
        ],
      ],
    ),
  ].join('\n\n');
}

function storage(files: ScheduledJobAnswers['host']['files']): string[] {
  if (files === 's3') {
    return [`  task --> bucket[(${mermaidLabel('S3', 'files between jobs')})]`];
  }
  if (files === 'efs') {
    return [`  task --> efs[(${mermaidLabel('EFS', 'files between jobs')})]`];
  }
  return [];
}
