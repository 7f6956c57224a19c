import { fitFargate } from 'backstage-plugin-batch-migration-common';
import { codeBlock, plain, table } from '../rendering/markdown';
import type { WorkerAnswers } from './answers';
import type { WorkerDefinition } from './definition';
import { queueInWords, tasksInWords } from './readme';

const VERDICTS = {
  fits: 'It fits.',
  'does-not-fit': '**Look at it.**',
  unknown: 'Not known.',
};

/** `migration.md`: what each worker was, what it becomes, and what to watch. */
export function workersMigration(
  answers: WorkerAnswers,
  workers: WorkerDefinition[],
): string {
  const parts = [
    `# Migration of ${plain(answers.repository)}`,
    'How the workers stood on the old side when this repository was generated, and what they become. Every worker is created STOPPED: nothing runs twice, and nothing stops, because of a deployment.',
    table(
      ['Worker', 'Tasks', 'Queue'],
      workers.map(worker => [
        plain(worker.name),
        tasksInWords(worker),
        plain(queueInWords(worker, answers.repository)),
      ]),
    ),
    ...workers.flatMap(worker => section(worker)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(worker: WorkerDefinition): string[] {
  return [
    `## ${plain(worker.name)}`,
    ...(worker.title === worker.name
      ? []
      : [`Known as: ${plain(worker.title)}`]),
    ...(worker.description ? [plain(worker.description)] : []),
    ...before(worker),
    '### Now',
    'Command, run by `/bin/sh -c`:',
    codeBlock(worker.command, 'sh'),
    '### Does it fit Fargate',
    fit(worker)
      .map(({ verdict, message }) => `- ${VERDICTS[verdict]} ${plain(message)}`)
      .join('\n'),
    ...(worker.warnings.length > 0
      ? [
          '### Watch out',
          worker.warnings.map(warning => `- ${plain(warning)}`).join('\n'),
        ]
      : []),
  ];
}

/** What was said about its messages, by the rules of the portal. */
function fit({ maxProcessingSeconds, repeatable }: WorkerDefinition) {
  return fitFargate({
    kind: 'resident',
    wrappers: null,
    longestMessageSeconds: maxProcessingSeconds,
    restartable: repeatable,
    memoryMib: null,
    intervalSeconds: null,
    tolerableStartDelaySeconds: null,
  }).filter(({ rule }) => rule === 'stop-limit' || rule === 'interruption');
}

function before({ origin }: WorkerDefinition): string[] {
  if (origin === null) return [];
  return [
    '### Before',
    `Found at ${origin.places.map(plain).join(', ') || 'no known place'}.`,
    'Its command there:',
    codeBlock(origin.command, 'sh'),
  ];
}
