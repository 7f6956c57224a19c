import { z } from 'zod';
import {
  AnswerProblems,
  checkCommonAnswers,
  checkSecretsPlace,
  commonAnswers,
} from '../answers/commonAnswers';
import { SECRET_ARN, SECRET_NAME } from '../answers/limits';
import {
  KEY_ARN,
  MAX_RECEIVES,
  MAX_TASKS,
  MESSAGES_AT_ONCE,
  PROCESSING_SECONDS,
  QUEUE_NAME,
  START_WITHIN_SECONDS,
  STOPPABLE_SECONDS,
  VARIABLE_NAME,
  WORKER_NAME,
  WORKER_NAME_RULE,
} from './limits';

/** What a person answered, apart from the workers. Kept in `.golden-path.json`. */
export const workerAnswers = commonAnswers.extend({
  /** Workloads that move; empty for a new worker. */
  workloadIds: z.array(z.string()).default([]),
  newWorker: z
    .object({ name: z.string(), command: z.string() })
    .nullable()
    .default(null),
  /** Who polls: the command as it is, or the example under `app/`. */
  poller: z.enum(['own', 'example']).default('own'),
  tasks: z.enum(['singleton', 'scaled']).default('singleton'),
  /** Of a scaled worker, both inclusive. */
  minTasks: z.number().int().default(0),
  maxTasks: z.number().int().default(10),
  queue: z.enum(['new', 'existing', 'none']).default('new'),
  existingQueue: z
    .object({
      name: z.string(),
      keyArn: z.string().nullable().default(null),
      deadLetters: z.string().nullable().default(null),
    })
    .nullable()
    .default(null),
  /** Variable in which the command finds the address of its queue. */
  queueVariable: z.string().default('QUEUE_URL'),
  maxReceives: z.number().int().default(5),
  maxProcessingSeconds: z.number().int().default(60),
  /** `null`: as long as the longest, until the rule has measured it. */
  typicalProcessingSeconds: z.number().nullable().default(null),
  messagesAtOnce: z.number().int().default(1),
  startWithinSeconds: z.number().int().default(300),
  /** `false` until somebody says otherwise: what is unknown is not safe. */
  repeatable: z.boolean().default(false),
  /** Variable → ARN. */
  secrets: z.record(z.string()).default({}),
});

export type WorkerAnswers = z.infer<typeof workerAnswers>;

/** @throws InputError that names every field which does not fit */
export function checkWorkerAnswers(answers: WorkerAnswers): void {
  const problems = new AnswerProblems();
  checkCommonAnswers(answers, problems);
  checkSource(answers, problems);
  checkPoller(answers, problems);
  checkQueue(answers, problems);
  checkNumbers(answers, problems);
  checkStop(answers, problems);
  checkSecrets(answers, problems);
  problems.settle();
}

function checkSource(
  { workloadIds, newWorker }: WorkerAnswers,
  problems: AnswerProblems,
): void {
  if (workloadIds.length === 0 && !newWorker) {
    problems.add('Choose at least one workload, or describe a new worker');
  }
  if (workloadIds.length > 0 && newWorker) {
    problems.add(
      'A repository is made either for workloads or for a new worker, not for both',
    );
  }
  if (newWorker) {
    problems.check(
      WORKER_NAME.test(newWorker.name),
      'newWorker.name',
      WORKER_NAME_RULE,
      newWorker.name,
    );
  }
}

function checkPoller(
  { poller, runtime, queue, queueVariable }: WorkerAnswers,
  problems: AnswerProblems,
): void {
  if (poller !== 'example') return;
  problems.check(
    runtime === 'node' || runtime === 'ruby',
    'runtime',
    'node or ruby for the example poller: of other runtimes bring your own',
    runtime,
  );
  problems.check(
    queue !== 'none',
    'queue',
    'new or existing for the example poller',
    queue,
  );
  problems.check(
    queueVariable === 'QUEUE_URL',
    'queueVariable',
    'QUEUE_URL, which the example poller reads',
    queueVariable,
  );
}

function checkQueue(
  { queue, existingQueue, tasks, workloadIds, queueVariable }: WorkerAnswers,
  problems: AnswerProblems,
): void {
  problems.check(
    VARIABLE_NAME.test(queueVariable),
    'queueVariable',
    'the name of a variable',
    queueVariable,
  );
  if (queue === 'none' && tasks === 'scaled') {
    problems.add(
      'tasks must be singleton for a worker without a queue: nothing says how many are needed',
    );
  }
  if (queue !== 'existing') return;
  if (!existingQueue) {
    problems.add('existingQueue must name the queue');
    return;
  }
  if (workloadIds.length > 1) {
    problems.add(
      'A queue that exists belongs to one worker: choose one workload, or give each a new queue and change workers.yaml',
    );
  }
  const { name, keyArn, deadLetters } = existingQueue;
  for (const [field, value] of Object.entries({ name, deadLetters })) {
    problems.check(
      value === null || QUEUE_NAME.test(value),
      `existingQueue.${field}`,
      'the name of a queue: 1 to 80 letters, digits, hyphens and underscores',
      value,
    );
  }
  problems.check(
    keyArn === null || KEY_ARN.test(keyArn),
    'existingQueue.keyArn',
    'the ARN of a KMS key',
    keyArn,
  );
}

function checkNumbers(answers: WorkerAnswers, problems: AnswerProblems): void {
  const bounds: Array<[keyof WorkerAnswers, { min: number; max: number }]> = [
    ['maxProcessingSeconds', PROCESSING_SECONDS],
    ['messagesAtOnce', MESSAGES_AT_ONCE],
    ['startWithinSeconds', START_WITHIN_SECONDS],
    ['maxReceives', MAX_RECEIVES],
    ...(answers.tasks === 'scaled'
      ? ([
          ['maxTasks', MAX_TASKS],
          ['minTasks', { min: 0, max: answers.maxTasks }],
        ] as Array<[keyof WorkerAnswers, { min: number; max: number }]>)
      : []),
  ];
  for (const [field, { min, max }] of bounds) {
    const value = Number(answers[field]);
    problems.check(
      value >= min && value <= max,
      field,
      `from ${min} to ${max}`,
      answers[field],
    );
  }
  const typical = answers.typicalProcessingSeconds;
  problems.check(
    typical === null ||
      (typical > 0 && typical <= answers.maxProcessingSeconds),
    'typicalProcessingSeconds',
    'above 0 and at most maxProcessingSeconds',
    typical,
  );
}

/** The fit rule of a message that ECS would cut off. */
function checkStop(
  { maxProcessingSeconds, repeatable }: WorkerAnswers,
  problems: AnswerProblems,
): void {
  if (repeatable || maxProcessingSeconds <= STOPPABLE_SECONDS) return;
  problems.add(
    `maxProcessingSeconds must be at most ${STOPPABLE_SECONDS} where a message may not be done again from its start, got: ${maxProcessingSeconds}. ECS kills a task 120 s after it asked it to stop: split longer messages, make them safe to repeat, or choose a platform whose time to stop has no such limit (a Kubernetes Deployment with its terminationGracePeriodSeconds, or EC2)`,
  );
}

function checkSecrets(answers: WorkerAnswers, problems: AnswerProblems): void {
  for (const [name, arn] of Object.entries(answers.secrets)) {
    problems.check(
      SECRET_NAME.test(name),
      'secrets',
      'named by capital letters, digits and underscores',
      name,
    );
    if (!SECRET_ARN.test(arn)) {
      // The value is not repeated: somebody may have typed the credential itself.
      problems.add(
        `secrets: ${name} must be the ARN of a parameter (arn:aws:ssm:…:parameter/…) or of a secret (arn:aws:secretsmanager:…:secret:…)`,
      );
    }
  }
  checkSecretsPlace(answers.secrets, answers, problems);
}
