import { inlineCode, table } from '../rendering/markdown';
import { mermaidLabel } from '../rendering/mermaid';
import type { WorkerAnswers } from './answers';
import type { WorkerDefinition } from './definition';
import { queueInWords, tasksInWords } from './readme';

/** A diagram of more workers than these is read by nobody. */
const DRAWN_WORKERS = 6;

/** The data of `docs/architecture.md`: the diagram of these workers, and the names in AWS. */
export function workersArchitecture(
  { repository, account, region }: WorkerAnswers,
  workers: WorkerDefinition[],
): string {
  const drawn = workers.slice(0, DRAWN_WORKERS);
  const left = workers.length - drawn.length;
  const diagram = [
    'flowchart LR',
    ...drawn.flatMap((worker, index) => [
      `  w${index}[${mermaidLabel(
        worker.name,
        `tasks: ${tasksInWords(worker)}`,
      )}]`,
      ...(worker.queue.kind === 'none'
        ? []
        : [
            `  q${index}[(${mermaidLabel(queueInWords(worker, repository))})]`,
            `  q${index} -->|receive, delete| w${index}`,
            `  q${index} -.->|failed too often| dead`,
          ]),
      `  w${index} --> logs`,
    ]),
    ...(left > 0 ? [`  more[${mermaidLabel(`and ${left} more`)}]`] : []),
    `  dead[(${mermaidLabel('Dead letters', 'one queue for each worker')})]`,
    `  alerts[${mermaidLabel('Alert topic')}]`,
    `  logs[${mermaidLabel('Logs', `/workers/${repository}`)}]`,
    '  dead -.-> alerts',
  ];
  return [
    '# Architecture',
    'The workers as they were generated; `workers.yaml` is what counts.',
    `\`\`\`mermaid\n${diagram.join('\n')}\n\`\`\``,
    '## Names in AWS',
    `Account ${account}, region ${region}.`,
    table(
      ['What', 'Name'],
      [
        ['Stack, cluster', inlineCode(repository)],
        ['Service of a worker', inlineCode('WORKER')],
        ['Task family, new queue', inlineCode(`${repository}-WORKER`)],
        ['Queue of its dead letters', inlineCode(`${repository}-WORKER-dlq`)],
        ['Logs of the programs', inlineCode(`/workers/${repository}`)],
      ],
    ),
  ].join('\n\n');
}
