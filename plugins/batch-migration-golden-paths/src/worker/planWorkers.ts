import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { RUNTIMES } from '../answers/commonAnswers';
import type { GoldenPath } from '../goldenPath';
import { isRefusal } from '../preview/refusal';
import type { WorkerAnswers } from './answers';
import { workerAnswersFromInput } from './answersInput';
import type { WorkerDefinition } from './definition';
import { prepareWorkers } from './prepareWorkers';

const text = z.string().catch('');
const optionalText = z.string().optional().catch(undefined);
const optionalNumber = z.number().int().optional().catch(undefined);
const choice = <Values extends [string, ...string[]]>(values: Values) =>
  z.enum(values).optional().catch(undefined);

/** The form of the template while it is filled in: what is missing is empty. */
const form = z.object({
  repository: text,
  description: optionalText,
  owner: text,
  runtime: choice([...RUNTIMES]),
  image: optionalText,
  source: z.enum(['existing', 'new']).catch('existing'),
  workloadIds: z.array(z.string()).max(200).catch([]),
  newWorker: z.object({ name: text, command: text }).nullish().catch(null),
  poller: choice(['own', 'example']),
  tasks: choice(['singleton', 'scaled']),
  minTasks: optionalNumber,
  maxTasks: optionalNumber,
  queue: choice(['new', 'existing', 'none']),
  existingQueue: z
    .object({ name: text, keyArn: optionalText, deadLetters: optionalText })
    .nullish()
    .catch(null),
  queueVariable: optionalText,
  maxReceives: optionalNumber,
  maxProcessingSeconds: optionalNumber,
  typicalProcessingSeconds: z.number().optional().catch(undefined),
  messagesAtOnce: optionalNumber,
  startWithinSeconds: optionalNumber,
  repeatable: z.boolean().optional().catch(undefined),
  secrets: z.array(z.object({ name: text, arn: text })).catch([]),
  taskSize: text,
  account: text,
  region: text,
  vpcId: text,
  subnetIds: z.array(z.string()).catch([]),
  alertEmail: optionalText,
});

/** What `sqs-worker` would make of its form. */
export const planWorkers: GoldenPath<
  WorkerAnswers,
  WorkerDefinition[]
>['plan'] = async (given, portal, request) => {
  const { source, ...read } = form.parse(given);
  const answers = workerAnswersFromInput({
    ...read,
    // A form keeps what was typed before the choice was changed.
    workloadIds: source === 'new' ? [] : read.workloadIds,
    newWorker: source === 'new' ? read.newWorker ?? null : null,
  } as Parameters<typeof workerAnswersFromInput>[0]);
  const planned = { taskSize: answers.taskSize, region: answers.region };
  try {
    const workers = await prepareWorkers(answers, portal, request);
    return {
      ...planned,
      problems: [],
      jobs: workers.map(({ name, workloadId, tasks, warnings }) => ({
        name,
        workloadId,
        schedules: [],
        nextRuns: [],
        warnings,
        copies: tasks === 'singleton' ? 1 : tasks.min,
      })),
      resources: plannedWorkerResources(answers.repository, workers),
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...planned, problems: [error.message], jobs: [], resources: [] };
  }
};

/** What the stack of a repository will hold; roles, policies and alarms apart. */
export function plannedWorkerResources(
  repository: string,
  workers: Array<Pick<WorkerDefinition, 'name' | 'queue'>>,
): PlannedResource[] {
  const queues = workers.flatMap(({ name, queue }) =>
    queue.kind === 'new'
      ? [`${repository}-${name}`, `${repository}-${name}-dlq`]
      : [],
  );
  const named = (
    kind: PlannedResource['kind'],
    names: string[],
  ): PlannedResource => ({ kind, count: names.length, names });
  return [
    named(
      'service',
      workers.map(({ name }) => name),
    ),
    named(
      'task-definition',
      workers.map(({ name }) => `${repository}-${name}`),
    ),
    named('cluster', [repository]),
    ...(queues.length > 0 ? [named('queue', queues)] : []),
    { kind: 'topic', count: 1, names: [] },
    // A deployment that was rolled back is told.
    { kind: 'event-rule', count: 1, names: [] },
    named('log-group', [`/workers/${repository}`]),
    { kind: 'security-group', count: 1, names: [] },
    { kind: 'key', count: 1, names: [] },
  ];
}
