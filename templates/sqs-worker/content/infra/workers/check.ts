import { SECRET_ARN, STOP_TIMEOUT_SECONDS } from '../limits';
import {
  KEY_ARN,
  MAX_RECEIVES,
  MESSAGES_AT_ONCE_MAX,
  QUEUE_NAME,
  QUEUE_NAME_CHARACTERS,
  STOPPABLE_SECONDS,
  TASKS_MAX,
  VARIABLE_NAME,
  VISIBILITY_SECONDS,
  WORKER_NAME,
} from './limits';

export interface Problem {
  /** Path in the worker, for example `queue`, `name`. */
  field: string[];
  message: string;
}

type Fields = Record<string, unknown>;
type Report = (field: string[], message: string) => void;

const KEYS = [
  'name',
  'state',
  'tasks',
  'command',
  'queue',
  'queueVariable',
  'maxProcessingSeconds',
  'typicalProcessingSeconds',
  'messagesAtOnce',
  'startWithinSeconds',
  'repeatable',
  'environment',
  'secrets',
];
const QUEUE_KEYS: Record<string, string[]> = {
  new: ['kind', 'heartbeat', 'maxReceives'],
  existing: ['kind', 'name', 'keyArn', 'deadLetters', 'heartbeat'],
  none: ['kind'],
};

/** Everything that AWS, the CDK or CloudFormation would refuse or misread in one worker. */
export function checkWorker(worker: Fields, stackName: string): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (field, message) => problems.push({ field, message });
  unknownKeys(worker, KEYS, [], report);
  if (typeof worker.name !== 'string' || !WORKER_NAME.test(worker.name)) {
    report(['name'], `must be 2 to 36 lower-case letters, digits and single hyphens, got: ${show(worker.name)}`);
  } else if (`${stackName}-${worker.name}-dlq`.length > QUEUE_NAME_CHARACTERS) {
    report(['name'], `makes a queue's name longer than ${QUEUE_NAME_CHARACTERS} characters`);
  }
  if (worker.state !== 'RUNNING' && worker.state !== 'STOPPED') {
    report(['state'], `must be RUNNING or STOPPED, got: ${show(worker.state)}`);
  }
  checkTasks(worker, report);
  checkQueue(worker, report);
  checkTimes(worker, report);
  checkCommand(worker.command, report);
  checkVariables(worker, report);
  return problems;
}

function checkTasks({ tasks, queue }: Fields, report: Report): void {
  if (tasks === 'singleton') return;
  if (!isMap(tasks)) {
    report(['tasks'], `must be singleton, or min and max, got: ${show(tasks)}`);
    return;
  }
  unknownKeys(tasks, ['min', 'max'], ['tasks'], report);
  const { min, max } = tasks;
  if (!isInteger(min, 0, TASKS_MAX)) report(['tasks', 'min'], `must be from 0 to ${TASKS_MAX}, got: ${show(min)}`);
  if (!isInteger(max, 1, TASKS_MAX)) report(['tasks', 'max'], `must be from 1 to ${TASKS_MAX}, got: ${show(max)}`);
  if (Number(min) > Number(max)) report(['tasks', 'min'], `must not be more than max, got: ${show(min)}`);
  if (isMap(queue) && queue.kind === 'none') {
    report(['tasks'], 'must be singleton for a worker without a queue: nothing says how many are needed');
  }
}

function checkQueue({ queue }: Fields, report: Report): void {
  const keys = isMap(queue) ? QUEUE_KEYS[String(queue.kind)] : undefined;
  if (!isMap(queue) || !keys) {
    report(['queue'], 'must have the kind new, existing or none');
    return;
  }
  unknownKeys(queue, keys, ['queue'], report);
  const { kind, name, keyArn, deadLetters, maxReceives = 5, heartbeat = false } = queue;
  if (typeof heartbeat !== 'boolean') report(['queue', 'heartbeat'], `must be true or false, got: ${show(heartbeat)}`);
  if (kind === 'new' && !isInteger(maxReceives, MAX_RECEIVES.min, MAX_RECEIVES.max)) {
    report(['queue', 'maxReceives'], `must be from ${MAX_RECEIVES.min} to ${MAX_RECEIVES.max}, got: ${show(maxReceives)}`);
  }
  if (kind !== 'existing') return;
  for (const [key, value] of Object.entries({ name, deadLetters })) {
    if (key === 'deadLetters' && value === undefined) continue;
    if (typeof value !== 'string' || !QUEUE_NAME.test(value)) {
      report(['queue', key], `must be the name of a queue: 1 to 80 letters, digits, hyphens and underscores, got: ${show(value)}`);
    }
  }
  if (keyArn !== undefined && (typeof keyArn !== 'string' || !KEY_ARN.test(keyArn))) {
    report(['queue', 'keyArn'], `must be the ARN of a KMS key, got: ${show(keyArn)}`);
  }
}

/** How long messages take decides whether ECS can stop the worker without cutting one off. */
function checkTimes(worker: Fields, report: Report): void {
  const { maxProcessingSeconds: max, typicalProcessingSeconds: typical, messagesAtOnce = 1, startWithinSeconds = 300 } = worker;
  if (!isInteger(max, 1, VISIBILITY_SECONDS)) {
    report(['maxProcessingSeconds'], `must be from 1 to ${VISIBILITY_SECONDS}, the longest that SQS hides a message, got: ${show(max)}`);
  }
  if (typical !== undefined && !(typeof typical === 'number' && typical > 0 && typical <= Number(max))) {
    report(['typicalProcessingSeconds'], `must be above 0 and at most maxProcessingSeconds, got: ${show(typical)}`);
  }
  if (!isInteger(messagesAtOnce, 1, MESSAGES_AT_ONCE_MAX)) {
    report(['messagesAtOnce'], `must be from 1 to ${MESSAGES_AT_ONCE_MAX}, got: ${show(messagesAtOnce)}`);
  }
  if (!isInteger(startWithinSeconds, 60, 86_400)) {
    report(['startWithinSeconds'], `must be from 60 to 86400, got: ${show(startWithinSeconds)}`);
  }
  if (typeof worker.repeatable !== 'boolean') {
    report(['repeatable'], `must be true or false: SQS may deliver a message twice, and a stop may cut one off, got: ${show(worker.repeatable)}`);
  } else if (!worker.repeatable && Number(max) > STOPPABLE_SECONDS) {
    report(
      ['maxProcessingSeconds'],
      `must be at most ${STOPPABLE_SECONDS} where a message may not be done again, got: ${show(max)}. ECS kills a task ` +
        `${STOP_TIMEOUT_SECONDS} s after it asked it to stop: split longer messages, make them safe to repeat, or run the ` +
        'worker where the time to stop has no such limit (a Kubernetes Deployment with its terminationGracePeriodSeconds, or EC2)',
    );
  }
}

function checkCommand(command: unknown, report: Report): void {
  const isList = Array.isArray(command) && command.length > 0 && command.every(part => typeof part === 'string');
  if (!isList && (typeof command !== 'string' || command.trim() === '')) {
    report(['command'], 'must be text for the shell, or a list: a program and its arguments');
  } else if ([command].flat().some(misread)) {
    report(['command'], 'holds text that CloudFormation or the CDK would replace ("{{resolve:" or "{Token["); put it into a script under app/');
  }
}

function checkVariables(worker: Fields, report: Report): void {
  const { queueVariable = 'QUEUE_URL' } = worker;
  if (typeof queueVariable !== 'string' || !VARIABLE_NAME.test(queueVariable)) {
    report(['queueVariable'], `must be the name of a variable, got: ${show(queueVariable)}`);
  }
  for (const key of ['environment', 'secrets']) {
    const values = worker[key] ?? {};
    if (!isMap(values)) {
      report([key], 'must be a map of names and values');
      continue;
    }
    for (const [name, value] of Object.entries(values)) {
      const field = [key, name];
      if (!VARIABLE_NAME.test(name)) {
        report(field, 'is no name of a variable');
      } else if (typeof value !== 'string') {
        report(field, `must be text, in quotes if it looks like a number, got: ${show(value)}`);
      } else if (key === 'secrets' && !SECRET_ARN.test(value)) {
        // The value is not repeated: it may be the credential itself.
        report(field, 'must be the ARN of a parameter or of a secret');
      } else if (misread(value)) {
        report(field, 'holds "{{resolve:" or "{Token[": CloudFormation or the CDK would replace it');
      }
    }
  }
}

function unknownKeys(fields: Fields, known: string[], path: string[], report: Report): void {
  for (const key of Object.keys(fields)) {
    if (!known.includes(key)) report([...path, key], `is no field here; the fields are ${known.join(', ')}`);
  }
}

function misread(text: unknown): boolean {
  return typeof text === 'string' && /\{\{resolve:|[$#]\{Token\[/.test(text);
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}
