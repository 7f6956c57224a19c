import { yamlText } from '../rendering/yamlText';
import type { WorkerDefinition } from './definition';

const HEADER = ` yaml-language-server: $schema=./workers.schema.json
 The workers of this repository. Reviewed in pull requests; infra/ reads it and
 docs/workers.md explains every field. A worker runs once its state is RUNNING
 and the change is deployed: the handover decides when.`;

/** `workers.yaml`: every worker as data, stopped. */
export function workersFile(workers: WorkerDefinition[]): string {
  const entries = workers.map(worker => ({
    name: worker.name,
    state: 'STOPPED',
    tasks: worker.tasks,
    command: worker.command,
    queue: queueEntry(worker.queue),
    ...(worker.queueVariable === 'QUEUE_URL'
      ? {}
      : { queueVariable: worker.queueVariable }),
    maxProcessingSeconds: worker.maxProcessingSeconds,
    typicalProcessingSeconds: worker.typicalProcessingSeconds,
    messagesAtOnce: worker.messagesAtOnce,
    startWithinSeconds: worker.startWithinSeconds,
    repeatable: worker.repeatable,
    ...(Object.keys(worker.secrets).length > 0
      ? { secrets: worker.secrets }
      : {}),
  }));
  return yamlText({ workers: entries }, HEADER);
}

function queueEntry(queue: WorkerDefinition['queue']) {
  if (queue.kind !== 'existing') return queue;
  const { kind, name, keyArn, deadLetters, heartbeat } = queue;
  return {
    kind,
    name,
    ...(keyArn === null ? {} : { keyArn }),
    ...(deadLetters === null ? {} : { deadLetters }),
    heartbeat,
  };
}
