import { plain, table } from '../rendering/markdown';
import type { WorkerAnswers } from './answers';
import type { WorkerDefinition } from './definition';

/** The head of `README.md`; the static part of the golden path follows it. */
export function workersReadmeHead(
  answers: WorkerAnswers,
  workers: WorkerDefinition[],
): string {
  return [
    `# ${answers.repository}`,
    plain(
      answers.description ?? 'Workers on ECS Fargate, one service for each.',
    ),
    `Owner: ${plain(answers.owner)}. AWS account ${answers.account}, region ${
      answers.region
    }.`,
    table(
      ['Worker', 'Tasks', 'Queue', 'Longest message'],
      workers.map(worker => [
        plain(worker.name),
        tasksInWords(worker),
        plain(queueInWords(worker, answers.repository)),
        `${worker.maxProcessingSeconds} s`,
      ]),
    ),
    'The table shows the workers as they were generated; `workers.yaml` is what counts.',
  ].join('\n\n');
}

export function tasksInWords({
  tasks,
}: Pick<WorkerDefinition, 'tasks'>): string {
  return tasks === 'singleton'
    ? 'one, never two'
    : `${tasks.min} to ${tasks.max}`;
}

export function queueInWords(
  { name, queue }: Pick<WorkerDefinition, 'name' | 'queue'>,
  repository: string,
): string {
  if (queue.kind === 'none') return 'none';
  return queue.kind === 'new' ? `${repository}-${name}, new` : queue.name;
}
