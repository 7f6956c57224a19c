import { InputError, NotFoundError } from '@backstage/errors';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import type { PortalReader } from '../goldenPath';
import { maskedNames, replaceMasked } from '../jobs/maskedSecrets';
import { isNotFound } from '../preview/refusal';
import { checkWorkerAnswers, type WorkerAnswers } from './answers';
import type { WorkerDefinition } from './definition';
import { workerCommandProblem } from './limits';
import { uniqueWorkerNames, workerName } from './names';

/** How the example under `app/` is started. `exec`: it gets SIGTERM itself. */
export const EXAMPLE_POLLER = {
  node: 'exec node worker/main.mjs',
  ruby: 'exec ruby worker/main.rb',
} as const;

/** What the form says about every worker of a repository. */
type Shared = Pick<
  WorkerDefinition,
  | 'tasks'
  | 'queue'
  | 'queueVariable'
  | 'maxProcessingSeconds'
  | 'typicalProcessingSeconds'
  | 'messagesAtOnce'
  | 'startWithinSeconds'
  | 'repeatable'
>;

/**
 * Reads the chosen workloads and makes a worker of each, or of the new worker.
 * Everything that stands in the way is reported at once.
 *
 * @throws NotFoundError for ids that the portal does not know or may not show
 * @throws InputError for everything that a person has to settle first
 */
export async function prepareWorkers(
  answers: WorkerAnswers,
  portal: Pick<PortalReader, 'workload'>,
  request: { token: string; signal?: AbortSignal },
): Promise<WorkerDefinition[]> {
  checkWorkerAnswers(answers);
  const shared = sharedOf(answers);
  if (answers.newWorker) return [newWorker(answers.newWorker, answers, shared)];

  const workloads = await readWorkloads(answers.workloadIds, portal, request);
  const problems = workloads.flatMap(workload =>
    problemsOf(workload, answers).map(
      problem =>
        `Workload ${JSON.stringify(workload.name)} (${
          workload.id
        }): ${problem}`,
    ),
  );
  if (problems.length > 0) {
    throw new InputError(
      `Nothing was generated. ${problems.join('. ')}`.replace(/\.?$/, '.'),
    );
  }
  const names = uniqueWorkerNames(
    workloads.map(({ name, id }) => workerName(name, id)),
  );
  return workloads.map((workload, index) =>
    fromWorkload(workload, names[index], answers, shared),
  );
}

function sharedOf(answers: WorkerAnswers): Shared {
  // A poller of your own sets no heartbeat: its queue hides a message for long enough.
  const heartbeat = answers.poller === 'example';
  return {
    tasks:
      answers.tasks === 'singleton'
        ? 'singleton'
        : { min: answers.minTasks, max: answers.maxTasks },
    queue: queueOf(answers, heartbeat),
    queueVariable: answers.queueVariable,
    maxProcessingSeconds: answers.maxProcessingSeconds,
    typicalProcessingSeconds:
      answers.typicalProcessingSeconds ?? answers.maxProcessingSeconds,
    messagesAtOnce: answers.messagesAtOnce,
    startWithinSeconds: answers.startWithinSeconds,
    repeatable: answers.repeatable,
  };
}

function queueOf(
  { queue, existingQueue, maxReceives }: WorkerAnswers,
  heartbeat: boolean,
): WorkerDefinition['queue'] {
  if (queue === 'new') return { kind: 'new', heartbeat, maxReceives };
  if (queue === 'none' || !existingQueue) return { kind: 'none' };
  return { kind: 'existing', ...existingQueue, heartbeat };
}

function newWorker(
  { name, command }: NonNullable<WorkerAnswers['newWorker']>,
  answers: WorkerAnswers,
  shared: Shared,
): WorkerDefinition {
  const chosen = commandOf(command, answers);
  const wrong = workerCommandProblem(chosen);
  if (wrong) throw new InputError(`The new worker: its command ${wrong}`);
  return {
    ...shared,
    name,
    workloadId: null,
    title: name,
    description: null,
    command: chosen,
    secrets: answers.secrets,
    origin: null,
    warnings: [],
  };
}

/** The example takes the place of the command; else it stays as it is. */
function commandOf(
  command: string,
  { poller, runtime }: Pick<WorkerAnswers, 'poller' | 'runtime'>,
): string {
  return poller === 'example' && (runtime === 'node' || runtime === 'ruby')
    ? EXAMPLE_POLLER[runtime]
    : command;
}

function problemsOf(
  workload: WorkloadDetail,
  answers: WorkerAnswers,
): string[] {
  if (workload.kind !== 'resident') {
    return [
      `it is a ${workload.kind} workload; this golden path takes resident workers`,
    ];
  }
  const missing = secretsOf(workload).filter(name => !answers.secrets[name]);
  const wrong = workerCommandProblem(
    replaceMasked(commandOf(workload.command, answers)),
  );
  return [
    ...(missing.length > 0
      ? [
          `the inventory masked ${missing.join(
            ', ',
          )}: name the parameter or secret that holds each (ARN)`,
        ]
      : []),
    ...(wrong ? [`its command ${wrong}`] : []),
  ];
}

function secretsOf({ maskedSecrets, command }: WorkloadDetail): string[] {
  return [...new Set([...maskedSecrets, ...maskedNames(command)])];
}

function fromWorkload(
  workload: WorkloadDetail,
  name: string,
  answers: WorkerAnswers,
  shared: Shared,
): WorkerDefinition {
  const places = workload.locations
    .filter(({ side }) => side === 'legacy')
    .map(({ ref, key }) => `${ref} ${key}`);
  return {
    ...shared,
    name,
    workloadId: workload.id,
    title: workload.name,
    description: workload.description,
    command: replaceMasked(commandOf(workload.command, answers)),
    secrets: Object.fromEntries(
      secretsOf(workload).map(secret => [secret, answers.secrets[secret]]),
    ),
    origin: {
      places:
        places.length > 0
          ? places
          : workload.declared.map(({ where }) => where),
      command: workload.command,
    },
    warnings: warningsOf(workload, answers),
  };
}

function warningsOf(
  { assessment, plan }: WorkloadDetail,
  { tasks, poller }: WorkerAnswers,
): string[] {
  return [
    ...assessment.dangers.map(({ message }) => message),
    ...(assessment.target === 'active'
      ? ['A target of this worker is active already: do not run a second one']
      : []),
    ...(tasks === 'scaled' && plan.expectedActive <= 1
      ? [
          'Its plan expects one at a time and this repository scales it: say in the plan how many may run, or make it a singleton',
        ]
      : []),
    ...(poller === 'own'
      ? [
          'The command is taken over as it is: see in docs/workers.md what a poller of your own should do when it is stopped',
        ]
      : [
          'The example poller takes its place: put its work into app/worker before it runs',
        ]),
  ];
}

async function readWorkloads(
  ids: string[],
  portal: Pick<PortalReader, 'workload'>,
  request: { token: string; signal?: AbortSignal },
): Promise<WorkloadDetail[]> {
  const workloads: WorkloadDetail[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    try {
      workloads.push(await portal.workload(id, request));
    } catch (error) {
      if (!isNotFound(error)) throw error;
      unknown.push(id);
    }
  }
  if (unknown.length > 0) {
    throw new NotFoundError(
      `The portal knows no workload ${unknown.join(
        ', ',
      )}; choose again from the list`,
    );
  }
  return workloads;
}
